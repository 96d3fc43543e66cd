#![no_main]
//! Whole text files, in any encoding.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(data));
