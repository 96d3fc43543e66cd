//! The types that flow through `kehoach`, and nothing that works on them.
//!
//! ```text
//! Source bytes ──reader──▶ Page* ──reader──▶ Document ──extractor──▶ PlanDocument ──emitter──▶ files
//! ```
//!
//! [`page`] holds what is laid out on pages (PDF, scans), [`document`] what every format becomes,
//! [`plan`] what comes out, [`value`] the readings of quantities, times and references.
//! Lengths are points, y grows downwards from the top left of the upright page.

pub mod diagnostic;
pub mod document;
pub mod field_places;
pub mod grid;
pub mod number;
pub mod page;
pub mod place;
pub mod plan;
pub mod range;
pub mod value;

pub use diagnostic::{Diagnostic, Severity};
pub use document::{
    Block, Cell, CellKind, Dispute, Document, Line, Lines, Paragraph, ParagraphRole, Run, Runs, Signature,
    Table, TableMake,
};
pub use field_places::FieldPlaces;
pub use grid::{Grid, GridCell};
pub use number::Number;
pub use page::{Glyph, Page, PageImage, Ruling};
pub use place::{BBox, Place, Places};
pub use plan::*;
pub use range::{CellRange, parse_cell_name};
pub use value::*;
