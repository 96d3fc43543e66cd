//! Small documents made in code: what each piece of WordprocessingML becomes.

use super::read;
use crate::ReadError;
use model::{Block, Document, Paragraph, ParagraphRole, Place, Table, TableMake};
use proptest::prelude::*;
use std::io::{Cursor, Write};

fn zip(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn parts(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let relation = |(index, (kind, _)): (usize, &(&str, &str))| {
        format!("<Relationship Id='r{index}' Type='http://x/{kind}' Target='{kind}{index}.xml'/>")
    };
    let relations: String = others.iter().enumerate().map(relation).collect();
    let mut all = vec![
        ("word/document.xml".to_owned(), format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/_rels/document.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
    ];
    all.extend(others.iter().enumerate().map(|(i, (k, c))| (format!("word/{k}{i}.xml"), (*c).to_owned())));
    let all: Vec<(&str, String)> =
        all.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
    zip(&all)
}

fn document(body: &str, others: &[(&str, &str)]) -> Document {
    read(&parts(body, others)).unwrap()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

const GRID: &str = "<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>";

fn shown(paragraph: &Paragraph) -> String {
    let lines: Vec<String> = paragraph.lines.iter().map(model::Line::text).collect();
    let label = paragraph.label.as_ref().map(|label| format!("[{label}]")).unwrap_or_default();
    let role = match paragraph.role {
        ParagraphRole::Body => "",
        ParagraphRole::Furniture => "~",
        ParagraphRole::Footnote => "^",
    };
    format!("{role}{label}{}", lines.join("/"))
}

fn shown_table(table: &Table) -> String {
    let cell = |cell: &model::Cell| {
        let texts: Vec<String> = cell.paragraphs.iter().map(shown).collect();
        let tables: String = cell.tables.iter().map(shown_table).collect();
        format!(
            "{},{}+{}x{}:{}{tables}",
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            texts.join("|")
        )
    };
    format!("{{{}}}", table.cells.iter().map(cell).collect::<Vec<_>>().join(" "))
}

fn blocks(document: &Document) -> Vec<String> {
    let shown = |block: &Block| match block {
        Block::Paragraph(paragraph) => shown(paragraph),
        Block::Table(table) => shown_table(table),
    };
    document.blocks.iter().map(shown).collect()
}

fn first_table(document: &Document) -> Table {
    let table = |block: &'_ Block| if let Block::Table(table) = block { Some(table.clone()) } else { None };
    document.blocks.iter().find_map(table).unwrap()
}

#[test]
fn text_is_what_the_page_shows() {
    let cases = [
        ("<w:r><w:t>Kế </w:t><w:t xml:space='preserve'>hoạch </w:t></w:r>", "Kếhoạch "),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb/c"),
        (
            "<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>TTg h</w:t><w:softHyphen/><w:t>u</w:t></w:r>",
            "QĐ\u{2011}TTg h\u{ad}u",
        ),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>90%</w:t></w:r>", "≥90%"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", "hiện"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r>", "KẾ HOẠCH"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>k\u{d5} ho\u{b9}ch</w:t></w:r>", "kÕ ho¹ch"),
        (
            "<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt>",
            "ab",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>!</w:t></w:r>",
            "7!",
        ),
        (
            "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText><w:t>cũ</w:t></w:r></w:del>",
            "mới",
        ),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
    ];
    for (inline, expected) in cases {
        let document = document(&format!("<w:p>{inline}</w:p>"), &[]);
        assert_eq!(blocks(&document), [expected], "{inline}");
    }
}

#[test]
fn looks_come_from_styles_and_from_the_text_itself() {
    let styles = "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme='minorHAnsi'/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type='paragraph' w:styleId='a'><w:name w:val='heading 2'/><w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type='paragraph' w:styleId='b'><w:basedOn w:val='a'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>
        <w:style w:type='character' w:styleId='c'><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr></w:style></w:styles>";
    let theme = "<a:theme><a:fontScheme><a:minorFont><a:latin typeface='Cambria'/></a:minorFont></a:fontScheme></a:theme>";
    let body = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>I</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val='b'/><w:jc w:val='left'/><w:ind w:left='720' w:hanging='200'/></w:pPr><w:r><w:rPr><w:b w:val='0'/><w:rStyle w:val='c'/></w:rPr><w:t>x</w:t></w:r></w:p>";
    let document = document(body, &[("styles", styles), ("theme", theme)]);
    let looks: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Paragraph(p) = block { Some(p) } else { None })
        .map(|p| {
            let font = p.lines[0].runs[0].font.clone().unwrap();
            (p.heading, p.centered, p.is_bold(), p.indent, font.to_string())
        })
        .collect();
    assert_eq!(
        looks,
        [(Some(2), true, true, 0.0, "Cambria".to_owned()), (None, false, false, 26.0, ".VnTime".to_owned())]
    );
}

#[test]
fn automatic_numbers_count_through_cells_and_start_anew() {
    let level = |i: u32, form: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl='{i}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let levels =
        level(0, "upperRoman", "%1.") + &level(1, "decimal", "%2.") + &level(2, "bullet", "\u{f0b7}");
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='5'>{levels}</w:abstractNum>
        <w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>
        <w:num w:numId='2'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='1'><w:startOverride w:val='7'/></w:lvlOverride></w:num></w:numbering>"
    );
    let item = |list: u32, level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let cells = format!("<w:tc>{}</w:tc><w:tc>{}</w:tc>", item(1, 1, ""), p("x"));
    let body = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        format!("<w:tbl>{GRID}<w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"),
        item(1, 2, "c"),
        item(2, 1, "d"),
        item(0, 1, "e"),
        item(1, 0, "f"),
    ];
    let document = document(&body.concat(), &[("numbering", &numbering)]);
    assert_eq!(
        blocks(&document),
        ["[I.]a", "[1.]b", "{0,0+1x1:[2.] 0,1+1x1:x 1,0+1x1:[3.] 1,1+1x1:x}", "[•]c", "[7.]d", "e", "[II.]f"]
    );
}

