//! What keeps the house readable.

use crate::{root, sources};

const MOST_LINES: usize = 600;

/// Names of the documents in `corpus/`, which no rule may know.
const CORPUS_NAMES: &[&str] = &["An Nhơn", "Phú Sơn", "Gio Linh", "Bình Định"];

#[test]
fn no_source_file_is_too_long() {
    for (path, text) in sources("crates").into_iter().chain(sources("tests")) {
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{path} has {lines} lines");
    }
}

#[test]
fn no_rule_knows_a_document_of_the_corpus() {
    for (path, text) in sources("crates") {
        let rules = text.split("\nmod tests {").next().unwrap_or_default();
        if path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        for name in CORPUS_NAMES {
            assert!(!rules.contains(name), "{path} names «{name}»");
        }
    }
}

#[test]
fn no_source_names_a_place_of_one_machine() {
    // Put together from halves, so that a search for these places does not find this list.
    let forbidden = ["/home/", concat!("/wo", "rk/"), "/root/", concat!("../sha", "red"), "C:\\"];
    for (path, text) in sources("crates").into_iter().chain(sources("tests")) {
        if path == "tests/tidiness.rs" {
            continue;
        }
        for word in forbidden {
            assert!(!text.contains(word), "{path} names {word}");
        }
    }
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    let drawers = ["utils", "util", "helpers", "helper", "misc", "types", "common"];
    for (path, _) in sources("crates").into_iter().chain(sources("tests")) {
        let parts: Vec<&str> = path.split(['/', '.']).collect();
        assert!(!drawers.iter().any(|drawer| parts.contains(drawer)), "{path}");
    }
}

#[test]
fn no_test_is_switched_off() {
    for (path, text) in sources("crates").into_iter().chain(sources("tests")) {
        let ignored = text.lines().any(|line| line.trim_start().starts_with("#[ignore"));
        assert!(!ignored, "{path} switches a test off");
    }
}

/// A setting that is said twice is said differently some day.
#[test]
fn versions_and_lints_are_chosen_once() {
    for folder in std::fs::read_dir(root().join("crates")).unwrap() {
        let path = folder.unwrap().path().join("Cargo.toml");
        let manifest = std::fs::read_to_string(&path).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} has lints of its own", path.display());
        let dependencies = manifest.lines().filter(|line| line.contains("version = \""));
        assert_eq!(dependencies.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", path.display());
    }
}
