#![no_main]
//! Pictures as they are decoded for the OCR: PNG, JPEG, TIFF.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(data));
