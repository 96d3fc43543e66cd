//! Words that are no Vietnamese, or known slips: pointed out once each, never changed.

use super::Finished;
use model::{Diagnostic, Place, Section};
use normalizer::suspect_words;
use std::collections::BTreeSet;

/// A text that names more is not misspelt but misread; its confidence says so.
const MOST: usize = 200;

pub(super) fn check(finished: &Finished<'_>) -> Vec<Diagnostic> {
    let mut clerk = Clerk::default();
    for one in finished.targets {
        clerk.read(&one.text, &one.provenance);
        for value in &one.values {
            clerk.read(&value.raw, &one.provenance);
        }
        clerk.read(one.note.as_deref().unwrap_or_default(), &one.provenance);
    }
    for one in finished.tasks {
        clerk.read(&one.text, &one.provenance);
        let products = one.products.iter().map(String::as_str);
        let names = one.agencies.iter().map(|agency| agency.name.as_str());
        let times = one.schedule.iter().map(|entry| entry.raw.as_str());
        for text in products
            .chain(names)
            .chain(times)
            .chain([one.funding.as_deref(), one.note.as_deref()].into_iter().flatten())
        {
            clerk.read(text, &one.provenance);
        }
    }
    for one in finished.assessments {
        clerk.read(&one.text, &one.provenance);
    }
    for section in finished.sections {
        clerk.section(section, 0);
    }
    clerk.found
}

#[derive(Default)]
struct Clerk {
    known: BTreeSet<String>,
    found: Vec<Diagnostic>,
}

impl Clerk {
    fn section(&mut self, section: &Section, depth: u8) {
        self.read(section.title.as_deref().unwrap_or_default(), &[]);
        for text in &section.paragraphs {
            self.read(text, &[]);
        }
        for child in section.children.iter().filter(|_| depth < 20) {
            self.section(child, depth + 1);
        }
    }

    fn read(&mut self, text: &str, places: &[Place]) {
        if text.is_empty() || self.found.len() >= MOST {
            return;
        }
        for suspect in suspect_words(text) {
            if !self.known.insert(suspect.word.to_lowercase()) {
                continue;
            }
            let message = match suspect.suggestion {
                Some(suggestion) => format!("«{}» is probably meant to be «{suggestion}»", suspect.word),
                None => format!("«{}» is no Vietnamese word", suspect.word),
            };
            self.found.push(Diagnostic::note("suspect-word", message, places.to_vec()));
        }
    }
}
