//! Characters of symbol fonts: codes whose meaning lies in the font alone.

/// Code (the low byte) and what it shows, of the font «Symbol».
const SYMBOL: [(u32, char); 17] = [
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAE, '→'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xD7, '·'),
    (0xDE, '⇒'),
    (0x2D, '−'),
];

/// The same for «Wingdings»: bullets, boxes and ticks.
const WINGDINGS: [(u32, char); 14] = [
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFE, '☑'),
];

/// What a code shows in a symbol font; `None` where the font is none, or the code unknown.
pub fn character(font: &str, code: u32) -> Option<char> {
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let table: &[(u32, char)] = match font {
        _ if font.eq_ignore_ascii_case("symbol") => &SYMBOL,
        _ if font.to_ascii_lowercase().starts_with("wingdings") => &WINGDINGS,
        _ => return None,
    };
    let found = table.iter().find(|&&(known, _)| known == low).map(|&(_, shown)| shown);
    // In «Symbol» digits and punctuation stand where ASCII has them.
    let same = || {
        char::from_u32(low)
            .filter(|c| font.eq_ignore_ascii_case("symbol") && !c.is_alphabetic() && low < 0x7F)
    };
    found.or_else(same)
}

/// Text in a font: characters of symbol fonts are replaced by what they show.
pub fn shown(font: Option<&str>, text: &str) -> Option<String> {
    let font = font?;
    let is_symbol = font.eq_ignore_ascii_case("symbol") || font.to_ascii_lowercase().starts_with("wingdings");
    let replace = |c: char| character(font, c as u32).unwrap_or(c);
    is_symbol.then(|| text.chars().map(replace).collect())
}

/// A list's bullet: the codes of symbol fonts lie in the private area and are all shown as «•».
pub fn bullet(text: &str) -> String {
    let private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    text.chars().map(|c| if private(c) || c == '·' || c == '\u{a7}' { '•' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_what_they_show() {
        let cases = [
            ("Symbol", "\u{f0b3} 5", "≥ 5"),
            ("Symbol", "³ 5", "≥ 5"),
            ("Wingdings", "\u{f0fc}", "✓"),
            ("Wingdings 2", "\u{f0ff}", "\u{f0ff}"),
        ];
        for (font, text, expected) in cases {
            assert_eq!(shown(Some(font), text).as_deref(), Some(expected));
        }
        assert_eq!(shown(Some("Times New Roman"), "³"), None);
        assert_eq!((bullet("\u{f0b7}"), bullet("-")), ("•".to_owned(), "-".to_owned()));
    }
}
