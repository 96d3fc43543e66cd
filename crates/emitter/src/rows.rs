//! Records as rows of NDJSON, each of which stands alone: it says from which document it is.

use crate::blocks::Blocks;
use model::{DocumentKind, PlanDocument};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{Result, Write};

/// The document that a row comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link<'a> {
    /// The file of a record that stands alone.
    source: RowSource<'a>,
    /// The document of a record that stands alone.
    document: RowDocument<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct RowSource<'a> {
    /// Relative to the input root, with `/`.
    path: &'a str,
    /// Lower-case hexadecimal.
    sha256: &'a str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct RowDocument<'a> {
    kind: DocumentKind,
    number: Option<u32>,
    symbol: Option<&'a str>,
    title: Option<&'a str>,
    issuer: Option<&'a str>,
    /// ISO 8601, reduced precision where the day or month is blank.
    date: Option<&'a str>,
}

#[derive(Serialize)]
struct Row<'a, T> {
    #[serde(flatten)]
    link: &'a Link<'a>,
    #[serde(flatten)]
    record: &'a T,
}

impl<'a> Link<'a> {
    pub fn of(plan: &'a PlanDocument) -> Self {
        let document = &plan.document;
        Self {
            source: RowSource { path: &plan.source.path, sha256: &plan.source.sha256 },
            document: RowDocument {
                kind: document.kind,
                number: document.number,
                symbol: document.symbol.as_deref(),
                title: document.title.as_deref(),
                issuer: document.issuer.as_deref(),
                date: document.date.as_deref(),
            },
        }
    }
}

/// A line for each record.
///
/// # Errors
/// Where `out` cannot be written.
pub fn records<T: Serialize>(plan: &PlanDocument, records: &[T], out: &mut dyn Write) -> Result<()> {
    let link = Link::of(plan);
    let mut blocks = Blocks::new(out);
    for record in records {
        serde_json::to_writer(&mut blocks, &Row { link: &link, record })?;
        blocks.write_all(b"\n")?;
    }
    blocks.flush()
}
