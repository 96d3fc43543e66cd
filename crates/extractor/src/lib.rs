//! Document → [`PlanDocument`]. The only crate that knows plans.
//!
//! ```text
//! Document ──repair──▶ text as it should be ──metadata──▶ letterhead, title, signature set aside
//!   ──body──▶ pieces ──outline──▶ tree of headings ──prose, tables──▶ records ──▶ PlanDocument
//! ```
//!
//! Words of the domain are lines of the tables in `data/` ([`Vocabulary`]); no rule knows a document.

mod assessment;
mod attribute;
mod body;
mod context;
mod fields;
mod grid;
mod header;
mod identity;
mod item;
mod marker;
mod metadata;
mod outline;
mod period;
mod phrases;
mod prose;
mod provenance;
mod reconcile;
mod repair;
mod rows;
mod sense;
mod settle;
mod tables;
mod target;
mod task;
#[cfg(test)]
mod testing;
mod trim;
pub mod vocabulary;
#[cfg(test)]
mod whole;

use context::Context;
use model::{Diagnostic, Document, PlanDocument, SCHEMA_VERSION, Section, SourceInfo};
use prose::Records;
pub use sense::{column_kind, is_cell};
pub use vocabulary::Vocabulary;

/// Finds everything that the document says. Never fails: what is unclear is a diagnostic.
pub fn extract(mut document: Document, source: SourceInfo, vocabulary: &Vocabulary) -> PlanDocument {
    let mut diagnostics = std::mem::take(&mut document.diagnostics);
    diagnostics.extend(repair(&mut document, vocabulary));
    let (mut metadata, used, spoiled) = metadata::read(&document.blocks, &document.signatures);
    diagnostics.extend(spoiled);
    let year = metadata::plan_year(&metadata);
    let first_year = metadata.period.map(|period| period.start).or(year);
    // «Chỉ tiêu» in a plan of several years leaves open which of them is meant.
    let several = metadata.period.is_some_and(|period| period.start != period.end);
    let context = Context::new(&document, vocabulary, year, first_year)
        .aiming_at(year.filter(|_| !several))
        .issued_in(metadata::issue_year(&metadata));
    let body = body::sort(document, &used, &context);
    let outline = outline::build(body.pieces);
    let mut records = prose::read(&outline, body.tables, &context);
    records.ledger.paragraphs.furniture += body.furniture;
    records.ledger.paragraphs.outline += body.footnotes.len() as u32;
    if !body.footnotes.is_empty() {
        let notes = body.footnotes.iter().map(|note| note.full.clone()).collect();
        records.sections.push(Section { paragraphs: notes, ..Section::default() });
    }
    metadata::finish_period(&mut metadata, &records.targets, &records.tasks);
    identify(&mut records, identity::document_key(&metadata, &source));
    diagnostics.append(&mut records.diagnostics);
    diagnostics.extend(context.take_remarks());
    let Records { sections, targets, tasks, assessments, ledger, .. } = records;
    diagnostics.extend(reconcile::check(&reconcile::Finished {
        metadata: &metadata,
        sections: &sections,
        targets: &targets,
        tasks: &tasks,
        assessments: &assessments,
    }));
    PlanDocument {
        schema_version: SCHEMA_VERSION.to_owned(),
        source,
        document: metadata,
        sections,
        targets,
        tasks,
        assessments,
        ledger,
        diagnostics,
    }
}

/// Repairs the text of a whole document in place: one diagnostic for each kind of repair, and one for each
/// number that the readings of a scan do not agree on.
pub fn repair(document: &mut Document, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let mut found = repair::repair(document);
    if !document.disputes.is_empty() {
        let style = context::number_style(document).0;
        found.extend(settle::settle(document, style, vocabulary));
    }
    found
}

/// Gives every record its identifier and parts the one of their whole.
fn identify(records: &mut Records, document: String) {
    let mut ids = identity::Identities::new(document);
    for target in &mut records.targets {
        target.id = ids.record_id("target", &target.sections, target.index.as_deref(), &target.text);
    }
    for task in &mut records.tasks {
        task.id = ids.record_id("task", &task.sections, task.index.as_deref(), &task.text);
    }
    for found in &mut records.assessments {
        found.id = ids.record_id("assessment", &found.sections, found.index.as_deref(), &found.text);
    }
    let given: Vec<String> = records.targets.iter().map(|target| target.id.clone()).collect();
    for (target, parent) in records.targets.iter_mut().zip(&records.parents) {
        target.parent = parent.and_then(|at| given.get(at).cloned());
    }
}
