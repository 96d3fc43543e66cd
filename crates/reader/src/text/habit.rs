//! What the cells of a column are like. A clerk who has lost the ruled lines tells cells apart by it:
//!
//! * A column's lines were wrapped where the next word had no room. Each line that goes on on the next
//!   one says so: the column is at least as wide as the line, and narrower than the line and that word.
//!   The width on which most lines agree holds, so a few lines that are cut wrongly do no harm.
//! * A cell begins with a capital, a number or a bullet, and does not end in the middle of a phrase.
//! * The cells of a column often begin with the same words, are all filled, or are all numbers.

use super::line::{Word, print_width};
use super::phrase::Phrases;
use super::print::SPACE;
use super::shape;
use std::collections::BTreeMap;

/// The print width of a column: somewhere between the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Width {
    pub least: f32,
    pub most: f32,
}

/// Times is not the only face, and bold letters are wider: widths are right to about a fiftieth.
const LOOSE: f32 = 0.012;

/// A line of a cell.
#[derive(Debug, Clone, Copy)]
pub struct CellLine<'a> {
    pub words: &'a [Word],
    /// Whether the line surely ends here: nothing stands right of it, or only far away.
    pub ends: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Habit {
    pub width: Option<Width>,
    /// How often cells begin with these words.
    begins: BTreeMap<String, u32>,
    filled: u32,
    numbers: u32,
    cells: u32,
}

impl Habit {
    /// Learnt from the cells of a column, each its lines' words.
    pub fn of<'a>(cells: impl Iterator<Item = Vec<CellLine<'a>>>) -> Self {
        let mut habit = Self::default();
        let mut wraps: Vec<Wrap> = Vec::new();
        for lines in cells {
            habit.cells += 1;
            let Some(first) = lines.first() else { continue };
            habit.filled += 1;
            habit.numbers += u32::from(lines.iter().all(|line| is_value(&[line.words])));
            *habit.begins.entry(beginning(first.words)).or_default() += 1;
            wraps.extend(
                lines.iter().zip(lines.iter().skip(1)).filter_map(|(line, next)| Wrap::of(*line, next.words)),
            );
        }
        habit.width = agreed(&wraps);
        habit
    }

    /// What it costs that a column has no cell in a row.
    pub fn empty_cost(&self) -> f32 {
        if self.cells > 2 && self.filled * 5 >= self.cells * 4 { 1.0 } else { 0.0 }
    }

    /// What it costs that these lines are a cell of the column.
    pub fn cost(&self, lines: &[&[Word]], phrases: &Phrases) -> f32 {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return self.empty_cost() };
        let mut cost = self.begin_cost(first) + self.end_cost(last) + self.kind_cost(lines);
        let item = |line: &&[Word]| shape::begins_item(line);
        if !item(first) && lines.iter().any(item) && !lines.iter().any(|line| is_lead_in(line)) {
            cost += 0.6;
        }
        cost += lines.iter().map(|line| self.over_cost(line)).sum::<f32>();
        cost + lines
            .iter()
            .zip(lines.iter().skip(1))
            .map(|(line, next)| self.break_cost(line, next, phrases))
            .sum::<f32>()
    }

    /// What it costs that a cell begins so.
    pub fn begin_cost(&self, first: &[Word]) -> f32 {
        if first.first().is_some_and(|word| shape::goes_on(&word.text)) {
            return 3.0;
        }
        match self.begins.get(&beginning(first)) {
            Some(2..) => 0.0,
            _ => 0.4,
        }
    }

    /// What it costs that a cell ends so.
    pub fn end_cost(&self, last: &[Word]) -> f32 {
        if is_open(last) { 1.5 } else { 0.0 }
    }

    /// Words in a column of numbers.
    pub fn kind_cost(&self, lines: &[&[Word]]) -> f32 {
        if self.holds_numbers() && !is_value(lines) { 1.0 } else { 0.0 }
    }

    /// Whether nearly all cells of the column are numbers.
    pub fn holds_numbers(&self) -> bool {
        self.numbers > 1 && self.numbers * 5 >= self.filled * 4 && self.filled * 3 >= self.cells
    }

    /// A line wider than its column.
    pub fn over_cost(&self, line: &[Word]) -> f32 {
        let Some(column) = self.width else { return 0.0 };
        let over = print_width(line) - column.most * (1.0 + LOOSE);
        if over > 0.0 { 2.0 + over / 10.0 } else { 0.0 }
    }

    /// Whether the next line's first word had no room on a line.
    pub fn is_full(&self, line: &[Word], next: &[Word]) -> bool {
        let begins = next.first().map_or(0.0, |word| word.width);
        let width = print_width(line) + SPACE + begins;
        self.width.is_none_or(|column| width > column.least * (1.0 - LOOSE))
    }

    /// A line that ends where the next line's first word had room.
    pub fn break_cost(&self, line: &[Word], next: &[Word], phrases: &Phrases) -> f32 {
        if shape::begins_item(next) {
            return if is_open(line) { 1.5 } else { 0.0 };
        }
        if is_value(&[line, next]) {
            return 0.1;
        }
        if is_value(&[next]) && !self.holds_numbers() {
            return 1.0;
        }
        let goes_on = next.first().is_some_and(|word| shape::goes_on(&word.text)) || is_open(line);
        let full = self.is_full(line, next);
        let ended = line.last().is_some_and(|word| shape::ends_sentence(&word.text));
        let known = line.last().zip(next.first()).map_or(0, |(one, next)| phrases.together(one, next));
        match (full, goes_on) {
            (true, true) if known == 0 => 0.4,
            (true, _) => 0.0,
            (false, true) => 3.0,
            (false, false) => {
                if ended {
                    0.2
                } else {
                    1.5
                }
            }
        }
    }
}

