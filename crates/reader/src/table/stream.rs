//! Tables without rulings, from the rivers between their columns.

use super::grid::{Grid, Sides, Span};
use super::lattice::{self, Words};
use super::part::{Found, Part};
use super::regions::{ACROSS, Region, Strip, extended, is_bold, regions, settled};
use super::rivers::{NARROWEST, TextRow, rivers, text_rows};
use super::rows;
use super::seam::{is_blank, is_index, is_number};
use model::{Cell, TableMake};
use std::collections::BTreeSet;

/// A boundary between columns may lie so many points off on the next page: half an empty column.
const MOVED: f32 = 30.0;
/// What a column keeps free around its text.
const MARGIN: f32 = 4.0;

/// The tables among the words that no other table has taken.
pub fn streams(words: &Words<'_>, taken: &[bool], before: Option<&Found>) -> Vec<Part> {
    let free = (0..words.all.len()).filter(|index| taken.get(*index) == Some(&false));
    let rows = text_rows(words, free);
    let all = rivers(&rows, |row| is_lone_number(row, words));
    let last = before.and_then(|before| before.parts.last());
    let last = last.filter(|last| last.make == TableMake::Stream && last.page + 1 == words.page.number);
    let mut parts = Vec::new();
    let mut above = 0;
    for region in regions(&rows, &all) {
        let Some(region) = settled(region, &rows, &all, words) else { continue };
        let mut region = extended(region, &rows, words);
        let continued = last.filter(|_| parts.is_empty()).and_then(|last| adopted(&region, last, &rows));
        if let Some(columns) = &continued {
            region.strips = strips(columns);
            region = extended(region, &rows, words);
        }
        region.first = region.first.max(above);
        let Some(mut part) = part(&region, continued.as_deref(), &rows, words) else { continue };
        if let Some(known) = last.filter(|_| continued.is_some()) {
            name_columns(&mut part, known);
        }
        if continued.is_some() || is_table(&part) {
            above = region.last + 1;
            parts.push(part);
        }
    }
    if parts.is_empty() {
        parts.extend(last.and_then(|last| rest(last, &rows, words)));
    }
    parts
}

/// Whether a line holds nothing but a number at the left, as those of rows set in the middle do; a page's
/// number stands in the middle or at the right.
fn is_lone_number(row: &TextRow, words: &Words<'_>) -> bool {
    let last = row.words.last().and_then(|index| words.all.get(*index));
    last.is_some_and(|word| word.bbox.x1 < 0.25 * words.page.width) && is_index(&text(row, words))
}

/// The columns of the table on the page before, where the region goes on in them: none is crossed, and
/// most of its strips lie on one.
fn adopted(region: &Region, last: &Part, rows: &[TextRow]) -> Option<Vec<f32>> {
    let inside = rows.get(region.first..=region.last)?;
    let inner = last.columns.get(1..last.columns.len().saturating_sub(1))?;
    let free = inner.iter().all(|x| {
        let across = inside.iter().filter(|row| !row.leaves_free((*x, *x))).count();
        across as f32 <= (ACROSS * inside.len() as f32).max(1.0)
    });
    // Over few lines a space may look like a strip; most strips must be known.
    let known = region.strips.iter().filter(|(from, to)| inner.iter().any(|x| x >= from && x <= to));
    let known = 2 * known.count() >= region.strips.len();
    (free && known && !inner.is_empty())
        .then(|| last.columns.iter().map(|x| moved(*x, &region.strips, inner)).collect())
}

/// A boundary moved into the strip that lies beside it and holds none: without rulings a boundary is
/// only where the texts of one page happen to leave room.
fn moved(x: f32, strips: &[Strip], inner: &[f32]) -> f32 {
    let distance = |strip: &Strip| (strip.0 - x).max(x - strip.1).max(0.0);
    let nearest = strips.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    let lonely = |strip: &&Strip| !inner.iter().any(|other| *other >= strip.0 && *other <= strip.1);
    let strip = nearest.filter(lonely).filter(|strip| distance(strip) < MOVED && inner.contains(&x));
    strip.map_or(x, |(from, to)| (from + to) / 2.0)
}

/// Gives a part's columns the places that they have on the page before.
fn name_columns(part: &mut Part, known: &Part) {
    let count = part.columns.len();
    if count == known.columns.len() {
        let inner = part.columns.iter_mut().zip(&known.columns).enumerate();
        inner.filter(|(index, _)| *index > 0 && index + 1 < count).for_each(|(_, (x, known))| *x = *known);
    }
}

