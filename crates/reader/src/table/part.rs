//! What is found of a table on one page.

use model::{BBox, Cell, TableMake};

/// The tables of one page.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// From top to bottom.
    pub parts: Vec<Part>,
}

/// A table as far as it stands on one page.
#[derive(Debug, Clone)]
pub struct Part {
    pub page: u32,
    pub make: TableMake,
    pub bbox: BBox,
    /// Left edge of each column from left to right, and the right edge of the last.
    pub columns: Vec<f32>,
    /// Upper edge of each row from top to bottom, and the lower edge of the last.
    pub rows: Vec<f32>,
    /// Rows and columns count within this part; each cell has one place.
    pub cells: Vec<Cell>,
    /// No ruling closes the part at its top: a row cut by the page break.
    pub open_top: bool,
    /// No ruling closes the part at its bottom.
    pub open_bottom: bool,
    /// Which of the page's words stand in it, ascending.
    pub words: Vec<usize>,
}
