//! Where the text of a page begins and ends, and how far its lines stand apart.

use super::TextLine;
use super::paragraph::{starts_small, starts_with_marker};

/// What the lines of a page, or of all pages of one width, have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    pub left: f32,
    pub right: f32,
    /// Distance of base lines inside a paragraph, in font sizes.
    pub leading: f32,
    /// The size of body text.
    pub size: f32,
    /// Whether first lines are set in and the lines after them are not.
    pub indented: bool,
    /// Where first lines begin, where most of those set in begin together.
    pub first: Option<f32>,
}

/// Lines are seldom set so many font sizes apart within a paragraph: one and a half of the usual spacing.
const WIDE: f32 = 1.9;
/// Fewer lines than this do not show where the text ends.
const ENOUGH: usize = 6;

impl Margins {
    /// From lines that are no tables; `None` where they are too few to tell.
    pub fn of<'a>(lines: impl Iterator<Item = &'a TextLine> + Clone) -> Option<Self> {
        let size = super::commonest(lines.clone().map(|line| (line.size, letters(line))), 0.25)?;
        let body: Vec<&TextLine> =
            lines.filter(|line| (line.size - size).abs() < 0.15 * size && letters(line) > 3).collect();
        if body.len() < ENOUGH {
            return None;
        }
        let body = body.iter().copied();
        let right = right(body.clone(), size)?;
        // Where lines that go on begin: after a line that reaches the right margin.
        let starts = pairs(body.clone()).filter(|(above, _)| above.bbox.x1 > right - 1.5 * size);
        let left = super::commonest(starts.clone().map(|(_, line)| (line.bbox.x0, 1)), 2.0)
            .or_else(|| super::commonest(body.clone().map(|line| (line.bbox.x0, 1)), 2.0))?;
        let left = exact_left(body.clone(), left);
        let leading = leading(starts, left, size).unwrap_or(1.35);
        let set_in = body.clone().filter(|line| (0.8..5.0).contains(&((line.bbox.x0 - left) / size)));
        let first = super::commonest(set_in.clone().map(|line| (line.bbox.x0, 1)), 0.5);
        let set_in = set_in.count();
        let at_margin = body.filter(|line| (line.bbox.x0 - left).abs() < 0.3 * size).count();
        let indented = set_in >= 2 && at_margin >= 2;
        Some(Self { left, right, leading, size, indented, first })
    }

    /// Its own margins corrected by those of all pages: a page whose lines are all short, or lie in
    /// a list, shows them wrong.
    #[must_use]
    fn beside(self, common: &Self) -> Self {
        let near = 2.5 * self.size;
        let right =
            if (self.right - common.right).abs() < near { self.right.max(common.right) } else { self.right };
        let left =
            if (self.left - common.left).abs() < near { self.left.min(common.left) } else { self.left };
        let same = (self.size - common.size).abs() < 0.5;
        let leading = if same && self.leading > common.leading { common.leading } else { self.leading };
        let indented = self.indented || common.indented;
        Self { left, right, leading, size: self.size, indented, first: self.first.or(common.first) }
    }

    /// Of a column of a letterhead or a signature block, which is as wide as its widest line.
    pub fn of_column(lines: &[TextLine]) -> Self {
        let left = lines.iter().map(|line| line.bbox.x0).fold(f32::MAX, f32::min);
        let right = lines.iter().map(|line| line.bbox.x1).fold(f32::MIN, f32::max);
        let size =
            super::commonest(lines.iter().map(|line| (line.size, letters(line))), 0.25).unwrap_or(12.0);
        let close = lines.windows(2).filter_map(|pair| match pair {
            [above, line] => Some(((line.baseline - above.baseline) / size, 1)),
            _ => None,
        });
        let leading =
            super::commonest(close.filter(|(step, _)| (0.8..2.0).contains(step)), 0.05).unwrap_or(1.35);
        Self { left, right, leading, size, indented: false, first: None }
    }
}

/// The size that most letters of a document are set in.
pub fn body_size<'a>(lines: impl Iterator<Item = &'a TextLine>) -> Option<f32> {
    super::commonest(lines.map(|line| (line.size, letters(line))), 0.25)
}

/// The margins that the pages of one width have in common: a page with few lines takes them from there.
pub struct CommonMargins {
    /// By width in points.
    by_width: Vec<(f32, Margins)>,
}

/// From the body lines of all pages with the pages' widths.
pub fn common_margins<'a>(pages: impl Iterator<Item = (f32, Vec<&'a TextLine>)>) -> CommonMargins {
    let mut widths: Vec<(f32, Vec<&TextLine>)> = Vec::new();
    for (width, lines) in pages {
        match widths.iter_mut().find(|(other, _)| (other - width).abs() < 2.0) {
            // A few hundred lines show as much as all.
            Some((_, all)) if all.len() < 400 => all.extend(lines),
            Some(_) => {}
            None => widths.push((width, lines)),
        }
    }
    let known = |(width, lines): &(f32, Vec<&TextLine>)| {
        Margins::of(lines.iter().copied()).map(|margins| (*width, margins))
    };
    CommonMargins { by_width: widths.iter().filter_map(known).collect() }
}

