//! Tables from rows: cells with spans are laid on a grid, holes are filled, and columns in which no
//! cell begins are taken out, so that absurd spans cost nothing.

use crate::ReadError;
use model::{Cell, Paragraph, Place, Table, TableMake};

/// Word allows 63 columns, HTML spans of 1,000.
pub const MOST_COLUMNS: u32 = 1024;
/// The most places of one grid: a list of 50,000 rows and 20 columns.
const MOST_PLACES: u64 = 1_000_000;

/// How a cell takes part in a vertical merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    #[default]
    None,
    /// The top cell of a merge.
    Start,
    /// Goes on from the cell above.
    Continue,
}

/// A cell as rows give it: its width in grid columns, and how it is merged.
#[derive(Debug, Default)]
pub struct RowCell {
    /// First column, from 0.
    pub column: u32,
    pub span: u32,
    pub merge: Merge,
    pub paragraphs: Vec<Paragraph>,
    pub tables: Vec<Table>,
}

/// A row of a table that is being read.
#[derive(Debug, Default)]
pub struct Row {
    pub cells: Vec<RowCell>,
    /// Marked by the file as a heading row.
    pub header: bool,
}

/// Where a table stands: its number, and for a table inside a cell the row (from 1) of that cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    pub table: u32,
    pub row: Option<u32>,
}

impl Origin {
    /// Where a row (from 0) of the table stands.
    pub fn place(self, row: u32) -> Place {
        Place::Row { table: self.table, row: self.row.unwrap_or(row + 1) }
    }
}

/// Joins the cells of vertical merges: a cell that goes on belongs to the cell above that begins in
/// the same column and has the same width. One that finds none is a cell of its own. What stands in
/// a cell that goes on is not shown by any program: it is dropped, and its place noted in `hidden`.
pub fn merged(rows: Vec<Row>, origin: Origin, hidden: &mut Vec<Place>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (row, number) in rows.into_iter().zip(0u32..) {
        let mut next_open = Vec::new();
        for cell in row.cells {
            let above = open.iter().copied().find(|&index| {
                cells
                    .get(index)
                    .is_some_and(|above| above.column == cell.column && above.column_span == cell.span.max(1))
            });
            match above.and_then(|index| Some((index, cells.get_mut(index)?))) {
                Some((index, above)) if cell.merge == Merge::Continue => {
                    above.row_span += 1;
                    if !cell.paragraphs.is_empty() || !cell.tables.is_empty() {
                        hidden.push(origin.place(number));
                    }
                    next_open.push(index);
                }
                _ => {
                    if cell.merge != Merge::None {
                        next_open.push(cells.len());
                    }
                    cells.push(laid(cell, number, origin));
                }
            }
        }
        open = next_open;
    }
    cells
}

fn laid(cell: RowCell, row: u32, origin: Origin) -> Cell {
    Cell {
        row,
        column: cell.column,
        row_span: 1,
        column_span: cell.span.max(1),
        paragraphs: cell.paragraphs,
        places: [origin.place(row)].into(),
        tables: cell.tables,
        hidden: false,
    }
}

/// Lays cells on a grid of `rows` rows. A cell whose place is taken moves to the next free one, as
/// browsers do; spans end where another cell stands.
///
/// # Errors
/// Where the grid would be absurdly large.
pub fn table(rows: u32, cells: Vec<Cell>, origin: Origin) -> Result<Table, ReadError> {
    let mut cells = placed(rows, cells);
    let columns = squeeze(&mut cells);
    if u64::from(rows) * u64::from(columns) > MOST_PLACES {
        return Err(ReadError::TooLarge(format!("a table of {rows} rows and {columns} columns")));
    }
    fill(rows, columns, &mut cells, origin);
    Ok(Table {
        make: TableMake::Lattice,
        rows,
        columns,
        cells,
        header_rows: 0,
        repeated_rows: 0,
        parts: [origin.place(0)].into(),
        name: None,
    })
}

/// Gives every cell a place of its own and clips its spans; in order of row, then column.
fn placed(rows: u32, mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.retain(|cell| cell.row < rows && cell.column < MOST_COLUMNS);
    cells.sort_by_key(|cell| (cell.row, cell.column));
    // For each column the first row that is free.
    let mut free: Vec<u32> = vec![0; MOST_COLUMNS as usize];
    cells.retain_mut(|cell| {
        let row = cell.row;
        let start = cell.column as usize;
        let Some(shift) = free.iter().skip(start).position(|&first| first <= row) else { return false };
        let start = start + shift;
        let wanted = cell.column_span.max(1) as usize;
        let width = free.iter().skip(start).take(wanted).take_while(|&&first| first <= row).count();
        cell.column = start as u32;
        cell.column_span = width as u32;
        cell.row_span = cell.row_span.clamp(1, rows - row);
        free.iter_mut().skip(start).take(width).for_each(|first| *first = row + cell.row_span);
        true
    });
    cells.sort_by_key(|cell| (cell.row, cell.column));
    cells
}

