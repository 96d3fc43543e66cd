//! Rows whose cells cannot be told for sure: a number in the wrong column is worse than none.

use super::column::{Column, is_number};
use super::fit::{Cell, Fit};
use super::learn::is_dear;
use super::rows::RawRow;
use model::{Diagnostic, Place};

/// Rows of which other ways to part them are so likely as this are pointed out.
const DOUBT: f32 = 0.25;

/// Whether a row does not fit, or has a number for some of the columns of numbers only and words for another.
pub fn is_unparted(row: &RawRow<'_>, fit: &Fit, columns: &[Column]) -> bool {
    is_dear(row, fit) || fit.rows.iter().any(|cells| is_uneven(row, cells, columns))
}

fn is_uneven(row: &RawRow<'_>, cells: &[Cell], columns: &[Column]) -> bool {
    let words = |cell: &Cell| row.cell_words(cell);
    let numbers = cells.iter().zip(columns).filter(|(_, column)| column.holds_numbers());
    let all = numbers.clone().count();
    let filled = numbers.clone().filter(|(cell, _)| !cell.is_empty()).count();
    let mixed = |cell: &Cell| {
        let lines = words(cell);
        lines.len() > 1 && lines.first().is_some_and(|line| is_number(&[line])) && !is_number(&lines)
    };
    filled > 0 && filled < all || numbers.clone().any(|(cell, _)| mixed(cell))
}

/// What a clerk would note at the rows of a table.
pub fn notes(rows: &[RawRow<'_>], fits: &[Fit]) -> Vec<Diagnostic> {
    rows.iter().zip(fits).filter_map(|(row, fit)| note(row, fit)).collect()
}

fn note(row: &RawRow<'_>, fit: &Fit) -> Option<Diagnostic> {
    let index = &row.index.1;
    let message = if fit.rows.is_empty() && row.height() > 0 {
        format!("the words of row «{index}» could not be parted into its cells; all stand in the first")
    } else if fit.doubt > DOUBT {
        format!("the cells of row «{index}» may be parted elsewhere: compare them with the document")
    } else {
        return None;
    };
    let place = Place::Lines { line_start: row.index.0, line_end: row.last_number(fit.lines) };
    Some(Diagnostic::warning("row-guessed", message, vec![place]))
}
