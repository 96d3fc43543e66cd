//! The index column of a table that OCR read. A lone digit is the hardest thing to read («3» becomes
//! «E», «11» becomes «tt»), and a wrong one takes its row out of its group. Its neighbours in the column
//! know what it is: between 2 and 4 stands 3.

use crate::marker::is_roman;
use model::{Cell, Diagnostic, Table};

/// So many numbers make a first column the index.
const LEAST_NUMBERS: usize = 2;
/// So many cells that count their columns make a row of column numbers.
const LEAST_COLUMNS: usize = 4;
/// The row of column numbers stands above this one.
const LAST_HEADING: u32 = 8;
/// An index has no more letters.
const LONGEST: usize = 4;

/// Settles what is no number, or not the number that it must be, by the cells above and below it. Each
/// change is a diagnostic with both readings.
pub fn settle(table: &mut Table) -> Vec<Diagnostic> {
    // Only OCR misreads; a spreadsheet may have a million rows.
    if !table.cells.iter().any(is_reading) {
        return Vec::new();
    }
    let first = first_row(table);
    let column: Vec<(usize, String)> = table
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.column == 0 && cell.column_span == 1 && cell.row >= first)
        .map(|(position, cell)| (position, text(cell)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    if column.iter().filter(|(_, text)| number(text).is_some()).count() < LEAST_NUMBERS {
        return Vec::new();
    }
    let mut texts: Vec<String> = column.iter().map(|(_, text)| text.clone()).collect();
    let mut found = Vec::new();
    for (at, (position, read)) in column.iter().enumerate() {
        let (Some(above), Some(below)) = (texts.get(..at), texts.get(at + 1..)) else { continue };
        let Some(right) = number_between(above, read, below).or_else(|| group_between(above, read, below))
        else {
            continue;
        };
        let Some(cell) = table.cells.get_mut(*position).filter(|cell| is_reading(cell)) else { continue };
        let message = format!("the index «{read}» was read where {right} must stand; {right} was taken");
        found.push(Diagnostic::warning("low-confidence", message, cell.places.clone()));
        write(cell, &right);
        if let Some(text) = texts.get_mut(at) {
            *text = right;
        }
    }
    found
}

/// The row behind the heading and its row of column numbers, whose «1» counts nothing.
fn first_row(table: &Table) -> u32 {
    let numbered = |row: u32| {
        let texts = table.cells.iter().filter(|cell| cell.row == row).map(text);
        let counts = (1..).zip(texts).filter(|(at, text)| number(text) == Some(*at)).count();
        counts >= LEAST_COLUMNS
    };
    (0..table.rows.min(LAST_HEADING)).rev().find(|row| numbered(*row)).map_or(1, |row| row + 1)
}

/// The number that must stand between two cells where something else was read; `None` where what was
/// read may be right.
fn number_between(above: &[String], read: &str, below: &[String]) -> Option<String> {
    let above = above.last()?;
    let expected = match number(above) {
        Some(above) => above.checked_add(1)?,
        None if is_roman(above) => 1,
        None => return None,
    };
    if number(read) == Some(expected) || read.chars().count() > LONGEST || is_roman(read) {
        return None;
    }
    let below = below.first();
    let goes_on = below.and_then(|below| number(below)).is_some_and(|below| below == expected + 1);
    let ends = below.is_none_or(|below| is_roman(below));
    // What may be an index of another kind needs a witness on either side.
    (goes_on || (ends && is_nonsense(read))).then(|| expected.to_string())
}

/// The Roman numeral of a group that must stand where the numbers begin anew, between the groups before
/// and after.
fn group_between(above: &[String], read: &str, below: &[String]) -> Option<String> {
    if is_first_group(above, read, below) {
        return Some("I".to_owned());
    }
    let counts_on = above.last().and_then(|above| number(above)).is_some();
    let begins = below.first().and_then(|below| number(below)) == Some(1);
    if !counts_on || !begins || read.chars().count() > LONGEST {
        return None;
    }
    let last = above.iter().rev().find_map(|text| group(text))?;
    let next = below.iter().find_map(|text| group(text));
    let expected = ROMAN.get(last)?;
    let unread = group(read).is_none() && is_nonsense(read) && next.is_none_or(|next| next == last + 2);
    // The writer may have repeated a numeral; a group that is missing says that he did not.
    let repeated = group(read) == Some(last) && next == Some(last + 2);
    (unread || repeated).then(|| (*expected).to_owned())
}

/// «1» above «1» that is I: the first group of a table whose second is II.
fn is_first_group(above: &[String], read: &str, below: &[String]) -> bool {
    let may_be = group(read).is_none() && (number(read) == Some(1) || is_nonsense(read));
    let begins = below.first().and_then(|below| number(below)) == Some(1);
    may_be
        && begins
        && above.iter().all(|text| number(text).is_none() && group(text).is_none())
        && below.iter().find_map(|text| group(text)) == Some(2)
}

const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
    "XVII", "XVIII", "XIX", "XX",
];

/// What a Roman numeral counts.
fn group(text: &str) -> Option<usize> {
    Some(ROMAN.iter().position(|roman| *roman == text.trim_end_matches('.'))? + 1)
}

/// No number, no letter that lists begin with, nothing that counts levels: «1a» does, «1H» does not.
fn is_nonsense(read: &str) -> bool {
    let listed = read.trim_matches(['.', ')', '(']).chars().count() == 1
        && read.chars().any(|c| "abcdđxABCDĐX".contains(c));
    let capital_behind =
        read.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['H', 'I', 'V', 'X', 'L']);
    let dotted = read.contains(|c: char| c.is_ascii_digit()) && !capital_behind;
    let dash = read.chars().all(|c| !c.is_alphanumeric());
    !(listed || dotted || dash)
}

