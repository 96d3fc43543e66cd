//! Texts that stand apart: notes, running heads, text boxes. They follow the main text, each kind
//! cut by a list of positions.

use super::bytes::{part, u32_at};
use super::fib::{Lengths, Streams, Table};
use std::ops::Range;

/// Positions in the text where a note is mentioned, or a box hangs, with the text that belongs there.
#[derive(Debug, Default)]
pub struct Apart {
    /// In order of position: position, text.
    pub footnotes: Vec<(u32, Range<u32>)>,
    pub endnotes: Vec<(u32, Range<u32>)>,
    pub boxes: Vec<(u32, Range<u32>)>,
    pub headers: Vec<Range<u32>>,
    pub footers: Vec<Range<u32>>,
}

impl Apart {
    pub fn read(streams: &Streams, lengths: Lengths) -> Self {
        let footnotes = lengths.main;
        let headers = footnotes.saturating_add(lengths.footnotes);
        let endnotes = headers.saturating_add(lengths.headers).saturating_add(lengths.comments);
        let boxes = endnotes.saturating_add(lengths.endnotes);
        let (heads, feet) = running(streams, headers, lengths.headers);
        Self {
            footnotes: noted(streams, Table::FootnoteMarks, Table::FootnoteTexts, footnotes),
            endnotes: noted(streams, Table::EndnoteMarks, Table::EndnoteTexts, endnotes),
            boxes: boxed(streams, boxes),
            headers: heads,
            footers: feet,
        }
    }
}

/// The positions of a list whose entries carry `width` bytes each.
fn positions(table: &[u8], width: usize) -> Vec<u32> {
    let count = table.len().saturating_sub(4) / (4 + width);
    (0..=count).filter_map(|index| u32_at(table, index * 4)).collect()
}

/// The stretches between positions, moved to where their kind of text begins.
fn stretches(positions: &[u32], start: u32) -> impl Iterator<Item = Range<u32>> {
    let moved = move |pair: &[u32]| {
        let (from, to) = (pair.first()?, pair.last()?);
        Some(start.saturating_add(*from)..start.saturating_add(*to))
    };
    positions.windows(2).filter_map(moved)
}

fn noted(streams: &Streams, marks: Table, texts: Table, start: u32) -> Vec<(u32, Range<u32>)> {
    let marks = positions(streams.table(marks), 2);
    let texts = positions(streams.table(texts), 0);
    marks.into_iter().zip(stretches(&texts, start)).collect()
}

/// Boxes are found by the number of the shape that they stand in.
fn boxed(streams: &Streams, start: u32) -> Vec<(u32, Range<u32>)> {
    let shapes = streams.table(Table::Shapes);
    let anchors = positions(shapes, 26);
    let count = anchors.len().saturating_sub(1);
    let number = |index: usize| u32_at(shapes, (count + 1) * 4 + index * 26);
    let texts = streams.table(Table::BoxTexts);
    let bounds = positions(texts, 22);
    let boxes = bounds.len().saturating_sub(1);
    let mut found: Vec<(u32, Range<u32>)> = stretches(&bounds, start)
        .enumerate()
        .filter_map(|(index, range)| {
            let shape = u32_at(part(texts, (boxes + 1) * 4 + index * 22, 22), 14)?;
            let at = (0..count).find(|&index| number(index) == Some(shape))?;
            Some((*anchors.get(at)?, range))
        })
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found
}

/// Of each section six: heads and feet of even, odd and first pages. Before them stand six separators
/// of notes.
fn running(streams: &Streams, start: u32, length: u32) -> (Vec<Range<u32>>, Vec<Range<u32>>) {
    let positions = positions(streams.table(Table::Headers), 0);
    let (mut heads, mut feet) = (Vec::new(), Vec::new());
    for (index, range) in stretches(&positions, start).enumerate().skip(6) {
        if range.is_empty() || range.end > start.saturating_add(length) {
            continue;
        }
        if matches!(index % 6, 0 | 1 | 4) { heads.push(range) } else { feet.push(range) }
    }
    (heads, feet)
}
