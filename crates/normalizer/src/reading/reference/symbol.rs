//! Symbols of documents: «1291/QĐ-TTg», «61/2018/NĐ-CP», «01-NQ/TU», «/QĐ-UBND» with a blank number.

use crate::reading::table::{Phrases, rows};
use crate::reading::token::{Gap, Tokens};
use model::DocumentKind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A symbol as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// Null where the place of the number is left blank.
    pub number: Option<u32>,
    /// Letters without number and year: «QĐ-UBND», «NQ/TU».
    pub letters: String,
    /// How many groups of letters it has; one alone («22/CP») is a symbol only behind the kind's name.
    pub groups: usize,
    /// The kind that its letters say.
    pub kind: Option<DocumentKind>,
    pub end: usize,
}

static LETTERS: LazyLock<HashMap<&'static str, DocumentKind>> = LazyLock::new(|| {
    rows(include_str!("../../../data/document_kinds.tsv"))
        .filter_map(|row| match row.as_slice() {
            [letters, kind, "letters"] => Some((*letters, kind_named(kind)?)),
            _ => None,
        })
        .collect()
});

static WORDS: LazyLock<Phrases<DocumentKind>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/document_kinds.tsv"), |row| match row {
        [_, kind, "words"] => kind_named(kind),
        _ => None,
    })
});

fn kind_named(name: &str) -> Option<DocumentKind> {
    Some(match name {
        "ke_hoach" => DocumentKind::KeHoach,
        "cong_van" => DocumentKind::CongVan,
        "quyet_dinh" => DocumentKind::QuyetDinh,
        "bao_cao" => DocumentKind::BaoCao,
        "nghi_quyet" => DocumentKind::NghiQuyet,
        "chi_thi" => DocumentKind::ChiThi,
        "chuong_trinh" => DocumentKind::ChuongTrinh,
        "de_an" => DocumentKind::DeAn,
        "thong_bao" => DocumentKind::ThongBao,
        "to_trinh" => DocumentKind::ToTrinh,
        "huong_dan" => DocumentKind::HuongDan,
        "luat" => DocumentKind::Luat,
        "nghi_dinh" => DocumentKind::NghiDinh,
        "thong_tu" => DocumentKind::ThongTu,
        "phuong_an" => DocumentKind::PhuongAn,
        "quy_dinh" => DocumentKind::QuyDinh,
        "ket_luan" => DocumentKind::KetLuan,
        "khac" => DocumentKind::Khac,
        _ => return None,
    })
}

/// The kind whose name ends right before `i`: how many tokens it has, and the kind.
pub(crate) fn kind_before(t: &Tokens<'_>, i: usize) -> Option<(usize, DocumentKind)> {
    WORDS.before(t, i).or_else(|| LETTERS.get(t.printed(i.wrapping_sub(1))).map(|kind| (1, *kind)))
}

/// The kind whose name starts at `i`.
pub(crate) fn kind_at(t: &Tokens<'_>, i: usize) -> Option<(usize, DocumentKind)> {
    WORDS.at(t, i)
}

/// The kind that the letters of a symbol say.
pub(crate) fn kind_of_letters(letters: &str) -> Option<DocumentKind> {
    LETTERS.get(letters).copied()
}

/// The symbol that starts at the number, or at the stroke after a blank number, at `i`.
pub(crate) fn symbol_at(t: &Tokens<'_>, i: usize) -> Option<Symbol> {
    let (number, mut k) = if t.is_number(i) {
        let lettered = t.touches(i + 1) && t.is_word(i + 1) && t.word(i + 1).chars().count() == 1;
        (Some(t.integer(i)?), i + 1 + usize::from(lettered))
    } else {
        (None, i)
    };
    let party = t.is_dash(k);
    if party || t.mark(k) == '/' {
        k += 1;
    } else if number.is_none() || !lost_stroke(t, i, k) {
        return None;
    }
    if t.year(k).is_some() && t.mark(k + 1) == '/' {
        k += 2;
    }
    if !(is_letters(t, k) || is_lone_kind(t, k)) || (party && t.mark(k + 1) != '/') {
        return None;
    }
    let first = t.printed(k);
    let mut letters = first.to_owned();
    let mut groups = 1;
    k += 1;
    while let Some((joint, next)) = joint(t, k, groups) {
        letters.push(joint);
        letters.push_str(t.printed(next));
        groups += 1;
        k = next + 1;
    }
    Some(Symbol { number, letters, groups, kind: kind_of_letters(first), end: k })
}

