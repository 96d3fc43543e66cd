//! What is laid out on a page, before anything is understood: glyphs, rulings, images.
//! A scanned page becomes one too; its glyphs carry the OCR's confidence.

use crate::BBox;
use std::sync::Arc;

/// One upright page. Width and height are points.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    pub width: f32,
    pub height: f32,
    /// In the order of the content stream; not yet reading order.
    pub glyphs: Vec<Glyph>,
    pub rulings: Vec<Ruling>,
    pub images: Vec<PageImage>,
    /// The fonts that [`Glyph::font`] points into.
    pub fonts: Vec<Font>,
    /// Whether the glyphs come from the OCR.
    pub ocr: bool,
}

/// A font as named in the file, without subset prefix («.VnTimeH», «TimesNewRomanPSMT»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Font {
    pub name: Arc<str>,
    pub bold: bool,
    pub italic: bool,
}

/// One drawn character, or on a scanned page one word of the OCR.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// What it stands for; several characters for a ligature; empty where the file does not say.
    pub text: GlyphText,
    /// Advance box: from the origin to the next origin, from ascent to descent.
    pub bbox: BBox,
    /// y of the base line.
    pub baseline: f32,
    /// Font size in points as drawn.
    pub size: f32,
    /// Index into [`Page::fonts`].
    pub font: u16,
    /// Direction of the writing, degrees clockwise: 0, 90, 180 or 270.
    pub rotation: u16,
    /// Not drawn (render mode 3) or outside the crop box.
    pub hidden: bool,
    /// 0 to 1; 1 for native text.
    pub confidence: f32,
}

/// Most glyphs are one character; ligatures and OCR words are more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GlyphText {
    /// The file does not say what it stands for.
    Unknown,
    Char(char),
    Text(Box<str>),
}

/// A drawn line: horizontal or vertical, from (x0, y0) to (x1, y1) with x0 ≤ x1 and y0 ≤ y1.
/// A thin filled rectangle is one; a box gives four.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruling {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
    /// Stroke width in points.
    pub thickness: f32,
}

impl Ruling {
    pub fn is_horizontal(&self) -> bool {
        (self.x1 - self.x0) >= (self.y1 - self.y0)
    }
}

/// A picture on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageImage {
    pub bbox: BBox,
    /// Pixels.
    pub width: u32,
    pub height: u32,
}
