//! What a careful clerk would pencil in the margin.

use crate::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was lost.
    Error,
    /// Something may be wrong.
    Warning,
    /// Worth knowing.
    Note,
}

/// One remark about the document. It reports; it never changes a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// A kebab-case code that never changes its meaning, such as `encoding-repaired`.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub code: String,
    pub severity: Severity,
    /// Plain English, Vietnamese terms quoted.
    pub message: String,
    /// Where it stands; empty where it concerns the whole document.
    pub provenance: Vec<Place>,
}

impl Diagnostic {
    /// An `error`: something was lost.
    pub fn error(code: &str, message: impl Into<String>, provenance: Vec<Place>) -> Self {
        Self { code: code.to_owned(), severity: Severity::Error, message: message.into(), provenance }
    }

    /// A `warning`: something may be wrong.
    pub fn warning(code: &str, message: impl Into<String>, provenance: Vec<Place>) -> Self {
        Self { code: code.to_owned(), severity: Severity::Warning, message: message.into(), provenance }
    }

    /// A `note`: worth knowing.
    pub fn note(code: &str, message: impl Into<String>, provenance: Vec<Place>) -> Self {
        Self { code: code.to_owned(), severity: Severity::Note, message: message.into(), provenance }
    }
}
