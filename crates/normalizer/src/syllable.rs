//! Which syllables can be Vietnamese, and which words are known slips.

pub(crate) mod letter;
mod readability;
pub(crate) mod spelling;

pub use readability::{Readability, readability};
pub use spelling::is_syllable;
use std::collections::BTreeSet;
use std::sync::LazyLock;

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

/// A word that is no Vietnamese syllable, or a known slip. Byte range in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    pub range: std::ops::Range<usize>,
    pub word: String,
    pub suggestion: Option<String>,
}

/// Words worth a pencil mark; the text stays as printed.
pub fn suspect_words(_text: &str) -> Vec<Suspect> {
    Vec::new()
}

/// The lines of a data table: neither empty nor a comment.
pub(crate) fn data_lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
