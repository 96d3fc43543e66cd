//! What the flowing formats (DOCX, DOC, RTF, ODT, HTML) have in common: XML trees, paragraphs from
//! runs, tables from rows with spans, automatic numbers, and tables that their author cut in pieces.

pub mod changes;
pub mod compose;
mod continuation;
pub mod edges;
pub mod grid;
mod heal;
mod index;
pub mod inner;
pub mod number;
pub mod rejoin;
mod rows;
pub mod symbol;
pub mod xml;
