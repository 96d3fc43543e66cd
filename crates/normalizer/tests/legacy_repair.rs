//! Legacy encodings: decided from a block and its document, never on clean text of any language.

use kehoach_normalizer::{
    Repairs, is_sound, readability, repair, repair_line, repair_ocr, survey, suspect_words,
};
use proptest::prelude::*;

/// A document of blocks of (font, text) runs, repaired.
fn repaired(blocks: &[&[(&'static str, &str)]]) -> (Vec<Vec<String>>, Repairs) {
    let font = |name: &'static str| (!name.is_empty()).then_some(name);
    let prior = survey(blocks.iter().flat_map(|block| block.iter()).map(|(name, text)| (*text, font(name))));
    let mut all = Repairs::new();
    let mut out = Vec::new();
    for block in blocks {
        let mut runs: Vec<(String, Option<&str>)> =
            block.iter().map(|(name, text)| ((*text).to_owned(), font(name))).collect();
        for (kind, count) in repair(&mut runs, &prior) {
            *all.entry(kind).or_default() += count;
        }
        out.push(runs.into_iter().map(|(text, _)| text).collect());
    }
    (out, all)
}

#[test]
fn reads_lines_that_stand_alone() {
    for (kind, surface, expected) in [
        ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (
            "tcvn3",
            "QuyÕt ®Þnh sè 12/2004/Q§-UBND cña ñy ban nh©n d©n",
            "Quyết định số 12/2004/QĐ-UBND của ủy ban nhân dân",
        ),
        ("tcvn3", "Ph\u{ad}êng 2, n\u{ad}íc s¹ch", "Phường 2, nước sạch"),
        ("tcvn3", "c¬ së h¹ tÇng, t\u{2212} vÊn, x\u{2219} héi", "cơ sở hạ tầng, tư vấn, xã hội"),
        ("tcvn3", "QUYÕT §ÞNH CñA Uû BAN NH¢N D¢N", "QUYẾT ĐỊNH CỦA UỶ BAN NHÂN DÂN"),
        ("tcvn3", "Uû ban nh©n d©n tØnh, B¸o c¸o", "Uỷ ban nhân dân tỉnh, Báo cáo"),
        ("tcvn3", "®Çu t\u{ad} x©y dùng 3 − 2", "đầu tư xây dựng 3 − 2"),
        ("tcvn3", "đÇu t\u{ad} x©y dùng", "đầu tư xây dựng"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("vni", "Uûy ban nhaân daân thaønh phoá, QÑ-UBND", "Ủy ban nhân dân thành phố, QĐ-UBND"),
        ("vni", "ÑAÛNG BOÄ TÆNH, phöôøng, ñöôïc", "ĐẢNG BỘ TỈNH, phường, được"),
        ("vni", "nöôùc", "nước"),
        ("vni", "Vieät Nam", "Việt Nam"),
        ("vni", "söï coá", "sự cố"),
        ("tcvn3", "n\u{ad}íc", "nước"),
        ("tcvn3", "®\u{ad}êng 12", "đường 12"),
        ("tcvn3-as-vni", "thùc hiƯn tù chđ, nhiƯm vơ chÝnh", "thực hiện tự chủ, nhiệm vụ chính"),
        ("utf-8-as-windows-1252", "Káº¿ hoáº¡ch nÄƒm 2023", "Kế hoạch năm 2023"),
    ] {
        let (text, repairs) = repair_line(surface);
        assert_eq!(text, expected, "{surface}");
        assert!(repairs.contains_key(kind), "{surface}: {repairs:?}");
    }
}

#[test]
fn short_cells_follow_the_document() {
    let (cells, repairs) = repaired(&[
        &[(".VnTime", "Sè nép")],
        &[(".VnTime", "Dông cô")],
        &[(".VnTimeH", "bé tµi chÝnh")],
        &[(".VnTimeH", "kinh doanh")],
        &[(".VnTime", "KÕ ho¹ch ph¸t triÓn kinh tÕ - x· héi n¨m 2004 cña tØnh")],
        &[(".VnTime", "12,5")],
    ]);
    let texts: Vec<String> = cells.iter().map(|runs| runs.concat()).collect();
    assert_eq!(
        texts,
        [
            "Số nộp",
            "Dụng cụ",
            "BỘ TÀI CHÍNH",
            "KINH DOANH",
            "Kế hoạch phát triển kinh tế - xã hội năm 2004 của tỉnh",
            "12,5"
        ]
    );
    assert_eq!(repairs.keys().copied().collect::<Vec<_>>(), ["tcvn3"]);
}

#[test]
fn one_document_may_mix_encodings() {
    let (blocks, _) = repaired(&[
        &[
            (".VnTime", "KÕ ho¹ch ph¸t triÓn kinh tÕ - x· héi"),
            ("Times New Roman", " của Ủy ban nhân dân tỉnh"),
        ],
        &[("VNI-Times", "Thöïc hieän nhieäm vuï cuûa UBND phöôøng")],
        &[("Times New Roman", "Các chỉ tiêu và cá nhân, có sè")],
        &[(".VnTime", "®"), (".VnTime", "Êt "), (".VnTime", "®ai")],
    ]);
    assert_eq!(blocks[0].concat(), "Kế hoạch phát triển kinh tế - xã hội của Ủy ban nhân dân tỉnh");
    assert_eq!(blocks[1].concat(), "Thực hiện nhiệm vụ của UBND phường");
    assert_eq!(blocks[2].concat(), "Các chỉ tiêu và cá nhân, có sè");
    assert_eq!(blocks[3], ["đ", "ất ", "đai"]);
}

#[test]
fn a_font_name_is_no_proof() {
    let blocks: &[&[(&'static str, &str)]] = &[
        &[(".VnTimeH", "Ủy ban nhân dân tỉnh và các sở")],
        &[(".VnTimeH", "kinh doanh và cá nhân")],
        &[("VNI-Times", "Công tác xã hội, đó là các cán bộ có kinh nghiệm")],
        &[(".VnTime", "học sinh, sinh viên")],
    ];
    let (texts, repairs) = repaired(blocks);
    for (block, text) in blocks.iter().zip(texts) {
        assert_eq!(text.concat(), block.iter().map(|(_, text)| *text).collect::<String>());
    }
    assert!(repairs.is_empty(), "{repairs:?}");
}

const CLEAN: [&str; 24] = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Sè nép, bè giái, cóng, toán: tên riêng",
    "Cộng hoà Cô-lôm-bi-a, Bô-xni-a và Hẻ-xê-gô-vi-na",
    "Dùng phông chữ trong nhãn, bô, rô, vô, thô, sơ, mò",
    "L'été dernier, où êtes-vous allés ? À la fête de Noël, chez l'hôte.",
    "« Déjà vu » : un maïs, une aiguë, ça et là, né à Nîmes, dés, thé",
    "Die Größe der Äpfel überraschte Jürgen; »%s« ist ungültig, »%c« auch",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "El niño comió piñón y bebió café en Málaga; ¿qué? ¡olé!",
    "A informação não está disponível; São João, maçã, pão",
    "Però è già più là, perché così può; città, virtù, lunedì",
    "Du må kun oppgi navn på én katalog, så få på på nå",
    "Skriv gång på gång en rad, här är mer än en",
    "Hyvää päivää, leveä korkeä ääni, yö, työ, söötä",
    "Má tá níos mó ná nó sé, tá gá le liosta",
    "Koha mbas së cilës kursori të më në të",
    "Zażółć gęślą jaźń; în timp ce în acest în",
    "Þetta er íslenska: það, að, við, raða, stærð, Ð",
    "let x = a[i] * 3.14; // §5 ©2024 ®™ ±5% 25°C m² 3×4 «ok» µs",
    "Đurđevac i Ćuprija, Čačak, Šabac, Žepče",
    "Szeged, Győr, árvíztűrő tükörfúrógép",
    "Türkçe öğrenci şımarık çiğ köfte",
    "Ελληνικά και Русский текст, 漢字かな交じり文",
    "https://example.org/a?b=c&d=%20 user@example.org D=\\a.txt",
];

#[test]
fn clean_text_comes_back_unchanged() {
    for text in CLEAN {
        assert_eq!(repair_line(text), (text.to_owned(), Repairs::new()));
    }
}

#[test]
fn legacy_text_counts_as_readable() {
    let found = readability("KÕ ho¹ch ph¸t triÓn kinh tÕ - x· héi n¨m 2004");
    assert_eq!((found.words, found.readable), (9, 9));
}

/// Encodes Vietnamese letters as TCVN3, to make text that must come back as it was.
fn tcvn3(text: &str) -> String {
    const LETTERS: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ";
    const BYTES: [u8; 74] = [
        0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB,
        0xAE, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE,
        0xDF, 0xE1, 0xE2, 0xE3, 0xE4, 0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE,
        0xEF, 0xF1, 0xF2, 0xF3, 0xF4, 0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xA1,
        0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7,
    ];
    let byte =
        |c| LETTERS.chars().zip(BYTES).find(|(known, _)| *known == c).map(|(_, byte)| char::from(byte));
    text.chars().map(|c| byte(c).unwrap_or(c)).collect()
}

const WORDS: [&str; 24] = [
    "kế",
    "hoạch",
    "thực",
    "hiện",
    "nhiệm",
    "vụ",
    "năm",
    "của",
    "các",
    "cơ",
    "quan",
    "tỉnh",
    "được",
    "người",
    "Đảng",
    "phường",
    "UBND",
    "12",
    "QĐ-UBND",
    "nước",
    "xã",
    "đầu",
    "tư",
    "giải",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tcvn3_comes_back(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 6..30)) {
        let text = format!("Báo cáo thực hiện kế hoạch: {}", words.join(" "));
        prop_assert_eq!(repair_line(&tcvn3(&text)).0, text);
    }

    #[test]
    fn what_is_sound_is_not_repaired(text in r"[a-zA-Z0-9à-ỹƣÐðÃ¸¹\u{300}-\u{303}\u{AD}\u{A0} .,/-]{0,20}|kế hoạch \w{1,4}") {
        let prior = survey(std::iter::once((text.as_str(), None)));
        let mut runs = [(text.clone(), None)];
        let repairs = repair(&mut runs, &prior);
        let kept = repairs.is_empty() && runs[0].0 == text;
        prop_assert!(kept || !is_sound(&text, &prior), "{:?} {:?}", runs, repairs);
    }

    #[test]
    fn clean_words_of_many_languages_stay(
        words in prop::collection::vec(prop::sample::select(&CLEAN[..]), 1..6)
    ) {
        // Icelandic in a Vietnamese line is more than a repair can tell from «Ð» for «Đ».
        let words: Vec<&str> = words.into_iter().filter(|text| !text.contains('ð')).collect();
        let text = words.join(" ");
        prop_assert_eq!(repair_line(&text).0, text);
    }

    #[test]
    fn vietnamese_words_stay(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..30)) {
        let text = words.join(" ");
        prop_assert_eq!(repair_line(&text).0, text);
    }

    #[test]
    fn ocr_text_settles(
        words in prop::collection::vec(
            prop::sample::select(&["tối", "thiếu", "tố", "chức", "kiếm", "tra", "HH", ".", "Quý", "QĐÐ", "näm", "đưỡng", "-", "9%"][..]),
            0..20,
        )
    ) {
        let (once, _) = repair_ocr(&words.join(" "));
        prop_assert_eq!(repair_ocr(&once), (once, Repairs::new()));
    }

    #[test]
    fn legacy_letters_settle(text in "[a-zA-Z0-9 ,\u{a1}-\u{ff}ưđơ\u{2212}\u{2219}\u{2013}-\u{201d}]{0,60}") {
        let (once, _) = repair_line(&text);
        prop_assert_eq!(repair_line(&once).0, once.clone());
        for suspect in suspect_words(&text) {
            prop_assert_eq!(text.get(suspect.range), Some(suspect.word.as_str()));
        }
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        prop_assert_eq!(digits(&repair_ocr(&text).0), digits(&text));
    }
}
