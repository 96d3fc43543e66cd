//! Tables in text without layout: cells come one after the other, line by line. Only a table of numbers
//! can be put together again with certainty: rows are counted, and each ends in as many numbers as the
//! heading has columns for. Where that does not come out even, the lines stay prose.

use super::line::{TextLine, print_width, text};
use super::shape;
use super::table::build_cell;
use model::{Cell, Place, Table, TableMake};

type CellLines = Vec<(u32, String)>;

/// A table, and the lines that it takes.
pub struct Found {
    pub table: Table,
    pub first: usize,
    pub end: usize,
}

/// A row that is being read.
#[derive(Default)]
struct Row {
    index: String,
    number: u32,
    text: CellLines,
    values: CellLines,
    note: CellLines,
}

/// Rows may be so many lines tall, headings as well.
const TALLEST: usize = 45;
const MOST_ROWS: usize = 5000;

/// The next table from a line on.
pub fn find(lines: &[&TextLine], from: usize) -> Option<Found> {
    // Each try reads rows anew, so there must not be too many.
    const MOST_TRIES: usize = 100;
    let stubs = (from..lines.len()).filter(|&at| lines.get(at).is_some_and(|line| is_stub(line)));
    stubs.take(MOST_TRIES).find_map(|first| table_at(lines, first))
}

fn table_at(lines: &[&TextLine], first: usize) -> Option<Found> {
    let body = (first + 1..lines.len().min(first + TALLEST))
        .find(|&at| lines.get(at).is_some_and(|line| starts_row(line, None, true).is_some()))?;
    let heading = heading_cells(lines.get(first..body)?);
    let columns = heading.len();
    let (rows, repeated, end) = read_rows(lines, first, body, columns)?;
    let full = |count: usize| rows.iter().filter(|row| row.values.len() == count).count();
    // The last column may be one of notes.
    let values = [columns.checked_sub(3)?, columns - 2]
        .into_iter()
        .filter(|&count| count > 1)
        .max_by_key(|&count| full(count))?;
    let filled = rows.iter().filter(|row| !row.values.is_empty()).count();
    if full(values) < 3 || full(values) * 2 < filled {
        return None;
    }
    let numbers = (lines.get(first)?.number, lines.get(end.checked_sub(1)?)?.number);
    let mut cells: Vec<Cell> =
        (0..).zip(&heading).map(|(column, lines)| build_cell(0, column, (1, 1), lines)).collect();
    let count = u32::try_from(rows.len()).ok()?;
    for (at, row) in (1..).zip(rows) {
        let filled = row.into_cells(values, columns);
        cells.extend((0..).zip(&filled).map(|(column, lines)| build_cell(at, column, (1, 1), lines)));
    }
    let table = Table {
        make: TableMake::Stream,
        rows: count + 1,
        columns: u32::try_from(columns).ok()?,
        cells,
        header_rows: 1,
        repeated_rows: repeated,
        parts: vec![Place::Lines { line_start: numbers.0, line_end: numbers.1 }],
        name: None,
    };
    Some(Found { table, first, end })
}

/// The short word over the first column, alone on its line.
fn is_stub(line: &TextLine) -> bool {
    let text = line.text();
    (2..=7).contains(&text.chars().count())
        && line.words.len() <= 2
        && text.chars().all(|c| c.is_alphabetic() || c == ' ')
        && text.starts_with(char::is_uppercase)
        && !shape::is_index(&text)
}

/// A heading's cell begins with a capital; a line after a hyphen, or in small letters, goes it on.
fn heading_cells(lines: &[&TextLine]) -> Vec<CellLines> {
    const WIDE: usize = 30;
    let mut cells: Vec<CellLines> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let text = line.text();
        let entry = (line.number, text.clone());
        // A full line of a wide column was wrapped in the middle of a name: the next goes it on.
        let first = line.words.first().map_or(0, |word| word.text.chars().count());
        let open = cells.last().is_some_and(|cell| {
            let lengths = || cell.iter().map(|(_, text)| text.chars().count());
            let (widest, last) = (lengths().max().unwrap_or(0), lengths().next_back().unwrap_or(0));
            let hyphen = cell.last().is_some_and(|(_, before)| before.ends_with(['-', ',', '/']));
            hyphen || (widest >= WIDE && last + 1 + first > widest)
        });
        match cells.last_mut() {
            Some(cell) if open || !text.starts_with(char::is_uppercase) => cell.push(entry),
            _ => cells.push(vec![entry]),
        }
    }
    cells
}

