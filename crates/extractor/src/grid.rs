//! A table as its records are read from it: a cell by row and column, its text closed up.

use model::{Cell, Line, Paragraph, Places, Table};
use normalizer::are_two_agencies;

/// More places than this in a grid are no table that a person reads; the rest is not looked at.
const MAX_PLACES: usize = 4_000_000;

/// A cell as the records need it: what it says and where it stands, without its runs and looks.
pub struct GridCell {
    pub row: u32,
    pub column: u32,
    pub row_span: u32,
    pub column_span: u32,
    /// Its text on one line, nested tables after its paragraphs.
    pub text: Box<str>,
    /// Its paragraphs that are not empty, where there are several.
    paragraphs: Box<[String]>,
    pub places: Places,
    /// Whether all that it says is bold.
    pub bold: bool,
    pub confidence: f32,
}

impl GridCell {
    fn new(cell: Cell) -> Self {
        let mut parts = cell_parts(&cell);
        let text = match parts.as_slice() {
            [_] => parts.pop().map(trimmed).unwrap_or_default(),
            _ => {
                let mut text = String::new();
                parts.iter().for_each(|part| model::document::close_up(&mut text, part));
                text
            }
        };
        Self {
            row: cell.row,
            column: cell.column,
            row_span: cell.row_span,
            column_span: cell.column_span,
            text: text.into(),
            paragraphs: parts.into(),
            bold: is_bold(&cell.paragraphs),
            confidence: crate::item::confidence(&cell.paragraphs),
            places: cell.places,
        }
    }

    /// Its paragraphs, without empty ones.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let alone = Some(&*self.text).filter(|text| self.paragraphs.is_empty() && !text.is_empty());
        alone.into_iter().chain(self.paragraphs.iter().map(String::as_str))
    }

    /// Its paragraphs, one a line.
    pub fn words(&self) -> String {
        self.parts().collect::<Vec<_>>().join("\n")
    }
}

/// Without a copy where there is nothing to trim.
fn trimmed(text: String) -> String {
    let bare = text.trim();
    if bare.len() == text.len() { text } else { bare.to_owned() }
}

fn is_bold(paragraphs: &[Paragraph]) -> bool {
    paragraphs.iter().any(|p| !p.lines.is_empty())
        && paragraphs.iter().all(|p| p.lines.iter().all(Line::is_blank) || p.is_bold())
}

/// A table by row and column. It is made of the table itself: a sheet of 100,000 rows is not held twice.
pub struct Grid {
    columns: u32,
    rows: Vec<GridRow>,
    /// The covering cell of each place, row by row.
    covering: Vec<Option<At>>,
    /// Heading rows printed again that are no longer among the rows.
    pub repeated_rows: u32,
    /// Where each part of the table stands.
    pub places: Places,
}

/// The cells that begin in a row.
#[derive(Default)]
struct GridRow {
    cells: Vec<GridCell>,
    /// The first row that none of them reaches into.
    end: u32,
}

/// A cell by the row that it begins in and its place among those.
#[derive(Clone, Copy)]
struct At {
    row: u32,
    cell: u32,
}

impl Grid {
    pub fn new(table: Table) -> Self {
        let columns = table.columns.min(10_000);
        let rows = table.rows.min((MAX_PLACES / columns.max(1) as usize) as u32);
        let mut grid = Self {
            columns,
            rows: Vec::new(),
            covering: vec![None; rows as usize * columns as usize],
            repeated_rows: table.repeated_rows,
            places: table.parts,
        };
        grid.rows.resize_with(rows as usize, GridRow::default);
        let mut row = Vec::new();
        let mut cells = table.cells.into_iter().peekable();
        while let Some(cell) = cells.next() {
            let ends = cells.peek().is_none_or(|next| next.row != cell.row);
            row.push(GridCell::new(cell));
            if ends {
                grid.add_row(&mut row);
            }
        }
        grid
    }

    /// Moves cells that begin in one row to their places; those beyond the last row are left out.
    fn add_row(&mut self, cells: &mut Vec<GridCell>) {
        let (count, columns) = (self.rows(), self.columns);
        let number = cells.first().map_or(count, |cell| cell.row);
        let Some(own) = self.rows.get_mut(number as usize) else { return cells.clear() };
        for (cell, at) in cells.iter().zip(own.cells.len() as u32..) {
            let below = number.saturating_add(cell.row_span.max(1)).min(count);
            let right = cell.column.saturating_add(cell.column_span.max(1)).min(columns);
            for row in number..below {
                let first = row as usize * columns as usize;
                let places = first + cell.column.min(right) as usize..first + right as usize;
                let at = Some(At { row: number, cell: at });
                self.covering.get_mut(places).unwrap_or_default().fill(at);
            }
            own.end = own.end.max(below);
        }
        own.cells.append(cells);
    }

