#![no_main]
//! Whole PDF files.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(&[&b"%PDF-1.7\n"[..], data].concat()));
