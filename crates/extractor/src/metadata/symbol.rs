//! The line «Số: 143/UBND-VP».

use crate::phrases::{KINDS, pattern, rows};
use model::DocumentKind;
use regex::Regex;
use std::sync::LazyLock;

/// Number, year of a normative document, symbol. The state writes «143/KH-UBND», the Party «22-NQ/TU»;
/// spaces stand anywhere round the marks, and the number may still be blank.
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[^\p{L}\d]{0,3}(?P<label>[Ss5][ốôóòồộổỗoé06ỐÔO]\s{0,2}[:.;,]?)?",
        r"[\s.…_:]*(?P<no>\d(?:\s?\d){0,5}(?:\.\d+)?)?(?P<suffix>\s?[a-zđ]{1,2})?[\s.…_]*[/\-–][\s.…_]*",
        r"(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?",
        r"(?P<symbol>\p{Lu}[\p{L}\d&.]*(?:\s?[-–—/]\s?[\p{Lu}\d][\p{L}\d&.]*)*)",
    ))
});

/// «Số: đ@ /CT-UBND»: a number by hand that a scan cannot read. It stays open.
static UNREADABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[^\p{L}\d]{0,3}(?P<label>[Ss5][ốôóòồộổỗoé06ỐÔO]\s{0,2}[:.;,])\s*[^/:]{1,12}/\s?",
        r"(?P<symbol>\p{Lu}[\p{L}\d&.]*(?:\s?[-–—/]\s?[\p{Lu}\d][\p{L}\d&.]*)+)\s*(?:$|\t|\s\p{Lu})",
    ))
});

/// What the number's line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SymbolLine {
    pub(crate) number: Option<u32>,
    pub(crate) symbol: String,
    /// Opens with «Số».
    pub(crate) labelled: bool,
    /// Where it ends in the line.
    pub(crate) end: usize,
}

/// Reads a line that begins with a document's number and symbol.
pub(crate) fn read(line: &str) -> Option<SymbolLine> {
    // Most lines are none, and their first letter tells sooner than the patterns do.
    let first = line.chars().find(|c| c.is_alphabetic() || c.is_ascii_digit())?;
    if !(first.is_ascii_digit() || matches!(first, 'S' | 's')) {
        return None;
    }
    let found = SYMBOL.captures(line).or_else(|| UNREADABLE.captures(line))?;
    let labelled = found.name("label").is_some();
    let digits: Option<String> =
        found.name("no").map(|no| no.as_str().chars().filter(|c| !c.is_whitespace()).collect());
    let raw = found.name("symbol")?;
    let symbol = tidy(raw.as_str());
    let capitals = symbol.chars().filter(|c| c.is_uppercase()).count();
    // Without «Số» only the full form with its inner mark is a symbol: «1/Mục tiêu» is none.
    if capitals < 2 || (!labelled && (digits.is_none() || !symbol.contains(['-', '/']) || capitals < 4)) {
        return None;
    }
    // «66.3/2025/NQ-CP» has no whole number; it stays open rather than wrong.
    let number = digits.and_then(|digits| digits.parse().ok());
    Some(SymbolLine { number, symbol, labelled, end: raw.end() })
}

/// A symbol without spaces and end punctuation, with plain hyphens.
fn tidy(symbol: &str) -> String {
    let plain: String = symbol
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '–' | '—') { '-' } else { c })
        .collect();
    plain.trim_end_matches(['.', '-', '/']).to_owned()
}

/// The kind that a symbol's first letters name; a symbol without them is a công văn's.
pub(crate) fn kind(symbol: &str) -> DocumentKind {
    let letters = symbol.split(['-', '/']).next().unwrap_or_default();
    rows(include_str!("../../data/document_kinds.tsv"))
        .find(|fields| {
            fields.get(2).is_some_and(|code| !code.is_empty() && code.eq_ignore_ascii_case(letters))
        })
        .and_then(|fields| fields.first().copied())
        .map_or(DocumentKind::CongVan, kind_of)
}

