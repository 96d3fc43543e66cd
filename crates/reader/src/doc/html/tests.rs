//! Small pages: what each element becomes.

use super::read;
use crate::ReadError;
use model::{Block, Document, Line, Paragraph, Place, Table, TableMake};
use proptest::prelude::*;

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
fn a_page_that_was_cut_off_says_so() {
    for (page, cut) in [
        ("<HTML lang=vi><body><p>a</p></body></HTML>", false),
        ("<html><body><p>a</p>", true),
        ("<html\n><p>a</p></htm", true),
        ("<p>a</p>", false),
        ("<p>a</p><htmlx>", false),
    ] {
        let document = read(page.as_bytes()).unwrap();
        assert_eq!(document.diagnostics.iter().any(|one| one.code == "file-damaged"), cut, "{page}");
    }
}

#[test]
fn text_is_what_the_page_shows() {
    let cases: [(&str, &[&str]); 8] = [
        ("<title>x</title><p> Kế\n hoạch <b>năm </b> 2025<p>hai<br> ba", &["Kế hoạch năm 2025", "hai/ba"]),
        ("<script>x</script><p style='DISPLAY: none'>ẩn</p>a&amp;b &#7871;", &["a&b ế"]),
        ("<ol start=3 type=a><li>c<li value=9>i<ul><li>x</ul></ol>", &["[c.]c", "[i.]i", "[•]x"]),
        ("<ol><ol start=2><li><p></p></ol></ol><ul><li></ul>", &["[2.]"]),
        ("<p><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>một</p>", &["[1.]một"]),
        ("<pre>a  b\nc</pre>", &["a  b/c"]),
        ("<div>a<div>b</div>c</div>", &["a", "b", "c"]),
        ("<p>moi<del>cu</del><ins>!</ins></p>", &["moi!"]),
    ];
    for (page, expected) in cases {
        assert_eq!(paragraphs(&read(page.as_bytes()).unwrap()), expected, "{page}");
    }
}

#[test]
fn pages_are_decoded() {
    let wide: Vec<u8> = "\u{feff}<p>Kế</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(Vec<u8>, &str); 5] = [
        ("<p>Kế</p>".into(), "Kế"),
        (wide, "Kế"),
        (b"<meta charset=windows-1258><p>K\xEA\xEC</p>".to_vec(), "Kê\u{301}"),
        (b"<p>k\xD5 ho\xB9ch</p>".to_vec(), "kÕ ho¹ch"),
        (
            b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>K=E1=BA=\r\n=BF</p>\r\n--x--".to_vec(),
            "Kế",
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(paragraphs(&read(&bytes).unwrap()), [expected]);
    }
}

#[test]
fn tables_keep_their_spans_and_looks() {
    let page = "<p align=center><font face='.VnTime'><b>I</b></font></p><table border=1><thead><tr><th rowspan=2>TT<th colspan=2>H</thead>
        <tr><td>A<td>B<tr><td>1<td><table><tr><td>n</table><td rowspan=0>z<tr><td colspan=99999>w</table>";
    let document = read(page.as_bytes()).unwrap();
    let Block::Paragraph(first) = &document.blocks[0] else { panic!() };
    assert_eq!(
        (first.centered, first.is_bold(), first.lines[0].runs[0].font.as_deref()),
        (true, true, Some(".VnTime"))
    );
    let table = table(&document);
    let cells: Vec<_> =
        table.cells.iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text())).collect();
    let text = str::to_owned;
    assert_eq!(
        cells,
        [
            (0, 0, 2, 1, text("TT")),
            (0, 1, 1, 2, text("H")),
            (1, 1, 1, 1, text("A")),
            (1, 2, 1, 1, text("B")),
            (2, 0, 1, 1, text("1")),
            (2, 1, 1, 1, text("")),
            (2, 2, 2, 1, text("z")),
            (3, 0, 1, 2, text("w")),
        ]
    );
    assert_eq!((table.make, table.header_rows), (TableMake::Lattice, 1));
    assert_eq!(table.cells[5].tables[0].cells[0].places[..], [Place::Row { table: 1, row: 3 }]);
    assert_eq!(table.cells[7].places[..], [Place::Row { table: 1, row: 4 }]);
}

#[test]
fn absurd_pages_are_refused() {
    let attributes: String = (0..12_000).map(|number| format!(" a{number}='b c'")).collect();
    for page in ["<div>".repeat(200_000), "<br>".repeat(500_000), format!("<p{attributes}>x</p>")] {
        assert!(matches!(read(page.as_bytes()), Err(ReadError::TooLarge(_))));
    }
    let quoted = format!("{0}<!-- {0} --><p title='{0}'>x</p>", "a b ".repeat(12_000));
    assert!(read(quoted.as_bytes()).is_ok());
    let deep = "<div>".repeat(1500) + "x";
    assert_eq!(paragraphs(&read(deep.as_bytes()).unwrap()), ["x"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_markup_is_read(pieces in prop::collection::vec(0usize..PIECES.len(), 0..60)) {
        let page: String = pieces.iter().map(|&index| PIECES[index]).collect();
        let _ = read(page.as_bytes());
    }
}

const PIECES: [&str; 16] = [
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=4294967295 colspan=0>",
    "<th>",
    "<p>",
    "</p>",
    "x ",
    "<ol>",
    "<li>",
    "</ol>",
    "<b>",
    "</b>",
    "<!--",
    "&#xD800;",
    "MIME-Version:",
];
