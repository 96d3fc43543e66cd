//! The cells of each row of a laid-out table, settled together.
//!
//! A line alone does not tell where its cells part once a gutter is a single blank. The lines of a row
//! do: each column is wrapped at its width, its cells begin with capitals, and most of them look like
//! the other cells of the column. So the first cut, made line by line, is only where this begins: what
//! the columns are like is learnt from it, each parting is moved to where its row costs least, and both
//! again.

use super::column::{CELLS_APART, Zone};
use super::habit::{CellLine, Habit};
use super::line::{TextLine, Word, print_width};
use super::phrase::Phrases;
use super::row::CutLine;
use super::shape;

/// The lines of a table on one page below its heading, and where the columns stand there.
#[derive(Debug)]
pub struct PagePart<'a> {
    pub lines: Vec<CutLine<'a>>,
    pub zones: Vec<Zone>,
    /// Whether the first lines may belong to the last row of the page before.
    pub may_continue: bool,
}

/// The lines of a row on one page.
#[derive(Debug, Clone, Copy)]
pub struct RowPiece {
    pub page: usize,
    pub first: usize,
    pub end: usize,
}

/// A row: one piece for each page.
pub type RowDraft = Vec<RowPiece>;

impl RowPiece {
    pub fn lines<'s, 'a>(&self, pages: &'s [PagePart<'a>]) -> &'s [CutLine<'a>] {
        pages.get(self.page).and_then(|page| page.lines.get(self.first..self.end)).unwrap_or_default()
    }
}