#[test]
fn tables_keep_their_spans() {
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let (start, goes_on) = ("<w:vMerge w:val='restart'/>", "<w:vMerge/>");
    let nested = format!("<w:tc><w:tbl>{}</w:tbl>{}</w:tc>", row(&[tc("", "n")]), p(""));
    let body = [
        "<w:tbl>".to_owned() + GRID,
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>".to_owned()
            + &tc(start, "TT")
            + &tc("<w:gridSpan w:val='2'/>", "H")
            + "</w:tr>",
        row(&[tc(goes_on, ""), tc("", "A"), tc("", "B")]),
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>".to_owned() + &tc("", "1") + "</w:tr>",
        row(&[tc("<w:gridSpan w:val='2'/>", "w"), nested]),
        "<w:tr><w:trPr><w:del/></w:trPr>".to_owned() + &tc("", "gone") + "</w:tr></w:tbl>",
    ];
    let document = document(&body.concat(), &[]);
    let table = first_table(&document);
    assert_eq!(
        shown_table(&table),
        "{0,0+2x1:TT 0,1+1x2:H 1,1+1x1:A 1,2+1x1:B 2,0+1x1: 2,1+1x1:1 2,2+1x1: 3,0+1x2:w 3,2+1x1:{0,0+1x1:n}}"
    );
    assert_eq!((table.make, table.header_rows, table.rows, table.columns), (TableMake::Lattice, 1, 4, 3));
    let last = table.cells.last().unwrap();
    assert_eq!(last.places[..], [Place::Row { table: 1, row: 4 }]);
    assert_eq!(last.tables[0].cells[0].places, last.places);
    assert_eq!(document.diagnostics[0].code, "tracked-changes");
}

#[test]
fn a_table_without_borders_is_a_layout() {
    let none = "<w:tcBorders><w:top w:val='nil'/><w:left w:val='nil'/><w:bottom w:val='nil'/><w:right w:val='nil'/></w:tcBorders>";
    let drawn = "<w:tcBorders><w:top w:val='single'/></w:tcBorders>";
    let cases = [
        ("", "", TableMake::Borderless),
        (GRID, "", TableMake::Lattice),
        (GRID, none, TableMake::Borderless),
        ("", drawn, TableMake::Lattice),
    ];
    for (table, cell, make) in cases {
        let body = format!("<w:tbl>{table}<w:tr>{}{}</w:tr></w:tbl>", tc(cell, "a"), tc(cell, "b"));
        assert_eq!(first_table(&document(&body, &[])).make, make, "{table} {cell}");
    }
}

#[test]
fn notes_boxes_and_running_heads_have_their_places() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><w:t>Điều</w:t><w:footnoteReference w:id='4'/></w:r><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>{}",
        boxed("hộp"),
        boxed("hộp"),
        p("sau")
    );
    let footnotes = format!(
        "<w:footnotes><w:footnote w:id='4'><w:p><w:r><w:footnoteRef/><w:t>chú</w:t></w:r></w:p></w:footnote><w:footnote w:id='5'>{}</w:footnote></w:footnotes>",
        p("thừa")
    );
    let header = format!("<w:hdr>{}</w:hdr>", p("đầu trang"));
    let document = document(&body, &[("footnotes", &footnotes), ("header", &header)]);
    assert_eq!(blocks(&document), ["~đầu trang", "Điều1", "hộp", "sau", "^[1]chú"]);
    let Block::Paragraph(paragraph) = &document.blocks[1] else { panic!() };
    let marks: Vec<bool> = paragraph.lines[0].runs.iter().map(|run| run.superscript).collect();
    assert_eq!(marks, [false, true]);
    let Block::Paragraph(last) = &document.blocks[3] else { panic!() };
    assert_eq!(last.lines[0].place, Place::Paragraph { paragraph: 2 });
}

