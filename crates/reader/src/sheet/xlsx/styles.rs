//! The looks of cells: fonts, borders, number formats.

use super::strings::font_part;
use crate::ReadError;
use crate::package::Package;
use crate::sheet::format::{self, NumberFormat};
use crate::sheet::grid::{Borders, FontLook, Look};
use crate::sheet::xml::{self, Token};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Excel keeps at most 65,490 looks of cells, and as many fonts and borders.
const MOST_STYLES: usize = 1 << 16;

/// A look with its number format read.
#[derive(Debug, Default)]
pub struct Style {
    pub look: Arc<Look>,
    pub format: NumberFormat,
}

/// Styles by the index that cells name.
#[derive(Debug, Default)]
pub struct Styles {
    styles: Vec<Style>,
    plain: Style,
}

impl Styles {
    pub fn get(&self, index: Option<u32>) -> &Style {
        let index = index.and_then(|index| usize::try_from(index).ok()).unwrap_or(0);
        self.styles.get(index).unwrap_or(&self.plain)
    }
}

/// What is collected before the cells' formats point to it.
#[derive(Default)]
struct Collected {
    formats: BTreeMap<u32, String>,
    fonts: Vec<FontLook>,
    borders: Vec<Borders>,
    styles: Vec<Style>,
    /// The list that is being read.
    list: String,
    pending: Look,
}

pub fn read(package: &mut Package<'_>, name: &str) -> Result<Styles, ReadError> {
    let Some(part) = package.stream(name)? else { return Ok(Styles::default()) };
    let mut collected = Collected::default();
    // Styles past a damage are plain; the cells' values do not hang on them, only how they are shown.
    let _ = xml::walk(part, |token| {
        match token {
            Token::Open(element) => collected.open(element),
            Token::Close(name) => collected.close(name),
            Token::Text(_) => {}
        }
        collected.is_sound()
    });
    Ok(Styles { styles: collected.styles, plain: Style::default() })
}

impl Collected {
    /// Whether the lists are no longer than they can be.
    fn is_sound(&self) -> bool {
        let lengths = [self.formats.len(), self.fonts.len(), self.borders.len(), self.styles.len()];
        lengths.iter().all(|&length| length <= MOST_STYLES)
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let name = xml::local(element);
        match (self.list.as_str(), name) {
            (_, "numFmts" | "fonts" | "borders" | "cellXfs" | "cellStyleXfs" | "dxfs" | "fills") => {
                name.clone_into(&mut self.list);
            }
            ("numFmts", "numFmt") => {
                if let (Some(id), Some(code)) =
                    (xml::number(element, "numFmtId"), xml::attribute(element, "formatCode"))
                {
                    self.formats.insert(id, code);
                }
            }
            ("fonts", "font") => self.fonts.push(FontLook::default()),
            ("fonts", _) => {
                if let Some(font) = self.fonts.last_mut() {
                    font_part(font, name, element);
                }
            }
            ("borders", "border") => self.borders.push(Borders::default()),
            ("borders", side) => self.border(side, element),
            ("cellXfs", "xf") => self.pending = self.look(element),
            ("cellXfs", "alignment") => {
                let across = xml::attribute(element, "horizontal").unwrap_or_default();
                self.pending.centered = matches!(across.as_str(), "center" | "centerContinuous");
                let indent = xml::number(element, "indent").unwrap_or(0);
                self.pending.indent = u8::try_from(indent).unwrap_or(u8::MAX);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "xf" && self.list == "cellXfs" {
            let look = std::mem::take(&mut self.pending);
            let format = NumberFormat::parse(&look.format);
            self.styles.push(Style { look: Arc::new(look), format });
        } else if name == self.list {
            self.list.clear();
        }
    }

    fn border(&mut self, side: &str, element: &BytesStart<'_>) {
        let drawn = xml::attribute(element, "style").is_some_and(|style| style != "none");
        if let Some(borders) = self.borders.last_mut() {
            match side {
                "left" | "start" => borders.left = drawn,
                "right" | "end" => borders.right = drawn,
                "top" => borders.top = drawn,
                "bottom" => borders.bottom = drawn,
                _ => {}
            }
        }
    }

    fn look(&self, element: &BytesStart<'_>) -> Look {
        let at = |name: &str| xml::number(element, name).and_then(|index| usize::try_from(index).ok());
        let id = xml::number(element, "numFmtId").unwrap_or(0);
        let builtin = || format::builtin(u16::try_from(id).unwrap_or(0)).to_owned();
        Look {
            font: self.fonts.get(at("fontId").unwrap_or(0)).cloned().unwrap_or_default(),
            borders: at("borderId").and_then(|index| self.borders.get(index)).copied().unwrap_or_default(),
            centered: false,
            indent: 0,
            format: self.formats.get(&id).cloned().unwrap_or_else(builtin).into(),
        }
    }
}
