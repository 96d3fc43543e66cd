//! What a careful clerk would pencil in the margin.

use crate::Places;
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
    pub provenance: Places,
}

impl Diagnostic {
    fn new(code: &str, severity: Severity, message: String, provenance: Places) -> Self {
        Self { code: code.to_owned(), severity, message, provenance }
    }

    /// An `error`: something was lost.
    pub fn error(code: &str, message: impl Into<String>, provenance: impl Into<Places>) -> Self {
        Self::new(code, Severity::Error, message.into(), provenance.into())
    }

    /// A `warning`: something may be wrong.
    pub fn warning(code: &str, message: impl Into<String>, provenance: impl Into<Places>) -> Self {
        Self::new(code, Severity::Warning, message.into(), provenance.into())
    }

    /// A `note`: worth knowing.
    pub fn note(code: &str, message: impl Into<String>, provenance: impl Into<Places>) -> Self {
        Self::new(code, Severity::Note, message.into(), provenance.into())
    }
}
