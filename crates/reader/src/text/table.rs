//! Tables in text that keeps its layout: their parts on each page, put together.

use super::column::{INDEX_ROOM, MOST_WORDS, Zone, cut, cut_first, zones_of_page, zones_of_part};
use super::habit::Habit;
use super::heading::{self, Heading, HeadingCell};
use super::line::{TextLine, text};
use super::phrase::Phrases;
use super::row::{CutLine, find_rows};
use super::settle::{PagePart, RowDraft, RowPiece, is_title, settle};
use super::shape;
use model::{Cell, Diagnostic, Line, Paragraph, Place, Run, Table, TableMake};

/// What a page is made of, in order.
pub enum Piece<'a> {
    Prose(Vec<&'a TextLine>),
    Table(TableDraft<'a>),
    /// A table that was put together without layout, and what is doubtful in it.
    Raw(Table, Vec<Diagnostic>),
}

impl<'a> Piece<'a> {
    /// The lines that are in no table.
    pub fn prose(&self) -> impl Iterator<Item = &'a TextLine> + use<'_, 'a> {
        let lines = if let Self::Prose(lines) = self { lines.as_slice() } else { &[] };
        lines.iter().copied()
    }
}

/// Lines of a cell with their numbers.
pub type CellLines = Vec<(u32, String)>;

/// A table that may go on over pages.
#[derive(Debug, Default)]
pub struct TableDraft<'a> {
    zones: Vec<Zone>,
    heading: Vec<HeadingCell>,
    pages: Vec<PagePart<'a>>,
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
fn go_on<'a>(table: &mut TableDraft<'a>, lines: &[&'a TextLine], at: usize) -> usize {
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
                    && end > heading.stub_end + 3
                    && words > 1
                    && !starts_with_index(line)
            })
    };
    let first = heading.bottom + usize::from(known.is_empty());
    let plain = lines.iter().take(next).skip(first).take(SHOWN).any(|line| counts_plainly(line));
    let ends = |at: usize| {
        lines.get(at).is_some_and(|line| margin(line))
            || is_left(lines, at, next)
            || plain && is_section(lines, at)
    };
    let rough = (first..next).find(|&at| ends(at)).unwrap_or(next);
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

/// So many lines show how a table counts its rows.
const SHOWN: usize = 12;

/// «1», «II», without a full stop or bracket behind.
fn counts_plainly(line: &TextLine) -> bool {
    starts_with_index(line) && line.words.first().is_some_and(|word| !word.text.ends_with(['.', ')']))
}

/// «II. NHIỆM VỤ» between blank lines, below a table that counts its rows without full stops.
fn is_section(lines: &[&TextLine], at: usize) -> bool {
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| line.is_blank());
    let lone = blank(at.checked_sub(1)) && blank(Some(at + 1));
    lines.get(at).filter(|_| lone).is_some_and(|line| {
        line.words.len() > 1
            && starts_with_index(line)
            && !counts_plainly(line)
            && line.words.windows(2).all(|pair| matches!(pair, [one, next] if next.start <= one.end + 2))
    })
}

/// Whether the table is left behind at a line: after a blank one nothing stands side by side any more.
fn is_left(lines: &[&TextLine], at: usize, end: usize) -> bool {
    const SEEN: usize = 4;
    let after_blank = at.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(|line| line.is_blank());
    let texts = || lines.iter().take(end).skip(at).filter(|line| !line.is_blank()).take(SEEN);
    let long = texts().any(|line| line.words.len() > 3);
    after_blank && texts().count() == SEEN && long && texts().all(|line| line.segments().len() == 1)
}

fn starts_with_index(line: &TextLine) -> bool {
    line.words.first().is_some_and(|word| shape::is_index(&word.text))
}

fn part_zones(part: &[&TextLine], heading: Heading) -> Vec<Zone> {
    let height = heading.bottom - heading.top + 1;
    let (head, body) = part.split_at_checked(height).unwrap_or((part, &[]));
    zones_of_part(head, body, heading.stub_end)
}

