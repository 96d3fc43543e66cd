//! Cells merged over rows of a table without rulings, where only the blanks below them tell it.

use super::seam::is_blank;
use model::Cell;

/// A blank below a text may be a blank; below the same text three rows long it is the text's own room.
const FEWEST: usize = 3;

/// Merges what rows without a number of their own share: where the number's cell is blank over several
/// rows, and a column has a text beside the first of them and nothing beside the others while another
/// column is filled in all, number and text hold for all of them. A text with digits holds for its own row
/// only: a value that is missing must stay missing. The cells are in order of rows.
pub fn over_rows(cells: &mut Vec<Cell>, columns: u32) {
    for (first, last) in runs(cells) {
        let from = cells.partition_point(|cell| cell.row < first);
        let inside = cells.iter().skip(from).take_while(|cell| cell.row <= last);
        let inside: Vec<&Cell> = inside.filter(|cell| cell.row_span == 1 && cell.column_span == 1).collect();
        let column = |number: u32| -> Vec<&Cell> {
            inside.iter().filter(|cell| cell.column == number).copied().collect()
        };
        let whole = |column: &[&Cell]| column.len() == (last - first + 1) as usize;
        let filled = |column: &[&Cell]| whole(column) && column.iter().all(|cell| !is_blank(cell));
        let all: Vec<Vec<&Cell>> = (1..columns).map(column).collect();
        if !all.iter().any(|column| filled(column)) {
            continue;
        }
        let shared = (1..).zip(&all).filter(|(_, column)| whole(column) && is_shared(column));
        let mut shared: Vec<u32> = shared.map(|(number, _)| number).collect();
        if !shared.is_empty() {
            shared.push(0);
            merge(cells, &shared, first, last);
        }
    }
}

/// First and last row of each stretch of rows whose number is blank.
fn runs(cells: &[Cell]) -> Vec<(u32, u32)> {
    let blank = |cell: &&Cell| cell.row_span == 1 && cell.column_span == 1 && is_blank(cell);
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.column == 0).filter(blank) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == cell.row => *last = cell.row,
            _ => runs.push((cell.row, cell.row)),
        }
    }
    runs.retain(|(first, last)| (last - first + 1) as usize >= FEWEST);
    runs
}

fn is_shared(column: &[&Cell]) -> bool {
    let Some((first, rest)) = column.split_first() else { return false };
    let worded = !is_blank(first) && !first.text().contains(|c: char| c.is_ascii_digit());
    worded && rest.iter().all(|cell| is_blank(cell))
}

fn merge(cells: &mut Vec<Cell>, columns: &[u32], first: u32, last: u32) {
    cells.retain(|cell| !(columns.contains(&cell.column) && cell.row > first && cell.row <= last));
    let tops = cells.iter_mut().filter(|cell| cell.row == first && columns.contains(&cell.column));
    tops.for_each(|cell| cell.row_span = last - first + 1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Line, Paragraph, Place, Run};

    fn table(rows: &[&[&str]]) -> Vec<Cell> {
        let cell = |row: usize, column: usize, text: &str| {
            let run = Run { text: text.to_owned(), ..Run::default() };
            let line = Line { runs: vec![run], place: Place::Paragraph { paragraph: 0 } };
            let paragraph = Paragraph { lines: vec![line], ..Paragraph::default() };
            Cell {
                row: u32::try_from(row).unwrap(),
                column: u32::try_from(column).unwrap(),
                row_span: 1,
                column_span: 1,
                paragraphs: if text.is_empty() { vec![] } else { vec![paragraph] },
                places: vec![],
                tables: vec![],
                hidden: false,
            }
        };
        let rows = rows.iter().enumerate();
        rows.flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| cell(row, column, text))
        })
        .collect()
    }

    fn tall(rows: &[&[&str]]) -> Vec<(u32, u32, u32)> {
        let mut cells = table(rows);
        over_rows(&mut cells, 4);
        cells
            .iter()
            .filter(|cell| cell.row_span > 1)
            .map(|cell| (cell.row, cell.column, cell.row_span))
            .collect()
    }

    #[test]
    fn rows_without_a_number_share_what_only_the_first_names() {
        let rows: &[&[&str]] = &[
            &["7", "Chính quyền số", "", ""],
            &["", "Trực tuyến", "100%", "Trung tâm"],
            &["", "Thanh toán", "80%", ""],
            &["", "Số hóa", "75%", ""],
            &["8", "Tài chính", "", "Phòng Kinh tế"],
        ];
        assert_eq!(tall(rows), [(1, 0, 3), (1, 3, 3)]);
    }

    #[test]
    fn values_and_short_runs_are_left_alone() {
        let value: &[&[&str]] = &[&["", "A", "b", "12,5"], &["", "B", "c", ""], &["", "C", "d", ""]];
        let short: &[&[&str]] = &[&["", "A", "b", "Sở"], &["", "B", "c", ""], &["2", "C", "d", ""]];
        let numbered: &[&[&str]] = &[&["1", "A", "b", "Sở"], &["2", "B", "c", ""], &["3", "C", "d", ""]];
        let hollow: &[&[&str]] = &[&["", "A", "", "Sở"], &["", "", "c", ""], &["", "C", "", ""]];
        for rows in [value, short, numbered, hollow] {
            assert_eq!(tall(rows), [], "{rows:?}");
        }
    }
}
