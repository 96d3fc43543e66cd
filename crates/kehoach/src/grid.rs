//! Document → the logical tables, to be looked at.

use model::{Block, Document, Grid, GridCell, Place, Table, TableMake};

/// Every table of a document in reading order; one inside a cell follows the table around it.
/// `layout`: also those that only place text side by side, such as a letterhead.
pub fn grids(document: &Document, layout: bool) -> Vec<Grid> {
    let mut grids = Vec::new();
    for block in &document.blocks {
        if let Block::Table(table) = block {
            push(table, None, layout, &mut grids);
        }
    }
    grids
}

fn push(table: &Table, within: Option<u32>, layout: bool, grids: &mut Vec<Grid>) {
    let shown = layout || !is_layout(table);
    let number = if shown { u32::try_from(grids.len()).unwrap_or(u32::MAX).saturating_add(1) } else { 0 };
    if shown {
        grids.push(grid(table, number, within));
    }
    let outer = if shown { Some(number) } else { within };
    for inner in table.cells.iter().flat_map(|cell| &cell.tables) {
        push(inner, outer, layout, grids);
    }
}

/// A table without borders and with two columns at most puts a letterhead, a signature or recipients
/// side by side; a table of data without borders has more columns, or many rows.
fn is_layout(table: &Table) -> bool {
    table.make == TableMake::Borderless && table.columns <= 2 && table.rows <= 6
}

fn grid(table: &Table, number: u32, within: Option<u32>) -> Grid {
    let places = table.parts.iter().chain(table.cells.iter().flat_map(|cell| &cell.places));
    let mut pages: Vec<u32> = places.filter_map(page).collect();
    pages.sort_unstable();
    pages.dedup();
    let cells = table.cells.iter().map(|cell| {
        let place = cell.places.first();
        GridCell {
            row: cell.row,
            col: cell.column,
            row_span: cell.row_span,
            col_span: cell.column_span,
            text: crate::text::cell(cell),
            page: place.and_then(page),
            bbox: place.and_then(Place::bbox),
        }
    });
    Grid {
        table: number,
        within,
        name: table.name.clone(),
        pages,
        rows: table.rows,
        columns: table.columns,
        header_rows: table.header_rows,
        cells: cells.collect(),
    }
}

fn page(place: &Place) -> Option<u32> {
    match place {
        Place::Page { page, .. } => Some(*page),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{BBox, Cell, Format, TextLayer};

    fn table(make: TableMake, rows: u32, columns: u32, cells: Vec<Cell>) -> Table {
        let part = |page| Place::Page { page, bbox: BBox::default(), table: None, row: None };
        Table {
            make,
            rows,
            columns,
            cells,
            header_rows: 1,
            repeated_rows: 0,
            parts: vec![part(2), part(3)].into(),
            name: None,
        }
    }

    fn document(tables: Vec<Table>) -> Document {
        Document {
            format: Format::Docx,
            pages: None,
            text_layer: TextLayer::Native,
            blocks: tables.into_iter().map(Block::Table).collect(),
            signatures: Vec::new(),
            disputes: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    #[test]
    fn numbers_tables_and_those_inside_cells() {
        let inner = table(TableMake::Lattice, 1, 1, Vec::new());
        let cell = Cell { row_span: 1, column_span: 1, tables: vec![inner], ..Cell::default() };
        let outer = table(TableMake::Lattice, 2, 3, vec![cell]);
        let letterhead = table(TableMake::Borderless, 1, 2, Vec::new());
        let document = document(vec![letterhead, outer]);

        let shown: Vec<_> = grids(&document, false).iter().map(|g| (g.table, g.within, g.rows)).collect();
        assert_eq!(shown, [(1, None, 2), (2, Some(1), 1)]);
        assert_eq!(grids(&document, false)[0].pages, [2, 3]);
        assert_eq!(grids(&document, true).len(), 3);
    }
}
