//! Numbers of a scan on which its readings do not agree, settled by what stands around them.
//!
//! Sums, rates, limits, years in order, the form of a column: where exactly one of the readings on offer
//! fits into everything that the other numbers prove, it is taken and told. A number that no reading saw
//! is never put anywhere. What stays open is told with all its readings.

mod candidates;
mod figure;
mod relation;
mod sheet;
#[cfg(test)]
mod tests;
mod token;
mod verdict;
mod years;

use crate::reconcile::shares_hold;
use crate::vocabulary::Vocabulary;
use figure::{Entry, Figure, is_possible};
use model::{Block, Cell, Diagnostic, Dispute, Document, Line, Paragraph, Place, Run, Table};
use normalizer::NumberStyle;
use relation::{Along, Relation};
use sheet::Sheet;
use std::collections::BTreeSet;
use verdict::{NAMED, Question, Verdict};

/// What a number is worth that arithmetic has settled.
const SETTLED: f32 = 0.95;
/// What is certain beforehand weighs more than any count of digits.
const CERTAIN: f32 = 100.0;

/// Settles what can be; one diagnostic for each dispute.
pub fn settle(document: &mut Document, style: NumberStyle, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let mut open = std::mem::take(&mut document.disputes);
    let mut told = Vec::new();
    for block in &mut document.blocks {
        // Nearly all documents have none.
        if open.is_empty() {
            break;
        }
        match block {
            Block::Paragraph(paragraph) => in_paragraph(paragraph, &mut open, style, &mut told),
            Block::Table(table) => in_table(table, &mut open, style, vocabulary, &mut told),
        }
    }
    told.extend(open.iter().map(stays_open));
    told
}

fn stays_open(dispute: &Dispute) -> Diagnostic {
    let Dispute { taken, rivals, .. } = dispute;
    let page = page(dispute);
    let message = if taken.is_empty() {
        format!("there is something in a cell of page {page} that could not be read")
    } else {
        let rivals: Vec<String> = rivals.iter().map(|rival| format!("«{rival}»")).collect();
        let against = if rivals.is_empty() { "nothing".to_owned() } else { rivals.join(" or ") };
        format!("a number on page {page} reads «{taken}» or {against}; «{taken}» was taken")
    };
    Diagnostic::warning("low-confidence", message, vec![dispute.place.clone()])
}

fn is_settled(dispute: &Dispute, right: &str, why: &str) -> Diagnostic {
    let others = std::iter::once(&dispute.taken).chain(&dispute.rivals).filter(|reading| *reading != right);
    let others: Vec<String> = others.map(|other| format!("«{other}»")).collect();
    let (page, others) = (page(dispute), others.join(" or "));
    let message = format!("a number on page {page} reads «{right}» or {others}; only «{right}» fits: {why}");
    Diagnostic::note("reading-settled", message, vec![dispute.place.clone()])
}

fn page(dispute: &Dispute) -> u32 {
    match dispute.place {
        Place::Page { page, .. } => page,
        _ => 0,
    }
}

/// Whether a place covers the middle of another.
fn covers(place: &Place, other: &Place) -> bool {
    match (place, other) {
        (Place::Page { page, bbox, .. }, Place::Page { page: other_page, bbox: other, .. }) => {
            let (x, y) = other.center();
            page == other_page && bbox.contains(x, y)
        }
        _ => place == other,
    }
}

/// The readings on offer, the one taken first.
fn readings(dispute: &Dispute) -> Vec<&str> {
    std::iter::once(&dispute.taken).chain(&dispute.rivals).map(String::as_str).collect()
}

/// The text by each of the readings; empty where the number does not stand in it.
fn texts_by_reading(text: &str, dispute: &Dispute) -> Vec<String> {
    let Some(place) = token::find(text, &dispute.taken) else { return Vec::new() };
    readings(dispute).into_iter().map(|reading| token::replace(text, &place, reading)).collect()
}

fn in_paragraph(
    paragraph: &mut Paragraph,
    open: &mut Vec<Dispute>,
    style: NumberStyle,
    told: &mut Vec<Diagnostic>,
) {
    open.retain(|dispute| {
        if !paragraph.lines.iter().any(|line| covers(&line.place, &dispute.place)) {
            return true;
        }
        let texts = texts_by_reading(&paragraph.text(), dispute);
        let figures: Vec<Option<Figure>> = vec![None; texts.len()];
        let decided = verdict::only(&figures, &by_itself(dispute, &texts, style));
        let Some(said) = decided.and_then(|decided| say(&mut paragraph.lines, dispute, decided)) else {
            return true;
        };
        told.push(said);
        false
    });
}

/// What the words around a number and its own form say.
fn by_itself(dispute: &Dispute, texts: &[String], style: NumberStyle) -> Vec<Verdict> {
    let shares: Vec<bool> = texts.iter().map(|text| shares_hold(text)).collect();
    let possible: Vec<bool> =
        readings(dispute).into_iter().map(|reading| is_possible(reading, style)).collect();
    let verdict =
        |fits: Vec<bool>, why: &str| fits.contains(&true).then(|| Verdict { fits, why: why.to_owned() });
    let share = verdict(shares, "a share agrees with its part and its whole");
    let possible = verdict(possible, "there is no such date or range");
    share.into_iter().chain(possible).collect()
}

