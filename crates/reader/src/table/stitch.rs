//! Parts of pages → logical tables.

use super::Part;
use model::{Place, Table};

/// A part in its place in the document.
#[derive(Debug, Clone)]
pub struct Piece {
    pub part: Part,
    /// Whether body text stands between this part and the one before it. Page numbers, running heads
    /// and footnotes are no body text.
    pub after_text: bool,
}

/// A logical table and where it starts.
#[derive(Debug, Clone)]
pub struct Stitched {
    /// Index of the piece that it starts with: there it stands among the blocks.
    pub first: usize,
    pub table: Table,
}

/// Joins the parts of a document, given in reading order, to logical tables; numbers their places.
pub fn stitch(pieces: Vec<Piece>) -> Vec<Stitched> {
    pieces
        .into_iter()
        .enumerate()
        .map(|(first, piece)| Stitched { first, table: alone(piece.part) })
        .collect()
}

fn alone(part: Part) -> Table {
    let place = Place::Page { page: part.page, bbox: part.bbox, table: None, row: None };
    Table {
        make: part.make,
        rows: u32::try_from(part.rows.len().saturating_sub(1)).unwrap_or(0),
        columns: u32::try_from(part.columns.len().saturating_sub(1)).unwrap_or(0),
        cells: part.cells,
        header_rows: 0,
        repeated_rows: 0,
        parts: vec![place],
        name: None,
    }
}
