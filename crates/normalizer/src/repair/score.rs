//! How well a word reads as it stands, and how well in a legacy encoding.

use super::charset::{Charset, decode, is_vni_letter};
use crate::chars::is_alphabetic;
use crate::syllable::letter::{Letter, letter};
use crate::syllable::spelling::{Case, Spelling, case_of};
use crate::syllable::{is_common_key, is_loan};
use unicode_normalization::char::is_combining_mark;

/// A word that looks like nothing but damage as it stands scores this or less.
const DAMAGE: i32 = -15;

/// A word that decodes to a syllable of more than one letter scores this or more.
pub const SYLLABLE: i32 = 10;

/// And one that is common scores this.
const COMMON_SYLLABLE: i32 = 20;

/// Signs that are letters to Unicode's tables but to no word.
fn is_letter(c: char) -> bool {
    is_alphabetic(c) && !matches!(c, 'ª' | 'º' | 'µ')
}

/// A word without the signs and digits around it.
fn core(word: &[char]) -> &[char] {
    let start = word.iter().position(|c| is_letter(*c)).unwrap_or(word.len());
    let end = word.iter().rposition(|c| is_letter(*c)).map_or(start, |index| index + 1);
    word.get(start..end).unwrap_or_default()
}

/// How well a word reads as it stands: above 0 for Vietnamese, below for what may be damage.
pub fn as_it_stands(word: &[char]) -> i32 {
    if word.iter().any(|c| *c >= '\u{300}' && is_combining_mark(*c)) {
        return 10;
    }
    let core = core(word);
    if core.is_empty() {
        return 0;
    }
    if core.iter().all(char::is_ascii) {
        return if word.iter().all(char::is_ascii) { 0 } else { -2 };
    }
    // Letters beyond Latin-1 can come from no legacy encoding.
    let proof = core.iter().any(|c| u32::from(*c) > 0xFF && letter(*c).is_some());
    let spelling = Spelling::read(core.iter().copied()).filter(|word| word.is_cased() && word.is_syllable());
    if let Some(spelling) = spelling {
        return if proof { 30 } else { as_common(&spelling, 15, 4) };
    }
    if proof && is_loan(&core.iter().collect::<String>()) {
        return 30;
    }
    if is_code(core) || core.len() == 1 {
        return i32::from(proof);
    }
    let odd = case_of(core.iter().copied()) == Case::Odd || !core.iter().all(|c| is_letter(*c));
    match (proof, odd) {
        (true, false) => 0,
        (true, true) => -10,
        (false, false) => -5,
        (false, true) => DAMAGE,
    }
}

/// What a word proves of its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// With other words beside it that read better so.
    Supported,
    /// All alone.
    Alone,
}

/// Whether a word that decodes to a syllable cannot be a word of any language as it stands: signs or
/// capitals amid small letters, or the letter pairs of VNI. French, Albanian or Norwegian have many short
/// words that would decode to syllables, and none of these.
pub fn proof(charset: Charset, word: &[char], plain: i32, decoded: i32) -> Option<Proof> {
    if decoded < SYLLABLE || plain >= 0 {
        return None;
    }
    if decoded >= COMMON_SYLLABLE && is_spelled_nowhere(charset, word) {
        return Some(Proof::Alone);
    }
    let damaged = match charset {
        Charset::Vni | Charset::Windows1258 => has_pair(charset, word),
        Charset::Tcvn3AsVni => plain < DAMAGE / 2 && word.iter().any(|c| is_vni_letter(*c)),
        _ => plain <= DAMAGE || core(word).iter().all(char::is_ascii) && !is_quoted(word),
    };
    damaged.then_some(Proof::Supported)
}

/// Pairs of VNI that make a Vietnamese syllable of a word of another language: «haï», «Loïc», «soá», «kyø».
/// Of the other pairs none does, in the dictionaries of thirty languages.
const ELSEWHERE: [(char, char); 5] = [('a', 'ï'), ('o', 'ï'), ('u', 'ï'), ('o', 'á'), ('y', 'ø')];

/// Whether a word has what no language spells: a letter pair of VNI, or the «ư» of TCVN3, which elsewhere is
/// a place to break a word, between two parts of which the first is no syllable. The signs of TCVN3 within a
/// word are not enough: «h¶i» is «hải» there and «hội» in VPS.
fn is_spelled_nowhere(charset: Charset, word: &[char]) -> bool {
    match charset {
        Charset::Vni => {
            let small = |c: &char| c.to_lowercase().next().unwrap_or(*c);
            let elsewhere = |pair: &[char]| match pair {
                [base, mark] => ELSEWHERE.contains(&(small(base), small(mark))),
                _ => false,
            };
            word.windows(2).any(|pair| has_pair(charset, pair) && !elsewhere(pair))
        }
        Charset::Tcvn3 => {
            let mut parts = word.split(|c| *c == '\u{AD}');
            let onset = |onset: &[char]| !onset.is_empty() && !onset.iter().any(|c| is_vowel(*c));
            parts.next().is_some_and(onset) && parts.next().is_some_and(|rest| !rest.is_empty())
        }
        _ => false,
    }
}

