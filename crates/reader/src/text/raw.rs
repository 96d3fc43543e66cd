//! Tables in text without layout: cells come one after the other, line by line.
//!
//! ```text
//! lines ──heading──▶ names of columns ──read_rows──▶ rows of pieces ──fit──▶ cells ──▶ Table
//! ```
//!
//! Rows are found by their numbers; what the columns are like is learnt from the rows whose cells can be
//! counted, then from all of them. Where the rows do not fit the columns, the lines stay prose; where one
//! row does not, or the column of one of its numbers cannot be told, its words stay in one cell: a number
//! in the wrong column is worse than none.

use super::fit::{self, Cell as FitCell, Columns, Fit, Piece};
use super::habit::{CellLine, Habit};
use super::line::{TextLine, Word, text};
use super::phrase::Phrases;
use super::run;
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

/// A row as the lines give it: its index, and its words on each page.
struct RawRow<'a> {
    index: (u32, String),
    pieces: Vec<Piece<'a>>,
}

/// Headings and rows may be so many lines tall.
const TALLEST: usize = 60;
const MOST_ROWS: usize = 5000;

/// The next table from a line on.
pub fn find(lines: &[&TextLine], from: usize, phrases: &Phrases) -> Option<Found> {
    // Each try reads rows anew, so there must not be too many.
    const MOST_TRIES: usize = 100;
    let stubs = (from..lines.len()).filter(|&at| lines.get(at).is_some_and(|line| is_stub(line)));
    stubs.take(MOST_TRIES).find_map(|first| table_at(lines, first, phrases))
}

fn table_at(lines: &[&TextLine], first: usize, phrases: &Phrases) -> Option<Found> {
    let body = (first + 1..lines.len().min(first + TALLEST))
        .find(|&at| lines.get(at).is_some_and(|line| next_index(line, None, true).is_some()))?;
    let head = lines.get(first..body)?;
    if head.iter().any(|line| shape::ends_sentence(&line.text()) || shape::begins_item(&line.words)) {
        return None;
    }
    let counted = lines.get(body).and_then(|line| counted_columns(line));
    let (rows, repeated, end) = read_rows(lines, first, body);
    let mut readings = vec![heading_cells(head, true), heading_cells(head, false)];
    readings.dedup();
    let mut best: Option<(f32, Vec<CellLines>, Vec<Fit>)> = None;
    for heading in readings {
        if heading.len() < 3 || counted.is_some_and(|counted| counted != heading.len()) {
            continue;
        }
        let Some((cost, fits)) = fit_rows(&rows, heading.len() - 1, phrases) else { continue };
        if best.as_ref().is_none_or(|(least, ..)| cost + 0.05 < *least) {
            best = Some((cost, heading, fits));
        }
    }
    let (_, heading, fits) = best?;
    let taken = match fits.last().zip(rows.last()) {
        Some((fit, row)) if fit.cost < DEAR_ROW => {
            let all: usize = row.pieces.iter().map(|piece| piece.lines.len()).sum();
            let left = all.saturating_sub(fit.lines);
            back(lines, end, left)
        }
        _ => end,
    };
    let table = build(lines.get(first..taken)?, &heading, &rows, &fits, repeated)?;
    Some(Found { table, first, end: taken })
}

/// The line that many filled lines before another.
fn back(lines: &[&TextLine], end: usize, count: usize) -> usize {
    let filled = (0..end).rev().filter(|&at| lines.get(at).is_some_and(|line| !line.is_blank()));
    filled.take(count).last().unwrap_or(end)
}

/// A line that the word over the column of numbers opens; it may be broken, «ST», «T».
fn is_stub(line: &TextLine) -> bool {
    const STUBS: [&str; 5] = ["STT", "TT", "ST", "Stt", "S"];
    const ALONE: [&str; 4] = ["Số TT", "Số", "Mục", "Số thứ tự"];
    line.words.first().is_some_and(|word| STUBS.contains(&word.text.as_str()))
        || ALONE.contains(&line.text().as_str())
}

