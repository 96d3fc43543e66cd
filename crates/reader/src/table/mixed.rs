//! Tables with rulings of one direction only: lines between the rows or between the columns, not both.

use super::edges::{Edge, Edges};
use super::grid::Span;
use super::lattice::Words;
use super::part::Part;
use super::regions::{Region, settled};
use super::rivers::{TextRow, rivers, text_rows};
use super::rows;
use super::stream::{between, in_rows};
use model::BBox;

/// Lines of one table begin and end within so many points of each other.
const ALIKE: f32 = 4.0;
/// Fewer lines are decoration: one under a heading, two around a text.
const FEWEST: usize = 3;

/// The tables that lines of one direction make with the words between them.
pub fn mixed(edges: &Edges, words: &Words<'_>, taken: &[bool]) -> Vec<Part> {
    let level = stacks(&edges.horizontal).into_iter().filter_map(|lines| {
        let (first, last) = (lines.first()?, lines.last()?);
        let bbox = BBox::new(first.from, first.at, first.to, last.at);
        under_lines(&lines, &inside(bbox, words, taken), bbox, words)
    });
    let mut parts: Vec<Part> = level.collect();
    for lines in stacks(&edges.vertical) {
        let Some((first, last)) = lines.first().zip(lines.last()) else { continue };
        let bbox = BBox::new(first.at, first.from, last.at, first.to);
        let texts = inside(bbox, words, taken);
        let columns: Vec<f32> = lines.iter().map(|line| line.at).collect();
        let free = parts.iter().all(|part| part.bbox.y1 <= bbox.y0 || part.bbox.y0 >= bbox.y1);
        if free && !texts.is_empty() {
            parts.push(between(columns, &texts, words));
        }
    }
    parts
}

/// Lines that begin and end together, at least [`FEWEST`] of them, in order.
fn stacks(lines: &[Edge]) -> Vec<Vec<Edge>> {
    let mut stacks: Vec<Vec<Edge>> = Vec::new();
    for line in lines {
        let alike = |stack: &&mut Vec<Edge>| {
            stack.last().is_some_and(|last| {
                (last.from - line.from).abs() <= ALIKE && (last.to - line.to).abs() <= ALIKE
            })
        };
        match stacks.iter_mut().rev().take(8).find(alike) {
            Some(stack) => stack.push(*line),
            None => stacks.push(vec![*line]),
        }
    }
    stacks.retain(|stack| stack.len() >= FEWEST);
    stacks
}

fn inside(bbox: BBox, words: &Words<'_>, taken: &[bool]) -> Vec<TextRow> {
    let free = words.within(bbox).map(|(index, _)| index).filter(|index| taken.get(*index) == Some(&false));
    text_rows(words, free)
}

/// A table of rows under lines: columns lie between rivers. Three lines are those around the headings and
/// at the end; more part the rows.
fn under_lines(lines: &[Edge], texts: &[TextRow], bbox: BBox, words: &Words<'_>) -> Option<Part> {
    let all = rivers(texts, |_| false);
    let region = Region { first: 0, last: texts.len().checked_sub(1)?, strips: Vec::new() };
    let strips = settled(region, texts, &all, words)?.strips;
    let middles = strips.iter().map(|(from, to)| (from + to) / 2.0);
    let columns: Vec<f32> = [bbox.x0].into_iter().chain(middles).chain([bbox.x1]).collect();
    let mut part = between(columns.clone(), texts, words);
    if lines.len() > FEWEST {
        let ys: Vec<f32> = lines.iter().map(|line| line.at).collect();
        part = in_rows(columns, ys, texts, words);
    }
    part.open_top = false;
    part.open_bottom = false;
    (part.rows.len() > 2).then_some(part)
}

/// A grid row that holds several rows of the table, because no line was drawn between them: where its
/// first column counts, it is cut at the counts. Gives the boundaries and the cells of all rows.
pub fn cut_rows(columns: &[f32], ys: &[f32], spans: &[Span], words: &Words<'_>) -> (Vec<f32>, Vec<Span>) {
    let mut all_ys: Vec<f32> = Vec::with_capacity(ys.len());
    let mut cells = spans.to_vec();
    for (row, (top, bottom)) in ys.iter().zip(ys.iter().skip(1)).enumerate() {
        let at = all_ys.len();
        all_ys.push(*top);
        let whole = spans
            .iter()
            .any(|span| span.row == row && span.rows == 1 && span.column == 0 && span.columns == 1);
        if !whole {
            continue;
        }
        let (left, right) = (columns.first().copied().unwrap_or(0.0), columns.last().copied().unwrap_or(0.0));
        let cuts = rows::counted(columns, BBox::new(left, *top, right, *bottom), words);
        for span in &mut cells {
            if span.row > at {
                span.row += cuts.len();
            } else if span.row < at && span.row + span.rows > at {
                span.rows += cuts.len();
            }
        }
        let cut: Vec<Span> = cells.iter().filter(|span| span.row == at).copied().collect();
        for more in 1..=cuts.len() {
            cells.extend(
                cut.iter().filter(|span| span.rows == 1).map(|span| Span { row: at + more, ..*span }),
            );
        }
        for span in cells.iter_mut().filter(|span| span.row == at && span.rows > 1) {
            span.rows += cuts.len();
        }
        all_ys.extend(cuts);
    }
    all_ys.extend(ys.last());
    cells.sort_by_key(|span| (span.row, span.column));
    (all_ys, cells)
}
