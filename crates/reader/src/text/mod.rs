//! Plain text, mostly the text layer that another program took out of a document.
//!
//! ```text
//! bytes ──decode──▶ characters ──line──▶ pages of lines ──table──▶ tables and prose ──prose──▶ Block*
//! ```
//!
//! There is no geometry but what spaces keep of it, and in some files not even that.
//!
//! * With layout: `heading` finds where a table begins, `column` where its columns stand on the page and
//!   a first cut of each line, `row` which lines make a row, `settle` moves the partings of each row.
//! * Without: `raw` finds headings and rows by their numbers, `fit` parts the words of each into cells.
//! * Both ask `habit` what the cells of a column are like: a column was wrapped at one print width
//!   (`print`), and its cells begin and end alike; `phrase` knows which words stand together.

mod column;
mod decode;
mod fit;
mod furniture;
mod habit;
mod heading;
mod line;
mod phrase;
mod print;
mod prose;
mod raw;
mod row;
mod run;
mod settle;
mod shape;
mod table;

use crate::ReadError;
use line::TextLine;
use model::{Block, Diagnostic, Document, Format, TextLayer};
use phrase::Phrases;
use prose::Habits;
use table::Piece;

/// A thousand pages and more; tables of a text are searched for in all of it.
const LONGEST: usize = 6 << 20;

/// # Errors
/// Where nothing but blanks is in the file, or more than can be read.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > LONGEST {
        return Err(ReadError::TooLarge(format!("a text of more than {} MiB", LONGEST >> 20)));
    }
    let text = decode::decode(bytes);
    let pages = line::pages(&text);
    if pages.iter().flatten().all(TextLine::is_blank) {
        return Err(ReadError::Empty);
    }
    let blocks = blocks(&pages);
    let diagnostics = blocks.iter().filter_map(guessed).collect();
    Ok(Document {
        format: Format::Txt,
        pages: None,
        text_layer: TextLayer::Native,
        blocks,
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics,
    })
}

/// A text keeps no borders: which words share a cell is read from blanks and numbers alone.
fn guessed(block: &Block) -> Option<Diagnostic> {
    let Block::Table(table) = block else { return None };
    let message =
        "a table was put together from the blanks of a text: a cell may hold words of its neighbour";
    Some(Diagnostic::warning("table-guessed", message, table.parts.clone()))
}

fn blocks(pages: &[Vec<TextLine>]) -> Vec<Block> {
    let habits = Habits::of(pages);
    let phrases = Phrases::of(pages.iter().flatten());
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
    let pieces = if habits.laid_out { table::pieces(&kept) } else { raw_pieces(&kept.concat(), &phrases) };
    for piece in pieces {
        match piece {
            Piece::Prose(lines) => prose.extend(lines),
            Piece::Table(table) => {
                flush(&mut prose, &mut blocks);
                blocks.push(Block::Table(table.finish(&phrases)));
            }
            Piece::Raw(table) => {
                flush(&mut prose, &mut blocks);
                blocks.push(Block::Table(table));
            }
        }
    }
    flush(&mut prose, &mut blocks);
    blocks.extend(numbers.into_iter().map(|line| Block::Paragraph(prose::furniture(line))));
    blocks
}

/// The pieces of a text without layout.
fn raw_pieces<'a>(lines: &[&'a TextLine], phrases: &Phrases) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = raw::find(lines, at, phrases) {
        pieces.push(Piece::Prose(lines.get(at..found.first).unwrap_or_default().to_vec()));
        pieces.push(Piece::Raw(found.table));
        at = found.end.max(found.first + 1);
    }
    pieces.push(Piece::Prose(lines.get(at..).unwrap_or_default().to_vec()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_give_a_document_or_a_word_why(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }

        #[test]
        fn any_text_gives_a_document(text in "(STT|TT|[0-9IVX.]{1,3}|[a-zàấĐ%,;:-]{1,6}| {1,5}|\\t|\\n|\\x0c){0,120}") {
            let _ = read(text.as_bytes());
        }
    }

    #[test]
    fn blanks_are_no_document() {
        assert_eq!(read(b" \n\x0c \n").unwrap_err(), ReadError::Empty);
    }
}
