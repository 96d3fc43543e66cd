//! The program on whole files.

use crate::program::{argument, kehoach, kehoach_with_input};
use crate::root;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn help_teaches_with_examples_and_exit_codes() {
    let help = kehoach(["--help"]);
    assert_eq!(help.code, 0);
    for word in
        ["Examples:", "Exit codes:", "extract", "convert", "tables", "text", "read", "validate", "schema"]
    {
        assert!(help.stdout.contains(word), "--help does not speak of {word}");
    }
    for command in ["extract", "convert", "tables", "text", "read", "validate", "schema", "corpus"] {
        let help = kehoach(["help", command]);
        assert!(help.code == 0 && help.stdout.contains("Example"), "{command} has no example");
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
            serde_json::from_str::<Value>(line).unwrap();
        }
    }
    let quantity = kehoach_with_input(&["read", "quantities"], "từ 30% trở lên");
    let quantity: Value = serde_json::from_str(&quantity.stdout).unwrap();
    assert_eq!((&quantity[0]["comparator"], &quantity[0]["value"]), (&">=".into(), &30.into()));
    let entry = kehoach_with_input(&["read", "schedule", "--year", "2025"], "Quý III");
    let entry: Value = serde_json::from_str(&entry.stdout).unwrap();
    assert_eq!((&entry[0]["start"], &entry[0]["end"]), (&"2025-07-01".into(), &"2025-09-30".into()));
}

fn document(name: &str) -> Vec<u8> {
    std::fs::read(root().join("corpus/documents").join(name)).unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(root().join("fixtures").join(name)).unwrap()
}

/// Files that cannot be read, and a word of the reason.
fn bad_files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let start = |name: &str, length: usize| document(name)[..length].to_vec();
    vec![
        ("empty.pdf", Vec::new(), "empty"),
        ("three.docx", vec![0, 1, 2], "3 bytes"),
        ("truncated.pdf", start("chi-tieu-gio-linh.pdf", 2000), "damaged"),
        ("truncated.docx", start("chi-tieu-gio-linh.docx", 2000), "damaged"),
        ("encrypted.pdf", fixture("encrypted.pdf"), "encrypted"),
        ("encrypted.docx", fixture("encrypted.docx"), "encrypted"),
    ]
}

#[test]
fn what_cannot_be_read_names_the_file_and_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, reason) in bad_files() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        for command in ["extract", "tables", "text"] {
            let run = kehoach([command, argument(&path)]);
            assert_eq!(run.code, 2, "{name}: {}", run.stderr);
            assert_eq!(run.stdout, "", "{name}");
            assert!(run.stderr.contains(name) && run.stderr.contains(reason), "{name}: {}", run.stderr);
            assert_eq!(run.stderr.lines().count(), 1, "{name}: {}", run.stderr);
        }
    }
    let missing = kehoach(["extract", "no-such-file.pdf"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("no-such-file.pdf: there is no such file"), "{}", missing.stderr);
    let directory = kehoach(["extract", argument(folder.path())]);
    assert!(directory.code == 2 && directory.stderr.contains("folder"), "{}", directory.stderr);
}

/// A web page, a Word file of another name: what a file is, is found from its content.
#[test]
fn a_name_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<!DOCTYPE html><html><body><h1>Kế hoạch</h1><p>Nội dung</p></body></html>";
    for (name, bytes, format) in [
        ("page.pdf", page.as_bytes().to_vec(), "html"),
        ("word.pdf", document("danh-gia-phuong-2.docx"), "docx"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let run = kehoach(["extract", argument(&path)]);
        assert!(run.code < 2, "{name}: {}", run.stderr);
        let plan: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(plan["source"]["format"], format, "{name}");
        assert_eq!(plan["source"]["path"], name);
    }
}

/// Every file under a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read(entry.path()).unwrap())
    };
    files.map(read).collect()
}

fn convert(input: &Path, out: &Path, jobs: &str) -> crate::program::Run {
    kehoach(["convert", argument(input), "--out", argument(out), "--jobs", jobs, "--ocr", "never"])
}

#[test]
fn bad_files_cost_only_themselves_and_the_order_is_that_of_the_paths() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    std::fs::create_dir_all(input.join("năm 2025")).unwrap();
    for (name, bytes, _) in bad_files() {
        std::fs::write(input.join(name), bytes).unwrap();
    }
    for name in ["chi-tieu-gio-linh.docx", "ke-hoach-phu-son.pdf", "cong-van-phuong-2.xlsx"] {
        std::fs::write(input.join("năm 2025").join(name), document(name)).unwrap();
    }

    let out = folder.path().join("one");
    let run = convert(&input, &out, "1");
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("9 files: 3 documents, 6 failed"), "{}", run.stderr);
    for (name, _, reason) in bad_files() {
        let line = run.stderr.lines().find(|line| line.starts_with(name)).unwrap();
        assert!(line.contains(reason), "{line}");
    }

    let first = contents(&out);
    assert!(first.contains_key("documents/năm 2025/chi-tieu-gio-linh.docx.json"), "{:?}", first.keys());
    convert(&input, &folder.path().join("four"), "4");
    assert!(first == contents(&folder.path().join("four")), "four workers write other bytes than one");

    assert_rows_stand_alone(&first);
    let written: Vec<String> = first
        .keys()
        .filter(|name| *name != "report.json")
        .map(|name| argument(&out.join(name)).to_owned())
        .collect();
    let valid = kehoach(std::iter::once("validate".to_owned()).chain(written));
    assert_eq!(valid.code, 0, "{}", valid.stderr);
}

