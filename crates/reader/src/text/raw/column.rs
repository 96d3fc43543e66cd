//! What a column's cells are like: its heading says what they are, the other rows how they look.

use super::likely::cost_of;
use super::sense::Senses;
use super::width::{Width, Wrap};
use crate::text::habit::is_open;
use crate::text::line::Word;
use crate::text::shape;
use model::CellKind;
use std::collections::BTreeMap;

/// A cell: the words of its lines.
pub type CellWords<'a> = Vec<&'a [Word]>;

/// How many rows have a cell in a column, and how many have none.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    cells: f32,
    gaps: f32,
}

#[derive(Debug, Clone, Default)]
pub struct Column {
    /// What the heading says.
    pub kind: Option<CellKind>,
    /// What the other columns hold.
    others: Vec<CellKind>,
    /// The rows' own words stand in it.
    main: bool,
    heading: Vec<Wrap>,
    width: Option<Width>,
    /// Rows whose column before has a cell, and rows where it is empty.
    beside_cell: Seen,
    beside_gap: Seen,
    /// Cells that begin with a bullet.
    bullets: f32,
    /// Cells that are what the heading says.
    suited: f32,
    /// Cells that begin with a small letter.
    small: f32,
    /// Cells of numbers.
    numbers: f32,
    /// Whole cells, and beginnings of cells, as often as they occur.
    texts: BTreeMap<u64, u32>,
    begins: BTreeMap<u64, u32>,
}

impl Column {
    pub fn new(kind: Option<CellKind>, others: &[CellKind], main: bool, heading: Vec<Wrap>) -> Self {
        let width = Width::agreed(&heading);
        Self { kind, others: others.to_vec(), main, heading, width, ..Self::default() }
    }

    /// Wraps that are known before any row is parted.
    pub fn presume(&mut self, wraps: &[Wrap]) {
        self.width = self.width_of(wraps);
    }

    fn width_of(&self, wraps: &[Wrap]) -> Option<Width> {
        let all: Vec<Wrap> = wraps.iter().chain(&self.heading).copied().collect();
        Width::agreed(&all)
    }

