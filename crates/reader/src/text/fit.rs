//! The cells of a row whose words come one after the other, cell by cell, as a content stream gives them.
//!
//! Line breaks are all that is left of the geometry. They suffice: a column is wrapped at its width and
//! its cells begin alike (see `habit`), so of all ways to part the words into the table's columns the
//! cheapest is taken. A row may hold further rows without index; they cost extra.

use super::habit::Habit;
use super::line::Word;
use super::phrase::Phrases;
use super::shape;

/// Words of one line in a cell; the line goes by its place in the piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub line: usize,
    pub first: usize,
    pub end: usize,
}

/// A cell's stretches.
pub type Cell = Vec<Stretch>;

/// Lines of a row on one page; the first without its index.
#[derive(Debug)]
pub struct Piece<'a> {
    pub lines: Vec<&'a [Word]>,
    /// Where the lines stand in the file.
    pub numbers: Vec<u32>,
}

/// Rows that a piece was parted into: for each column but the first its cell.
#[derive(Debug, Default)]
pub struct Fit {
    pub rows: Vec<Vec<Cell>>,
    pub cost: f32,
    /// How many of the lines were taken.
    pub lines: usize,
}

/// What a table's rows are fitted to.
pub struct Columns<'a> {
    /// For each column but the first.
    pub habits: &'a [Habit],
    pub phrases: &'a Phrases,
}

/// A further row without an index.
const ROW: f32 = 2.5;
/// A cell that begins in the middle of a line.
const INSIDE: f32 = 0.3;
/// An empty cell with filled ones behind it; mostly the last columns are empty.
const GAP: f32 = 0.4;
/// A row of a text alone is the title of others.
const TITLE: f32 = 1.2;
/// Dearer cells are not looked at further.
const HOPELESS: f32 = 9.0;
/// Pieces of more places where a cell could begin are no rows.
const MOST_PLACES: usize = 220;

/// How a place was reached: from which place, in which column, and whether a new row began there.
#[derive(Debug, Clone, Copy)]
struct Step {
    cost: f32,
    place: usize,
    column: usize,
    new_row: bool,
}

const NONE: Step = Step { cost: f32::INFINITY, place: 0, column: 0, new_row: false };

/// Parts a piece into cells. `before`: the last line of each cell on the page before, where the row began
/// there. `open`: the piece may end before its last line, where the table does.
pub fn fit(
    piece: &Piece<'_>,
    columns: &Columns<'_>,
    before: Option<&[Option<&[Word]>]>,
    open: bool,
) -> Option<Fit> {
    let places = places(piece, before.is_some());
    if places.len() > MOST_PLACES || columns.habits.is_empty() {
        return None;
    }
    let count = columns.habits.len();
    let mut best = vec![vec![NONE; count + 1]; places.len()];
    best.first_mut()?.first_mut()?.cost = 0.0;
    for at in 0..places.len() {
        begin_row(best.get_mut(at)?, at);
        for column in 0..count {
            let cost = best.get(at)?.get(column)?.cost;
            if !cost.is_finite() {
                continue;
            }
            let habit = columns.habits.get(column)?;
            let free = before.is_some();
            let empty = if free { 0.0 } else { habit.empty_cost() + GAP };
            relax(
                &mut best,
                (at, column + 1),
                Step { cost: cost + empty, place: at, column, new_row: false },
            );
            let before = before.and_then(|before| before.get(column).copied().flatten());
            extend(piece, &places, (at, column), columns, (before, cost), &mut best);
        }
    }
    trace(&best, &places, piece, columns, (open, before.is_some()))
}

fn relax(best: &mut [Vec<Step>], (place, column): (usize, usize), step: Step) {
    if let Some(slot) = best.get_mut(place).and_then(|row| row.get_mut(column))
        && step.cost < slot.cost
    {
        *slot = step;
    }
}

/// A new row may begin wherever a cell other than the first has ended.
fn begin_row(steps: &mut [Step], at: usize) {
    let cheapest = steps
        .iter()
        .enumerate()
        .skip(2)
        .min_by(|one, other| one.1.cost.total_cmp(&other.1.cost))
        .map(|(column, step)| (column, step.cost));
    if let (Some((column, cost)), Some(first)) = (cheapest, steps.first_mut())
        && at > 0
        && cost + ROW < first.cost
    {
        *first = Step { cost: cost + ROW, place: at, column, new_row: true };
    }
}

/// Where a cell may begin: at each line, and within a line where a word looks like a beginning; what was
/// cut by a page break begins anywhere. The last place is the end.
fn places(piece: &Piece<'_>, anywhere: bool) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for (line, words) in piece.lines.iter().enumerate() {
        for (at, word) in words.iter().enumerate() {
            if at == 0 || anywhere || !shape::goes_on(&word.text) {
                places.push((line, at));
            }
        }
    }
    places.push((piece.lines.len(), 0));
    places
}

