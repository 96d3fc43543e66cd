//! Fonts, number formats and cell formats of a workbook.

use super::record::{Record, kind};
use crate::sheet::format::{self, NumberFormat};
use crate::sheet::grid::{Borders, FontLook, Look};
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version of the stream: which fields records have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    Biff5,
    Biff8,
}

/// A look with its number format read.
#[derive(Debug, Default)]
pub struct Style {
    pub look: Arc<Look>,
    pub format: NumberFormat,
}

/// What is collected from the workbook's records.
#[derive(Default)]
pub struct Collected {
    fonts: Vec<FontLook>,
    formats: BTreeMap<u16, String>,
    cells: Vec<CellFormat>,
}

struct CellFormat {
    font: u16,
    format: u16,
    centered: bool,
    indent: u8,
    borders: Borders,
}

impl Collected {
    /// Takes a record if it is one of styles.
    pub fn record(&mut self, record: &Record<'_>, version: Version, encoding: &'static Encoding) {
        // A record that is cut off is left out.
        let _ = match record.kind {
            kind if kind::FONT.contains(&kind) => self.font(record, version, encoding),
            kind if kind::FORMAT.contains(&kind) => self.format(record, version, encoding),
            kind::XF => self.cell_format(record, version),
            _ => None,
        };
    }

    fn font(&mut self, record: &Record<'_>, version: Version, encoding: &'static Encoding) -> Option<()> {
        let mut fields = record.fields();
        let _height = fields.u16()?;
        let flags = fields.u16()?;
        let _color = fields.u16()?;
        let weight = fields.u16()?;
        let raised = fields.u16()?;
        fields.skip(4)?;
        let length = usize::from(fields.u8()?);
        let name = match version {
            Version::Biff8 => fields.unicode(length)?.text(),
            Version::Biff5 => fields.narrow(length, encoding)?,
        };
        self.fonts.push(FontLook {
            name: (!name.is_empty()).then(|| Arc::from(name)),
            bold: weight >= 600,
            italic: flags & 0x0002 != 0,
            superscript: raised == 1,
        });
        Some(())
    }

    fn format(&mut self, record: &Record<'_>, version: Version, encoding: &'static Encoding) -> Option<()> {
        let mut fields = record.fields();
        let id = fields.u16()?;
        let code = match version {
            Version::Biff8 => {
                let length = usize::from(fields.u16()?);
                fields.unicode(length)?.text()
            }
            Version::Biff5 => {
                let length = usize::from(fields.u8()?);
                fields.narrow(length, encoding)?
            }
        };
        self.formats.insert(id, code);
        Some(())
    }

    fn cell_format(&mut self, record: &Record<'_>, version: Version) -> Option<()> {
        let mut fields = record.fields();
        let (font, format, _type) = (fields.u16()?, fields.u16()?, fields.u16()?);
        let align = fields.u8()?;
        let _rotation = fields.u8()?;
        let (indent, borders) = match version {
            Version::Biff8 => {
                let indent = fields.u16()?;
                let lines = fields.u32()?;
                let side = |shift: u32| (lines >> shift) & 0x0F != 0;
                let borders = Borders { left: side(0), right: side(4), top: side(8), bottom: side(12) };
                (u8::try_from(indent & 0x0F).unwrap_or(0), borders)
            }
            Version::Biff5 => {
                let (fill, lines) = (fields.u32()?, fields.u32()?);
                let side = |shift: u32| (lines >> shift) & 0x07 != 0;
                let bottom = (fill >> 22) & 0x07 != 0;
                (0, Borders { left: side(3), right: side(6), top: side(0), bottom })
            }
        };
        self.cells.push(CellFormat {
            font,
            format,
            centered: matches!(align & 0x07, 2 | 6),
            indent,
            borders,
        });
        Some(())
    }

    /// The font of an index; number 4 is left out in files.
    pub fn font_at(&self, index: u16) -> Option<&FontLook> {
        self.fonts.get(usize::from(if index > 4 { index - 1 } else { index }))
    }

    /// All cell formats, by index.
    pub fn styles(&self) -> Vec<Style> {
        self.cells
            .iter()
            .map(|cell| {
                let builtin = || format::builtin(cell.format).to_owned();
                // Excel writes the built-in date format as its own country's: the month first.
                let own = self.formats.get(&cell.format).filter(|_| !matches!(cell.format, 14 | 22));
                let code = own.cloned().unwrap_or_else(builtin);
                Style {
                    format: NumberFormat::parse(&code),
                    look: Arc::new(Look {
                        font: self.font_at(cell.font).cloned().unwrap_or_default(),
                        borders: cell.borders,
                        centered: cell.centered,
                        indent: cell.indent,
                        format: code.into(),
                    }),
                }
            })
            .collect()
    }
}
