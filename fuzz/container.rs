//! Puts fuzzed parts into the containers that readers expect: a fuzzer that had to find a valid zip file
//! first would never come to what is inside.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Reads a file through all stages without OCR; only its panics, hangs and memory are of interest.
pub fn extract(bytes: &[u8]) {
    let settings = kehoach::Settings { ocr: kehoach::OcrMode::Never, ..kehoach::Settings::default() };
    let _ = kehoach::extract(bytes, "fuzzed", &settings);
}

/// A zip file of named parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part can be started");
        zip.write_all(bytes).expect("a part can be written");
    }
    zip.finish().expect("the container can be closed").into_inner()
}
