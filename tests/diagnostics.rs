//! Every diagnostic is explained in `docs/diagnostics.md`.

use crate::{root, sources};
use std::collections::BTreeSet;

/// What stands before a diagnostic's code in the source.
const MARKS: [&str; 5] =
    ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note(", "Doubt::new(", "let code = "];

fn documented() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("docs/diagnostics.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split('`').next()).filter(|code| is_code(code)).map(str::to_owned).collect()
}

/// The codes that the sources use.
fn used() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for (_, text) in sources("crates") {
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        for mark in MARKS {
            for after in code.split(mark).skip(1) {
                let statement: String = after.chars().take(120).take_while(|c| *c != ';').collect();
                let literals = statement.split('"').skip(1).step_by(2).filter(|word| is_code(word));
                // Only `let code` chooses among several; elsewhere what follows the first is the message.
                let most = if mark == "let code = " { usize::MAX } else { 1 };
                codes.extend(literals.take(most).map(str::to_owned));
            }
        }
    }
    codes
}

fn is_code(word: &str) -> bool {
    word.contains('-')
        && word.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()))
}

#[test]
fn every_code_is_explained_and_every_explanation_has_a_code() {
    let (documented, used) = (documented(), used());
    assert!(used.len() > 10, "the codes were not found: {used:?}");
    let missing: Vec<_> = used.difference(&documented).collect();
    assert!(missing.is_empty(), "docs/diagnostics.md does not explain {missing:?}");
    let unused: Vec<_> = documented.difference(&used).collect();
    assert!(unused.is_empty(), "docs/diagnostics.md explains what nothing says: {unused:?}");
}
