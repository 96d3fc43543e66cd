//! Styles and fonts of Word 97.

use super::bytes::{part, u8_at, u16_at, wide};
use super::fib::{Streams, Table};
use super::look::{CharacterLook, ParagraphLook};
use std::sync::Arc;

/// Longest chain of «based on» that is followed.
const LONGEST_CHAIN: usize = 16;
const NO_STYLE: u16 = 0xFFF;

#[derive(Debug, Clone, Default)]
struct Style {
    base: u16,
    heading: Option<u8>,
    paragraph: Vec<u8>,
    characters: Vec<u8>,
}

/// All styles, by number.
#[derive(Debug, Default)]
pub struct Styles {
    styles: Vec<Style>,
    font: Option<u16>,
}

impl Styles {
    pub fn read(streams: &Streams) -> Self {
        let table = streams.table(Table::Styles);
        let head = usize::from(u16_at(table, 0).unwrap_or(0));
        let count = u16_at(table, 2).unwrap_or(0);
        let base = usize::from(u16_at(table, 4).unwrap_or(10));
        let mut styles = Self { styles: Vec::new(), font: u16_at(table, 18).or_else(|| u16_at(table, 14)) };
        let mut at = 2 + head;
        for _ in 0..count {
            let Some(length) = u16_at(table, at).map(usize::from) else { break };
            styles.styles.push(style(part(table, at + 2, length), base));
            at += 2 + length;
        }
        styles
    }

    /// A style's looks with everything that it is based on.
    pub fn looks(&self, number: u16) -> (ParagraphLook, CharacterLook) {
        let mut chain = Vec::new();
        let mut next = number;
        while let Some(style) = self.styles.get(usize::from(next)).filter(|_| chain.len() < LONGEST_CHAIN) {
            chain.push(style);
            next = style.base;
        }
        let mut paragraph = ParagraphLook::default();
        let mut characters = CharacterLook { font: self.font, ..CharacterLook::default() };
        for style in chain.into_iter().rev() {
            if style.heading.is_some() {
                paragraph.heading = style.heading;
            }
            paragraph.apply(&style.paragraph);
            let base = characters.clone();
            characters.apply(&style.characters, &base, &|_| Vec::new());
        }
        (paragraph, characters)
    }

    /// The properties of a style of characters.
    pub fn characters(&self, number: u16) -> Vec<u8> {
        self.styles.get(usize::from(number)).map(|style| style.characters.clone()).unwrap_or_default()
    }
}

/// One definition: a fixed part, the name, then the properties of paragraphs and characters.
fn style(bytes: &[u8], base: usize) -> Style {
    let kind_word = u16_at(bytes, 2).unwrap_or(0);
    let mut style = Style { base: kind_word >> 4, ..Style::default() };
    if style.base == NO_STYLE {
        style.base = u16::MAX;
    }
    let builtin = u16_at(bytes, 0).unwrap_or(0) & 0xFFF;
    style.heading = u8::try_from(builtin).ok().filter(|level| (1..=9).contains(level));
    let name = usize::from(u16_at(bytes, base).unwrap_or(0));
    let mut at = base + 2 + (name + 1) * 2;
    let mut next = || {
        at += at % 2;
        let length = usize::from(u16_at(bytes, at)?);
        let properties = part(bytes, at + 2, length);
        at += 2 + length;
        Some(properties)
    };
    match kind_word & 0xF {
        1 => {
            style.paragraph = next().and_then(|list| list.get(2..)).unwrap_or_default().to_vec();
            style.characters = next().unwrap_or_default().to_vec();
        }
        2 => style.characters = next().unwrap_or_default().to_vec(),
        _ => {}
    }
    style
}

/// The names of the fonts, by number.
pub fn fonts(streams: &Streams) -> Vec<Option<Arc<str>>> {
    let table = streams.table(Table::Fonts);
    let count = u16_at(table, 0).unwrap_or(0);
    let mut fonts = Vec::new();
    let mut at = 4;
    for _ in 0..count {
        let Some(length) = u8_at(table, at).map(usize::from) else { break };
        // The name follows forty bytes of shapes and signatures, this length's own one among them.
        let name = wide(part(table, at + 40, (length + 1).saturating_sub(40)));
        let name = name.split('\0').next().unwrap_or_default();
        fonts.push((!name.is_empty()).then(|| Arc::from(name)));
        at += 1 + length;
    }
    fonts
}
