//! The rows that name a table's columns, and what each column holds.

mod content;
mod decide;

use crate::grid::Grid;
use crate::period::{PeriodColumn, Stretch, find_period, is_ratio};
use crate::vocabulary::Vocabulary;
use content::{Content, content, counts, measures};
pub use content::{is_index, is_tick};

/// Headings are words, not paragraphs: the longest real one seen has 130 letters.
const LONGEST_HEADING: usize = 220;
/// A heading that nobody knows is one by its place only: it must be short.
const LONGEST_UNKNOWN: usize = 60;
/// Titles and letterheads above the heading row within one table; spreadsheets have up to a dozen.
const ROWS_SEARCHED: u32 = 15;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    Index,
    /// The record's own words.
    Text,
    /// A column that groups rows, left of the text («Lĩnh vực»).
    Group,
    Value(PeriodColumn),
    /// Ticks in the column of a year, quarter or month.
    Ticked(Stretch),
    Unit,
    Product,
    Lead,
    Coordinating,
    Implementing,
    Monitoring,
    Schedule {
        deadline: bool,
    },
    /// «Bắt đầu» and «Kết thúc»: both ends of one period.
    Start,
    End,
    Funding,
    Note,
    /// «So sánh (%)»: computed from others.
    Comparison,
    Maximum,
    SelfAssessed,
    Achieved,
    Deducted,
    Percent,
    /// Known, but no field holds it: «Cấp trình».
    Aside,
    Unknown,
}

/// A column with its heading, all storeys joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub field: Field,
    pub label: String,
    /// Its heading is not known: the cells tell the field.
    pub guessed: bool,
}

/// What a table's rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    Target,
    Task,
    Score,
    /// It has a heading row but gives no record.
    Other,
}

/// The heading of a table.
#[derive(Debug, Clone)]
pub struct Header {
    /// Rows above the heading rows: titles.
    pub start: u32,
    /// The first row of data.
    pub end: u32,
    pub columns: Vec<Column>,
    pub kind: TableKind,
    /// Whether a heading names the column of indices: «STT».
    pub numbered: bool,
}

/// A column before it is decided: its storeys and what the vocabulary says of them.
struct Draft {
    storeys: Vec<String>,
    word: Option<String>,
    period: Option<PeriodColumn>,
    /// Mean number of letters in the cells below.
    width: usize,
    /// Whether the cells below are outline numbers: an index column, whatever its heading says.
    counts: bool,
    /// What the cells below plainly are.
    content: Option<Content>,
    /// Whether a cell below reaches over several rows.
    merged: bool,
    /// Whether more of the cells below are units than agencies, where the heading leaves it open.
    measures: bool,
    /// Whether the heading says that the column is computed from others: «6=5/4», «KH 2025/TH 2024».
    computed: bool,
}

/// Finds the heading rows; `None` where no row names columns. `about`: what the headings above the
/// table speak of, `target` or `task`, for tables whose own headings leave it open.
pub fn find_header(grid: &Grid, vocabulary: &Vocabulary, about: Option<&str>) -> Option<Header> {
    let start = (0..grid.rows().min(ROWS_SEARCHED)).find(|&row| names_columns(grid, row, vocabulary))?;
    let end = end_of_header(grid, start);
    let drafts: Vec<Draft> =
        (0..grid.columns()).map(|column| draft(grid, start, end, column, vocabulary)).collect();
    let (kind, columns) = decide::decide(&drafts, about);
    let numbered = drafts.iter().any(|draft| draft.word.as_deref() == Some("index"));
    Some(Header { start, end, columns, kind, numbered })
}

/// Whether a row's cells are the heading of a known table: the same words as before.
pub fn repeats_header(grid: &Grid, header: &Header, row: u32) -> bool {
    let mut any = false;
    for column in 0..grid.columns() {
        let text = grid.text(row, column);
        let known = (header.start..header.end)
            .any(|r| normalizer::fold(grid.text(r, column)) == normalizer::fold(text));
        if !text.is_empty() && !known {
            return false;
        }
        any |= !text.is_empty();
    }
    any
}

/// A row names columns where at least two of its cells are known headings or periods, and these are
/// half of the cells that say anything.
fn names_columns(grid: &Grid, row: u32, vocabulary: &Vocabulary) -> bool {
    let cells: Vec<&str> = grid
        .row_cells(row)
        .filter(|cell| cell.row == row && !cell.text.trim().is_empty())
        .map(|cell| &*cell.text)
        .collect();
    // «3 | Ban hành kế hoạch | Kế hoạch | …»: what is numbered is data.
    let numbered =
        cells.first().is_some_and(|text| is_index(text) && text.chars().count() > 1 || is_digit(text));
    let known = cells.iter().filter(|text| is_heading(text, vocabulary)).count();
    // A sentence may hold the words of a heading; one cell at least is little else.
    let plain = cells.iter().any(|text| vocabulary.columns().covers_half(text));
    known >= 2 && known * 2 >= cells.len() && plain && !numbered
        || heads_numbers(grid, row, &cells, vocabulary)
}

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.chars().all(|c| c.is_ascii_digit())
}

