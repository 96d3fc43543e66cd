#![no_main]
//! Whole web pages.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(&[&b"<html><body>"[..], data].concat()));
