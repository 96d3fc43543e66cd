//! Words worth a pencil mark: no Vietnamese syllable, or a known slip. Few false alarms matter more than
//! finding everything, so that names, codes, foreign words and loans are let be.

use super::letter::{Tone, compose, letter};
use super::slip::{self, Words};
use super::spelling::{Case, Spelling, case, is_syllable};
use super::{is_common, is_word};
use std::ops::Range;

/// A word that is no Vietnamese syllable, or a known slip. Byte range in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    pub range: Range<usize>,
    pub word: String,
    pub suggestion: Option<String>,
}

/// Words worth a pencil mark, in order; the text stays as printed.
pub fn suspect_words(text: &str) -> Vec<Suspect> {
    if text.is_ascii() {
        return Vec::new();
    }
    let words = Words::of(text);
    let mut found: Vec<Suspect> = slip::find(&words);
    for range in words.unsound() {
        let word = text.get(range.clone()).unwrap_or_default();
        if let Some(suggestion) = judge(word)
            && !words.is_in_address(range)
            && (suggestion.is_some() || !is_part_of_name(text, range))
        {
            found.push(Suspect { range: range.clone(), word: word.to_owned(), suggestion });
        }
    }
    found.sort_by_key(|suspect| suspect.range.start);
    found
}

/// None: nothing to say of the word. Otherwise what it may be meant to be.
fn judge(word: &str) -> Option<Option<String>> {
    if is_word(word) || word.chars().count() == 1 {
        return None;
    }
    if let Some(latin) = cyrillic(word) {
        return Some(Some(latin));
    }
    if !word.chars().all(|c| letter(c).is_some()) {
        return None;
    }
    if case(word) == Case::Odd {
        return glued_by_case(word).map(Some);
    }
    if is_code(word) {
        return None;
    }
    if let Some(moved) = move_tone(word) {
        return Some(Some(moved));
    }
    // Other languages share the letters of Latin-1; what lies beyond is Vietnamese or damage.
    if word.chars().all(|c| u32::from(c) <= 0xFF) {
        return None;
    }
    match split(word) {
        Some((left, right)) if is_common(left) && is_common(right) => Some(Some(format!("{left} {right}"))),
        Some(_) => None,
        None if is_loan_of_many_syllables(word) => None,
        None => Some(None),
    }
}

/// «Ea Bhốk», «H’Wiăm Ktla»: a word with a capital beside another one is a name, of whatever language.
fn is_part_of_name(text: &str, range: &std::ops::Range<usize>) -> bool {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    };
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let (Some(word), Some(before), Some(after)) =
        (text.get(range.clone()), text.get(..range.start), text.get(range.end..))
    else {
        return false;
    };
    let before = before.strip_suffix(' ').unwrap_or(before);
    let after = after.strip_prefix(' ').unwrap_or(after);
    let previous = before.rsplit(|c| !inner(c)).next().unwrap_or_default();
    let next = after.split(|c| !inner(c)).next().unwrap_or_default();
    let letters_beside = |name: &str| capital(name) || matches!(name, "Y" | "H" | "K");
    capital(word) && (letters_beside(previous) || letters_beside(next))
}

/// The Latin word that one in Cyrillic capitals looks like.
fn cyrillic(word: &str) -> Option<String> {
    if word.chars().count() < 2 || !word.chars().all(char::is_uppercase) {
        return None;
    }
    word.chars().map(crate::repair::latin_look_alike).collect()
}

/// An abbreviation: capitals without a tone, such as «ĐTXDCB».
fn is_code(word: &str) -> bool {
    word.chars().all(|c| letter(c).is_some_and(|found| found.upper && found.tone == Tone::Level))
}

/// «quảSở»: two words without the blank between them.
fn glued_by_case(word: &str) -> Option<String> {
    let mut before_upper = false;
    for (index, c) in word.char_indices() {
        if c.is_uppercase() && before_upper {
            let (left, right) = word.split_at_checked(index)?;
            let accented = !left.is_ascii() && !right.is_ascii();
            return (accented && is_syllable(left) && is_syllable(right)).then(|| format!("{left} {right}"));
        }
        before_upper = c.is_lowercase();
    }
    None
}

