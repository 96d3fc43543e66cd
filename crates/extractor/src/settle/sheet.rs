//! A table as lines of numbers, along its rows and down its columns.

use super::figure::{Entry, Figure};
use crate::assessment::rank;
use crate::marker::is_roman;
use crate::phrases::SCORES;
use crate::vocabulary::Vocabulary;
use model::Table;
use normalizer::NumberStyle;
use rust_decimal::Decimal;

/// A table of more places was not read from scans.
const MOST_PLACES: u32 = 40_000;
/// The row of column numbers stands above this one.
const LAST_HEADING: usize = 8;
/// So many cells that count their columns make a row of column numbers.
const LEAST_COLUMNS: usize = 4;
/// The name of a row of totals is no longer.
const TOTAL_WORDS: usize = 6;

pub struct Sheet {
    pub rows: Vec<Vec<Entry>>,
    pub columns: Vec<Vec<Entry>>,
    /// How far in each row stands by its mark: «I» before «1» before «1.1»; a row of totals is 0.
    pub ranks: Vec<u8>,
    /// What each column holds, as far as its heading says: a field of the vocabulary.
    pub fields: Vec<Option<String>>,
    /// The first row of data.
    pub start: usize,
}

impl Sheet {
    /// `None` for a table that is too large. `disputed`: places whose number is not known.
    pub fn new(
        table: &Table,
        disputed: &[(u32, u32)],
        style: NumberStyle,
        vocabulary: &Vocabulary,
    ) -> Option<Self> {
        let texts = texts(table)?;
        let entries = |texts: &Vec<String>| texts.iter().map(|text| Entry::parse(text, style)).collect();
        let mut rows: Vec<Vec<Entry>> = texts.iter().map(entries).collect();
        let start = start(&texts, &rows);
        for (row, column) in disputed {
            let place = rows.get_mut(*row as usize).and_then(|row| row.get_mut(*column as usize));
            place.into_iter().for_each(|place| *place = Entry::Other);
        }
        rows.iter_mut().take(start).flatten().for_each(|entry| *entry = Entry::Other);
        let columns = (0..table.columns as usize)
            .map(|column| rows.iter().map(|row| row.get(column).copied().unwrap_or(Entry::Blank)).collect())
            .collect();
        let fields = (0..table.columns as usize).map(|column| {
            let headings = texts.iter().take(start).filter_map(|row| row.get(column));
            let known = |heading: &String| vocabulary.columns().find(heading).map(str::to_owned);
            headings.rev().find_map(known)
        });
        let ranks = texts.iter().map(|texts| rank_of(texts)).collect();
        Some(Self { columns, ranks, fields: fields.collect(), start, rows })
    }
}

/// The text of each place; a cell that reaches over several is only in its first.
fn texts(table: &Table) -> Option<Vec<Vec<String>>> {
    if table.rows.saturating_mul(table.columns) > MOST_PLACES {
        return None;
    }
    let mut texts = vec![vec![String::new(); table.columns as usize]; table.rows as usize];
    for cell in &table.cells {
        let place = texts.get_mut(cell.row as usize).and_then(|row| row.get_mut(cell.column as usize));
        place.into_iter().for_each(|place| *place = cell.text().trim().to_owned());
    }
    Some(texts)
}

/// The row behind the column numbers, or else the first with a number that is no year.
fn start(texts: &[Vec<String>], rows: &[Vec<Entry>]) -> usize {
    let counts = |row: &Vec<String>| {
        let counted = (1_usize..)
            .zip(row)
            .filter(|(number, text)| text.trim_matches(['(', ')']).parse() == Ok(*number));
        counted.count() >= LEAST_COLUMNS
    };
    let numbered = texts.iter().take(LAST_HEADING).rposition(counts);
    let is_data = |row: &Vec<Entry>| {
        row.iter().skip(1).filter_map(|entry| entry.figure()).any(|figure| !is_year(&figure))
    };
    numbered.map(|row| row + 1).or_else(|| rows.iter().position(is_data)).unwrap_or(rows.len())
}

/// A whole number of this age.
pub fn is_year(figure: &Figure) -> bool {
    figure.decimals == 0
        && !figure.percent
        && (Decimal::from(1990)..=Decimal::from(2100)).contains(&figure.value)
}

/// By the index in the first column, or by how the row's words begin.
fn rank_of(texts: &[String]) -> u8 {
    let first = texts.first().map(|text| text.trim_end_matches(['.', ')'])).unwrap_or_default();
    let letter = first.chars().count() == 1 && first.chars().all(char::is_alphabetic);
    let numbers = !first.is_empty() && first.chars().all(|c| c.is_ascii_digit() || c == '.');
    let index = Some(first).filter(|_| letter || numbers || is_roman(first));
    let named = texts.iter().skip(usize::from(index.is_some()));
    let words = named.into_iter().find(|text| text.contains(char::is_alphabetic));
    let words = words.map(String::as_str).unwrap_or_default();
    let total = SCORES.opens(words, "total") && words.split_whitespace().count() <= TOTAL_WORDS;
    if total && index.is_none() { 0 } else { rank(index, words) }
}
