//! The walls of the house: which crate may use which, which module may see which.

use crate::{root, sources};
use std::collections::BTreeSet;

/// A crate's folder, and the crates of ours that it may use.
const WALLS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("normalizer", &["model"]),
    ("reader", &["model"]),
    ("extractor", &["model", "normalizer"]),
    ("emitter", &["model"]),
    ("kehoach", &["model", "normalizer", "reader", "extractor", "emitter"]),
    ("archive", &["kehoach", "emitter", "model"]),
    ("corpus", &["kehoach", "emitter", "model"]),
    ("cli", &["kehoach", "emitter", "model", "archive", "corpus"]),
];

/// Libraries that only one crate may know, since they stand for what only it does.
const OWNED: &[(&str, &[&str])] = &[
    ("hayro", &["reader"]),
    ("hayro-interpret", &["reader"]),
    ("hayro-syntax", &["reader"]),
    ("lopdf", &["reader"]),
    ("pdf-extract", &["reader"]),
    ("calamine", &["reader"]),
    ("quick-xml", &["reader"]),
    ("zip", &["reader"]),
    ("cfb", &["reader"]),
    ("scraper", &["reader"]),
    ("image", &["reader"]),
    ("imageproc", &["reader"]),
    ("csv", &["emitter", "extractor"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("regex", &["normalizer", "extractor", "reader"]),
    ("walkdir", &["archive", "corpus"]),
];

/// The names under `[dependencies]` of a crate's manifest; what only its tests use is its own affair.
fn dependencies(folder: &str) -> BTreeSet<String> {
    let path = root().join("crates").join(folder).join("Cargo.toml");
    let manifest = std::fs::read_to_string(&path).unwrap();
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split_once(['=', '.'])).map(|(name, _)| name.trim().to_owned());
    names.filter(|name| !name.starts_with('#')).collect()
}

fn crates() -> BTreeSet<String> {
    let folders = std::fs::read_dir(root().join("crates")).unwrap();
    folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_crate_has_its_walls() {
    let walled: BTreeSet<String> = WALLS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(crates(), walled);
}

#[test]
fn no_crate_uses_one_beyond_its_walls() {
    let ours = crates();
    for (folder, allowed) in WALLS {
        let used = dependencies(folder);
        assert!(!used.is_empty(), "the dependencies of {folder} were not found");
        for other in used.intersection(&ours) {
            assert!(allowed.contains(&other.as_str()), "{folder} may not use {other}");
        }
    }
}

#[test]
fn a_library_is_known_where_its_work_is_done() {
    for (folder, _) in WALLS {
        let used = dependencies(folder);
        for (library, owners) in OWNED {
            assert!(!used.contains(*library) || owners.contains(folder), "{folder} may not use {library}");
        }
    }
}

/// Formats never see each other, and what works on pages never sees a format.
#[test]
fn the_readers_modules_keep_apart() {
    let formats = ["pdf", "docx", "doc", "sheet", "text", "ocr"];
    let page_rooms = ["layout", "table"];
    let mut seen = 0;
    for room in formats.iter().chain(&page_rooms) {
        for (path, text) in sources("crates/reader/src") {
            let inside = path.strip_prefix("crates/reader/src/").unwrap();
            if inside.split(['/', '.']).next() != Some(room) {
                continue;
            }
            seen += 1;
            for other in formats.iter().filter(|other| *other != room) {
                let import = format!("crate::{other}::");
                assert!(!code(&text).contains(&import), "{path} imports {import}");
                for list in ["use crate::{", "use super::super::"] {
                    for line in code(&text).lines().filter(|line| line.trim_start().starts_with(list)) {
                        let names: Vec<&str> =
                            line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
                        assert!(!names.contains(other), "{path}: {line}");
                    }
                }
            }
        }
    }
    assert!(seen >= 8, "the reader's rooms were not found");
}

/// What a crate must never speak of.
#[test]
fn no_crate_speaks_of_anothers_matter() {
    let rules: &[(&str, &[&str])] = &[
        ("crates/model/src", &["std::fs", "std::io", "std::net"]),
        (
            "crates/normalizer/src",
            &["std::fs", "std::io", "std::net", "model::Page", "model::Table", "model::Document,"],
        ),
        ("crates/extractor/src", &["std::fs", "std::net", "hayro", "quick_xml", "calamine"]),
        ("crates/emitter/src", &["model::Page", "model::Block", "model::Document,", "model::Document;"]),
    ];
    for (folder, forbidden) in rules {
        for (path, text) in sources(folder) {
            for word in *forbidden {
                assert!(!code(&text).contains(word), "{path} speaks of {word}");
            }
        }
    }
}

/// The source without its comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}