/// Puts a reading into the text and says why; `None` where the number does not stand there alone.
fn say<'a>(
    lines: impl IntoIterator<Item = &'a mut Line>,
    dispute: &Dispute,
    (chosen, why): (usize, String),
) -> Option<Diagnostic> {
    let right = readings(dispute).get(chosen).copied()?;
    let runs = lines.into_iter().flat_map(|line| &mut line.runs);
    let mut holding: Vec<&mut Run> =
        runs.filter(|run| token::find(&run.text, &dispute.taken).is_some()).collect();
    let [run] = holding.as_mut_slice() else { return None };
    let place = token::find(&run.text, &dispute.taken)?;
    run.text = token::replace(&run.text, &place, right);
    // Other words of the run are as sure as before.
    if run.text.trim() == right {
        run.confidence = run.confidence.map(|confidence| confidence.max(SETTLED));
    }
    Some(is_settled(dispute, right, &why))
}

/// A dispute and the cell that it stands in.
type Placed = (usize, Dispute);

fn in_table(
    table: &mut Table,
    open: &mut Vec<Dispute>,
    style: NumberStyle,
    vocabulary: &Vocabulary,
    told: &mut Vec<Diagnostic>,
) {
    let mut placed: Vec<Placed> = Vec::new();
    for dispute in std::mem::take(open) {
        let holds = |cell: &Cell| cell.places.iter().any(|place| covers(place, &dispute.place));
        match table.cells.iter().position(holds) {
            Some(cell) => placed.push((cell, dispute)),
            None => open.push(dispute),
        }
    }
    // What is settled may settle more.
    let mut before = usize::MAX;
    while placed.len() < before {
        before = placed.len();
        let decided = decide(table, &placed, style, vocabulary);
        let mut rest = Vec::new();
        for (one, decided) in placed.into_iter().zip(decided) {
            let said = decided.and_then(|decided| {
                let paragraphs = &mut table.cells.get_mut(one.0)?.paragraphs;
                say(paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.lines), &one.1, decided)
            });
            match said {
                Some(said) => told.push(said),
                None => rest.push(one),
            }
        }
        placed = rest;
    }
    open.extend(placed.into_iter().map(|(_, dispute)| dispute));
}

/// For each dispute of a table the reading that settles it, and why.
fn decide(
    table: &Table,
    placed: &[Placed],
    style: NumberStyle,
    vocabulary: &Vocabulary,
) -> Vec<Option<(usize, String)>> {
    let cell_of = |(cell, _): &Placed| table.cells.get(*cell);
    let disputed: Vec<(u32, u32)> =
        placed.iter().filter_map(cell_of).map(|cell| (cell.row, cell.column)).collect();
    let Some(sheet) = Sheet::new(table, &disputed, style, vocabulary) else {
        return vec![None; placed.len()];
    };
    let decide = |one: &Placed| {
        let cell = cell_of(one)?;
        let texts = texts_by_reading(&cell.text(), &one.1);
        let figures: Vec<Option<Figure>> = texts.iter().map(|text| Figure::parse(text, style)).collect();
        let mut verdicts = by_itself(&one.1, &texts, style);
        if (cell.row as usize) < sheet.start {
            verdicts.extend(by_years(table, cell, &texts));
        } else if cell.row_span == 1 && cell.column_span == 1 {
            verdicts.extend(by_numbers(&sheet, cell, &figures));
        }
        verdict::only(&figures, &verdicts)
    };
    placed.iter().map(decide).collect()
}

fn by_years(table: &Table, cell: &Cell, texts: &[String]) -> Option<Verdict> {
    let row: Vec<&Cell> = table.cells.iter().filter(|other| other.row == cell.row).collect();
    let at = row.iter().position(|other| other.column == cell.column)?;
    let row: Vec<String> = row.into_iter().map(Cell::text).collect();
    years::ascending(&row, at, texts)
}

/// What the other numbers of the table say.
fn by_numbers(sheet: &Sheet, cell: &Cell, readings: &[Option<Figure>]) -> Vec<Verdict> {
    let (row, column) = (cell.row as usize, cell.column as usize);
    let along = Question { lines: &sheet.rows, line: row, slot: column, readings, along: Along::Row };
    let down = Question { lines: &sheet.columns, line: column, slot: row, readings, along: Along::Column };
    let known = |relations: BTreeSet<Relation>, digits: f32| -> Vec<(Relation, f32)> {
        relations.into_iter().map(|relation| (relation, digits)).collect()
    };
    let own: &[Entry] = sheet.columns.get(column).map(Vec::as_slice).unwrap_or_default();
    let mut verdicts = along.ask(&known(candidates::of_columns(sheet, column), 0.0));
    verdicts.extend(along.ask(&known(candidates::limits(sheet, column), CERTAIN)));
    verdicts.extend(down.ask(&known(candidates::of_rows(sheet, row), 0.0)));
    verdicts.extend(down.ask(&groups(sheet, row, own)));
    verdicts.extend(verdict::by_form(own, readings));
    verdicts
}

/// Sums of groups that a row is in, and how much the other groups of its column and the name of a total
/// speak for them.
fn groups(sheet: &Sheet, row: usize, column: &[Entry]) -> Vec<(Relation, f32)> {
    let mut found = Vec::new();
    for ((rank, ..), relations) in candidates::of_groups(sheet) {
        let (own, others): (Vec<Relation>, Vec<Relation>) =
            relations.into_iter().partition(|relation| relation.has(row));
        let shown = verdict::shown(others.iter().filter_map(|relation| relation.test(column)));
        let named = if rank == 0 { NAMED } else { 0.0 };
        found.extend(own.into_iter().map(|relation| (relation, shown.unwrap_or_default() + named)));
    }
    found
}
