//! Tables of OpenDocument text: spans are written in the first cell, the cells under them are named
//! as covered.

use super::body::Body;
use crate::flow::grid::{self, MOST_COLUMNS, Origin};
use crate::flow::xml::Node;
use model::{Cell, Diagnostic, Place, Table, TableMake};

/// A row that says it is repeated this often is blank filling.
const MOST_REPEATED: u32 = 100;

#[derive(Default)]
struct Draft {
    rows: u32,
    heading: u32,
    cells: Vec<Cell>,
    drawn: usize,
}

impl Body {
    pub(super) fn table(&mut self, node: Node<'_>) -> Option<Table> {
        let outer = (self.origin, self.place.clone());
        let origin = match (self.origin, &self.place) {
            (Some(around), &Place::Row { row, .. }) => Origin { table: around.table, row: Some(row) },
            _ => {
                self.tables += 1;
                Origin { table: self.tables, row: None }
            }
        };
        self.origin = Some(origin);
        let mut draft = Draft::default();
        self.rows(node, origin, &mut draft);
        (self.origin, self.place) = outer;
        let drawn = draft.drawn * 2 >= draft.cells.len().max(1);
        match grid::table(draft.rows, draft.cells, origin) {
            Ok(mut table) => {
                table.make = if drawn { TableMake::Lattice } else { TableMake::Borderless };
                table.header_rows = if draft.heading < draft.rows { draft.heading } else { 0 };
                (draft.rows > 0).then_some(table)
            }
            Err(error) => {
                let place = vec![origin.place(0)];
                self.remarks.push(Diagnostic::error("table-too-large", error.to_string(), place));
                None
            }
        }
    }

    fn rows(&mut self, node: Node<'_>, origin: Origin, draft: &mut Draft) {
        for child in node.elements() {
            match child.name() {
                "table-row" => self.row(child, origin, draft),
                "table-header-rows" => {
                    let first = draft.rows == draft.heading;
                    self.rows(child, origin, draft);
                    if first {
                        draft.heading = draft.rows;
                    }
                }
                "table-rows" | "table-row-group" => self.rows(child, origin, draft),
                _ => {}
            }
        }
    }

    fn row(&mut self, node: Node<'_>, origin: Origin, draft: &mut Draft) {
        self.place = origin.place(draft.rows);
        let mut column = 0;
        for cell in node.elements() {
            let repeated = count(cell, "number-columns-repeated").min(MOST_COLUMNS);
            if cell.name() == "table-cell" && column < MOST_COLUMNS {
                self.cell(cell, column, origin, draft);
            }
            column += repeated;
        }
        draft.rows += count(node, "number-rows-repeated").min(MOST_REPEATED);
    }

    fn cell(&mut self, node: Node<'_>, column: u32, origin: Origin, draft: &mut Draft) {
        let inner = self.inner(node);
        let look = self.styles.named("table-cell", node.attribute("style-name"));
        draft.drawn += usize::from(look.borders.unwrap_or(false));
        draft.cells.push(Cell {
            row: draft.rows,
            column,
            row_span: count(node, "number-rows-spanned"),
            column_span: count(node, "number-columns-spanned").min(MOST_COLUMNS),
            paragraphs: inner.paragraphs,
            places: [origin.place(draft.rows)].into(),
            tables: inner.tables,
            hidden: false,
        });
    }
}

fn count(node: Node<'_>, name: &str) -> u32 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}
