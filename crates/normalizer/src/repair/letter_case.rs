//! TCVN3 has no capitals with tones: «B¸O» is «BÁO» by its neighbours' case.

use super::charset::Charset;
use super::legacy::Word;
use crate::syllable::spelling::is_syllable_of;

/// How a word's decoded letters are to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    AsDecoded,
    Upper,
}

/// What a word's own letters say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    Upper,
    Lower,
    /// One capital and then only decoded letters: «Uû» may be «Uỷ» or «UỶ».
    Open,
    /// A number, or an abbreviation such as UBND, which is in capitals everywhere.
    None,
}

/// The case of every word of a block.
pub fn shapes(words: &[Word]) -> Vec<Shape> {
    let evidence: Vec<Evidence> = words.iter().map(of_word).collect();
    let shape = |(index, word): (usize, &Word)| {
        let tcvn3 = matches!(word.choice, Some(Charset::Tcvn3 | Charset::Tcvn3AsVni));
        let upper = match evidence.get(index) {
            Some(Evidence::Upper) => true,
            Some(Evidence::Open) => neighbours_are_upper(&evidence, index),
            _ => false,
        };
        if tcvn3 && word.changed && upper { Shape::Upper } else { Shape::AsDecoded }
    };
    words.iter().enumerate().map(shape).collect()
}

fn of_word(word: &Word) -> Evidence {
    let letters = || word.letters.iter().map(|(letter, _)| *letter).filter(|letter| letter.is_alphabetic());
    let upper = letters().filter(|letter| letter.is_ascii_uppercase() || *letter == 'Đ').count();
    let lower = letters().filter(char::is_ascii_lowercase).count();
    let count = letters().count();
    match (upper, lower) {
        _ if count == 0 => Evidence::None,
        (_, 1..) => Evidence::Lower,
        (1, 0) if count > 1 => Evidence::Open,
        (0, 0) => Evidence::Open,
        _ if word.changed || is_syllable_of(letters()) => Evidence::Upper,
        _ => Evidence::None,
    }
}

/// Whether the nearest words that say something are in capitals on both sides.
fn neighbours_are_upper(evidence: &[Evidence], index: usize) -> bool {
    let telling = |found: &&Evidence| matches!(found, Evidence::Upper | Evidence::Lower);
    let before = evidence.iter().take(index).rev().find(telling);
    let after = evidence.iter().skip(index + 1).find(telling);
    match (before, after) {
        (None, None) => false,
        (before, after) => [before, after].into_iter().flatten().all(|found| *found == Evidence::Upper),
    }
}
