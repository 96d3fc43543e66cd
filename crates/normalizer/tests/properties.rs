//! What must hold of readings whatever the text: no panic, no number out of nowhere, and what is
//! printed reads back to itself.

// What is wrong here shall fail the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use kehoach_normalizer::{
    NumberStyle, ScheduleContext, agency_key, find_agencies, number_style, prose_schedule, read_date,
    read_quantities, read_quantities_with_doubts, read_references, read_schedule, split_agencies,
};
use model::{Change, Comparator, Quantity, QuantityKind};
use proptest::prelude::*;

/// Words that matter to the readings, none of which is itself a number.
const WORDS: &[&str] = &[
    "đạt",
    "từ",
    "trở lên",
    "tối thiểu",
    "không",
    "chưa",
    "trên",
    "dưới",
    "đến",
    "tăng",
    "giảm",
    "còn",
    "so với",
    "gấp",
    "lần",
    "tỷ đồng",
    "triệu",
    "đồng",
    "%",
    "‰",
    "điểm",
    "hộ",
    "sáng kiến",
    "giải pháp",
    "cấp tỉnh",
    "cấp huyện",
    "Cấp xã",
    "ngày",
    "tháng",
    "quý",
    "quý IV",
    "năm",
    "cả năm",
    "hàng quý",
    "định kỳ",
    "trước",
    "chậm nhất",
    "giai đoạn",
    "nhóm",
    "đứng đầu",
    "xếp thứ",
    "tương ứng là",
    "thường xuyên",
    "theo kế hoạch",
    "Nghị quyết số",
    "/QĐ-UBND",
    "-NQ/TU",
    "của UBND tỉnh",
    "Sở Nội vụ",
    "chủ trì",
    "phối hợp với",
    "các sở, ngành",
    "người",
    "trong",
    "thứ",
    "Phường",
    "tiêu chí",
    "mức độ",
    "(",
    ")",
    ";",
    ":",
    ",",
    ".",
    "-",
    "–",
    "/",
    "\n",
    "…",
    "≥",
    "<",
    "~",
    "÷",
    "km2",
    "TTHC",
    "tuổi",
    "đ",
    "và",
    "là",
    "mỗi",
    "số",
    "trừ",
    "đầu",
    "ước",
    "bị",
    "vượt",
];

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "07",
    "12",
    "30",
    "31",
    "80",
    "95",
    "100",
    "411",
    "2023",
    "2025",
    "1.250",
    "1,250",
    "89,64",
    "10.5",
    "1.250,5",
    "1,250.5",
    "12.345.678",
    "100 000 000",
    "24/7",
    "15/12/2023",
    "5/9",
    "01-02",
    "1.2.3",
    "31/6/2023",
    "99999999999999999999",
    "20112020",
    "0235.3811234",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(str::to_owned),
        4 => prop::sample::select(NUMBERS).prop_map(str::to_owned),
        1 => "[\\PC\\n]{0,4}".prop_filter("no other digits", |s| !s.chars().any(char::is_numeric)),
    ];
    let joint = prop::sample::select(&["", " ", " ", " "][..]);
    prop::collection::vec((piece, joint), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, joint)| piece + joint).collect())
}

/// The digits of a number, without marks and without zeros at either end.
fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

/// The digits of every stretch of the text that could be one number.
fn printed(text: &str) -> Vec<String> {
    let parts: Vec<String> = text
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map(|part| part.to_owned())
        .filter(|part| part.chars().any(|c| c.is_ascii_digit()))
        .collect();
    let mut all: Vec<String> = parts.iter().map(|part| digits(part)).collect();
    // A mark at the end of a number may belong to the sentence, a blank may part thousands.
    for part in &parts {
        all.extend(part.split([',', '.']).map(digits));
    }
    for length in 2..=5 {
        all.extend(parts.windows(length).map(|window| digits(&window.concat())));
    }
    all
}

/// «1 tỷ 5 triệu đồng» is 1,005 tỷ: the digits of the steps of a sum, with zeros between them.
fn sums(q: &Quantity) -> Vec<String> {
    let steps: Vec<&str> =
        q.raw.split(|c: char| !c.is_ascii_digit()).filter(|step| !step.is_empty()).collect();
    let in_steps =
        ["tỷ", "triệu", "nghìn"].iter().any(|scale| q.unit.as_deref().unwrap_or("").starts_with(scale));
    let Some((first, rest)) = steps.split_first().filter(|_| in_steps && steps.len() <= 4) else {
        return Vec::new();
    };
    let all = rest.iter().fold(vec![(*first).to_owned()], |sums, step| {
        sums.iter()
            .flat_map(|sum| (0..9).map(move |zeros| format!("{sum}{}{step}", "0".repeat(zeros))))
            .collect()
    });
    all.iter().map(|sum| digits(sum)).collect()
}

