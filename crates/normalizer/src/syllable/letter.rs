//! The letters of Vietnamese, each split into its bare letter, its tone and its case.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The letters that a syllable may be spelled with, and the four that only foreign words have.
const ALPHABET: &str = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz";

/// Every letter code point below this, and those from U+1EA0 to U+1EF9, may be Vietnamese.
const LOW_END: usize = 0x1B1;
const HIGH_START: usize = 0x1EA0;
const HIGH_END: usize = 0x1EFA;

/// The tone that a vowel carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Level,
    Grave,
    Acute,
    Hook,
    Tilde,
    Dot,
}

impl Tone {
    /// The combining mark that writes the tone; none for the level tone.
    pub fn mark(self) -> Option<char> {
        match self {
            Tone::Level => None,
            Tone::Grave => Some('\u{300}'),
            Tone::Acute => Some('\u{301}'),
            Tone::Hook => Some('\u{309}'),
            Tone::Tilde => Some('\u{303}'),
            Tone::Dot => Some('\u{323}'),
        }
    }

    fn of_mark(mark: char) -> Option<Self> {
        match mark {
            '\u{300}' => Some(Tone::Grave),
            '\u{301}' => Some(Tone::Acute),
            '\u{309}' => Some(Tone::Hook),
            '\u{303}' => Some(Tone::Tilde),
            '\u{323}' => Some(Tone::Dot),
            _ => None,
        }
    }
}

/// A letter of the Vietnamese alphabet, composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// The lower-case letter without its tone: `ế` has `ê`.
    pub base: char,
    /// The letter's place in the alphabet, from 1.
    pub code: u8,
    pub tone: Tone,
    pub upper: bool,
}

impl Letter {
    /// A place that no letter has taken yet.
    pub const NONE: Letter = Letter { base: ' ', code: 0, tone: Tone::Level, upper: false };

    /// Whether the letter can be the nucleus of a syllable.
    pub fn is_vowel(self) -> bool {
        matches!(self.base, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
    }

    /// Whether the letter has a hat, a breve or a horn, and so takes the tone of its syllable.
    pub fn is_shaped(self) -> bool {
        matches!(self.base, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư')
    }
}

static LETTERS: LazyLock<Vec<Option<Letter>>> = LazyLock::new(|| {
    let low = (0..LOW_END).chain(HIGH_START..HIGH_END);
    low.map(|code| u32::try_from(code).ok().and_then(char::from_u32).and_then(split)).collect()
});

/// The letter that a composed character is, if it is one of the alphabet.
pub fn letter(c: char) -> Option<Letter> {
    let code = c as usize;
    let index = if code < LOW_END {
        code
    } else if (HIGH_START..HIGH_END).contains(&code) {
        code - HIGH_START + LOW_END
    } else {
        return None;
    };
    LETTERS.get(index).copied().flatten()
}

/// Writes a letter with another tone; a letter that cannot carry one stays bare.
pub fn compose(base: char, tone: Tone, upper: bool) -> char {
    let toned = [base].into_iter().chain(tone.mark()).nfc().next().unwrap_or(base);
    if upper { toned.to_uppercase().next().unwrap_or(toned) } else { toned }
}

fn split(c: char) -> Option<Letter> {
    let lower = c.to_lowercase().next()?;
    let upper = lower != c;
    let (mut base, mut tone) = (None, Tone::Level);
    for part in lower.nfd() {
        match (base, Tone::of_mark(part)) {
            (Some(_), Some(found)) => tone = found,
            (Some(bare), None) => base = Some(unicode_normalization::char::compose(bare, part)?),
            (None, _) => base = Some(part),
        }
    }
    let base = base?;
    let code = ALPHABET.chars().position(|known| known == base)? + 1;
    let found = Letter { base, code: u8::try_from(code).ok()?, tone, upper };
    (tone == Tone::Level || found.is_vowel()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_letters() {
        for (c, base, tone, upper) in [
            ('ế', 'ê', Tone::Acute, false),
            ('Ệ', 'ê', Tone::Dot, true),
            ('ữ', 'ư', Tone::Tilde, false),
            ('Đ', 'đ', Tone::Level, true),
            ('ẳ', 'ă', Tone::Hook, false),
            ('x', 'x', Tone::Level, false),
        ] {
            let found = letter(c).unwrap();
            assert_eq!((found.base, found.tone, found.upper), (base, tone, upper), "{c}");
            assert_eq!(compose(base, tone, upper), c);
        }
        for c in ['ä', 'ß', 'ñ', 'ƣ', 'я', '1', '\u{AD}', '€'] {
            assert_eq!(letter(c), None, "{c}");
        }
    }
}
