//! Tables in text that keeps its layout: their parts on each page, put together.

use super::column::{INDEX_ROOM, MOST_WORDS, Zone, cut, cut_first, zones_of_page, zones_of_part};
use super::heading::{self, Heading, HeadingCell};
use super::line::{TextLine, text};
use super::row::{CutLine, find_rows};
use super::shape;
use model::{Cell, Line, Paragraph, Place, Run, Table, TableMake};

/// What a page is made of, in order.
pub enum Piece<'a> {
    Prose(Vec<&'a TextLine>),
    Table(TableDraft),
    /// A table that was put together without layout.
    Raw(Table),
}

/// Lines of a cell with their numbers.
type CellLines = Vec<(u32, String)>;

/// A table that may go on over pages.
#[derive(Debug, Default)]
pub struct TableDraft {
    zones: Vec<Zone>,
    heading: Vec<HeadingCell>,
    rows: Vec<Vec<CellLines>>,
    repeated: u32,
    /// First and last line of each part.
    parts: Vec<(u32, u32)>,
}

/// The pieces of all pages. A table at the foot of a page is open to what the next page begins with.
pub fn pieces<'a>(pages: &[Vec<&'a TextLine>]) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut open = false;
    for lines in pages {
        let mut at = skip_blank(lines, 0);
        if open && let Some(Piece::Table(table)) = pieces.last_mut() {
            at = go_on(table, lines, at);
        }
        while at < lines.len() {
            let Some(heading) = heading::find(lines, at) else {
                pieces.push(Piece::Prose(lines.get(at..).unwrap_or_default().to_vec()));
                open &= skip_blank(lines, at) >= lines.len();
                break;
            };
            let before = lines.get(at..heading.top).unwrap_or_default();
            let blank = before.iter().all(|line| line.is_blank());
            if !blank {
                pieces.push(Piece::Prose(before.to_vec()));
            }
            let end = part_end(lines, heading, &[]);
            at = end.max(heading.bottom + 1);
            let part = lines.get(heading.top..at).unwrap_or_default();
            let again = match pieces.last() {
                Some(Piece::Table(table)) if open && blank => table.repeated_lines(part),
                _ => None,
            };
            match (pieces.last_mut(), again) {
                (Some(Piece::Table(table)), Some(height)) => {
                    let heading = Heading { bottom: heading.top + height - 1, ..heading };
                    let zones = part_zones(part, heading);
                    table.add_part(part, height, Some(zones));
                }
                _ => pieces.push(Piece::Table(TableDraft::begin(part, heading))),
            }
            open = skip_blank(lines, at) >= lines.len();
        }
    }
    pieces
}

fn skip_blank(lines: &[&TextLine], at: usize) -> usize {
    lines.iter().skip(at).position(|line| !line.is_blank()).map_or(lines.len(), |found| at + found)
}

/// Gives the lines at the top of a page to the table of the page before, if they are its rows.
fn go_on(table: &mut TableDraft, lines: &[&TextLine], at: usize) -> usize {
    let heading = heading::find(lines, at);
    let limit = heading.map_or(lines.len(), |heading| heading.top);
    let stub_end = table.zones.first().map_or(0, |zone| zone.left + INDEX_ROOM);
    let pretend = Heading { top: at, bottom: at, stub_end };
    let end = part_end(lines.get(..limit).unwrap_or(lines), pretend, &table.zones).max(at);
    let part = lines.get(at..end).unwrap_or_default();
    let indexed = part.iter().any(|line| is_anchor(line, stub_end));
    let goes_on = part.first().is_some_and(|line| shape::goes_on(&line.text()));
    if part.is_empty() || !(indexed || goes_on) {
        return at;
    }
    table.add_part(part, 0, None);
    end
}

/// Whether an index stands in the first column, or one is the whole line.
fn is_anchor(line: &TextLine, stub_end: usize) -> bool {
    line.words.first().is_some_and(|word| {
        word.start <= stub_end
            && shape::is_index(&word.text)
            && line.words.get(1).is_none_or(|next| next.start > word.end + 1 || next.start > stub_end)
    })
}