fn numbers(q: &Quantity) -> impl Iterator<Item = String> {
    [q.value, q.min, q.max, q.of].into_iter().flatten().map(|number| digits(&number.to_string()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_number_comes_out_of_nowhere(text in text()) {
        let mut known = printed(&text);
        // «năm» is a year, or 5.
        known.push("5".to_owned());
        for style in [NumberStyle::Vietnamese, NumberStyle::English] {
            let reading = read_quantities_with_doubts(&text, style);
            for quantity in reading.quantities.iter().chain(&reading.asides) {
                // «không còn hộ …» at the start says zero, «toàn bộ» all.
                let in_words = ["không còn", "toàn bộ"].iter().any(|w| quantity.raw.to_lowercase().starts_with(w));
                for number in numbers(quantity).filter(|_| !in_words) {
                    let is_known = known.contains(&number) || sums(quantity).contains(&number);
                    prop_assert!(is_known, "{number} of {quantity:?} is not in «{text}»");
                }
                if let Some(year) = quantity.year {
                    prop_assert!(text.contains(&year.to_string()), "{year} is not in «{text}»");
                }
            }
        }
    }

    #[test]
    fn the_words_read_are_the_texts_own(text in text()) {
        let closed: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for quantity in read_quantities(&text, NumberStyle::Vietnamese) {
            prop_assert!(closed.contains(&quantity.raw), "«{}» is not in «{closed}»", quantity.raw);
        }
        for reference in read_references(&text) {
            prop_assert!(closed.contains(&reference.raw), "«{}» is not in «{closed}»", reference.raw);
        }
    }

    #[test]
    fn nothing_panics(text in prop_oneof![text(), any::<String>(), "[0-9.,/ -]{0,40}"], year in any::<Option<i32>>()) {
        for deadline in [false, true] {
            let context = ScheduleContext { year, deadline };
            read_schedule(&text, context);
            prose_schedule(&text, context);
        }
        read_quantities(&text, NumberStyle::English);
        read_references(&text);
        read_date(&text);
        split_agencies(&text);
        find_agencies(&text);
        agency_key(&text);
        number_style([text.as_str()]);
    }

    #[test]
    fn dates_read_are_dates_that_exist(text in text(), year in prop::option::of(1990..2100i32)) {
        for entry in read_schedule(&text, ScheduleContext { year, deadline: true }) {
            for date in [&entry.start, &entry.end].into_iter().flatten() {
                let parts: Vec<u32> = date.split('-').map(|part| part.parse().unwrap()).collect();
                prop_assert!(matches!(parts.as_slice(), [1900..=2199, 1..=12, 1..=31]), "{date} of «{text}»");
            }
        }
    }

    #[test]
    fn a_printed_quantity_reads_back_to_itself(quantity in quantity()) {
        let printed = quantity.raw.clone();
        prop_assert_eq!(read_quantities(&printed, NumberStyle::Vietnamese), vec![quantity]);
    }
}

/// A quantity with the words that a clerk would print for it.
fn quantity() -> impl Strategy<Value = Quantity> {
    let unit = prop::sample::select(
        &[
            ("%", QuantityKind::Percent),
            ("điểm", QuantityKind::Score),
            ("tỷ đồng", QuantityKind::Money),
            ("triệu đồng/người/năm", QuantityKind::Money),
            ("sáng kiến, giải pháp", QuantityKind::Count),
            ("hộ", QuantityKind::Count),
            ("ha", QuantityKind::Number),
            ("ngày làm việc", QuantityKind::Duration),
        ][..],
    );
    let comparator = prop::sample::select(
        &[
            ("", Comparator::Equal),
            ("tối thiểu ", Comparator::AtLeast),
            ("trên ", Comparator::MoreThan),
            ("không quá ", Comparator::AtMost),
            ("dưới ", Comparator::LessThan),
            ("khoảng ", Comparator::About),
            ("", Comparator::Range),
        ][..],
    );
    let change = prop::sample::select(
        &[("", None), ("tăng ", Some(Change::Increase)), ("giảm ", Some(Change::Decrease))][..],
    );
    (unit, comparator, change, 0..1_000_000i64, 1..1000i64, 0..3u32).prop_map(
        |((unit, kind), (bound, comparator), (step, change), low, more, places)| {
            // Nobody parts the thousands of a share.
            let (low, more) =
                if kind == QuantityKind::Percent { (low % 900, more % 99 + 1) } else { (low, more) };
            let places =
                if matches!(kind, QuantityKind::Count | QuantityKind::Duration) { 0 } else { places };
            let number = |value: i64| model::Number::new(rust_decimal::Decimal::new(value, places)).unwrap();
            let (from, to) = (number(low), number(low + more));
            let range = comparator == Comparator::Range;
            let amount =
                if range { format!("{}-{}", vietnamese(from), vietnamese(to)) } else { vietnamese(from) };
            Quantity {
                raw: format!("{step}{bound}{amount}{}{unit}", if unit == "%" { "" } else { " " }),
                kind,
                comparator,
                value: (!range).then_some(from),
                min: range.then_some(from),
                max: range.then_some(to),
                unit: Some(unit.to_owned()),
                of: None,
                change,
                scope: None,
                year: None,
            }
        },
    )
}

/// «1.250,5».
fn vietnamese(number: model::Number) -> String {
    let plain = number.to_string();
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if rest.is_empty() { grouped } else { format!("{grouped},{rest}") }
}
