//! Small Word 97 files made in code.

use super::read;
use crate::ReadError;
use model::{Block, Document, Line, Paragraph, Place, Table, TableMake};
use proptest::prelude::*;
use std::io::{Cursor, Write};

/// A paragraph: its text with its end mark, the properties of its characters and of itself.
struct Piece {
    text: String,
    characters: Vec<u8>,
    paragraph: Vec<u8>,
}

fn piece(text: &str, characters: &[u8], paragraph: &[u8]) -> Piece {
    Piece { text: text.to_owned(), characters: characters.to_vec(), paragraph: paragraph.to_vec() }
}

const TEXT: usize = 0x800;

/// The main stream: head, text as UTF-16, one page of characters' properties, one of paragraphs'.
fn streams(pieces: &[Piece], numbering: Option<(&[u8], &[u8])>) -> (Vec<u8>, Vec<u8>) {
    let text: Vec<u8> =
        pieces.iter().flat_map(|p| p.text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let page = (TEXT + text.len()).div_ceil(512);
    let mut main = vec![0; (page + 2) * 512];
    main[TEXT..TEXT + text.len()].copy_from_slice(&text);
    let mut ends = vec![TEXT as u32];
    for piece in pieces {
        let length = piece.text.encode_utf16().count() as u32 * 2;
        ends.push(ends[ends.len() - 1] + length);
    }
    let characters: Vec<Vec<u8>> =
        pieces.iter().map(|p| [&[p.characters.len() as u8][..], &p.characters].concat()).collect();
    let paragraphs: Vec<Vec<u8>> = pieces
        .iter()
        .map(|p| [&[0, (p.paragraph.len() + 2).div_ceil(2) as u8, 0, 0][..], &p.paragraph].concat())
        .collect();
    fill_page(&mut main[page * 512..(page + 1) * 512], &ends, &characters, 1);
    fill_page(&mut main[(page + 1) * 512..(page + 2) * 512], &ends, &paragraphs, 13);

    let mut tables = Vec::new();
    let mut entries: Vec<(usize, Vec<u8>)> = Vec::new();
    let (first, last) = (ends[0], ends[ends.len() - 1]);
    let bins =
        |page: usize| [first, last, page as u32].iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    entries.push((12, bins(page)));
    entries.push((13, bins(page + 1)));
    let length = (text.len() / 2) as u32;
    let mut pieces_table = vec![2];
    pieces_table.extend(16u32.to_le_bytes());
    pieces_table.extend([0, length].iter().flat_map(|v: &u32| v.to_le_bytes()));
    pieces_table.extend([0, 0]);
    pieces_table.extend((TEXT as u32).to_le_bytes());
    pieces_table.extend([0, 0]);
    entries.push((33, pieces_table));
    if let Some((lists, uses)) = numbering {
        entries.push((73, lists.to_vec()));
        entries.push((74, uses.to_vec()));
    }
    main[0..2].copy_from_slice(&0xA5ECu16.to_le_bytes());
    main[2..4].copy_from_slice(&0xC1u16.to_le_bytes());
    main[0x4C..0x50].copy_from_slice(&length.to_le_bytes());
    main[0x98..0x9A].copy_from_slice(&0x5Du16.to_le_bytes());
    for (index, bytes) in entries {
        let at = 0x9A + index * 8;
        main[at..at + 4].copy_from_slice(&(tables.len() as u32).to_le_bytes());
        main[at + 4..at + 8].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
        tables.extend(bytes);
    }
    (main, tables)
}

fn fill_page(page: &mut [u8], ends: &[u32], properties: &[Vec<u8>], width: usize) {
    let mut at = 511;
    for (index, list) in properties.iter().enumerate() {
        at = (at - list.len()) / 2 * 2;
        page[at..at + list.len()].copy_from_slice(list);
        page[ends.len() * 4 + index * width] = (at / 2) as u8;
    }
    for (index, end) in ends.iter().enumerate() {
        page[index * 4..index * 4 + 4].copy_from_slice(&end.to_le_bytes());
    }
    page[511] = properties.len() as u8;
}

fn pack((main, tables): &(Vec<u8>, Vec<u8>)) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("WordDocument").unwrap().write_all(main).unwrap();
    file.create_stream("0Table").unwrap().write_all(tables).unwrap();
    file.into_inner().into_inner()
}

