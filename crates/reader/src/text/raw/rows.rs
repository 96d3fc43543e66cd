//! The rows of a table whose cells come one after the other: each begins with its index.

use super::column::{CellWords, Column};
use super::count::Count;
use super::fit::{Cell, Piece};
use super::heading;
use super::sense::Senses;
use crate::text::line::{TextLine, Word, text};
use crate::text::shape;
use crate::text::table::CellLines;

/// A row as the lines give it: its index, and its words on each page.
#[derive(Debug)]
pub struct RawRow<'a> {
    pub index: (u32, String),
    /// Words stand behind the index on its line.
    pub indexed: bool,
    pub pieces: Vec<Piece<'a>>,
}

/// The rows below a heading.
pub struct Body<'a> {
    /// The line that numbers the columns.
    pub numbers: Option<&'a TextLine>,
    pub rows: Vec<RawRow<'a>>,
    /// How often the heading came again.
    pub repeated: u32,
    /// The line behind the last.
    pub end: usize,
}

/// Rows may be so many lines tall.
const TALLEST: usize = 60;
/// Rows are counted in up to four digits.
const MOST_ROWS: usize = 10_000;

/// The rows from a line on. `heading`: the lines above it.
pub fn read<'a>(lines: &[&'a TextLine], heading: &[&TextLine], body: usize, senses: &Senses<'_>) -> Body<'a> {
    let heading: Vec<String> =
        heading.iter().filter(|line| !line.is_blank()).map(|line| line.text()).collect();
    let mut found = Body { numbers: None, rows: Vec::new(), repeated: 0, end: body };
    let mut count = Count::default();
    let mut at = body;
    let mut page = lines.get(body).map_or(0, |line| line.page);
    while let Some(&line) = lines.get(at) {
        if at == body && counted_columns(line).is_some() {
            found.numbers = Some(line);
        }
        if line.is_blank() || at == body && found.numbers.is_some() {
            at += 1;
            continue;
        }
        if let Some(after) = skip_heading(lines, at, &heading) {
            (at, found.repeated) = (after, found.repeated + 1);
            continue;
        }
        if found.rows.len() > MOST_ROWS
            || count.is_left_at(&line.words)
            || heading::stub(lines, at, senses).is_some()
        {
            break;
        }
        if let Some(index) = count.take(&line.words) {
            found.rows.push(RawRow::begin(index, line));
        } else if !found.rows.last_mut().is_some_and(|row| row.go_on(line, line.page != page)) {
            break;
        }
        page = line.page;
        at += 1;
        found.end = at;
    }
    found
}

/// Whether blank lines stand between all lines or between none, page breaks aside. A text that keeps its blocks
/// apart does not keep its rows together.
pub fn is_even(lines: &[&TextLine], first: usize, end: usize) -> bool {
    const FEW: usize = 4;
    let lines = lines.get(first..end.min(lines.len())).unwrap_or_default();
    let filled: Vec<&&TextLine> = lines.iter().filter(|line| !line.is_blank()).collect();
    let pairs = filled.windows(2).filter_map(|pair| match pair {
        [one, next] if one.page == next.page => Some(next.number > one.number + 1),
        _ => None,
    });
    let (apart, together): (Vec<bool>, Vec<bool>) = pairs.partition(|apart| *apart);
    apart.len().min(together.len()) * FEW <= apart.len().max(together.len())
}

/// «1 2 3 4 5»: how many columns are numbered.
pub fn counted_columns(line: &TextLine) -> Option<usize> {
    let counted =
        (1_u32..).zip(&line.words).all(|(number, word)| shape::whole_number(&word.text) == Some(number));
    (counted && line.words.len() > 2).then_some(line.words.len())
}

/// The line after the heading's lines, where they stand here again.
fn skip_heading(lines: &[&TextLine], at: usize, heading: &[String]) -> Option<usize> {
    let mut at = at;
    for wanted in heading {
        while lines.get(at)?.is_blank() {
            at += 1;
        }
        if lines.get(at)?.text() != *wanted {
            return None;
        }
        at += 1;
    }
    Some(at)
}

impl<'a> RawRow<'a> {
    fn begin(index: String, line: &'a TextLine) -> Self {
        let rest = line.words.get(1..).filter(|rest| !rest.is_empty());
        let piece =
            Piece { lines: rest.into_iter().collect(), numbers: rest.iter().map(|_| line.number).collect() };
        Self { index: (line.number, index), indexed: rest.is_some(), pieces: vec![piece] }
    }

    /// Takes a further line; not where the row is too tall for one.
    fn go_on(&mut self, line: &'a TextLine, new_page: bool) -> bool {
        if new_page {
            self.pieces.push(Piece { lines: Vec::new(), numbers: Vec::new() });
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.lines.push(&line.words);
            piece.numbers.push(line.number);
        }
        self.height() <= TALLEST
    }

    pub fn height(&self) -> usize {
        self.pieces.iter().map(|piece| piece.lines.len()).sum()
    }

    /// How many lines stand before a piece.
    pub fn offset(&self, piece: usize) -> usize {
        self.pieces.iter().take(piece).map(|piece| piece.lines.len()).sum()
    }

    /// The words of a cell, line by line.
    pub fn cell_words(&self, cell: &Cell) -> CellWords<'a> {
        cell.iter().filter_map(|stretch| self.words(stretch.line, (stretch.first, stretch.end))).collect()
    }

    /// Words of a line, counted over all pieces.
    pub fn words(&self, line: usize, (first, end): (usize, usize)) -> Option<&'a [Word]> {
        let words = self.pieces.iter().flat_map(|piece| &piece.lines).nth(line)?;
        words.get(first..end)
    }

    fn number(&self, line: usize) -> u32 {
        self.pieces.iter().flat_map(|piece| &piece.numbers).nth(line).copied().unwrap_or(self.index.0)
    }

    /// The last line of the row's first lines.
    pub fn last_number(&self, count: usize) -> u32 {
        count.checked_sub(1).map_or(self.index.0, |line| self.number(line))
    }

    /// The lines of a cell, paragraph by paragraph.
    pub fn cell(&self, cell: &Cell, column: &Column) -> Vec<CellLines> {
        let mut paragraphs: Vec<CellLines> = Vec::new();
        let mut above: Option<&[Word]> = None;
        for stretch in cell {
            let Some(words) = self.words(stretch.line, (stretch.first, stretch.end)) else { continue };
            let line = (self.number(stretch.line), text(words));
            let begins = above.is_none_or(|above| column.is_paragraph(above, words));
            match paragraphs.last_mut().filter(|_| !begins) {
                Some(paragraph) => paragraph.push(line),
                None => paragraphs.push(vec![line]),
            }
            above = Some(words);
        }
        paragraphs
    }

    /// All words in one cell.
    pub fn whole(&self) -> CellLines {
        let lines = self.pieces.iter().flat_map(|piece| piece.lines.iter().zip(&piece.numbers));
        lines.map(|(words, &number)| (number, text(words))).collect()
    }
}
