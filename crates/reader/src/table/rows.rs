//! Lines in columns → rows: which lines belong to one row of the table where no ruling says so.

use super::content;
use super::counts::{self, Numbered};
use super::lattice::Words;
use super::regions;
use super::rivers::{TextRow, text_rows};
use super::seam::is_index;
use crate::layout::Word;
use model::BBox;

/// Lines that stand together, with blank above and below through all columns.
struct Band<'a> {
    top: f32,
    bottom: f32,
    lines: Vec<&'a TextRow>,
    /// Headings of the columns.
    head: bool,
}

impl<'a> Band<'a> {
    /// Of lines from top to bottom.
    fn new(lines: &'a [TextRow]) -> Option<Self> {
        let top = lines.first()?.top();
        let bottom = lines.iter().map(TextRow::bottom).fold(f32::NEG_INFINITY, f32::max);
        Some(Self { top, bottom, lines: lines.iter().collect(), head: false })
    }
}

/// A blank wider than the one between wrapped lines by this share of the font size parts rows: office
/// programs keep 0.15 to 0.3 sizes between rows, wrapped lines differ by a twentieth.
const WIDER: f32 = 0.12;

/// What stands in the middle is not farther off it: a third of a line is what rounding and unlike letters
/// make.
const OFF_MIDDLE: f32 = 4.0;

/// The upper edges of the rows, and the lower edge of the last.
pub fn boundaries(columns: &[f32], lines: &[TextRow], words: &Words<'_>) -> Vec<f32> {
    let bands = joined(bands(columns, lines, words), columns, words);
    let mut ys = Vec::with_capacity(bands.len() + 1);
    ys.extend(bands.first().map(|band| band.top - 2.0));
    ys.extend(bands.windows(2).filter_map(|pair| match pair {
        [above, below] => Some((above.bottom + below.top) / 2.0),
        _ => None,
    }));
    ys.extend(bands.last().map(|band| band.bottom + 2.0));
    ys
}

/// Where a ruled row is cut because it holds several rows: its first column holds nothing but numbers of
/// rows, three or more, each on a line where other columns begin.
pub fn counted(columns: &[f32], bbox: BBox, words: &Words<'_>) -> Vec<f32> {
    let lines = text_rows(words, words.within(bbox).map(|(index, _)| index));
    let numbers = lines.iter().filter(|line| counts(line, columns, words)).count();
    let others = lines.iter().filter(|line| !counts(line, columns, words));
    let others = others.filter(|line| !text_in(line, columns, 0, words).is_empty()).count();
    if numbers < 3 || others > 0 {
        return Vec::new();
    }
    let mut ys = boundaries(columns, &lines, words);
    ys.pop();
    ys.into_iter().skip(1).collect()
}

/// Bands of lines: parted at blanks wider than those within a cell, below the headings, and where the
/// first column counts on.
fn bands<'a>(columns: &[f32], lines: &'a [TextRow], words: &Words<'_>) -> Vec<Band<'a>> {
    let usual = usual_blank(columns, lines, words);
    let mut blocks: Vec<&'a [TextRow]> = Vec::new();
    let mut from = 0;
    let mut bottom = f32::INFINITY;
    for (index, line) in lines.iter().enumerate() {
        if line.top() - bottom > usual + WIDER * line.size {
            blocks.extend(lines.get(from..index));
            (from, bottom) = (index, line.bottom());
        }
        bottom = if bottom.is_finite() { bottom.max(line.bottom()) } else { line.bottom() };
    }
    blocks.extend(lines.get(from..));
    let mut bands = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        let head = if index == 0 { headings(columns, block, words) } else { 0 };
        let (head, body) = block.split_at(head);
        bands.extend(Band::new(head).map(|band| Band { head: true, ..band }));
        let numbered: Vec<Numbered<'_>> = body.iter().map(|line| numbered(line, columns, words)).collect();
        let starts = counts::starts(&numbered);
        let ends = starts.iter().skip(1).copied().chain([body.len()]);
        bands.extend(starts.iter().zip(ends).filter_map(|(from, to)| Band::new(body.get(*from..to)?)));
    }
    bands
}

/// How many lines at the top are headings: bold lines above the first that is not, or that has the first
/// number of a list. «T» is none: it is what a narrow column leaves of «STT» for the next line.
fn headings(columns: &[f32], lines: &[TextRow], words: &Words<'_>) -> usize {
    let first = |line: &TextRow| {
        counts(line, columns, words)
            && text_in(line, columns, 0, words)
                .starts_with(|c: char| c.is_ascii_digit() || "IAia(".contains(c))
    };
    let head = |line: &&TextRow| regions::is_bold(line, words) && !first(line);
    lines.iter().take_while(head).count()
}

fn numbered<'a>(line: &'a TextRow, columns: &[f32], words: &Words<'_>) -> Numbered<'a> {
    let counts = counts(line, columns, words);
    let worded = !counts || line.words.len() > in_column(line, columns, 0, words).len();
    Numbered {
        line,
        counts,
        worded,
        inside: text_in(line, columns, 1, words).starts_with(char::is_lowercase),
    }
}

/// The words of a line in one column.
fn in_column<'a>(line: &TextRow, columns: &[f32], column: usize, words: &Words<'a>) -> Vec<&'a Word> {
    let Some((from, to)) = columns.get(column).zip(columns.get(column + 1)) else { return Vec::new() };
    let words = line.words.iter().filter_map(|index| words.all.get(*index));
    words.filter(|word| (*from..*to).contains(&word.bbox.center().0)).collect()
}