fn is_vowel(c: char) -> bool {
    letter(c).is_some_and(|found| found.is_vowel())
}

/// Whether all that is not ASCII in a word are guillemets around it.
fn is_quoted(word: &[char]) -> bool {
    let mut signs = word.iter().filter(|c| !c.is_ascii());
    signs.all(|c| matches!(c, '«' | '»')) && core(word).iter().all(char::is_ascii)
}

fn has_pair(charset: Charset, word: &[char]) -> bool {
    let pair = |pair: &[char]| match pair {
        [first, second] => decode(charset, *first, Some(*second)).is_some_and(|(_, two)| two),
        _ => false,
    };
    word.windows(2).any(pair)
}

/// How well a word reads in an encoding; none where nothing in it would change.
pub fn decoded(charset: Charset, word: &[char]) -> Option<i32> {
    let mut space = ['\0'; LONGEST_WORD];
    let letters = decode_word(charset, word, &mut space)?;
    let core = core(letters);
    // TCVN3 has its capitals in the font or the neighbours, so that case says nothing.
    let tcvn3 = matches!(charset, Charset::Tcvn3 | Charset::Tcvn3AsVni);
    let spelling = Spelling::read(core.iter().copied());
    let spelling = spelling.filter(|word| (tcvn3 || word.is_cased()) && word.is_syllable());
    let score = match (core.len(), spelling) {
        (0, _) => -2,
        (1, _) => 3,
        _ if is_quoted(word) => 0,
        (_, Some(spelling)) => as_common(&spelling, COMMON_SYLLABLE, SYLLABLE),
        _ if is_code(core) => 3,
        _ => -25,
    };
    // Plain TCVN3 must win where nothing speaks against it.
    let taken = charset == Charset::Tcvn3AsVni && !word.iter().any(|c| is_vni_letter(*c));
    Some(if taken { score - 1 } else { score })
}

/// More letters than this are no word in any encoding.
const LONGEST_WORD: usize = 24;

/// A word's letters in an encoding; none where nothing in it would change, or it is far too long.
fn decode_word<'a>(
    charset: Charset,
    word: &[char],
    space: &'a mut [char; LONGEST_WORD],
) -> Option<&'a [char]> {
    let mut changed = false;
    let mut length = 0;
    let mut rest = word.iter().copied().peekable();
    while let Some(c) = rest.next() {
        let found = decode(charset, c, rest.peek().copied());
        changed |= found.is_some();
        let (letter, two) = found.unwrap_or((c, false));
        if two {
            rest.next();
        }
        *space.get_mut(length)? = letter;
        length += 1;
    }
    space.get(..length).filter(|_| changed)
}

fn as_common(spelling: &Spelling, common: i32, rare: i32) -> i32 {
    if is_common_key(spelling.key()) { common } else { rare }
}

/// An abbreviation with «Đ», such as «QĐ» or «HĐND».
fn is_code(letters: &[char]) -> bool {
    let plain = |found: Letter| found.upper && !found.is_shaped() && found.tone.mark().is_none();
    letters.iter().all(|c| letter(*c).is_some_and(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_damage_from_words() {
        let score = |word: &str| as_it_stands(&word.chars().collect::<Vec<_>>());
        for word in ["nước", "và", "các", "Tie\u{302}ng", "ĐƯỜNG"] {
            assert!(score(word) > 5, "{word}");
        }
        for word in ["khÊu", "ho¹ch", "QuyÕt", "n\u{ad}íc", "nghÜa"] {
            assert!(score(word) <= DAMAGE, "{word}");
        }
        for word in ["école", "für", "naïve", "HĐND", "12", "UBND", "m²", "«", "§"] {
            assert!((-5..=5).contains(&score(word)), "{word}");
        }
    }

    #[test]
    fn scores_what_a_word_would_be() {
        let score = |charset, word: &str| decoded(charset, &word.chars().collect::<Vec<_>>());
        assert_eq!(score(Charset::Tcvn3, "ho¹ch"), Some(20));
        assert_eq!(score(Charset::Tcvn3, "QUYÕT"), Some(20));
        assert_eq!(score(Charset::Tcvn3, "école"), Some(-25));
        assert_eq!(score(Charset::Tcvn3, "Q§"), Some(3));
        assert_eq!(score(Charset::Tcvn3, "UBND"), None);
        assert_eq!(score(Charset::Vni, "Vieät"), Some(20));
    }
}
