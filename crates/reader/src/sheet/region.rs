//! Where on a sheet tables stand: by drawn borders, and where none are drawn by filled columns.

use super::grid::{Borders, Sheet, SheetCell};
use model::CellRange;
use std::collections::BTreeMap;

/// A table's place on its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    pub area: CellRange,
    pub bordered: bool,
}

/// More tables than this on one sheet are no tables.
const MAX_TABLES: usize = 2000;

/// Merged areas up to this size give each of their places the border of the first.
const MAX_SPREAD: u64 = 4096;
const MAX_SPREAD_IN_ALL: u64 = 500_000;

/// The tables of a sheet in order of row, then column; they do not overlap.
pub fn find_tables(sheet: &Sheet) -> Vec<Region> {
    let mut found = bordered_tables(sheet);
    let free = free_cells(&sheet.cells, &found);
    found.extend(borderless_tables(sheet, &free, &found));
    found.sort_by_key(|region| (region.area.top, region.area.left));
    found
}

/// The filled cells that no table covers. Tables may be thousands: only those that reach into the row
/// at hand are looked at, from the left.
pub fn free_cells<'a>(cells: &'a [SheetCell], tables: &[Region]) -> Vec<&'a SheetCell> {
    let mut below: Vec<CellRange> = tables.iter().map(|table| table.area).collect();
    below.sort_by_key(|area| std::cmp::Reverse(area.top));
    let mut beside: Vec<CellRange> = Vec::new();
    let mut free = Vec::new();
    for row in cells.chunk_by(|one, next| one.row == next.row) {
        let Some(number) = row.first().map(|cell| cell.row) else { continue };
        beside.extend(std::iter::from_fn(|| below.pop_if(|area| area.top <= number)));
        beside.retain(|area| area.bottom >= number);
        beside.sort_by_key(|area| area.left);
        let mut next = beside.iter().peekable();
        let mut covered_to = None;
        for cell in row {
            while let Some(area) = next.next_if(|area| area.left <= cell.column) {
                covered_to = covered_to.max(Some(area.right));
            }
            if !cell.content.is_blank() && covered_to < Some(cell.column) {
                free.push(cell);
            }
        }
    }
    free
}

/// Whether a table covers the place.
fn covered(tables: &[Region], row: u32, column: u32) -> bool {
    tables.iter().any(|table| table.area.contains(row, column))
}

fn bordered_tables(sheet: &Sheet) -> Vec<Region> {
    let boxes = connected_boxes(&bordered_places(sheet));
    let mut areas: Vec<CellRange> =
        boxes.into_iter().filter_map(|(area, sides)| peel(area, &sides)).collect();
    join_overlapping(&mut areas);
    areas.truncate(MAX_TABLES);
    let mut tables: Vec<Region> = areas
        .into_iter()
        .filter_map(|area| shrink_to_text(sheet, area))
        .map(|area| Region { area, bordered: true })
        .collect();
    for index in 0..tables.len() {
        let grown = tables.get(index).map(|table| extend_below(sheet, table.area, &tables));
        if let (Some(table), Some(area)) = (tables.get_mut(index), grown) {
            table.area = area;
        }
    }
    tables
}

/// Every place with a border: cells, and the places of a merged area whose first cell has one.
fn bordered_places(sheet: &Sheet) -> BTreeMap<(u32, u32), Borders> {
    let mut places: BTreeMap<(u32, u32), Borders> = sheet
        .cells
        .iter()
        .filter(|cell| cell.look.borders.any())
        .map(|cell| ((cell.row, cell.column), cell.look.borders))
        .collect();
    let mut left = MAX_SPREAD_IN_ALL;
    for area in &sheet.merges {
        let size = u64::from(area.bottom - area.top + 1) * u64::from(area.right - area.left + 1);
        let Some(&borders) = places.get(&(area.top, area.left)) else { continue };
        if size > MAX_SPREAD || size > left {
            continue;
        }
        left -= size;
        for row in area.top..=area.bottom {
            for column in area.left..=area.right {
                places.entry((row, column)).or_insert(borders);
            }
        }
    }
    places
}

