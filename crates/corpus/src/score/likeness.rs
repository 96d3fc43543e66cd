//! When two texts count as the same: spaces and end punctuation aside; for names also case and dashes.

use serde_json::{Value, json};

/// A text or an entry of a list: spaces and end punctuation aside.
pub fn entry(value: Option<&Value>) -> Value {
    folded(value, &|text| tidy(text))
}

/// A name, title or code: case and dashes aside too.
pub fn loose(value: Option<&Value>) -> Value {
    folded(value, &|text| {
        let text: String =
            tidy(text).chars().map(|c| if matches!(c, '–' | '—' | '‑') { '-' } else { c }).collect();
        text.replace(" -", "-").replace("- ", "-").to_lowercase()
    })
}

/// How alike two texts are, 0 to 1: the share of three-letter pieces that both have.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (a, b) = (pieces(a), pieces(b));
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut common = 0_usize;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    let all = a.len() + b.len();
    if all == 0 { 0.0 } else { (2 * common) as f64 / all as f64 }
}

fn pieces(text: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = text.chars().collect();
    let mut pieces: Vec<[char; 3]> =
        letters.windows(3).filter_map(|window| <[char; 3]>::try_from(window).ok()).collect();
    pieces.sort_unstable();
    pieces
}

fn folded(value: Option<&Value>, fold: &dyn Fn(&str) -> String) -> Value {
    match value {
        None => Value::Null,
        Some(Value::String(text)) if text.is_empty() => Value::Null,
        Some(Value::String(text)) => json!(fold(text)),
        // 100 and 100.0 are one number.
        Some(Value::Number(number)) => number.as_f64().map_or(Value::Null, |number| json!(number)),
        Some(Value::Array(items)) if items.is_empty() => Value::Null,
        Some(Value::Array(items)) => items.iter().map(|item| folded(Some(item), fold)).collect(),
        Some(Value::Object(fields)) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), folded(Some(value), fold)));
            Value::Object(fields.filter(|(_, value)| !value.is_null()).collect())
        }
        Some(other) => other.clone(),
    }
}

fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches([' ', '.', ';', ',', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_between_none_and_all() {
        assert_eq!(likeness("Tỷ lệ", "Tỷ lệ"), 1.0);
        assert_eq!(likeness("abc", "xyz"), 0.0);
        let near = likeness("Tỷ lệ hộ nghèo giảm", "Tỷ lệ hộ nghèo giảm còn");
        assert!(near > 0.8 && near < 1.0, "{near}");
    }

    #[test]
    fn names_match_whatever_their_dashes() {
        let of = |text: &str| loose(Some(&json!(text)));
        assert_eq!(of("Phòng Văn hóa – Xã hội;"), of("phòng văn hóa-xã hội"));
        assert_ne!(of("Sở Y tế"), of("Sở Xây dựng"));
        assert_eq!(entry(Some(&json!([]))), Value::Null);
    }
}