/// «… cụ thể:»
fn is_lead_in(line: &[Word]) -> bool {
    line.last().is_some_and(|word| word.text.ends_with(':'))
}

/// A cell of one number or several.
fn is_value(lines: &[&[Word]]) -> bool {
    lines.iter().flat_map(|line| line.iter()).all(|word| shape::is_number(&word.text))
}

/// The first words, without a bullet.
fn beginning(words: &[Word]) -> String {
    let words = words.iter().filter(|word| word.text.chars().any(char::is_alphanumeric));
    let texts: Vec<&str> = words.take(2).map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

/// What a line and the next say about the width of their column, and how much that counts.
#[derive(Debug, Clone, Copy)]
struct Wrap {
    low: f32,
    high: f32,
    weight: i32,
}

impl Wrap {
    fn of(line: CellLine<'_>, next: &[Word]) -> Option<Self> {
        let first = next.first()?;
        let goes_on = shape::goes_on(&first.text) || is_open(line.words);
        let width = print_width(line.words);
        let weight = if line.ends { 3 } else { 1 };
        let high = width + SPACE + first.width;
        (goes_on && !shape::begins_item(next)).then_some(Self { low: width, high, weight })
    }
}

/// Whether a text cannot end here: after a comma, a dash, or a word that binds the next one.
pub fn is_open(line: &[Word]) -> bool {
    line.last().is_some_and(|word| {
        let text = word.text.as_str();
        text.ends_with([',', '/', '(', '&']) || matches!(text, "-" | "–") || shape::binds(text)
    })
}

/// The width on which most lines agree.
fn agreed(wraps: &[Wrap]) -> Option<Width> {
    const FEWEST: usize = 2;
    if wraps.len() < FEWEST {
        return None;
    }
    let mut ends: Vec<(f32, i32)> = wraps
        .iter()
        .flat_map(|wrap| [(wrap.low * (1.0 - LOOSE), wrap.weight), (wrap.high * (1.0 + LOOSE), -wrap.weight)])
        .collect();
    ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
    let (mut depth, mut deepest) = (0, 0);
    let mut found = None;
    for (at, &(value, step)) in ends.iter().enumerate() {
        depth += step;
        if depth > deepest {
            deepest = depth;
            let next = ends.get(at + 1).map_or(value, |end| end.0);
            found = Some(Width { least: value, most: next });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::line::TextLine;

    fn words(text: &str) -> Vec<Word> {
        TextLine::parse(1, 0, text).words
    }

    fn habit(cells: &[&str]) -> Habit {
        let cells: Vec<Vec<Vec<Word>>> =
            cells.iter().map(|cell| cell.split('\n').map(words).collect()).collect();
        Habit::of(cells.iter().map(|cell| cell.iter().map(|words| CellLine { words, ends: true }).collect()))
    }

    #[test]
    fn a_line_that_had_room_for_the_next_word_is_dear() {
        let column = habit(&[
            "Công chức Văn phòng\nthống kê và các bộ\nphận liên quan",
            "Công chức Tư pháp hộ\ntịch của phường",
            "Công chức Kế toán ngân\nsách và tài chính",
        ]);
        let cost = |cell: &str| {
            let lines: Vec<Vec<Word>> = cell.split('\n').map(words).collect();
            column.cost(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>(), &Phrases::default())
        };
        assert!(cost("Công chức Tư\npháp hộ tịch") > cost("Công chức Tư pháp hộ\ntịch"));
        assert!(cost("Công chức Tư pháp hộ tịch của\nphường") > cost("Công chức Tư pháp hộ\ntịch"));
        assert!(cost("thống kê") > cost("Thống kê"));
        assert!(cost("Các bộ phận của") > cost("Các bộ phận"));
    }
}