    /// The column as its cells show it, an empty one for each row without.
    /// Each comes with whether the column before is empty.
    pub fn learn(&self, cells: &[(bool, CellWords<'_>)], senses: &Senses<'_>) -> Self {
        let mut column = Self::new(self.kind, &self.others, self.main, self.heading.clone());
        let mut wraps: Vec<Wrap> = Vec::new();
        for (after_empty, lines) in cells {
            let seen = if *after_empty { &mut column.beside_gap } else { &mut column.beside_cell };
            let Some(first) = lines.first() else {
                seen.gaps += 1.0;
                continue;
            };
            seen.cells += 1.0;
            column.bullets += f32::from(u8::from(shape::begins_item(first)));
            column.small += f32::from(u8::from(begins_small(first)));
            column.suited += f32::from(u8::from(column.suits(lines, senses)));
            column.numbers += f32::from(u8::from(is_number(lines)));
            *column.texts.entry(text_key(lines)).or_default() += 1;
            *column.begins.entry(beginning(first)).or_default() += 1;
            wraps.extend(lines.windows(2).filter_map(|pair| match pair {
                [line, next] => Wrap::of(line, next),
                _ => None,
            }));
        }
        column.width = column.width_of(&wraps);
        column
    }

    /// How many cells are known.
    pub fn count(&self) -> f32 {
        self.beside_cell.cells + self.beside_gap.cells
    }

    /// Whether nearly all cells are numbers.
    pub fn holds_numbers(&self) -> bool {
        let empty = self.beside_cell.gaps + self.beside_gap.gaps;
        self.numbers > 1.0 && self.numbers * 5.0 >= self.count() * 4.0 && self.count() * 3.0 >= empty
    }

    /// What it costs that the column's cells are not what its heading says, or that there are few numbers for
    /// so many rows.
    pub fn misfit(&self, rows: f32) -> f32 {
        const WORST: f32 = 4.0;
        const SPARSE: f32 = 3.0;
        let sparse =
            if self.kind == Some(CellKind::Number) { SPARSE * (1.0 - self.count() / rows) } else { 0.0 };
        let numbers = matches!(self.kind, None | Some(CellKind::Text)) && self.holds_numbers();
        let strange = if numbers { 0.5 } else { 1.0 - (self.suited + 0.5) / (self.count() + 0.5) };
        if self.is_used() { strange * WORST + sparse } else { 0.0 }
    }

    /// Whether a line ends a paragraph: the next begins with a capital, though its first word had room.
    pub fn is_paragraph(&self, line: &[Word], next: &[Word]) -> bool {
        const HALF: f32 = 0.5;
        let capital = next.first().is_some_and(|word| word.text.starts_with(char::is_uppercase));
        capital && !is_open(line) && self.width.is_some_and(|width| width.fullness(line, next) < HALF)
    }

    /// Whether each row has its own cell: a number or a unit.
    pub fn is_measured(&self) -> bool {
        matches!(self.kind, Some(CellKind::Number | CellKind::Unit)) || self.main
    }

    pub fn is_used(&self) -> bool {
        self.count() > 0.0
    }

    /// What it costs that the column has a cell in a row, or none. Empty cells stand beside each other.
    pub fn presence_cost(&self, filled: bool, after_empty: bool) -> f32 {
        let [cells, gaps] = match (self.kind, after_empty) {
            (Some(CellKind::Number | CellKind::Unit), false) => [5.0, 0.2],
            (Some(CellKind::Number), true) => [0.5, 1.5],
            (None | Some(CellKind::Text), false) => [2.0, 0.6],
            (_, false) => [5.0, 0.3],
            (_, true) => [1.0, 1.0],
        };
        let seen = if after_empty { self.beside_gap } else { self.beside_cell };
        let (cells, gaps) = (cells + seen.cells, gaps + seen.gaps);
        cost_of(if filled { cells } else { gaps }, cells + gaps)
    }

    /// What it costs that a cell begins so.
    pub fn begin_cost(&self, first: &[Word]) -> f32 {
        const NEW: f32 = 0.4;
        if begins_small(first) {
            let (seen, prior) =
                if self.kind == Some(CellKind::Unit) { (self.small, 2.0) } else { (self.small, 0.1) };
            return cost_of(seen + prior, self.count() + 3.0);
        }
        if shape::begins_item(first) {
            return cost_of(self.bullets + 1.0, self.count() + 3.0).min(2.0);
        }
        if self.begins.get(&beginning(first)).is_some_and(|&count| count > 1) { 0.0 } else { NEW }
    }

    /// What it costs that a cell ends so.
    pub fn end_cost(&self, last: &[Word]) -> f32 {
        const OPEN: f32 = 2.5;
        const LEAD_IN: f32 = 1.5;
        let lead_in = !self.main && last.last().is_some_and(|word| word.text.ends_with(':'));
        if is_open(last) {
            OPEN
        } else if lead_in {
            LEAD_IN
        } else {
            0.0
        }
    }

    /// What it costs that a line is so wide.
    pub fn over_cost(&self, line: &[Word]) -> f32 {
        const ANY: f32 = 1.5;
        const EACH: f32 = 30.0;
        let excess = self.width.map_or(0.0, |width| width.excess(line));
        // A single word has nowhere to go.
        if excess > 0.0 && line.len() > 1 { ANY + excess * EACH } else { 0.0 }
    }

    /// What it costs that a cell goes on so on the next line.
    pub fn break_cost(&self, line: &[Word], next: &[Word]) -> f32 {
        const EARLY: f32 = 5.0;
        let small = next.first().is_some_and(|word| shape::goes_on(&word.text));
        let open = is_open(line);
        if shape::begins_item(next) {
            return if open { 2.0 } else { 0.3 };
        }
        if next.iter().all(|word| shape::is_number(&word.text)) && self.kind != Some(CellKind::Number) {
            let full = self.width.map_or(0.5, |width| width.fullness(line, next));
            return if open { 0.3 } else { 1.5 } + (1.0 - full) * 3.0;
        }
        let ended = line.last().is_some_and(|word| shape::ends_sentence(&word.text));
        let digit = next.first().is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
        let paragraph: f32 = match (ended, self.main) {
            (true, _) => 1.0,
            (false, false) => 2.5,
            (false, true) => 5.0,
        };
        let valued = self.main && line.last().is_some_and(|word| shape::is_number(&word.text));
        let begins = match (small || open, digit) {
            (true, _) => 0.0,
            (false, true) => 0.3,
            (false, false) if valued => 1.5,
            (false, false) => 0.5,
        };
        let Some(width) = self.width else { return 0.2 + 2.0 * begins };
        let full = width.fullness(line, next);
        let wrapped = begins + (1.0 - full) * EARLY;
        if small { wrapped } else { wrapped.min(paragraph) }
    }

    /// What it costs that the lines are a whole cell of the column.
    pub fn whole_cost(&self, lines: &[&[Word]], senses: &Senses<'_>) -> f32 {
        const MOST: f32 = 4.0;
        const SUITED: f32 = 3.0;
        const STRANGE: f32 = 0.3;
        const ALIEN: f32 = 1.5;
        let all = self.count() + SUITED + STRANGE;
        let cost = match self.suits(lines, senses) {
            true => cost_of(self.suited + SUITED, all),
            false => {
                let alien =
                    self.others.iter().any(|&kind| Some(kind) != self.kind && senses.is_cell(lines, kind));
                let strange = cost_of(self.count() - self.suited + STRANGE, all).min(MOST);
                strange + if alien { ALIEN } else { 0.0 }
            }
        };
        cost + self.number_cost(lines) - self.known_gain(lines)
    }

    /// A number where the heading promises words.
    fn number_cost(&self, lines: &[&[Word]]) -> f32 {
        if self.kind == Some(CellKind::Number) || !is_number(lines) {
            return 0.0;
        }
        cost_of(self.numbers + 0.3, self.count() + 3.0)
    }

    /// What a cell gains that several rows have.
    fn known_gain(&self, lines: &[&[Word]]) -> f32 {
        match self.texts.get(&text_key(lines)) {
            Some(4..) => 1.2,
            Some(2..) => 0.6,
            _ => 0.0,
        }
    }

    /// Whether the lines are a cell as the heading says; one of texts is not what other columns hold.
    fn suits(&self, lines: &[&[Word]], senses: &Senses<'_>) -> bool {
        match self.kind {
            None | Some(CellKind::Text | CellKind::Index) => {
                let alien = |&kind: &CellKind| holds(lines, kind, senses);
                let value = self.main && is_number(lines);
                !value && !self.others.iter().any(alien)
            }
            Some(CellKind::Unit) => is_label(lines) || senses.is_cell(lines, CellKind::Unit),
            Some(kind) => senses.is_cell(lines, kind),
        }
    }
}

/// A few words without figures may be a unit that nobody knows.
fn is_label(lines: &[&[Word]]) -> bool {
    const MOST: usize = 3;
    let words = || lines.iter().flat_map(|line| line.iter());
    let plain = |word: &Word| word.text.chars().all(|c| c.is_alphabetic() || c == '/');
    words().count() <= MOST && words().all(plain)
}

/// Whether the lines, or the first words up to a capital, or the last lines from a capital on, are a cell of
/// a kind.
fn holds(lines: &[&[Word]], kind: CellKind, senses: &Senses<'_>) -> bool {
    const FIRST: usize = 3;
    let lead = |lines: usize, words: usize, all: &[&[Word]]| {
        let mut part: CellWords<'_> = all.iter().take(lines).copied().collect();
        part.extend(all.get(lines).and_then(|line| line.get(..words)).filter(|words| !words.is_empty()));
        !part.is_empty() && senses.is_cell(&part, kind)
    };
    let ends = lines.iter().take(FIRST).enumerate().flat_map(|(at, line)| {
        let capitals = line.iter().enumerate().filter(|(_, word)| word.text.starts_with(char::is_uppercase));
        capitals.map(move |(word, _)| (at, word))
    });
    let tail = |from: usize| lines.get(from..).is_some_and(|rest| senses.is_cell(rest, kind));
    senses.is_cell(lines, kind)
        || ends.skip(1).any(|(line, word)| lead(line, word, lines))
        || (1..lines.len()).filter(|&at| lines.get(at).is_some_and(|line| !begins_small(line))).any(tail)
}

pub fn is_number(lines: &[&[Word]]) -> bool {
    lines.iter().flat_map(|line| line.iter()).all(|word| shape::is_number(&word.text))
}

fn begins_small(line: &[Word]) -> bool {
    line.first().is_some_and(|word| shape::goes_on(&word.text))
}

/// The same for cells of the same words.
fn text_key(lines: &[&[Word]]) -> u64 {
    mixed(lines.iter().flat_map(|line| line.iter()))
}

/// The same for the same first words; bullets do not count.
fn beginning(words: &[Word]) -> u64 {
    let letters = |word: &&Word| word.text.chars().any(char::is_alphanumeric);
    mixed(words.iter().filter(letters).take(2))
}

fn mixed<'a>(words: impl Iterator<Item = &'a Word>) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    words.fold(0, |sum: u64, word| (sum.rotate_left(5) ^ word.key).wrapping_mul(ODD))
}
