//! The key on which headings and names are compared, never what is written.

use crate::chars::{is_alphanumeric, push_lower};
use crate::syllable::letter::{Tone, compose, letter};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// NFC, lower case, letters and digits only: «ST T» and «STT» fold alike, tones are kept.
/// Old and new placement of tone marks («hoá», «hòa» style) fold alike, to the older one.
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold_onto(&mut key, text);
    key
}

/// The same, written behind what the key holds already.
pub fn fold_onto(key: &mut String, text: &str) {
    key.reserve(text.len());
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        fold_composed(key, text.chars());
    } else {
        fold_composed(key, text.nfc());
    }
}

fn fold_composed(key: &mut String, chars: impl Iterator<Item = char>) {
    let mut word_start = key.len();
    for c in chars {
        if is_alphanumeric(c) {
            push_lower(key, c);
        } else {
            place_tone(key, word_start);
            word_start = key.len();
        }
    }
    place_tone(key, word_start);
}

/// Moves the tone of a word that ends in open -oa, -oe or -uy to the first of the two letters. After
/// q the u is no vowel of its own.
fn place_tone(key: &mut String, word_start: usize) {
    let mut back = key.get(word_start..).unwrap_or_default().chars().rev();
    let (Some(last), Some(first)) = (back.next().and_then(letter), back.next().and_then(letter)) else {
        return;
    };
    if last.tone == Tone::Level || first.tone != Tone::Level || back.next() == Some('q') {
        return;
    }
    if matches!((first.base, last.base), ('o', 'a' | 'e') | ('u', 'y')) {
        key.pop();
        key.pop();
        key.push(compose(first.base, last.tone, false));
        key.push(last.base);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_is_the_same_heading() {
        for (left, right) in [
            ("ST T", "STT"),
            ("Cơ quan  thực hiện:", "CƠ QUAN THỰC HIỆN"),
            ("Phòng Văn hoá – Xã hội", "Phòng Văn hóa - Xã hội"),
            ("Uỷ ban", "ỦY BAN"),
            ("thuỷ lợi", "thủy lợi"),
            ("khoẻ", "khỏe"),
            ("Thơ\u{300}i gian", "Thời gian"),
            ("HOÀ", "hòa"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} {right}");
        }
    }

    #[test]
    fn keeps_apart_what_differs() {
        for (left, right) in
            [("thủ", "thú"), ("tỉnh", "tính"), ("quý", "qúy"), ("Mục 1", "Mục 2"), ("hóa", "hoa")]
        {
            assert_ne!(fold(left), fold(right), "{left} {right}");
        }
    }

    #[test]
    fn leaves_tones_that_have_one_place() {
        for word in [
            "quý", "quỹ", "giá", "toàn", "hoạt", "khoản", "tuyết", "quả", "mùa", "của", "quyền", "khuỷu",
            "ngoài",
        ] {
            assert_eq!(fold(word), word);
        }
    }
}
