//! Nothing that a document says vanishes: every line is in the outline or the metadata.

use crate::testing::paragraph;
use crate::{Vocabulary, extract};
use model::{Block, Document, Format, PlanDocument, SourceInfo, TextLayer};
use proptest::prelude::*;

/// What stands above the body; `@` is a word that no other line has.
const HEAD: [&str; 5] =
    ["UBND XÃ @", "Số: 12/KH-@", "Tân @, ngày 05 tháng 4 năm 2025", "KẾ HOẠCH", "Phát triển @ năm 2025"];

/// Lines of a body, in whatever order a writer may put them.
const BODY: [&str; 24] = [
    "Căn cứ Luật @;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Mục tiêu @",
    "Chương II",
    "MỤC TIÊU @",
    "PHẦN THỨ NHẤT: KẾT QUẢ @",
    "I. MỤC TIÊU @",
    "II- NHIỆM VỤ @",
    "1. Mục tiêu chung: @ phát triển.",
    "2. Sở Nội vụ @:",
    "1.1. Hoàn thành @ trước ngày 15/12/2025;",
    "a) Các chỉ tiêu @:",
    "(1) Giảm 5% @.",
    "- 90% hồ sơ @ đúng hạn.",
    "+ Đơn vị chủ trì: Phòng @",
    "• Đạt 8/10 điểm ở @",
    "(có phụ lục @)",
    "UBND tỉnh yêu cầu @ các sở:",
    "Tổ chức thực hiện",
    "Một đoạn văn về @ không có dấu.",
    "Trên đây là kế hoạch @./.",
    "PHỤ LỤC @",
    "Tổng điểm @ đạt 82,5/100 điểm, xếp loại khá",
    "***",
];

/// What stands below it.
const FOOT: [&str; 4] = ["Nơi nhận:", "- Lưu: VT, @.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"];

/// A word of letters only, another one for each number.
fn word(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("Q{}{}q", letter(number / 26), letter(number))
}

fn written(picks: &[usize]) -> Vec<(String, String)> {
    let line = |(number, template): (usize, &str)| {
        let word = word(number);
        let shouted = template.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let word = if shouted { word.to_uppercase() } else { word };
        (template.replace('@', &word), if template.contains('@') { word } else { String::new() })
    };
    let body = picks.iter().map(|pick| BODY[pick % BODY.len()]);
    HEAD.into_iter().chain(body).chain(FOOT).enumerate().map(line).collect()
}

fn read(lines: &[(String, String)]) -> PlanDocument {
    let document = Document {
        format: Format::Txt,
        pages: None,
        text_layer: TextLayer::Native,
        blocks: lines.iter().map(|(text, _)| Block::Paragraph(paragraph(text))).collect(),
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics: Vec::new(),
    };
    let source = SourceInfo {
        path: "a.txt".into(),
        sha256: "0".repeat(64),
        bytes: 1,
        format: Format::Txt,
        pages: None,
        text_layer: TextLayer::Native,
    };
    extract(document, source, Vocabulary::builtin())
}

fn lost(lines: &[(String, String)]) -> Vec<&str> {
    let plan = read(lines);
    let said = format!("{:?} {:?}", plan.document, plan.sections);
    lines.iter().filter(|(_, word)| !said.contains(word.as_str())).map(|(text, _)| text.as_str()).collect()
}

proptest! {
    #[test]
    fn every_line_is_somewhere(picks in prop::collection::vec(0usize..24, 0..40)) {
        let lines = written(&picks);
        prop_assert_eq!(lost(&lines), Vec::<&str>::new());
    }

    #[test]
    fn every_record_is_a_line_of_the_outline(picks in prop::collection::vec(0usize..24, 0..40)) {
        let plan = read(&written(&picks));
        let outline = format!("{:?}", plan.sections);
        let texts = plan.targets.iter().map(|one| &one.text).chain(plan.tasks.iter().map(|one| &one.text));
        for text in texts {
            prop_assert!(outline.contains(text.as_str()), "{}", text);
        }
    }
}
