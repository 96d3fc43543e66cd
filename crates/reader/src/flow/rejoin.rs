//! Tables that their author cut in pieces, one for each page, are joined again; heading rows that are
//! printed again further down are set aside, and rows that were cut in two are made whole.

use super::continuation::Continuation;
use super::heal;
use super::index::Index;
use super::rows::{is_blank, key, remove, row};
use model::{Block, Cell, Table, TableMake};
use std::collections::BTreeSet;

/// How far back the last number of a kind is looked for.
const LOOK_BACK: u32 = 60;

/// Joins what belongs together. Only tables between which nothing stands can.
pub fn rejoin(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut joints: Vec<BTreeSet<u32>> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Table(before)), Block::Table(table)) if belongs(before, &table) => {
                if let Some(joints) = joints.last_mut() {
                    joints.insert(before.rows);
                }
                append(before, table);
            }
            (_, block) => {
                if matches!(block, Block::Table(_)) {
                    joints.push(BTreeSet::new());
                }
                out.push(block);
            }
        }
    }
    let tables = out.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    for (table, joints) in tables.zip(joints) {
        if table.make != TableMake::Borderless {
            let joints = set_aside_headings(table, joints);
            heal::merges(table, &joints);
            heal::rows(table, &joints);
        }
    }
    out
}

fn append(table: &mut Table, next: Table) {
    let rows = table.rows;
    table.rows += next.rows;
    table.cells.extend(next.cells.into_iter().map(|cell| Cell { row: cell.row + rows, ..cell }));
    table.parts.extend(next.parts);
}

/// Whether a table goes on in the next one: the same columns, and its heading row printed again, its
/// numbers counting on, or its last row going on in the middle of a sentence.
fn belongs(table: &Table, next: &Table) -> bool {
    let drawn = table.make != TableMake::Borderless && next.make != TableMake::Borderless;
    if !drawn || table.columns != next.columns || table.columns < 2 {
        return false;
    }
    let first = row(next, 0);
    is_heading_again(row(table, 0), first) || counts_on(table, first) || {
        let last: Vec<&Cell> = row(table, table.rows.saturating_sub(1)).iter().collect();
        heal::goes_on(&last, &first.iter().collect::<Vec<_>>()) == Continuation::Sure
    }
}

/// Whether two rows have the same cells with the same words.
fn is_same(heading: &[Cell], row: &[Cell]) -> bool {
    let shape = |cell: &Cell| (cell.column, cell.column_span, cell.row_span);
    heading.len() == row.len()
        && heading.iter().zip(row).all(|(a, b)| shape(a) == shape(b) && key(a) == key(b))
}

/// The same row again, with enough words to prove anything.
fn is_heading_again(heading: &[Cell], row: &[Cell]) -> bool {
    let words = |cell: &&Cell| key(cell).chars().filter(|c| c.is_alphabetic()).count() >= 2;
    heading.iter().filter(words).count() >= 2 && is_same(heading, row)
}

fn number(row: &[Cell]) -> Option<Index> {
    row.first().filter(|cell| cell.column == 0).and_then(|cell| Index::find(&key(cell)))
}

/// Whether the first row's number follows the table's last one of its kind: 6 after 5, III after II.
fn counts_on(table: &Table, first: &[Cell]) -> bool {
    let Some(next) = number(first) else { return false };
    let back = table.rows.saturating_sub(LOOK_BACK)..table.rows;
    let mut numbers = back.rev().filter_map(|index| number(row(table, index)));
    numbers.find(|index| index.is_sibling(&next)).is_some_and(|last| last.is_followed_by(&next))
}

/// Takes out heading rows that are printed again further down; gives the rows (as they are then
/// counted) at which something was cut.
fn set_aside_headings(table: &mut Table, joints: BTreeSet<u32>) -> BTreeSet<u32> {
    let reach = heading_reach(table);
    let mut again = BTreeSet::new();
    let mut starts = joints;
    let mut heading = 0;
    let mut at = 1;
    while at < table.rows {
        let mut count = 0;
        if is_heading_again(row(table, 0), row(table, at)) {
            count = 1;
            while count < reach.min(at) && is_same(row(table, count), row(table, at + count)) {
                count += 1;
            }
            starts.insert(at + count);
            again.extend(at..at + count);
        }
        heading = heading.max(count);
        at += count.max(1);
    }
    table.header_rows = table.header_rows.max(heading);
    table.repeated_rows += again.len() as u32;
    let moved = |row: u32| row - again.range(..row).count() as u32;
    let starts = starts.into_iter().filter(|row| !again.contains(row)).map(moved).collect();
    remove(table, &again);
    starts
}

/// How many rows at the top can be one heading: those above the first row that a number opens. A row
/// of column numbers, «(1) (2) (3)», is still heading.
fn heading_reach(table: &Table) -> u32 {
    let words = |cell: &Cell| key(cell).chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let is_numbered = |cells: &[Cell]| number(cells).is_some() && cells.iter().any(words);
    let blank = |cells: &[Cell]| cells.iter().all(is_blank);
    (0..table.rows)
        .find(|&at| is_numbered(row(table, at)) || blank(row(table, at)))
        .map_or(table.rows, |first| first.max(1))
}
