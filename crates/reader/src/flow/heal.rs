//! Rows and merged cells that the end of a page cut in two are made whole.

use super::continuation::{Continuation, continuation, is_finished, is_number};
use super::rows::{is_blank, remove, row};
use model::{Cell, Paragraph, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A cell merged over rows that a cut parted goes on below it: the lower part is empty.
pub fn merges(table: &mut Table, joints: &BTreeSet<u32>) {
    let mut ends: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, cell) in table.cells.iter().enumerate().filter(|(_, cell)| !is_blank(cell)) {
        if joints.contains(&(cell.row + cell.row_span)) {
            ends.entry(cell.row + cell.row_span).or_default().push(index);
        }
    }
    let mut absorbed = BTreeSet::new();
    while let Some((joint, uppers)) = ends.pop_first() {
        for upper in uppers {
            let Some((lower, reach)) = lower_part(table, joint, upper) else { continue };
            absorbed.insert(lower);
            if let Some(cell) = table.cells.get_mut(upper) {
                cell.row_span += reach;
            }
            if joints.contains(&(joint + reach)) {
                ends.entry(joint + reach).or_default().push(upper);
            }
        }
    }
    let mut index = 0;
    table.cells.retain(|_| {
        index += 1;
        !absorbed.contains(&(index - 1))
    });
}

/// The empty cell below a cut that is the rest of a merged cell above it, and its rows.
fn lower_part(table: &Table, joint: u32, upper: usize) -> Option<(usize, u32)> {
    let above = table.cells.get(upper)?;
    let below = row(table, joint);
    let start = table.cells.partition_point(|cell| cell.row < joint);
    let same = |cell: &Cell| (cell.column, cell.column_span) == (above.column, above.column_span);
    let at = below.iter().position(|cell| same(cell) && is_blank(cell))?;
    let reach = below.get(at)?.row_span;
    // One single empty cell below another is just empty; and where the row below has no number, it is
    // no row but the rest of one.
    let merged = above.row_span > 1 || reach > 1;
    let whole = reach > 1 || below.iter().any(|cell| cell.column == 0 && !is_blank(cell));
    (merged && whole).then_some((start + at, reach))
}

/// Puts rows that were cut in two together again.
pub fn rows(table: &mut Table, joints: &BTreeSet<u32>) {
    let habits = if joints.is_empty() { BTreeSet::new() } else { columns_with_stops(table) };
    // Rest of a row → the row that it belongs to.
    let mut rests: BTreeMap<u32, u32> = BTreeMap::new();
    let mut upper: Vec<&Cell> = row(table, 0).iter().collect();
    let mut upper_row = 0;
    for at in 1..table.rows {
        let cells: Vec<&Cell> = row(table, at).iter().collect();
        let stops = cells.iter().filter(|cell| !is_blank(cell)).all(|cell| habits.contains(&cell.column));
        let is_rest = at > table.header_rows
            && upper_row >= table.header_rows
            && match goes_on(&upper, &cells) {
                Continuation::Sure => true,
                // Where a cut is known, the column's habit of ending its texts with a full stop is
                // proof enough; elsewhere only the middle of a sentence is.
                Continuation::Possible => stops && joints.contains(&at),
                Continuation::No => false,
            };
        if is_rest {
            rests.insert(at, upper_row);
            for cell in cells.into_iter().filter(|cell| !is_blank(cell)) {
                upper.iter_mut().filter(|u| u.column == cell.column).for_each(|u| *u = cell);
            }
        } else {
            (upper, upper_row) = (cells, at);
        }
    }
    pour(table, &rests);
    remove(table, &rests.into_keys().collect());
}

/// The columns in which most texts end with a full stop or semicolon.
fn columns_with_stops(table: &Table) -> BTreeSet<u32> {
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for cell in table.cells.iter().filter(|cell| cell.row >= table.header_rows) {
        let text = cell.text();
        // Values and names have no full stop in any table.
        if text.chars().count() > 20 {
            let (all, finished) = counts.entry(cell.column).or_default();
            *all += 1;
            *finished += usize::from(is_finished(&text));
        }
    }
    let habit = |&(_, (all, finished)): &(u32, (usize, usize))| all >= 4 && finished * 3 >= all * 2;
    counts.into_iter().filter(habit).map(|(column, _)| column).collect()
}

/// Whether the lower row is the rest of the upper one: no number of its own, words only where the
/// upper row has words, no values, and a sentence that goes on.
pub fn goes_on(above: &[&Cell], below: &[&Cell]) -> Continuation {
    let opens = |cells: &[&Cell]| cells.first().is_some_and(|cell| cell.column == 0 && !is_blank(cell));
    let single = |cell: &&Cell| cell.row_span == 1 && cell.tables.is_empty();
    let starts_left = below.first().is_some_and(|cell| cell.column == 0);
    if !opens(above) || opens(below) || !starts_left || !below.iter().all(single) {
        return Continuation::No;
    }
    let mut found = Continuation::No;
    for cell in below.iter().filter(|cell| !is_blank(cell)) {
        let same = |upper: &&&Cell| (upper.column, upper.column_span) == (cell.column, cell.column_span);
        let Some(upper) = above.iter().find(same).filter(|upper| !is_blank(upper)) else {
            return Continuation::No;
        };
        if is_number(&cell.text()) || is_bold(upper) != is_bold(cell) {
            return Continuation::No;
        }
        found = found.max(continuation(upper, cell));
    }
    found
}

fn is_bold(cell: &Cell) -> bool {
    cell.paragraphs.iter().any(Paragraph::is_bold)
}

/// Pours the texts of rests into the rows that they belong to.
fn pour(table: &mut Table, rests: &BTreeMap<u32, u32>) {
    if rests.is_empty() {
        return;
    }
    let mut poured = Vec::new();
    for cell in &mut table.cells {
        if rests.contains_key(&cell.row) {
            let shape = Cell {
                row: cell.row,
                column: cell.column,
                row_span: cell.row_span,
                column_span: cell.column_span,
                ..Cell::default()
            };
            poured.push(std::mem::replace(cell, shape));
        }
    }
    for cell in poured {
        let Some(&upper) = rests.get(&cell.row) else { continue };
        let start = table.cells.partition_point(|c| (c.row, c.column) < (upper, cell.column));
        let target = table.cells.get_mut(start).filter(|c| (c.row, c.column) == (upper, cell.column));
        if let Some(target) = target {
            join(target, cell);
        }
    }
}

/// The last paragraph of the one goes on in the first of the other, unless that begins an item.
fn join(target: &mut Cell, rest: Cell) {
    let goes_on = continuation(target, &rest) != Continuation::No;
    let mut paragraphs = rest.paragraphs.into_iter();
    if goes_on && let Some(last) = target.paragraphs.last_mut() {
        last.lines.extend(paragraphs.next().into_iter().flat_map(|first| first.lines));
    }
    target.paragraphs.extend(paragraphs);
    target.places.extend(rest.places);
}
