//! Workbooks made here: the parts are written as XML and zipped.

use crate::sheet::fixture::zipped;
use crate::sheet::read;
use model::{Block, CellRange, Document, Place, Table, TableMake};

const STYLES: &str = r#"<styleSheet>
<numFmts><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/></numFmts>
<fonts><font><name val=".VnTime"/></font><font><b/><name val="Times New Roman"/></font></fonts>
<borders><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>
<border><bottom style="thin"/></border></borders>
<cellXfs><xf/><xf borderId="1"/><xf borderId="1" numFmtId="10"/><xf borderId="1" numFmtId="164"/>
<xf fontId="1" borderId="2"><alignment horizontal="center"/></xf></cellXfs></styleSheet>"#;

const STRINGS: &str = "<sst><si><t>Một</t></si><si><r><rPr><b/></rPr><t>Đậm</t></r><r><t xml:space=\"preserve\"> nhạt</t></r></si></sst>";

fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut listed = String::new();
    let mut relations = String::from(
        r#"<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/>
        <Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/>"#,
    );
    let mut parts: Vec<(String, String)> = Vec::new();
    for (index, (name, state, xml)) in sheets.iter().enumerate() {
        listed += &format!(r#"<sheet name="{name}" state="{state}" r:id="r{index}"/>"#);
        relations += &format!(
            r#"<Relationship Id="r{index}" Type="x/worksheet" Target="worksheets/sheet{index}.xml"/>"#
        );
        parts.push((format!("xl/worksheets/sheet{index}.xml"), format!("<worksheet>{xml}</worksheet>")));
    }
    parts.push(("xl/workbook.xml".into(), format!("<workbook><sheets>{listed}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".into(), relations + "</Relationships>"));
    parts.push(("xl/styles.xml".into(), STYLES.into()));
    parts.push(("xl/sharedStrings.xml".into(), STRINGS.into()));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&parts)
}

fn one_sheet(xml: &str) -> Document {
    read(&workbook(&[("Biểu 1", "visible", xml)])).unwrap()
}

fn tables(document: &Document) -> Vec<&Table> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
        .collect()
}

fn prose(document: &Document) -> Vec<(u8, String)> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some((paragraph.column, paragraph.text())),
            Block::Table(_) => None,
        })
        .collect()
}

