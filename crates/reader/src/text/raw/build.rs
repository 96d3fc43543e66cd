//! The table from its rows' cells.

use super::column::Column;
use super::fit::Fit;
use super::heading::Heading;
use super::rows::{Body, RawRow};
use crate::text::line::TextLine;
use crate::text::table::{CellLines, build_cell, covered, rows_below};
use model::{Cell, Place, Table, TableMake};

/// A cell's paragraphs.
type Paragraphs = Vec<CellLines>;

pub fn table(
    lines: &[&TextLine],
    heading: &Heading,
    body: &Body<'_>,
    fits: &[Fit],
    columns: &[Column],
) -> Option<Table> {
    let head = heading.cells.iter().map(|cell| {
        let spans = (cell.row_span, count(cell.last + 1 - cell.first));
        build_cell(cell.row, count(cell.first), spans, &cell.lines)
    });
    let mut cells: Vec<Cell> = head.collect();
    let parted = body.rows.iter().zip(fits).flat_map(|(row, fit)| row_cells(row, fit, columns));
    let rows: Vec<Vec<Paragraphs>> = body.numbers.map(number_cells).into_iter().chain(parted).collect();
    let flat: Vec<Vec<CellLines>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.concat()).collect()).collect();
    for (at, (number, texts)) in (heading.storeys..).zip(&rows).enumerate() {
        for (column, paragraphs) in texts.iter().enumerate() {
            let below = rows_below(&flat, at, column);
            if below > 0 || !covered(&flat, at, column) {
                cells.push(cell_of((number, count(column)), below + 1, paragraphs));
            }
        }
    }
    Some(Table {
        make: TableMake::Stream,
        rows: heading.storeys + count(rows.len()),
        columns: count(heading.kinds.len()),
        cells,
        header_rows: heading.storeys,
        repeated_rows: body.repeated * heading.storeys,
        parts: [Place::Lines { line_start: lines.first()?.number, line_end: lines.last()?.number }].into(),
        name: None,
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn cell_of((row, column): (u32, u32), row_span: u32, paragraphs: &[CellLines]) -> Cell {
    let mut cell = build_cell(row, column, (row_span, 1), &paragraphs.concat());
    if paragraphs.len() > 1 {
        let parts = paragraphs.iter().map(|lines| build_cell(row, column, (1, 1), lines));
        cell.paragraphs = parts.flat_map(|part| part.paragraphs).collect();
    }
    cell
}

/// «1 2 3 4»
fn number_cells(line: &TextLine) -> Vec<Paragraphs> {
    line.words.iter().map(|word| vec![vec![(line.number, word.text.clone())]]).collect()
}

/// The cells of a row and of those without index in it; where it does not fit, all words are in the second.
fn row_cells(row: &RawRow<'_>, fit: &Fit, columns: &[Column]) -> Vec<Vec<Paragraphs>> {
    let cells = |parts: &Vec<super::fit::Cell>| -> Vec<Paragraphs> {
        parts.iter().zip(columns).map(|(cell, column)| row.cell(cell, column)).collect()
    };
    let mut rows: Vec<Vec<Paragraphs>> = fit.rows.iter().map(cells).collect();
    if rows.is_empty() {
        let mut cells = vec![Paragraphs::new(); columns.len()];
        cells.iter_mut().take(1).for_each(|first| *first = vec![row.whole()]);
        rows.push(cells);
    }
    for (part, cells) in rows.iter_mut().enumerate() {
        cells.insert(0, if part == 0 { vec![vec![row.index.clone()]] } else { Paragraphs::new() });
    }
    rows
}
