//! Plain text, mostly the text layer that another program took out of a document.
//!
//! ```text
//! bytes ──decode──▶ characters ──line──▶ pages of lines ──table──▶ tables and prose ──prose──▶ Block*
//! ```
//!
//! There is no geometry but what spaces keep of it, and in some files not even that.

mod column;
mod decode;
mod furniture;
mod heading;
mod line;
mod prose;
mod row;
mod shape;
mod table;

use crate::ReadError;
use line::TextLine;
use model::{Block, Document, Format, TextLayer};
use prose::Habits;
use table::Piece;

/// # Errors
/// Where nothing but blanks is in the file.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let text = decode::decode(bytes);
    let pages = line::pages(&text);
    if pages.iter().flatten().all(TextLine::is_blank) {
        return Err(ReadError::Empty);
    }
    Ok(Document {
        format: Format::Txt,
        pages: None,
        text_layer: TextLayer::Native,
        blocks: blocks(&pages),
        signatures: Vec::new(),
        diagnostics: Vec::new(),
    })
}

fn blocks(pages: &[Vec<TextLine>]) -> Vec<Block> {
    let habits = Habits::of(pages);
    let mut numbers = Vec::new();
    let kept: Vec<Vec<&TextLine>> = pages
        .iter()
        .map(|page| {
            let (kept, aside) = furniture::set_aside(page);
            numbers.extend(aside);
            kept
        })
        .collect();
    let mut blocks: Vec<Block> = Vec::new();
    let mut prose: Vec<&TextLine> = Vec::new();
    let flush = |prose: &mut Vec<&TextLine>, blocks: &mut Vec<Block>| {
        blocks.extend(prose::paragraphs(&std::mem::take(prose), habits).into_iter().map(Block::Paragraph));
    };
    for piece in table::pieces(&kept) {
        match piece {
            Piece::Prose(lines) => prose.extend(lines),
            Piece::Table(table) => {
                flush(&mut prose, &mut blocks);
                blocks.push(Block::Table(table.finish()));
            }
        }
    }
    flush(&mut prose, &mut blocks);
    blocks.extend(numbers.into_iter().map(|line| Block::Paragraph(prose::furniture(line))));
    blocks
}
