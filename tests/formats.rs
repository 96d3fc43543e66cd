//! One document in every format says the same. The fixtures were saved from the DOCX and the XLSX by an
//! office program: automatic numbers in cells, merged cells; number formats, hidden rows, raised marks.

use crate::program::{argument, kehoach};
use crate::root;
use serde_json::Value;

/// The cells of the only table of a fixture: row, column, spans and text.
fn cells(fixture: &str) -> Vec<(u64, u64, u64, u64, String)> {
    let path = root().join("fixtures").join(fixture);
    let tables = kehoach(["tables", argument(&path)]);
    assert_eq!(tables.code, 0, "{fixture}: {}", tables.stderr);
    let table: Value = serde_json::from_str(&tables.stdout).unwrap();
    let number = |cell: &Value, name: &str| cell[name].as_u64().unwrap();
    let cell = |cell: &Value| {
        let text = cell["text"].as_str().unwrap().to_owned();
        let [row, column] = ["row", "col"].map(|name| number(cell, name));
        let [rows, columns] = ["row_span", "col_span"].map(|name| number(cell, name));
        (row, column, rows, columns, text)
    };
    table["cells"].as_array().unwrap().iter().map(cell).collect()
}

#[test]
fn numbers_and_merged_cells_are_the_same_in_every_text_format() {
    let expected = cells("numbered.docx");
    let first: Vec<&str> = expected.iter().filter(|cell| cell.1 == 0).map(|cell| cell.4.as_str()).collect();
    assert_eq!(first, ["STT", "Nhóm một", "1", "1.1", "1.2", "1"]);
    assert!(expected.contains(&(1, 0, 1, 4, "Nhóm một".to_owned())));
    assert!(expected.contains(&(3, 2, 2, 1, "80%".to_owned())));
    for fixture in ["numbered.doc", "numbered.rtf", "numbered.odt"] {
        assert_eq!(cells(fixture), expected, "{fixture}");
    }
    // HTML keeps neither the form of a list's numbers nor the levels above.
    let plain = |cells: Vec<(u64, u64, u64, u64, String)>| {
        cells
            .into_iter()
            .map(|(row, column, rows, columns, text)| {
                let text = if column == 0 {
                    text.rsplit('.').find(|part| !part.is_empty()).unwrap_or_default().to_owned()
                } else {
                    text
                };
                (row, column, rows, columns, text)
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(plain(cells("numbered.html")), plain(expected));
}

#[test]
fn values_are_what_the_sheet_shows_in_every_format() {
    for fixture in ["formats.xlsx", "formats.xls", "formats.ods"] {
        let path = root().join("fixtures").join(fixture);
        let extracted = kehoach(["extract", argument(&path)]);
        assert_eq!(extracted.code, 0, "{fixture}: {}", extracted.stderr);
        let document: Value = serde_json::from_str(&extracted.stdout).unwrap();
        let shown = |target: &Value| {
            let value = &target["values"][0];
            let number = value["quantities"][0]["value"].to_string();
            (target["text"].as_str().unwrap().to_owned(), value["raw"].as_str().unwrap().to_owned(), number)
        };
        let targets: Vec<_> = document["targets"].as_array().unwrap().iter().map(shown).collect();
        let expected = [
            ("Tỷ lệ đúng hạn¹", "89,64%", "89.64"),
            ("Số hồ sơ", "12.345,5", "12345.5"),
            ("Ngày xong", "30/06/2025", "null"),
            // Red and in brackets on the sheet.
            ("Cân đối", "-1.234,5", "-1234.5"),
            // Shown in millions.
            ("Thu", "1,2", "1.2"),
            ("Hàng ẩn", "5", "5"),
        ];
        let expected = expected.map(|(text, raw, value)| (text.to_owned(), raw.to_owned(), value.to_owned()));
        assert_eq!(targets, expected, "{fixture}");
        let codes = document["diagnostics"].as_array().unwrap().iter().map(|found| found["code"].as_str());
        assert!(codes.flatten().any(|code| code == "hidden-cells"), "{fixture}");
    }
}
