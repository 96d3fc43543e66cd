//! The fonts of a page by name, and what their names say about weight and slope.

use hayro_interpret::font::Glyph as Drawn;
use model::page::Font;
use std::sync::Arc;

/// The fonts that were met on a page, in order.
#[derive(Default)]
pub struct FontTable {
    fonts: Vec<Font>,
}

impl FontTable {
    /// The index of the font that a run is set in, from its first glyph.
    pub fn index_of(&mut self, glyph: &Drawn<'_>) -> u16 {
        let data = match glyph {
            Drawn::Outline(outline) => outline.font_data(),
            Drawn::Type3(_) => None,
        };
        let Some(data) = data else { return self.index("", false, false) };
        let name = data.postscript_name.as_deref().unwrap_or("");
        let heavy = data.weight.is_some_and(|weight| weight >= 600);
        self.index(name, heavy || says_bold(name), data.is_italic || says_italic(name))
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
