//! The heading of a table whose cells come one after the other: where each begins, and which head others.
//!
//! Known headings, capitals and line breaks speak for one reading or another; which is right shows in how
//! well the rows below fit it.

use super::sense::Senses;
use super::width::Wrap;
use crate::text::line::{TextLine, Word};
use crate::text::shape;
use crate::text::table::CellLines;
use model::CellKind;

/// A cell of a heading, and the columns that it heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    pub lines: CellLines,
    pub first: usize,
    pub last: usize,
    pub row: u32,
    pub row_span: u32,
}

/// One way to read a heading.
#[derive(Debug, Clone)]
pub struct Heading {
    pub cells: Vec<HeadCell>,
    /// What each column holds, the index first.
    pub kinds: Vec<Option<CellKind>>,
    pub cost: f32,
    pub storeys: u32,
}

impl Heading {
    /// What the lines of a column's own heading say of its width.
    pub fn wraps(&self, column: usize) -> Vec<Wrap> {
        let Some(cell) = self.cells.iter().find(|cell| (cell.first, cell.last) == (column, column)) else {
            return Vec::new();
        };
        let lines: Vec<Vec<Word>> =
            cell.lines.iter().map(|(number, text)| TextLine::parse(*number, 0, text).words).collect();
        let next = lines.iter().skip(1).map(|line| Some(line.as_slice())).chain([None]);
        lines.iter().zip(next).map(|(line, next)| Wrap::of_heading(line, next)).collect()
    }
}

/// A heading of more words is a text.
const MOST_WORDS: usize = 150;
/// So many readings are tried.
const MOST_READINGS: usize = 24;
/// Readings that cost so much more than the likeliest are not tried.
const UNLIKELY: f32 = 3.0;
/// So many ways to part the first words are kept.
const KEPT: usize = 10;

/// How many words at a line name the column of indexes; a narrow column breaks them, «ST» «T».
pub fn stub(lines: &[&TextLine], at: usize, senses: &Senses<'_>) -> Option<usize> {
    const LONGEST: usize = 12;
    let first = lines.get(at)?.words.first()?;
    if first.text.chars().count() > LONGEST || first.text.starts_with(char::is_lowercase) {
        return None;
    }
    let near = lines.get(at..lines.len().min(at + 2))?;
    let words: Vec<&str> =
        near.iter().flat_map(|line| &line.words).take(4).map(|word| word.text.as_str()).collect();
    (1..=words.len().min(3)).rev().find(|&count| {
        // «Số lượng …» names no numbers of rows.
        let ends = words.get(count).is_none_or(|next| {
            !shape::goes_on(next) && !next.starts_with(|letter: char| letter.is_ascii_digit())
        });
        let heading = words.get(..count).unwrap_or_default().join(" ");
        // «Số: 12/KH-UBND»
        ends && !heading.contains(':') && senses.column(&heading) == Some((CellKind::Index, true))
    })
}

/// A word of the heading.
struct Place<'a> {
    word: &'a Word,
    number: u32,
    begins_line: bool,
}

/// What it costs that nobody knows a heading.
const UNKNOWN: f32 = 1.2;

/// A way to part the first words: its cost, where its cells begin.
type Parting = (f32, Vec<usize>);

/// The readings of a heading, the likeliest first. `stub`: the words of the first cell.
pub fn readings(lines: &[&TextLine], stub: usize, senses: &Senses<'_>) -> Vec<Heading> {
    let places: Vec<Place<'_>> = lines
        .iter()
        .flat_map(|line| {
            line.words.iter().enumerate().map(|(at, word)| Place {
                word,
                number: line.number,
                begins_line: at == 0,
            })
        })
        .collect();
    if places.len() > MOST_WORDS {
        return Vec::new();
    }
    let mut found: Vec<Heading> = partings(&places, stub, senses)
        .iter()
        .flat_map(|parting| storeys(&places, parting, senses))
        .filter(|heading| heading.kinds.len() > 2)
        .collect();
    found.sort_by(|one, other| one.cost.total_cmp(&other.cost));
    let least = found.first().map_or(0.0, |heading| heading.cost);
    found.retain(|heading| heading.cost <= least + UNLIKELY);
    found.truncate(MOST_READINGS);
    found
}

