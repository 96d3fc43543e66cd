//! Further words of the domain, from a folder of tables.

use extractor::Vocabulary;
use std::path::{Path, PathBuf};

/// Why a folder gives no vocabulary.
#[derive(Debug)]
pub enum VocabularyError {
    /// The folder or a table in it cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// A line of a table is wrong; the reason names it.
    Line(String),
}

impl std::fmt::Display for VocabularyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Line(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for VocabularyError {}

/// The built-in tables and the lines of each `<table>.tsv` in a folder, in order of name.
///
/// # Errors
/// Where a table cannot be read, is none of those that there are, or has a line that is wrong.
pub fn load_vocabulary(folder: &Path) -> Result<Vocabulary, VocabularyError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |error| VocabularyError::Unreadable(path, error)
    };
    let mut tables = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".tsv")) else {
            continue;
        };
        let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
        tables.push((name.to_owned(), text));
    }
    tables.sort();
    let tables = tables.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Vocabulary::extended(tables).map_err(|error| VocabularyError::Line(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("notes.txt"), "no table").unwrap();
        std::fs::write(folder.path().join("columns.tsv"), "product\tđầu ra mong đợi\t1\there\n").unwrap();
        assert!(load_vocabulary(folder.path()).is_ok());
        std::fs::write(folder.path().join("headings.tsv"), "target\n").unwrap();
        let error = load_vocabulary(folder.path()).unwrap_err().to_string();
        assert!(error.contains("headings") && error.contains("line 1"), "{error}");
        assert!(load_vocabulary(&folder.path().join("none")).is_err());
    }
}