impl CommonMargins {
    /// The margins of one page: its own where it has enough text to show them.
    pub fn of_page(&self, width: f32, body: &[&TextLine]) -> Margins {
        let common = self.by_width.iter().find(|(other, _)| (other - width).abs() < 2.0);
        let common = common.map(|(_, margins)| *margins);
        match (Margins::of(body.iter().copied()), common) {
            (Some(own), Some(common)) => own.beside(&common),
            (Some(own), None) => own,
            (None, Some(common)) => common,
            (None, None) => {
                let lines: Vec<TextLine> = body.iter().map(|line| (*line).clone()).collect();
                Self::few(width, &lines)
            }
        }
    }

    /// A page with a few lines in a document with no more: margins as an office sets them.
    fn few(width: f32, lines: &[TextLine]) -> Margins {
        let found = Margins::of_column(lines);
        let left = found.left.min(width * 0.14);
        Margins { left, right: found.right.max(width * 0.9), ..found }
    }
}

fn letters(line: &TextLine) -> usize {
    line.words.iter().map(|word| word.text.chars().count()).sum()
}

fn pairs<'a>(
    lines: impl Iterator<Item = &'a TextLine> + Clone,
) -> impl Iterator<Item = (&'a TextLine, &'a TextLine)> + Clone {
    lines.clone().zip(lines.skip(1)).filter(|(above, line)| {
        let step = line.baseline - above.baseline;
        step > 0.0 && step < 3.0 * line.size
    })
}

/// The right margin: where several lines end, as far right as any.
fn right<'a>(lines: impl Iterator<Item = &'a TextLine>, size: f32) -> Option<f32> {
    let mut ends: Vec<f32> = lines.map(|line| line.bbox.x1).collect();
    ends.sort_by(|a, b| b.total_cmp(a));
    // A line that sticks out alone is none: the text ends where at least three lines end together,
    // and ragged text where the longest but one ends.
    let together = ends.windows(3).find_map(|window| match window {
        [a, _, c] if a - c < 0.35 * size => Some(*a),
        _ => None,
    });
    let longest = ends.get(1).or_else(|| ends.first()).copied();
    match (together, longest) {
        (Some(together), Some(longest)) if longest - together < 3.0 * size => Some(together.max(longest)),
        (Some(together), _) => Some(together),
        (None, longest) => longest,
    }
}

fn exact_left<'a>(lines: impl Iterator<Item = &'a TextLine>, about: f32) -> f32 {
    let near = lines.map(|line| line.bbox.x0).filter(|x| (x - about).abs() <= 2.0);
    super::commonest(near.map(|x| (x, 1)), 0.25).unwrap_or(about)
}

/// The distance between a full line and the next, where the next begins at the margin.
fn leading<'a>(
    starts: impl Iterator<Item = (&'a TextLine, &'a TextLine)>,
    left: f32,
    size: f32,
) -> Option<f32> {
    let steps = starts
        .filter(|(_, line)| (line.bbox.x0 - left).abs() < 0.4 * size)
        .map(|(above, line)| (line, (line.baseline - above.baseline) / size))
        // Where all paragraphs are short, none of the lines is full, and the steps are those between them.
        .filter(|(line, step)| *step < WIDE || starts_small(line) && !starts_with_marker(line))
        .map(|(_, step)| step);
    super::commonest(steps.map(|step| (step, 1)), 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::samples::{page_of, typed};
    use crate::layout::{lines, words};

    #[test]
    fn the_text_shows_its_margins() {
        let line = |length: usize| "x".repeat(length);
        let mut set = Vec::new();
        for paragraph in 0..4 {
            let y = 100.0 + paragraph as f32 * 54.0;
            set.push(typed(&line(76), 96.0, y, 12.0));
            set.push(typed(&line(80), 72.0, y + 16.0, 12.0));
            set.push(typed(&line(20), 72.0, y + 32.0, 12.0));
        }
        let page = page_of(&set);
        let rows = lines(words(&page));
        let margins = Margins::of(rows.iter()).expect("enough lines");
        assert!((margins.left - 72.0).abs() < 0.5, "{margins:?}");
        assert!((margins.right - 552.0).abs() < 0.5, "{margins:?}");
        assert!((margins.leading - 16.0 / 12.0).abs() < 0.06, "{margins:?}");
        assert!(margins.indented);
    }

    #[test]
    fn a_few_lines_show_nothing() {
        let page = page_of(&[typed("Nơi nhận", 72.0, 100.0, 12.0)]);
        assert_eq!(Margins::of(lines(words(&page)).iter()), None);
    }
}