/// The cells of a heading. One begins with a capital at the beginning of a line, or, where `inside`, in
/// the middle of one; not behind a word that binds the next.
fn heading_cells(lines: &[&TextLine], inside: bool) -> Vec<CellLines> {
    let mut cells: Vec<CellLines> = Vec::new();
    let mut before: Option<&Word> = None;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        for (at, word) in line.words.iter().enumerate() {
            let bound = before.is_some_and(|before| {
                let text = before.text.as_str();
                text.ends_with([',', '/', '-', '(']) || shape::binds(text)
            });
            // The word over the first column may be broken: «ST», «T».
            let broken = cells.len() == 1 && line.words.len() == 1 && word.text.chars().count() == 1;
            let acronym = |word: &Word| word.text.chars().all(char::is_uppercase);
            let stub = cells.len() == 1 && at == 1;
            let split = at == 0 || stub || inside && !before.is_some_and(acronym);
            let begins = word.text.starts_with(char::is_uppercase) && !bound && !broken && split;
            match cells.last_mut() {
                Some(cell) if !begins => match cell.last_mut().filter(|(number, _)| *number == line.number) {
                    Some((_, text)) => *text = format!("{text} {}", word.text),
                    None => cell.push((line.number, word.text.clone())),
                },
                _ => cells.push(vec![(line.number, word.text.clone())]),
            }
            before = Some(word);
        }
    }
    cells
}

/// «1 2 3 4 5»: how many columns are numbered.
fn counted_columns(line: &TextLine) -> Option<usize> {
    let counted =
        (1_u32..).zip(&line.words).all(|(number, word)| shape::whole_number(&word.text) == Some(number));
    (counted && line.words.len() > 2).then_some(line.words.len())
}

/// The index of a line that begins a row: the next number, a first one under a group, a roman numeral, or
/// a part of the last number.
fn next_index(line: &TextLine, last: Option<&str>, after_group: bool) -> Option<String> {
    let word = line.words.first()?.text.as_str();
    if !shape::is_index(word) || word.starts_with('0') {
        return None;
    }
    if shape::is_roman(word) {
        return Some(word.to_owned());
    }
    let number = |text: &str| text.split('.').next().and_then(shape::whole_number);
    let (own, before) = (number(word)?, last.and_then(number));
    let next = match (before, word.trim_end_matches('.').contains('.')) {
        (Some(before), true) => own == before || own == before + 1,
        (Some(before), false) => own == before + 1 || own == 1 && after_group,
        (None, parts) => own == 1 && !parts,
    };
    next.then(|| word.to_owned())
}

