//! Small documents made in code: what each piece of OpenDocument text becomes.

use super::read;
use model::{Block, Document, Line, Paragraph, Place, Table, TableMake};
use proptest::prelude::*;

fn flat(styles: &str, text: &str) -> String {
    format!(
        "<office:document><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body></office:document>"
    )
}

fn document(styles: &str, text: &str) -> Document {
    read(flat(styles, text).as_bytes()).unwrap()
}

fn shown(paragraph: &Paragraph) -> String {
    let lines: Vec<String> = paragraph.lines.iter().map(Line::text).collect();
    let label = paragraph.label.as_ref().map(|label| format!("[{label}]")).unwrap_or_default();
    format!("{label}{}", lines.join("/"))
}

fn paragraphs(document: &Document) -> Vec<String> {
    let paragraph = |block: &Block| if let Block::Paragraph(p) = block { Some(shown(p)) } else { None };
    document.blocks.iter().filter_map(paragraph).collect()
}

fn table(document: &Document) -> Table {
    let table = |block: &Block| if let Block::Table(table) = block { Some(table.clone()) } else { None };
    document.blocks.iter().find_map(table).unwrap()
}

#[test]
fn blanks_collapse_and_written_blanks_stay() {
    let cases = [
        ("  Kế \n hoạch ", "Kế hoạch "),
        ("Số:<text:s text:c='3'/>/KH", "Số:   /KH"),
        ("a<text:tab/>b<text:line-break/> c", "a\tb/c"),
        ("a <text:span>b</text:span> <text:a>c</text:a>", "a b c"),
        ("a<office:annotation><text:p>ghi</text:p></office:annotation>b", "ab"),
    ];
    for (inline, expected) in cases {
        assert_eq!(paragraphs(&document("", &format!("<text:p>{inline}</text:p>"))), [expected], "{inline}");
    }
}

#[test]
fn lists_count_by_level_and_go_on() {
    let styles = "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='I' style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='1' text:display-levels='2' style:num-suffix=')'/></text:list-style><text:list-style style:name='B'><text:list-level-style-bullet text:level='1' text:bullet-char='-'/></text:list-style>";
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let list = |attributes: &str, inner: &str| format!("<text:list {attributes}>{inner}</text:list>");
    let text = list(
        "text:style-name='L'",
        &(item("<text:p>a</text:p><text:p>more</text:p>")
            + &item(&list("", &(item("<text:p>b</text:p>") + &item("<text:p>c</text:p>"))))
            + &item("<text:p>d</text:p>")),
    ) + &list("text:style-name='B'", &item("<text:p>e</text:p>"))
        + &list("text:style-name='L' text:continue-numbering='true'", &item("<text:p>f</text:p>"))
        + &list("text:style-name='L'", &item("<text:p>g</text:p>"));
    assert_eq!(
        paragraphs(&document(styles, &text)),
        ["[I.]a", "more", "[I.1)]b", "[I.2)]c", "[II.]d", "[-]e", "[III.]f", "[I.]g"]
    );
}

#[test]
fn tables_keep_their_spans_and_looks() {
    let styles = "<style:style style:family='table-cell' style:name='c'><style:table-cell-properties fo:border='0.5pt solid #000'/></style:style>
        <style:style style:family='paragraph' style:name='h'><style:paragraph-properties fo:text-align='center'/><style:text-properties fo:font-weight='bold' style:text-position='super 58%'/></style:style>";
    let cell = |attributes: &str, text: &str| {
        format!(
            "<table:table-cell table:style-name='c' {attributes}><text:p text:style-name='h'>{text}</text:p></table:table-cell>"
        )
    };
    let covered = "<table:covered-table-cell/>";
    let text = [
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>".to_owned(),
        cell("table:number-rows-spanned='2'", "TT")
            + &cell("table:number-columns-spanned='2'", "H")
            + covered,
        "</table:table-row></table:table-header-rows><table:table-row>".to_owned() + covered,
        cell("", "A") + &cell("", "B") + "</table:table-row></table:table>",
    ];
    let table = table(&document(styles, &text.concat()));
    let cells: Vec<_> =
        table.cells.iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text())).collect();
    let text = str::to_owned;
    assert_eq!(
        cells,
        [(0, 0, 2, 1, text("TT")), (0, 1, 1, 2, text("H")), (1, 1, 1, 1, text("A")), (1, 2, 1, 1, text("B"))]
    );
    assert_eq!((table.make, table.header_rows), (TableMake::Lattice, 1));
    let paragraph = &table.cells[0].paragraphs[0];
    assert!(paragraph.centered && paragraph.is_bold() && paragraph.lines[0].runs[0].superscript);
    assert_eq!(table.cells[3].places[..], [Place::Row { table: 1, row: 2 }]);
}

#[test]
fn notes_boxes_and_changes() {
    let text = "<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:p>Điều<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>chú</text:p></text:note-body></text:note><draw:frame><draw:text-box><text:p>hộp</text:p></draw:text-box></draw:frame> sau</text:p>";
    let document = document("", text);
    assert_eq!(paragraphs(&document), ["Điều1 sau", "hộp", "[1]chú"]);
    assert_eq!(document.diagnostics[0].code, "tracked-changes");
}

#[test]
fn absurd_counts_cost_nothing() {
    let row = "<table:table-row table:number-rows-repeated='4000000000'><table:table-cell table:number-columns-spanned='4000000000' table:number-rows-spanned='4000000000' table:number-columns-repeated='4000000000'><text:p><text:s text:c='4000000000'/>x</text:p></table:table-cell></table:table-row>";
    let document = document("", &format!("<table:table>{}</table:table>", row.repeat(20)));
    assert!(table(&document).rows <= 2000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_markup_is_read(pieces in prop::collection::vec(0usize..PIECES.len(), 0..60)) {
        let text: String = pieces.iter().map(|&index| PIECES[index]).collect();
        let _ = read(flat("", &text).as_bytes());
    }
}

const PIECES: [&str; 16] = [
    "<text:p>",
    "</text:p>",
    "x ",
    "<text:list>",
    "<text:list-item>",
    "</text:list-item>",
    "</text:list>",
    "<table:table>",
    "<table:table-row>",
    "<table:table-cell table:number-rows-spanned='3'>",
    "</table:table-cell>",
    "</table:table-row>",
    "</table:table>",
    "<text:note><text:note-body>",
    "<draw:text-box>",
    "<text:h>",
];
