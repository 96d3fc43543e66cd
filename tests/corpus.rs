//! The documents of `corpus/` give what was accepted, and nothing that they say is lost.

use crate::program::{argument, kehoach};
use crate::root;

#[test]
fn the_corpus_gives_what_was_accepted() {
    let run = kehoach(["corpus", "check", argument(&root().join("corpus"))]);
    assert_eq!(
        run.code, 0,
        "look at the changes, then `kehoach corpus accept corpus`:\n{}{}",
        run.stdout, run.stderr
    );
    let files = std::fs::read_dir(root().join("corpus/documents")).unwrap().count();
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with("documents/")).count(), files);
    assert!(!run.stdout.contains("NOT READ"), "{}", run.stdout);
}

/// Another library sees no word in the PDFs of the corpus that the program does not.
#[test]
fn a_second_reading_finds_nothing_more() {
    let run = kehoach(["corpus", "check", argument(&root().join("corpus")), "--cross-check"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let files = std::fs::read_dir(root().join("corpus/documents")).unwrap();
    let pdfs = files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|end| end == "pdf"));
    assert_eq!(run.stdout.matches("no word is missing").count(), pdfs.count(), "{}", run.stdout);
}

/// What is accepted is looked at by a person: no automatic run may do it.
#[test]
fn nothing_is_accepted_in_ci() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("documents")).unwrap();
    std::fs::copy(
        root().join("corpus/documents/danh-gia-phuong-2.txt"),
        folder.path().join("documents/a.txt"),
    )
    .unwrap();
    let manifest = r#"{"documents": [{"id": "a", "files": ["documents/a.txt"]}]}"#;
    std::fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    let path = argument(folder.path());

    let accept = |ci: &str| crate::program::kehoach_where(&["corpus", "accept", path], "CI", ci);
    let refused = accept("true");
    assert!(refused.code == 2 && refused.stderr.contains("CI"), "{}", refused.stderr);
    assert_eq!(kehoach(["corpus", "check", path]).code, 1, "nothing is accepted yet");
    let accepted = accept("");
    assert!(
        accepted.code == 0 && accepted.stdout.starts_with("--- documents/a.txt\n+{"),
        "{}",
        accepted.stderr
    );
    assert_eq!(kehoach(["corpus", "check", path]).code, 0);
}
