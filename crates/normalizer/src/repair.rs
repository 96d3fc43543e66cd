//! Repairs encoding, never authorship.

use std::collections::BTreeMap;

/// How often each kind of repair was made, by its kebab-case name (`nfc`, `oi-letter`, `tcvn3`, `vni` …).
pub type Repairs = BTreeMap<&'static str, usize>;

/// What a survey of a whole document says about its encoding: a prior for each block.
#[derive(Debug, Clone, Default)]
pub struct Prior {}

/// Looks through a document's runs (text, font name) before anything is repaired.
pub fn survey<'a>(_runs: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Prior {
    Prior::default()
}

/// Repairs the runs (text, font name) of one block — a paragraph or cell — each in place, so that
/// words over run borders are decided together. Counts what was done.
pub fn repair(runs: &mut [(String, Option<&str>)], _prior: &Prior) -> Repairs {
    use unicode_normalization::UnicodeNormalization;
    for (text, _) in runs.iter_mut() {
        *text = text.nfc().collect();
    }
    Repairs::new()
}