/// The kind that a line's first words name, with how many words they are.
pub(crate) fn kind_opening(text: &str) -> Option<(DocumentKind, usize)> {
    if let Some(tag) = KINDS.whole(text) {
        return Some((kind_of(tag), text.split_whitespace().count()));
    }
    KINDS.opening(text).map(|found| (kind_of(found.tag), found.words))
}

fn kind_of(tag: &str) -> DocumentKind {
    match tag {
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
        "phu_luc" => DocumentKind::PhuLuc,
        "luat" => DocumentKind::Luat,
        "nghi_dinh" => DocumentKind::NghiDinh,
        "thong_tu" => DocumentKind::ThongTu,
        "phuong_an" => DocumentKind::PhuongAn,
        "quy_dinh" => DocumentKind::QuyDinh,
        "ket_luan" => DocumentKind::KetLuan,
        _ => DocumentKind::Khac,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn symbols() {
        for (line, number, symbol) in [
            ("Số: 143/UBND-VP", Some(143), "UBND-VP"),
            ("Số:         /UBND-VP", None, "UBND-VP"),
            ("Số :   123 / KH - UBND", Some(123), "KH-UBND"),
            ("Số: 115      /KH-SNNMT", Some(115), "KH-SNNMT"),
            ("Số: ......../QĐ-UBND", None, "QĐ-UBND"),
            ("Số: …/KH-UBND", None, "KH-UBND"),
            ("SỐ: 07/2023/NQ-HĐND", Some(7), "NQ-HĐND"),
            ("Số 22-NQ/TU", Some(22), "NQ/TU"),
            ("Số 05 - KH/ĐU", Some(5), "KH/ĐU"),
            ("Số      -CTr/HU", None, "CTr/HU"),
            ("Số: 1178 /ĐCK-CTT", Some(1178), "ĐCK-CTT"),
            ("Số:12/BC–STC", Some(12), "BC-STC"),
            ("S6: 12/TTr-SNV", Some(12), "TTr-SNV"),
            ("Số: 30a/KH-BCĐ389", Some(30), "KH-BCĐ389"),
            ("Số: 45/KSTTHC&PC-VP", Some(45), "KSTTHC&PC-VP"),
            ("1105/KH-ĐKT", Some(1105), "KH-ĐKT"),
            ("Số: 66.3/2025/NQ-CP", None, "NQ-CP"),
            ("Số: LTN /SKH-TH", None, "SKH-TH"),
            ("Số: đ@ /CT-UBND", None, "CT-UBND"),
        ] {
            let found = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.number, found.symbol.as_str()), (number, symbol), "{line}");
        }
    }

    #[test]
    fn other_lines() {
        for line in [
            "Số lượng/Đơn vị",
            "1/ Mục tiêu",
            "Sở Nội vụ",
            "- Như trên",
            "Số: 12",
            "12/5/2024",
            "",
            "Số hộ nghèo giảm - Xã",
            "-CHỦ TỊCH/PHÓ",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn kinds() {
        for (symbol, expected) in [
            ("KH-UBND", DocumentKind::KeHoach),
            ("UBND-VP", DocumentKind::CongVan),
            ("SNV-CCHC", DocumentKind::CongVan),
            ("CTr/TU", DocumentKind::ChuongTrinh),
            ("TTR-UBND", DocumentKind::ToTrinh),
            ("NQ-HĐND", DocumentKind::NghiQuyet),
            ("KL/TW", DocumentKind::KetLuan),
        ] {
            assert_eq!(kind(symbol), expected, "{symbol}");
        }
        assert_eq!(kind_opening("CHƯƠNG TRÌNH HÀNH ĐỘNG"), Some((DocumentKind::ChuongTrinh, 2)));
        assert_eq!(kind_opening("B Á O  C Á O"), Some((DocumentKind::BaoCao, 6)));
        assert_eq!(kind_opening("Hội nghị"), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in "(Số|[0-9]{1,3}|[/–: -]|KH|UBND|\\PC){0,16}") {
            if let Some(found) = read(&text) {
                prop_assert!(text.is_char_boundary(found.end));
            }
        }
    }
}
