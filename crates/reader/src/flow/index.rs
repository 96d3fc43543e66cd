//! The numbers that rows begin with, and whether one follows another.

use super::number::{NumberForm, format_number};

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Kind {
    Number,
    Roman,
    Letter,
}

/// A row's number: its kind, what stands before its last part («2» of «2.3»), and its value.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    prefix: String,
    kind: Kind,
    value: u32,
}

impl Index {
    /// Reads a number in small letters and without blanks: «2.3», «iv», «b)».
    pub fn find(key: &str) -> Option<Self> {
        let key = key.trim_matches(['.', ')', '(', '/', '-', ':']);
        let (prefix, last) = key.rsplit_once('.').unwrap_or(("", key));
        let index = |kind, value| Some(Self { prefix: prefix.to_owned(), kind, value });
        if let Ok(value) = last.parse::<u16>() {
            return index(Kind::Number, value.into());
        }
        if let Some(value) = roman(last) {
            return index(Kind::Roman, value);
        }
        let mut letters = last.chars();
        match (letters.next(), letters.next()) {
            (Some(letter @ 'a'..='z'), None) => index(Kind::Letter, letter as u32),
            _ => None,
        }
    }

    pub fn is_sibling(&self, other: &Self) -> bool {
        self.kind == other.kind && self.prefix == other.prefix
    }

    pub fn is_followed_by(&self, other: &Self) -> bool {
        self.is_sibling(other) && self.value + 1 == other.value
    }
}

/// Roman numerals as sections have them, up to 39, in small letters.
fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 || !text.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) {
        return None;
    }
    (1..40).find(|&value| format_number(value, NumberForm::LowerRoman) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_each_other() {
        let cases = [
            ("5", "6.", true),
            ("2.9", "2.10", true),
            ("iii", "iv", true),
            ("b)", "c)", true),
            ("5", "5", false),
            ("1.9", "2.10", false),
            ("9", "x", false),
            ("100%", "101%", false),
        ];
        for (before, after, follows) in cases {
            let found = Index::find(before).zip(Index::find(after));
            assert_eq!(found.is_some_and(|(a, b)| a.is_followed_by(&b)), follows, "{before} {after}");
        }
    }
}
