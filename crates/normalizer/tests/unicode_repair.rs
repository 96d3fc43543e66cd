//! Repairs of Unicode text: what is wrong comes out right, what is right comes out as it was.

use kehoach_normalizer::{Prior, repair, repair_line};
use proptest::prelude::*;

#[test]
fn repairs_what_is_certain() {
    for (kind, input, expected) in [
        ("oi-letter", "nƣớc", "nước"),
        ("oi-letter", "phƣờng", "phường"),
        ("oi-letter", "ĐƢỜNG", "ĐƯỜNG"),
        ("oi-letter", "tƣ", "tư"),
        ("oi-letter", "TƢ", "TƯ"),
        ("eth-letter", "Ðảm", "Đảm"),
        ("eth-letter", "\u{189}à Nẵng", "Đà Nẵng"),
        ("eth-letter", "ðịnh", "định"),
        ("eth-letter", "\u{256}ịnh", "định"),
        ("eth-letter", "QÐ-UBND", "QĐ-UBND"),
        ("eth-letter", "HÐND", "HĐND"),
        ("eth-letter", "Ðắk Lắk", "Đắk Lắk"),
        ("nfc", "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "Tiếng Việt"),
        ("mark-order", "Tie\u{301}\u{302}ng", "Tiếng"),
        ("mark-order", "Ti\u{e9}\u{302}ng", "Tiếng"),
        ("nfc", "Vi\u{1eb9}\u{302}t", "Việt"),
        ("nfc", "Vi\u{ea}\u{323}t", "Việt"),
        ("nfc", "thu\u{31b}\u{301}", "thứ"),
        ("nfc", "th\u{fa}\u{31b}", "thứ"),
        ("nfc", "a\u{341}", "á"),
        ("mark-order", "ê\u{301}\u{301}", "ế"),
        ("mark-after-space", "Viê \u{323}t", "Việt"),
        ("caron-letter", "tr\u{1ce}ng", "trăng"),
        ("odd-space", "Phòng\u{a0}Nội vụ", "Phòng Nội vụ"),
        ("odd-space", "ngày\u{2006} \u{2006}", "ngày   "),
        ("zero-width", "UBND\u{200b} phường", "UBND phường"),
        ("zero-width", "\u{feff}BỘ", "BỘ"),
        ("fullwidth", "ＵＢＮＤ\u{3000}１２％", "UBND 12%"),
        ("ligature", "\u{fb01}le", "file"),
        ("roman-numeral", "Quý \u{2162}", "Quý III"),
        ("symbol-font", "\u{f0b7} Rà soát", "• Rà soát"),
        ("symbol-font", "\u{f0a7} Mục", "• Mục"),
        ("homoglyph", "T\u{422}HC", "TTHC"),
        ("no-break-hyphen", "QĐ\u{2011}TTg", "QĐ-TTg"),
        ("soft-hyphen", "2021\u{ad}2025", "2021-2025"),
        ("soft-hyphen", "QĐ\u{ad}TTg", "QĐ-TTg"),
        ("soft-hyphen", "văn hóa \u{ad} xã hội", "văn hóa - xã hội"),
        ("soft-hyphen", "infor\u{ad}mation", "information"),
        ("control-character", "số\u{7} 12", "số 12"),
    ] {
        let (text, repairs) = repair_line(input);
        assert_eq!(text, expected, "{input}");
        assert!(repairs.contains_key(kind), "{input}: {repairs:?}");
    }
}

#[test]
fn leaves_what_may_be_meant() {
    for text in [
        "quậṇ",
        "\u{422}\u{422}\u{41d}\u{421}",
        "Það er gott að vera á Íslandi, ÞAÐ VIÐ MEÐ",
        "Qazaq tili: Jaꞑalif, ƣasьr",
        "全角の文字、ＡＢＣ１２３　空白",
        "Москва, улица Ленина",
        "می\u{200c}خواهم",
        "👩\u{200d}💻",
        "m² và m³, 10 °C, ½ giờ, 5 ‰, 3 − 2 = 1",
        "Ủy ban, Uỷ ban, hoá, hóa",
        "«Kế hoạch» – 12/2023…",
        "baỏ, qúy, đợn vị",
    ] {
        let (found, repairs) = repair_line(text);
        assert_eq!(found, text);
        assert!(repairs.is_empty(), "{text}: {repairs:?}");
    }
}

#[test]
fn joins_marks_over_run_borders() {
    let mut runs = [("Viê".to_owned(), None), ("\u{323}t Nam".to_owned(), Some("Arial"))];
    repair(&mut runs, &Prior::default());
    assert_eq!(runs.map(|(text, _)| text), ["Việ", "t Nam"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn repairing_twice_is_repairing_once(text in ".{0,40}") {
        let (once, _) = repair_line(&text);
        let (twice, repairs) = repair_line(&once);
        prop_assert_eq!(&twice, &once);
        prop_assert!(repairs.is_empty(), "{:?}", repairs);
    }

    #[test]
    fn odd_characters_settle_at_once(
        text in "[ aeưêơđĐÐƣƢðn\u{ad}\u{a0}\u{200b}\u{2011}\u{300}\u{301}\u{302}\u{323}\u{31b}\u{1ce}ТНC0-9-]{0,24}"
    ) {
        let (once, _) = repair_line(&text);
        let (twice, _) = repair_line(&once);
        prop_assert_eq!(twice, once);
    }
}
