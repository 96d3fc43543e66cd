//! Tables in text without layout: cells come one after the other, line by line.
//!
//! ```text
//! lines ──heading──▶ readings of the heading ──rows, count──▶ rows of pieces ──learn, fit──▶ cells ──▶ Table
//! ```
//!
//! Rows are found by their numbers. Each reading of the heading is tried: what its columns are like is
//! learnt from the rows (`column`, `width`, `edge`), the rows are parted by it (`fit`), and the reading that
//! they fit best holds. Where they fit none, the lines stay prose; where one row does not, its words stay in
//! one cell; where it may as well be parted otherwise, a diagnostic says so (`doubt`).

mod build;
mod column;
mod count;
mod doubt;
mod edge;
mod fit;
mod heading;
mod learn;
mod likely;
mod place;
mod rows;
mod sense;
mod width;

use super::line::TextLine;
use super::phrase::Phrases;
use super::shape;
use crate::Words;
use fit::Fit;
use heading::Heading;
use learn::{Parted, is_dear};
use model::{Diagnostic, Place, Table};
use rows::Body;
use sense::Senses;

/// A table, the lines that it takes, and what is doubtful in it.
pub struct Found {
    pub table: Table,
    pub notes: Vec<Diagnostic>,
    pub first: usize,
    pub end: usize,
}

/// So many lines of the body are looked at for blank ones.
const EVEN: usize = 30;
/// Headings may be so many lines tall.
const TALLEST: usize = 60;

/// Readings so much dearer than the best are not tried again.
const CLEAR: f32 = 3.0;

/// What a heading's words say of its columns counts more than how a row looks.
const HEADING_WEIGHT: f32 = 3.0;

/// The tables of a text, in order.
pub fn tables(lines: &[&TextLine], phrases: &Phrases, words: &dyn Words) -> (Vec<Found>, Option<Diagnostic>) {
    let senses = Senses::new(words);
    let mut tables: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let found = heading::stub(lines, at, &senses)
            .filter(|_| !senses.is_out_of_patience())
            .and_then(|stub| table_at(lines, (at, stub), phrases, &senses));
        at = found.as_ref().map_or(at, |found| found.end.max(found.first + 1) - 1) + 1;
        tables.extend(found);
        if senses.is_out_of_patience() {
            let place = Place::Lines { line_start: line.number, line_end: line.number };
            let message = "the text has more tables than can be put together: from here on they stay prose";
            return (tables, Some(Diagnostic::error("table-too-large", message, vec![place])));
        }
    }
    (tables, None)
}

fn table_at(
    lines: &[&TextLine],
    (first, stub): (usize, usize),
    phrases: &Phrases,
    senses: &Senses<'_>,
) -> Option<Found> {
    let begins = |line: &TextLine| count::Count::default().take(&line.words).is_some();
    let body = (first + 1..lines.len().min(first + TALLEST)).find(|&at| {
        lines.get(at).is_some_and(|line| begins(line) || rows::counted_columns(line).is_some())
    })?;
    let head = lines.get(first..body)?;
    if head.iter().any(|line| shape::ends_sentence(&line.text()) || shape::begins_item(&line.words)) {
        return None;
    }
    if !rows::is_even(lines, first, body + EVEN) {
        return None;
    }
    let counted = lines.get(body).and_then(|line| rows::counted_columns(line));
    let found = rows::read(lines, head, body, senses);
    let (heading, parted) = best_reading(head, stub, &found, counted, phrases, senses)?;
    let end = end_of(lines, &found, &parted.fits);
    let mut fits = parted.fits;
    for (row, fit) in found.rows.iter().zip(&mut fits) {
        if doubt::is_unparted(row, fit, &parted.columns) {
            fit.rows.clear();
        }
    }
    let table = build::table(lines.get(first..end)?, &heading, &found, &fits, &parted.columns)?;
    Some(Found { table, notes: doubt::notes(&found.rows, &fits), first, end })
}

/// The reading of the heading that the rows fit best: all are tried with a few rows, the best of them with more.
fn best_reading(
    head: &[&TextLine],
    stub: usize,
    body: &Body<'_>,
    counted: Option<usize>,
    phrases: &Phrases,
    senses: &Senses<'_>,
) -> Option<(Heading, Parted)> {
    const FEW: Trial = Trial { rows: 8, rounds: 2, kept: 4 };
    const MORE: Trial = Trial { rows: 20, rounds: 3, kept: 1 };
    let mut readings = heading::readings(head, stub, senses);
    readings.retain(|heading| counted.is_none_or(|counted| counted == heading.kinds.len()));
    for trial in [FEW, MORE] {
        if readings.len() > 1 {
            readings = trial.best(readings, body, phrases, senses);
        }
    }
    let heading = readings.into_iter().next()?;
    let parted = learn::part_all(&body.rows, &heading, phrases, senses)?;
    Some((heading, parted))
}

/// With how many rows readings are tried, in how many rounds, and how many are kept.
struct Trial {
    rows: usize,
    rounds: usize,
    kept: usize,
}

impl Trial {
    fn best(
        &self,
        readings: Vec<Heading>,
        body: &Body<'_>,
        phrases: &Phrases,
        senses: &Senses<'_>,
    ) -> Vec<Heading> {
        let rows = body.rows.get(..body.rows.len().min(self.rows)).unwrap_or_default();
        let costed = readings.into_iter().filter_map(|heading| {
            let parted = learn::part_rows(rows, &heading, self.rounds, phrases, senses)?;
            Some((parted.cost + HEADING_WEIGHT * heading.cost, heading))
        });
        let mut costed: Vec<(f32, Heading)> = costed.collect();
        costed.sort_by(|one, other| one.0.total_cmp(&other.0));
        let least = costed.first().map_or(0.0, |(cost, _)| *cost);
        costed.retain(|(cost, _)| *cost < least + CLEAR);
        costed.into_iter().take(self.kept).map(|(_, heading)| heading).collect()
    }
}

/// The line behind the table: the last row may end before its last line.
fn end_of(lines: &[&TextLine], body: &Body<'_>, fits: &[Fit]) -> usize {
    let left = match fits.last().zip(body.rows.last()) {
        Some((fit, row)) if !is_dear(row, fit) => row.height().saturating_sub(fit.lines),
        _ => 0,
    };
    let filled = (0..body.end).rev().filter(|&at| lines.get(at).is_some_and(|line| !line.is_blank()));
    filled.take(left).last().unwrap_or(body.end)
}

#[cfg(test)]
mod tests;
