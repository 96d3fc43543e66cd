#![no_main]
//! What is drawn on the pages of a PDF: words, lines, tables and how they go on, whatever the geometry.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let contents: Vec<&[u8]> = data.split(|byte| *byte == 0).take(4).collect();
    container::extract(&container::pages(&contents));
});
