//! Tables without rulings, from the rivers between their columns.

use super::align::align;
use super::grid::{Grid, Sides, Span};
use super::lattice::{self, Words};
use super::part::{Found, Part};
use super::rivers::{NARROWEST, River, SUPPORT, TextRow, rivers, text_rows};
use super::rows;
use super::seam::{is_blank, is_index, is_number};
use model::{Cell, TableMake};

/// Lines `first..=last` that may be a table, and the rivers that run through them.
#[derive(Debug, Clone, Default)]
struct Region {
    first: usize,
    last: usize,
    rivers: Vec<(f32, f32)>,
}

/// A blank band higher than so many font sizes ends a table: room for a signature, the next section.
const BLANK: f32 = 3.5;
/// A line of the table follows the one before within so many font sizes.
const NEAR: f32 = 2.2;
/// The share of a region's lines that may run across a river: groups' titles, headings over columns.
const ACROSS: f32 = 0.25;
/// Lines around a title in which rivers end or begin when it parts two tables.
const AROUND: usize = 4;
/// What a column keeps free around its text.
const MARGIN: f32 = 4.0;

/// The tables among the words that no other table has taken.
pub fn streams(words: &Words<'_>, taken: &[bool], before: Option<&Found>) -> Vec<Part> {
    let rows = text_rows(words, |index| taken.get(index) == Some(&false));
    let all = rivers(&rows);
    let last = before.and_then(|before| before.parts.last());
    let found = regions(&rows, &all).into_iter().filter_map(|region| {
        let region = settled(region, &rows, &all)?;
        let part = part(&extended(region, &rows, words), &rows, words)?;
        is_table(&part, last).then_some(part)
    });
    found.collect()
}

/// Stretches of lines through which at least two rivers run side by side, cut where tables end.
fn regions(rows: &[TextRow], rivers: &[River]) -> Vec<Region> {
    let mut starts = vec![0_i32; rows.len() + 1];
    for river in rivers {
        if let Some(start) = starts.get_mut(river.first) {
            *start += 1;
        }
        if let Some(end) = starts.get_mut(river.last + 1) {
            *end -= 1;
        }
    }
    let mut found: Vec<Region> = Vec::new();
    let mut current: Option<Region> = None;
    let mut running = 0;
    for (index, (row, change)) in rows.iter().zip(starts).enumerate() {
        running += change;
        let before = index.checked_sub(1).and_then(|before| rows.get(before));
        let blank = before.is_some_and(|before| row.top() - before.bottom() > BLANK * row.size);
        let parts = running >= 2 && current.is_some() && is_title(index, rows, rivers);
        if running < 2 || blank || parts {
            found.extend(current.take());
        }
        if running >= 2 && !parts {
            current.get_or_insert(Region { first: index, ..Region::default() }).last = index;
        }
    }
    found.extend(current);
    found
}

/// Whether a line across the rivers parts two tables: rivers end above it or begin below it. A group's
/// title within a table has the same rivers on both sides.
fn is_title(index: usize, rows: &[TextRow], rivers: &[River]) -> bool {
    let Some(row) = rows.get(index) else { return false };
    let running = rivers.iter().filter(|river| river.first < index && river.last > index);
    let across = running.filter(|river| !row.leaves_free(river.from, river.to)).count();
    let ended = rivers.iter().filter(|river| river.last < index && river.last + AROUND >= index);
    let begun = rivers.iter().filter(|river| river.first > index && river.first <= index + AROUND);
    let (ended, begun) = (ended.count(), begun.count());
    row.free.len() == 2 && across + ended > 0 && ended + begun > 0 && across + ended >= 2
}