/// Moves the partings of all rows to where they cost least. Gives what the columns are like.
pub fn settle(
    pages: &mut [PagePart<'_>],
    rows: &[RowDraft],
    columns: usize,
    phrases: &Phrases,
) -> Vec<Habit> {
    const ROUNDS: usize = 3;
    let mut habits = Vec::new();
    for _ in 0..ROUNDS {
        habits = (0..columns).map(|column| learn(pages, rows, column)).collect();
        let mut moved = false;
        for row in rows {
            if is_title_row(pages, row) {
                continue;
            }
            moved |= Settling { pages, row, habits: &habits, phrases }.sweep();
        }
        if !moved {
            break;
        }
    }
    habits
}

/// Whether a row is a title over several columns: its one line runs on beyond its column without a gap.
fn is_title_row(pages: &[PagePart<'_>], row: &[RowPiece]) -> bool {
    let &[piece] = row else { return false };
    let zones = pages.get(piece.page).map(|page| page.zones.as_slice()).unwrap_or_default();
    matches!(piece.lines(pages), [line] if is_title(line.line, zones))
}

/// Whether a line is the title of the rows below it: behind its index it runs on beyond its column without
/// a gap, and is in capitals or counted in roman numerals; or it is in capitals behind a letter or roman numeral.
pub fn is_title(line: &TextLine, zones: &[Zone]) -> bool {
    let [_, zone, _, ..] = zones else { return false };
    let indexed = line.words.first().is_some_and(|word| shape::is_index(&word.text));
    let words = line.words.get(usize::from(indexed)..).unwrap_or_default();
    let narrow = |(one, next): (&Word, &Word)| next.start <= one.end + 1 && !next.after_tab;
    let whole = words.iter().zip(words.iter().skip(1)).all(narrow);
    let begins = words.first().is_some_and(|word| word.start < zone.right);
    let beyond = words.last().is_some_and(|word| word.end > zone.right + 1 && !shape::is_number(&word.text));
    let runs_on = begins && (beyond || print_width(words) > zone.width * 1.02);
    let label = line.words.first().filter(|_| indexed).map_or("", |word| word.text.as_str());
    let roman = shape::is_roman(label);
    let lettered = label.trim_end_matches(['.', ')']).chars().map(char::is_uppercase).eq([true]);
    let capitals = !words.iter().flat_map(|word| word.text.chars()).any(char::is_lowercase);
    whole && (runs_on && (roman || capitals) || begins && capitals && (roman || lettered))
}

fn learn(pages: &[PagePart<'_>], rows: &[RowDraft], column: usize) -> Habit {
    Habit::of(rows.iter().map(|row| {
        let lines = row.iter().flat_map(|piece| piece.lines(pages));
        lines
            .map(|line| CellLine { words: line.cell(column), ends: ends_surely(line, column) })
            .filter(|line| !line.words.is_empty())
            .collect()
    }))
}

/// A row whose partings are being moved.
struct Settling<'s, 'a> {
    pages: &'s mut [PagePart<'a>],
    row: &'s [RowPiece],
    habits: &'s [Habit],
    phrases: &'s Phrases,
}

/// Less gain than this is no reason to move.
const LEAST_GAIN: f32 = 0.05;

impl Settling<'_, '_> {
    /// Whether anything moved.
    fn sweep(&mut self) -> bool {
        const SWEEPS: usize = 4;
        let mut moved = false;
        for _ in 0..SWEEPS {
            let again = (1..self.habits.len().saturating_sub(1))
                .fold(false, |moved, parting| self.settle_parting(parting) | moved);
            moved |= again;
            if !again {
                break;
            }
        }
        moved
    }

    /// Moves the end of one column, first on all lines of a page together, then on each line.
    fn settle_parting(&mut self, parting: usize) -> bool {
        const CHEAP: f32 = 0.1;
        let mut best = self.pair_cost(parting);
        let mut moved = false;
        for piece in self.row {
            if best <= CHEAP {
                break;
            }
            moved |= self.move_together(*piece, parting, &mut best);
            for line in piece.first..piece.end {
                moved |= self.move_line((piece.page, line), parting, &mut best);
            }
        }
        moved
    }

    /// Tries each place where a word begins for the whole piece.
    fn move_together(&mut self, piece: RowPiece, parting: usize, best: &mut f32) -> bool {
        let ends = |pages: &[PagePart<'_>]| -> Vec<usize> {
            piece.lines(pages).iter().map(|line| line.end(parting)).collect()
        };
        let open = |line: &CutLine<'_>| line.begin(parting)..line.end(parting + 1);
        let lines = piece.lines(self.pages);
        let mut starts: Vec<usize> = lines
            .iter()
            .flat_map(|line| line.line.words.get(open(line)).unwrap_or_default())
            .map(|word| word.start)
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let mut chosen = ends(self.pages);
        let mut moved = false;
        for start in starts {
            for at in piece.first..piece.end {
                let Some(line) = self.line((piece.page, at)) else { continue };
                let words = line.line.words.get(open(line)).unwrap_or_default();
                let end = line.begin(parting) + words.iter().take_while(|word| word.start < start).count();
                self.put((piece.page, at), parting, end);
            }
            let cost = self.pair_cost(parting);
            if cost + LEAST_GAIN < *best {
                *best = cost;
                moved = true;
                chosen = ends(self.pages);
            }
        }
        for (at, end) in (piece.first..piece.end).zip(chosen) {
            self.put((piece.page, at), parting, end);
        }
        moved
    }

    fn move_line(&mut self, at: (usize, usize), parting: usize, best: &mut f32) -> bool {
        let Some(line) = self.line(at) else { return false };
        let (range, mut chosen) = (line.begin(parting)..=line.end(parting + 1), line.end(parting));
        let mut moved = false;
        for end in range {
            self.put(at, parting, end);
            let cost = self.pair_cost(parting);
            if cost + LEAST_GAIN < *best {
                (*best, chosen, moved) = (cost, end, true);
            }
        }
        self.put(at, parting, chosen);
        moved
    }

    fn line(&self, at: (usize, usize)) -> Option<&CutLine<'_>> {
        self.pages.get(at.0)?.lines.get(at.1)
    }

    fn put(&mut self, at: (usize, usize), parting: usize, end: usize) {
        let line = self.pages.get_mut(at.0).and_then(|page| page.lines.get_mut(at.1));
        if let Some(slot) = line.and_then(|line| line.ends.get_mut(parting)) {
            *slot = end;
        }
    }

    /// What the cells on both sides of a parting cost.
    fn pair_cost(&self, parting: usize) -> f32 {
        self.cell_cost(parting) + self.cell_cost(parting + 1) + self.cut_cost(parting)
    }

    fn cell_cost(&self, column: usize) -> f32 {
        let Some(habit) = self.habits.get(column) else { return 0.0 };
        let mut words: Vec<&[Word]> = Vec::new();
        let mut cost = 0.0;
        for piece in self.row {
            let Some(zones) = self.pages.get(piece.page).map(|page| page.zones.as_slice()) else { continue };
            let mut usual: Option<usize> = None;
            for line in piece.lines(self.pages) {
                let cell = line.cell(column);
                let Some(first) = cell.first() else { continue };
                words.push(cell);
                cost += self.strange_cost(cell);
                cost += place_cost(line, column, zones);
                let room = zones.get(column).map_or(0.0, |zone| zone.width);
                if habit.width.is_none() && print_width(cell) > room * 1.05 {
                    cost += 1.0;
                }
                let pushed = is_narrow(line, column) && usual.is_some_and(|usual| first.start > usual);
                let number = shape::is_number(&first.text);
                if usual.is_some_and(|usual| usual.abs_diff(first.start) > 1) && !pushed && !number {
                    cost += UNEVEN;
                }
                usual = usual.or(Some(first.start));
            }
        }
        cost + habit.cost(&words, self.phrases)
    }

    /// Words that belong together, parted.
    fn cut_cost(&self, parting: usize) -> f32 {
        let lines = self.row.iter().flat_map(|piece| piece.lines(self.pages));
        let parted = lines.filter_map(|line| {
            let (before, next) = (line.cell(parting).last()?, line.cell(parting + 1).first()?);
            (next.start <= before.end + 1 && !next.after_tab && next.text.starts_with(char::is_lowercase))
                .then(|| if self.phrases.together(before, next) > 1 { 0.5 } else { 0.0 })
        });
        parted.sum()
    }

    /// A number that stands behind words as nowhere else may be the next column's.
    fn strange_cost(&self, words: &[Word]) -> f32 {
        let pairs = words.iter().zip(words.iter().skip(1));
        let strange = pairs.filter(|(one, next)| {
            next.text.ends_with('%') && shape::is_number(&next.text) && self.phrases.together(one, next) <= 1
        });
        strange.map(|_| 0.4).sum()
    }
}

/// The lines of a cell begin at one place, unless a long text before them pushes them, or they are centred.
const UNEVEN: f32 = 0.3;

/// Whether only a single blank stands before a cell's words.
fn is_narrow(line: &CutLine<'_>, column: usize) -> bool {
    let first = line.cell(column).first();
    let before = line.begin(column).checked_sub(1).and_then(|at| line.line.words.get(at));
    first.zip(before).is_some_and(|(first, before)| first.start <= before.end + 1 && !first.after_tab)
}

/// Whether nothing stands right of a cell's words, or only far away.
fn ends_surely(line: &CutLine<'_>, column: usize) -> bool {
    let last = line.cell(column).last();
    let next = line.line.words.get(line.end(column));
    next.is_none_or(|next| next.after_tab || last.is_some_and(|last| next.start > last.end + 1))
}

/// How badly the words of a line stand for their column.
fn place_cost(line: &CutLine<'_>, column: usize, zones: &[Zone]) -> f32 {
    let words = line.cell(column);
    let (Some(first), Some(zone)) = (words.first(), zones.get(column)) else { return 0.0 };
    let far = |letters: usize| f32::from(u16::try_from(letters).unwrap_or(u16::MAX));
    let early = far(zone.left.saturating_sub(first.start));
    let late = far(first.start.saturating_sub(zone.left));
    let outside = far(first.start.saturating_sub(zone.right));
    let mut cost = early * 0.06 + late * 0.02 + outside * 0.4;
    if zones.get(column + 1).is_some_and(|next| first.start + 1 >= next.left) {
        cost += 2.0;
    }
    if is_narrow(line, column) {
        cost += 0.5;
    }
    for (one, next) in words.iter().zip(words.iter().skip(1)) {
        cost += match next.start.saturating_sub(one.end) {
            _ if next.after_tab => 9.0,
            gap @ 2.. => 1.5 + 0.4 * far(gap.min(6)),
            _ if shape::stand_apart(&one.text, &next.text) => CELLS_APART,
            _ => 0.0,
        };
    }
    if words.len() > 1 && words.last().is_some_and(|word| shape::is_bullet(&word.text)) {
        cost += 0.6;
    }
    cost
}
