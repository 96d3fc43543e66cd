//! The rows that name a table's columns, and what each column holds.

use crate::grid::Grid;
use crate::period::{PeriodColumn, find_period, find_quarter};
use crate::vocabulary::Vocabulary;

/// Headings are words, not paragraphs: the longest real one seen has 130 letters.
const LONGEST_HEADING: usize = 220;
/// «triệu đồng/ha»: no agency that begins with a small letter is as short.
const LONGEST_UNIT: usize = 14;
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
    /// Ticks in a quarter's column.
    Quarter(u8),
    Unit,
    Product,
    Lead,
    Coordinating,
    Implementing,
    Monitoring,
    Schedule {
        deadline: bool,
    },
    Funding,
    Note,
    /// «So sánh (%)»: computed from others.
    Comparison,
    Maximum,
    SelfAssessed,
    Achieved,
    Deducted,
    Percent,
    Unknown,
}

/// A column with its heading, all storeys joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub field: Field,
    pub label: String,
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
}

/// Finds the heading rows; `None` where no row names columns.
pub fn find_header(grid: &Grid<'_>, vocabulary: &Vocabulary) -> Option<Header> {
    let start = (0..grid.rows().min(ROWS_SEARCHED)).find(|&row| names_columns(grid, row, vocabulary))?;
    let end = end_of_header(grid, start);
    let drafts: Vec<Draft> =
        (0..grid.columns()).map(|column| draft(grid, start, end, column, vocabulary)).collect();
    let (kind, columns) = decide(&drafts);
    Some(Header { start, end, columns, kind })
}

