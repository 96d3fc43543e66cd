//! What concerns the whole house: its walls, its schemas, its tidiness, and the program end to end.

// All of this is test: what is not as it should be may stop it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod architecture;
mod corpus;
mod diagnostics;
mod end_to_end;
mod formats;
mod program;
mod schemas;
mod tidiness;

use std::path::{Path, PathBuf};

/// The top of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust source under a folder of the repository, in order of path, with its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = root();
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(root.join(folder))
        .into_iter()
        .filter_entry(|entry| entry.file_name() != "target")
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "there are no sources under {folder}");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(), text)
    };
    paths.into_iter().map(read).collect()
}
