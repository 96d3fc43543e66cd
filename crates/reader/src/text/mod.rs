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
//! * Without: `raw` finds headings and rows by their words and numbers, and parts the words of each row into
//!   cells.
//! * Either way a column was wrapped at one print width (`print`), and its cells begin and end alike
//!   (`habit`); `phrase` knows which words stand together.

mod column;
mod decode;
mod furniture;
mod habit;
mod heading;
mod line;
mod phrase;
mod print;
mod prose;
mod raw;
mod row;
mod settle;
mod shape;
mod table;

use crate::{ReadError, Words};
use line::TextLine;
use model::{Block, Diagnostic, Document, Format, TextLayer};
use phrase::Phrases;
use prose::Habits;
use table::Piece;

/// A thousand pages and more; tables of a text are searched for in all of it.
const LONGEST: usize = 6 << 20;

/// # Errors
/// Where nothing but blanks is in the file, or more than can be read.
pub fn read(bytes: &[u8], words: &dyn Words) -> Result<Document, ReadError> {
    if bytes.len() > LONGEST {
        return Err(ReadError::TooLarge(format!("a text of more than {} MiB", LONGEST >> 20)));
    }
    let text = decode::decode(bytes);
    let pages = line::pages(&text);
    if pages.iter().flatten().all(TextLine::is_blank) {
        return Err(ReadError::Empty);
    }
    let (blocks, notes) = blocks(&pages, words);
    let diagnostics = blocks.iter().filter_map(guessed).chain(notes).collect();
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

/// The blocks, and what is doubtful in them.
fn blocks(pages: &[Vec<TextLine>], words: &dyn Words) -> (Vec<Block>, Vec<Diagnostic>) {
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
    let mut notes: Vec<Diagnostic> = Vec::new();
    let mut prose: Vec<&TextLine> = Vec::new();
    let (pieces, too_many) = if habits.laid_out {
        (table::pieces(&kept), None)
    } else {
        raw_pieces(&kept.concat(), &phrases, words)
    };
    let habits = if pieces.iter().any(|piece| matches!(piece, Piece::Raw(..))) {
        habits.beside_tables(pieces.iter().flat_map(Piece::prose))
    } else {
        habits
    };
    let flush = |prose: &mut Vec<&TextLine>, blocks: &mut Vec<Block>| {
        blocks.extend(prose::paragraphs(&std::mem::take(prose), habits).into_iter().map(Block::Paragraph));
    };
    for piece in pieces {
        match piece {
            Piece::Prose(lines) => prose.extend(lines),
            Piece::Table(table) => {
                flush(&mut prose, &mut blocks);
                blocks.push(Block::Table(table.finish(&phrases)));
            }
            Piece::Raw(table, doubts) => {
                flush(&mut prose, &mut blocks);
                blocks.push(Block::Table(table));
                notes.extend(doubts);
            }
        }
    }
    flush(&mut prose, &mut blocks);
    blocks.extend(numbers.into_iter().map(|line| Block::Paragraph(prose::furniture(line))));
    notes.extend(too_many);
    (blocks, notes)
}

/// The pieces of a text without layout, and where there were too many tables.
fn raw_pieces<'a>(
    lines: &[&'a TextLine],
    phrases: &Phrases,
    words: &dyn Words,
) -> (Vec<Piece<'a>>, Option<Diagnostic>) {
    let mut pieces = Vec::new();
    let mut at = 0;
    let (tables, too_many) = raw::tables(lines, phrases, words);
    for found in tables {
        pieces.push(Piece::Prose(lines.get(at..found.first).unwrap_or_default().to_vec()));
        pieces.push(Piece::Raw(found.table, found.notes));
        at = found.end;
    }
    pieces.push(Piece::Prose(lines.get(at..).unwrap_or_default().to_vec()));
    (pieces, too_many)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FewWords;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn any_bytes_give_a_document_or_a_word_why(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes, &FewWords);
        }

        #[test]
        fn any_text_gives_a_document(text in "(STT|TT|[0-9IVX.]{1,3}|[a-zàấĐ%,;:-]{1,6}| {1,5}|\\t|\\n|\\x0c){0,120}") {
            let _ = read(text.as_bytes(), &FewWords);
        }

        #[test]
        fn no_word_of_a_raw_table_is_lost(
            body in "((\n[1-9]|\nI|\nA)?(\n| )(Sở Nội vụ|[1-9]0%|Quý I|- Báo cáo;|kế hoạch|Tỷ lệ|ha|Lưu|\\x0c)){0,60}",
        ) {
            let text = format!("KẾ HOẠCH\nSTT Chỉ tiêu ĐVT Năm 2024\nCơ quan\n1 Tỷ lệ{body}");
            let document = read(text.as_bytes(), &FewWords).unwrap();
            let kept: BTreeSet<String> = document.blocks.iter().flat_map(words_of).collect();
            for word in text.split_whitespace() {
                prop_assert!(kept.contains(word), "{word}");
            }
        }
    }

    fn words_of(block: &Block) -> Vec<String> {
        let text = match block {
            Block::Paragraph(paragraph) => paragraph.text(),
            Block::Table(table) => table.cells.iter().map(|cell| format!("{} ", cell.text())).collect(),
        };
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn blanks_are_no_document() {
        assert_eq!(read(b" \n\x0c \n", &FewWords).unwrap_err(), ReadError::Empty);
    }

    #[test]
    fn a_long_text_of_rows_takes_no_time() {
        let rows: String =
            (1..4000).map(|row| format!("{row}\nTỷ lệ hồ sơ\nSở Nội vụ Quý I\n90% 10%\n")).collect();
        let text = format!("STT Chỉ tiêu\nCơ quan\nThời gian Năm 2024 Năm 2025\n{rows}");
        assert!(read(text.as_bytes(), &FewWords).is_ok());
    }
}