/// The rows from the body's first line on, how often the heading came again, and where they end.
fn read_rows<'a>(lines: &[&'a TextLine], first: usize, body: usize) -> (Vec<RawRow<'a>>, u32, usize) {
    let heading: Vec<String> = lines
        .get(first..body)
        .unwrap_or_default()
        .iter()
        .filter(|line| !line.is_blank())
        .map(|line| line.text())
        .collect();
    let mut rows: Vec<RawRow<'a>> = Vec::new();
    let (mut repeated, mut at, mut end) = (0, body, body);
    let mut page = lines.get(body).map_or(0, |line| line.page);
    let mut last: Option<String> = None;
    while let Some(line) = lines.get(at) {
        if line.is_blank() {
            at += 1;
            continue;
        }
        if let Some(after) = skip_heading(lines, at, &heading) {
            (at, repeated) = (after, repeated + 1);
            continue;
        }
        if counted_columns(line).is_some() && at == body {
            at += 1;
            continue;
        }
        if rows.len() > MOST_ROWS || is_stub(line) {
            break;
        }
        let after_group = rows.last().is_none_or(|row| shape::is_roman(&row.index.1));
        let tall = rows
            .last()
            .is_some_and(|row| row.pieces.iter().map(|piece| piece.lines.len()).sum::<usize>() > TALLEST);
        if let Some(index) = next_index(line, last.as_deref(), after_group) {
            if !shape::is_roman(&index) {
                last = Some(index.clone());
            }
            let rest = line.words.get(1..).unwrap_or_default();
            let piece = Piece { lines: vec![rest], numbers: vec![line.number] };
            rows.push(RawRow { index: (line.number, index), pieces: vec![piece] });
        } else if tall {
            break;
        } else if let Some(row) = rows.last_mut() {
            if line.page != page {
                row.pieces.push(Piece { lines: Vec::new(), numbers: Vec::new() });
            }
            if let Some(piece) = row.pieces.last_mut() {
                piece.lines.push(&line.words);
                piece.numbers.push(line.number);
            }
        }
        page = line.page;
        at += 1;
        end = at;
    }
    for piece in rows.iter_mut().flat_map(|row| &mut row.pieces) {
        if piece.lines.first().is_some_and(|words| words.is_empty()) {
            piece.lines.remove(0);
            piece.numbers.remove(0);
        }
    }
    (rows, repeated, end)
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

/// Dearer rows are none, on the whole or alone.
const DEAR_TABLE: f32 = 2.5;
const DEAR_ROW: f32 = 6.0;

/// The rows' cells, and what they cost on average.
fn fit_rows(rows: &[RawRow<'_>], columns: usize, phrases: &Phrases) -> Option<(f32, Vec<Fit>)> {
    const ROUNDS: usize = 4;
    const FEWEST: usize = 2;
    if rows.len() < FEWEST {
        return None;
    }
    let mut habits = first_habits(rows, columns)?;
    let mut fits: Vec<Fit> = Vec::new();
    for _ in 0..ROUNDS {
        let known = Columns { habits: &habits, phrases };
        fits = rows.iter().enumerate().map(|(at, row)| fit_row(row, &known, at + 1 == rows.len())).collect();
        habits = learn(rows, &fits, columns);
    }
    let sum: f32 = fits.iter().map(|fit| fit.cost.min(DEAR_ROW)).sum();
    let count = u16::try_from(fits.len()).map_or(f32::MAX, f32::from);
    let used = habits.iter().all(Habit::is_used);
    let numbers: Vec<usize> =
        (0..columns).filter(|&column| habits.get(column).is_some_and(Habit::holds_numbers)).collect();
    for (at, fit) in fits.iter_mut().enumerate() {
        let uneven = fit.rows.iter().any(|row| {
            let filled = numbers
                .iter()
                .filter(|&&column| row.get(column).is_some_and(|cell| !cell.is_empty()))
                .count();
            filled > 0 && filled < numbers.len()
        });
        if uneven || fit.cost > DEAR_ROW || rows.get(at).is_some_and(|row| row.is_doubtful(fit)) {
            fit.rows.clear();
        }
    }
    by_runs(rows, &mut fits, columns);
    (used && sum / count < DEAR_TABLE).then_some((sum / count, fits))
}

/// Rows that do not fit, by the numbers in them.
fn by_runs(rows: &[RawRow<'_>], fits: &mut [Fit], columns: usize) {
    let runs = rows.iter().zip(fits.iter()).filter_map(|(row, fit)| run::find(&row.first_lines(fit.lines)));
    let Some(values) = run::values(&runs.collect::<Vec<_>>(), columns) else { return };
    for (row, fit) in rows.iter().zip(fits).filter(|(_, fit)| fit.rows.is_empty()) {
        let lines = row.first_lines(fit.lines);
        let run = run::find(&lines).filter(|run| run.len() == values);
        fit.rows.extend(run.map(|run| run::cells(&lines, run, columns)));
    }
}

/// A row's pieces fitted one after the other, each going on with the cells of the one before.
fn fit_row(row: &RawRow<'_>, columns: &Columns<'_>, last: bool) -> Fit {
    let mut whole = Fit::default();
    for (at, piece) in row.pieces.iter().enumerate() {
        if piece.lines.is_empty() {
            continue;
        }
        let ends: Vec<Option<&[Word]>> = (0..columns.habits.len())
            .map(|column| {
                let cell = whole.rows.last()?.get(column)?;
                let stretch = cell.last()?;
                row.words(stretch.line, (stretch.first, stretch.end))
            })
            .collect();
        let before = (at > 0 && !whole.rows.is_empty()).then_some(ends.as_slice());
        let open = last && at + 1 == row.pieces.len();
        let Some(mut found) = fit::fit(piece, columns, before, open) else {
            return Fit { cost: f32::MAX, ..Fit::default() };
        };
        let offset = row.offset(at);
        for stretch in found.rows.iter_mut().flatten().flatten() {
            stretch.line += offset;
        }
        whole.cost += found.cost;
        whole.lines = offset + found.lines;
        let mut parts = found.rows.into_iter();
        if before.is_some()
            && let (Some(open), Some(first)) = (whole.rows.last_mut(), parts.next())
        {
            open.iter_mut().zip(first).for_each(|(cell, more)| cell.extend(more));
        }
        whole.rows.extend(parts);
    }
    whole.rows.iter_mut().for_each(|cells| lone_first(cells));
    whole
}

/// The only text of a row is its first column's.
fn lone_first(cells: &mut [FitCell]) {
    let mut filled = (0..cells.len()).filter(|&at| cells.get(at).is_some_and(|cell| !cell.is_empty()));
    if let (Some(only), None) = (filled.next(), filled.next()) {
        cells.swap(0, only);
    }
}

impl<'a> RawRow<'a> {
    /// How many lines stand before a piece.
    fn offset(&self, piece: usize) -> usize {
        self.pieces.iter().take(piece).map(|piece| piece.lines.len()).sum()
    }

    fn first_lines(&self, count: usize) -> Vec<&'a [Word]> {
        self.pieces.iter().flat_map(|piece| piece.lines.iter().copied()).take(count).collect()
    }

    /// Words of a line, counted over all pieces.
    fn words(&self, line: usize, (first, end): (usize, usize)) -> Option<&'a [Word]> {
        let words = self.pieces.iter().flat_map(|piece| &piece.lines).nth(line)?;
        words.get(first..end)
    }

    /// Whether a row begins elsewhere than in its first column, or a number and words share a cell as they
    /// hardly do.
    fn is_doubtful(&self, fit: &Fit) -> bool {
        let empty_first = |cells: &Vec<FitCell>| cells.first().is_none_or(Vec::is_empty);
        let number = |words: &[Word]| words.iter().all(|word| shape::is_number(&word.text));
        let mixed = |cell: &FitCell| {
            let mut lines =
                cell.iter().filter_map(|stretch| self.words(stretch.line, (stretch.first, stretch.end)));
            lines.next().is_some_and(number) && !lines.all(number)
        };
        // Words, a number | a number: where the first of the numbers belongs cannot be told.
        let torn = |cell: &FitCell| {
            cell.last().is_some_and(|stretch| {
                let around = self.words(stretch.line, (stretch.end.saturating_sub(1), stretch.end + 1));
                let words = self.words(stretch.line, (stretch.first, stretch.end));
                around.is_some_and(number) && !words.is_some_and(number)
            })
        };
        fit.rows.iter().any(|cells| empty_first(cells) || cells.iter().any(|cell| mixed(cell) || torn(cell)))
    }

    fn number(&self, line: usize) -> u32 {
        self.pieces.iter().flat_map(|piece| &piece.numbers).nth(line).copied().unwrap_or(self.index.0)
    }

    fn cell(&self, cell: &FitCell) -> CellLines {
        cell.iter()
            .filter_map(|stretch| {
                Some((
                    self.number(stretch.line),
                    text(self.words(stretch.line, (stretch.first, stretch.end))?),
                ))
            })
            .collect()
    }
}

/// What the columns are like in the rows whose cells can be counted: each begins a line with a capital, a
/// number or a bullet, and there are as many as columns.
fn first_habits(rows: &[RawRow<'_>], columns: usize) -> Option<Vec<Habit>> {
    let text = Habit::of(rows.iter().map(|row| {
        let lines = row.pieces.iter().flat_map(|piece| &piece.lines).take(2);
        lines.map(|words| CellLine { words, ends: true }).collect()
    }));
    let mut exact: Vec<Vec<Vec<CellLine<'_>>>> = Vec::new();
    let mut short: Vec<Vec<Vec<CellLine<'_>>>> = Vec::new();
    for row in rows {
        let mut counted: Vec<Vec<CellLine<'_>>> = Vec::new();
        for words in row.pieces.iter().flat_map(|piece| &piece.lines) {
            let numbers = words.iter().all(|word| shape::is_number(&word.text));
            if numbers {
                counted.extend(
                    (0..words.len())
                        .filter_map(|at| Some(vec![CellLine { words: words.get(at..=at)?, ends: true }])),
                );
                continue;
            }
            let item = |words: &[Word]| shape::begins_item(words);
            let same =
                counted.last().and_then(|cell| cell.last().zip(cell.first())).is_some_and(|(last, first)| {
                    let begins = words.first().is_some_and(|word| !shape::goes_on(&word.text));
                    let wrapped =
                        counted.len() == 1 && text.width.is_some() && text.is_full(last.words, words);
                    wrapped
                        || !begins
                        || super::habit::is_open(last.words)
                        || item(first.words) && item(words)
                });
            let line = CellLine { words, ends: true };
            match counted.last_mut().filter(|_| same) {
                Some(cell) => cell.push(line),
                None => counted.push(vec![line]),
            }
        }
        if counted.len() == columns {
            exact.push(counted);
        } else if counted.len() + 1 == columns {
            // The last column is often empty.
            counted.push(Vec::new());
            short.push(counted);
        }
    }
    if exact.len() * 4 < short.len() {
        exact.append(&mut short);
    }
    let column = |at: usize| exact.iter().filter_map(move |cells| cells.get(at).cloned());
    (!exact.is_empty()).then(|| (0..columns).map(|at| Habit::of(column(at))).collect())
}

fn learn(rows: &[RawRow<'_>], fits: &[Fit], columns: usize) -> Vec<Habit> {
    (0..columns)
        .map(|column| {
            let cells = rows.iter().zip(fits).filter(|(_, fit)| fit.cost <= DEAR_ROW);
            Habit::of(cells.flat_map(|(row, fit)| {
                // A title says nothing of the other columns.
                let filled = |parts: &&Vec<FitCell>| parts.iter().skip(1).any(|cell| !cell.is_empty());
                fit.rows.iter().filter(filled).filter_map(move |parts| {
                    let lines = parts.get(column)?.iter().filter_map(|stretch| {
                        let words = row.words(stretch.line, (stretch.first, stretch.end))?;
                        let rest = row.words(stretch.line, (stretch.end, stretch.end + 1));
                        Some(CellLine { words, ends: rest.is_none() })
                    });
                    Some(lines.collect())
                })
            }))
        })
        .collect()
}

fn build(
    lines: &[&TextLine],
    heading: &[CellLines],
    rows: &[RawRow<'_>],
    fits: &[Fit],
    repeated: u32,
) -> Option<Table> {
    let mut cells: Vec<Cell> =
        (0..).zip(heading).map(|(column, lines)| build_cell(0, column, (1, 1), lines)).collect();
    let mut count = 1;
    for (row, fit) in rows.iter().zip(fits) {
        for (part, texts) in row_cells(row, fit, heading.len()).iter().enumerate() {
            let index = if part == 0 { vec![row.index.clone()] } else { CellLines::new() };
            let all = std::iter::once(&index).chain(texts);
            cells.extend((0..).zip(all).map(|(column, lines)| build_cell(count, column, (1, 1), lines)));
            count += 1;
        }
    }
    Some(Table {
        make: TableMake::Stream,
        rows: count,
        columns: u32::try_from(heading.len()).ok()?,
        cells,
        header_rows: 1,
        repeated_rows: repeated,
        parts: [Place::Lines { line_start: lines.first()?.number, line_end: lines.last()?.number }].into(),
        name: None,
    })
}

/// The texts of a row's cells but the index; where it does not fit, all in the first.
fn row_cells(row: &RawRow<'_>, fit: &Fit, columns: usize) -> Vec<Vec<CellLines>> {
    if !fit.rows.is_empty() {
        return fit.rows.iter().map(|parts| parts.iter().map(|cell| row.cell(cell)).collect()).collect();
    }
    let lines = row.pieces.iter().flat_map(|piece| piece.lines.iter().zip(&piece.numbers));
    let mut cells = vec![CellLines::new(); columns.saturating_sub(1)];
    if let Some(first) = cells.first_mut() {
        *first = lines.map(|(words, &number)| (number, text(words))).collect();
    }
    vec![cells]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "TT\nNội dung chỉ tiêu\nChỉ tiêu đạt\nnăm 2023\nDự kiến\nnăm 2024\nGhi chú\nI Cải cách thể chế\n1\n\
        Hoàn thành toàn bộ nội dung thực hiện theo dõi thi hành pháp\nluật hàng năm theo kế hoạch.\n100% 95%\nTheo luật\n2\n\
        Tỷ lệ hồ sơ giải quyết trực tuyến đạt tối thiểu\n80%.\n89,64% 80%\nTheo quyết định\n3 Mức độ hài lòng 90% 95%\n4\n\
        Tỷ lệ số hóa kết quả giải quyết thủ tục hành chính của xã\nKhông\nban hành\n75%\nKết luận:";

    fn lines(source: &str) -> Vec<TextLine> {
        (1_u32..).zip(source.split('\n')).map(|(number, text)| TextLine::parse(number, 0, text)).collect()
    }

    #[test]
    fn rows_with_their_values() {
        let lines = lines(TABLE);
        let phrases = Phrases::of(lines.iter());
        let found = find(&lines.iter().collect::<Vec<_>>(), 0, &phrases).unwrap();
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
        assert_eq!(row(2)[2..], ["100%", "95%", "Theo luật"]);
        assert_eq!(row(3)[2..], ["89,64%", "80%", "Theo quyết định"]);
        assert_eq!(row(4), ["3", "Mức độ hài lòng", "90%", "95%", ""]);
    }

    #[test]
    fn prose_is_no_table() {
        let lines = lines("TT\nMục đích của kế hoạch\n1. Xây dựng\n2. Thực hiện\n3. Kết thúc");
        let phrases = Phrases::of(lines.iter());
        assert!(find(&lines.iter().collect::<Vec<_>>(), 0, &phrases).is_none());
    }
}