/// Takes out the columns in which no cell begins; gives how many are left.
fn squeeze(cells: &mut [Cell]) -> u32 {
    let mut begins = vec![false; MOST_COLUMNS as usize + 1];
    for cell in cells.iter() {
        if let Some(begin) = begins.get_mut(cell.column as usize) {
            *begin = true;
        }
    }
    let mut count = 0;
    let before: Vec<u32> = begins
        .iter()
        .map(|&begin| {
            let number = count;
            count += u32::from(begin);
            number
        })
        .collect();
    let new = |column: u32| before.get(column as usize).copied().unwrap_or(count);
    for cell in cells {
        let end = new(cell.column + cell.column_span);
        cell.column = new(cell.column);
        cell.column_span = (end - cell.column).max(1);
    }
    count
}

/// Fills the holes with empty cells and sorts.
fn fill(rows: u32, columns: u32, cells: &mut Vec<Cell>, origin: Origin) {
    let mut taken = vec![false; rows as usize * columns as usize];
    for cell in cells.iter() {
        for row in cell.row..cell.row + cell.row_span {
            let first = row as usize * columns as usize + cell.column as usize;
            taken.iter_mut().skip(first).take(cell.column_span as usize).for_each(|place| *place = true);
        }
    }
    let holes = taken.iter().zip(0u32..).filter(|(taken, _)| !**taken);
    let empty = holes.map(|(_, index)| Cell {
        row: index / columns.max(1),
        column: index % columns.max(1),
        row_span: 1,
        column_span: 1,
        places: [origin.place(index / columns.max(1))].into(),
        ..Cell::default()
    });
    let empty: Vec<Cell> = empty.collect();
    if !empty.is_empty() {
        cells.extend(empty);
        cells.sort_by_key(|cell| (cell.row, cell.column));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIRST: Origin = Origin { table: 1, row: None };

    fn cell(row: u32, column: u32, row_span: u32, column_span: u32) -> Cell {
        Cell { row, column, row_span, column_span, ..Cell::default() }
    }

    fn shapes(table: &Table) -> Vec<(u32, u32, u32, u32)> {
        table.cells.iter().map(|c| (c.row, c.column, c.row_span, c.column_span)).collect()
    }

    #[test]
    fn holes_are_filled_and_empty_columns_taken_out() {
        let cells = vec![cell(0, 0, 1, 900), cell(1, 0, 1, 1), cell(1, 5, 9, 2)];
        let table = table(3, cells, FIRST).unwrap();
        assert_eq!((table.rows, table.columns), (3, 2));
        assert_eq!(shapes(&table), [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 2, 1), (2, 0, 1, 1)]);
    }

    #[test]
    fn vertical_merges_need_the_same_columns() {
        let row = |cells: &[(u32, u32, Merge)]| Row {
            cells: cells
                .iter()
                .map(|&(column, span, merge)| RowCell { column, span, merge, ..RowCell::default() })
                .collect(),
            header: false,
        };
        use Merge::{Continue, None, Start};
        let rows = vec![
            row(&[(0, 1, Start), (1, 2, Start), (3, 1, Continue)]),
            row(&[(0, 1, Continue), (1, 1, Continue), (2, 1, None), (3, 1, Continue)]),
            row(&[(0, 1, Start), (1, 2, None), (3, 1, None)]),
        ];
        let table = table(3, merged(rows, FIRST, &mut Vec::new()), FIRST).unwrap();
        assert_eq!(
            shapes(&table),
            [
                (0, 0, 2, 1),
                (0, 1, 1, 2),
                (0, 3, 2, 1),
                (1, 1, 1, 1),
                (1, 2, 1, 1),
                (2, 0, 1, 1),
                (2, 1, 1, 2),
                (2, 3, 1, 1)
            ]
        );
    }

    proptest! {
        #[test]
        fn cells_cover_the_grid_once(
            rows in 1u32..8,
            wanted in prop::collection::vec((0u32..9, 0u32..12, 0u32..70_000, 0u32..70_000), 0..20),
        ) {
            let cells = wanted.into_iter().map(|(r, c, rs, cs)| cell(r, c, rs, cs)).collect();
            let table = table(rows, cells, FIRST).unwrap();
            for row in 0..table.rows {
                for column in 0..table.columns {
                    let over = table.cells.iter().filter(|c| {
                        (c.row..c.row + c.row_span).contains(&row)
                            && (c.column..c.column + c.column_span).contains(&column)
                    });
                    prop_assert_eq!(over.count(), 1);
                }
            }
        }
    }
}
