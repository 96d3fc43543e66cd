//! Hand-set pages for the tests.

use model::page::{Font, GlyphText};
use model::{BBox, Glyph, Page};

/// Width of every letter of the samples, in sizes.
pub const WIDTH: f32 = 0.5;

/// A line of text in a font whose letters are all equally wide, from `x` on the base line `y`.
pub fn typed(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
    text.chars()
        .enumerate()
        .map(|(index, c)| {
            let left = x + index as f32 * size * WIDTH;
            Glyph {
                text: GlyphText::Char(c),
                bbox: BBox::new(left, y - size * 0.78, left + size * WIDTH, y + size * 0.22),
                baseline: y,
                size,
                font: 0,
                rotation: 0,
                hidden: false,
                confidence: 1.0,
            }
        })
        .collect()
}

/// A page of A4 with these lines.
pub fn page_of(lines: &[Vec<Glyph>]) -> Page {
    Page {
        number: 1,
        width: 595.0,
        height: 842.0,
        glyphs: lines.concat(),
        fonts: vec![Font { name: "Times".into(), bold: false, italic: false }],
        ..Page::default()
    }
}
