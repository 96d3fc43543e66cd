//! The file information block: where everything lies, and the text put together from its pieces.

use super::bytes::{part, u8_at, u16_at, u32_at};
use crate::ReadError;

/// Longer texts are no plan; a hostile piece table can name the same bytes again and again.
const MOST_CHARACTERS: u32 = 16_000_000;

/// Places in the table of (offset, length) pairs.
#[derive(Debug, Clone, Copy)]
pub enum Table {
    Styles = 1,
    FootnoteMarks = 2,
    FootnoteTexts = 3,
    Headers = 11,
    Characters = 12,
    Paragraphs = 13,
    Fonts = 15,
    Pieces = 33,
    Shapes = 40,
    EndnoteMarks = 46,
    EndnoteTexts = 47,
    BoxTexts = 56,
    Lists = 73,
    ListUses = 74,
}

/// The streams of a document and what the block says of them.
pub struct Streams {
    pub document: Vec<u8>,
    pub tables: Vec<u8>,
    pub data: Vec<u8>,
}

/// Lengths of the texts, which follow each other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lengths {
    pub main: u32,
    pub footnotes: u32,
    pub headers: u32,
    pub comments: u32,
    pub endnotes: u32,
}

/// What the head of the main stream says before the other streams are read.
pub struct Head {
    pub encrypted: bool,
    pub second_table: bool,
    pub version: u16,
}

pub fn head(document: &[u8]) -> Option<Head> {
    let flags = u16_at(document, 0x0A)?;
    Some(Head {
        encrypted: flags & 0x0100 != 0,
        second_table: flags & 0x0200 != 0,
        version: u16_at(document, 2)?,
    })
}

impl Streams {
    /// The bytes of the table stream that an entry names.
    pub fn table(&self, which: Table) -> &[u8] {
        let (offset, length) = self.entry(which);
        part(&self.tables, offset, length)
    }

    /// Offset and length of an entry.
    pub fn entry(&self, which: Table) -> (usize, usize) {
        let at = 0x9A + which as usize * 8;
        let count = u16_at(&self.document, 0x98).unwrap_or(0);
        if which as usize >= usize::from(count) {
            return (0, 0);
        }
        let offset = u32_at(&self.document, at).unwrap_or(0) as usize;
        (offset, u32_at(&self.document, at + 4).unwrap_or(0) as usize)
    }

    pub fn lengths(&self) -> Lengths {
        let at = |at: usize| u32_at(&self.document, at).unwrap_or(0).min(MOST_CHARACTERS);
        Lengths {
            main: at(0x4C),
            footnotes: at(0x50),
            headers: at(0x54),
            comments: at(0x5C).saturating_add(at(0x58)),
            endnotes: at(0x60),
        }
    }
}

/// A character of the text: its code in UTF-16, and where in the file it lies.
#[derive(Debug, Clone, Copy)]
pub struct Char {
    pub code: u16,
    pub offset: u32,
    pub wide: bool,
}

/// All texts one after the other, put together from the pieces.
pub fn text(streams: &Streams) -> Result<Vec<Char>, ReadError> {
    let pieces = pieces(streams.table(Table::Pieces))
        .ok_or_else(|| ReadError::Damaged("the document's piece table is missing".to_owned()))?;
    let count = pieces.len().saturating_sub(4) / 12;
    let mut text = Vec::new();
    for index in 0..count {
        let bounds = u32_at(pieces, index * 4).zip(u32_at(pieces, index * 4 + 4));
        let Some((start, end)) = bounds else { break };
        let Some(place) = u32_at(pieces, (count + 1) * 4 + index * 8 + 2) else { break };
        let length = end.saturating_sub(start) as usize;
        if text.len() + length > MOST_CHARACTERS as usize {
            return Err(ReadError::TooLarge(format!("a text of more than {MOST_CHARACTERS} characters")));
        }
        piece(&streams.document, place, length, &mut text);
    }
    Ok(text)
}

/// The piece table lies behind the changes of a fast save.
fn pieces(table: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        match u8_at(table, at)? {
            1 => at += 3 + usize::from(u16_at(table, at + 1)?),
            2 => return Some(part(table, at + 5, u32_at(table, at + 1)? as usize)),
            _ => return None,
        }
    }
}

fn piece(document: &[u8], place: u32, length: usize, text: &mut Vec<Char>) {
    let narrow = place & 0x4000_0000 != 0;
    let offset = place & 0x3FFF_FFFF;
    if narrow {
        let start = offset / 2;
        for (&byte, offset) in part(document, start as usize, length).iter().zip(start..) {
            text.push(Char { code: code_of(byte), offset, wide: false });
        }
    } else {
        let bytes = part(document, offset as usize, length.saturating_mul(2));
        for (pair, index) in bytes.chunks_exact(2).zip(0u32..) {
            let code = u16_at(pair, 0).unwrap_or(0);
            text.push(Char { code, offset: offset + index * 2, wide: true });
        }
    }
}

/// Narrow characters are Windows-1252.
fn code_of(byte: u8) -> u16 {
    let bytes = [byte];
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0;
    text.encode_utf16().next().unwrap_or(u16::from(byte))
}
