//! The extractor's words, as the reader asks for them.

use extractor::Vocabulary;
use model::CellKind;

pub struct PlanWords<'a>(pub &'a Vocabulary);

impl reader::Words for PlanWords<'_> {
    fn column(&self, heading: &str) -> Option<(CellKind, bool)> {
        extractor::column_kind(heading, self.0)
    }

    fn is_cell(&self, text: &str, kind: CellKind) -> bool {
        extractor::is_cell(text, kind)
    }
}