/// «baỏ» for «bảo»: the tone on another letter, where exactly one place is legal and gives a common word.
fn move_tone(word: &str) -> Option<String> {
    let spelling = Spelling::read(word.chars())?;
    let letters = spelling.letters();
    let mut toned = letters.iter().filter(|found| found.tone != Tone::Level);
    let (tone, None) = (toned.next()?.tone, toned.next()) else { return None };
    let place = |place: usize| -> String {
        let tone_at = |index| if index == place { tone } else { Tone::Level };
        letters
            .iter()
            .enumerate()
            .map(|(index, found)| compose(found.base, tone_at(index), found.upper))
            .collect()
    };
    let vowels = letters.iter().enumerate().filter(|(_, found)| found.is_vowel());
    let mut legal =
        vowels.map(|(index, _)| place(index)).filter(|moved| is_syllable(moved) && is_common(moved));
    legal.next().filter(|_| legal.next().is_none())
}

/// The first way to read a word as two syllables.
fn split(word: &str) -> Option<(&str, &str)> {
    let cuts = word.char_indices().skip(1).filter_map(|(index, _)| word.split_at_checked(index));
    let mut ways = cuts.filter(|(left, right)| is_syllable(left) && is_syllable(&right.to_lowercase()));
    let first = ways.next();
    // The way that gives two common words, if there is one.
    ways.chain(first).find(|(left, right)| is_common(left) && is_common(right)).or(first)
}

/// «amiđan», «vônfram»: most of the pieces between vowels are spelled as Vietnamese spells, none with a
/// tone but sắc, which is how loans are written.
fn is_loan_of_many_syllables(word: &str) -> bool {
    let letters: Vec<_> = word.chars().filter_map(letter).collect();
    let groups =
        letters.windows(2).filter(|pair| matches!(pair, [a, b] if !a.is_vowel() && b.is_vowel())).count();
    let starts = usize::from(letters.first().is_some_and(|found| found.is_vowel()));
    groups + starts >= 2 && letters.iter().all(|found| matches!(found.tone, Tone::Level | Tone::Acute))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Option<String>)> {
        suspect_words(text).into_iter().map(|suspect| (suspect.word, suspect.suggestion)).collect()
    }

    #[test]
    fn points_out_what_is_wrong() {
        for (text, word, suggestion) in [
            ("Tỷ lệ hồ sơ trạc tuyến", "trạc tuyến", Some("trực tuyến")),
            ("của Thủ tường Chính phủ", "Thủ tường", Some("Thủ tướng")),
            ("các đợn vị", "đợn vị", Some("đơn vị")),
            ("CÁC ĐỢN VỊ", "ĐỢN VỊ", Some("ĐƠN VỊ")),
            ("sự hài lòng của của người dân", "của của", Some("của")),
            ("hệ thống tin báo cáo", "hệ thống tin", Some("hệ thống thông tin")),
            ("baỏ đảm", "baỏ", Some("bảo")),
            ("số lựơng", "lựơng", Some("lượng")),
            ("Qúy I", "Qúy", Some("Quý")),
            ("đánh gía", "gía", Some("giá")),
            ("NGHỊÊM túc", "NGHỊÊM", Some("NGHIỆM")),
            ("Kế hoạch sốngày 5", "sốngày", Some("số ngày")),
            ("kết quảSở", "quảSở", Some("quả Sở")),
            ("nguyêễn", "nguyêễn", None),
            ("giải quyết \u{422}\u{422}\u{41d}\u{421}", "\u{422}\u{422}\u{41d}\u{421}", Some("TTHC")),
        ] {
            assert_eq!(found(text), [(word.to_owned(), suggestion.map(str::to_owned))], "{text}");
        }
    }

    #[test]
    fn is_quiet_on_all_else() {
        for text in [
            "Quyết định số 1291/QĐ-TTg ngày 07/10/2019 của Thủ tướng Chính phủ",
            "TTHC, CBCCVV, HĐND, UBMTTQVN, ĐTXDCB, MT&ĐT, BLĐTBXH, VH-XH, BCĐ, đ/c",
            "Đắk Lắk, Krông Pắc, Pleiku, H'Mông, Kon Plông, Brunây, Irắc, Canađa, urê, ximăng, đôla",
            "école naïve, São Paulo, Müller, façade, café, Đurđevac",
            "https://dichvucong.gov.vn, abc@đn.vn",
            "hệ thống tin học, quá trình hình thực, lịch sử lý luận, cũng cố gắng",
            "hoá, hóa, thuỷ, thủy, kĩ, kỹ, quí, quý",
            "m², 25 °C, 1.000.000đ, số 5a, tỷ đồng/năm",
            "luôn luôn, dần dần, thường xuyên, làm theo Theo dõi",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn ranges_are_of_the_text() {
        let text = "Các đợn vị, baỏ đảm";
        for suspect in suspect_words(text) {
            assert_eq!(text.get(suspect.range), Some(suspect.word.as_str()));
        }
    }
}