/// The end of a symbol with a number at `i`, for those who only want to step over it.
pub(crate) fn symbol_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    let symbol = symbol_at(t, i)?;
    let named = matches!(t.word(i.wrapping_sub(1)), "số") || kind_before(t, i).is_some();
    (symbol.groups > 1 || symbol.kind.is_some() || named).then_some(symbol.end)
}

/// «số 4160 QĐ/UBND»: the stroke behind the number is lost, which only what stands around it can tell.
fn lost_stroke(t: &Tokens<'_>, i: usize, k: usize) -> bool {
    let led = t.word(i.wrapping_sub(1)) == "số" || kind_before(t, i).is_some();
    let sign = t.mark(k + 1) == '/' || t.is_dash(k + 1);
    led && kind_of_letters(t.printed(k)).is_some() && sign && t.touches(k + 1) && is_letters(t, k + 2)
}

/// «L» of «L-CTN»: a single letter is a symbol's only as the short form of a kind, before an issuer.
fn is_lone_kind(t: &Tokens<'_>, k: usize) -> bool {
    kind_of_letters(t.printed(k)).is_some() && t.is_dash(k + 1) && t.touches(k + 1) && is_letters(t, k + 2)
}

/// «-», «/» or «&» with letters behind it. Blanks around a dash are a slip that only «NĐ - CP» shows.
fn joint(t: &Tokens<'_>, k: usize, groups: usize) -> Option<(char, usize)> {
    let spaced = !t.touches(k) || !t.touches(k + 1);
    let sign = match t.mark(k) {
        '/' => '/',
        '&' => '&',
        // «16/CT.TTg»: a full stop for the dash.
        '.' if groups == 1 && !spaced && kind_of_letters(t.printed(k.wrapping_sub(1))).is_some() => '.',
        _ if t.is_dash(k) => '-',
        _ => return None,
    };
    // A line may end behind the dash of «QĐ-».
    let broken = t.touches(k) && t.gap(k + 1) == Gap::Line;
    if spaced && !broken && (groups > 1 || sign != '-') {
        return None;
    }
    is_letters(t, k + 1).then_some((sign, k + 1))
}

/// «QĐ», «TTg», «QH14», «CTr», «STC», «TU»: at least two capitals.
fn is_letters(t: &Tokens<'_>, k: usize) -> bool {
    let word = t.printed(k);
    t.is_word(k) && word.chars().count() <= 12 && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_symbols() {
        for (text, expected) in [
            ("1291/QĐ-TTg", Some((Some(1291), "QĐ-TTg"))),
            ("1291/QĐ/TTg ngày", Some((Some(1291), "QĐ/TTg"))),
            ("61/2018/NĐ-CP", Some((Some(61), "NĐ-CP"))),
            ("01-NQ/TU", Some((Some(1), "NQ/TU"))),
            ("24/2000/NĐ - CP", Some((Some(24), "NĐ-CP"))),
            ("1291/QĐ-\n\nTTg", Some((Some(1291), "QĐ-TTg"))),
            ("131/2020/QH14", Some((Some(131), "QH14"))),
            ("176/1998/TTLT-BTC-BCN-TCHQ", Some((Some(176), "TTLT-BTC-BCN-TCHQ"))),
            ("/QĐ-UBND", Some((None, "QĐ-UBND"))),
            ("30c/NQ-CP", Some((Some(30), "NQ-CP"))),
            ("12/CCHC&PC", Some((Some(12), "CCHC&PC"))),
            ("16/CT.TTg ngày", Some((Some(16), "CT.TTg"))),
            ("09/2017/L-CTN", Some((Some(9), "L-CTN"))),
            ("12/GP-UBND", Some((Some(12), "GP-UBND"))),
            ("4160 QĐ/UBND", None),
            ("12/UBND. UBND xã", Some((Some(12), "UBND"))),
            ("5/L", None),
            ("18/21 điểm", None),
            ("5/7 xã", None),
            ("10-Kế hoạch", None),
            ("5-UBND", None),
        ] {
            let symbol = symbol_at(&Tokens::new(text), 0);
            let read = symbol.as_ref().map(|s| (s.number, s.letters.as_str()));
            assert_eq!(read, expected, "{text}");
        }
    }
}
