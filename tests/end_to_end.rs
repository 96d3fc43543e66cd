//! The program on whole files.

use crate::program::{argument, kehoach, kehoach_with_input};

#[test]
fn help_teaches_with_examples_and_exit_codes() {
    let help = kehoach(["--help"]);
    assert_eq!(help.code, 0);
    for word in
        ["Examples:", "Exit codes:", "extract", "convert", "tables", "text", "read", "validate", "schema"]
    {
        assert!(help.stdout.contains(word), "--help does not speak of {word}");
    }
    assert_eq!(kehoach(["--version"]).code, 0);
    assert_eq!(kehoach(["extrakt"]).code, 2);
    assert_eq!(kehoach(Vec::<&str>::new()).code, 2);
}

#[test]
fn reading_gives_a_line_for_a_line() {
    for what in ["quantities", "schedule", "references", "text"] {
        let read = kehoach_with_input(&["read", what], "Trên 90%\n\nQuý III năm 2025");
        assert_eq!(read.code, 0);
        assert_eq!(read.stdout.lines().count(), 3, "{what}");
        for line in read.stdout.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
}

#[test]
fn what_cannot_be_read_names_the_file_and_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.pdf", b"", "empty"),
        ("three.docx", b"\x00\x01\x02", ""),
        ("truncated.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", ""),
        ("truncated.docx", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", ""),
    ];
    for (name, bytes, reason) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let run = kehoach(["extract", argument(&path)]);
        assert_eq!(run.code, 2, "{name}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{name}");
        assert!(run.stderr.contains(name) && run.stderr.contains(reason), "{name}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{name}: {}", run.stderr);
    }
    let missing = kehoach(["extract", "no-such-file.pdf"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("no-such-file.pdf: there is no such file"), "{}", missing.stderr);
}
