//! The fonts of a page by name, and what their names say about weight and slope.

use super::named::NamedFonts;
use hayro_interpret::font::Glyph as Drawn;
use model::page::Font;
use std::sync::Arc;

/// The fonts that were met on a page, in order.
pub struct FontTable<'p, 'a> {
    fonts: Vec<Font>,
    named: NamedFonts<'p, 'a>,
    /// What the font programs of runs said of themselves, each with the font that it is.
    told: Vec<(Told, u16)>,
}

/// What a font program says of itself.
#[derive(PartialEq, Eq)]
struct Told {
    name: Option<String>,
    weight: Option<u32>,
    italic: bool,
}

impl<'p, 'a> FontTable<'p, 'a> {
    /// An empty table; `named` knows the fonts whose glyphs do not tell their names.
    pub fn new(named: NamedFonts<'p, 'a>) -> Self {
        Self { fonts: Vec::new(), named, told: Vec::new() }
    }

    /// The index of the font that a run is set in, from its first glyph.
    pub fn index_of(&mut self, glyph: &Drawn<'_>) -> u16 {
        let Drawn::Outline(outline) = glyph else { return self.index("", false, false) };
        if let Some(data) = outline.font_data() {
            return self.index_of_told(Told {
                name: data.postscript_name,
                weight: data.weight,
                italic: data.is_italic,
            });
        }
        let Some(named) = self.named.find(outline).cloned() else { return self.index("", false, false) };
        let (bold, italic) = (named.bold || says_bold(&named.name), named.italic || says_italic(&named.name));
        self.index(&named.name, bold, italic)
    }

    /// A page has a handful of fonts and thousands of runs.
    fn index_of_told(&mut self, told: Told) -> u16 {
        if let Some((_, index)) = self.told.iter().find(|(known, _)| *known == told) {
            return *index;
        }
        let name = told.name.as_deref().unwrap_or("");
        let bold = told.weight.is_some_and(|weight| weight >= 600) || says_bold(name);
        let index = self.index(name, bold, told.italic || says_italic(name));
        self.told.push((told, index));
        index
    }

    /// The same font, but bold.
    pub fn bold_of(&mut self, font: u16) -> u16 {
        let Some(found) = self.fonts.get(usize::from(font)) else { return font };
        if found.bold {
            return font;
        }
        let (name, italic) = (found.name.clone(), found.italic);
        self.index(&name, true, italic)
    }

    /// The fonts that the indices point into.
    pub fn into_fonts(self) -> Vec<Font> {
        self.fonts
    }

    fn index(&mut self, name: &str, bold: bool, italic: bool) -> u16 {
        let same = |font: &Font| font.bold == bold && font.italic == italic && &*font.name == name;
        let found = self.fonts.iter().position(same).unwrap_or_else(|| {
            self.fonts.push(Font { name: Arc::from(name), bold, italic });
            self.fonts.len() - 1
        });
        u16::try_from(found).unwrap_or(u16::MAX)
    }
}

fn says_bold(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bold", "black", "heavy", "-bd", ",bd"].iter().any(|word| name.contains(word))
}

fn says_italic(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["italic", "oblique"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_weight_and_slope() {
        for (name, bold, italic) in [
            ("TimesNewRomanPS-BoldMT", true, false),
            ("Times New Roman,BoldItalic", true, true),
            (".VnTime", false, false),
            (".VnTime,Italic", false, true),
            ("Arial-Black", true, false),
        ] {
            assert_eq!((says_bold(name), says_italic(name)), (bold, italic), "{name}");
        }
    }
}