fn document(pieces: &[Piece]) -> Document {
    read(&pack(&streams(pieces, None))).unwrap()
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

const BOLD: [u8; 3] = [0x35, 0x08, 1];
const HIDDEN: [u8; 3] = [0x3C, 0x08, 1];
const DELETED: [u8; 3] = [0x00, 0x08, 1];
const CENTERED: [u8; 3] = [0x03, 0x24, 1];
const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
const ENDS_ROW: [u8; 6] = [0x16, 0x24, 1, 0x17, 0x24, 1];

#[test]
fn text_is_what_the_page_shows() {
    let document = document(&[
        piece("Kế hoạch\u{b}hai\r", &BOLD, &CENTERED),
        piece("QĐ\u{1e}TTg h\u{1f}u\r", &[], &[]),
        piece("\u{13}PAGE\u{14}7\u{15}\r", &[], &[]),
        piece("ẩn", &HIDDEN, &[]),
        piece("cũ", &DELETED, &[]),
        piece("hiện\r", &[], &[]),
    ]);
    assert_eq!(paragraphs(&document), ["Kế hoạch/hai", "QĐ\u{2011}TTg h\u{ad}u", "7", "hiện"]);
    let Block::Paragraph(first) = &document.blocks[0] else { panic!() };
    assert!(first.is_bold() && first.centered);
    assert_eq!(document.diagnostics[0].code, "tracked-changes");
}

/// The definition of a row: edges, and for each cell how it is merged.
fn row(edges: &[i16], merges: &[u16]) -> Vec<u8> {
    let mut operand = vec![merges.len() as u8];
    operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for merge in merges {
        let mut cell = [0u8; 20];
        cell[0..2].copy_from_slice(&merge.to_le_bytes());
        cell[5] = 1;
        operand.extend(cell);
    }
    let mut list = ENDS_ROW.to_vec();
    list.extend([0x04, 0x34, 1, 0x08, 0xD6]);
    list.extend((operand.len() as u16 + 1).to_le_bytes());
    list.extend(operand);
    list
}

#[test]
fn tables_are_laid_by_their_edges() {
    let cell = |text: &str| piece(&format!("{text}\u{7}"), &[], &IN_TABLE);
    let document = document(&[
        piece("trước\r", &[], &[]),
        cell("TT"),
        cell("H"),
        piece("\u{7}", &[], &row(&[0, 500, 3000], &[0x60, 0])),
        cell(""),
        cell("A"),
        cell("B"),
        piece("\u{7}", &[], &row(&[8, 500, 2000, 3000], &[0x20, 0, 0])),
        piece("sau\r", &[], &[]),
    ]);
    assert_eq!(paragraphs(&document), ["trước", "sau"]);
    let table = table(&document);
    let cells: Vec<_> =
        table.cells.iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text())).collect();
    let text = str::to_owned;
    assert_eq!(
        cells,
        [(0, 0, 2, 1, text("TT")), (0, 1, 1, 2, text("H")), (1, 1, 1, 1, text("A")), (1, 2, 1, 1, text("B"))]
    );
    assert_eq!(
        (table.make, &table.cells[3].places[..]),
        (TableMake::Lattice, &[Place::Row { table: 1, row: 2 }][..])
    );
}

#[test]
fn lists_are_counted() {
    // One simple list whose level reads «%1)» in small letters, used once.
    let mut lists = vec![1, 0];
    lists.extend([9, 0, 0, 0]);
    lists.extend([0; 22]);
    lists.extend([1, 0]);
    let split = lists.len();
    lists.extend([1, 0, 0, 0, 4, 0]);
    lists.extend([0; 22]);
    lists.extend([2, 0, 0, 0, b')', 0]);
    let mut uses = vec![1, 0, 0, 0, 9, 0, 0, 0];
    uses.extend([0; 12]);
    uses.extend([0xFF; 4]);
    let item = [0x0B, 0x46, 1, 0];
    let pieces = [piece("một\r", &[], &item), piece("không\r", &[], &[]), piece("hai\r", &[], &item)];
    // The table's own length leaves the levels out, as Word writes it.
    let (main, tables) = streams(&pieces, Some((&lists, &uses)));
    assert!(split < lists.len());
    let document = read(&pack(&(main, tables))).unwrap();
    assert_eq!(paragraphs(&document), ["[a)]một", "không", "[b)]hai"]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = streams(&[piece("x\r", &[], &[])], None);
    let with = |at: usize, value: u16| {
        let mut changed = whole.clone();
        changed.0[at..at + 2].copy_from_slice(&value.to_le_bytes());
        read(&pack(&changed))
    };
    assert!(matches!(with(0x0A, 0x0100), Err(ReadError::Encrypted)));
    assert!(matches!(with(0x02, 0x65), Err(ReadError::Unsupported(_))));
    assert!(matches!(with(0x98, 3), Err(ReadError::Damaged(_))));
    assert!(matches!(read(&pack(&(vec![1; 8], vec![]))), Err(ReadError::Damaged(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_damage_is_survived(changes in prop::collection::vec((any::<bool>(), any::<usize>(), any::<u8>()), 1..12)) {
        let cell = piece("a\u{7}", &BOLD, &IN_TABLE);
        let end = piece("\u{7}", &[], &row(&[0, 900], &[0x60]));
        let (mut main, mut tables) = streams(&[piece("x\r", &BOLD, &CENTERED), cell, end], None);
        for (first, at, byte) in changes {
            let bytes = if first { &mut main } else { &mut tables };
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        let _ = read(&pack(&(main, tables)));
    }
}