impl<'a> TableDraft<'a> {
    fn begin(part: &[&'a TextLine], heading: Heading) -> Self {
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
    fn add_part(&mut self, part: &[&'a TextLine], height: usize, repeated: Option<Vec<Zone>>) {
        let body = part.get(height..).unwrap_or_default();
        self.repeated += u32::from(repeated.is_some());
        let zones = match repeated.filter(|zones| zones.len() == self.zones.len()) {
            Some(zones) => zones,
            None if self.parts.is_empty() => self.zones.clone(),
            None => zones_of_page(&self.zones, body),
        };
        let numbers = part.first().zip(part.last()).map(|(first, last)| (first.number, last.number));
        let may_continue = self.pages.iter().any(|page| !page.lines.is_empty());
        self.parts.extend(numbers);
        let mut lines: Vec<CutLine<'a>> = Vec::new();
        let mut after_blank = false;
        for line in part.iter().skip(height) {
            if !line.is_blank() {
                lines.push(CutLine::new(line, &cut_body(line, &zones), after_blank));
            }
            after_blank = line.is_blank();
        }
        for row in find_rows(&lines, &anchors(&lines), may_continue, &[]) {
            let first = lines.get_mut(row.first).filter(|_| !row.continues);
            if let Some(first) = first.filter(|first| !is_title(first.line, &zones)) {
                *first = CutLine::new(first.line, &cut_first(first.line, &zones), first.after_blank);
            }
        }
        self.pages.push(PagePart { lines, zones, may_continue });
    }

    /// The rows of all pages: found with what the first cut says, then again with what the columns are
    /// like.
    fn rows(&mut self, phrases: &Phrases) -> Vec<RowDraft> {
        const ROUNDS: usize = 3;
        let mut habits = Vec::new();
        let mut rows = Vec::new();
        for _ in 0..ROUNDS {
            rows = join_rows(&self.pages, &habits);
            habits = settle(&mut self.pages, &rows, self.zones.len(), phrases);
        }
        rows
    }

    /// The logical table.
    pub fn finish(mut self, phrases: &Phrases) -> Table {
        let rows = self.rows(phrases);
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
        let filled: Vec<Vec<CellLines>> = rows
            .iter()
            .map(|draft| {
                let lines: Vec<&CutLine<'_>> =
                    draft.iter().flat_map(|piece| piece.lines(&self.pages)).collect();
                row_cells(&lines, self.zones.len())
            })
            .collect();
        for (at, (row, texts)) in (header_rows..).zip(&filled).enumerate() {
            for (column, lines) in texts.iter().enumerate() {
                let below = rows_below(&filled, at, column);
                let first = u32::try_from(column).unwrap_or(0);
                if below > 0 || !covered(&filled, at, column) {
                    cells.push(build_cell(row, first, (below + 1, 1), lines));
                }
            }
        }
        Table {
            make: TableMake::Stream,
            rows: header_rows + u32::try_from(rows.len()).unwrap_or(0),
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

/// The rows of all pages; one that a page break cuts has a piece on each page.
fn join_rows(pages: &[PagePart<'_>], habits: &[Habit]) -> Vec<RowDraft> {
    let mut rows: Vec<RowDraft> = Vec::new();
    for (page, part) in pages.iter().enumerate() {
        for row in find_rows(&part.lines, &anchors(&part.lines), part.may_continue, habits) {
            let piece = RowPiece { page, first: row.first, end: row.last + 1 };
            match rows.last_mut().filter(|_| row.continues && part.may_continue) {
                Some(open) => open.push(piece),
                None => rows.push(vec![piece]),
            }
        }
    }
    rows
}

/// The cells of a line below the heading.
fn cut_body<'a>(line: &'a TextLine, zones: &[Zone]) -> Vec<&'a [super::line::Word]> {
    if !is_title(line, zones) {
        return cut(line, zones);
    }
    let indexed = line.words.first().is_some_and(|word| shape::is_index(&word.text));
    let (index, title) = line.words.split_at_checked(usize::from(indexed)).unwrap_or((&[], &line.words));
    let mut cells: Vec<&[super::line::Word]> = vec![&[]; zones.len()];
    cells.iter_mut().zip([index, title]).for_each(|(cell, words)| *cell = words);
    cells
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

/// How many rows below share the cell: a text beside several rows without index is printed once, at the
/// first of them. Numbers are never shared.
pub fn rows_below(rows: &[Vec<CellLines>], at: usize, column: usize) -> u32 {
    let shares = column > 1 && is_part(rows, at) && is_text(rows, at, column);
    let below = rows
        .iter()
        .enumerate()
        .skip(at + 1)
        .take_while(|&(row, cells)| is_part(rows, row) && cells.get(column).is_some_and(Vec::is_empty));
    let count = below.take(rows.len()).filter(|_| shares).count();
    u32::try_from(count).unwrap_or(0)
}

/// Whether a row above shares its cell with this one.
pub fn covered(rows: &[Vec<CellLines>], at: usize, column: usize) -> bool {
    let empty = |row: &usize| rows.get(*row).and_then(|cells| cells.get(column)).is_some_and(Vec::is_empty);
    let above = (0..=at).rev().take_while(|row| is_part(rows, *row)).find(|row| !empty(row));
    column > 1 && empty(&at) && above.is_some_and(|row| is_text(rows, row, column))
}

/// A row without index, but with a text.
fn is_part(rows: &[Vec<CellLines>], at: usize) -> bool {
    rows.get(at).is_some_and(|cells| {
        cells.first().is_some_and(Vec::is_empty) && cells.get(1).is_some_and(|cell| !cell.is_empty())
    })
}

fn is_text(rows: &[Vec<CellLines>], at: usize, column: usize) -> bool {
    let cell = rows.get(at).and_then(|cells| cells.get(column));
    cell.is_some_and(|lines| lines.iter().any(|(_, text)| !text.split(' ').all(shape::is_number)))
}

fn row_cells(lines: &[&CutLine<'_>], columns: usize) -> Vec<CellLines> {
    (0..columns)
        .map(|column| {
            let filled = lines.iter().filter(|line| !line.cell(column).is_empty());
            filled.map(|line| (line.line.number, text(line.cell(column)))).collect()
        })
        .collect()
}

/// A cell from its lines: a new paragraph at each bullet, and after a closed sentence.
pub fn build_cell(row: u32, column: u32, spans: (u32, u32), lines: &[(u32, String)]) -> Cell {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, text) in lines {
        let place = Place::Lines { line_start: *number, line_end: *number };
        let line = Line { runs: [Run { text: text.clone(), ..Run::default() }].into(), place };
        let words = TextLine::parse(*number, 0, text).words;
        match paragraphs.last_mut() {
            Some(paragraph) if !shape::begins_item(&words) => paragraph.lines.push(line),
            _ => paragraphs.push(Paragraph { lines: [line].into(), ..Paragraph::default() }),
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
