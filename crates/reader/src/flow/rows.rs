//! A table's cells by row, and taking rows out. Cells are in order of row, then column.

use model::{Cell, Table};
use std::collections::BTreeSet;

/// The cells that begin in a row.
pub fn row(table: &Table, row: u32) -> &[Cell] {
    let start = table.cells.partition_point(|cell| cell.row < row);
    let end = table.cells.partition_point(|cell| cell.row <= row);
    table.cells.get(start..end).unwrap_or_default()
}

/// Whether a cell shows nothing.
pub fn is_blank(cell: &Cell) -> bool {
    cell.tables.is_empty() && cell.paragraphs.iter().all(super::compose::is_blank)
}

/// The cell's number or text for comparisons: label and text without blanks, in small letters.
pub fn key(cell: &Cell) -> String {
    let mut key = String::new();
    for paragraph in &cell.paragraphs {
        key.push_str(paragraph.label.as_deref().unwrap_or_default());
        key.push_str(&paragraph.text());
    }
    key.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Takes rows out of a table; cells that reach over them become shorter.
pub fn remove(table: &mut Table, rows: &BTreeSet<u32>) {
    if rows.is_empty() {
        return;
    }
    let mut new = Vec::with_capacity(table.rows as usize + 1);
    let mut count = 0;
    for row in 0..=table.rows {
        new.push(count);
        count += u32::from(!rows.contains(&row));
    }
    let at = |row: u32| new.get(row as usize).copied().unwrap_or_default();
    table.cells.retain_mut(|cell| {
        let end = at(cell.row + cell.row_span);
        cell.row = at(cell.row);
        cell.row_span = end.saturating_sub(cell.row);
        cell.row_span > 0
    });
    table.rows = at(table.rows);
}