/// The index of a line that begins a row: the next number, a first one under a group, a roman numeral.
fn starts_row(line: &TextLine, last: Option<u32>, after_group: bool) -> Option<(String, u32)> {
    let word = line.words.first()?.text.as_str();
    if !shape::is_index(word) || word.starts_with('0') {
        return None;
    }
    if !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return Some((word.to_owned(), 0));
    }
    let number = shape::whole_number(word)?;
    let next = last.map_or(1, |last| last + 1);
    (number == next || (number == 1 && after_group)).then(|| (word.to_owned(), number))
}

/// The rows from the body's first line on, how often the heading came again, and where the table ends.
fn read_rows(
    lines: &[&TextLine],
    first: usize,
    body: usize,
    columns: usize,
) -> Option<(Vec<Row>, u32, usize)> {
    let heading: Vec<String> =
        lines.get(first..body)?.iter().filter(|line| !line.is_blank()).map(|line| line.text()).collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut repeated = 0;
    let mut at = body;
    let mut end = body;
    while let Some(line) = lines.get(at) {
        if line.is_blank() {
            at += 1;
            continue;
        }
        if rows.len() > MOST_ROWS {
            break;
        }
        if counts_columns(line, columns) {
            (at, end) = (at + 1, at + 1);
            continue;
        }
        if let Some(after) = skip_heading(lines, at, &heading) {
            (at, repeated) = (after, repeated + 1);
            continue;
        }
        let last = rows.last().map(|row| row.number);
        let after_group = rows.last().is_none_or(|row| row.number == 0 || row.values.is_empty());
        if let Some((index, number)) = starts_row(line, last, after_group) {
            let mut row = Row { index, number, ..Row::default() };
            row.add_words(line, 1, columns);
            rows.push(row);
        } else {
            let row = rows.last_mut()?;
            if !row.takes(line, columns) {
                break;
            }
            row.add_words(line, 0, columns);
        }
        at += 1;
        end = at;
    }
    Some((rows, repeated, end))
}

