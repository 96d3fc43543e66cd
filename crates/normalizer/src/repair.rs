//! Repairs encoding, never authorship.

mod homoglyph;
mod soft_hyphen;
mod unicode;

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
    let mut repairs = Repairs::new();
    if runs.iter().all(|(text, _)| unicode::is_clean(text)) {
        return repairs;
    }
    move_marks_back(runs);
    for (text, _) in runs.iter_mut() {
        if !unicode::is_clean(text) {
            *text = unicode::characters(text, &mut repairs);
        }
    }
    // A word that is repaired may prove that its neighbours are Vietnamese.
    for _ in 0..3 {
        if !repair_words(runs, &mut repairs) {
            break;
        }
    }
    repairs
}

/// Repairs the words of every run; tells whether anything changed.
fn repair_words(runs: &mut [(String, Option<&str>)], repairs: &mut Repairs) -> bool {
    let vietnamese = runs.iter().any(|(text, _)| unicode::is_vietnamese(text));
    let mut changed = false;
    for (text, _) in runs.iter_mut().filter(|(text, _)| !unicode::is_clean(text)) {
        let repaired = unicode::words(text, vietnamese, repairs);
        changed |= repaired != *text;
        *text = repaired;
    }
    changed
}

/// Surveys and repairs one line that stands alone.
pub fn repair_line(text: &str) -> (String, Repairs) {
    let prior = survey(std::iter::once((text, None)));
    let mut runs = [(text.to_owned(), None)];
    let repairs = repair(&mut runs, &prior);
    let [(text, _)] = runs;
    (text, repairs)
}

/// A mark that begins a run belongs to the letter that ends the run before.
fn move_marks_back(runs: &mut [(String, Option<&str>)]) {
    for index in 1..runs.len() {
        let (before, after) = runs.split_at_mut(index);
        let (Some((before, _)), Some((after, _))) = (before.last_mut(), after.first_mut()) else { return };
        let is_mark = unicode_normalization::char::is_combining_mark;
        if !before.is_empty() && after.starts_with(is_mark) {
            let rest = after.trim_start_matches(is_mark);
            let marks = after.len() - rest.len();
            before.extend(after.drain(..marks));
        }
    }
}
