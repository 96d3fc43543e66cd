//! Vectors of values, times and references: words of real documents and constructed ones, each with
//! the reading that a clerk gives it. One that is left out has its reason beside it.

// What is wrong here shall fail the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use kehoach_normalizer::{NumberStyle, ScheduleContext, read_quantities, read_references, read_schedule};
use model::{Quantity, Reference, ScheduleEntry};

/// Vectors that the records' own definition overrules.
const LEFT_OUT: &[(&str, &str)] = &[
    (
        "V120",
        "a quantity's unit is what is counted («sáng kiến, giải pháp»), not what is said of it («được công nhận»)",
    ),
    ("V121", "as V120"),
    ("V123", "«Mỗi năm» stands outside the quantity's own words, so it is no part of its unit"),
    (
        "V124",
        "as V123 for «Mỗi cơ quan, đơn vị»; «/năm» after a count is the plan's rhythm, no part of its unit",
    ),
    (
        "V202",
        "the names «cấp tỉnh, cấp huyện, cấp xã» are not in the text; the whole sentence is tested below",
    ),
    ("R032", "the records have no kind for a joint circular: it is a thông tư"),
    ("R033", "as R032"),
    ("R045", "TCVN3 text: what reads references gets repaired text; the repaired line is tested below"),
    ("R060", "the records have no kind for a công điện: it is `khac`"),
];

fn rows(table: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    let cell = |cell: &str| cell.replace("\\n", "\n").replace("\\t", "\t");
    table.lines().filter(|line| !line.starts_with('#')).map(move |line| line.split('\t').map(cell).collect())
}

fn compare(table: &str, read: impl Fn(&[String]) -> String) {
    let mut wrong = Vec::new();
    let mut tested = 0;
    for row in rows(table) {
        let (id, expected) = (&row[0], row.last().unwrap());
        let found = read(&row);
        let same = found.to_lowercase() == expected.to_lowercase();
        let left_out = LEFT_OUT.iter().any(|(left, _)| left == id);
        if same == left_out {
            let why = if left_out { "is left out, but reads as it says" } else { "differs" };
            wrong.push(format!("{id} «{}» {why}\n  expected {expected}\n  found    {found}", row[1]));
        }
        tested += 1;
    }
    assert!(tested > 40, "only {tested} vectors");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn quantity(q: &Quantity) -> String {
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let mut words =
        vec![name(serde_json::to_value(q.kind).unwrap()), name(serde_json::to_value(q.comparator).unwrap())];
    words.push(match (q.value, q.min, q.max) {
        (Some(value), None, None) => value.to_string(),
        (None, Some(min), Some(max)) => format!("{min}..{max}"),
        other => panic!("{other:?}"),
    });
    let mut add = |key: &str, value: Option<String>| {
        words.extend(value.map(|value| format!("{key}={}", value.replace(' ', "_"))));
    };
    add("of", q.of.map(|of| of.to_string()));
    add("change", q.change.map(|change| name(serde_json::to_value(change).unwrap())));
    add("year", q.year.map(|year| year.to_string()));
    add("scope", q.scope.clone());
    add("unit", q.unit.clone());
    words.join(" ")
}

fn entry(e: &ScheduleEntry) -> String {
    let name = |value: serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let date = |date: &Option<String>| date.clone().unwrap_or_else(|| "-".to_owned());
    let kind = name(serde_json::to_value(e.kind).unwrap());
    format!("{kind} {} {} {}", date(&e.start), date(&e.end), name(serde_json::to_value(e.every).unwrap()))
}

fn reference(r: &Reference) -> String {
    let kind = serde_json::to_value(r.kind).unwrap().as_str().unwrap().to_owned();
    let number = r.number.map_or("-".to_owned(), |number| number.to_string());
    format!("{kind} {number} {}", r.date.clone().unwrap_or_else(|| "-".to_owned()))
}

fn quantities(text: &str) -> String {
    let found = read_quantities(text, NumberStyle::Vietnamese);
    found.iter().map(quantity).collect::<Vec<_>>().join(" | ")
}

#[test]
fn quantities_read_as_their_vectors_say() {
    compare(include_str!("vectors/quantities.tsv"), |row| quantities(&row[1]));
    compare(include_str!("vectors/sentences.tsv"), |row| quantities(&row[1]));
    compare(include_str!("vectors/values.tsv"), |row| quantities(&row[1]));
}

#[test]
fn times_read_as_their_vectors_say() {
    for table in [
        include_str!("vectors/schedule.tsv"),
        include_str!("vectors/cells.tsv"),
        include_str!("vectors/times.tsv"),
    ] {
        compare(table, |row| {
            let context = ScheduleContext { year: row[2].parse().ok(), deadline: false };
            read_schedule(&row[1], context).iter().map(entry).collect::<Vec<_>>().join(" | ")
        });
    }
}

#[test]
fn references_read_as_their_vectors_say() {
    compare(include_str!("vectors/references.tsv"), |row| {
        read_references(&row[1]).iter().map(reference).collect::<Vec<_>>().join(" | ")
    });
}

/// What stands for the vectors that are left out.
#[test]
fn vectors_left_out_read_as_the_records_are_defined() {
    assert_eq!(
        quantities(
            "thuộc thẩm quyền của cấp tỉnh, cấp huyện, cấp xã đạt tỷ lệ tối thiểu tương ứng là 30%, 20%, 15%"
        ),
        "percent >= 30 scope=cấp_tỉnh unit=% | percent >= 20 scope=cấp_huyện unit=% | percent >= 15 scope=cấp_xã unit=%"
    );
    assert_eq!(
        quantities("01-02 sáng kiến, giải pháp được công nhận"),
        "count range 1..2 unit=sáng_kiến,_giải_pháp"
    );
    assert_eq!(
        quantities("Mỗi cơ quan, đơn vị có từ 2-3 sáng kiến, giải pháp/năm"),
        "count range 2..3 unit=sáng_kiến,_giải_pháp"
    );
    let references = |text| read_references(text).iter().map(reference).collect::<Vec<_>>().join(" | ");
    assert_eq!(references("Số 12/2001/QĐ-BTC"), "quyet_dinh 12 -");
    assert_eq!(references("Thông tư liên tịch số 176/1998/TTLT-BTC-BCN-TCHQ"), "thong_tu 176 -");
    assert_eq!(references("Công điện số 11/CĐ-TTg"), "khac 11 -");
}