/// «1 2 3 4 5»: the numbers of the columns.
fn counts_columns(line: &TextLine, columns: usize) -> bool {
    line.words.len() == columns
        && (1_u32..).zip(&line.words).all(|(number, word)| shape::whole_number(&word.text) == Some(number))
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

impl Row {
    /// Whether the line can be part of the row: the table ends at a text after all values.
    fn takes(&self, line: &TextLine, columns: usize) -> bool {
        let lines = self.text.len() + self.note.len();
        let done = self.values.len() + 2 >= columns;
        let text = line.text();
        lines < TALLEST && (!done || shape::goes_on(&text)) && !(self.values.len() > 1 && text.ends_with(':'))
    }

    /// Adds a line's words from one on: texts, and the numbers that they end in.
    fn add_words(&mut self, line: &TextLine, from: usize, columns: usize) {
        let words = line.words.get(from..).unwrap_or_default();
        if words.is_empty() {
            return;
        }
        if let Some(values) = repeated_words(&text(words), columns, self) {
            self.values.extend(values.into_iter().map(|value| (line.number, value)));
            return;
        }
        let numbers = words.iter().rev().take_while(|word| shape::is_number(&word.text)).count();
        let (head, tail) = words.split_at_checked(words.len() - numbers).unwrap_or((words, &[]));
        // One number at the end of a text is part of it; a line of numbers is values.
        let is_values = numbers > 0 && (head.is_empty() || numbers >= 2);
        let (head, tail) = if is_values { (head, tail) } else { (words, &[][..]) };
        if !head.is_empty() {
            let entry = (line.number, text(head));
            let goes_on = shape::goes_on(&entry.1) && self.note.is_empty();
            let noted = tail.is_empty() && !goes_on || !self.note.is_empty();
            if self.values.len() > 1 && noted {
                self.note.push(entry);
            } else {
                self.text.push(entry);
            }
        }
        self.values.extend(tail.iter().map(|word| (line.number, word.text.clone())));
    }

    /// The row's cells. Where its values do not come out even, all stays text: a number in the wrong
    /// column is worse than none.
    fn into_cells(mut self, values: usize, columns: usize) -> Vec<CellLines> {
        let missing = values.saturating_sub(self.values.len());
        let mut first_value = CellLines::new();
        if missing == 1 && self.values.len() > 1 {
            let widest = self.text.iter().map(|(_, text)| width(text)).fold(0.0, f32::max);
            let short = self
                .text
                .iter()
                .rev()
                .take_while(|(_, text)| width(text) < widest * 0.5 && !shape::ends_sentence(text));
            let from = self.text.len() - short.count();
            if from > 0 {
                first_value = self.text.split_off(from);
            }
        }
        let even =
            self.values.is_empty() || self.values.len() + usize::from(!first_value.is_empty()) == values;
        let line = self.text.first().or(self.values.first()).map_or(0, |entry| entry.0);
        let mut cells = vec![vec![(line, self.index)]];
        if !even {
            self.text.append(&mut first_value);
            self.text.append(&mut self.values);
        }
        cells.push(self.text);
        if !first_value.is_empty() {
            cells.push(first_value);
        }
        cells.extend(self.values.into_iter().map(|value| vec![value]));
        cells.resize(columns.min(values + 2), Vec::new());
        if columns > values + 2 {
            cells.push(self.note);
        }
        cells
    }
}

fn width(source: &str) -> f32 {
    print_width(&TextLine::parse(0, 0, source).words)
}

/// The same words once for each column of values: «Đầy đủ Đầy đủ Đầy đủ».
fn repeated_words(source: &str, columns: usize, row: &Row) -> Option<Vec<String>> {
    let words: Vec<&str> = source.split(' ').collect();
    [columns.checked_sub(2)?, columns.checked_sub(3)?].into_iter().filter(|&count| count >= 3).find_map(
        |count| {
            let size = words.len() / count;
            let even =
                size > 0 && words.len() == size * count && row.values.is_empty() && !row.text.is_empty();
            let pieces: Vec<String> = words.chunks(size.max(1)).map(|piece| piece.join(" ")).collect();
            (even && pieces.iter().all(|piece| Some(piece) == pieces.first())).then_some(pieces)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "TT\nNội dung chỉ tiêu\nChỉ tiêu đạt\nnăm 2023\nDự kiến\nnăm 2024\nGhi chú\nI Cải cách thể chế\n1\n\
        Hoàn thành toàn bộ nội dung thực hiện theo dõi thi hành pháp\nluật hàng năm theo kế hoạch.\n100% 95%\n2\n\
        Tỷ lệ hồ sơ giải quyết trực tuyến đạt tối thiểu\n80%.\n89,64% 80%\nTheo quyết định\n3 Mức độ hài lòng 90% 95%\n4\n\
        Tỷ lệ số hóa kết quả giải quyết thủ tục hành chính của xã\nKhông\nban hành\n75%\nKết luận:";

    fn lines(source: &str) -> Vec<TextLine> {
        (1_u32..).zip(source.split('\n')).map(|(number, text)| TextLine::parse(number, 0, text)).collect()
    }

    #[test]
    fn rows_with_their_values() {
        let lines = lines(TABLE);
        let found = find(&lines.iter().collect::<Vec<_>>(), 0).unwrap();
        let row = |row: u32| -> Vec<String> {
            found
                .table
                .cells
                .iter()
                .filter(|cell| cell.row == row)
                .map(|cell| cell.text().replace('\n', " "))
                .collect()
        };
        assert_eq!(
            row(0),
            ["TT", "Nội dung chỉ tiêu", "Chỉ tiêu đạt năm 2023", "Dự kiến năm 2024", "Ghi chú"]
        );
        assert_eq!(row(1), ["I", "Cải cách thể chế", "", "", ""]);
        assert_eq!(row(2)[2..], ["100%", "95%", ""]);
        assert_eq!(row(3)[2..], ["89,64%", "80%", "Theo quyết định"]);
        assert_eq!(row(4), ["3", "Mức độ hài lòng", "90%", "95%", ""]);
    }

    #[test]
    fn prose_is_no_table() {
        let lines = lines("TT\nMục đích của kế hoạch\n1. Xây dựng\n2. Thực hiện\n3. Kết thúc");
        assert!(find(&lines.iter().collect::<Vec<_>>(), 0).is_none());
    }
}
