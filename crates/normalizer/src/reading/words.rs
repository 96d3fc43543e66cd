//! Numbers written as words: «mười lăm», «một trăm linh năm», «một tỷ rưỡi».

use super::table::Phrases;
use super::token::Tokens;
use std::sync::LazyLock;

/// What a word does in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Digit(u64),
    /// «tư», «lăm», «mốt»: a digit only behind others.
    Last(u64),
    /// «mười», «mươi».
    Ten,
    Hundred,
    /// «linh», «lẻ»: the tens are zero.
    Gap,
    Thousand,
}

static WORDS: LazyLock<Phrases<Part>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../data/number_words.tsv"), |row| match (row.get(1)?, row.get(2)) {
        (&"digit", Some(value)) => value.parse().ok().map(Part::Digit),
        (&"last", Some(value)) => value.parse().ok().map(Part::Last),
        (&"ten", _) => Some(Part::Ten),
        (&"hundred", _) => Some(Part::Hundred),
        (&"gap", _) => Some(Part::Gap),
        (&"thousand", _) => Some(Part::Thousand),
        _ => None,
    })
});

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spelled {
    pub value: u64,
    /// The token after the last word.
    pub next: usize,
}

/// Whether a number in words could start at `i`; cheap.
pub(crate) fn could_start(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(WORDS.at(tokens, i), Some((_, Part::Digit(_) | Part::Ten)))
}

/// The number in words that starts at `i`. «nghìn» counts as part of it, «triệu» and «tỷ» are units.
pub(crate) fn spelled(tokens: &Tokens<'_>, i: usize) -> Option<Spelled> {
    let mut group = Group::default();
    let mut total = 0;
    let mut next = i;
    while let Some((_, part)) = WORDS.at(tokens, next) {
        if part == Part::Thousand {
            // «nghìn tỷ đồng» is a unit of its own.
            if group.is_empty() || total > 0 || matches!(tokens.word(next + 1), "tỷ" | "tỉ") {
                break;
            }
            total = group.value() * 1000;
            group = Group::default();
        } else if !group.take(part) {
            break;
        }
        next += 1;
    }
    if group.dangling() || (group.is_empty() && total == 0) {
        return None;
    }
    Some(Spelled { value: total + group.value(), next })
}

/// Hundreds, tens and ones as they are read.
#[derive(Debug, Default)]
struct Group {
    hundreds: Option<u64>,
    tens: Option<u64>,
    ones: Option<u64>,
    gap: bool,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.hundreds.is_none() && self.tens.is_none() && self.ones.is_none()
    }

    fn dangling(&self) -> bool {
        self.gap && self.ones.is_none()
    }

    fn value(&self) -> u64 {
        self.hundreds.unwrap_or(0) * 100 + self.tens.unwrap_or(0) * 10 + self.ones.unwrap_or(0)
    }

    fn take(&mut self, part: Part) -> bool {
        match part {
            Part::Digit(value) if self.ones.is_none() => self.ones = Some(value),
            Part::Last(value) if self.ones.is_none() && (self.tens.is_some() || self.gap) => {
                self.ones = Some(value)
            }
            Part::Ten if self.tens.is_none() && !self.gap => self.tens = Some(self.ones.take().unwrap_or(1)),
            Part::Hundred if self.hundreds.is_none() && self.tens.is_none() && self.ones.is_some() => {
                self.hundreds = self.ones.take();
            }
            Part::Gap if self.hundreds.is_some() && self.tens.is_none() && self.ones.is_none() => {
                self.gap = true
            }
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_in_words() {
        for (text, expected) in [
            ("mười lăm xã", Some(15)),
            ("hai mươi mốt", Some(21)),
            ("một trăm linh năm", Some(105)),
            ("một trăm lẻ tư", Some(104)),
            ("một nghìn hai trăm", Some(1200)),
            ("hai mươi lăm", Some(25)),
            ("một", Some(1)),
            ("chín trăm chín mươi chín nghìn chín trăm chín mươi chín", Some(999_999)),
            ("một trăm linh", None),
            ("trăm hộ", None),
            ("tư hệ thống", None),
            ("xã", None),
        ] {
            assert_eq!(spelled(&Tokens::new(text), 0).map(|s| s.value), expected, "{text}");
        }
    }
}
