//! Small documents made in code: what each piece of RTF becomes.

use super::read;
use model::{Block, Document, Line, Paragraph, Place, Table, TableMake};
use proptest::prelude::*;

fn document(text: &str) -> Document {
    let fonts = r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}{\f2\fcharset238 Times New Roman CE{\*\falt X};}{\f3\fcharset2 Symbol;}}";
    let text: String = text.lines().map(str::trim_start).collect();
    let head = r"\rtf1\ansi\ansicpg1252\deff0";
    read(format!(r"{{{head}{fonts}{{\stylesheet{{\s1 heading 1;}}}}{text}}}").as_bytes()).unwrap()
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

fn tables(document: &Document) -> Vec<Table> {
    let table = |block: &Block| if let Block::Table(table) = block { Some(table.clone()) } else { None };
    document.blocks.iter().filter_map(table).collect()
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    for (text, cut) in
        [(r"{\rtf1 a}", false), (r"{\rtf1 a}}", false), (r"{\rtf1 a", true), (r"{\rtf1 {\b a}", true)]
    {
        let document = read(text.as_bytes()).unwrap();
        assert_eq!(paragraphs(&document), ["a"], "{text}");
        assert_eq!(document.diagnostics.iter().any(|one| one.code == "file-damaged"), cut, "{text}");
    }
}

#[test]
fn characters_are_read_in_their_code_page() {
    let cases = [
        (r"K\u7871\'3f ho\u7841\'61ch", "Kế hoạch"),
        (r"\uc2 \u7871\'61\'62x\uc0\u7871 y", "ếxếy"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f2 V\'e3n ph\'f0}", "Văn phđ"),
        (r"{\f1 K\'d5 ho\'b9ch n\-\'ad}", "KÕ ho¹ch n\u{ad}\u{ad}"),
        (r"{\f3\'b3}\~90\_95\{\}\\", "≥\u{a0}90\u{2011}95{}\\"),
        (r"a\tab b\line c\ldblquote d\rdblquote", "a\tb/c“d”"),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 7}}{\*\unknown x}{\v ẩn}{\caps chung}", "7CHUNG"),
        (r"{\deleted cu}{\revised moi}{\pict 0102}", "moi"),
    ];
    for (text, expected) in cases {
        assert_eq!(paragraphs(&document(&format!(r"{text}\par"))), [expected], "{text}");
    }
}

#[test]
fn what_stands_before_the_first_group_is_no_text() {
    let document = super::read(b"\xEF\xBB\xBF\r\n{\\rtf1 x\\par}").unwrap();
    assert_eq!(paragraphs(&document), ["x"]);
}

#[test]
fn looks_labels_and_levels() {
    let document = document(
        r"\pard\s1\qc\li720\fi-360{\listtext\pard\plain 1.\tab}{\b\i\f1 a}{\super 1}\par\pard\plain {\pntext\f3\'b7\tab}b\par",
    );
    assert_eq!(paragraphs(&document), ["[1.]a1", "[•]b"]);
    let Block::Paragraph(first) = &document.blocks[0] else { panic!() };
    assert_eq!((first.heading, first.centered, first.indent), (Some(1), true, 18.0));
    let [a, mark] = &first.lines[0].runs[..] else { panic!() };
    assert_eq!((a.bold, a.italic, a.font.as_deref(), mark.superscript), (true, true, Some(".VnTime"), true));
}

#[test]
fn tables_are_laid_by_their_edges() {
    let text = r"before\par
        \trowd\trhdr\clvmgf\clbrdrt\brdrs\cellx500\clbrdrt\brdrs\cellx3000\pard\intbl TT\cell H\par h\cell\row
        \trowd\clvmrg\clbrdrt\brdrs\cellx510\clbrdrt\brdrs\cellx2000\clbrdrt\brdrs\cellx3000\pard\intbl\cell A\cell B\cell\row
        \pard after\par \trowd\cellx900\pard\intbl c\cell\row";
    let document = document(text);
    assert_eq!(paragraphs(&document), ["before", "after"]);
    let tables = tables(&document);
    let cells: Vec<_> =
        tables[0].cells.iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text())).collect();
    let text = str::to_owned;
    assert_eq!(
        cells,
        [
            (0, 0, 2, 1, text("TT")),
            (0, 1, 1, 2, text("H\nh")),
            (1, 1, 1, 1, text("A")),
            (1, 2, 1, 1, text("B"))
        ]
    );
    assert_eq!((tables[0].make, tables[0].header_rows), (TableMake::Lattice, 1));
    assert_eq!(tables[0].cells[3].places[..], [Place::Row { table: 1, row: 2 }]);
    assert_eq!((tables[1].make, tables[1].cells[0].text()), (TableMake::Borderless, text("c")));
}

#[test]
fn tables_stand_inside_cells() {
    let text = r"\trowd\cellx900\cellx2000\pard\intbl x\par
        \pard\intbl\itap2 n\nestcell{\*\nesttableprops\trowd\cellx400\nestrow}{\nonesttables\par}
        \pard\intbl y\cell z\cell\row";
    let tables = tables(&document(text));
    let [first, second] = &tables[0].cells[..] else { panic!("{tables:?}") };
    assert_eq!((first.text(), second.text()), ("x\ny".to_owned(), "z".to_owned()));
    assert_eq!(first.tables[0].cells[0].text(), "n");
}

#[test]
fn texts_that_stand_apart_have_their_places() {
    let text = r"{\header dau\par}Dieu{\super\chftn}{\footnote\chftn chu}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt hop\par}}{\shprslt x}}\par
        \pard\pvpg\posx500\posy900 duoi\par\pard\pvpg\posx500\posy100 tren\par\pard cuoi\par";
    assert_eq!(paragraphs(&document(text)), ["dau", "Dieu1", "hop", "tren", "duoi", "cuoi", "[1]chu"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_words_are_read(pieces in prop::collection::vec(0usize..PIECES.len(), 0..80)) {
        let text: String = pieces.iter().map(|&index| PIECES[index]).collect();
        let _ = read(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }
}

const PIECES: [&str; 28] = [
    "{",
    "}",
    "x",
    r"\par",
    r"\cell",
    r"\row",
    r"\trowd",
    r"\cellx-5",
    r"\cellx2147483647",
    r"\clvmrg",
    r"\clvmgf",
    r"\intbl",
    r"\itap9999999",
    r"\nestcell",
    r"\nestrow",
    r"{\*\nesttableprops",
    r"{\footnote",
    r"{\header",
    r"{\shptxt",
    r"\pard",
    r"\u55357",
    r"\uc-3",
    r"\'f",
    r"\bin99999999999",
    r"{\fonttbl;",
    r"{\stylesheet\s;",
    r"{\listtext",
    r"\li-2147483648\fi-2147483648",
];