/// «TT» above «1» or «I», beside short words only: a heading also where no other word of it is known.
fn heads_numbers(grid: &Grid, row: u32, cells: &[&str], vocabulary: &Vocabulary) -> bool {
    let first = grid.text(row, 0);
    let worded =
        |text: &&str| text.chars().any(char::is_alphabetic) && text.chars().count() <= LONGEST_UNKNOWN;
    cells.len() >= 3
        && vocabulary.columns().find_exact(first) == Some("index")
        && cells.iter().all(worded)
        && (0..grid.columns()).all(|column| !grid.text(row, column).is_empty())
        && is_index(grid.text(row + 1, 0))
}

fn is_heading(text: &str, vocabulary: &Vocabulary) -> bool {
    let short = text.chars().count() <= LONGEST_HEADING && text.chars().any(char::is_alphabetic);
    let dated = || find_period(&[text], vocabulary).is_some_and(|period| !period.is_undated());
    let year = text.len() == 4 && crate::period::years(text).len() == 1;
    year || short && (vocabulary.columns().find(text).is_some() || dated())
}

/// The heading goes on as long as its cells reach down, then over further storeys under a cell that
/// heads several columns, then over a row of column numbers.
fn end_of_header(grid: &Grid, start: u32) -> u32 {
    let mut end = start + 1;
    loop {
        let reach = (start..end)
            .flat_map(|row| grid.row_cells(row).map(|cell| cell.row + cell.row_span.max(1)))
            .max()
            .unwrap_or(end)
            .min(grid.rows());
        if reach > end && reach <= start + 6 {
            end = reach;
        } else if is_further_storey(grid, start, end) {
            end += 1;
        } else {
            break;
        }
    }
    while end < grid.rows() && is_column_numbers(grid, end) {
        end += 1;
    }
    end.min(grid.rows())
}

/// A row whose only texts stand under cells that head several columns, and are words.
fn is_further_storey(grid: &Grid, start: u32, row: u32) -> bool {
    if row >= grid.rows() || row > start + 4 {
        return false;
    }
    let mut any = false;
    for cell in grid.row_cells(row) {
        let text = &*cell.text;
        if text.is_empty() {
            continue;
        }
        let under_wide = grid.cell(row - 1, cell.column).is_some_and(|above| {
            above.column_span > 1
                && above.column_span < grid.columns()
                && cell.column + cell.column_span <= above.column + above.column_span
                && !above.text.is_empty()
        });
        if !under_wide
            || !text.chars().any(char::is_alphanumeric)
            || text.contains('%') && text.chars().count() < 8
        {
            return false;
        }
        any = true;
    }
    any
}

/// «1 2 3 4», «(1) (2) (3)=(2)/(1)», «A B 1 2»: the row of column numbers under a heading.
pub fn is_column_numbers(grid: &Grid, row: u32) -> bool {
    let texts: Vec<&str> =
        grid.row_cells(row).map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
    if is_counted_but_one(&texts) {
        return true;
    }
    if texts.len() < 3 || !texts.iter().all(|text| is_column_mark(text)) {
        return false;
    }
    let numbers: Vec<u32> = texts.iter().filter_map(|text| leading_number(text)).collect();
    let counting = numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == *a + 1));
    counting && numbers.len() >= 2 && numbers.first().is_some_and(|first| *first <= 3)
}

/// «1 2 3 4 bì 6»: each cell counts its column, but for one that a scan spoiled. No indicator is called «2».
fn is_counted_but_one(texts: &[&str]) -> bool {
    let short = |text: &&str| text.chars().count() <= 3;
    let counts = |(at, text): &(u32, &&str)| is_column_mark(text) && leading_number(text) == Some(*at);
    let counted = || (1..).zip(texts).filter(counts).count();
    texts.len() >= 5 && texts.iter().all(short) && counted() + 1 == texts.len()
}

/// «7=6/5», «(5)=(4)-(3)»: computed from other columns. A sum («3=4+5») is a value of its own.
fn is_quotient(text: &str) -> bool {
    text.split_once('=').is_some_and(|(_, formula)| formula.contains(['/', ':', '-', '%']))
}

/// The column's own number: 8 of «(8)=(6)/(5)».
fn leading_number(text: &str) -> Option<u32> {
    let digits = text.trim_start_matches(['(', '[', ' ']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

fn is_column_mark(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '[', ']']);
    let number = !bare.is_empty() && bare.len() <= 2 && bare.chars().all(|c| c.is_ascii_digit());
    let letter = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
    let formula = text.contains('=')
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "=()[]+-*/:x,%".contains(c));
    number || letter || formula
}

