//! Cyrillic letters that look like Latin ones.

/// The Latin letter that a Cyrillic one looks like.
pub fn latin(c: char) -> Option<char> {
    const CYRILLIC: &str = "АВЕКМНОРСТХасеорху";
    const LATIN: &str = "ABEKMHOPCTXaceopxy";
    let index = CYRILLIC.chars().position(|known| known == c)?;
    LATIN.chars().nth(index)
}

/// Whether a character is a Cyrillic letter that looks like no Latin one: what has one is Russian text.
pub fn is_cyrillic_alone(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}') && latin(c).is_none()
}

/// Whether a word has Latin letters, and of others only those that look like them: a word that is
/// wholly Cyrillic is left alone, it may be meant.
pub fn is_mixed(word: &str) -> bool {
    let mut latin_letters = false;
    for c in word.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => latin_letters = true,
            _ if is_cyrillic_alone(c) => return false,
            _ => latin_letters |= crate::syllable::letter::letter(c).is_some(),
        }
    }
    latin_letters
}
