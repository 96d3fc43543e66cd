//! How much a text may hold. A few kilobytes inflate to gigabytes, and each stage after the reader
//! costs more than the reader itself: what no person wrote is refused while that is still cheap.

use crate::ReadError;
use model::{Block, Paragraph, Table};

/// Paragraphs and cells together: 5,000 pages have about 200,000.
const MOST_PIECES: usize = 300_000;
/// Paragraphs and tables of the text itself: 5,000 pages have about 100,000.
const MOST_BLOCKS: usize = 150_000;
/// Bytes of text: 5,000 pages of nothing but prose.
const MOST_TEXT: usize = 16 << 20;

/// Counts paragraphs and cells while they are read: a text that [`check`] would refuse is left while
/// it is still small.
#[derive(Debug, Default)]
pub struct Meter {
    pieces: usize,
}

impl Meter {
    /// One more paragraph or cell.
    pub fn count(&mut self) {
        self.pieces += 1;
    }

    /// Whether there are more than can be read.
    pub fn is_full(&self) -> bool {
        self.pieces > MOST_PIECES
    }

    /// # Errors
    /// Where there are more than can be read.
    pub fn check(&self) -> Result<(), ReadError> {
        if self.is_full() { Err(too_many()) } else { Ok(()) }
    }
}

fn too_many() -> ReadError {
    ReadError::TooLarge(format!("more than {MOST_PIECES} paragraphs and cells"))
}

/// What was counted.
#[derive(Default)]
struct Count {
    pieces: usize,
    text: usize,
}

/// # Errors
/// Where the blocks hold more than can be read.
pub fn check(blocks: &[Block]) -> Result<(), ReadError> {
    if blocks.len() > MOST_BLOCKS {
        return Err(ReadError::TooLarge(format!("more than {MOST_BLOCKS} paragraphs outside tables")));
    }
    let mut count = Count::default();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => count.paragraph(paragraph),
            Block::Table(table) => count.table(table),
        }
    }
    if count.pieces > MOST_PIECES {
        return Err(too_many());
    }
    if count.text > MOST_TEXT {
        return Err(ReadError::TooLarge(format!("more than {} MiB of text", MOST_TEXT >> 20)));
    }
    Ok(())
}

impl Count {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.pieces += 1;
        self.text +=
            paragraph.lines.iter().flat_map(|line| &line.runs).map(|run| run.text.len()).sum::<usize>();
    }

    fn table(&mut self, table: &Table) {
        for cell in &table.cells {
            self.pieces += 1;
            cell.paragraphs.iter().for_each(|paragraph| self.paragraph(paragraph));
            cell.tables.iter().for_each(|table| self.table(table));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Cell, Line, Place, Places, Run, TableMake};

    fn paragraph(bytes: usize) -> Paragraph {
        let run = Run { text: "x".repeat(bytes), ..Run::default() };
        let line = Line { runs: [run].into(), place: Place::Paragraph { paragraph: 1 } };
        Paragraph { lines: [line].into(), ..Paragraph::default() }
    }

    #[test]
    fn reading_ends_where_the_text_would_be_refused() {
        let mut meter = Meter::default();
        (0..MOST_PIECES).for_each(|_| meter.count());
        assert_eq!((meter.is_full(), meter.check()), (false, Ok(())));
        meter.count();
        assert!(meter.is_full() && meter.check().is_err());
    }

    #[test]
    fn what_nobody_wrote_is_refused() {
        let cells = vec![Cell { paragraphs: vec![paragraph(1)], ..Cell::default() }; MOST_PIECES / 4];
        let table = Block::Table(Table {
            make: TableMake::Lattice,
            rows: 1,
            columns: 1,
            cells,
            header_rows: 0,
            repeated_rows: 0,
            parts: Places::new(),
            name: None,
        });
        let cases = [
            (vec![Block::Paragraph(paragraph(MOST_TEXT))], true),
            (vec![Block::Paragraph(paragraph(MOST_TEXT)), Block::Paragraph(paragraph(1))], false),
            (vec![Block::Paragraph(paragraph(0)); MOST_BLOCKS], true),
            (vec![Block::Paragraph(paragraph(0)); MOST_BLOCKS + 1], false),
            (vec![table.clone()], true),
            (vec![table.clone(), table, Block::Paragraph(paragraph(0))], false),
        ];
        for (blocks, allowed) in cases {
            assert_eq!(check(&blocks).is_ok(), allowed);
        }
    }
}