/// Borders drawn in each row and column of a box, to peel off what only touches the table.
#[derive(Default)]
struct Sides {
    rows: BTreeMap<u32, Borders>,
    columns: BTreeMap<u32, Borders>,
}

/// The boxes around places that touch by a side.
fn connected_boxes(places: &BTreeMap<(u32, u32), Borders>) -> Vec<(CellRange, Sides)> {
    let mut groups = Groups::default();
    let mut above: BTreeMap<u32, usize> = BTreeMap::new();
    let mut current: BTreeMap<u32, usize> = BTreeMap::new();
    let mut row_now = None;
    let mut group_of: Vec<usize> = Vec::with_capacity(places.len());
    for &(row, column) in places.keys() {
        if row_now != Some(row) {
            let next_row = row_now.is_some_and(|now| now + 1 == row);
            above = if next_row { std::mem::take(&mut current) } else { BTreeMap::new() };
            current.clear();
            row_now = Some(row);
        }
        let beside = column.checked_sub(1).and_then(|column| current.get(&column)).copied();
        let over = above.get(&column).copied();
        let group = match (beside, over) {
            (Some(one), Some(other)) => groups.join(one, other),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => groups.new_group(),
        };
        current.insert(column, group);
        group_of.push(group);
    }
    let mut boxes: BTreeMap<usize, (CellRange, Sides)> = BTreeMap::new();
    for ((&(row, column), &borders), &group) in places.iter().zip(&group_of) {
        let group = groups.root(group);
        let (area, sides) =
            boxes.entry(group).or_insert_with(|| (CellRange::cell(row, column), Sides::default()));
        *area = area.union(CellRange::cell(row, column));
        add(sides.rows.entry(row).or_default(), borders);
        add(sides.columns.entry(column).or_default(), borders);
    }
    boxes.into_values().filter(|(area, _)| area.top < area.bottom && area.left < area.right).collect()
}

fn add(all: &mut Borders, more: Borders) {
    all.left |= more.left;
    all.right |= more.right;
    all.top |= more.top;
    all.bottom |= more.bottom;
}

/// Groups that grow together.
#[derive(Default)]
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new_group(&mut self) -> usize {
        self.parent.push(self.parent.len());
        self.parent.len() - 1
    }

    fn root(&mut self, mut group: usize) -> usize {
        while let Some(&parent) = self.parent.get(group).filter(|&&parent| parent != group) {
            let grand = self.parent.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(group) {
                *slot = grand;
            }
            group = parent;
        }
        group
    }

    fn join(&mut self, one: usize, other: usize) -> usize {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        if let Some(slot) = self.parent.get_mut(high) {
            *slot = low;
        }
        low
    }
}

/// A table's outer line may be drawn as the lower side of the title above it, or as the upper side of
/// the note below: such rows and columns only touch the table.
fn peel(mut area: CellRange, sides: &Sides) -> Option<CellRange> {
    let row = |row: u32| sides.rows.get(&row).copied().unwrap_or_default();
    let column = |column: u32| sides.columns.get(&column).copied().unwrap_or_default();
    let outer = |borders: Borders| borders.left || borders.right;
    while area.top < area.bottom && !outer(row(area.top)) && !row(area.top).top {
        area.top += 1;
    }
    while area.top < area.bottom && !outer(row(area.bottom)) && !row(area.bottom).bottom {
        area.bottom -= 1;
    }
    while area.left < area.right && only(column(area.left), |borders| borders.right) {
        area.left += 1;
    }
    while area.left < area.right && only(column(area.right), |borders| borders.left) {
        area.right -= 1;
    }
    (area.top < area.bottom && area.left < area.right).then_some(area)
}

