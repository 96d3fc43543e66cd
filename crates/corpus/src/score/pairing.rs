//! Which record of the output stands for which expected one.

use super::field::Fields;
use super::likeness::likeness;
use serde_json::Value;
use std::collections::BTreeMap;

/// Below this, two texts are not the same record read differently.
const LEAST: f64 = 0.5;

/// Expected → found, by position. The likeliest pairs are taken first: likeness of text, then index and
/// sections, then nearness, so that of two equal texts each finds its own.
pub fn pair(expected: &[Fields], found: &[Fields]) -> BTreeMap<usize, usize> {
    let mut candidates = Vec::new();
    for (at, one) in expected.iter().enumerate() {
        for (place, other) in found.iter().enumerate() {
            let alike = likeness(text(one), text(other));
            if alike >= LEAST {
                let same = |field: &str| f64::from(u8::from(one.get(field) == other.get(field)));
                let near = at.abs_diff(place) as f64 / 1e6;
                candidates.push((alike + 0.1 * same("index") + 0.1 * same("sections") - near, at, place));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = BTreeMap::new();
    let mut taken = vec![false; found.len()];
    for (_, at, place) in candidates {
        if let Some(taken) = taken.get_mut(place)
            && !*taken
            && !pairs.contains_key(&at)
        {
            *taken = true;
            pairs.insert(at, place);
        }
    }
    pairs
}

fn text(fields: &Fields) -> &str {
    fields.get("text").and_then(Value::as_str).unwrap_or_default()
}