#[test]
fn a_deleted_paragraph_end_joins_two_paragraphs() {
    let body =
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>một</w:t></w:r></w:p>".to_owned() + &p("hai");
    assert_eq!(blocks(&document(&body, &[])), ["mộthai"]);
}

fn page(rows: &[[&str; 2]]) -> String {
    let row = |[a, b]: &[&str; 2]| format!("<w:tr>{}{}</w:tr>", tc("", a), tc("", b));
    format!("<w:tbl>{GRID}{}</w:tbl>{}", rows.iter().map(row).collect::<String>(), p(""))
}

#[test]
fn tables_cut_by_their_author_are_whole_again() {
    let heading = ["STT", "Nội dung"];
    let body = page(&[heading, ["1", "rà soát văn bản."], ["2", "báo cáo của"]])
        + &page(&[heading, ["", "các đơn vị."], ["3", "kiểm tra."]])
        + &page(&[["4", "tổng kết."]])
        + &page(&[["9", "một bảng khác."]]);
    let document = document(&body, &[]);
    assert_eq!(document.blocks.len(), 2);
    let table = first_table(&document);
    let texts: Vec<String> = table.cells.iter().map(model::Cell::text).collect();
    assert_eq!(
        texts,
        [
            "STT",
            "Nội dung",
            "1",
            "rà soát văn bản.",
            "2",
            "báo cáo của các đơn vị.",
            "3",
            "kiểm tra.",
            "4",
            "tổng kết."
        ]
    );
    assert_eq!((table.header_rows, table.repeated_rows, table.parts.len()), (1, 1, 3));
    let healed = table.cells.iter().find(|cell| cell.text().starts_with("báo cáo")).unwrap();
    assert_eq!(healed.places[..], [Place::Row { table: 1, row: 3 }, Place::Row { table: 2, row: 2 }]);
}

#[test]
fn damaged_files_are_errors() {
    let whole = parts(&p("x"), &[]);
    assert!(matches!(read(&whole[..whole.len() / 2]), Err(ReadError::Damaged(_))));
    assert!(matches!(read(&zip(&[("word/styles.xml", String::new())])), Err(ReadError::Damaged(_))));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(10_000);
    assert!(matches!(read(&parts(&deep, &[])), Err(ReadError::TooLarge(_))));
}

#[test]
fn absurd_spans_cost_nothing() {
    let wide = tc("<w:gridSpan w:val='4000000000'/>", "x");
    let body = format!("<w:tbl>{GRID}{}</w:tbl>", format!("<w:tr>{}</w:tr>", wide.repeat(50)).repeat(50));
    let document = document(&body, &[]);
    assert!(first_table(&document).columns <= 50);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Pieces of markup in any order, well nested or not, never make the reader fail.
    #[test]
    fn any_markup_is_read(pieces in prop::collection::vec(0usize..PIECES.len(), 0..60)) {
        let body: String = pieces.iter().map(|&index| PIECES[index]).collect();
        let _ = read(&parts(&body, &[("numbering", NUMBERING), ("footnotes", &body)]));
    }

    #[test]
    fn any_damage_is_survived(place in 0usize..2000, byte: u8) {
        let mut bytes = parts(&page(&[["1", "a"], ["2", "b"]]), &[("numbering", NUMBERING)]);
        let length = bytes.len();
        bytes[place % length] = byte;
        let _ = read(&bytes);
    }
}

const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:lvlText w:val='%1%9%%'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>";

const PIECES: [&str; 26] = [
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>x</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:tcPr><w:vMerge w:val='restart'/><w:gridSpan w:val='3'/></w:tcPr>",
    "<w:trPr><w:gridBefore w:val='2'/></w:trPr>",
    "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>",
    "<w:fldChar w:fldCharType='begin'/>",
    "<w:fldChar w:fldCharType='end'/>",
    "<w:footnoteReference w:id='1'/>",
    "<w:footnote w:id='1'>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:ins>",
    "<w:del>",
    "</w:ins>",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<mc:AlternateContent><mc:Choice>",
];
