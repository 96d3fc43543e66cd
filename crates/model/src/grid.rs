//! A logical table as it is shown to a person or another program: one for any number of pages.

use crate::BBox;
use schemars::JsonSchema;
use serde::Serialize;

/// One logical table. Rows and columns of its cells count from 0.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Grid {
    /// Its number in the document, from 1.
    pub table: u32,
    /// The number of the table in whose cell it stands; null for one that stands in the text.
    pub within: Option<u32>,
    /// The sheet's name, in a spreadsheet.
    pub name: Option<String>,
    /// The pages that it goes over; empty where the format has none.
    pub pages: Vec<u32>,
    pub rows: u32,
    pub columns: u32,
    /// Rows at the top that only name the columns, as far as the file says.
    pub header_rows: u32,
    pub cells: Vec<GridCell>,
}

/// A cell of a [`Grid`], in order of row, then column.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GridCell {
    pub row: u32,
    pub col: u32,
    pub row_span: u32,
    pub col_span: u32,
    /// Paragraphs are parted by a line end.
    pub text: String,
    /// Where it starts; null where the format has no pages.
    pub page: Option<u32>,
    pub bbox: Option<BBox>,
}
