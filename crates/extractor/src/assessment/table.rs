//! Tables of scores: one assessment for each row of the first level, the lower levels nested.

use super::{ScoreColumns, UNIT, score};
use crate::grid::Grid;
use crate::header::is_column_numbers;
use crate::marker::is_roman;
use crate::phrases::SCORES;
use crate::provenance::gather;
use model::{Assessment, Component, Heading, Number, Places};

/// The words of a total are no more than these.
const TOTAL_WORDS: usize = 8;
/// Rows without an index stand below the row before them.
const UNMARKED: u8 = 20;

/// A row of the table on its way to an assessment or component.
struct Row {
    /// Levels from the outermost in; the numbers themselves mean nothing.
    rank: u8,
    total: bool,
    index: Option<String>,
    text: String,
    achieved: Option<Number>,
    self_assessed: Option<Number>,
    maximum: Option<Number>,
    deducted: Option<Number>,
    percent: Option<Number>,
    places: Places,
    confidence: f32,
}

/// The assessments of a table of scores, whose data begins at a row. The identifiers are still empty.
pub fn read_table(grid: &Grid, from: u32, columns: &ScoreColumns, path: &[Heading]) -> Vec<Assessment> {
    let rows: Vec<Row> = (from..grid.rows())
        .filter(|row| !is_column_numbers(grid, *row))
        .filter_map(|row| read_row(grid, row, columns))
        .collect();
    let scored = rows.iter().filter(|row| !row.total && row.has_points());
    let first = scored.map(|row| row.rank).min().unwrap_or(UNMARKED);
    let mut groups: Vec<(u8, Heading)> = Vec::new();
    let mut found = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if row.total {
            found.push(assessment(row, path.to_vec(), Vec::new()));
        } else if row.rank < first {
            groups.retain(|(rank, _)| *rank < row.rank);
            groups.push((row.rank, Heading { index: row.index.clone(), title: row.text.clone() }));
        } else if row.rank == first {
            let sections =
                path.iter().cloned().chain(groups.iter().map(|(_, group)| group.clone())).collect();
            let below = rows.get(number + 1..).unwrap_or_default();
            let end = below.iter().position(|row| row.total || row.rank <= first).unwrap_or(below.len());
            found.push(assessment(row, sections, components(below.get(..end).unwrap_or_default())));
        }
    }
    found
}

impl Row {
    fn has_points(&self) -> bool {
        self.achieved.is_some()
            || self.maximum.is_some()
            || self.self_assessed.is_some()
            || self.deducted.is_some()
    }
}

fn read_row(grid: &Grid, row: u32, columns: &ScoreColumns) -> Option<Row> {
    // A cell merged over several rows speaks for the first of them only: a sum must not count twice.
    let cell = |column: Option<u32>| {
        column
            .filter(|column| grid.cell(row, *column).is_some_and(|cell| cell.row == row))
            .map_or("", |column| grid.text(row, column))
    };
    let text = cell(Some(columns.text)).trim().to_owned();
    let printed = cell(columns.index).trim();
    let index = Some(printed.trim_end_matches(['.', ')', ' ', ':']))
        .filter(|index| index.chars().any(char::is_alphanumeric));
    let text = if text.is_empty() && index.is_some_and(|index| index.split_whitespace().count() > 1) {
        printed.to_owned()
    } else {
        text
    };
    if text.is_empty() {
        return None;
    }
    let total = is_total(&text) && !index.is_some_and(is_ordinal);
    let (achieved, maximum) = points(cell(columns.achieved));
    let own = points(cell(columns.self_assessed)).0;
    let lone = columns.achieved.is_none();
    let cells = || grid.row_cells(row).filter(|cell| cell.row == row);
    Some(Row {
        rank: rank(index.filter(|index| is_ordinal(index)), &text),
        total,
        index: index.filter(|index| !total && is_ordinal(index)).map(str::to_owned),
        text: text.trim_start_matches(['-', '–', '+', '•', '*', ' ']).to_owned(),
        achieved: if lone { own } else { achieved },
        self_assessed: own.filter(|_| !lone),
        maximum: points(cell(columns.maximum)).0.or(maximum),
        deducted: points(cell(columns.deducted)).0,
        percent: score::number(cell(columns.percent).trim_end_matches(['%', ' '])),
        places: gather(cells().flat_map(|cell| &cell.places)),
        confidence: cells().map(|cell| cell.confidence).fold(1.0, f32::min),
    })
}

/// «18», «20,16 điểm», «18/21»: what was reached and of how much.
fn points(cell: &str) -> (Option<Number>, Option<Number>) {
    let plain = cell.trim().trim_end_matches("điểm").trim();
    match plain.split_once('/') {
        Some((reached, of)) => (score::number(reached), score::number(of)),
        None => (score::number(plain), None),
    }
}

fn is_total(text: &str) -> bool {
    SCORES.opens(text, "total") && text.split_whitespace().count() <= TOTAL_WORDS
}

fn is_ordinal(index: &str) -> bool {
    index.chars().count() <= 12 && !index.contains(' ')
}

