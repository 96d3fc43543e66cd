//! Blocks flattened to printed lines, each with the side of the page that it stands on.

use super::{date, sides};
use crate::phrases::single_spaced;
use model::{Block, Cell, Paragraph, ParagraphRole, Table};

/// Rows at either end of a table that may be letterhead, title or signature: a spreadsheet is one
/// table from the letterhead down to the signature.
const TABLE_ENDS: u32 = 25;

/// «tháng 12 năm 2024» is the longest that breaks off a date.
const LONGEST_DATE_END: usize = 30;

/// Tables within tables are followed so deep.
const DEPTH: u8 = 3;

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spot {
    pub(crate) block: usize,
    /// The row, in a table.
    pub(crate) row: Option<u32>,
}

/// A printed line, or one side of one.
#[derive(Debug, Clone)]
pub(crate) struct TextLine {
    /// One space between words; never empty.
    pub(crate) text: String,
    /// 0 over the whole width, 1 left, 2 right.
    pub(crate) side: u8,
    pub(crate) spot: Spot,
    /// Counts paragraphs, so that lines of one paragraph are known.
    pub(crate) paragraph: usize,
    /// Opens its paragraph, which has a bullet or number drawn by the program.
    pub(crate) labelled: bool,
    /// In a style of section headings.
    pub(crate) headed: bool,
    pub(crate) bold: bool,
    pub(crate) centered: bool,
    /// In a table: nothing else stands in its row.
    pub(crate) alone: bool,
    /// Read from a picture.
    pub(crate) ocr: bool,
}

/// All lines of paragraphs, and of both ends of tables, in reading order.
pub(crate) fn flatten(blocks: &[Block]) -> Vec<TextLine> {
    let mut flat = Flat::default();
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) if paragraph.role == ParagraphRole::Body => {
                flat.paragraph(paragraph, Spot { block: index, row: None }, paragraph.column.min(2), true);
            }
            Block::Paragraph(_) => {}
            Block::Table(table) => flat.table(table, index, None, DEPTH),
        }
    }
    join_dates(flat.lines)
}

/// «Buôn Ma Thuột, ngày 17 tháng 5» / «năm 2024»: the date that a narrow column broke is one line.
fn join_dates(lines: Vec<TextLine>) -> Vec<TextLine> {
    let dated = |text: &str| matches!(date::place_and_date(text), Some((_, Some(_))));
    let mut joined: Vec<TextLine> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(last) = joined.last_mut()
            && last.side == line.side
            && line.text.len() <= LONGEST_DATE_END
            && !dated(&last.text)
        {
            let whole = format!("{} {}", last.text, line.text);
            if dated(&whole) {
                last.text = whole;
                continue;
            }
        }
        joined.push(line);
    }
    joined
}

#[derive(Default)]
struct Flat {
    lines: Vec<TextLine>,
    paragraphs: usize,
}

impl Flat {
    fn table(&mut self, table: &Table, block: usize, outer: Option<Spot>, depth: u8) {
        let ends = TABLE_ENDS.max(table.rows.saturating_sub(TABLE_ENDS));
        for cell in table.cells.iter().filter(|cell| cell.row < TABLE_ENDS || cell.row >= ends) {
            let spot = outer.unwrap_or(Spot { block, row: Some(cell.row) });
            let start = table.cells.partition_point(|other| other.row < cell.row);
            let alone = table
                .cells
                .iter()
                .skip(start)
                .take_while(|other| other.row == cell.row)
                .all(|other| other.column == cell.column || is_blank(other));
            let side = side(cell, table.columns, alone);
            for paragraph in &cell.paragraphs {
                self.paragraph(paragraph, spot, side, alone);
            }
            if depth > 0 {
                for inner in &cell.tables {
                    self.table(inner, block, Some(spot), depth - 1);
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, spot: Spot, side: u8, alone: bool) {
        self.paragraphs += 1;
        for (number, line) in paragraph.lines.iter().enumerate() {
            let labelled = number == 0 && paragraph.label.is_some();
            let bold = line.is_bold();
            let printed = line.text();
            let ocr = line.runs.iter().any(|run| run.confidence.is_some_and(|confidence| confidence < 1.0));
            for (side, text) in sides::split(&printed, side) {
                let text = single_spaced(text);
                if !text.is_empty() {
                    let (centered, headed) = (paragraph.centered, paragraph.heading.is_some());
                    let paragraph = self.paragraphs;
                    self.lines.push(TextLine {
                        text,
                        side,
                        spot,
                        paragraph,
                        labelled,
                        headed,
                        bold,
                        centered,
                        alone,
                        ocr,
                    });
                }
            }
        }
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.tables.is_empty() && cell.paragraphs.iter().all(|paragraph| paragraph.text().trim().is_empty())
}

/// The side on which a cell's middle lies; a cell over most of the width, or alone in its row, has none.
fn side(cell: &Cell, columns: u32, alone: bool) -> u8 {
    let wide = cell.column_span.saturating_mul(4) >= columns.saturating_mul(3);
    if columns <= 1 || wide || (alone && columns > 2) {
        return 0;
    }
    let middle = cell.column.saturating_mul(2).saturating_add(cell.column_span);
    if middle <= columns { 1 } else { 2 }
}