/// The region with the rivers that really run through it; none where they make no three columns.
fn settled(region: Region, rows: &[TextRow], all: &[River]) -> Option<Region> {
    let inside = rows.get(region.first..=region.last)?;
    let mut strips: Vec<(f32, f32)> = Vec::new();
    let mut overlapping: Vec<&River> =
        all.iter().filter(|river| river.first <= region.last && river.last >= region.first).collect();
    overlapping.sort_by(|a, b| a.from.total_cmp(&b.from));
    for river in overlapping {
        let strip = (river.from, river.to);
        let flanked = inside.iter().filter(|row| row.flanks(strip.0, strip.1)).count();
        let across = inside.iter().filter(|row| !row.leaves_free(strip.0, strip.1)).count();
        if flanked < SUPPORT || across as f32 > ACROSS * inside.len() as f32 {
            continue;
        }
        match strips.last_mut() {
            // Two rivers in one gap: the narrower one is what all lines leave free.
            Some(last) if strip.0 < last.1 => {
                *last = (last.0.max(strip.0), last.1.min(strip.1));
            }
            _ => strips.push(strip),
        }
    }
    strips.retain(|(from, to)| to > from);
    let strips = parting_text(strips, inside);
    (strips.len() >= 2).then_some(Region { rivers: strips, ..region })
}

/// Without rivers that have text of fewer than two lines between them and the one before: a column has more.
fn parting_text(strips: Vec<(f32, f32)>, rows: &[TextRow]) -> Vec<(f32, f32)> {
    let mut kept: Vec<(f32, f32)> = Vec::new();
    for strip in strips {
        let from = kept.last().map_or(f32::NEG_INFINITY, |last| last.1);
        let filled = rows.iter().filter(|row| !row.leaves_free(from, strip.0)).count();
        if filled >= 2 {
            kept.push(strip);
        }
    }
    kept
}

/// The region with the lines above and below that fit between its rivers.
fn extended(mut region: Region, rows: &[TextRow], words: &Words<'_>) -> Region {
    let size = typical_size(rows.get(region.first..=region.last).unwrap_or_default());
    let fits = |row: &TextRow| {
        (row.size - size).abs() <= 0.12 * size
            && region.rivers.iter().all(|(from, to)| row.leaves_free(*from, *to))
    };
    let near = |above: &TextRow, below: &TextRow| below.base - above.base <= NEAR * size;
    let pair = |above: usize| rows.get(above).zip(rows.get(above + 1));
    while let Some(above) = region.first.checked_sub(1)
        && pair(above).is_some_and(|(row, next)| {
            near(row, next) && (fits(row) || is_span(row, next, &region.rivers, words))
        })
    {
        region.first = above;
    }
    while pair(region.last).is_some_and(|(row, next)| near(row, next) && fits(next)) {
        region.last += 1;
    }
    region
}

fn typical_size(rows: &[TextRow]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Whether a line above is a heading over several columns: bold like the next, not over the first column,
/// and it runs across some of the rivers only.
fn is_span(row: &TextRow, next: &TextRow, rivers: &[(f32, f32)], words: &Words<'_>) -> bool {
    let bold = |row: &TextRow| row.words.iter().all(|index| is_bold(*index, words));
    let across = rivers.iter().filter(|(from, to)| !row.leaves_free(*from, *to)).count();
    let first = row.words.first().and_then(|index| words.all.get(*index));
    let inside = rivers.first().zip(first).is_some_and(|(river, word)| word.bbox.x0 >= river.0);
    bold(row) && bold(next) && inside && across < rivers.len() && (row.size - next.size).abs() < 0.5
}

fn is_bold(index: usize, words: &Words<'_>) -> bool {
    let font = words.all.get(index).and_then(|word| words.page.fonts.get(usize::from(word.font)));
    font.is_some_and(|font| font.bold)
}

/// The region as a part.
fn part(region: &Region, rows: &[TextRow], words: &Words<'_>) -> Option<Part> {
    let inside = rows.get(region.first..=region.last)?;
    let boxes = inside.iter().flat_map(|row| &row.words).filter_map(|index| words.all.get(*index));
    let (left, right) = boxes.fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), word| {
        (left.min(word.bbox.x0), right.max(word.bbox.x1))
    });
    let mut columns = vec![left - MARGIN];
    columns.extend(region.rivers.iter().map(|(from, to)| (from + to) / 2.0));
    columns.push(right + MARGIN);
    Some(between(columns, inside, words))
}

