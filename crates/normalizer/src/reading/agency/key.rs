//! The key on which the names of one agency join, however it is spelled.

use crate::reading::table::Phrases;
use crate::reading::token::Tokens;
use crate::syllable::letter::{Letter, Tone, compose, letter};
use std::sync::LazyLock;

static SHORT: LazyLock<Phrases<&'static str>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/agency_abbreviations.tsv"), |row| row.get(1).copied())
});

/// The folded key of an agency's name: case, marks' placement, dashes, «và» and blanks aside,
/// abbreviations written out, the level of the issuing body left off an office that has a name
/// («Phòng Văn hoá – Xã hội phường», «Phòng VH-XH»).
pub fn agency_key(name: &str) -> String {
    let name = name.replace(['-', '–', '—', '‑'], " - ");
    let t = Tokens::new(&name);
    let mut words: Vec<&str> = Vec::new();
    let mut i = 0;
    while i < t.len() {
        if let Some((length, full)) = SHORT.at(&t, i) {
            words.push(full);
            i += length;
            continue;
        }
        if (t.is_word(i) || t.is_number(i)) && !matches!(t.word(i), "và") {
            words.push(t.low(i));
        }
        i += 1;
    }
    while words.len() > 2 && has_idle_level(&words) {
        words.pop();
    }
    crate::fold(&new_marks(&words.concat()))
}

/// A level that only repeats whose office it is: of an office with a name, not of a body like UBND.
fn has_idle_level(words: &[&str]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let before = words.len().checked_sub(2).and_then(|k| words.get(k)).copied().unwrap_or("");
    let own =
        matches!(before, "ủy ban nhân dân" | "hội đồng nhân dân" | "dân" | "cấp" | "các" | "thuộc" | "tịch");
    match *last {
        "phường" | "xã" => {
            !own && matches!(
                *first,
                "phòng" | "trung" | "bộ" | "công" | "tổ" | "văn" | "văn phòng" | "trung tâm"
            )
        }
        "tỉnh" => *first == "sở",
        _ => false,
    }
}

/// «hoá» and «hóa», «uỷ» and «ủy»: the mark moves to the place that the newer rule gives it.
fn new_marks(text: &str) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let toned = letter(c).filter(|found| found.tone != Tone::Level);
        let pair = |found: &Letter| matches!((before, found.base), ('o', 'a' | 'e') | ('u', 'y'));
        match toned.filter(pair) {
            Some(found) => {
                moved.pop();
                moved.push(compose(before, found.tone, false));
                moved.push(found.base);
            }
            None => moved.push(c),
        }
        before = c;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_office_share_a_key() {
        for names in [
            vec![
                "Phòng Văn hoá – Xã hội",
                "Phòng Văn hóa - Xã hội",
                "Phòng VH-XH",
                "Phòng Văn hoá-Xã hội phường",
                "Phòng văn hoá - Xã hội",
                "Phòng VH&XH",
                "PHÒNG VĂN HOÁ – XÃ HỘI",
                "Phòng Văn hoá và Xã hội",
            ],
            vec!["Văn phòng HĐND&UBND phường", "Văn phòng HĐND và UBND phường", "VP HĐND - UBND phường"],
            vec!["Sở Nội vụ", "Sở Nội vụ tỉnh", "sở nội vụ"],
            vec!["UBND tỉnh", "Ủy ban nhân dân tỉnh", "Uỷ ban nhân dân tỉnh"],
            vec!["Bộ phận TN&TKQ", "Bộ phận tiếp nhận và trả kết quả"],
            vec!["Công chức Văn phòng – thống kê", "Công chức văn phòng thống kê"],
        ] {
            let keys: Vec<String> = names.iter().map(|name| agency_key(name)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{names:?} {keys:?}");
        }
    }

    #[test]
    fn different_agencies_keep_different_keys() {
        let names = [
            "UBND tỉnh",
            "UBND phường",
            "UBND",
            "Văn phòng UBND phường",
            "Văn phòng HĐND và UBND phường",
            "Công an tỉnh",
            "Công an phường",
            "Kế toán ngân sách",
            "Tài chính - Kế toán",
            "Bộ phận một cửa",
            "Trung tâm phục vụ hành chính công",
        ];
        for (n, name) in names.iter().enumerate() {
            for other in names.iter().take(n) {
                assert_ne!(agency_key(name), agency_key(other), "{name} {other}");
            }
        }
    }
}
