//! The index column of a table that OCR read. A lone digit is the hardest thing to read («3» becomes
//! «E», «11» becomes «tt»), and a wrong one takes its row out of its group. Its neighbours in the column
//! know what it is: between 2 and 4 stands 3.

use crate::marker::is_roman;
use model::{Cell, Diagnostic, Table};

/// So many numbers make a first column the index.
const LEAST_NUMBERS: usize = 3;
/// An index has no more letters.
const LONGEST: usize = 4;

/// Settles what is no number, or not the number that it must be, by the cells above and below it. Each
/// change is a diagnostic with both readings.
pub fn settle(table: &mut Table) -> Vec<Diagnostic> {
    let column: Vec<(usize, String)> = table
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.column == 0 && cell.column_span == 1)
        .map(|(position, cell)| (position, text(cell)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    if column.iter().filter(|(_, text)| number(text).is_some()).count() < LEAST_NUMBERS {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut above: Option<String> = None;
    for (at, (position, read)) in column.iter().enumerate() {
        let below = column.get(at + 1).map(|(_, text)| text.as_str());
        let settled = table
            .cells
            .get_mut(*position)
            .filter(|cell| is_reading(cell))
            .and_then(|cell| Some((between(above.as_deref()?, read, below)?, cell)));
        above = Some(match settled {
            Some((right, cell)) => {
                let message =
                    format!("the index «{read}» was read where {right} must stand; {right} was taken");
                found.push(Diagnostic::warning("low-confidence", message, cell.places.clone()));
                write(cell, right);
                right.to_string()
            }
            None => read.clone(),
        });
    }
    found
}

/// The number that must stand between two cells where something else was read; `None` where what was
/// read may be right.
fn between(above: &str, read: &str, below: Option<&str>) -> Option<u32> {
    let expected = match number(above) {
        Some(above) => above.checked_add(1)?,
        None if is_roman(above) => 1,
        None => return None,
    };
    if number(read) == Some(expected) || read.chars().count() > LONGEST || is_roman(read) {
        return None;
    }
    let goes_on = below.and_then(number).is_some_and(|below| below == expected + 1);
    let ends = below.is_none_or(|below| is_roman(below) || number(below) == Some(1));
    // What may be an index of another kind needs a witness on either side.
    (goes_on || (ends && is_nonsense(read))).then_some(expected)
}

/// No number, no letter that lists use, nothing that counts levels.
fn is_nonsense(read: &str) -> bool {
    let listed = read.trim_matches(['.', ')', '(']).chars().count() == 1
        && read.chars().any(|c| c.is_lowercase() || ('A'..='D').contains(&c) || c == 'Đ');
    let dotted = read.contains(|c: char| c.is_ascii_digit());
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

/// Puts the number where the first run stood.
fn write(cell: &mut Cell, number: u32) {
    let lines = cell.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.lines);
    let mut text = number.to_string();
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
            ("2", "K", None, Some(3)),
            ("2", "3", Some("9"), None),
            ("2", "7", Some("8"), None),
            ("2", "II", Some("4"), None),
            ("2", "a", Some("b"), None),
            ("2", "a", Some("II"), None),
            ("2", "B", Some("1"), None),
            ("2", "-", Some("II"), None),
            ("2", "2.1", Some("II"), None),
            ("a", "E", Some("4"), None),
        ] {
            assert_eq!(between(above, read, below), expected, "{above} {read} {below:?}");
        }
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
