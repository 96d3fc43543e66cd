//! Shared strings and strings inside cells: plain, or runs with looks of their own.

use crate::ReadError;
use crate::package::Package;
use crate::sheet::grid::{Content, FontLook, TextRun};
use crate::sheet::xml::{self, Token};
use quick_xml::events::BytesStart;
use std::sync::Arc;

/// Every cell that can be read has one of its own, and as many again that no cell names any more.
const MOST_STRINGS: usize = 2_000_000;

/// The table of shared strings, by index.
pub fn read(package: &mut Package<'_>, name: &str) -> Result<Vec<Content>, ReadError> {
    let mut strings = Vec::new();
    let Some(part) = package.stream(name)? else { return Ok(strings) };
    let mut item = StringItem::default();
    // What stands before a damage keeps its index; later cells come out empty and are reported there.
    let _ = xml::walk(part, |token| {
        match token {
            Token::Open(element) => item.open(element),
            Token::Text(text) => item.text(text),
            Token::Close("si") => strings.push(std::mem::take(&mut item).finish()),
            Token::Close(name) => item.close(name),
        }
        strings.len() < MOST_STRINGS
    });
    Ok(strings)
}

/// A string that is being read, from `<si>` or `<is>`.
#[derive(Debug, Default)]
pub struct StringItem {
    runs: Vec<TextRun>,
    font: Option<FontLook>,
    in_text: bool,
    /// Reading aids for Japanese are not part of the text.
    in_phonetic: bool,
}

impl StringItem {
    pub fn open(&mut self, element: &BytesStart<'_>) {
        match xml::local(element) {
            "t" => self.in_text = true,
            "rPh" => self.in_phonetic = true,
            "r" => self.font = None,
            "rPr" => self.font = Some(FontLook::default()),
            name => {
                if let Some(font) = &mut self.font {
                    font_part(font, name, element);
                }
            }
        }
    }

    pub fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_phonetic = false,
            "r" => self.font = None,
            _ => {}
        }
    }

    pub fn text(&mut self, text: &str) {
        if !self.in_text || self.in_phonetic {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if run.font == self.font => run.text.push_str(text),
            _ => self.runs.push(TextRun { text: text.to_owned(), font: self.font.clone() }),
        }
    }

    pub fn finish(mut self) -> Content {
        for run in &mut self.runs {
            run.text = unescape(&run.text);
        }
        match self.runs.as_slice() {
            [] => Content::Empty,
            [run] if run.font.is_none() => Content::Plain(run.text.as_str().into()),
            _ => Content::Rich(Arc::from(self.runs)),
        }
    }
}

/// One property of a font, in `<font>` or `<rPr>`.
pub fn font_part(font: &mut FontLook, name: &str, element: &BytesStart<'_>) {
    let value = xml::attribute(element, "val");
    let on = !matches!(value.as_deref(), Some("0" | "false" | "off"));
    match name {
        "name" | "rFont" => font.name = value.filter(|name| !name.is_empty()).map(Arc::from),
        "b" => font.bold = on,
        "i" => font.italic = on,
        "vertAlign" => font.superscript = value.as_deref() == Some("superscript"),
        _ => {}
    }
}

/// `_x000D_` stands for a letter that XML cannot hold, `_x005F_` for the underscore itself.
pub fn unescape(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        result.push_str(before);
        let code = after.get(..4).filter(|_| after.as_bytes().get(4) == Some(&b'_'));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        if let (Some(letter), Some(tail)) = (letter, after.get(5..)) {
            result.push(letter);
            rest = tail;
        } else {
            result.push_str("_x");
            rest = after;
        }
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("ma_xa", "ma_xa"),
            ("_x00", "_x00"),
            ("_xấấ_", "_xấấ_"),
        ] {
            assert_eq!(unescape(text), plain);
        }
    }
}
