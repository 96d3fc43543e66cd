//! Small documents for the tests of this crate.

use model::{Cell, Document, Format, Line, Paragraph, Place, Run, Table, TableMake, TextLayer};

/// A document that says nothing.
pub fn blank() -> Document {
    Document {
        format: Format::Docx,
        pages: None,
        text_layer: TextLayer::Native,
        blocks: Vec::new(),
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// A paragraph of one line.
pub fn paragraph(text: &str) -> Paragraph {
    let run = Run { text: text.to_owned(), ..Run::default() };
    let line = Line { runs: [run].into(), place: Place::Paragraph { paragraph: 1 } };
    Paragraph { lines: [line].into(), ..Paragraph::default() }
}

/// A table without spans; a cell's lines are paragraphs.
pub fn table(rows: &[&[&str]]) -> Table {
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let mut cells = Vec::new();
    for (row, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            cells.push(Cell {
                row: row as u32,
                column: column as u32,
                row_span: 1,
                column_span: 1,
                paragraphs: text.lines().map(paragraph).collect(),
                places: [Place::Row { table: 1, row: row as u32 + 1 }].into(),
                ..Cell::default()
            });
        }
    }
    Table {
        make: TableMake::Lattice,
        rows: rows.len() as u32,
        columns: columns as u32,
        cells,
        header_rows: 0,
        repeated_rows: 0,
        parts: model::Places::new(),
        name: None,
    }
}
