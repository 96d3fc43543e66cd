//! Rows that hold one run of numbers, as many as there are columns of values: what stands before it is the
//! row's text, what stands behind it its note. It says where each number belongs where too little is known
//! of the columns to fit a row to them.

use super::fit::{Cell, Stretch};
use super::line::Word;
use super::shape;

/// One number may belong to the text.
const LEAST: usize = 2;

/// The run of a row's numbers: its line, and from which word to which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    line: usize,
    first: usize,
    end: usize,
    /// Words stand behind it.
    noted: bool,
}

impl Run {
    pub fn len(&self) -> usize {
        self.end - self.first
    }
}

/// The run of a row's lines, if it is the only one, a text stands before it, and no line is a number alone.
pub fn find(lines: &[&[Word]]) -> Option<Run> {
    let mut runs = Vec::new();
    for (line, words) in lines.iter().enumerate() {
        let mut first = 0;
        for part in words.chunk_by(|a, b| shape::is_number(&a.text) == shape::is_number(&b.text)) {
            let end = first + part.len();
            let numbers = part.first().is_some_and(|word| shape::is_number(&word.text));
            if numbers && (part.len() >= LEAST || part.len() == words.len()) {
                let noted = end < words.len() || line + 1 < lines.len();
                runs.push(Run { line, first, end, noted });
            }
            first = end;
        }
    }
    match runs.as_slice() {
        [run] if run.len() >= LEAST && (run.line, run.first) != (0, 0) => Some(*run),
        _ => None,
    }
}

/// How many of a table's columns hold values: the length of most runs, where they leave room for the text
/// and at most a note, and a note that stands behind one shows that the last column is not theirs.
pub fn values(runs: &[Run], columns: usize) -> Option<usize> {
    let with = |count: usize| runs.iter().filter(move |run| run.len() == count);
    let all = with(columns.checked_sub(1)?);
    let noted = with(columns.checked_sub(2)?);
    if all.clone().count() > noted.clone().count() {
        let none_noted = all.clone().all(|run| !run.noted);
        return (all.count() >= 2 && none_noted).then_some(columns - 1);
    }
    let (count, proven) = (noted.clone().count(), noted.clone().any(|run| run.noted));
    (count >= 2 && proven).then_some(columns - 2)
}

/// The row's cells but the index.
pub fn cells(lines: &[&[Word]], run: Run, columns: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::new(); columns];
    for (line, words) in lines.iter().enumerate() {
        let (before, behind) = match line.cmp(&run.line) {
            std::cmp::Ordering::Less => ((0, words.len()), (0, 0)),
            std::cmp::Ordering::Equal => ((0, run.first), (run.end, words.len())),
            std::cmp::Ordering::Greater => ((0, 0), (0, words.len())),
        };
        for (column, (first, end)) in [(0, before), (columns.saturating_sub(1), behind)] {
            if let Some(cell) = cells.get_mut(column).filter(|_| first < end) {
                cell.push(Stretch { line, first, end });
            }
        }
    }
    for (cell, first) in cells.iter_mut().skip(1).zip(run.first..run.end) {
        cell.push(Stretch { line: run.line, first, end: first + 1 });
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::line::{TextLine, text};
    use super::*;

    fn lines(source: &[&str]) -> Vec<TextLine> {
        source.iter().map(|line| TextLine::parse(1, 0, line)).collect()
    }

    fn run(source: &[&str]) -> Option<Run> {
        let lines = lines(source);
        find(&lines.iter().map(|line| line.words.as_slice()).collect::<Vec<_>>())
    }

    #[test]
    fn a_row_has_one_run_or_none() {
        for (source, length) in [
            (&["Mức độ hài lòng 90% 95%"][..], Some(2)),
            (&["Tỷ lệ hồ sơ đạt", "80%.", "89,64% 80%", "Theo quyết định"], Some(2)),
            (&["Mức độ 90% 95%", "75%"], None),
            (&["Mức độ 90% 95% và 80% 85%"], None),
            (&["90% 95%"], None),
            (&["Tỷ lệ hồ sơ đạt 80%"], None),
        ] {
            assert_eq!(run(source).map(|run| run.len()), length, "{source:?}");
        }
    }

    #[test]
    fn a_note_shows_where_the_values_end() {
        for (rows, columns, expected) in [
            (&[&["A 1 2"][..], &["B 3 4"]][..], 3, Some(2)),
            (&[&["A 1 2"], &["B 3 4"]], 4, None),
            (&[&["A 1 2", "theo luật"], &["B 3 4"]], 4, Some(2)),
            (&[&["A 1 2", "theo luật"], &["B 3 4"]], 3, None),
            (&[&["A 1 2", "theo luật"]], 4, None),
            (&[&["A 1 2", "theo luật"], &["B 3 4"]], 6, None),
        ] {
            let runs: Vec<Run> = rows.iter().filter_map(|row| run(row)).collect();
            assert_eq!(values(&runs, columns), expected, "{rows:?}");
        }
    }

    #[test]
    fn numbers_have_a_cell_each() {
        let lines = lines(&["Tỷ lệ hồ sơ", "đạt 90% 95%", "Theo luật"]);
        let words: Vec<&[Word]> = lines.iter().map(|line| line.words.as_slice()).collect();
        let found = cells(&words, find(&words).unwrap(), 4);
        let texts: Vec<String> = found
            .iter()
            .map(|cell| {
                let part = |stretch: &Stretch| text(&words[stretch.line][stretch.first..stretch.end]);
                cell.iter().map(part).collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(texts, ["Tỷ lệ hồ sơ đạt", "90%", "95%", "Theo luật"]);
    }
}
