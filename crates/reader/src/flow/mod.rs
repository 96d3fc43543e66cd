//! What the flowing formats (DOCX, DOC, RTF, ODT, HTML) have in common: XML trees, paragraphs from
//! runs, tables from rows with spans, automatic numbers, and tables that their author cut in pieces.

pub mod compose;
pub mod grid;
pub mod number;
pub mod symbol;
pub mod xml;
