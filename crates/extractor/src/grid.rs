//! The grid as a view of a table's cells: a cell by row and column, its text closed up.

use model::{Cell, Paragraph, Table};

/// More places than this in a grid are no table that a person reads; the rest is not looked at.
const MAX_PLACES: usize = 4_000_000;

/// A view of a table by row and column.
pub struct Grid<'a> {
    pub table: &'a Table,
    rows: u32,
    columns: u32,
    /// Index of the covering cell, row by row.
    places: Vec<Option<u32>>,
    texts: Vec<String>,
}

impl<'a> Grid<'a> {
    pub fn new(table: &'a Table) -> Self {
        let columns = table.columns.min(10_000);
        let rows = table.rows.min((MAX_PLACES / columns.max(1) as usize) as u32);
        let mut places = vec![None; rows as usize * columns as usize];
        for (number, cell) in table.cells.iter().enumerate() {
            let below = cell.row.saturating_add(cell.row_span.max(1)).min(rows);
            let right = cell.column.saturating_add(cell.column_span.max(1)).min(columns);
            for row in cell.row..below {
                for column in cell.column..right {
                    let at = row as usize * columns as usize + column as usize;
                    if let Some(place) = places.get_mut(at) {
                        *place = u32::try_from(number).ok();
                    }
                }
            }
        }
        let texts = table.cells.iter().map(cell_text).collect();
        Self { table, rows, columns, places, texts }
    }

    pub fn rows(&self) -> u32 {
        self.rows
    }

    pub fn columns(&self) -> u32 {
        self.columns
    }

    fn number(&self, row: u32, column: u32) -> Option<usize> {
        if column >= self.columns {
            return None;
        }
        let at = row as usize * self.columns as usize + column as usize;
        self.places.get(at).copied().flatten().map(|number| number as usize)
    }

    /// The cell that covers a place.
    pub fn cell(&self, row: u32, column: u32) -> Option<&'a Cell> {
        self.number(row, column).and_then(|number| self.table.cells.get(number))
    }

    /// Its text on one line; empty where there is no cell.
    pub fn text(&self, row: u32, column: u32) -> &str {
        self.number(row, column).and_then(|number| self.texts.get(number)).map_or("", String::as_str)
    }

    /// The distinct cells that cover a row, from the left.
    pub fn row_cells(&self, row: u32) -> impl Iterator<Item = (&'a Cell, &str)> + '_ {
        let mut last = None;
        (0..self.columns).filter_map(move |column| {
            let number = self.number(row, column)?;
            if last == Some(number) {
                return None;
            }
            last = Some(number);
            Some((self.table.cells.get(number)?, self.texts.get(number)?.as_str()))
        })
    }

    /// The row's texts joined, for the outline of tables that give no records.
    pub fn row_text(&self, row: u32) -> String {
        let texts: Vec<&str> = self
            .row_cells(row)
            .filter(|(cell, text)| cell.row == row && !text.is_empty())
            .map(|(_, text)| text)
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

/// The cell's text on one line, nested tables after its paragraphs.
pub fn cell_text(cell: &Cell) -> String {
    let mut text = String::new();
    for part in cell_parts(cell) {
        model::document::close_up(&mut text, &part);
    }
    text
}

/// The cell's paragraphs, one text each, without empty ones.
pub fn cell_parts(cell: &Cell) -> Vec<String> {
    let mut parts: Vec<String> = cell.paragraphs.iter().map(paragraph_text).collect();
    for table in &cell.tables {
        for inner in &table.cells {
            parts.extend(inner.paragraphs.iter().map(paragraph_text));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}