/// Whether a row's cells are the heading of a known table: the same words as before.
pub fn repeats_header(grid: &Grid<'_>, header: &Header, row: u32) -> bool {
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
fn names_columns(grid: &Grid<'_>, row: u32, vocabulary: &Vocabulary) -> bool {
    let cells: Vec<&str> = grid
        .row_cells(row)
        .filter(|(cell, text)| cell.row == row && !text.trim().is_empty())
        .map(|(_, text)| text)
        .collect();
    let known = cells.iter().filter(|text| is_heading(text, vocabulary)).count();
    known >= 2 && known * 2 >= cells.len()
}

fn is_heading(text: &str, vocabulary: &Vocabulary) -> bool {
    let short = text.chars().count() <= LONGEST_HEADING && text.chars().any(char::is_alphabetic);
    short && (vocabulary.columns().find(text).is_some() || find_period(&[text], vocabulary).is_some())
}

/// The heading goes on as long as its cells reach down, then over further storeys under a cell that
/// heads several columns, then over a row of column numbers.
fn end_of_header(grid: &Grid<'_>, start: u32) -> u32 {
    let mut end = start + 1;
    loop {
        let reach = (start..end)
            .flat_map(|row| grid.row_cells(row).map(|(cell, _)| cell.row + cell.row_span.max(1)))
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
fn is_further_storey(grid: &Grid<'_>, start: u32, row: u32) -> bool {
    if row >= grid.rows() || row > start + 4 {
        return false;
    }
    let mut any = false;
    for (cell, text) in grid.row_cells(row) {
        if text.is_empty() {
            continue;
        }
        let under_wide = grid.cell(row - 1, cell.column).is_some_and(|above| {
            above.column_span > 1
                && above.column_span < grid.columns()
                && cell.column + cell.column_span <= above.column + above.column_span
                && !above.paragraphs.is_empty()
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
pub fn is_column_numbers(grid: &Grid<'_>, row: u32) -> bool {
    let texts: Vec<&str> =
        grid.row_cells(row).map(|(_, text)| text.trim()).filter(|text| !text.is_empty()).collect();
    let all_marks = texts.iter().all(|text| is_column_mark(text));
    let numbers: Vec<u32> = texts.iter().filter_map(|text| leading_number(text)).collect();
    let counting = numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == *a + 1));
    texts.len() >= 3
        && all_marks
        && counting
        && numbers.len() >= 2
        && numbers.first().is_some_and(|first| *first <= 3)
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

fn draft(grid: &Grid<'_>, start: u32, end: u32, column: u32, vocabulary: &Vocabulary) -> Draft {
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
    let cells: Vec<&str> =
        (end..grid.rows()).map(|row| grid.text(row, column)).filter(|text| !text.is_empty()).collect();
    let width = cells.iter().map(|text| text.chars().count()).sum::<usize>() / cells.len().max(1);
    let counts = cells.len() >= 3 && most(&cells, is_index);
    let word = word.and_then(|word| beside_cells(word, &cells));
    Draft { storeys, word, period, width, counts }
}

/// What a heading means, seen beside its cells. «Thực hiện» and «Đơn vị» may name an agency; above
/// numbers the one is what was attained, above «%» and «ha» the other is a unit of measure.
fn beside_cells(word: String, cells: &[&str]) -> Option<String> {
    if !matches!(word.as_str(), "lead" | "coordinating" | "implementing" | "monitoring") || cells.is_empty() {
        return Some(word);
    }
    let is_unit = |text: &str| {
        let first = text.trim_start().chars().next();
        text.chars().count() <= LONGEST_UNIT
            && !first.is_some_and(char::is_uppercase)
            && !normalizer::is_agency_name(text)
    };
    match word.as_str() {
        _ if most(cells, is_number) => None,
        "implementing" if most(cells, is_unit) => Some("unit".to_owned()),
        _ => Some(word),
    }
}

/// Four of five.
fn most(cells: &[&str], is_it: impl Fn(&str) -> bool) -> bool {
    cells.iter().filter(|text| is_it(text)).count() * 10 >= cells.len() * 8
}

/// «89,64%», «1.234», «-5,5»: nothing but a number. «x» is a tick in an agency's column.
fn is_number(text: &str) -> bool {
    let bare = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '%' | '-' | '/');
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(bare)
}

fn decide(drafts: &[Draft]) -> (TableKind, Vec<Column>) {
    let text = text_column(drafts);
    let mut columns: Vec<Column> = drafts
        .iter()
        .enumerate()
        .map(|(number, draft)| Column { field: field(draft, number, text), label: draft.storeys.join(" ") })
        .collect();
    let kind = table_kind(drafts, text, &columns);
    settle_agencies(&mut columns);
    settle_index(&mut columns, drafts, text);
    if kind == TableKind::Task {
        for column in &mut columns {
            // A task table has no period values: «Kết quả năm 2024» there is a product or unknown.
            if matches!(column.field, Field::Value(_)) {
                column.field = Field::Unknown;
            }
        }
    }
    (kind, columns)
}

/// The column of the record's own words: of those whose heading may name it, one that names no
/// period before one that does, a telling word before a vague one, then the widest.
fn text_column(drafts: &[Draft]) -> Option<usize> {
    let strength = |draft: &Draft| match draft.word.as_deref() {
        Some("target" | "task") => 2,
        Some("content") => 1,
        _ => 0,
    };
    let named = |draft: &Draft| usize::from(draft.period.as_ref().is_none_or(|period| period.year.is_none()));
    let best = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| strength(draft) > 0)
        .max_by_key(|(number, draft)| {
            (wide_enough(drafts, draft), strength(draft) * named(draft), draft.width, usize::MAX - number)
        })
        .map(|(number, _)| number);
    best.or_else(|| unnamed_text(drafts))
}

/// A text column is not much narrower than the widest candidate: «Chỉ tiêu» above numbers is a value.
fn wide_enough(drafts: &[Draft], draft: &Draft) -> bool {
    let candidates =
        drafts.iter().filter(|d| matches!(d.word.as_deref(), Some("target" | "task" | "content")));
    draft.width * 3 >= candidates.map(|d| d.width).max().unwrap_or_default()
}

/// Where no heading names the text: the widest unknown column, if the others leave no doubt that
/// this is a plan's table.
fn unnamed_text(drafts: &[Draft]) -> Option<usize> {
    let known = drafts
        .iter()
        .filter(|d| {
            matches!(
                d.word.as_deref(),
                Some("lead" | "implementing" | "coordinating" | "schedule" | "deadline" | "product")
            )
        })
        .count();
    let none = drafts.iter().any(|d| d.word.as_deref() == Some("none"));
    let widest = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.word.is_none() && d.period.is_none())
        .max_by_key(|(_, d)| d.width)?;
    (known >= 2 && !none && widest.1.width >= 20).then_some(widest.0)
}

fn field(draft: &Draft, number: usize, text: Option<usize>) -> Field {
    if text == Some(number) {
        return Field::Text;
    }
    let dated = draft.period.as_ref().is_some_and(|period| period.year.is_some());
    if let Some(quarter) = find_quarter(&draft.storeys) {
        return Field::Quarter(quarter);
    }
    match draft.word.as_deref() {
        Some("index") => Field::Index,
        Some("unit") => Field::Unit,
        Some("product") if !dated => Field::Product,
        Some("lead") => Field::Lead,
        Some("coordinating") => Field::Coordinating,
        Some("implementing") => Field::Implementing,
        Some("monitoring") => Field::Monitoring,
        Some("schedule") if !dated => Field::Schedule { deadline: false },
        Some("deadline") if !dated => Field::Schedule { deadline: true },
        Some("funding") => Field::Funding,
        Some("note") => Field::Note,
        Some("comparison") => Field::Comparison,
        Some("maximum") => Field::Maximum,
        Some("self") => Field::SelfAssessed,
        Some("achieved") => Field::Achieved,
        Some("deducted") => Field::Deducted,
        Some("percent") => Field::Percent,
        Some("none") => Field::Unknown,
        Some("content") if text.is_some_and(|text| number < text) => Field::Group,
        word => match &draft.period {
            Some(period) => Field::Value(period.clone()),
            None if word == Some("target") => {
                Field::Value(PeriodColumn { year: None, role: None, scope: None })
            }
            None => Field::Unknown,
        },
    }
}

fn table_kind(drafts: &[Draft], text: Option<usize>, columns: &[Column]) -> TableKind {
    let has = |wanted: fn(&Field) -> bool| columns.iter().filter(|column| wanted(&column.field)).count();
    let scores =
        has(|f| matches!(f, Field::Maximum | Field::SelfAssessed | Field::Achieved | Field::Deducted));
    let none = drafts.iter().filter(|draft| draft.word.as_deref() == Some("none")).count();
    let values = has(|f| matches!(f, Field::Value(_)));
    let acts = has(|f| matches!(f, Field::Lead | Field::Coordinating | Field::Implementing | Field::Product))
        + has(|f| matches!(f, Field::Schedule { .. } | Field::Quarter(_)));
    let side = acts + has(|f| matches!(f, Field::Funding | Field::Monitoring));
    let Some(word) = text.and_then(|text| drafts.get(text)).map(|draft| draft.word.as_deref()) else {
        return TableKind::Other;
    };
    match word {
        _ if scores >= 2 || scores == 1 && has(|f| matches!(f, Field::Maximum)) == 1 => TableKind::Score,
        Some("target") if none == 0 => TableKind::Target,
        Some("task") if side >= 1 && none < 2 => TableKind::Task,
        Some("content") if none == 0 && values >= 1 && acts == 0 => TableKind::Target,
        Some("content") | None if none == 0 && acts >= 2 => TableKind::Task,
        Some("task") if values >= 1 && none == 0 => TableKind::Target,
        _ => TableKind::Other,
    }
}

/// «Đơn vị thực hiện» leads in a table without another agency column, else it implements.
fn settle_agencies(columns: &mut [Column]) {
    let others = columns.iter().any(|c| matches!(c.field, Field::Lead | Field::Monitoring));
    if !others {
        for column in columns.iter_mut().filter(|column| column.field == Field::Implementing) {
            column.field = Field::Lead;
        }
    }
}

/// Left of the text a column of outline numbers is the index, also where its heading is missing or misread.
fn settle_index(columns: &mut [Column], drafts: &[Draft], text: Option<usize>) {
    if columns.iter().any(|column| column.field == Field::Index) {
        return;
    }
    let left = columns.iter_mut().zip(drafts).take(text.unwrap_or_default());
    let index = left
        .filter(|(column, draft)| draft.counts && column.field == Field::Unknown)
        .map(|(column, _)| column)
        .next();
    if let Some(column) = index {
        column.field = Field::Index;
    }
}

/// «3», «1.2», «IV», «a».
fn is_index(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '.']);
    let numbered =
        !bare.is_empty() && bare.len() <= 8 && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    numbered
        || crate::marker::is_roman(bare)
        || bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    fn header_of(rows: &[&[&str]]) -> (TableKind, Vec<Field>, u32) {
        let table = table(rows);
        let header = find_header(&Grid::new(&table), Vocabulary::builtin()).expect("a header");
        (header.kind, header.columns.into_iter().map(|column| column.field).collect(), header.end)
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