/// Whether the one side is all that is drawn.
fn only(borders: Borders, side: fn(Borders) -> bool) -> bool {
    let count = [borders.left, borders.right, borders.top, borders.bottom].iter().filter(|&&one| one).count();
    count == 1 && side(borders)
}

/// Boxes that overlap are one table with a ragged edge.
fn join_overlapping(areas: &mut Vec<CellRange>) {
    areas.sort_by_key(|area| (area.top, area.left));
    areas.truncate(MAX_TABLES);
    let mut joined: Vec<CellRange> = Vec::new();
    for &area in areas.iter() {
        let mut area = area;
        while let Some(index) = joined.iter().position(|other| other.overlaps(area)) {
            area = area.union(joined.swap_remove(index));
        }
        joined.push(area);
    }
    joined.sort_by_key(|area| (area.top, area.left));
    *areas = joined;
}

/// Without the empty rows and columns at the edges; `None` where less than two rows or columns have text.
fn shrink_to_text(sheet: &Sheet, area: CellRange) -> Option<CellRange> {
    let mut filled: Option<CellRange> = None;
    let mut texts = 0_usize;
    for cell in sheet.rows(area.top, area.bottom) {
        if area.contains(cell.row, cell.column) && !cell.content.is_blank() {
            let own = sheet.area_at(cell.row, cell.column);
            let own =
                CellRange { bottom: own.bottom.min(area.bottom), right: own.right.min(area.right), ..own };
            filled = Some(filled.map_or(own, |all| all.union(own)));
            texts += 1;
        }
    }
    filled.filter(|filled| texts > 2 && filled.top < filled.bottom && filled.left < filled.right)
}

/// A frame around the heading rows alone: the rows below belong to it up to the first empty one.
fn extend_below(sheet: &Sheet, area: CellRange, tables: &[Region]) -> CellRange {
    const HEADING_ROWS: u32 = 3;
    let mut grown = area;
    if area.bottom - area.top >= HEADING_ROWS {
        return area;
    }
    loop {
        let row = grown.bottom + 1;
        let mut filled = sheet.rows(row, row).filter(|cell| !cell.content.is_blank()).peekable();
        let mut count = 0;
        let inside = filled.all(|cell| {
            count += 1;
            (area.left..=area.right).contains(&cell.column) && !covered(tables, cell.row, cell.column)
        });
        if !inside || count == 0 || (grown == area && count < 2) {
            return grown;
        }
        grown.bottom = row;
    }
}

/// Rows of at least two filled cells, one below the other, where no borders are drawn.
fn borderless_tables(sheet: &Sheet, free: &[&SheetCell], tables: &[Region]) -> Vec<Region> {
    let mut tops: Vec<u32> = tables.iter().map(|table| table.area.top).collect();
    tops.sort_unstable();
    let mut search = Search { sheet, tables, found: Vec::new(), heading: None, pending: None };
    for block in free.chunk_by(|one, next| next.row <= one.row + 1 && !starts_between(&tops, one, next)) {
        let rows: Vec<&[&SheetCell]> = block.chunk_by(|one, next| one.row == next.row).collect();
        search.block(&rows);
        if search.found.len() + tables.len() >= MAX_TABLES {
            break;
        }
    }
    search.found
}

/// Blocks between empty rows, put together to tables from the top.
struct Search<'a> {
    sheet: &'a Sheet,
    tables: &'a [Region],
    found: Vec<Region>,
    /// A block of texts side by side: the heading, if data follow.
    heading: Option<CellRange>,
    /// Blocks that are part of the last table if more data follow: headings of groups.
    pending: Option<CellRange>,
}

