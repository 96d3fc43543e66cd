//! What is in a corpus.

use crate::CorpusError;
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;

#[derive(Debug, Deserialize)]
pub struct Manifest {
    documents: Vec<Entry>,
}

/// One document in several files. What it is, where it comes from and under which licence stands there for
/// people.
#[derive(Debug, Deserialize)]
pub struct Entry {
    pub id: String,
    /// Relative to the corpus.
    pub files: Vec<String>,
}

impl Manifest {
    pub fn load(folder: &Path) -> Result<Self, CorpusError> {
        let path = folder.join("manifest.json");
        let text = std::fs::read_to_string(&path).map_err(|error| CorpusError::file(&path, error))?;
        serde_json::from_str(&text).map_err(|error| CorpusError::file(&path, error))
    }

    /// Every file whose path contains `only`, in the manifest's order.
    pub fn files<'a>(&'a self, only: Option<&str>) -> Result<Vec<(&'a Entry, &'a str)>, CorpusError> {
        let all = self
            .documents
            .iter()
            .flat_map(|entry| entry.files.iter().map(move |file| (entry, file.as_str())));
        let wanted = |(_, file): &(&Entry, &str)| only.is_none_or(|only| file.contains(only));
        let files: Vec<_> = all.filter(wanted).collect();
        if files.is_empty() {
            return Err(CorpusError::NoDocument(only.unwrap_or("the manifest").to_owned()));
        }
        Ok(files)
    }
}

/// A document's records as a person wrote them down, where somebody did.
pub fn expected(folder: &Path, id: &str) -> Result<Option<Value>, CorpusError> {
    let path = folder.join("expected").join(format!("{id}.json"));
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).map_err(|error| CorpusError::file(&path, error))?;
    serde_json::from_str(&text).map(Some).map_err(|error| CorpusError::file(&path, error))
}
