//! Lines of words → rivers: strips without words that run down through several lines. Columns without
//! rulings lie between rivers.

use super::lattice::Words;

/// Words on one base line, from left to right over the whole page.
#[derive(Debug, Clone)]
pub struct TextRow {
    /// Indices into the page's words.
    pub words: Vec<usize>,
    pub base: f32,
    pub size: f32,
    /// Free strips: from −∞ to the first word, wide gaps, from the last word to ∞.
    pub free: Vec<(f32, f32)>,
}

/// A strip without words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct River {
    pub from: f32,
    pub to: f32,
    /// The first and the last line with words on both sides of it.
    pub first: usize,
    pub last: usize,
    /// How many such lines there are.
    pub support: usize,
    /// Lines across it since the last such line.
    crossed: usize,
}

/// A line's base may waver by this share of the font size; lines of neighbouring columns that are set
/// half a line lower lie farther off.
const WAVER: f32 = 0.25;
/// The narrowest gap between columns as a share of the font size. Office programs leave 10.8 points
/// between texts; justified spaces are seldom wider than half the size over several lines.
pub const NARROWEST: f32 = 0.42;
/// A river with fewer lines on both sides is chance.
pub const SUPPORT: usize = 3;
/// A title that runs across a river has at most so many lines.
const CROSSED: usize = 2;

impl TextRow {
    pub fn top(&self) -> f32 {
        self.base - 0.75 * self.size
    }

    pub fn bottom(&self) -> f32 {
        self.base + 0.22 * self.size
    }

    /// Whether the strip is free of words; one point of overlap is a letter's side bearing.
    pub fn leaves_free(&self, from: f32, to: f32) -> bool {
        self.free.iter().any(|(a, b)| *a <= from + 1.0 && *b >= to - 1.0)
    }

    /// Whether words stand on both sides of the strip.
    pub fn flanks(&self, from: f32, to: f32) -> bool {
        let inner = self.free.get(1..self.free.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().any(|(a, b)| *a <= from + 1.0 && *b >= to - 1.0)
    }
}

/// The level words that `is_free` lets through, as lines.
pub fn text_rows(words: &Words<'_>, is_free: impl Fn(usize) -> bool) -> Vec<TextRow> {
    let level = words.all.iter().enumerate().filter(|(index, word)| {
        let places = [word.bbox.x0, word.bbox.x1, word.baseline, word.size];
        word.rotation == 0 && is_free(*index) && places.iter().all(|v| v.abs() < 1.0e6)
    });
    let mut level: Vec<(f32, usize)> = level.map(|(index, word)| (word.baseline, index)).collect();
    level.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut rows: Vec<TextRow> = Vec::new();
    for (base, index) in level {
        let size = words.all.get(index).map_or(0.0, |word| word.size);
        match rows.last_mut() {
            Some(row) if base - row.base <= WAVER * row.size.max(size) => {
                if size > row.size {
                    (row.base, row.size) = (base, size);
                }
                row.words.push(index);
            }
            _ => rows.push(TextRow { words: vec![index], base, size, free: Vec::new() }),
        }
    }
    for row in &mut rows {
        let x0 = |index: &usize| words.all.get(*index).map_or(0.0, |word| word.bbox.x0);
        row.words.sort_by(|a, b| x0(a).total_cmp(&x0(b)));
        row.free = free(row, words);
    }
    rows
}

fn free(row: &TextRow, words: &Words<'_>) -> Vec<(f32, f32)> {
    let mut free = Vec::new();
    let mut right = f32::NEG_INFINITY;
    for word in row.words.iter().filter_map(|index| words.all.get(*index)) {
        if word.bbox.x0 - right >= NARROWEST * row.size {
            free.push((right, word.bbox.x0));
        }
        right = right.max(word.bbox.x1);
    }
    free.push((right, f32::INFINITY));
    free
}

/// All rivers with enough lines on both sides, in order of their first line.
pub fn rivers(rows: &[TextRow]) -> Vec<River> {
    let mut active: Vec<River> = Vec::new();
    let mut found: Vec<River> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut next: Vec<River> = Vec::new();
        for river in active.drain(..) {
            let before = next.len();
            next.extend(row.free.iter().enumerate().filter_map(|(place, piece)| {
                let inner = place > 0 && place + 1 < row.free.len();
                narrowed(river, *piece, inner, index, NARROWEST * row.size)
            }));
            if next.len() > before {
                continue;
            }
            if river.support >= SUPPORT && river.crossed < CROSSED {
                next.push(River { crossed: river.crossed + 1, ..river });
            } else {
                found.push(river);
            }
        }
        let inner = row.free.get(1..row.free.len().saturating_sub(1)).unwrap_or_default();
        for (from, to) in inner {
            let known = next.iter().any(|river| river.from < *to && river.to > *from);
            if !known {
                next.push(River { from: *from, to: *to, first: index, last: index, support: 1, crossed: 0 });
            }
        }
        active = next;
    }
    found.extend(active);
    found.retain(|river| river.support >= SUPPORT);
    found.sort_by(|a, b| a.first.cmp(&b.first).then(a.from.total_cmp(&b.from)));
    found
}

/// The part of a river that a line's free strip leaves.
fn narrowed(river: River, piece: (f32, f32), inner: bool, index: usize, least: f32) -> Option<River> {
    let (from, to) = (river.from.max(piece.0), river.to.min(piece.1));
    if to - from < least {
        return None;
    }
    let mut river = River { from, to, crossed: 0, ..river };
    if inner {
        river.last = index;
        river.support += 1;
    }
    Some(river)
}