fn strips(columns: &[f32]) -> Vec<Strip> {
    let inner = columns.get(1..columns.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().map(|x| (*x, *x)).collect()
}

/// The last lines of a table at the top of a page, too few to have rivers of their own: they fit the
/// columns of the page before, and fill several or go on in the middle of a sentence. The headings may
/// stand above them again.
fn rest(last: &Part, rows: &[TextRow], words: &Words<'_>) -> Option<Part> {
    let size = last.cells.iter().flat_map(|cell| &cell.paragraphs).flat_map(|paragraph| &paragraph.lines);
    let size = size.filter_map(|line| line.place.bbox()).map(|bbox| bbox.height()).fold(0.0, f32::max);
    let fits =
        |row: &TextRow| row.size <= size && strips(&last.columns).iter().all(|strip| row.leaves_free(*strip));
    let inside = |row: &TextRow| {
        let word =
            |index: Option<&usize>| index.and_then(|index| words.all.get(*index)).map(|word| word.bbox);
        let ends = word(row.words.first()).zip(word(row.words.last()));
        ends.is_some_and(|(a, b)| a.x0 >= last.bbox.x0 - 1.0 && b.x1 <= last.bbox.x1 + 1.0)
    };
    let top = rows.iter().take_while(|row| text(row, words).chars().all(|c| c.is_ascii_digit())).count();
    let known = heading_words(last);
    let again =
        |row: &&TextRow| is_bold(row, words) && text(row, words).split(' ').all(|word| known.contains(word));
    let head = rows.iter().skip(top).take_while(again).count();
    let start = top + head;
    let lines = rows.iter().skip(start).take_while(|row| fits(row) && inside(row)).count();
    let region = Region { first: top, last: (start + lines).checked_sub(1)?, strips: strips(&last.columns) };
    let first = rows.get(start).filter(|_| lines > 0)?;
    let open = text(first, words).starts_with(char::is_lowercase);
    let several = rows.iter().skip(start).take(lines).any(|row| row.free.len() > 2);
    (open || several).then(|| part(&region, Some(&last.columns), rows, words)).flatten()
}

/// The words of a part's bold cells, its headings among them.
fn heading_words(part: &Part) -> BTreeSet<String> {
    let bold = part.cells.iter().flat_map(|cell| &cell.paragraphs).filter(|paragraph| paragraph.is_bold());
    let texts = bold.map(|paragraph| paragraph.text());
    texts.flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The region as a part.
fn part(region: &Region, known: Option<&[f32]>, rows: &[TextRow], words: &Words<'_>) -> Option<Part> {
    let inside = rows.get(region.first..=region.last)?;
    let boxes = inside.iter().flat_map(|row| &row.words).filter_map(|index| words.all.get(*index));
    let (left, right) = boxes.fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), word| {
        (left.min(word.bbox.x0), right.max(word.bbox.x1))
    });
    let (left, right) = (left - MARGIN, right + MARGIN);
    let columns = match known {
        Some(known) => {
            let mut columns = known.to_vec();
            columns.first_mut().into_iter().for_each(|x| *x = x.min(left));
            columns.last_mut().into_iter().for_each(|x| *x = x.max(right));
            columns
        }
        None => {
            let middles = region.strips.iter().map(|(from, to)| (from + to) / 2.0);
            [left].into_iter().chain(middles).chain([right]).collect()
        }
    };
    Some(between(columns, inside, words))
}

/// The part that lines make in given columns.
pub fn between(columns: Vec<f32>, inside: &[TextRow], words: &Words<'_>) -> Part {
    let ys = rows::boundaries(&columns, inside, words);
    in_rows(columns, ys, inside, words)
}

/// The part that lines make in given columns and rows.
pub fn in_rows(columns: Vec<f32>, mut ys: Vec<f32>, inside: &[TextRow], words: &Words<'_>) -> Part {
    let storeys = storeys(&columns, &ys, inside, words);
    if let Some(storeys) = &storeys {
        ys.insert(1, storeys.at);
    }
    let mut spans = spans(&columns, &ys, inside, words);
    if let Some(storeys) = storeys {
        stack(&mut spans, &storeys.over);
    }
    let grid = Grid::plain(columns, ys, Sides { top: true, bottom: true, left: true, right: true });
    let mut part = lattice::fill(&grid, &spans, words);
    part.make = TableMake::Stream;
    part
}

