//! U+00AD in text that is Unicode: a hyphen where one is seen, nothing within a word.

use super::Repairs;
use crate::syllable::is_word;

/// Decides each soft hyphen by what stands on either side of it.
pub fn repair(text: &str, repairs: &mut Repairs) -> String {
    let pieces: Vec<&str> = text.split('\u{AD}').collect();
    let mut out = String::with_capacity(text.len());
    for (index, piece) in pieces.iter().enumerate() {
        out.push_str(piece);
        let Some(next) = pieces.get(index + 1) else { break };
        if is_hyphen(&out, next) {
            out.push('-');
        }
        *repairs.entry("soft-hyphen").or_default() += 1;
    }
    out
}

/// PDF fonts often give their hyphen as a soft one: «2021-2025», «QĐ-TTg», «kinh tế - xã hội». Where
/// two halves of a foreign word meet, or nothing follows, it is a place to break and no sign.
fn is_hyphen(before: &str, after: &str) -> bool {
    let left = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let right = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let breaks_word =
        |word: &str| word.chars().all(char::is_alphabetic) && !word.chars().all(char::is_uppercase);
    if after.is_empty() || after.starts_with('\n') {
        return !breaks_word(left);
    }
    if left.is_empty() || right.is_empty() {
        return true;
    }
    let vietnamese = |word: &str| !word.is_ascii() && is_word(word);
    let small = right.chars().all(char::is_lowercase);
    !breaks_word(left) || !small || vietnamese(left) || vietnamese(right)
}
