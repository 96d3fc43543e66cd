#![no_main]
//! The main part of a DOCX.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    container::extract(&container::zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", data)]));
});
