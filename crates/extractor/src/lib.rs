//! Document → PlanDocument. The only crate that knows plans.

use model::{Document, PlanDocument, SourceInfo};

/// Finds everything that the document says. Never fails: what is unclear is a diagnostic.
pub fn extract(document: Document, source: SourceInfo) -> PlanDocument {
    plan::assemble(document, source)
}

mod grid;
mod header;
mod marker;
mod period;
mod provenance;
mod rows;
#[cfg(test)]
mod testing;
pub mod vocabulary;
mod plan {
    use super::*;
    use model::{DocumentKind, Ledger, Metadata, SCHEMA_VERSION};

    pub fn assemble(document: Document, source: SourceInfo) -> PlanDocument {
        PlanDocument {
            schema_version: SCHEMA_VERSION.to_owned(),
            source,
            document: Metadata {
                kind: DocumentKind::Khac,
                number: None,
                symbol: None,
                title: None,
                issuer: None,
                parent_issuer: None,
                place: None,
                date: None,
                period: None,
                signer: None,
                recipients: Vec::new(),
                signatures: Vec::new(),
                references: Vec::new(),
            },
            sections: Vec::new(),
            targets: Vec::new(),
            tasks: Vec::new(),
            assessments: Vec::new(),
            ledger: Ledger::default(),
            diagnostics: document.diagnostics,
        }
    }
}
