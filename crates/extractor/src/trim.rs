//! Takes the rows of a letterhead or a signature off a table that a converter joined with them, and the
//! columns that only they needed.

use model::Table;
use std::collections::BTreeSet;

/// Empties the rows that are metadata; those left are counted as they were. The columns close up where no
/// cell that stays begins.
pub fn without_rows(table: &mut Table, is_metadata: impl Fn(u32) -> bool) {
    let before = table.cells.len();
    table.cells.retain(|cell| !is_metadata(cell.row));
    if table.cells.len() == before {
        return;
    }
    let starts: BTreeSet<u32> = table.cells.iter().map(|cell| cell.column).collect();
    let starts: Vec<u32> = starts.into_iter().collect();
    let place = |column: u32| starts.partition_point(|start| *start < column) as u32;
    for cell in &mut table.cells {
        let end = cell.column.saturating_add(cell.column_span.max(1));
        let (from, to) = (place(cell.column), place(end));
        cell.column = from;
        cell.column_span = (to - from).max(1);
    }
    table.columns = starts.len() as u32;
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Cell, TableMake};

    #[test]
    fn a_signature_below_a_table_leaves_no_trace() {
        // (row, column, span): three columns above, two of other widths below.
        let cells = [(0, 0, 1), (0, 1, 2), (0, 3, 1), (1, 0, 1), (1, 1, 2), (1, 3, 1), (2, 0, 2), (2, 2, 2)];
        let cell =
            |(row, column, column_span)| Cell { row, column, row_span: 1, column_span, ..Cell::default() };
        let mut table = Table {
            make: TableMake::Lattice,
            rows: 3,
            columns: 4,
            cells: cells.into_iter().map(cell).collect(),
            header_rows: 0,
            repeated_rows: 0,
            parts: model::Places::new(),
            name: None,
        };
        without_rows(&mut table, |row| row == 2);
        let left: Vec<_> = table.cells.iter().map(|cell| (cell.row, cell.column, cell.column_span)).collect();
        assert_eq!(left, [(0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 1), (1, 1, 1), (1, 2, 1)]);
        assert_eq!((table.rows, table.columns), (3, 3));
    }
}