/// The part that lines make in given columns.
pub fn between(columns: Vec<f32>, inside: &[TextRow], words: &Words<'_>) -> Part {
    let ys = rows::boundaries(&columns, inside, words);
    let spans = spans(&columns, &ys, inside, words);
    let grid = Grid::plain(columns, ys, Sides { top: true, bottom: true, left: true, right: true });
    let mut part = lattice::fill(&grid, &spans, words);
    part.make = TableMake::Stream;
    part
}

/// One cell a unit, but a text that runs across a river makes one cell of the units that it touches.
fn spans(columns: &[f32], ys: &[f32], inside: &[TextRow], words: &Words<'_>) -> Vec<Span> {
    let count = columns.len().saturating_sub(1);
    let mut spans = Vec::new();
    for (row, (top, bottom)) in ys.iter().zip(ys.iter().skip(1)).enumerate() {
        let texts = inside.iter().filter(|text| text.base > *top && text.base <= *bottom);
        let mut joined = vec![false; count];
        for text in texts {
            for (from, to) in pieces(text, words) {
                // Half a letter over the edge is no span.
                let slack = 0.5 * NARROWEST * text.size;
                for (index, boundary) in columns.iter().enumerate().skip(1).take(count.saturating_sub(1)) {
                    if from + slack < *boundary
                        && to - slack > *boundary
                        && let Some(join) = joined.get_mut(index)
                    {
                        *join = true;
                    }
                }
            }
        }
        for (column, join) in joined.into_iter().enumerate() {
            match spans.last_mut() {
                Some(Span { row: last, columns, .. }) if join && *last == row => *columns += 1,
                _ => spans.push(Span { row, column, rows: 1, columns: 1 }),
            }
        }
    }
    spans
}

/// The stretches of a line between its wide gaps.
fn pieces(row: &TextRow, words: &Words<'_>) -> Vec<(f32, f32)> {
    let right = row.words.iter().filter_map(|index| words.all.get(*index)).map(|word| word.bbox.x1);
    let right = right.fold(f32::NEG_INFINITY, f32::max);
    let starts = row.free.iter().map(|(_, to)| *to);
    let ends = row.free.iter().skip(1).map(|(from, _)| *from).chain([right]);
    starts.zip(ends).filter(|(from, to)| from < to).collect()
}

/// Whether what lies between rivers is a table: its first column counts, or a column holds values, or it
/// has bold headings, or it goes on from the page before.
fn is_table(part: &Part, before: Option<&Part>) -> bool {
    let rows = part.rows.len().saturating_sub(1);
    let continued = before.is_some_and(|before| {
        before.make == TableMake::Stream
            && before.page + 1 == part.page
            && align(&before.columns, &part.columns).is_some()
    });
    let entries =
        |column: u32| part.cells.iter().filter(move |cell| cell.column == column && !is_blank(cell));
    let share = |column: u32, test: fn(&str) -> bool| {
        let hits = entries(column).filter(|cell| test(&cell.text())).count();
        (hits, hits as f32 / entries(column).count().max(1) as f32)
    };
    let indexed = matches!(share(0, is_index), (hits, share) if hits >= 2 && share >= 0.6);
    let columns = u32::try_from(part.columns.len()).unwrap_or(0);
    let valued = (1..columns)
        .any(|column| matches!(share(column, is_number), (hits, share) if hits >= 3 && share >= 0.6));
    continued || indexed || (valued && rows >= 3) || (rows >= 3 && is_headed(part))
}

/// Whether the first row is bold and fills all columns, and the others are not.
fn is_headed(part: &Part) -> bool {
    let bold = |cell: &Cell| !is_blank(cell) && cell.paragraphs.iter().all(model::Paragraph::is_bold);
    let (head, body): (Vec<&Cell>, Vec<&Cell>) = part.cells.iter().partition(|cell| cell.row == 0);
    let filled: Vec<&&Cell> = body.iter().filter(|cell| !is_blank(cell)).collect();
    let plain = filled.iter().filter(|cell| !bold(cell)).count();
    head.iter().all(|cell| bold(cell)) && plain * 2 > filled.len() && filled.len() * 2 > body.len()
}
