//! XLS of Excel 95 to 2003: BIFF records in a stream of an OLE container.

mod record;
mod styles;
mod worksheet;

use super::grid::{Budget, Content, Sheet, TextRun};
use crate::ReadError;
use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};
use record::{Fields, Record, Records, RichText, kind};
use std::io::{Cursor, Read as _};
use styles::{Collected, Style, Version};

/// The most that the workbook's stream may hold.
const MAX_STREAM: u64 = 128 << 20;

/// What the cells of every sheet point into.
struct Shared {
    version: Version,
    encoding: &'static Encoding,
    base_1904: bool,
    strings: Vec<RichText>,
    collected: Collected,
    styles: Vec<Style>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    start: usize,
    /// Charts and macros are listed among the sheets of cells.
    has_cells: bool,
    hidden: bool,
    title_rows: Option<(u32, u32)>,
}

/// # Errors
/// Where the container or the workbook's records cannot be read, or are encrypted.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let stream = workbook_stream(bytes)?;
    let (shared, listed) = globals(&stream)?;
    let mut budget = Budget::default();
    let sheets = listed.into_iter().filter(|entry| entry.has_cells).map(|entry| {
        let mut sheet = worksheet::read(&stream, entry.start, &shared, &mut budget);
        sheet.name = entry.name;
        sheet.hidden = entry.hidden;
        sheet.title_rows = entry.title_rows;
        sheet
    });
    Ok(sheets.collect())
}

fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::Damaged(error.to_string());
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if container.is_stream("Workbook") { "Workbook" } else { "Book" };
    let stream = container.open_stream(name).map_err(damaged)?;
    let mut content = Vec::new();
    // A damaged chain of sectors gives the records before the damage.
    let _ = stream.take(MAX_STREAM).read_to_end(&mut content);
    Ok(content)
}

/// The records that stand for the whole workbook.
fn globals(stream: &[u8]) -> Result<(Shared, Vec<Listed>), ReadError> {
    let mut shared = Shared {
        version: Version::Biff8,
        encoding: WINDOWS_1252,
        base_1904: false,
        strings: Vec::new(),
        collected: Collected::default(),
        styles: Vec::new(),
    };
    let mut listed: Vec<Listed> = Vec::new();
    for (index, record) in Records::from(stream, 0).enumerate() {
        if index == 0 && !kind::BOF.contains(&record.kind) {
            break;
        }
        let mut fields = record.fields();
        match record.kind {
            kind if kind::BOF.contains(&kind) => {
                let biff8 = fields.u16().is_some_and(|version| version >= 0x0600);
                shared.version = if biff8 { Version::Biff8 } else { Version::Biff5 };
            }
            kind::EOF => break,
            kind::FILE_PASS => return Err(ReadError::Encrypted),
            kind::CODE_PAGE if fields.u16() == Some(1258) => shared.encoding = WINDOWS_1258,
            kind::DATE_MODE => shared.base_1904 = fields.u16() == Some(1),
            kind::BOUND_SHEET => listed.extend(bound_sheet(&mut fields, &shared)),
            kind::SHARED_STRINGS => shared.strings = shared_strings(&mut fields),
            kind::NAME => title_rows(&record, shared.version, &mut listed),
            _ => shared.collected.record(&record, shared.version, shared.encoding),
        }
    }
    if listed.is_empty() {
        return Err(ReadError::Damaged("the workbook lists no sheets".to_owned()));
    }
    shared.styles = shared.collected.styles();
    Ok((shared, listed))
}

fn bound_sheet(fields: &mut Fields<'_, '_>, shared: &Shared) -> Option<Listed> {
    let start = usize::try_from(fields.u32()?).ok()?;
    let hidden = fields.u8()? & 0x03 != 0;
    let has_cells = fields.u8()? == 0;
    let length = usize::from(fields.u8()?);
    let name = match shared.version {
        Version::Biff8 => fields.unicode(length)?.text(),
        Version::Biff5 => fields.narrow(length, shared.encoding)?,
    };
    Some(Listed { name, start, has_cells, hidden, title_rows: None })
}

fn shared_strings(fields: &mut Fields<'_, '_>) -> Vec<RichText> {
    let mut strings = Vec::new();
    let _total = fields.u32();
    let count = fields.u32().unwrap_or(0);
    for _ in 0..count {
        let Some(text) = fields.u16().and_then(|length| fields.unicode(usize::from(length))) else { break };
        strings.push(text);
    }
    strings
}

/// The rows to be printed again on each page: a built-in name whose formula is an area of whole rows.
fn title_rows(record: &Record<'_>, version: Version, listed: &mut [Listed]) {
    const PRINT_TITLES: u8 = 0x07;
    const AREA: u8 = 0x3B;
    if version != Version::Biff8 {
        return;
    }
    let read = || -> Option<(usize, (u32, u32))> {
        let mut fields = record.fields();
        let built_in = fields.u16()? & 0x20 != 0;
        fields.skip(1)?;
        let name_length = fields.u8()?;
        let _formula_length = fields.u16()?;
        fields.skip(2)?;
        let sheet = usize::from(fields.u16()?).checked_sub(1)?;
        fields.skip(4)?;
        let _flags = fields.u8()?;
        if !built_in || name_length != 1 || fields.u8()? != PRINT_TITLES {
            return None;
        }
        // A union of columns and rows begins with a mark of its own and its length.
        let mut token = fields.u8()?;
        if token == 0x29 {
            fields.skip(2)?;
            token = fields.u8()?;
        }
        while token == AREA {
            fields.skip(2)?;
            let (top, bottom) = (fields.u16()?, fields.u16()?);
            let (left, right) = (fields.u16()? & 0x3FFF, fields.u16()? & 0x3FFF);
            if left == 0 && right >= 0xFF && bottom < u16::MAX {
                return Some((sheet, (u32::from(top), u32::from(bottom))));
            }
            token = fields.u8()?;
        }
        None
    };
    if let Some((sheet, rows)) = read()
        && let Some(entry) = listed.get_mut(sheet)
    {
        entry.title_rows = Some(rows);
    }
}

/// A string as a cell's content, with the fonts that it names.
fn content(text: &RichText, collected: &Collected) -> Content {
    let stretches = text.stretches();
    match stretches.as_slice() {
        [] => Content::Empty,
        [(text, None)] => Content::Plain(text.as_str().into()),
        _ => {
            let run = |(text, font): (String, Option<u16>)| TextRun {
                text,
                font: font.and_then(|index| collected.font_at(index)).cloned(),
            };
            Content::Rich(stretches.into_iter().map(run).collect())
        }
    }
}

#[cfg(test)]
mod tests;
