//! Today's output against what a person expects: records are paired, then compared field by field.

mod field;
mod likeness;
mod pairing;

use field::Fields;
use serde_json::Value;
use std::collections::BTreeMap;

const KINDS: [&str; 3] = ["targets", "tasks", "assessments"];

/// How one file fares.
#[derive(Debug, Default, Clone)]
pub struct Score {
    /// By kind of record, in order: targets, tasks, assessments.
    pub kinds: Vec<(&'static str, Counts)>,
    /// By «kind.field».
    pub fields: BTreeMap<String, Tally>,
    /// What is wrong, each in one line.
    pub differences: Vec<String>,
}

/// Records of one kind.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub expected: usize,
    pub found: usize,
    /// Found and right in every field.
    pub exact: usize,
}

/// What a field holds over all records; an empty one counts neither as expected nor as found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub expected: usize,
    pub found: usize,
    pub right: usize,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.expected += other.expected;
        self.found += other.found;
        self.right += other.right;
    }

    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    pub fn recall(self) -> f64 {
        share(self.right, self.expected)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Compares an output with what is expected. No output is an output without any record.
pub fn score(expected: &Value, output: Option<&Value>) -> Score {
    let mut score = Score::default();
    let output = output.unwrap_or(&Value::Null);
    let sheet =
        matches!(output.pointer("/source/format").and_then(Value::as_str), Some("xlsx" | "xls" | "ods"));
    let document = |plan: &Value| field::document(plan.get("document").unwrap_or(&Value::Null));
    score.compare("document", &document(expected), Some(&document(output)));
    for kind in KINDS {
        let records = |plan: &Value| -> Vec<Fields> {
            let records = plan.get(kind).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            records.iter().map(|record| field::record(record, sheet)).collect()
        };
        score.add_kind(kind, &records(expected), &records(output));
    }
    score
}

impl Score {
    fn add_kind(&mut self, kind: &'static str, expected: &[Fields], found: &[Fields]) {
        let pairs = pairing::pair(expected, found);
        let mut counts = Counts { expected: expected.len(), found: found.len(), exact: 0 };
        for (at, record) in expected.iter().enumerate() {
            let other = pairs.get(&at).and_then(|at| found.get(*at));
            counts.exact += usize::from(self.compare(kind, record, other));
        }
        for (at, record) in found.iter().enumerate() {
            if !pairs.values().any(|paired| *paired == at) {
                self.differences.push(format!("{kind}: not expected: {}", field::text(record)));
                for (name, _) in record.iter().filter(|(_, value)| !field::is_empty(value)) {
                    self.fields.entry(format!("{kind}.{name}")).or_default().found += 1;
                }
            }
        }
        self.kinds.push((kind, counts));
    }

    /// Whether two records are alike in every field.
    fn compare(&mut self, kind: &str, expected: &Fields, found: Option<&Fields>) -> bool {
        let Some(found) = found else {
            self.differences.push(format!("{kind}: not found: {}", field::text(expected)));
            for (name, _) in expected.iter().filter(|(_, value)| !field::is_empty(value)) {
                self.fields.entry(format!("{kind}.{name}")).or_default().expected += 1;
            }
            return false;
        };
        let mut alike = true;
        for (name, value) in expected {
            let other = found.get(name).unwrap_or(&Value::Null);
            let right = value == other;
            let tally = self.fields.entry(format!("{kind}.{name}")).or_default();
            tally.expected += usize::from(!field::is_empty(value));
            tally.found += usize::from(!field::is_empty(other));
            tally.right += usize::from(right && !field::is_empty(value));
            if !right {
                alike = false;
                let text = if kind == "document" {
                    String::new()
                } else {
                    format!(" of «{}»", field::text(expected))
                };
                self.differences.push(format!("{kind}.{name}{text}: {}", difference(value, other)));
            }
        }
        alike
    }
}

/// Of two lists only what the other one does not hold.
fn difference(expected: &Value, found: &Value) -> String {
    let (Some(some), Some(others)) = (expected.as_array(), found.as_array()) else {
        return format!("expected {expected}, found {found}");
    };
    let only = |some: &[Value], others: &[Value]| -> Value {
        some.iter().filter(|one| !others.contains(one)).cloned().collect()
    };
    format!("expected {}, found {}", only(some, others), only(others, some))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn plan(texts: &[(&str, &str)]) -> Value {
        let target = |(index, text): &(&str, &str)| json!({"index": index, "text": text, "note": "ghi chú", "id": text});
        json!({"document": {"kind": "ke_hoach", "number": 5}, "targets": texts.iter().map(target).collect::<Vec<_>>()})
    }

    #[test]
    fn counts_what_is_right_missing_and_too_much() {
        let expected = plan(&[("1", "Tỷ lệ hộ nghèo giảm"), ("2", "Số trường đạt chuẩn quốc gia")]);
        let perfect = score(&expected, Some(&expected));
        assert_eq!(perfect.kinds[0].1, Counts { expected: 2, found: 2, exact: 2 });
        assert_eq!(perfect.differences, Vec::<String>::new());

        let output = plan(&[("3", "Tỷ lệ hộ nghèo giảm;"), ("9", "Cấp nước sạch nông thôn")]);
        let found = score(&expected, Some(&output));
        assert_eq!(found.kinds[0].1, Counts { expected: 2, found: 2, exact: 0 });
        assert_eq!(found.fields["targets.text"], Tally { expected: 2, found: 2, right: 1 });
        assert_eq!(found.fields["targets.index"].right, 0);
        assert_eq!(found.differences.len(), 3, "{:?}", found.differences);

        let none = score(&expected, None);
        assert_eq!(none.fields["targets.text"], Tally { expected: 2, found: 0, right: 0 });
        assert_eq!(none.fields["document.kind"].recall(), 0.0);
        assert_eq!(none.fields["targets.text"].precision(), 1.0);
    }
}