fn assert_rows_stand_alone(files: &BTreeMap<String, Vec<u8>>) {
    let lines = |name: &str| -> Vec<Value> {
        let text = std::str::from_utf8(&files[name]).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    assert_eq!(lines("documents.ndjson").len(), 3);
    let mut rows = 0;
    for name in ["targets.ndjson", "tasks.ndjson", "assessments.ndjson"] {
        let paths: Vec<String> =
            lines(name).iter().map(|row| row["source"]["path"].as_str().unwrap().to_owned()).collect();
        assert!(paths.is_sorted(), "{name} is not in order of path");
        rows += paths.len();
    }
    assert!(rows > 100, "{rows} records");
}

#[test]
fn a_run_that_finds_nothing_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let run = convert(folder.path(), &out, "2");
    assert!(run.code == 2 && run.stderr.contains("no file"), "{}", run.stderr);
    let run = convert(&folder.path().join("none"), &out, "2");
    assert!(run.code == 2 && run.stderr.contains("none"), "{}", run.stderr);
}

#[test]
fn a_small_file_needs_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    std::fs::create_dir(&input).unwrap();
    std::fs::write(input.join("plan.docx"), document("ke-hoach-an-nhon-dong.docx")).unwrap();
    let out = folder.path().join("out");
    let run = |memory: &str| {
        kehoach(["convert", argument(&input), "--out", argument(&out), "--memory", memory, "--jobs", "1"])
    };
    assert_eq!(run("500").code, 0);
    // What it does not have it is told of.
    let short = run("20");
    assert_eq!(short.code, 2, "{}", short.stderr);
}

#[test]
fn what_does_not_fit_a_schema_is_named_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wrong.ndjson");
    let row = r#"{"code":"unused-row","severity":"note","message":"x","provenance":[]}"#;
    std::fs::write(&path, format!("{row}\n{}\n", row.replace("\"note\"", "\"fatal\""))).unwrap();
    let run = kehoach(["validate", argument(&path)]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("wrong.ndjson: value 2: diagnostic /severity"), "{}", run.stderr);
    std::fs::write(&path, format!("{row}\n")).unwrap();
    assert_eq!(kehoach(["validate", argument(&path)]).code, 0);
}

#[test]
fn tables_come_in_every_form() {
    let path = root().join("corpus/documents/chi-tieu-gio-linh.pdf");
    let tables = kehoach(["tables", argument(&path)]);
    assert!(tables.code < 2, "{}", tables.stderr);
    let tables: Vec<Value> = tables.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let largest = tables.iter().max_by_key(|table| table["rows"].as_u64()).unwrap();
    assert!(largest["pages"].as_array().unwrap().len() > 1, "one table over several pages");
    assert!(largest["rows"].as_u64().unwrap() > 56, "a row for each of its 56 targets, and headings");
    for format in ["csv", "html"] {
        let run = kehoach(["tables", argument(&path), "--format", format]);
        assert!(run.code < 2 && run.stdout.contains("VBQPPL"), "{format}: {}", run.stderr);
    }
    let text = kehoach(["text", argument(&path)]);
    assert!(text.stdout.contains("Cải cách thể chế"), "{}", text.stderr);
}

/// Files with bytes changed and parts cut out, by a fixed recipe: whatever comes of them, the program
/// has no fault and no file takes another one with it.
#[test]
fn damaged_files_do_not_bring_the_program_down() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    std::fs::create_dir_all(&input).unwrap();
    let mut files = 0;
    for name in
        ["danh-gia-phuong-2.pdf", "danh-gia-phuong-2.docx", "cong-van-phuong-2.xlsx", "danh-gia-phuong-2.txt"]
    {
        for round in 0..12_u64 {
            std::fs::write(input.join(format!("{round}-{name}")), damaged(document(name), round)).unwrap();
            files += 1;
        }
    }
    let run = convert(&input, &folder.path().join("out"), "2");
    assert!(run.stderr.contains(&format!("{files} files: ")), "{}", run.stderr);
    for word in ["fault of the program", "without an answer", "given up"] {
        assert!(!run.stderr.contains(word), "{}", run.stderr);
    }
}

fn damaged(mut bytes: Vec<u8>, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 1).unwrap() % below.max(1)
    };
    for _ in 0..=next(20) {
        let at = next(bytes.len());
        bytes[at] = u8::try_from(next(256)).unwrap();
    }
    if seed.is_multiple_of(3) {
        let from = next(bytes.len());
        let length = next(400).min(bytes.len() - from);
        bytes.drain(from..from + length);
    }
    bytes
}
