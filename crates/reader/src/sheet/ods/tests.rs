//! Files made here: the two parts are written as XML and zipped.

use crate::sheet::fixture::zipped;
use crate::sheet::read;
use model::{Block, Document, Table};

const STYLES: &str = r##"<office:automatic-styles>
<number:percentage-style style:name="N1"><number:number number:decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N2"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:number-style style:name="N3P0"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:number-style style:name="N3"><number:text>(</number:text><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text>)</number:text><style:map style:condition="value()&gt;=0" style:apply-style-name="N3P0"/></number:number-style>
<style:style style:name="base" style:family="table-cell"><style:table-cell-properties fo:border="1pt solid #000000"/><style:text-properties style:font-name=".VnTime"/></style:style>
<style:style style:name="c1" style:family="table-cell" style:parent-style-name="base" style:data-style-name="N1"/>
<style:style style:name="c2" style:family="table-cell" style:parent-style-name="base" style:data-style-name="N2"/>
<style:style style:name="c3" style:family="table-cell" style:parent-style-name="base" style:data-style-name="N3"/>
<style:style style:name="t2" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>"##;

fn file(tables: &str) -> Document {
    let content = format!(
        "<office:document-content>{STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    read(&zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]))
    .unwrap()
}

fn text_cell(text: &str) -> String {
    format!(
        r#"<table:table-cell table:style-name="base" office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
    )
}

fn value_cell(style: &str, kind: &str, value: &str) -> String {
    format!(
        r#"<table:table-cell table:style-name="{style}" office:value-type="{kind}" {value}><text:p>x</text:p></table:table-cell>"#
    )
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

fn texts(document: &Document) -> Vec<String> {
    first_table(document).cells.iter().map(model::Cell::text).collect()
}

fn first_table(document: &Document) -> &Table {
    let found = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    found.unwrap()
}

#[test]
fn values_are_shown_by_their_format() {
    let document = file(&format!(
        r#"<table:table table:name="Biểu">{}{}</table:table>"#,
        row(&["a", "b", "c", "d"].map(text_cell)),
        row(&[
            value_cell("c1", "percentage", r#"office:value="0.8964""#),
            value_cell("c2", "date", r#"office:date-value="2023-04-05""#),
            value_cell("c3", "float", r#"office:value="-1500""#),
            value_cell("c3", "float", r#"office:value="1500""#),
        ])
    ));
    assert_eq!(texts(&document), ["a", "b", "c", "d", "89,64%", "05/04/2023", "-1500", "1.500"]);
    let run = &first_table(&document).cells[0].paragraphs[0].lines[0].runs[0];
    assert_eq!(run.font.as_deref(), Some(".VnTime"));
}

#[test]
fn spans_repeats_and_empty_filling() {
    let wide = r#"<table:table-cell table:style-name="base" table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string"><text:p>Năm</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:style-name="base" table:number-columns-repeated="16381"/>"#;
    let document = file(&format!(
        r#"<table:table table:name="Biểu"><table:table-header-rows>{}</table:table-header-rows>{}
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:style-name="base" table:number-columns-repeated="3" office:value-type="string"><text:p>y<text:s text:c="2"/>z</text:p><text:p>- u</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:style-name="base" table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
        row(&[text_cell("TT"), wide.to_owned()]),
        row(&["1", "2", "3"].map(text_cell)),
    ));
    let table = first_table(&document);
    assert_eq!((table.rows, table.columns, table.header_rows), (4, 3, 1));
    assert_eq!(table.cells[1].column_span, 2);
    assert_eq!(texts(&document)[5..], ["y  z\n- u"; 6]);
}

#[test]
fn what_is_hidden_is_marked() {
    let rows = format!(
        r#"{}<table:table-row table:visibility="collapse">{}</table:table-row>{}"#,
        row(&["TT", "Tên"].map(text_cell)),
        ["1", "a"].map(text_cell).concat(),
        row(&["2", "b"].map(text_cell)),
    );
    let document = file(&format!(
        r#"<table:table table:name="A"><table:table-column/><table:table-column/>{rows}</table:table>
        <table:table table:name="B" table:style-name="t2">{rows}</table:table>"#
    ));
    let hidden: Vec<usize> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table.cells.iter().filter(|cell| cell.hidden).count()),
            Block::Paragraph(_) => None,
        })
        .collect();
    assert_eq!(hidden, [2, 6]);
    assert!(document.diagnostics.iter().all(|one| one.code == "hidden-cells"));
}

#[test]
fn a_bomb_of_repeats_ends() {
    let document = file(
        r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#,
    );
    assert_eq!(document.diagnostics[0].code, "sheet-damaged");
}

#[test]
fn a_cell_that_fills_the_sheet_is_read_once() {
    let sheet = r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">
        <table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>
        </table:table-row></table:table>"#;
    let document = file(sheet);
    assert_eq!(document.blocks.len(), 1);
    assert_eq!(document.diagnostics[0].code, "sheet-damaged");
}