/// «I» stands above «1», «1» above «1.1», that above «a», bullets and rows without a mark below all.
pub fn rank(index: Option<&str>, text: &str) -> u8 {
    let Some(index) = index else {
        return match text.chars().next() {
            Some('+' | '*') => UNMARKED + 2,
            Some('-' | '–' | '•') => UNMARKED + 1,
            _ => UNMARKED,
        };
    };
    let parts = index.split('.').filter(|part| !part.is_empty()).count().min(8) as u8;
    match index.chars().next() {
        Some(c) if c.is_ascii_digit() => 2 + parts,
        _ if is_roman(index) && !matches!(index, "C" | "D") => 2,
        Some(c) if c.is_uppercase() => 1,
        _ => 12,
    }
}

/// Rows below a row as a tree, by their ranks.
fn components(rows: &[Row]) -> Vec<Component> {
    let mut found = Vec::new();
    let mut number = 0;
    while let Some(row) = rows.get(number) {
        let below = rows.get(number + 1..).unwrap_or_default();
        let end = below.iter().position(|other| other.rank <= row.rank).unwrap_or(below.len());
        found.push(Component {
            index: row.index.clone(),
            text: row.text.clone(),
            achieved: row.achieved,
            self_assessed: row.self_assessed,
            maximum: row.maximum,
            deducted: row.deducted,
            components: components(below.get(..end).unwrap_or_default()),
        });
        number += end + 1;
    }
    found
}

fn assessment(row: &Row, sections: Vec<Heading>, components: Vec<Component>) -> Assessment {
    Assessment {
        id: String::new(),
        index: row.index.clone(),
        sections,
        text: row.text.clone(),
        achieved: row.achieved,
        maximum: row.maximum,
        deducted: row.deducted,
        percent: row.percent,
        rating: None,
        unit: Some(UNIT.to_owned()),
        self_assessed: row.self_assessed,
        components,
        provenance: row.places.clone(),
        confidence: row.confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    const COLUMNS: ScoreColumns = ScoreColumns {
        index: Some(0),
        text: 1,
        maximum: Some(2),
        self_assessed: Some(3),
        achieved: Some(4),
        deducted: None,
        percent: None,
    };

    fn outline(found: &[Assessment]) -> Vec<String> {
        fn below(parts: &[Component]) -> String {
            parts.iter().map(|part| format!(" [{}{}]", part.text, below(&part.components))).collect()
        }
        found
            .iter()
            .map(|one| {
                format!("{} {}{}", one.index.as_deref().unwrap_or("-"), one.text, below(&one.components))
            })
            .collect()
    }

    #[test]
    fn levels_nest_and_the_total_stands_alone() {
        let table = table(&[
            &["STT", "Tiêu chí", "Điểm tối đa", "Tự chấm", "Thẩm định"],
            &["I", "Chỉ đạo điều hành", "10", "10", "8,5"],
            &["1", "Kế hoạch", "4", "4", "4"],
            &["1.1", "Ban hành", "2", "2", "2"],
            &["", "- Đúng hạn", "1", "1", "1"],
            &["2", "Kiểm tra", "6", "6", "4,5"],
            &["II", "Thể chế", "5", "5", "5"],
            &["", "Tổng cộng", "15", "15", "13,5"],
        ]);
        let found = read_table(&Grid::new(table), 1, &COLUMNS, &[]);
        assert_eq!(
            outline(&found),
            ["I Chỉ đạo điều hành [Kế hoạch [Ban hành [Đúng hạn]]] [Kiểm tra]", "II Thể chế", "- Tổng cộng"]
        );
        let first = &found[0];
        assert_eq!((first.achieved, first.self_assessed), (score::number("8.5"), score::number("10")));
        assert_eq!(found[2].maximum, score::number("15"));
    }

    #[test]
    fn rows_without_points_head_others() {
        let table = table(&[
            &["A", "Nhóm chỉ số chung", "", "", ""],
            &["1", "Nền tảng", "18/21", "", "18/21"],
            &["2", "Nhân lực", "10", "", "-"],
            &["B", "Nhóm chỉ số riêng", "", "", ""],
            &["1", "An toàn", "5", "", "4 điểm"],
        ]);
        let found = read_table(&Grid::new(table), 0, &COLUMNS, &[]);
        assert_eq!(outline(&found), ["1 Nền tảng", "2 Nhân lực", "1 An toàn"]);
        assert_eq!(found[2].sections[0].title, "Nhóm chỉ số riêng");
        assert_eq!((found[0].achieved, found[1].achieved), (score::number("18"), None));
    }

    #[test]
    fn a_lone_score_of_ones_own_is_the_one_achieved() {
        let table = table(&[&["1", "Nền tảng", "10", "9", ""]]);
        let columns = ScoreColumns { achieved: None, ..COLUMNS };
        let found = read_table(&Grid::new(table), 0, &columns, &[]);
        assert_eq!((found[0].achieved, found[0].self_assessed), (score::number("9"), None));
    }
}