fn text_in(line: &TextRow, columns: &[f32], column: usize, words: &Words<'_>) -> String {
    let texts: Vec<&str> =
        in_column(line, columns, column, words).iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

/// Whether the line holds a row's number in the first column.
fn counts(line: &TextRow, columns: &[f32], words: &Words<'_>) -> bool {
    is_index(&text_in(line, columns, 0, words))
}

/// The blank between two wrapped lines of a cell: the lower quartile of all in one column.
fn usual_blank(columns: &[f32], lines: &[TextRow], words: &Words<'_>) -> f32 {
    let mut last: Vec<Option<f32>> = vec![None; columns.len()];
    let mut blanks: Vec<f32> = Vec::new();
    for line in lines {
        for (column, last) in last.iter_mut().enumerate().take(columns.len().saturating_sub(1)) {
            if in_column(line, columns, column, words).is_empty() {
                continue;
            }
            blanks.extend(last.replace(line.bottom()).map(|bottom| line.top() - bottom));
        }
    }
    // Nobody sets lines of one cell farther apart than one and a half.
    blanks.retain(|blank| *blank < lines.first().map_or(0.0, |line| line.size));
    blanks.sort_by(f32::total_cmp);
    blanks.get(blanks.len() / 4).copied().unwrap_or(0.0)
}

/// Bands that are one row: the text goes on in the middle of a sentence or with the next item of a list,
/// or the row's number stands in the middle of them.
fn joined<'a>(bands: Vec<Band<'a>>, columns: &[f32], words: &Words<'_>) -> Vec<Band<'a>> {
    let indexed = bands.iter().filter(|band| has_index(band, columns, words)).count() >= 2;
    let on_top = are_on_top(&bands, columns, words);
    let mut rows: Vec<Band<'a>> = Vec::new();
    for band in bands {
        let goes_on = indexed
            && rows.last().is_some_and(|above| {
                let own = has_index(&band, columns, words);
                let texts = !own && text_goes_on(above, &band, columns, words);
                let centered = !on_top && is_centered(above, &band, columns, words);
                // A heading goes on in headings only.
                let apart = above.head && (own || !texts);
                !apart && is_bold(above, words) == is_bold(&band, words) && (texts || centered)
            });
        match rows.last_mut() {
            Some(above) if goes_on => {
                above.bottom = band.bottom;
                above.lines.extend(band.lines);
            }
            _ => rows.push(band),
        }
    }
    rows
}

fn has_index(band: &Band<'_>, columns: &[f32], words: &Words<'_>) -> bool {
    band.lines.iter().any(|line| counts(line, columns, words))
}

/// Whether all of the band is bold, as headings and groups' titles are.
fn is_bold(band: &Band<'_>, words: &Words<'_>) -> bool {
    band.lines.iter().flat_map(|line| &line.words).all(|index| words.is_bold(*index))
}

/// Whether some column's text goes on: in small letters after an open end, or as the next item of a list
/// that stands alone.
fn text_goes_on(above: &Band<'_>, below: &Band<'_>, columns: &[f32], words: &Words<'_>) -> bool {
    let filled = |band: &Band<'_>, column: usize| {
        let texts = band.lines.iter().map(|line| text_in(line, columns, column, words));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let mut used = 0;
    let mut listed = false;
    for column in 1..columns.len().saturating_sub(1) {
        let (upper, lower) = (filled(above, column), filled(below, column));
        let Some(start) = lower.first() else { continue };
        used += 1;
        let Some(end) = upper.last() else { continue };
        listed |= content::is_listed(start);
        if start.starts_with(char::is_lowercase) && !content::is_ended(end) && !content::is_listed(start) {
            return true;
        }
    }
    // A row of its own says something in its main column, the first after the number.
    used == 1 && (listed || filled(below, 1).is_empty())
}

/// Whether the numbers of rows stand at the top of rows that have several lines, rather than in their middle.
fn are_on_top(bands: &[Band<'_>], columns: &[f32], words: &Words<'_>) -> bool {
    let tall =
        bands.iter().filter(|band| !band.head && band.bottom - band.top > OFF_MIDDLE + 2.0 * size(band));
    let (top, other): (Vec<_>, Vec<_>) = tall
        .filter(|band| has_index(band, columns, words))
        .partition(|band| band.lines.first().is_some_and(|line| counts(line, columns, words)));
    top.len() > other.len()
}

fn size(band: &Band<'_>) -> f32 {
    band.lines.first().map_or(0.0, |line| line.size)
}

/// Whether a row's number that stands below or above the middle of its own band stands in the middle of
/// both: numbers are set at the top of a row or in its middle.
fn is_centered(above: &Band<'_>, below: &Band<'_>, columns: &[f32], words: &Words<'_>) -> bool {
    let number = |band: &Band<'_>| {
        let mut lines = band.lines.iter().filter(|line| counts(line, columns, words));
        let first = lines.next()?;
        Some((first.top() + first.bottom()) / 2.0)
    };
    let (at, own) = match (number(above), number(below)) {
        (Some(at), None) => (at, above),
        (None, Some(at)) => (at, below),
        _ => return false,
    };
    let off = |top: f32, bottom: f32| (at - (top + bottom) / 2.0).abs();
    off(above.top, below.bottom) < OFF_MIDDLE && off(own.top, own.bottom) > OFF_MIDDLE
}
