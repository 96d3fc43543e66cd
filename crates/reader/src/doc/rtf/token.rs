//! The tokens of RTF: groups, control words, characters.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    Open,
    Close,
    /// `\b0`: the word, and its number.
    Word(&'a str, Option<i32>),
    /// `\~`, `\-`, `\*`.
    Symbol(u8),
    /// `\'e0`, and plain characters.
    Byte(u8),
}

/// Cuts bytes into tokens; what is cut off at the end is left out.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return match first {
                b'\'' => {
                    let digits = self.bytes.get(self.at..self.at + 2)?;
                    self.at += 2;
                    let digits = std::str::from_utf8(digits).ok();
                    let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                    Some(Token::Byte(byte.unwrap_or(b' ')))
                }
                // An escaped line end means a paragraph's end.
                b'\r' | b'\n' => Some(Token::Word("par", None)),
                b'\\' | b'{' | b'}' => Some(Token::Byte(first)),
                _ => Some(Token::Symbol(first)),
            };
        }
        let word = self.take_while(|byte| byte.is_ascii_alphabetic());
        let number = self.take_while(|byte| byte.is_ascii_digit() || byte == b'-');
        let number = number.parse().ok();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            self.at = self.at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                _ => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_cut() {
        use Token::{Byte, Close, Open, Symbol, Word};
        let tokens: Vec<Token<'_>> =
            Tokens::new(b"{\\b0 x\\u-3913\\'b7\\~\\bin3 {{{\\par\r\n}\\'a").collect();
        let expected = [
            Open,
            Word("b", Some(0)),
            Byte(b'x'),
            Word("u", Some(-3913)),
            Byte(0xb7),
            Symbol(b'~'),
            Word("bin", Some(3)),
            Word("par", None),
            Close,
        ];
        assert_eq!(tokens, expected);
    }
}
