//! Regression: a corpus of documents against what a person expects and what was accepted before.
//!
//! ```text
//! DIR/manifest.json      the documents: what each is, where it comes from, its files
//! DIR/documents/         the files
//! DIR/expected/<id>.json the records as a person wrote them down
//! DIR/accepted/          the program's own output that was looked at and agreed to, a record a line
//! ```
//!
//! Against what is expected, the program is measured: counts, precision and recall per field. Against what
//! is accepted, any change is a finding: an improvement is looked at and accepted, too.

mod accepted;
mod cross;
mod manifest;
mod outputs;
mod report;
mod score;

pub use cross::{CrossCheck, cross_check};
pub use report::{FileReport, Report};

use manifest::Manifest;
use std::path::{Path, PathBuf};

/// Why a corpus cannot be worked on.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("{path}: {reason}")]
    File { path: PathBuf, reason: String },
    #[error("{0} names no document of the corpus")]
    NoDocument(String),
}

impl CorpusError {
    fn file(path: &Path, reason: impl ToString) -> Self {
        Self::File { path: path.to_owned(), reason: reason.to_string() }
    }
}

/// Measures today's output against what is expected, and compares it with what is accepted.
/// `only`: the documents and files whose path contains this.
///
/// # Errors
/// Where the corpus is not as it should be; a document that cannot be read is part of the report.
pub fn check(folder: &Path, only: Option<&str>, settings: &kehoach::Settings) -> Result<Report, CorpusError> {
    let manifest = Manifest::load(folder)?;
    let mut files = Vec::new();
    for (document, file) in manifest.files(only)? {
        let output = outputs::read(folder, file, settings);
        let expected = manifest::expected(folder, &document.id)?;
        let score = expected.as_ref().map(|expected| score::score(expected, output.as_ref().ok()));
        let accepted = accepted::load(folder, file)?;
        let changes = accepted::changes(accepted.as_deref(), &accepted::lines(&output));
        files.push(FileReport { file: file.to_owned(), failure: output.err(), score, changes });
    }
    Ok(Report { files })
}

/// Takes today's output as accepted and gives the differences to look at.
///
/// # Errors
/// Where the corpus is not as it should be or cannot be written to.
pub fn accept(
    folder: &Path,
    only: Option<&str>,
    settings: &kehoach::Settings,
) -> Result<String, CorpusError> {
    let manifest = Manifest::load(folder)?;
    let mut differences = String::new();
    for (_, file) in manifest.files(only)? {
        let lines = accepted::lines(&outputs::read(folder, file, settings));
        let before = accepted::load(folder, file)?;
        differences += &accepted::difference(file, before.as_deref().unwrap_or_default(), &lines);
        accepted::store(folder, file, &lines)?;
    }
    Ok(differences)
}