/// Where a part ends: at the next heading, or where a line runs across the columns.
fn part_end(lines: &[&TextLine], heading: Heading, known: &[Zone]) -> usize {
    let next = heading::find(lines, heading.bottom + 1).map_or(lines.len(), |next| next.top);
    // First without columns: a text at the margin that is no index.
    let margin = |line: &TextLine| {
        let first = line.segments().first().map(|segment| (segment.start, segment.end, segment.words.len()));
        line.words.len() > MOST_WORDS
            || first.is_some_and(|(start, end, words)| {
                start <= heading.stub_end
                    && end > heading.stub_end + 6
                    && words > 1
                    && !starts_with_index(line)
            })
    };
    let first = heading.bottom + usize::from(known.is_empty());
    let rough = (first..next).find(|&at| lines.get(at).is_some_and(|line| margin(line))).unwrap_or(next);
    let part = lines.get(heading.top..rough).unwrap_or_default();
    let zones = if known.is_empty() { part_zones(part, heading) } else { zones_of_page(known, part) };
    let (Some(stub), Some(wide)) = (zones.first(), zones.get(1)) else { return rough };
    let crosses = |line: &TextLine| {
        let segments = line.segments();
        let Some(only) = segments.first().filter(|_| segments.len() == 1) else { return false };
        only.start > stub.right
            && only.end > wide.right + 3
            && only.start < wide.right
            && super::line::print_width(only.words) > wide.width * 1.08
            && zones.get(2).is_none_or(|third| only.end > third.left + 12)
    };
    (first..rough).find(|&at| lines.get(at).is_some_and(|line| crosses(line))).unwrap_or(rough)
}

fn starts_with_index(line: &TextLine) -> bool {
    line.words.first().is_some_and(|word| shape::is_index(&word.text))
}

fn part_zones(part: &[&TextLine], heading: Heading) -> Vec<Zone> {
    let height = heading.bottom - heading.top + 1;
    let (head, body) = part.split_at_checked(height).unwrap_or((part, &[]));
    zones_of_part(head, body, heading.stub_end)
}

impl TableDraft {
    fn begin(part: &[&TextLine], heading: Heading) -> Self {
        let zones = part_zones(part, heading);
        let height = heading.bottom - heading.top + 1;
        let cells = heading::cells(part.get(..height).unwrap_or(part), &zones);
        let mut table = Self { zones, heading: cells, ..Self::default() };
        table.add_part(part, height, None);
        table
    }

    /// How many lines at a part's top are this table's heading again, if they are.
    fn repeated_lines(&self, part: &[&TextLine]) -> Option<usize> {
        let mut left: Vec<String> = self
            .heading
            .iter()
            .flat_map(|cell| &cell.lines)
            .flat_map(|(_, text)| text.split_whitespace())
            .map(str::to_lowercase)
            .collect();
        let total = left.len();
        let mut taken = 0;
        for line in part {
            let mut rest = left.clone();
            let known = line.words.iter().all(|word| {
                let at = rest.iter().position(|known| *known == word.text.to_lowercase());
                at.map(|at| rest.swap_remove(at)).is_some()
            });
            if line.is_blank() || !known {
                break;
            }
            left = rest;
            taken += 1;
        }
        (taken > 0 && left.len() * 5 <= total).then_some(taken)
    }

