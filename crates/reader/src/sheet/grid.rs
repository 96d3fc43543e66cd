//! A sheet as it is filled: cells where something stands, never the whole grid.

use model::CellRange;
use std::sync::Arc;

/// More cells than any plan has; a file may claim 17 billion.
const MAX_CELLS: usize = 1_000_000;
/// More text than 5,000 pages hold; a million cells may all point to one long string.
const MAX_TEXT: usize = 32 << 20;

/// What the cells of a workbook may still take.
#[derive(Debug)]
pub struct Budget {
    cells: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MAX_CELLS, text: MAX_TEXT }
    }
}

impl Budget {
    /// Whether the cell still fits; where not, the sheet is marked and is to be left.
    pub fn push(&mut self, sheet: &mut Sheet, cell: SheetCell) -> bool {
        let text = cell.content.length();
        if self.cells == 0 || self.text < text {
            sheet.damage =
                Some("it has more cells or text than can be read; the rest is left out".to_owned());
            return false;
        }
        self.cells -= 1;
        self.text -= text;
        sheet.cells.push(cell);
        true
    }

    /// Whether as many merged areas as this still make sense.
    pub fn allows_merges(&self, count: usize) -> bool {
        count < MAX_CELLS / 4
    }
}

/// One sheet. Rows and columns count from 0.
#[derive(Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// In order of row, then column; one for each place where text stands or a border is drawn.
    pub cells: Vec<SheetCell>,
    pub merges: Vec<CellRange>,
    /// Hidden stretches, first and last, in order.
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
    /// Rows that the file says to print again on each page.
    pub title_rows: Option<(u32, u32)>,
    /// Cells whose formula has no value stored.
    pub without_value: Vec<(u32, u32)>,
    /// What could not be read, if anything.
    pub damage: Option<String>,
}

/// A filled or bordered place of a sheet.
#[derive(Debug, Clone)]
pub struct SheetCell {
    pub row: u32,
    pub column: u32,
    pub look: Arc<Look>,
    pub content: Content,
}

/// What stands in a cell, as it is shown.
#[derive(Debug, Clone, Default)]
pub enum Content {
    #[default]
    Empty,
    Plain(Arc<str>),
    Rich(Arc<[TextRun]>),
}

/// A stretch of text with a look of its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextRun {
    pub text: String,
    pub font: Option<FontLook>,
}

/// A font as the sheet names it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FontLook {
    pub name: Option<Arc<str>>,
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
}

/// How a cell looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    pub font: FontLook,
    pub borders: Borders,
    pub centered: bool,
    /// In steps of the program's indent.
    pub indent: u8,
    /// The number format's code; empty for General.
    pub format: Arc<str>,
}

/// Which sides have a drawn line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Borders {
    pub left: bool,
    pub right: bool,
    pub top: bool,
    pub bottom: bool,
}

impl Borders {
    pub fn any(self) -> bool {
        self.left || self.right || self.top || self.bottom
    }
}

impl Content {
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Plain(text) => text.trim().is_empty(),
            Self::Rich(runs) => runs.iter().all(|run| run.text.trim().is_empty()),
        }
    }

    /// Bytes of text.
    fn length(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Plain(text) => text.len(),
            Self::Rich(runs) => runs.iter().map(|run| run.text.len()).sum(),
        }
    }

    /// The text without looks.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Plain(text) => text.to_string(),
            Self::Rich(runs) => runs.iter().map(|run| run.text.as_str()).collect(),
        }
    }
}

impl Sheet {
    /// Whether nothing of the area is shown.
    pub fn is_hidden(&self, area: CellRange) -> bool {
        self.hidden
            || within(&self.hidden_rows, area.top, area.bottom)
            || within(&self.hidden_columns, area.left, area.right)
    }

    /// The cells of these rows, in order.
    pub fn rows(&self, first: u32, last: u32) -> impl Iterator<Item = &SheetCell> {
        let from = self.cells.partition_point(|cell| cell.row < first);
        self.cells.iter().skip(from).take_while(move |cell| cell.row <= last)
    }

    /// The merged area that begins at the place, or the place alone.
    pub fn area_at(&self, row: u32, column: u32) -> CellRange {
        let found = self.merges.binary_search_by_key(&(row, column), |area| (area.top, area.left));
        found.ok().and_then(|index| self.merges.get(index)).copied().unwrap_or(CellRange::cell(row, column))
    }

    /// Puts everything in order.
    pub fn settle(&mut self) {
        let sorted = self.cells.is_sorted_by_key(|cell| (cell.row, cell.column));
        if !sorted {
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self.merges.sort_by_key(|area| (area.top, area.left));
        self.merges.dedup_by_key(|area| (area.top, area.left));
        join_stretches(&mut self.hidden_rows);
        join_stretches(&mut self.hidden_columns);
    }
}

/// The cells of these rows among cells in order.
pub fn rows_mut(cells: &mut [SheetCell], first: u32, last: u32) -> &mut [SheetCell] {
    let from = cells.partition_point(|cell| cell.row < first);
    let to = cells.partition_point(|cell| cell.row <= last);
    cells.get_mut(from..to).unwrap_or_default()
}

/// Orders stretches and joins those that touch, so that a look-up need only see one of them.
fn join_stretches(stretches: &mut Vec<(u32, u32)>) {
    stretches.sort_unstable();
    stretches.dedup_by(|next, before| {
        let touches = next.0 <= before.1.saturating_add(1);
        if touches {
            before.1 = before.1.max(next.1);
        }
        touches
    });
}

fn within(stretches: &[(u32, u32)], from: u32, to: u32) -> bool {
    let after = stretches.partition_point(|&(first, _)| first <= from);
    after.checked_sub(1).and_then(|index| stretches.get(index)).is_some_and(|&(_, last)| to <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_stretches() {
        let mut sheet = Sheet { hidden_rows: vec![(7, 7), (1, 4), (2, 2), (5, 5)], ..Sheet::default() };
        sheet.settle();
        let hidden: Vec<u32> = (0..10).filter(|&row| sheet.is_hidden(CellRange::cell(row, 0))).collect();
        assert_eq!(hidden, [1, 2, 3, 4, 5, 7]);
    }
}
