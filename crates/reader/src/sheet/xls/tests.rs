//! Workbooks made here, record by record.

use crate::ReadError;
use crate::sheet::read;
use model::{Block, Document, Table};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A string with a length of one byte, letters of one byte.
fn short(text: &[u8]) -> Vec<u8> {
    [&[u8::try_from(text.len()).unwrap(), 0], text].concat()
}

/// A string with a length of two bytes, letters of two.
fn long(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [words(&[u16::try_from(units.len()).unwrap()]), vec![1], words(&units)].concat()
}

/// A cell format with borders on all sides.
fn cell_format(format: u16) -> Vec<u8> {
    [words(&[0, format, 0]), vec![2, 0, 0, 0], 0x1111_u32.to_le_bytes().to_vec(), vec![0; 6]].concat()
}

/// A workbook stream of one sheet with these records.
fn stream(sheet: &[Vec<u8>]) -> Vec<u8> {
    let font = [words(&[240, 0, 0, 700, 0]), vec![0; 4], short(b".VnTime")].concat();
    let globals = |start: u32| {
        [
            record(0x0809, &words(&[0x0600, 0x0005])),
            record(0x0042, &words(&[1252])),
            record(0x0031, &font),
            record(0x041E, &[words(&[164]), long("dd/mm/yyyy")].concat()),
            record(0x00E0, &cell_format(0)),
            record(0x00E0, &cell_format(10)),
            record(0x00E0, &cell_format(164)),
            record(0x0085, &[&start.to_le_bytes()[..], &[0, 0], &short(b"Bieu")].concat()),
            record(0x00FC, &[vec![1, 0, 0, 0, 1, 0, 0, 0], long("Chỉ tiêu")].concat()),
            record(0x000A, &[]),
        ]
        .concat()
    };
    let start = u32::try_from(globals(0).len()).unwrap();
    [globals(start), record(0x0809, &words(&[0x0600, 0x0010])), sheet.concat(), record(0x000A, &[])].concat()
}

fn file(stream: &[u8]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    container.create_stream("Workbook").unwrap().write_all(stream).unwrap();
    container.into_inner().into_inner()
}

fn sample() -> Vec<Vec<u8>> {
    let number = |place: [u16; 3], value: f64| [words(&place), value.to_le_bytes().to_vec()].concat();
    vec![
        record(0x0208, &[words(&[2, 0, 3, 255, 0, 0]), 0x20_u32.to_le_bytes().to_vec()].concat()),
        record(0x007D, &words(&[2, 2, 2000, 0, 1, 0])),
        record(0x0204, &[words(&[0, 0, 0]), words(&[3]), vec![0], b"T\xADT".to_vec()].concat()),
        record(0x00FD, &[words(&[0, 1, 0]), vec![0; 4]].concat()),
        record(0x0201, &words(&[0, 2, 0])),
        record(0x027E, &[words(&[1, 0, 0]), (1_u32 << 2 | 2).to_le_bytes().to_vec()].concat()),
        record(0x0203, &number([1, 1, 1], 0.8964)),
        record(0x0203, &number([1, 2, 2], 45_021.0)),
        record(0x0006, &[words(&[2, 0, 0]), vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF], vec![0; 6]].concat()),
        record(0x0207, &long("Tổng")),
        record(
            0x00BD,
            &[
                words(&[2, 1, 0]),
                (7_u32 << 2 | 2).to_le_bytes().to_vec(),
                words(&[1]),
                (89_u32 << 2 | 3).to_le_bytes().to_vec(),
                words(&[2]),
            ]
            .concat(),
        ),
        record(0x00E5, &words(&[1, 0, 0, 1, 2])),
    ]
}

fn table(document: &Document) -> &Table {
    let found = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    found.unwrap()
}

#[test]
fn cells_of_every_kind() {
    let document = read(&file(&stream(&sample()))).unwrap();
    let table = table(&document);
    let texts: Vec<String> = table.cells.iter().map(model::Cell::text).collect();
    assert_eq!(texts, ["T\u{AD}T", "Chỉ tiêu", "1", "89,64%", "05/04/2023", "Tổng", "7", "89,00%"]);
    assert_eq!(table.cells[1].column_span, 2);
    let hidden: Vec<bool> = table.cells.iter().map(|cell| cell.hidden).collect();
    assert_eq!(hidden, [false, false, false, false, true, true, true, true]);
    let run = &table.cells[0].paragraphs[0].lines[0].runs[0];
    assert_eq!((run.font.as_deref(), run.bold), (Some(".VnTime"), true));
    assert_eq!(document.diagnostics.len(), 1);
}

#[test]
fn an_encrypted_workbook_is_named() {
    let stream = [record(0x0809, &words(&[0x0600, 5])), record(0x002F, &[0; 6])].concat();
    assert_eq!(read(&file(&stream)).unwrap_err(), ReadError::Encrypted);
}

#[test]
fn a_cut_sheet_gives_what_there_is() {
    let mut stream = stream(&sample());
    stream.truncate(stream.len() - 30);
    let document = read(&file(&stream)).unwrap();
    assert_eq!(table(&document).rows, 3);
    assert_eq!(document.diagnostics[0].code, "sheet-damaged");
}

proptest! {
    #[test]
    fn damaged_records_never_panic(at in 0_usize..900, value: u8, cut in 0_usize..900) {
        let mut stream = stream(&sample());
        if let Some(byte) = stream.get_mut(at) {
            *byte = value;
        }
        stream.truncate(stream.len().saturating_sub(cut / 8));
        let _ = read(&file(&stream));
    }
}