/// A heading row of two storeys.
struct Storeys {
    /// Where the upper storey ends.
    at: f32,
    /// For each column, whether a heading over several columns stands over it.
    over: Vec<bool>,
}

/// The storeys of the first row, where a bold heading runs across columns that have headings of their own
/// below it.
fn storeys(columns: &[f32], ys: &[f32], inside: &[TextRow], words: &Words<'_>) -> Option<Storeys> {
    let (top, bottom) = (*ys.first()?, *ys.get(1)?);
    let lines = inside.iter().filter(|line| line.base > top && line.base <= bottom);
    let lines: Vec<&TextRow> = lines.filter(|line| is_bold(line, words)).collect();
    let mut over = vec![false; columns.len().saturating_sub(1)];
    let mut end = f32::NEG_INFINITY;
    for line in &lines {
        for (first, last) in pieces(line, words).iter().map(|piece| reach(columns, *piece, line.size)) {
            if last > first {
                end = end.max(line.bottom());
                over.iter_mut().take(last + 1).skip(first).for_each(|over| *over = true);
            }
        }
    }
    let below = lines.iter().filter(|line| line.base > end).filter(|line| {
        let mut reached = pieces(line, words).into_iter().map(|piece| reach(columns, piece, line.size).0);
        reached.any(|column| over.get(column) == Some(&true))
    });
    let next = below.map(|line| line.top()).fold(f32::INFINITY, f32::min);
    next.is_finite().then(|| Storeys { at: (end + next) / 2.0, over })
}

/// The columns of the first two rows that no heading stands over are as high as both.
fn stack(spans: &mut Vec<Span>, over: &[bool]) {
    let free = |span: &Span| span.columns == 1 && over.get(span.column) == Some(&false);
    spans.retain(|span| !(span.row == 1 && free(span)));
    for span in spans.iter_mut().filter(|span| span.row == 0 && free(span)) {
        span.rows = 2;
    }
}

/// The first and the last column that a stretch of text reaches into; half a gap over the edge is no reach.
fn reach(columns: &[f32], (from, to): (f32, f32), size: f32) -> (usize, usize) {
    let slack = 0.5 * NARROWEST * size;
    let inner = columns.get(1..columns.len().saturating_sub(1)).unwrap_or_default();
    let first = inner.partition_point(|x| *x <= from + slack);
    let last = inner.partition_point(|x| *x < to - slack);
    (first, last.max(first))
}

/// One cell a unit, but a text that runs across columns makes one cell of the units that it touches.
fn spans(columns: &[f32], ys: &[f32], inside: &[TextRow], words: &Words<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    for (row, (top, bottom)) in ys.iter().zip(ys.iter().skip(1)).enumerate() {
        let mut joined = vec![false; columns.len().saturating_sub(1)];
        for line in inside.iter().filter(|line| line.base > *top && line.base <= *bottom) {
            for piece in pieces(line, words) {
                let (first, last) = reach(columns, piece, line.size);
                joined.iter_mut().take(last + 1).skip(first + 1).for_each(|join| *join = true);
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
/// has bold headings.
fn is_table(part: &Part) -> bool {
    let rows = part.rows.len().saturating_sub(1);
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
    indexed || (valued && rows >= 3) || (rows >= 3 && is_headed(part))
}

/// Whether the first row is bold and fills all columns, and the others are not.
fn is_headed(part: &Part) -> bool {
    let bold = |cell: &Cell| !is_blank(cell) && cell.paragraphs.iter().all(model::Paragraph::is_bold);
    let (head, body): (Vec<&Cell>, Vec<&Cell>) = part.cells.iter().partition(|cell| cell.row == 0);
    let filled: Vec<&&Cell> = body.iter().filter(|cell| !is_blank(cell)).collect();
    let plain = filled.iter().filter(|cell| !bold(cell)).count();
    head.iter().all(|cell| bold(cell)) && plain * 2 > filled.len() && filled.len() * 2 > body.len()
}

fn text(row: &TextRow, words: &Words<'_>) -> String {
    let words = row.words.iter().filter_map(|index| words.all.get(*index));
    words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}
