//! How readable a text is as Vietnamese.

use super::is_word;
use super::letter::letter;
use super::spelling::{Case, case};

/// How readable a text is as Vietnamese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Readability {
    /// Words of letters.
    pub words: usize,
    /// Of these, the ones that can be Vietnamese syllables or are plain ASCII words, codes or names.
    pub readable: usize,
    /// Of these, the ones with a letter that is not ASCII. A page of many words without one was read
    /// by something that knows no Vietnamese.
    pub accented: usize,
}

/// Counts words and readable words. Text in a legacy encoding counts as what it will be repaired to.
pub fn readability(text: &str) -> Readability {
    let found = count(text);
    if text.is_ascii() || found.readable * 10 >= found.words * 9 {
        return found;
    }
    let repaired = count(&crate::repair::repair_line(text).0);
    if repaired.readable > found.readable { repaired } else { found }
}

fn count(text: &str) -> Readability {
    let mut found = Readability::default();
    for word in text.split(is_break).filter(|word| word.chars().any(char::is_alphabetic)) {
        found.words += 1;
        if is_readable(word) {
            found.readable += 1;
            found.accented += usize::from(!word.is_ascii());
        }
    }
    found
}

/// What stands between words. Signs that only garbled text has inside words do not.
fn is_break(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{205E}' | '«' | '»' | '·')
}

fn is_readable(word: &str) -> bool {
    if word.is_ascii() { is_readable_ascii(word) } else { is_word(word) || is_code(word) }
}

/// A word in ASCII: no small letters before capitals as in «NgAN», none without a vowel as in «ng».
fn is_readable_ascii(word: &str) -> bool {
    const UNITS: [&str; 12] = ["kg", "km", "m", "cm", "mm", "ml", "g", "l", "h", "tr", "kv", "s"];
    let vowel = |c: char| "aeiouyAEIOUY".contains(c);
    let digits = word.contains(|c: char| c.is_ascii_digit());
    match case(word) {
        Case::Odd => false,
        Case::Upper => true,
        Case::Lower | Case::Title => {
            digits || word.contains(vowel) || UNITS.contains(&word.to_ascii_lowercase().as_str())
        }
    }
}

/// An abbreviation in capitals such as «HĐND», «QĐ», or a lone letter.
fn is_code(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| !c.is_ascii_digit());
    letters.all(|c| {
        letter(c).is_some_and(|found| {
            found.upper && (c.is_ascii() || !found.is_vowel() || found.tone.mark().is_none())
        })
    }) || word.chars().count() == 1 && word.chars().all(|c| letter(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_can_be_read() {
        for (text, words, readable, accented) in [
            ("Kế hoạch cải cách hành chính", 6, 6, 6),
            ("Số 12/QĐ-UBND ngày 5/3", 4, 4, 3),
            ("7KӵF KLӋQ", 2, 0, 0),
            ("uY BAN NgAN nAN", 4, 1, 0),
            ("đánh d u ti ng Vi t", 7, 4, 1),
            ("HĐND, TT&TT, đ, CBCCVV", 5, 5, 2),
            ("\u{fffd}\u{fffd}a \u{e001}b", 2, 0, 0),
            ("12.5 %", 0, 0, 0),
        ] {
            assert_eq!(readability(text), Readability { words, readable, accented }, "{text}");
        }
    }
}