impl Search<'_> {
    fn block(&mut self, rows: &[&[&SheetCell]]) {
        const HEADING_GAP: u32 = 3;
        const DATA_GAP: u32 = 12;
        let Some(whole) = around(self.sheet, rows) else { return };
        let wide = rows.iter().position(|row| row.len() >= WIDE_ROW);
        let data = wide.and_then(|at| rows.get(at)).is_some_and(|row| row.iter().any(|cell| is_number(cell)));
        let aligned = aligned_rows(self.sheet, rows);
        let last = self.found.last().map(|region| region.area);
        let last = last.map(|area| self.pending.map_or(area, |pending| pending.union(area)));
        let under = |above: Option<CellRange>, gap: u32| {
            above.filter(|&area| goes_on_below(area, whole, gap, self.tables)).map(|area| area.union(whole))
        };
        if let Some(area) = under(self.heading, HEADING_GAP).filter(|_| data || aligned.is_some()) {
            self.start(area);
        } else if let Some(area) = under(last, DATA_GAP).filter(|_| data && self.heading.is_none()) {
            if let Some(region) = self.found.last_mut() {
                region.area = area;
            }
            self.pending = None;
        } else if let Some(area) = aligned {
            self.start(area);
        } else if let Some(first) = wide {
            self.heading = rows.get(first..).and_then(|rows| around(self.sheet, rows));
            self.pending = None;
        } else if under(last, DATA_GAP).is_some() {
            self.pending = Some(self.pending.map_or(whole, |area| area.union(whole)));
        } else {
            self.pending = None;
        }
    }

    fn start(&mut self, area: CellRange) {
        self.found.push(Region { area, bordered: false });
        (self.heading, self.pending) = (None, None);
    }
}

/// A row of this many filled cells is one of a table, not of a letterhead.
const WIDE_ROW: usize = 3;

fn starts_between(tops: &[u32], one: &SheetCell, next: &SheetCell) -> bool {
    let from = tops.partition_point(|&top| top < one.row);
    tops.get(from).is_some_and(|&top| top < next.row)
}

/// Whether the block stands in the columns of what is above, not far below it.
fn goes_on_below(above: CellRange, block: CellRange, most_rows: u32, tables: &[Region]) -> bool {
    let between = CellRange { top: above.bottom, bottom: block.top, ..above };
    above.left <= block.left
        && block.right <= above.right
        && block.top.saturating_sub(above.bottom) <= most_rows
        && !tables.iter().any(|other| other.area.overlaps(between))
}

/// Whether a cell shows a number: then its row is data, not a heading.
fn is_number(cell: &SheetCell) -> bool {
    let text = cell.content.text();
    let mut digits = false;
    let plain = text.trim().chars().all(|letter| {
        digits |= letter.is_ascii_digit();
        letter.is_ascii_digit() || matches!(letter, '.' | ',' | '%' | '-' | '(' | ')' | ' ')
    });
    plain && digits
}

/// The area around all cells of the rows.
fn around(sheet: &Sheet, rows: &[&[&SheetCell]]) -> Option<CellRange> {
    let cells = rows.iter().copied().flatten();
    cells.map(|cell| sheet.area_at(cell.row, cell.column)).reduce(CellRange::union)
}

/// The rows that line up as a table within a block without empty rows. A letterhead has two texts side
/// by side in a few rows; a table has three columns, or many rows.
fn aligned_rows(sheet: &Sheet, rows: &[&[&SheetCell]]) -> Option<CellRange> {
    const MIN_WIDE_ROWS: usize = 3;
    const MIN_NARROW_ROWS: usize = 5;
    let wide = rows.iter().filter(|row| row.len() >= WIDE_ROW).count();
    let narrow = rows.iter().filter(|row| row.len() >= 2).count();
    let columns = if wide >= MIN_WIDE_ROWS {
        WIDE_ROW
    } else if narrow >= MIN_NARROW_ROWS {
        2
    } else {
        return None;
    };
    let first = rows.iter().position(|row| row.len() >= columns)?;
    let last = rows.iter().rposition(|row| row.len() >= 2)?;
    around(sheet, rows.get(first..=last)?)
}