fn number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches('.');
    (digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

fn text(cell: &Cell) -> String {
    let lines = cell.paragraphs.iter().map(model::Paragraph::text);
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn is_reading(cell: &Cell) -> bool {
    let lines = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
    lines.flat_map(|line| &line.runs).any(super::is_reading)
}

/// Puts the index where the first run stood.
fn write(cell: &mut Cell, index: &str) {
    let lines = cell.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.lines);
    let mut text = index.to_owned();
    for run in lines.flat_map(|line| &mut line.runs) {
        run.text = std::mem::take(&mut text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_say_what_stands_between_them() {
        for (above, read, below, expected) in [
            ("2", "E", Some("4"), Some(3)),
            ("10", "tt", Some("12"), Some(11)),
            ("VI", "jÍ", Some("2"), Some(1)),
            ("2", "8", Some("4"), Some(3)),
            ("2", "E", Some("II"), Some(3)),
            ("20", "„I", Some("1"), None),
            ("2", "K", None, Some(3)),
            ("2", "3", Some("9"), None),
            ("2", "7", Some("8"), None),
            ("2", "II", Some("4"), None),
            ("2", "a", Some("b"), None),
            ("2", "a", Some("II"), None),
            ("2", "h", Some("II"), Some(3)),
            ("2", "h", None, Some(3)),
            ("2", "B", Some("1"), None),
            ("2", "-", Some("II"), None),
            ("2", "2.1", Some("II"), None),
            ("a", "E", Some("4"), None),
        ] {
            let below: Vec<String> = below.map(str::to_owned).into_iter().collect();
            let found = number_between(&[above.to_owned()], read, &below);
            assert_eq!(found, expected.map(|number: u32| number.to_string()), "{above} {read} {below:?}");
        }
    }

    #[test]
    fn groups_stand_where_numbers_begin_anew() {
        for (column, at, expected) in [
            (&["II", "1", "2", "„I", "1", "IV"][..], 3, Some("III")),
            (&["V", "1", "8", "VỊ", "1", "VII"], 3, Some("VI")),
            (&["II", "14", "15", "1H", "1", "IV"], 3, Some("III")),
            (&["II", "14", "15", "15a", "1", "IV"], 3, None),
            (&["II", "1", "2", "II", "1", "IV"], 3, Some("III")),
            (&["II", "1", "2", "Hl", "1"], 3, Some("III")),
            (&["II", "1", "2", "II", "1"], 3, None),
            (&["II", "1", "2", "B", "1"], 3, None),
            (&["II", "1", "2", "„I", "1", "V"], 3, None),
            (&["II", "1", "2", "„I", "4"], 3, None),
            (&["1", "2", "„I", "1"], 2, None),
            (&["TT", "1", "1", "2", "II", "1"], 1, Some("I")),
            (&["TT", "lI", "1", "2", "II", "1"], 1, Some("I")),
            (&["TT", "1", "1", "2", "III", "1"], 1, None),
            (&["TT", "1", "2", "3", "II", "1"], 1, None),
            (&["TT", "A", "1", "2", "II", "1"], 1, None),
        ] {
            let column: Vec<String> = column.iter().map(|text| (*text).to_owned()).collect();
            let found = group_between(&column[..at], &column[at], &column[at + 1..]);
            assert_eq!(found.as_deref(), expected, "{column:?}");
        }
    }

    #[test]
    fn headings_and_numbers_of_columns_are_no_index() {
        let mut table = crate::testing::table(&[
            &["STT", "Chỉ tiêu", "2022", "2023", "2024"],
            &["1", "2", "3", "bì", "5"],
            &["1", "Cải cách thể chế", "", "", ""],
            &["1", "Một", "10", "20", "30"],
            &["2", "Hai", "10", "20", "30"],
            &["II", "Tổ chức bộ máy", "", "", ""],
            &["1", "Ba", "10", "20", "30"],
        ]);
        let paragraphs = table.cells.iter_mut().flat_map(|cell| &mut cell.paragraphs);
        let lines = paragraphs.flat_map(|paragraph| &mut paragraph.lines);
        lines.flat_map(|line| &mut line.runs).for_each(|run| run.confidence = Some(0.9));
        settle(&mut table);
        let index: Vec<String> = table.cells.iter().filter(|cell| cell.column == 0).map(text).collect();
        assert_eq!(index, ["STT", "1", "I", "1", "2", "II", "1"]);
    }

    #[test]
    fn only_what_ocr_read_is_settled() {
        let rows: [&[&str]; 5] = [&["1", "Một"], &["2", "Hai"], &["E", "Ba"], &["4", "Bốn"], &["5", "Năm"]];
        for (confidence, expected) in [(None, "E"), (Some(0.6), "3")] {
            let mut table = crate::testing::table(&rows);
            for run in table
                .cells
                .iter_mut()
                .flat_map(|cell| &mut cell.paragraphs)
                .flat_map(|paragraph| &mut paragraph.lines)
                .flat_map(|line| &mut line.runs)
            {
                run.confidence = confidence;
            }
            let found = settle(&mut table);
            let index: Vec<String> = table.cells.iter().filter(|cell| cell.column == 0).map(text).collect();
            assert_eq!(index, ["1", "2", expected, "4", "5"]);
            assert_eq!(found.len(), usize::from(confidence.is_some()));
        }
    }
}
