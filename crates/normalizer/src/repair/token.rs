//! The words of a block, as far as encodings are concerned: over run borders, with every sign that may
//! be a letter in a legacy encoding.

use crate::chars::{is_alphabetic, is_alphanumeric};

/// A word with something that is not ASCII, or a plain one. Positions count characters of the block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub ascii: bool,
}

/// Finds the words among a block's characters.
pub fn tokens(chars: &[char]) -> impl Iterator<Item = Token> {
    let is_letter =
        |index: Option<usize>| index.and_then(|index| chars.get(index)).is_some_and(|c| is_alphabetic(*c));
    let is_part = move |index: usize, c: char| {
        is_part(c, || (is_letter(index.checked_sub(1)), is_letter(Some(index + 1))))
    };
    let mut rest = chars.iter().copied().enumerate();
    std::iter::from_fn(move || {
        let (start, first) = rest.by_ref().find(|(index, c)| is_part(*index, *c))?;
        let plain = |c: char| c.is_ascii() && !c.is_control();
        let mut token = Token { start, end: start + 1, ascii: plain(first) };
        for (index, c) in rest.by_ref().take_while(|(index, c)| is_part(*index, *c)) {
            token.end = index + 1;
            token.ascii &= plain(c);
        }
        Some(token)
    })
}

/// Whether a character may be part of a word in some encoding. The minus and the bullet only where a letter
/// stands beside them. What Windows shows for the bytes from 80 on: small letters of VPS behind a letter
/// («K‰ hoạch»), its capitals between two («QUY“N»).
fn is_part(c: char, letters_beside: impl Fn() -> (bool, bool)) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        ' '..='~' => c.is_ascii_alphanumeric(),
        '\0'..='\u{1F}' | '\u{80}'..='\u{9F}' | '\u{A1}'..='\u{FF}' => true,
        '\u{2212}' | '\u{2219}' | '\u{3BC}' => letters_beside() != (false, false),
        '‰' | '‹' | '›' | '†' | '‡' => letters_beside().0,
        '“' | '”' | '„' | '•' | '˜' | '™' | '€' => letters_beside() == (true, true),
        '\u{300}'..='\u{36F}' => true,
        _ => is_alphanumeric(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words() {
        for (text, expected) in [
            ("Sè 12/Q§-UBND", vec!["Sè", "12", "Q§", "UBND"]),
            ("ph\u{ad}êng «2»", vec!["ph\u{ad}êng", "«2»"]),
            ("5 \u{2212} 3, t\u{2212} vÊn", vec!["5", "3", "t\u{2212}", "vÊn"]),
            ("K‰ hoạch đạt 5‰ “năm”, QUY“N", vec!["K‰", "hoạch", "đạt", "5", "năm", "QUY“N"]),
            ("", vec![]),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let words: Vec<String> =
                tokens(&chars).map(|token| chars[token.start..token.end].iter().collect()).collect();
            assert_eq!(words, expected, "{text}");
        }
    }
}
