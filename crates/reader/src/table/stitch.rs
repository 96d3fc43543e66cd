//! Parts of pages → logical tables.

use super::align::{Alignment, align, by_order};
use super::header;
use super::logical::Logical;
use super::part::Part;
use model::Table;

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

/// Pages between two parts of one table that may show nothing at all: the back of a printed sheet.
const BLANK_PAGES: u32 = 1;

/// Joins the parts of a document, given in reading order, to logical tables; numbers their places.
pub fn stitch(pieces: Vec<Piece>) -> Vec<Stitched> {
    let mut tables: Vec<(usize, Logical)> = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        let part = match tables.last_mut() {
            Some((_, table)) if !piece.after_text => join(table, piece.part),
            _ => Some(piece.part),
        };
        tables.extend(part.map(|part| (index, Logical::new(part))));
    }
    let numbered = tables.into_iter().zip(1_u32..);
    numbered.map(|((first, table), number)| Stitched { first, table: table.finish(number) }).collect()
}

/// Joins the part to the table where it belongs to it; else gives it back.
fn join(table: &mut Logical, part: Part) -> Option<Part> {
    let pages = part.page.saturating_sub(table.last_page());
    if pages == 0 || pages > 1 + BLANK_PAGES {
        return Some(part);
    }
    let repeated = header::repeated(table.first_part(), &part);
    let Some(alignment) = alignment(table, &part, repeated.is_some()) else { return Some(part) };
    if repeated.is_none() && header::is_another(table.first_part(), &part) {
        return Some(part);
    }
    table.append(part, repeated.unwrap_or_default(), &alignment);
    None
}

fn alignment(table: &Logical, part: &Part, repeated: bool) -> Option<Alignment> {
    let aligned = align(table.columns(), &part.columns);
    if repeated { aligned.or_else(|| by_order(table.columns(), &part.columns)) } else { aligned }
}
