//! How wide a column is in print, told by where its lines were wrapped.
//!
//! Each line that goes on on the next one says that the column is at least as wide as the line, and narrower
//! than the line and the next word. The width on which most lines agree holds.

use crate::text::habit::is_open;
use crate::text::line::{Word, print_width};
use crate::text::print::SPACE;
use crate::text::shape;

/// Faces differ in the widths of their letters, if not by much.
const LOOSE: f32 = 0.015;

/// The print width of a column: somewhere between the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Width {
    least: f32,
    most: f32,
}

/// What a line and the next say about the width, and how much that counts.
#[derive(Debug, Clone, Copy)]
pub struct Wrap {
    low: f32,
    high: f32,
    weight: f32,
}

impl Wrap {
    /// Nothing where the next line need not go on with the words of the first.
    pub fn of(line: &[Word], next: &[Word]) -> Option<Self> {
        let first = next.first()?;
        let goes_on = (shape::goes_on(&first.text) || is_open(line)) && !shape::begins_item(next);
        let low = print_width(line);
        goes_on.then_some(Self { low, high: low + SPACE + first.width, weight: 1.0 })
    }

    /// The same for a line of a heading, whose letters are bold or not.
    pub fn of_heading(line: &[Word], next: Option<&[Word]>) -> Self {
        const BOLD: f32 = 1.12;
        const LITTLE: f32 = 0.7;
        let low = print_width(line);
        let next = next.and_then(|next| next.first());
        let high = next.map_or(f32::MAX, |word| (low + SPACE + word.width) * BOLD);
        Self { low, high, weight: LITTLE }
    }
}

impl Width {
    /// The width on which most agree.
    pub fn agreed(wraps: &[Wrap]) -> Option<Self> {
        const FEWEST: f32 = 0.9;
        let mut ends: Vec<(f32, f32)> = wraps
            .iter()
            .flat_map(|wrap| {
                let (low, high) = (wrap.low * (1.0 - LOOSE), wrap.high * (1.0 + LOOSE));
                [(low, wrap.weight), (high, -wrap.weight)]
            })
            .collect();
        ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.total_cmp(&one.1)));
        let (mut depth, mut deepest) = (0.0, FEWEST);
        let mut found = None;
        for (at, &(least, step)) in ends.iter().enumerate() {
            depth += step;
            if depth > deepest {
                deepest = depth;
                found = Some(Self { least, most: ends.get(at + 1).map_or(least, |end| end.0) });
            }
        }
        found
    }

    /// How far the next word was from having room on a line: 1 where it surely had none, 0 where it had.
    pub fn fullness(self, line: &[Word], next: &[Word]) -> f32 {
        const UNSURE: f32 = 0.05;
        let width = print_width(line) + SPACE + next.first().map_or(0.0, |word| word.width);
        (1.0 + (width / self.least - 1.0) / UNSURE).clamp(0.0, 1.0)
    }

    /// By what part of the column a line is too wide for it.
    pub fn excess(self, line: &[Word]) -> f32 {
        (print_width(line) / (self.most * (1.0 + LOOSE)) - 1.0).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::line::TextLine;

    fn words(text: &str) -> Vec<Word> {
        TextLine::parse(1, 0, text).words
    }

    #[test]
    fn most_lines_agree() {
        let cell =
            ["Công chức Văn phòng", "thống kê và các bộ", "phận liên quan, tổ chức", "khác"].map(words);
        let wraps: Vec<Wrap> = cell.windows(2).filter_map(|pair| Wrap::of(&pair[0], &pair[1])).collect();
        let width = Width::agreed(&wraps).unwrap();
        assert!(width.fullness(&words("Công chức Tư pháp hộ"), &words("tịch")) > 0.9);
        assert!(width.fullness(&words("Công chức"), &words("hộ")) < 0.1);
        assert!(width.excess(&words("Công chức Văn phòng thống kê và các bộ phận")) > 0.3);
        assert!(width.excess(&words("Công chức")) < 0.01);
    }
}
