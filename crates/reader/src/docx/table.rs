//! Tables: rows and cells with their spans, borders and heading rows.

use super::body::Body;
use super::styles::{draws, toggle};
use crate::flow::grid::{self, MOST_COLUMNS, Merge, Origin, Row, RowCell};
use crate::flow::xml::Node;
use model::{Diagnostic, Place, Table, TableMake};

/// What is gathered while the rows are read.
#[derive(Default)]
struct Draft {
    rows: Vec<Row>,
    /// For each cell whether its own borders are drawn; `None` where it leaves that to the table.
    borders: Vec<Option<bool>>,
}

impl Body<'_> {
    /// Reads a `tbl`; `None` where nothing is left of it.
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
        self.rows(node, &mut draft);
        (self.origin, self.place) = outer;
        self.laid_out(node, draft, origin)
    }

    fn laid_out(&mut self, node: Node<'_>, draft: Draft, origin: Origin) -> Option<Table> {
        let header = draft.rows.iter().take_while(|row| row.header).count();
        let count = draft.rows.len() as u32;
        let drawn = self.is_drawn(node, &draft.borders);
        let mut hidden = Vec::new();
        let cells = grid::merged(draft.rows, origin, &mut hidden);
        if !hidden.is_empty() {
            let message = "text in the hidden part of merged cells is left out";
            self.remarks.push(Diagnostic::note("hidden-text", message, hidden));
        }
        let mut table = match grid::table(count, cells, origin) {
            Ok(table) => table,
            Err(error) => {
                let place = vec![origin.place(0)];
                self.remarks.push(Diagnostic::error("table-too-large", error.to_string(), place));
                return None;
            }
        };
        table.make = if drawn { TableMake::Lattice } else { TableMake::Borderless };
        table.header_rows = if header < count as usize { header as u32 } else { 0 };
        (count > 0).then_some(table)
    }

    /// Whether most of the cells are drawn: by their own borders, else by the table's, else its style's.
    fn is_drawn(&self, node: Node<'_>, cells: &[Option<bool>]) -> bool {
        let properties = node.child("tblPr");
        let own = properties.and_then(|p| p.child("tblBorders")).map(draws);
        let style = || self.styles.draws_borders(properties.and_then(|p| p.value("tblStyle")));
        let table = own.unwrap_or_else(style);
        let drawn = cells.iter().filter(|cell| cell.unwrap_or(table)).count();
        drawn * 2 >= cells.len().max(1)
    }

    fn rows(&mut self, node: Node<'_>, draft: &mut Draft) {
        for child in node.elements() {
            match child.name() {
                "tr" => self.row(child, draft),
                "tblPr" | "tblGrid" | "sdtPr" => {}
                "del" | "moveFrom" => self.deleted(),
                _ => self.rows(child, draft),
            }
        }
    }

    fn row(&mut self, node: Node<'_>, draft: &mut Draft) {
        let Some(origin) = self.origin else { return };
        self.place = origin.place(draft.rows.len() as u32);
        let properties = node.child("trPr");
        if properties.and_then(|p| p.child("del")).is_some() {
            return self.deleted();
        }
        if properties.and_then(|p| p.child("ins")).is_some() {
            self.inserted();
        }
        let mut row = Row {
            header: properties.and_then(|p| toggle(p, "tblHeader")).unwrap_or(false),
            ..Row::default()
        };
        let mut column = properties.and_then(|p| count(p, "gridBefore")).unwrap_or(0).min(MOST_COLUMNS);
        let exceptions = node.child("tblPrEx").and_then(|p| p.child("tblBorders")).map(draws);
        self.cells(node, exceptions, &mut row, &mut column, draft);
        if !row.cells.is_empty() {
            draft.rows.push(row);
        }
    }

    fn cells(
        &mut self,
        node: Node<'_>,
        exceptions: Option<bool>,
        row: &mut Row,
        column: &mut u32,
        draft: &mut Draft,
    ) {
        for child in node.elements() {
            match child.name() {
                "tc" => {
                    draft.borders.push(cell_borders(child).or(exceptions));
                    self.cell(child, row, column);
                }
                "trPr" | "tblPrEx" | "sdtPr" => {}
                "del" | "moveFrom" => self.deleted(),
                _ => self.cells(child, exceptions, row, column, draft),
            }
        }
    }

    fn cell(&mut self, node: Node<'_>, row: &mut Row, column: &mut u32) {
        let properties = node.child("tcPr");
        let span = properties.and_then(|p| count(p, "gridSpan")).unwrap_or(1).clamp(1, MOST_COLUMNS);
        let inner = self.inner(node);
        let start = *column;
        *column = column.saturating_add(span);
        // Older files merge sideways with cells that go on, as they do downwards.
        let goes_on = properties.and_then(|p| p.child("hMerge")).map(merge_kind) == Some(Merge::Continue);
        if let Some(before) = row.cells.last_mut().filter(|_| goes_on) {
            before.span += span;
            before.paragraphs.extend(inner.paragraphs);
            before.tables.extend(inner.tables);
            return;
        }
        row.cells.push(RowCell {
            column: start,
            span,
            merge: properties.and_then(|p| p.child("vMerge")).map_or(Merge::None, merge_kind),
            paragraphs: inner.paragraphs,
            tables: inner.tables,
        });
    }
}

fn count(properties: Node<'_>, name: &str) -> Option<u32> {
    properties.value(name)?.trim().parse().ok()
}

fn merge_kind(node: Node<'_>) -> Merge {
    if node.attribute("val") == Some("restart") { Merge::Start } else { Merge::Continue }
}

/// Whether a cell draws borders of its own; one that only takes some sides away says nothing.
fn cell_borders(node: Node<'_>) -> Option<bool> {
    let borders = node.child("tcPr")?.child("tcBorders")?;
    let sides = borders
        .elements()
        .filter(|s| matches!(s.name(), "top" | "bottom" | "left" | "right" | "start" | "end"));
    if draws(borders) { Some(true) } else { (sides.count() >= 3).then_some(false) }
}
