//! Where a cell may begin: at each line, and within a line where a word looks like a beginning or is a unit;
//! what was cut by a page break begins anywhere.

use super::sense::Senses;
use crate::text::line::Word;
use crate::text::shape;
use model::CellKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub word: usize,
}

/// Pieces of more places are no rows.
const MOST: usize = 180;

/// The places of a row's lines, the last one behind them. `open`: where there are too many, the first will do.
pub fn places(
    lines: &[&[Word]],
    anywhere: bool,
    open: bool,
    units: bool,
    senses: &Senses<'_>,
) -> Option<Vec<Place>> {
    /// What goes on from another page is not taller.
    const SHARED: usize = 20;
    let mut places = Vec::new();
    for (line, words) in lines.iter().enumerate() {
        for (word, text) in words.iter().enumerate() {
            let unit = || units && is_unit(words.get(word..).unwrap_or_default(), senses);
            if word == 0 || anywhere && line < SHARED || !shape::goes_on(&text.text) || unit() {
                places.push(Place { line, word });
            }
        }
    }
    places.push(Place { line: lines.len(), word: 0 });
    if places.len() <= MOST {
        return Some(places);
    }
    let line = places.get(MOST).filter(|_| open)?.line;
    places.retain(|place| place.line < line);
    places.push(Place { line, word: 0 });
    Some(places)
}

/// Whether a unit of one word or two stands before a number or a line's end.
fn is_unit(words: &[Word], senses: &Senses<'_>) -> bool {
    (1..=2).any(|count| {
        let ends = words.get(count).is_none_or(|next| shape::is_number(&next.text));
        ends && words.get(..count).is_some_and(|unit| senses.is_cell(&[unit], CellKind::Unit))
    })
}
