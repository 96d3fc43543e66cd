//! Words: glyphs that stand together on one base line.

use model::BBox;

/// A word, its box in points on the upright page.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub text: String,
    pub bbox: BBox,
    pub baseline: f32,
    /// Font size in points.
    pub size: f32,
    /// Index into the page's fonts.
    pub font: u16,
    pub superscript: bool,
    /// Direction of the writing, degrees clockwise.
    pub rotation: u16,
    pub confidence: f32,
}
