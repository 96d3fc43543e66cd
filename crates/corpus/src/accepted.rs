//! Accepted output: a record a line, so that a difference shows the record that changed.

use crate::CorpusError;
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};
use std::path::{Path, PathBuf};

/// A plan document as lines: each of its parts, or the reason why there is none.
pub fn lines(output: &Result<Value, String>) -> String {
    let plan = match output {
        Ok(Value::Object(plan)) => plan,
        Ok(_) => return String::new(),
        Err(reason) => return format!("{}\n", json!({ "failure": reason })),
    };
    let mut lines = String::new();
    for (field, value) in plan {
        match value {
            Value::Array(items) => items.iter().for_each(|item| lines += &line(field, item)),
            other => lines += &line(field, other),
        }
    }
    lines
}

fn line(field: &str, value: &Value) -> String {
    format!("{}\n", json!({ field: value }))
}

pub fn load(folder: &Path, file: &str) -> Result<Option<String>, CorpusError> {
    let path = path(folder, file);
    if !path.exists() {
        return Ok(None);
    }
    std::fs::read_to_string(&path).map(Some).map_err(|error| CorpusError::file(&path, error))
}

pub fn store(folder: &Path, file: &str, lines: &str) -> Result<(), CorpusError> {
    let path = path(folder, file);
    let write = || {
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(&path, lines)
    };
    write().map_err(|error| CorpusError::file(&path, error))
}

fn path(folder: &Path, file: &str) -> PathBuf {
    let inside = file.strip_prefix("documents/").unwrap_or(file);
    folder.join("accepted").join(format!("{inside}.ndjson"))
}

/// What changed, each change in one line; where nothing is accepted yet, that is one.
pub fn changes(accepted: Option<&str>, today: &str) -> Vec<String> {
    let Some(accepted) = accepted else { return vec!["nothing is accepted for this file yet".to_owned()] };
    if accepted == today {
        return Vec::new();
    }
    let (before, after): (Vec<&str>, Vec<&str>) = (accepted.lines().collect(), today.lines().collect());
    let diff = TextDiff::from_slices(&before, &after);
    let mut changes = Vec::new();
    for op in diff.ops() {
        let old: Vec<&str> = before.get(op.old_range()).unwrap_or_default().to_vec();
        let new: Vec<&str> = after.get(op.new_range()).unwrap_or_default().to_vec();
        if op.tag() != similar::DiffTag::Equal {
            changes.extend(paired(&old, &new));
        }
    }
    changes
}

/// Lines that were replaced are compared field by field; the others came or went.
fn paired(old: &[&str], new: &[&str]) -> Vec<String> {
    let mut changes = Vec::new();
    for at in 0..old.len().max(new.len()) {
        match (old.get(at), new.get(at)) {
            (Some(old), Some(new)) => fields(&parse(old), &parse(new), "", &mut changes),
            (Some(old), None) => changes.push(format!("gone: {}", short(old))),
            (None, Some(new)) => changes.push(format!("new: {}", short(new))),
            (None, None) => {}
        }
    }
    changes
}

fn parse(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or(Value::Null)
}

fn fields(old: &Value, new: &Value, path: &str, changes: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(a), Value::Object(b)) => {
            let added = b.keys().filter(|key| !a.contains_key(*key));
            for key in a.keys().chain(added) {
                let (old, new) = (a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null));
                fields(old, new, &format!("{path}/{key}"), changes);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (old, new)) in a.iter().zip(b).enumerate() {
                fields(old, new, &format!("{path}/{at}"), changes);
            }
        }
        _ if old == new => {}
        _ => changes.push(format!("{path}: {} → {}", short(&old.to_string()), short(&new.to_string()))),
    }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(160).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The lines that went and came, as a difference to look at.
pub fn difference(file: &str, before: &str, after: &str) -> String {
    let mut text = String::new();
    for change in TextDiff::from_lines(before, after).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {}
            ChangeTag::Delete => text += &format!("-{change}"),
            ChangeTag::Insert => text += &format!("+{change}"),
        }
    }
    if text.is_empty() { text } else { format!("--- {file}\n{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_its_field() {
        let plan = |text: &str, targets: usize| {
            Ok(
                json!({"document": {"kind": "ke_hoach"}, "targets": vec![json!({"text": text, "values": [1, 2]}); targets]}),
            )
        };
        let before = lines(&plan("một", 1));
        assert_eq!(before.lines().count(), 2);
        assert_eq!(changes(Some(&before), &before), Vec::<String>::new());
        assert_eq!(changes(Some(&before), &lines(&plan("hai", 1))), ["/targets/text: \"một\" → \"hai\""]);
        let more = changes(Some(&before), &lines(&plan("một", 2)));
        assert!(more.len() == 1 && more[0].starts_with("new: {\"targets\""), "{more:?}");
        assert_eq!(changes(None, &before).len(), 1);
        let failed = changes(Some(&before), &lines(&Err("empty".to_owned())));
        assert!(!failed.is_empty());
        assert!(difference("a", &before, &lines(&plan("hai", 1))).starts_with("--- a\n-{"));
        assert_eq!(difference("a", &before, &before), "");
    }
}
