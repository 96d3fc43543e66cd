//! A record's fields in the form in which they are compared: what a person leaves out, and what only a
//! program can say (identifiers, places), does not count.

use super::likeness::{entry, loose};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Field → value in comparable form.
pub type Fields = BTreeMap<&'static str, Value>;

const DOCUMENT: [&str; 11] = [
    "kind",
    "number",
    "symbol",
    "title",
    "issuer",
    "parent_issuer",
    "place",
    "date",
    "period",
    "signer",
    "recipients",
];
const PLAIN: [&str; 14] = [
    "index",
    "text",
    "unit",
    "note",
    "origin",
    "products",
    "funding",
    "achieved",
    "maximum",
    "deducted",
    "percent",
    "rating",
    "self_assessed",
    "components",
];

/// A document's own metadata.
pub fn document(document: &Value) -> Fields {
    let mut fields = Fields::new();
    for name in DOCUMENT {
        fields.insert(name, loose(document.get(name)));
    }
    let references =
        each(document, "references", |one| pick(one, &["kind", "number", "symbol", "date", "issuer"], loose));
    fields.insert("references", references);
    fields
}

/// A record of any kind; fields that its kind does not have are null on both sides. `sheet`: the output
/// comes from a spreadsheet, whose «89.64%» is the printed «89,64%».
pub fn record(record: &Value, sheet: bool) -> Fields {
    let mut fields = Fields::new();
    for name in PLAIN {
        fields.insert(name, entry(record.get(name)));
    }
    fields.insert("sections", each(record, "sections", |one| loose(one.get("title"))));
    fields.insert("quantities", unordered(each(record, "quantities", quantity)));
    fields.insert("agencies", unordered(each(record, "agencies", |one| pick(one, &["role", "name"], loose))));
    fields.insert("schedule", unordered(each(record, "schedule", schedule_entry)));
    fields.insert("values", unordered(each(record, "values", |one| period_value(one, sheet))));
    fields
}

/// The words by which a person knows a record.
pub fn text(fields: &Fields) -> String {
    fields.get("text").and_then(Value::as_str).unwrap_or_default().chars().take(80).collect()
}

pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
        _ => false,
    }
}

fn quantity(one: &Value) -> Value {
    let names = ["kind", "comparator", "value", "min", "max", "unit", "of", "change", "scope", "year"];
    pick(one, &names, loose)
}

/// A person may write «2025-08» for a start on the first and an end on the last day of August.
fn schedule_entry(one: &Value) -> Value {
    let mut fields = Map::new();
    fields.insert("kind".to_owned(), loose(one.get("kind")));
    fields.insert("every".to_owned(), loose(one.get("every")));
    for (name, last) in [("start", false), ("end", true)] {
        if let Some(date) = one.get(name).and_then(Value::as_str) {
            fields.insert(name.to_owned(), json!(whole_date(date, last)));
        }
    }
    Value::Object(fields)
}

/// The first or last day of a year or month; a whole date as it is.
fn whole_date(date: &str, last: bool) -> String {
    match (date.len(), last) {
        (4, false) => format!("{date}-01-01"),
        (4, true) => format!("{date}-12-31"),
        (7, false) => format!("{date}-01"),
        (7, true) => format!("{date}-{}", last_day(date)),
        _ => date.to_owned(),
    }
}

fn last_day(month: &str) -> u32 {
    let (year, month) = month.split_once('-').unwrap_or_default();
    let year: u32 = year.parse().unwrap_or_default();
    match month {
        "04" | "06" | "09" | "11" => 30,
        "02" if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        "02" => 28,
        _ => 31,
    }
}

fn period_value(one: &Value, sheet: bool) -> Value {
    let mut raw = entry(one.get("raw"));
    if sheet && let Some(text) = raw.as_str() {
        raw = json!(number_of_sheet(text));
    }
    let mut fields = Map::new();
    fields.insert("year".to_owned(), loose(one.get("year")));
    fields.insert("role".to_owned(), loose(one.get("role")));
    fields.insert("raw".to_owned(), raw);
    fields.insert("quantities".to_owned(), unordered(each(one, "quantities", quantity)));
    Value::Object(fields)
}

/// A number without the zeros that only its format shows, with one decimal mark.
fn number_of_sheet(text: &str) -> String {
    let text = text.replace(',', ".");
    let (number, percent) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), "%"),
        None => (text.as_str(), ""),
    };
    let digits = number.chars().all(|c| c.is_ascii_digit() || c == '.') && number.matches('.').count() == 1;
    let number = if digits { number.trim_end_matches('0').trim_end_matches('.') } else { number };
    format!("{number}{percent}")
}

fn each(value: &Value, field: &str, read: impl Fn(&Value) -> Value) -> Value {
    let items = value.get(field).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if items.is_empty() { Value::Null } else { items.iter().map(read).collect() }
}

fn pick(value: &Value, names: &[&str], read: impl Fn(Option<&Value>) -> Value) -> Value {
    let fields = names.iter().map(|name| ((*name).to_owned(), read(value.get(*name))));
    Value::Object(fields.filter(|(_, value)| !value.is_null()).collect())
}

/// Where the order says nothing.
fn unordered(mut value: Value) -> Value {
    if let Some(items) = value.as_array_mut() {
        items.sort_by_cached_key(Value::to_string);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_leaves_out_does_not_count() {
        let written =
            json!({"text": "Tỷ lệ", "quantities": [{"raw": "100%", "kind": "percent", "value": 100}]});
        let made = json!({"id": "x", "text": "Tỷ lệ;", "note": null, "agencies": [], "confidence": 1.0,
            "quantities": [{"raw": "đạt 100%", "kind": "percent", "value": 100.0, "min": null}]});
        assert_eq!(record(&written, false), record(&made, false));
        let other = json!({"text": "Tỷ lệ", "quantities": [{"kind": "percent", "value": 10}]});
        assert_ne!(record(&written, false), record(&other, false));
    }

    #[test]
    fn a_month_is_its_first_or_last_day() {
        let entry =
            |start: &str, end: &str| schedule_entry(&json!({"kind": "period", "start": start, "end": end}));
        assert_eq!(entry("2024", "2024-02"), entry("2024-01-01", "2024-02-29"));
        assert_eq!(entry("2023-04", "2023-04"), entry("2023-04-01", "2023-04-30"));
        assert_ne!(entry("2023", "2023"), entry("2023-01-02", "2023-12-31"));
    }

    #[test]
    fn a_sheets_number_is_the_printed_one() {
        for (sheet, printed) in
            [("89.64%", "89,64%"), ("100%", "100%"), ("7.50", "7,5"), ("Đầy đủ", "Đầy đủ")]
        {
            assert_eq!(number_of_sheet(sheet), number_of_sheet(printed));
        }
        assert_ne!(number_of_sheet("100"), number_of_sheet("1"));
    }
}
