//! Which syllables can be Vietnamese, and which words are known slips.

pub(crate) mod letter;
mod readability;
mod slip;
pub(crate) mod spelling;
mod suspect;

pub use readability::{Readability, readability};
use spelling::Spelling;
pub use spelling::is_syllable;
use std::collections::BTreeSet;
use std::sync::LazyLock;
pub use suspect::{Suspect, suspect_words};

static LOANS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| data_lines(include_str!("../data/loans.txt")).collect());

/// Whether a word can be Vietnamese: a possible syllable, or a known loan or name with Vietnamese letters.
pub fn is_word(word: &str) -> bool {
    is_syllable(word) || is_loan(word)
}

/// Whether a word is a known loan or name with Vietnamese letters that is no syllable.
pub(crate) fn is_loan(word: &str) -> bool {
    !word.is_ascii() && LOANS.contains(word.to_lowercase().as_str())
}

/// The keys of the common syllables, in order.
static COMMON: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let words = data_lines(include_str!("../data/common.txt")).flat_map(|line| line.split(' '));
    let mut keys: Vec<u64> =
        words.filter_map(|word| Spelling::read(word.chars())).map(|word| word.key()).collect();
    keys.sort_unstable();
    keys
});

/// Whether a word with Vietnamese letters is common in administrative documents, in whatever case.
pub fn is_common(word: &str) -> bool {
    Spelling::read(word.chars()).is_some_and(|spelling| is_common_key(spelling.key()))
}

/// Whether the key is of a common syllable.
pub(crate) fn is_common_key(key: u64) -> bool {
    COMMON.binary_search(&key).is_ok()
}

/// The lines of a data table: neither empty nor a comment.
pub(crate) fn data_lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_syllables_are_syllables() {
        assert!(COMMON.len() > 500);
        for word in data_lines(include_str!("../data/common.txt")).flat_map(|line| line.split(' ')) {
            assert!(Spelling::read(word.chars()).unwrap().is_spelled(), "{word}");
        }
    }

    #[test]
    fn loans_are_no_syllables() {
        for word in LOANS.iter() {
            assert!(!word.is_ascii() && !is_syllable(word), "{word}");
        }
    }
}
