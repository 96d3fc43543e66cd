//! Text cut into words, numbers and marks: the one pass that every reading works on.

use crate::chars::{is_alphabetic, push_lower};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, and the digits that belong to them: «xã», «m2», «QH14», but «đạt» and 95 of «đạt95%».
    Word,
    /// Digits with the dots and commas between them: «1.250,5».
    Number,
    /// Any other printed character.
    Mark(char),
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    Space,
    Line,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub kind: Kind,
    pub gap: Gap,
    start: usize,
    end: usize,
    low_start: usize,
    low_end: usize,
    /// Of the token in lower case.
    hash: u64,
}

/// FNV-1a, of a word in lower case.
pub(crate) fn word_hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The tokens of one text. Places past either end read as nothing, so a rule may look around freely.
#[derive(Debug)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    low: String,
    list: Vec<Token>,
}

impl<'t> Tokens<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut tokens =
            Self { text, low: String::with_capacity(text.len()), list: Vec::with_capacity(text.len() / 4) };
        let mut chars = text.char_indices().peekable();
        let mut gap = Gap::Line;
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() || is_invisible(c) {
                gap = wider(gap, c);
                continue;
            }
            let kind = kind_of(c);
            let low_start = tokens.low.len();
            push_lower(&mut tokens.low, c);
            let mut end = start + c.len_utf8();
            while let Some(&(at, next)) = chars.peek() {
                if !continues(kind, text, start, at, next) {
                    break;
                }
                push_lower(&mut tokens.low, next);
                end = at + next.len_utf8();
                chars.next();
            }
            let low_end = tokens.low.len();
            let hash = word_hash(tokens.low.get(low_start..).unwrap_or_default());
            tokens.list.push(Token { kind, gap, start, end, low_start, low_end, hash });
            gap = Gap::None;
        }
        tokens
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    /// The token in lower case, whatever its kind; empty past the ends.
    pub fn low(&self, i: usize) -> &str {
        self.get(i).and_then(|t| self.low.get(t.low_start..t.low_end)).unwrap_or("")
    }

    /// The [`word_hash`] of the token; that of nothing past the ends.
    pub fn hash(&self, i: usize) -> u64 {
        self.get(i).map_or_else(|| word_hash(""), |t| t.hash)
    }

    /// The word in lower case; empty where no word stands.
    pub fn word(&self, i: usize) -> &str {
        if self.is_word(i) { self.low(i) } else { "" }
    }

    /// The digits with their marks; empty where no number stands.
    pub fn number(&self, i: usize) -> &str {
        if self.is_number(i) { self.low(i) } else { "" }
    }

    /// The mark; NUL where none stands.
    pub fn mark(&self, i: usize) -> char {
        match self.get(i).map(|t| t.kind) {
            Some(Kind::Mark(c)) => c,
            _ => '\0',
        }
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Word)
    }

    pub fn is_number(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == Kind::Number)
    }

    /// A whole number without marks of at most nine digits.
    pub fn integer(&self, i: usize) -> Option<u32> {
        let digits = self.number(i);
        if digits.is_empty() || digits.len() > 9 { None } else { digits.parse().ok() }
    }

    /// A number that reads as a year of our time: «2023».
    pub fn year(&self, i: usize) -> Option<i32> {
        let value = self.number(i);
        if value.len() != 4 {
            return None;
        }
        value.parse().ok().filter(|year| (1900..=2100).contains(year))
    }

    /// A word that begins with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        self.is_word(i) && self.printed(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// The token as printed.
    pub fn printed(&self, i: usize) -> &'t str {
        self.raw(i, i.saturating_add(1))
    }

    /// The words of the tokens `from..to` as printed.
    pub fn raw(&self, from: usize, to: usize) -> &'t str {
        let start = self.get(from).map(|t| t.start);
        let end = to.checked_sub(1).and_then(|last| self.get(last)).map(|t| t.end);
        match (start, end) {
            (Some(start), Some(end)) if start <= end => self.text.get(start..end).unwrap_or(""),
            _ => "",
        }
    }

    /// The gap before a token; past the end it is a line's.
    pub fn gap(&self, i: usize) -> Gap {
        self.get(i).map_or(Gap::Line, |t| t.gap)
    }

    /// Whether a token stands right after the one before, without a blank.
    pub fn touches(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.gap == Gap::None)
    }

    /// Whether the words stand at `i`, one after another.
    pub fn has(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, word)| self.low(i.saturating_add(k)) == *word)
    }

    /// Whether the words end right before `i`.
    pub fn has_before(&self, i: usize, words: &[&str]) -> bool {
        i.checked_sub(words.len()).is_some_and(|from| self.has(from, words))
    }

    /// Whether a token is a dash.
    pub fn is_dash(&self, i: usize) -> bool {
        matches!(self.mark(i), '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
    }

    /// Whether a clause ends before `i`: the end, a new line, «;», «.», a bracket.
    pub fn ends_clause(&self, i: usize) -> bool {
        self.gap(i) == Gap::Line || matches!(self.mark(i), ';' | '.' | ')' | '(' | '…')
    }
}

fn kind_of(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Number
    } else if is_alphabetic(c) || is_combining(c) {
        Kind::Word
    } else {
        Kind::Mark(c)
    }
}

fn continues(kind: Kind, text: &str, start: usize, at: usize, c: char) -> bool {
    match kind {
        Kind::Word if c.is_ascii_digit() => text.get(start..at).is_some_and(takes_digits),
        Kind::Word => is_alphabetic(c) || is_combining(c) || c == '²' || c == '³',
        Kind::Number => {
            c.is_ascii_digit()
                || (matches!(c, '.' | ',') && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit))
        }
        Kind::Mark(_) => false,
    }
}

/// Codes and units take digits («QH14», «km2», «Q4»); a Vietnamese word that a number sticks to does not.
fn takes_digits(word: &str) -> bool {
    let begun = word.ends_with(|c: char| c.is_ascii_digit());
    begun || word.len() <= 12 && (word.is_ascii() || !word.chars().any(char::is_lowercase))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn wider(gap: Gap, c: char) -> Gap {
    match (gap, c) {
        (_, '\n') | (Gap::Line, _) => Gap::Line,
        (_, c) if c.is_whitespace() => Gap::Space,
        (gap, _) => gap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_words_numbers_and_marks() {
        for (text, expected) in [
            ("Đạt 1.250,5 tỷ", "đạt|1.250,5|tỷ"),
            ("500 000đ; 51MW.", "500|000|đ|;|51|mw|."),
            ("QH14 km2 20,", "qh14|km2|20|,"),
            ("đạt95% IC14 NĐ100", "đạt|95|%|ic14|nđ100"),
            ("61/2018/NĐ-CP", "61|/|2018|/|nđ|-|cp"),
            ("", ""),
        ] {
            let tokens = Tokens::new(text);
            let words: Vec<&str> = (0..tokens.len()).map(|i| tokens.low(i)).collect();
            assert_eq!(words.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn knows_gaps_and_places() {
        let tokens = Tokens::new("từ 5%\nđến");
        assert_eq!(tokens.gap(1), Gap::Space);
        assert!(tokens.touches(2));
        assert_eq!(tokens.gap(3), Gap::Line);
        assert_eq!(tokens.raw(0, 3), "từ 5%");
        assert_eq!(tokens.raw(3, 9), "");
        assert_eq!(tokens.low(usize::MAX), "");
    }
}