fn draft(grid: &Grid, start: u32, end: u32, column: u32, vocabulary: &Vocabulary) -> Draft {
    let mut storeys: Vec<String> = Vec::new();
    for row in start..end {
        let text = grid.text(row, column);
        let same = storeys.last().is_some_and(|last| last == text);
        if !text.is_empty() && !same && !is_column_numbers(grid, row) {
            storeys.push(text.to_owned());
        }
    }
    let borrowed: Vec<&str> = storeys.iter().map(String::as_str).collect();
    let joined = storeys.join(" ");
    let columns = vocabulary.columns();
    let word = borrowed
        .last()
        .and_then(|lowest| columns.find(lowest))
        .or_else(|| columns.find(&joined))
        .or_else(|| borrowed.first().and_then(|top| columns.find(top)))
        .map(str::to_owned);
    let period = find_period(&borrowed, vocabulary);
    let cells = (end..grid.rows()).map(|row| grid.text(row, column).chars().count());
    let filled: Vec<usize> = cells.filter(|length| *length > 0).collect();
    let width = filled.iter().sum::<usize>() / filled.len().max(1);
    let content = content(grid, column, end, word.is_some());
    let counts = counts(grid, column, end);
    let tall =
        |row: u32| grid.cell(row, column).is_some_and(|cell| cell.row_span > 1 && cell.column_span == 1);
    let merged = (end..grid.rows()).any(tall);
    let measures = word.as_deref() == Some("agency_or_unit") && measures(grid, column, end);
    let computed = storeys.iter().any(|storey| is_ratio(storey))
        || (start..end).any(|row| is_column_numbers(grid, row) && is_quotient(grid.text(row, column)));
    Draft { storeys, word, period, width, counts, content, merged, measures, computed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    fn header_of(rows: &[&[&str]]) -> (TableKind, Vec<Field>, u32) {
        let table = table(rows);
        let header = find_header(&Grid::new(table), Vocabulary::builtin(), None).expect("a header");
        (header.kind, header.columns.into_iter().map(|column| column.field).collect(), header.end)
    }

    #[test]
    fn cells_tell_what_an_ambiguous_heading_means() {
        let (kind, fields, _) = header_of(&[
            &["STT", "Chỉ tiêu", "Đơn vị", "Thực hiện", "Kế hoạch năm 2025"],
            &["1", "Tỷ lệ hồ sơ đúng hạn", "%", "89,64%", "95%"],
            &["2", "Diện tích trồng rừng", "ha", "1.200", "1.250"],
        ]);
        assert_eq!(kind, TableKind::Target);
        assert_eq!(fields.get(2), Some(&Field::Unit));
        assert!(matches!(fields.get(3), Some(Field::Value(_) | Field::Unknown)), "{fields:?}");
        let (_, fields, _) = header_of(&[
            &["STT", "Nhiệm vụ", "Đơn vị", "Thời gian"],
            &["1", "Rà soát văn bản", "Phòng Tư pháp", "Quý I"],
            &["2", "Báo cáo kết quả", "các sở, ngành", "Quý II"],
        ]);
        assert_eq!(fields.get(2), Some(&Field::Lead));
    }

    #[test]
    fn a_target_table_with_column_numbers() {
        let (kind, fields, end) = header_of(&[
            &[
                "STT",
                "Nội dung/Chỉ tiêu đạt vào năm 2025 theo Nghị quyết 76/NQ-CP",
                "Chỉ tiêu đạt năm 2023",
                "Ghi chú",
            ],
            &["1", "2", "3", "4"],
            &["1", "100% văn bản quy phạm pháp luật được ban hành đúng quy định", "100%", ""],
        ]);
        assert_eq!((kind, end), (TableKind::Target, 2));
        assert!(
            matches!(fields.as_slice(), [Field::Index, Field::Text, Field::Value(_), Field::Note]),
            "{fields:?}"
        );
    }

    #[test]
    fn a_task_table() {
        let (kind, fields, _) = header_of(&[
            &["TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan thực hiện", "Thời gian hoàn thành", "Kinh phí"],
            &["1", "Rà soát văn bản", "Kế hoạch", "Sở Tư pháp", "Quý I", ""],
        ]);
        assert_eq!(kind, TableKind::Task);
        let expected = [
            Field::Index,
            Field::Text,
            Field::Product,
            Field::Lead,
            Field::Schedule { deadline: true },
            Field::Funding,
        ];
        assert_eq!(fields, expected);
    }

    #[test]
    fn a_column_of_outline_numbers_is_the_index_whatever_its_heading() {
        let (_, fields, _) = header_of(&[
            &["j bị l", "Chỉ tiêu", "Năm 2025", "Ghi chú"],
            &["I", "Kinh tế", "", ""],
            &["1", "Diện tích lúa của toàn huyện", "100", ""],
            &["2", "Diện tích ngô của toàn huyện", "50", ""],
        ]);
        assert_eq!(fields.first(), Some(&Field::Index));
    }

    #[test]
    fn tables_that_are_no_plans() {
        for heading in [
            &["STT", "Đơn vị được kiểm tra", "Thời gian"][..],
            &["STT", "Họ và tên", "Chức vụ", "Đơn vị"],
            &["TT", "Nội dung", "Đơn giá", "Thành tiền"],
            &["TT", "Nội dung", "Kinh phí năm 2024", "Kinh phí năm 2025"],
        ] {
            let row: Vec<&str> = heading.iter().map(|_| "x").collect();
            assert_eq!(header_of(&[heading, &row]).0, TableKind::Other, "{heading:?}");
        }
    }
}
