//! Repairs encoding, never authorship.

mod charset;
mod decide;
mod font;
mod homoglyph;
mod legacy;
mod letter_case;
mod mojibake;
mod ocr;
mod prior;
mod score;
mod soft_hyphen;
mod token;
mod unicode;

pub(crate) use homoglyph::latin as latin_look_alike;
pub use ocr::repair_ocr;
pub use prior::{Prior, survey};
use std::collections::BTreeMap;

/// How often each kind of repair was made, by its kebab-case name (`nfc`, `oi-letter`, `tcvn3`, `vni` …).
pub type Repairs = BTreeMap<&'static str, usize>;

/// Whether a kind of repair is a change from a legacy encoding, not of single characters.
pub fn is_legacy_repair(kind: &str) -> bool {
    kind == mojibake::KIND || charset::Charset::ALL.iter().any(|charset| charset.name() == kind)
}

/// Whether nothing would be repaired in a run of any block: most cells of most documents.
pub fn is_sound(text: &str, prior: &Prior) -> bool {
    prior.candidates().is_empty()
        && unicode::is_clean(text)
        && (text.is_ascii() || mojibake::repair(text, &mut Repairs::new()).is_none())
}

/// Repairs the runs (text, font name) of one block — a paragraph or cell — each in place, so that
/// words over run borders are decided together. Counts what was done.
pub fn repair(runs: &mut [(String, Option<&str>)], prior: &Prior) -> Repairs {
    let mut repairs = Repairs::new();
    for (text, _) in runs.iter_mut().filter(|(text, _)| !text.is_ascii()) {
        if let Some(repaired) = mojibake::repair(text, &mut repairs) {
            *text = repaired;
        }
    }
    legacy::repair(runs, prior, &mut repairs);
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

/// Surveys and repairs one line that stands alone. What one repair uncovers the next may mend, so that
/// a repaired line is one that nothing more is done to.
pub fn repair_line(text: &str) -> (String, Repairs) {
    let mut line = text.to_owned();
    let mut repairs = Repairs::new();
    if text.is_ascii() && unicode::is_clean(text) {
        return (line, repairs);
    }
    for _ in 0..4 {
        let prior = survey(std::iter::once((line.as_str(), None)));
        let mut runs = [(line.clone(), None)];
        let found = repair(&mut runs, &prior);
        if found.is_empty() {
            break;
        }
        found.into_iter().for_each(|(kind, count)| *repairs.entry(kind).or_default() += count);
        let [(repaired, _)] = runs;
        line = repaired;
    }
    (line, repairs)
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