    pub fn rows(&self) -> u32 {
        self.rows.len() as u32
    }

    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// The cell that covers a place.
    pub fn cell(&self, row: u32, column: u32) -> Option<&GridCell> {
        let at = self.at(row, column)?;
        self.rows.get(at.row as usize)?.cells.get(at.cell as usize)
    }

    fn at(&self, row: u32, column: u32) -> Option<At> {
        let place = row as usize * self.columns as usize + column as usize;
        self.covering.get(place).filter(|_| column < self.columns).copied().flatten()
    }

    /// Its text on one line; empty where there is no cell.
    pub fn text(&self, row: u32, column: u32) -> &str {
        self.cell(row, column).map_or("", |cell| &cell.text)
    }

    /// Lets go of the cells that no row below this one reads: its record is made.
    pub fn release(&mut self, row: u32) {
        for column in 0..self.columns {
            let Some(at) = self.at(row, column) else { continue };
            if let Some(read) = self.rows.get_mut(at.row as usize).filter(|read| read.end <= row + 1) {
                read.cells = Vec::new();
            }
        }
    }

    /// The distinct cells that cover a row, from the left.
    pub fn row_cells(&self, row: u32) -> impl Iterator<Item = &GridCell> {
        let mut last = None;
        (0..self.columns).filter_map(move |column| {
            let cell = self.cell(row, column)?;
            let place = Some((cell.row, cell.column));
            (std::mem::replace(&mut last, place) != place).then_some(cell)
        })
    }

    /// The row's texts joined, for the outline of tables that give no records.
    pub fn row_text(&self, row: u32) -> String {
        let texts: Vec<&str> = self
            .row_cells(row)
            .filter(|cell| cell.row == row && !cell.text.is_empty())
            .map(|cell| &*cell.text)
            .collect();
        texts.join(" | ")
    }
}

/// A paragraph's text with the label that the program drew.
pub fn paragraph_text(paragraph: &Paragraph) -> String {
    let text = paragraph.text();
    match paragraph.label.as_deref().map(str::trim) {
        Some(label) if !label.is_empty() && text.is_empty() => label.to_owned(),
        Some(label) if !label.is_empty() => format!("{label} {text}"),
        _ => text,
    }
}

/// No list of two agencies is longer.
const LONGEST_NAMES: usize = 300;

/// A paragraph's text; two agencies that a page keeps apart by their lines alone, each filling its own, are
/// two.
fn paragraph_parts(paragraph: &Paragraph) -> Vec<String> {
    let text = paragraph_text(paragraph);
    if paragraph.lines.len() < 2 || text.len() > LONGEST_NAMES {
        return vec![text];
    }
    let mut head = String::new();
    for line in &paragraph.lines {
        let rest = text.get(head.len()..).unwrap_or_default().trim_start();
        let named = !head.is_empty() && rest.starts_with(char::is_uppercase) && text.starts_with(&head);
        if named && are_two_agencies(&head, rest) {
            return vec![head, rest.to_owned()];
        }
        model::document::close_up(&mut head, &line.text());
    }
    vec![text]
}

/// The cell's paragraphs, one text each, without empty ones.
fn cell_parts(cell: &Cell) -> Vec<String> {
    let mut parts: Vec<String> = cell.paragraphs.iter().flat_map(paragraph_parts).collect();
    for table in &cell.tables {
        for inner in &table.cells {
            parts.extend(inner.paragraphs.iter().map(paragraph_text));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_let_go_when_nothing_below_reads_it() {
        let mut table = crate::testing::table(&[&["a", "b"], &["c", "d"]]);
        table.cells.retain(|cell| (cell.row, cell.column) != (1, 0));
        table.cells[0].row_span = 2;
        let mut grid = Grid::new(table);
        let texts = |grid: &Grid| {
            [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(row, column)| grid.text(row, column).to_owned())
        };
        assert_eq!(texts(&grid), ["a", "b", "a", "d"]);
        grid.release(0);
        assert_eq!(texts(&grid), ["a", "b", "a", "d"]);
        grid.release(1);
        assert_eq!(texts(&grid), [""; 4]);
    }
}
