//! Tracked changes that nobody accepted: insertions are read as text, deletions are left out.

use model::{Diagnostic, Place, Places};

/// More places than these say nothing more.
const MOST_PLACES: usize = 20;

/// How many tracked changes there are, and where the first ones stand.
#[derive(Debug, Default)]
pub struct Changes {
    insertions: u32,
    deletions: u32,
    places: Places,
}

impl Changes {
    pub fn inserted(&mut self, place: &Place) {
        self.insertions += 1;
        self.note(place);
    }

    pub fn deleted(&mut self, place: &Place) {
        self.deletions += 1;
        self.note(place);
    }

    fn note(&mut self, place: &Place) {
        if self.places.len() < MOST_PLACES && self.places.last() != Some(place) {
            self.places.push(place.clone());
        }
    }

    /// `None` where there are no changes.
    pub fn diagnostic(self) -> Option<Diagnostic> {
        let Self { insertions, deletions, places } = self;
        let message = format!(
            "the document has tracked changes that nobody accepted: {insertions} insertions are read as text, {deletions} deletions are left out"
        );
        (insertions + deletions > 0).then(|| Diagnostic::warning("tracked-changes", message, places))
    }
}
