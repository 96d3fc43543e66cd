//! Words, lines, paragraphs, furniture and reading order of a page, from positions alone.
//!
//! ```text
//! glyphs ──word──▶ words ──line──▶ rows ──columns──▶ flows of lines ──paragraph──▶ paragraphs
//! ```
//! What stands in tables is taken out between words and rows.

mod columns;
mod footnote;
mod furniture;
mod line;
mod margins;
mod marker;
mod paragraph;
#[cfg(test)]
pub mod samples;
mod superscript;
pub mod word;

pub use columns::{Flow, flows};
pub use footnote::take_footnotes;
pub use furniture::{Edge, furniture};
pub use line::{TextLine, lines};
pub use margins::{CommonMargins, Margins, body_size, common_margins};
pub use paragraph::{Draft, continues, paragraphs};
pub use word::{Word, words};

/// The commonest value, each with its weight, where values closer than `grain` are one; the smaller
/// of two equally common ones.
fn commonest(values: impl Iterator<Item = (f32, usize)>, grain: f32) -> Option<f32> {
    let mut counts: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for (value, weight) in values {
        *counts.entry((value / grain).round() as i32).or_default() += weight;
    }
    let best = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
    Some(*best.0 as f32 * grain)
}
