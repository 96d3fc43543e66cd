//! Paths → sources, in an order that depends on their names alone.

use crate::ArchiveError;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub path: PathBuf,
    /// How records name it: relative to the path it was found under, with `/`. No two are alike.
    pub name: String,
}

/// Every file under the paths, without hidden ones, the lock files of office programs, and what is in
/// `without`, which is where the results go.
///
/// # Errors
/// Where a path is not there.
pub fn sources(paths: &[PathBuf], without: &Path) -> Result<Vec<Source>, ArchiveError> {
    let without = without.canonicalize().ok();
    let mut seen = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut sources = Vec::new();
    for root in paths {
        if let Err(error) = std::fs::metadata(root) {
            return Err(ArchiveError::Path { path: root.display().to_string(), reason: error.to_string() });
        }
        for path in files(root, without.as_deref()) {
            let real = path.canonicalize().unwrap_or_else(|_| path.clone());
            if seen.insert(real) {
                let name = own_name(root, &path, &mut names);
                sources.push(Source { path, name });
            }
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sources)
}

fn files(root: &Path, without: Option<&Path>) -> Vec<PathBuf> {
    let wanted = |entry: &DirEntry| {
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        // Whether a folder is the one of the results is only asked of folders: it costs a system call.
        let output = entry.file_type().is_dir() && entry.path().canonicalize().ok().as_deref() == without;
        !hidden && (entry.depth() == 0 || without.is_none() || !output)
    };
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(wanted);
    let mut files = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_file() && !is_lock(&entry) => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => tracing::warn!("skipped: {error}"),
        }
    }
    files
}

/// Word and LibreOffice leave these beside an open document.
fn is_lock(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b"~$")
}

/// Relative to the root; where another root has a file of that name, with the root's own name before it.
fn own_name(root: &Path, path: &Path, names: &mut BTreeSet<String>) -> String {
    let inside = match path.strip_prefix(root) {
        Ok(inside) if !inside.as_os_str().is_empty() => slashed(inside),
        _ => path.file_name().map_or_else(|| slashed(path), |name| slashed(Path::new(name))),
    };
    let mut name = inside.clone();
    if names.contains(&name)
        && let Some(folder) = root.file_name().filter(|_| root.is_dir())
    {
        name = format!("{}/{inside}", folder.to_string_lossy());
    }
    let mut number = 2;
    while !names.insert(name.clone()) {
        name = format!("{inside}~{number}");
        number += 1;
    }
    name
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[PathBuf], without: &Path) -> Vec<String> {
        sources(paths, without).unwrap().into_iter().map(|source| source.name).collect()
    }

    #[test]
    fn finds_files_in_order_and_no_results() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in
            ["b/2.pdf", "b/10.pdf", "a.docx", "a2/a.docx", ".git/x", "~$a.docx", "out/documents/a.docx.json"]
        {
            std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            std::fs::write(path(name), name).unwrap();
        }
        let all = names(&[folder.path().to_owned()], &path("out"));
        assert_eq!(all, ["a.docx", "a2/a.docx", "b/10.pdf", "b/2.pdf"]);
        // A file that is given twice is read once, and two of one name keep apart.
        let some = names(&[path("a.docx"), path("a2"), path("a2/a.docx")], &path("out"));
        assert_eq!(some, ["a.docx", "a2/a.docx"]);
        assert!(sources(&[path("none")], &path("out")).is_err());
        assert!(names(&[path("out")], &path("elsewhere")).contains(&"documents/a.docx.json".to_owned()));
    }
}