fn partings(places: &[Place<'_>], stub: usize, senses: &Senses<'_>) -> Vec<Parting> {
    let mut best: Vec<Vec<Parting>> = vec![Vec::new(); places.len() + 1];
    if let Some(slot) = best.get_mut(stub) {
        slot.push((0.0, vec![0]));
    }
    for start in stub..places.len() {
        let ways = best.get(start).cloned().unwrap_or_default();
        if ways.is_empty() {
            continue;
        }
        let mut inner = 0.0;
        for end in start + 1..=places.len() {
            if end > start + 1 {
                inner += unparted_cost(places, end - 1);
            }
            let Some(next) = parting_cost(places, end) else { continue };
            let cost = cell_cost(places.get(start..end).unwrap_or_default(), senses) + inner + next;
            let Some(slot) = best.get_mut(end) else { continue };
            slot.extend(ways.iter().map(|(before, cells)| {
                let cells = cells.iter().copied().chain([start]).collect();
                (before + cost, cells)
            }));
            slot.sort_by(|one, other| one.0.total_cmp(&other.0));
            slot.truncate(KEPT);
        }
    }
    best.pop().unwrap_or_default()
}

/// What it costs that a cell begins with a word; `None` where none can.
fn parting_cost(places: &[Place<'_>], at: usize) -> Option<f32> {
    const BOUND: f32 = 3.0;
    const SMALL: f32 = 2.5;
    const DIGIT: f32 = 1.5;
    const INSIDE: f32 = 0.2;
    let Some(place) = places.get(at) else { return Some(0.0) };
    let text = place.word.text.as_str();
    let before = at.checked_sub(1).and_then(|at| places.get(at)).map_or("", |place| place.word.text.as_str());
    let bound = if before.ends_with([',', '/', '-', '(']) || shape::binds(before) { BOUND } else { 0.0 };
    let digit = text.starts_with(|letter: char| letter.is_ascii_digit());
    // Years stand beside years; behind a word they belong to it.
    let dated = if digit && !shape::is_number(before) { DIGIT } else { 0.0 };
    let begins = digit || text.starts_with(|letter: char| letter.is_uppercase() || letter == '%');
    match (place.begins_line, begins) {
        (true, true) => Some(bound + dated),
        (true, false) => Some(bound + SMALL),
        (false, true) => Some(bound + dated + INSIDE),
        (false, false) => None,
    }
}

/// What it costs that a word goes on with a cell: a capital in the middle of a heading is rare, and on a new
/// line rarer.
fn unparted_cost(places: &[Place<'_>], at: usize) -> f32 {
    let before = at.checked_sub(1).and_then(|at| places.get(at)).map_or("", |place| place.word.text.as_str());
    let Some(place) = places.get(at) else { return 0.0 };
    let capital = place.word.text.starts_with(char::is_uppercase);
    let bound = before.ends_with([',', '/', '-', '(']) || shape::binds(before);
    let acronym = |word: &str| word.chars().all(|letter| !letter.is_lowercase());
    match (capital && !bound, place.begins_line) {
        (false, _) => 0.0,
        (true, true) => {
            if acronym(&place.word.text) {
                0.6
            } else {
                1.2
            }
        }
        (true, false) => {
            if acronym(before) || acronym(&place.word.text) {
                0.1
            } else {
                0.8
            }
        }
    }
}

fn cell_cost(places: &[Place<'_>], senses: &Senses<'_>) -> f32 {
    const EACH: f32 = 0.05;
    const TWO: f32 = 1.5;
    let known = match senses.column(&joined(places)) {
        // One column of indexes is enough.
        Some((CellKind::Index, _)) => 3.0,
        Some((_, true)) => 0.0,
        Some((_, false)) => 0.5,
        None => UNKNOWN,
    };
    let years = places.iter().filter(|place| is_year(&place.word.text)).count();
    EACH + known + if years > 1 { 1.0 } else { 0.0 } + if holds_two(places, senses) { TWO } else { 0.0 }
}

/// Whether a cell is two known headings, one behind the other. «Ước» before «TH 2025» is a part of it.
fn holds_two(places: &[Place<'_>], senses: &Senses<'_>) -> bool {
    let known = |part: &[Place<'_>]| senses.column(&joined(part)).filter(|(_, whole)| *whole);
    let begins =
        |at: &usize| places.get(*at).is_some_and(|place| place.word.text.starts_with(char::is_uppercase));
    let mut cuts = (1..places.len()).filter(begins).filter_map(|at| places.split_at_checked(at));
    cuts.any(|(one, other)| match (known(one), known(other)) {
        (Some((first, _)), Some((second, _))) => first != second || one.len().min(other.len()) > 1,
        _ => false,
    })
}

fn is_year(word: &str) -> bool {
    let digits = word.trim_matches(|letter: char| !letter.is_ascii_digit());
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

fn joined(places: &[Place<'_>]) -> String {
    let words: Vec<&str> = places.iter().map(|place| place.word.text.as_str()).collect();
    words.join(" ")
}

/// All ways in which the last cells of a parting may stand below one of the first.
fn storeys(places: &[Place<'_>], (cost, starts): &Parting, senses: &Senses<'_>) -> Vec<Heading> {
    const SECOND: f32 = 1.0;
    /// What heads others has words enough to say so.
    const CURT: f32 = 1.5;
    const AMONG: f32 = 0.5;
    const TWICE: f32 = 1.0;
    let ends = starts.iter().skip(1).copied().chain([places.len()]);
    let texts: Vec<&[Place<'_>]> =
        starts.iter().zip(ends).map(|(&start, end)| places.get(start..end).unwrap_or_default()).collect();
    let mut found = vec![heading(&texts, texts.len(), usize::MAX, *cost, senses)];
    for upper in 2..texts.len().saturating_sub(1) {
        if texts.get(upper).and_then(|cell| cell.first()).is_none_or(|place| !place.begins_line) {
            continue;
        }
        for group in 1..upper {
            // What heads other headings need not be known itself.
            let title = texts.get(group).is_some_and(|text| senses.column(&joined(text)).is_none());
            let cost = cost + SECOND - if title { UNKNOWN } else { 0.0 }
                + if group + 1 < upper { AMONG } else { 0.0 }
                + if texts.get(group).is_some_and(|text| text.len() < 2) { CURT } else { 0.0 }
                + if is_dated_twice(&texts, upper, group) { TWICE } else { 0.0 };
            found.push(heading(&texts, upper, group, cost, senses));
        }
    }
    found
}

/// Whether a heading names a year, and one below it does again.
fn is_dated_twice(texts: &[&[Place<'_>]], upper: usize, group: usize) -> bool {
    let years = |text: &[Place<'_>]| text.iter().filter(|place| is_year(&place.word.text)).count();
    texts.get(group).is_some_and(|text| years(text) == 1)
        && texts.iter().skip(upper).any(|text| years(text) > 0)
}

/// The heading whose first `upper` cells are the upper storey, the others below its cell `group`.
fn heading(texts: &[&[Place<'_>]], upper: usize, group: usize, cost: f32, senses: &Senses<'_>) -> Heading {
    let below = texts.len() - upper;
    let tall = if below > 0 { 2 } else { 1 };
    let mut cells = Vec::new();
    let mut kinds = Vec::new();
    let kind = |text: &str| senses.column(text).map(|(kind, _)| kind);
    for (number, text) in texts.iter().take(upper).enumerate() {
        let first = kinds.len();
        if number == group {
            cells.push(cell(text, (first, first + below - 1), (0, 1)));
            for (column, child) in (first..).zip(texts.iter().skip(upper)) {
                cells.push(cell(child, (column, column), (1, 1)));
                let both = format!("{} {}", joined(text), joined(child));
                kinds.push(kind(&joined(child)).or_else(|| kind(&both)));
            }
        } else {
            cells.push(cell(text, (first, first), (0, tall)));
            kinds.push(if number == 0 { Some(CellKind::Index) } else { kind(&joined(text)) });
        }
    }
    // Behind the index stand the rows' own words, whatever year their heading names.
    if let Some(text) = kinds.get_mut(1).filter(|kind| **kind == Some(CellKind::Number)) {
        *text = Some(CellKind::Text);
    }
    Heading { cells, kinds, cost, storeys: tall }
}

fn cell(text: &[Place<'_>], (first, last): (usize, usize), (row, row_span): (u32, u32)) -> HeadCell {
    let mut lines = CellLines::new();
    for place in text {
        match lines.last_mut().filter(|(number, _)| *number == place.number) {
            Some((_, line)) => *line = format!("{line} {}", place.word.text),
            None => lines.push((place.number, place.word.text.clone())),
        }
    }
    HeadCell { lines, first, last, row, row_span }
}
