//! Cells merged over rows where no ruling shows it: in tables without rulings, and over a page's end.

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
        let mut shared = shared(&inside, columns, (last - first + 1) as usize);
        if !shared.is_empty() {
            shared.push(0);
            merge(cells, &shared, first, last);
        }
    }
}

/// The columns that share their first row's text with all rows of a stretch.
fn shared(inside: &[&Cell], columns: u32, rows: usize) -> Vec<u32> {
    let column =
        |number: u32| -> Vec<&Cell> { inside.iter().filter(|cell| cell.column == number).copied().collect() };
    let whole: Vec<(u32, Vec<&Cell>)> = (1..columns)
        .map(|number| (number, column(number)))
        .filter(|(_, column)| column.len() == rows)
        .collect();
    let filled = whole.iter().any(|(_, column)| column.iter().all(|cell| !is_blank(cell)));
    let shared = whole.iter().filter(|(_, column)| filled && is_shared(column));
    shared.map(|(number, _)| *number).collect()
}

/// Merges a blank at the top of a page with the cell above the page's end, one row tall on both sides: in a
/// column whose cells are merged over rows elsewhere and that has no other blank, it is no blank either.
/// `seams` are the rows at the top of pages.
pub fn over_breaks(cells: &mut Vec<Cell>, seams: &[u32], header_rows: u32) {
    for row in seams {
        let blanks = cells.iter().filter(|cell| cell.row == *row && is_blank(cell));
        let blanks: Vec<(u32, u32)> = blanks.map(|cell| (cell.column, cell.column_span)).collect();
        for place in blanks {
            if !is_habit(cells, place, seams, header_rows) {
                continue;
            }
            let here = |cell: &Cell| (cell.column, cell.column_span) == place;
            let below = cells.iter().position(|cell| here(cell) && cell.row == *row);
            let above = cells.iter().position(|cell| here(cell) && cell.row + cell.row_span == *row);
            let (Some(below), Some(above)) = (below, above) else { continue };
            if cells.get(above).is_some_and(|cell| !is_blank(cell) && cell.row >= header_rows) {
                let below = cells.remove(below);
                if let Some(above) = cells.get_mut(above) {
                    above.row_span += below.row_span;
                    above.places.extend(below.places);
                }
            }
        }
    }
}

/// Whether cells of a column are merged over rows, and none is blank but at the top of a page.
fn is_habit(cells: &[Cell], place: (u32, u32), seams: &[u32], header_rows: u32) -> bool {
    let column =
        || cells.iter().filter(|cell| (cell.column, cell.column_span) == place && cell.row >= header_rows);
    let blank = column().any(|cell| is_blank(cell) && !seams.contains(&cell.row));
    !blank && column().any(|cell| cell.row_span > 1 && !is_blank(cell))
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
    use model::{Line, Paragraph, Place, Places, Run};

    fn table(rows: &[&[&str]]) -> Vec<Cell> {
        let cell = |row: usize, column: usize, text: &str| {
            let run = Run { text: text.to_owned(), ..Run::default() };
            let line = Line { runs: [run].into(), place: Place::Paragraph { paragraph: 0 } };
            let paragraph = Paragraph { lines: [line].into(), ..Paragraph::default() };
            Cell {
                row: u32::try_from(row).unwrap(),
                column: u32::try_from(column).unwrap(),
                row_span: 1,
                column_span: 1,
                paragraphs: if text.is_empty() { vec![] } else { vec![paragraph] },
                places: Places::new(),
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
    fn a_blank_at_the_top_of_a_page_is_the_cell_before_it() {
        let merged = |texts: [&str; 5], tall: u32| {
            let rows: Vec<[&str; 2]> = texts.iter().map(|text| ["1", *text]).collect();
            let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
            let mut cells = table(&rows);
            // The first text is merged over two rows.
            cells.retain(|cell| tall == 1 || !(cell.column == 1 && cell.row == 1));
            cells
                .iter_mut()
                .filter(|cell| cell.column == 1 && cell.row == 0)
                .for_each(|cell| cell.row_span = tall);
            over_breaks(&mut cells, &[3], 0);
            cells
                .iter()
                .filter(|cell| cell.column == 1 && cell.row == 2)
                .map(|cell| cell.row_span)
                .sum::<u32>()
        };
        assert_eq!(merged(["Sở A", "", "Sở B", "", "Sở C"], 2), 2);
        assert_eq!(merged(["Sở A", "", "Sở B", "", ""], 2), 1, "blanks are usual in the column");
        assert_eq!(merged(["Sở A", "Sở D", "Sở B", "", "Sở C"], 1), 1, "nothing is merged in the column");
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