/// Rows of cells: `(style, text)`, the text a number or an inline string; empty text is an empty cell.
fn rows(first: u32, rows: &[&[(u32, &str)]]) -> String {
    let mut xml = String::new();
    for (row, cells) in (first..).zip(rows) {
        xml += &format!(r#"<row r="{row}">"#);
        for (column, (style, text)) in ('A'..).zip(*cells) {
            let name = format!("{column}{row}");
            xml += &match text.parse::<f64>() {
                _ if text.is_empty() => format!(r#"<c r="{name}" s="{style}"/>"#),
                Ok(_) => format!(r#"<c r="{name}" s="{style}"><v>{text}</v></c>"#),
                Err(_) => {
                    format!(r#"<c r="{name}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>"#)
                }
            };
        }
        xml += "</row>";
    }
    xml
}

#[test]
fn values_are_shown_by_their_format() {
    let xml = format!(
        "<sheetData>{}</sheetData>",
        rows(1, &[&[(1, "STT"), (1, "Tỷ lệ"), (1, "Ngày")], &[(1, "1"), (2, "0.8964"), (3, "45021")]])
    );
    let document = one_sheet(&xml);
    let tables = tables(&document);
    let texts: Vec<String> = tables[0].cells.iter().map(model::Cell::text).collect();
    assert_eq!(texts, ["STT", "Tỷ lệ", "Ngày", "1", "89,64%", "05/04/2023"]);
    assert_eq!(tables[0].make, TableMake::Lattice);
    assert_eq!(tables[0].name.as_deref(), Some("Biểu 1"));
    let place = Place::Sheet { sheet: "Biểu 1".into(), range: CellRange::parse("B2").unwrap() };
    assert_eq!(tables[0].cells[4].places[..], [place]);
    assert_eq!(tables[0].cells[4].paragraphs[0].lines[0].runs[0].font.as_deref(), Some(".VnTime"));
}

#[test]
fn strings_shared_rich_and_computed() {
    let xml = r#"<sheetData><row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c></row>
        <row r="2"><c r="A2" s="1" t="str"><f>A1</f><v>Một</v></c><c r="B2" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
        <row r="3"><c r="A3" s="1"><f>SUM(B1:B9)</f></c><c r="B3" s="1" t="s"><v>99</v></c></row></sheetData>"#;
    let document = one_sheet(xml);
    let cells = &tables(&document)[0].cells;
    let texts: Vec<String> = cells.iter().map(model::Cell::text).collect();
    assert_eq!(texts, ["Một", "Đậm nhạt", "Một", "#DIV/0!"]);
    let runs = &cells[1].paragraphs[0].lines[0].runs;
    assert_eq!(runs.iter().map(|run| run.bold).collect::<Vec<_>>(), [true, false]);
    assert_eq!(document.diagnostics.len(), 1);
    assert_eq!(document.diagnostics[0].code, "formula-without-value");
    let place = Place::Sheet { sheet: "Biểu 1".into(), range: CellRange::parse("A3").unwrap() };
    assert_eq!(document.diagnostics[0].provenance[..], [place]);
}

#[test]
fn merged_cells_are_spans() {
    let xml = format!(
        r#"<sheetData>{}</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/>
        <mergeCell ref="A3:C3"/><mergeCell ref="B2:B3"/></mergeCells>"#,
        rows(
            1,
            &[
                &[(1, "TT"), (1, "Năm"), (1, "")],
                &[(1, ""), (1, "2024"), (1, "2025")],
                &[(1, "Nhóm"), (1, ""), (1, "")],
            ]
        )
    );
    let document = one_sheet(&xml);
    let table = tables(&document)[0];
    let spans: Vec<_> =
        table.cells.iter().map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span)).collect();
    // The area B2:B3 came first and overlaps A3:C3, which keeps to the places that are free.
    assert_eq!(spans, [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 2, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 2, 1, 1)]);
}

#[test]
fn texts_around_several_tables() {
    let table: &[&[(u32, &str)]] = &[&[(1, "TT"), (1, "Tên")], &[(1, "1"), (1, "x")]];
    let xml = format!(
        r#"<sheetData>{}{}{}{}{}</sheetData><mergeCells><mergeCell ref="A3:B3"/></mergeCells>"#,
        rows(1, &[&[(0, "TỈNH"), (0, "NƯỚC")], &[(0, "Số: 1"), (0, "Tự do")]]),
        rows(3, &[&[(4, "BIỂU 1"), (4, "")]]),
        rows(4, table),
        rows(7, &[&[(0, "Ghi chú: dòng này")], &[(0, "còn nữa.")]]),
        rows(10, table),
    );
    let document = one_sheet(&xml);
    let parts: Vec<&Place> = tables(&document).iter().flat_map(|table| &table.parts).collect();
    let place =
        |range: &str| Place::Sheet { sheet: "Biểu 1".into(), range: CellRange::parse(range).unwrap() };
    assert_eq!(parts, [&place("A4:B5"), &place("A10:B11")]);
    let expected = [
        (1, "TỈNH"),
        (1, "Số: 1"),
        (2, "NƯỚC"),
        (2, "Tự do"),
        (0, "BIỂU 1"),
        (0, "Ghi chú: dòng này còn nữa."),
    ];
    assert_eq!(prose(&document), expected.map(|(column, text)| (column, text.to_owned())));
    assert!(matches!(document.blocks[5], Block::Table(_)));
}

#[test]
fn what_is_hidden_is_marked() {
    let table: &[&[(u32, &str)]] = &[
        &[(1, "TT"), (1, "Tên"), (1, "Cũ")],
        &[(1, "1"), (1, "x"), (1, "y")],
        &[(1, "2"), (1, "x"), (1, "y")],
    ];
    let data = rows(1, table).replace(r#"<row r="3">"#, r#"<row r="3" hidden="1">"#);
    let xml = format!(r#"<cols><col min="3" max="3" hidden="1"/></cols><sheetData>{data}</sheetData>"#);
    let document = read(&workbook(&[("A", "visible", &xml), ("B", "hidden", &xml)])).unwrap();
    let hidden = |table: &Table| table.cells.iter().filter(|cell| cell.hidden).count();
    assert_eq!(tables(&document).into_iter().map(hidden).collect::<Vec<_>>(), [5, 9]);
    let codes: Vec<&str> = document.diagnostics.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["hidden-cells", "hidden-cells"]);
}

#[test]
fn tables_without_borders() {
    let xml = format!(
        "<sheetData>{}</sheetData>",
        rows(
            1,
            &[
                &[(0, "DANH MỤC")],
                &[(0, "TT"), (0, "Tên"), (0, "Số")],
                &[(0, "1"), (0, "a"), (0, "5")],
                &[(0, "Nhóm")],
                &[(0, "2"), (0, "b"), (0, "6")],
            ]
        )
    );
    let document = one_sheet(&xml);
    assert_eq!(prose(&document), [(0, "DANH MỤC".to_owned())]);
    let table = tables(&document)[0];
    assert_eq!((table.make, table.rows, table.columns), (TableMake::Borderless, 4, 3));
}

#[test]
fn a_far_cell_costs_nothing() {
    let xml = format!(
        r#"<sheetData>{}<row r="1048576"><c r="XFD1048576" s="1"><v>1</v></c></row></sheetData>
        <mergeCells><mergeCell ref="C1:XFD1048576"/></mergeCells>"#,
        rows(1, &[&[(1, "TT"), (1, "Tên")], &[(1, "1"), (1, "x")]])
    );
    let document = one_sheet(&xml);
    assert_eq!(tables(&document).len(), 1);
    assert_eq!(prose(&document), [(0, "1".to_owned())]);
}

#[test]
fn a_damaged_sheet_costs_its_rest() {
    let good = rows(1, &[&[(1, "TT"), (1, "Tên")], &[(1, "1"), (1, "x")]]);
    let document = one_sheet(&format!("<sheetData>{good}<row r=\"3\"><c r=\"A3\"><v>5</"));
    assert_eq!(tables(&document).len(), 1);
    assert_eq!(document.diagnostics[0].code, "sheet-damaged");
}

#[test]
fn a_row_of_many_texts_stands_for_itself() {
    let cells = |row: u32, count: u8| {
        let cell = |n: u8| format!(r#"<c t="inlineStr"><is><t>{row}.{n}</t></is></c>"#);
        format!(r#"<row r="{row}">{}</row>"#, (1..=count).map(cell).collect::<String>())
    };
    let document = one_sheet(&format!("<sheetData>{}{}</sheetData>", cells(1, 70), cells(2, 1)));
    let mut expected: Vec<(u8, String)> = (1..=70).map(|n| (n, format!("1.{n}"))).collect();
    expected.push((0, "2.1".to_owned()));
    assert_eq!(prose(&document), expected);
}
