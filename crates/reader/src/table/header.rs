//! Heading rows: printed again on a later page, or those of another table.

use super::part::Part;
use super::seam::{is_blank, is_index, is_number};
use model::{Cell, Paragraph};

/// Heading rows that a part repeats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repeated {
    /// How many rows of the table's first part are proved to be heading rows.
    pub of_table: usize,
    /// How many rows at the part's top repeat them.
    pub in_part: usize,
}

/// A title row above the headings is seldom repeated with them; there is at most one, or two.
const MOST_SKIPPED: usize = 2;
/// No heading has more storeys, its row of column numbers counted.
const MOST_STOREYS: usize = 5;
/// Two readings of one heading by the OCR share this much of their letter pairs.
const ALIKE: f32 = 0.8;

/// The heading rows of a table's first part that another part opens with.
pub fn repeated(first: &Part, part: &Part) -> Option<Repeated> {
    (0..=MOST_SKIPPED).find_map(|skipped| {
        let same = (0..MOST_STOREYS).take_while(|row| is_same_row(first, skipped + row, part, *row)).count();
        (same > 0).then(|| Repeated { of_table: closed(first, skipped + same), in_part: closed(part, same) })
    })
}

/// The first row boundary at or after `row` that no cell crosses.
fn closed(part: &Part, mut row: usize) -> usize {
    let end = |cell: &Cell| (cell.row + cell.row_span) as usize;
    let crossing = |row: usize| {
        let cells = part.cells.iter().filter(|cell| (cell.row as usize) < row && end(cell) > row);
        cells.map(end).max()
    };
    while let Some(end) = crossing(row) {
        row = end;
    }
    row
}

fn is_same_row(first: &Part, row: usize, part: &Part, other: usize) -> bool {
    let (a, b) = (row_texts(first, row), row_texts(part, other));
    // Text of a cut row below the heading would make a cell longer: it must not be set aside with it.
    let as_long = |(a, b): (&String, &String)| a.len().abs_diff(b.len()) <= 3 + a.len() / 8;
    // One text could be a group's; a heading names several columns.
    a.len() >= 2 && a.len() == b.len() && a.iter().zip(&b).all(as_long) && is_alike(&a.concat(), &b.concat())
}

/// The folded texts of the cells that start in a row, blank ones left out.
fn row_texts(part: &Part, row: usize) -> Vec<String> {
    let cells = part.cells.iter().filter(|cell| cell.row as usize == row);
    cells.map(|cell| fold(&cell.text())).filter(|text| !text.is_empty()).collect()
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two folded texts are the same but for a few letters misread.
fn is_alike(a: &str, b: &str) -> bool {
    if a == b {
        return !a.is_empty();
    }
    let pairs = |text: &str| -> Vec<(char, char)> {
        let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    // Short rows, such as numbers of columns or of items, must be the same to the letter.
    total >= 16 && 2.0 * shared(&a, &b) as f32 >= ALIKE * total as f32
}

/// How many elements two sorted lists share.
fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut count = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                count += 1;
                a.next();
                b.next();
            }
        }
    }
    count
}

/// Whether a part opens with headings that are not those of the table: then it is another table.
/// Only where both are set in bold, all columns named, is a row known to be headings.
pub fn is_another(first: &Part, part: &Part) -> bool {
    part.rows.len() > 2 && is_heading(first) && is_heading(part)
}

fn is_heading(part: &Part) -> bool {
    let top: Vec<&Cell> = part.cells.iter().filter(|cell| cell.row == 0).collect();
    let next = part.cells.iter().filter(|cell| cell.row as usize == closed(part, 1));
    let named = |cell: &&Cell| !is_blank(cell) && !is_index(&cell.text()) && is_bold(cell);
    let plain = |cell: &Cell| !is_blank(cell) && !is_bold(cell);
    let numbers = top.iter().filter(|cell| is_number(&cell.text())).count();
    top.len() >= 3 && top.iter().all(named) && numbers == 0 && next.into_iter().any(plain)
}

fn is_bold(cell: &Cell) -> bool {
    cell.paragraphs.iter().all(Paragraph::is_bold)
}
