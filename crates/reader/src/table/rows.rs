//! Lines in columns → rows: which lines belong to one row of the table where no ruling says so.

use super::content;
use super::lattice::Words;
use super::rivers::{TextRow, text_rows};
use super::seam::is_index;
use crate::layout::Word;
use model::BBox;

/// Lines that stand together, with blank above and below through all columns.
struct Band<'a> {
    top: f32,
    bottom: f32,
    lines: Vec<&'a TextRow>,
}

/// A blank wider than the one between wrapped lines by this share of the font size parts rows: office
/// programs keep 0.15 to 0.3 sizes between rows, wrapped lines differ by a twentieth.
const WIDER: f32 = 0.12;

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

/// Bands of lines, parted at blanks wider than those within a cell, and where the first column counts on.
fn bands<'a>(columns: &[f32], lines: &'a [TextRow], words: &Words<'_>) -> Vec<Band<'a>> {
    let usual = usual_blank(columns, lines, words);
    let mut bands: Vec<Band<'a>> = Vec::new();
    for line in lines {
        let parts = match bands.last() {
            Some(band) => {
                line.top() - band.bottom > usual + WIDER * line.size
                    || (counts(line, columns, words)
                        && band.lines.iter().any(|above| counts(above, columns, words)))
            }
            None => true,
        };
        match bands.last_mut() {
            Some(band) if !parts => {
                band.bottom = band.bottom.max(line.bottom());
                band.lines.push(line);
            }
            _ => bands.push(Band { top: line.top(), bottom: line.bottom(), lines: vec![line] }),
        }
    }
    bands
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
    let mut rows: Vec<Band<'a>> = Vec::new();
    for band in bands {
        let goes_on = indexed
            && rows.last().is_some_and(|above| {
                let own = has_index(&band, columns, words);
                let texts = !own && text_goes_on(above, &band, columns, words);
                is_bold(above, words) == is_bold(&band, words)
                    && (texts || is_centered(above, &band, columns, words))
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
    // A third of a line is what rounding and unlike letters make.
    off(above.top, below.bottom) < 4.0 && off(own.top, own.bottom) > 4.0
}