/// Tries all ends of a cell that begins at a place.
fn extend(
    piece: &Piece<'_>,
    places: &[(usize, usize)],
    (at, column): (usize, usize),
    columns: &Columns<'_>,
    (before, cost): (Option<&[Word]>, f32),
    best: &mut [Vec<Step>],
) {
    let (Some(habit), Some(&(first_line, first_word))) = (columns.habits.get(column), places.get(at)) else {
        return;
    };
    let part = |line: usize, from: usize, to: usize| -> &[Word] {
        piece.lines.get(line).and_then(|words| words.get(from..to)).unwrap_or(&[])
    };
    let whole =
        |line: usize, from: usize| part(line, from, piece.lines.get(line).map_or(0, |words| words.len()));
    let first = whole(first_line, first_word);
    let Some(start) = first.first() else { return };
    let mut closed = cost
        + match before {
            Some(before) => habit.break_cost(before, first, columns.phrases),
            None => habit.begin_cost(first),
        };
    if first_word > 0 {
        let previous = part(first_line, first_word - 1, first_word).first();
        let together = previous.map_or(0, |previous| columns.phrases.together(previous, start));
        let inside = if shape::is_number(&start.text) { 0.05 } else { INSIDE };
        closed += inside + if together > 1 && shape::goes_on(&start.text) { 0.5 } else { 0.0 };
    }
    let (mut line, mut from) = (first_line, first_word);
    for (end, &(end_line, end_word)) in places.iter().enumerate().skip(at + 1) {
        let last = if end_word == 0 { end_line.saturating_sub(1) } else { end_line };
        while line < last {
            let done = whole(line, from);
            (line, from) = (line + 1, 0);
            let next = whole(line, 0);
            closed +=
                habit.over_cost(done) + crowd_cost(done) + habit.break_cost(done, next, columns.phrases);
        }
        if closed - cost > HOPELESS {
            return;
        }
        let open = if end_word == 0 { whole(line, from) } else { part(line, from, end_word) };
        let kind =
            if line == first_line { habit.kind_cost(&[open]) } else { habit.kind_cost(&[first, open]) };
        let all = closed + habit.over_cost(open) + crowd_cost(open) + habit.end_cost(open) + kind;
        relax(best, (end, column + 1), Step { cost: all, place: at, column, new_row: false });
    }
}

/// Several numbers in a row are several cells.
fn crowd_cost(words: &[Word]) -> f32 {
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs.filter(|(one, next)| shape::is_number(&one.text) && shape::is_number(&next.text)).map(|_| 1.0).sum()
}

fn trace(
    best: &[Vec<Step>],
    places: &[(usize, usize)],
    piece: &Piece<'_>,
    columns: &Columns<'_>,
    (open, goes_on_before): (bool, bool),
) -> Option<Fit> {
    let rest = |column: usize| -> f32 {
        let empty = columns.habits.iter().skip(column).map(Habit::empty_cost).sum();
        if column == 1 { TITLE.min(empty) } else { empty }
    };
    let last = places.len() - 1;
    let mut end: Option<(f32, usize, usize)> = None;
    for (at, steps) in best.iter().enumerate().rev() {
        let &(line, word) = places.get(at)?;
        if at < last && (!open || word > 0 || at == 0 && !goes_on_before) {
            continue;
        }
        let goes_on = piece
            .lines
            .get(line)
            .and_then(|words| words.first())
            .is_some_and(|word| shape::goes_on(&word.text));
        let left = if at < last { 0.1 + if goes_on { 3.0 } else { 0.0 } } else { 0.0 };
        for (column, step) in steps.iter().enumerate().skip(usize::from(at > 0)) {
            let empty = if at > 0 { rest(column) } else { 0.0 };
            let cost = step.cost + empty + left;
            if cost.is_finite() && end.is_none_or(|(least, ..)| cost < least) {
                end = Some((cost, at, column));
            }
        }
    }
    let (cost, mut at, mut column) = end?;
    if at == 0 {
        column = 0;
    }
    let lines = places.get(at)?.0;
    let mut rows: Vec<Vec<Cell>> = vec![vec![Cell::new(); columns.habits.len()]];
    while (at, column) != (0, 0) {
        let step = best.get(at)?.get(column)?;
        if step.new_row {
            rows.push(vec![Cell::new(); columns.habits.len()]);
        } else if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(step.column)) {
            *cell = stretches(piece, *places.get(step.place)?, *places.get(at)?);
        }
        (at, column) = (step.place, step.column);
    }
    rows.reverse();
    Some(Fit { rows, cost, lines })
}

fn stretches(piece: &Piece<'_>, from: (usize, usize), to: (usize, usize)) -> Cell {
    (from.0..=to.0)
        .filter_map(|line| {
            let words = piece.lines.get(line)?;
            let first = if line == from.0 { from.1 } else { 0 };
            let end = if line == to.0 { to.1 } else { words.len() };
            (first < end).then_some(Stretch { line, first, end })
        })
        .collect()
}
