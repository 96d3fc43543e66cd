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
    pub first: usize,
    /// The last line with words on both sides, or after which one side stays empty.
    pub last: usize,
    left: Bank,
    right: Bank,
    /// Lines across it one after the other.
    crossed: usize,
}

/// The words on one side of a river.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bank {
    /// How many lines have words on this side.
    lines: usize,
    last: usize,
}

/// A line's base may waver by this share of the font size; lines of neighbouring columns that are set
/// half a line lower lie farther off.
const WAVER: f32 = 0.25;
/// The narrowest gap between columns as a share of the font size. Office programs leave 10.8 points
/// between texts; justified spaces are seldom wider than half the size over several lines.
pub const NARROWEST: f32 = 0.42;
/// The narrowest gap before a column's own start, as a share of the font size: a space has a quarter, and a
/// group's title may have a word begin there by chance.
const TIGHTEST: f32 = 0.28;
/// Texts of one column start within so many points of each other.
const SAME_START: f32 = 0.4;
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
    pub fn leaves_free(&self, strip: (f32, f32)) -> bool {
        self.around(strip).is_some()
    }

    /// Whether words stand to the left and to the right of the strip, which the line leaves free.
    pub fn sides(&self, strip: (f32, f32)) -> (bool, bool) {
        self.around(strip).map_or((false, false), |place| (place > 0, place + 1 < self.free.len()))
    }

    /// The width of the free strip around this one; infinite where one side is empty.
    pub fn width_around(&self, strip: (f32, f32)) -> Option<f32> {
        self.piece(strip).map(|(a, b)| b - a)
    }

    /// The free strip around this one.
    pub fn piece(&self, strip: (f32, f32)) -> Option<(f32, f32)> {
        self.around(strip).and_then(|place| self.free.get(place)).copied()
    }

    /// What the line leaves of the strip; none where it leaves too little for a gap between columns.
    pub fn narrowed(&self, strip: (f32, f32)) -> Option<(f32, f32)> {
        let common = self.free.iter().filter_map(|piece| common(strip, *piece, self.size));
        common.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
    }

    /// The gaps between its words.
    pub fn gaps(&self) -> &[(f32, f32)] {
        self.free.get(1..self.free.len().saturating_sub(1)).unwrap_or_default()
    }

    fn around(&self, (from, to): (f32, f32)) -> Option<usize> {
        self.free.iter().position(|(a, b)| *a <= from + 1.0 && *b >= to - 1.0)
    }
}

/// What two strips have in common, where that is enough for a gap between columns: as much as all of the
/// narrower one, if that is narrower than gaps are.
fn common(one: (f32, f32), other: (f32, f32), size: f32) -> Option<(f32, f32)> {
    let (from, to) = (one.0.max(other.0), one.1.min(other.1));
    let least = (NARROWEST * size).min(one.1 - one.0).min(other.1 - other.0);
    // A hundredth of a point is rounding.
    (to - from >= least - 0.01).then_some((from, to))
}

/// The level words among those with these indices, as lines.
pub fn text_rows(words: &Words<'_>, indices: impl Iterator<Item = usize>) -> Vec<TextRow> {
    let level = indices.filter_map(|index| Some((index, words.all.get(index)?))).filter(|(_, word)| {
        let places = [word.bbox.x0, word.bbox.x1, word.baseline, word.size];
        word.rotation == 0 && places.iter().all(|v| v.abs() < 1.0e6)
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
        row.free = free(row, words, |_| false);
    }
    let starts = Starts::of(&rows);
    for row in &mut rows {
        row.free = free(row, words, |x| starts.count(x) >= SUPPORT);
    }
    rows
}

/// The gaps of a line that may part columns: wide ones, and narrow ones before a place where others start.
fn free(row: &TextRow, words: &Words<'_>, is_start: impl Fn(f32) -> bool) -> Vec<(f32, f32)> {
    let mut free = Vec::new();
    let mut right = f32::NEG_INFINITY;
    for word in row.words.iter().filter_map(|index| words.all.get(*index)) {
        let gap = word.bbox.x0 - right;
        if gap >= NARROWEST * row.size || (gap >= TIGHTEST * row.size && is_start(word.bbox.x0)) {
            free.push((right, word.bbox.x0));
        }
        right = right.max(word.bbox.x1);
    }
    free.push((right, f32::INFINITY));
    free
}

/// Where texts start after wide gaps, or with nothing before them: columns set to the left, where a full
/// line may leave no more than a space before the next column.
struct Starts(Vec<f32>);

impl Starts {
    fn of(rows: &[TextRow]) -> Self {
        let ends = rows.iter().flat_map(|row| row.free.iter().map(|(_, to)| *to));
        let mut starts: Vec<f32> = ends.filter(|x| x.is_finite()).collect();
        starts.sort_by(f32::total_cmp);
        Self(starts)
    }

    /// How many lines have a text that starts here.
    fn count(&self, x: f32) -> usize {
        let below = |limit: f32| self.0.partition_point(|start| *start < limit);
        below(x + SAME_START) - below(x - SAME_START)
    }
}

/// All rivers with enough lines on both sides, in order of their first line. `is_lone` tells lines that
/// hold nothing but a row's number: there a river begins although nothing stands to its right.
pub fn rivers(rows: &[TextRow], is_lone: impl Fn(&TextRow) -> bool) -> Vec<River> {
    let mut active: Vec<River> = Vec::new();
    let mut found: Vec<River> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut next: Vec<River> = Vec::new();
        for river in active.drain(..) {
            let before = next.len();
            next.extend(row.free.iter().enumerate().filter_map(|(place, piece)| {
                let sides = (place > 0, place + 1 < row.free.len());
                river.narrowed(*piece, sides, index, row.size)
            }));
            if next.len() > before {
                continue;
            }
            if river.is_strong() && river.crossed < CROSSED {
                next.push(River { crossed: river.crossed + 1, ..river });
            } else {
                found.push(river);
            }
        }
        let to = row.free.len().saturating_sub(usize::from(!is_lone(row)));
        for (from, to) in row.free.get(1..to).unwrap_or_default() {
            if !next.iter().any(|river| river.from < *to && river.to > *from) {
                next.push(River::new(*from, *to, index));
            }
        }
        active = next;
    }
    found.extend(active);
    found.retain(River::is_strong);
    found.sort_by(|a, b| a.first.cmp(&b.first).then(a.from.total_cmp(&b.from)));
    found
}

impl River {
    fn new(from: f32, to: f32, index: usize) -> Self {
        let right = Bank { lines: usize::from(to.is_finite()), last: index };
        Self { from, to, first: index, last: index, left: Bank { lines: 1, last: index }, right, crossed: 0 }
    }

    fn is_strong(&self) -> bool {
        self.left.lines.min(self.right.lines) >= SUPPORT
    }

    /// The part of the river that a line's free strip leaves.
    fn narrowed(&self, piece: (f32, f32), sides: (bool, bool), index: usize, size: f32) -> Option<Self> {
        let (from, to) = common((self.from, self.to), piece, size)?;
        let mut river = Self { from, to, crossed: 0, ..*self };
        for (bank, filled) in [(&mut river.left, sides.0), (&mut river.right, sides.1)] {
            if filled {
                bank.lines += 1;
                bank.last = index;
            }
        }
        river.last = river.last.max(river.left.last.min(river.right.last));
        if sides == (true, true) {
            river.last = index;
        }
        Some(river)
    }
}
