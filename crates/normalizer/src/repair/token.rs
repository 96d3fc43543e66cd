//! The words of a block, as far as encodings are concerned: over run borders, with every sign that may
//! be a letter in a legacy encoding.

/// A word with something that is not ASCII, or a plain one. Positions count characters of the block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub ascii: bool,
}

/// Finds the words among a block's characters.
pub fn tokens(chars: &[char]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut open: Option<Token> = None;
    for (index, c) in chars.iter().enumerate() {
        let near = || {
            let before = index.checked_sub(1).and_then(|index| chars.get(index));
            [before, chars.get(index + 1)].into_iter().flatten().any(|c| c.is_alphabetic())
        };
        if !is_part(*c, near) {
            found.extend(open.take());
            continue;
        }
        let token = open.get_or_insert(Token { start: index, end: index, ascii: true });
        token.end = index + 1;
        token.ascii &= c.is_ascii() && !c.is_control();
    }
    found.extend(open);
    found
}

/// Whether a character may be part of a word in some encoding. The minus, the bullet and the quotes of
/// Windows only where a letter stands beside them.
fn is_part(c: char, near_letter: impl Fn() -> bool) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        ' '..='~' => c.is_ascii_alphanumeric(),
        '\0'..='\u{1F}' | '\u{80}'..='\u{9F}' | '\u{A1}'..='\u{FF}' => true,
        '\u{2212}' | '\u{2219}' | '\u{3BC}' => near_letter(),
        '\u{300}'..='\u{36F}' => true,
        _ => c.is_alphanumeric(),
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
            ("", vec![]),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let words: Vec<String> =
                tokens(&chars).iter().map(|token| chars[token.start..token.end].iter().collect()).collect();
            assert_eq!(words, expected, "{text}");
        }
    }
}