    /// Adds the rows of a part whose first lines are the heading; where that is repeated, with its columns.
    fn add_part(&mut self, part: &[&TextLine], height: usize, repeated: Option<Vec<Zone>>) {
        let body = part.get(height..).unwrap_or_default();
        self.repeated += u32::from(repeated.is_some());
        let zones = match repeated.filter(|zones| zones.len() == self.zones.len()) {
            Some(zones) => zones,
            None if self.parts.is_empty() => self.zones.clone(),
            None => zones_of_page(&self.zones, body),
        };
        let numbers = part.first().zip(part.last()).map(|(first, last)| (first.number, last.number));
        let may_continue = !self.parts.is_empty() && !self.rows.is_empty();
        self.parts.extend(numbers);
        let mut lines: Vec<CutLine<'_>> = Vec::new();
        let mut after_blank = false;
        for line in part.iter().skip(height) {
            if line.is_blank() {
                after_blank = true;
                continue;
            }
            lines.push(CutLine { number: line.number, cells: cut(line, &zones), after_blank });
            after_blank = false;
        }
        let filled: Vec<&TextLine> =
            part.iter().skip(height).filter(|line| !line.is_blank()).copied().collect();
        for row in find_rows(&lines, &anchors(&lines), may_continue) {
            let first = lines.get_mut(row.first).zip(filled.get(row.first)).filter(|_| !row.continues);
            if let Some((line, source)) = first {
                line.cells = cut_first(source, &zones);
            }
        }
        for row in find_rows(&lines, &anchors(&lines), may_continue) {
            let cells = row_cells(lines.get(row.first..=row.last).unwrap_or_default(), zones.len());
            match self.rows.last_mut().filter(|_| row.continues && may_continue) {
                Some(open) => open.iter_mut().zip(cells).for_each(|(cell, more)| cell.extend(more)),
                None => self.rows.push(cells),
            }
        }
    }

    /// The logical table.
    pub fn finish(self) -> Table {
        let columns = u32::try_from(self.zones.len()).unwrap_or(0);
        let header_rows = self.heading.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        let mut cells: Vec<Cell> = self
            .heading
            .iter()
            .map(|cell| {
                let first = u32::try_from(cell.columns.0).unwrap_or(0);
                let span = u32::try_from(cell.columns.1 - cell.columns.0 + 1).unwrap_or(1);
                build_cell(cell.row, first, (cell.row_span, span), &cell.lines)
            })
            .collect();
        for (row, lines) in (header_rows..).zip(&self.rows) {
            cells.extend((0..).zip(lines).map(|(column, lines)| build_cell(row, column, (1, 1), lines)));
        }
        Table {
            make: TableMake::Stream,
            rows: header_rows + u32::try_from(self.rows.len()).unwrap_or(0),
            columns,
            cells,
            header_rows,
            repeated_rows: self.repeated * header_rows,
            parts: self
                .parts
                .iter()
                .map(|&(line_start, line_end)| Place::Lines { line_start, line_end })
                .collect(),
            name: None,
        }
    }
}

/// Lines that begin a row or stand in its middle: those with an index in the first column.
fn anchors(lines: &[CutLine<'_>]) -> Vec<usize> {
    let indexed = |line: &CutLine<'_>| shape::is_index(&text(line.cell(0)));
    let found: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| indexed(line)).map(|(at, _)| at).collect();
    if found.len() * 8 >= lines.len() {
        return found;
    }
    // No column of indexes: a row begins where the first column begins a text.
    let begins = |line: &CutLine<'_>| {
        let first = text(line.cell(0));
        !first.is_empty() && !shape::goes_on(&first)
    };
    lines.iter().enumerate().filter(|(_, line)| begins(line)).map(|(at, _)| at).collect()
}

fn row_cells(lines: &[CutLine<'_>], columns: usize) -> Vec<CellLines> {
    (0..columns)
        .map(|column| {
            let filled = lines.iter().filter(|line| !line.cell(column).is_empty());
            filled.map(|line| (line.number, text(line.cell(column)))).collect()
        })
        .collect()
}

/// A cell from its lines: a new paragraph at each bullet, and after a closed sentence.
pub fn build_cell(row: u32, column: u32, spans: (u32, u32), lines: &[(u32, String)]) -> Cell {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, text) in lines {
        let place = Place::Lines { line_start: *number, line_end: *number };
        let line = Line { runs: vec![Run { text: text.clone(), ..Run::default() }], place };
        let words = TextLine::parse(*number, 0, text).words;
        match paragraphs.last_mut() {
            Some(paragraph) if !shape::begins_item(&words) => paragraph.lines.push(line),
            _ => paragraphs.push(Paragraph { lines: vec![line], ..Paragraph::default() }),
        }
    }
    let places = lines
        .first()
        .zip(lines.last())
        .map(|(first, last)| Place::Lines { line_start: first.0.min(last.0), line_end: last.0.max(first.0) });
    Cell {
        row,
        column,
        row_span: spans.0,
        column_span: spans.1,
        paragraphs,
        places: places.into_iter().collect(),
        ..Cell::default()
    }
}
