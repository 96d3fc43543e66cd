#![no_main]
//! Whole RTF files.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(&[&b"{\\rtf1 "[..], data].concat()));
