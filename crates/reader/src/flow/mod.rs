//! What the flowing formats (DOCX, DOC, RTF, ODT, HTML) have in common: XML trees, paragraphs from
//! runs, tables from rows with spans, automatic numbers, and tables that their author cut in pieces.

pub mod changes;
mod columns;
pub mod compose;
mod continuation;
pub mod edges;
pub mod grid;
mod heal;
mod index;
pub mod inner;
pub mod number;
mod rejoin;
mod rows;
pub mod symbol;
pub mod xml;

/// The blocks of a whole text: tables joined that their author cut, texts parted that stand side by
/// side.
///
/// # Errors
/// Where there are more of them than can be read.
pub fn finished(blocks: Vec<model::Block>) -> Result<Vec<model::Block>, crate::ReadError> {
    crate::limits::check(&blocks)?;
    Ok(columns::parted(rejoin::rejoin(blocks)))
}
