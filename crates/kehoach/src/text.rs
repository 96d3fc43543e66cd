//! Document → its text in reading order, to be looked at.

use model::{Block, Cell, Document, Paragraph, ParagraphRole, Table};

/// One paragraph a line; a table's row is one line, its cells parted by tabs. Running heads and page
/// numbers are left out.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(one) if one.role == ParagraphRole::Furniture => {}
            Block::Paragraph(one) => push_line(&mut out, &paragraph(one)),
            Block::Table(table) => push_table(&mut out, table),
        }
    }
    out
}

/// A cell's paragraphs, one a line, with their labels.
pub fn cell(cell: &Cell) -> String {
    let lines: Vec<String> = cell.paragraphs.iter().map(paragraph).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn paragraph(one: &Paragraph) -> String {
    match &one.label {
        Some(label) => format!("{label} {}", one.text()).trim().to_owned(),
        None => one.text(),
    }
}

fn push_line(out: &mut String, line: &str) {
    if !line.is_empty() {
        out.push_str(line);
        out.push('\n');
    }
}

fn push_table(out: &mut String, table: &Table) {
    let mut row = None;
    let mut line = String::new();
    for one in &table.cells {
        if row.is_some() && row != Some(one.row) {
            push_line(out, line.trim_end());
            line.clear();
        }
        if row == Some(one.row) {
            line.push('\t');
        }
        row = Some(one.row);
        line.push_str(&cell(one).replace(['\n', '\t'], " "));
    }
    push_line(out, line.trim_end());
    for inner in table.cells.iter().flat_map(|cell| &cell.tables) {
        push_table(out, inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Line, Place, Places, Run, TableMake};

    fn one(text: &str) -> Paragraph {
        let runs = [Run { text: text.to_owned(), ..Run::default() }].into();
        Paragraph {
            lines: [Line { runs, place: Place::Paragraph { paragraph: 1 } }].into(),
            ..Paragraph::default()
        }
    }

    #[test]
    fn rows_are_lines_and_labels_stay() {
        let cell = |row, column, texts: &[&str]| Cell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            paragraphs: texts.iter().map(|text| one(text)).collect(),
            ..Cell::default()
        };
        let cells = vec![
            cell(0, 0, &["STT"]),
            cell(0, 1, &["Chỉ tiêu"]),
            cell(1, 0, &["1"]),
            cell(1, 1, &["a", "b"]),
        ];
        let table = Table {
            make: TableMake::Lattice,
            rows: 2,
            columns: 2,
            cells,
            header_rows: 1,
            repeated_rows: 0,
            parts: Places::new(),
            name: None,
        };
        let mut out = String::new();
        push_table(&mut out, &table);
        assert_eq!(out, "STT\tChỉ tiêu\n1\ta b\n");
        let labelled = Paragraph { label: Some("1.".to_owned()), ..one("Mục tiêu") };
        assert_eq!(paragraph(&labelled), "1. Mục tiêu");
    }
}
