//! Small records for the tests of the checks.

use super::Finished;
use model::{
    Comparator, FieldPlaces, Heading, Metadata, Origin, PeriodValue, Quantity, QuantityKind, Target, Task,
    ValueRole,
};
use std::sync::LazyLock;

static EMPTY: LazyLock<Metadata> = LazyLock::new(metadata);

/// Metadata of a document that says nothing of itself.
pub(super) fn metadata() -> Metadata {
    crate::metadata::read(&[], &[]).0
}

/// Only targets.
pub(super) fn finished(targets: &[Target]) -> Finished<'_> {
    Finished { metadata: &EMPTY, sections: &[], targets, tasks: &[], assessments: &[] }
}

pub(super) fn heading(text: &str) -> Heading {
    let (index, title) = text.split_once(' ').unwrap();
    Heading { index: Some(index.to_owned()), title: title.to_owned() }
}

pub(super) fn target(text: &str) -> Target {
    Target {
        id: String::new(),
        index: None,
        sections: Vec::new(),
        text: text.to_owned(),
        quantities: Vec::new(),
        values: Vec::new(),
        unit: None,
        parent: None,
        agencies: Vec::new(),
        note: None,
        origin: Origin::Prose,
        cells: FieldPlaces::default(),
        provenance: model::Places::new(),
        confidence: 1.0,
    }
}

pub(super) fn task(text: &str) -> Task {
    Task {
        id: String::new(),
        index: None,
        sections: Vec::new(),
        text: text.to_owned(),
        quantities: Vec::new(),
        agencies: Vec::new(),
        products: Vec::new(),
        schedule: Vec::new(),
        funding: None,
        note: None,
        origin: Origin::Prose,
        cells: FieldPlaces::default(),
        provenance: model::Places::new(),
        confidence: 1.0,
    }
}

pub(super) fn percent(value: &str) -> Quantity {
    Quantity {
        raw: format!("{value}%"),
        kind: QuantityKind::Percent,
        comparator: Comparator::Equal,
        value: value.parse().ok(),
        min: None,
        max: None,
        unit: Some("%".into()),
        of: None,
        change: None,
        scope: None,
        year: None,
    }
}

pub(super) fn value(year: i32, role: ValueRole, cell: &str) -> PeriodValue {
    PeriodValue {
        year: Some(year),
        role,
        label: format!("Năm {year}"),
        raw: format!("{cell}%"),
        quantities: vec![percent(cell)],
    }
}
