#![no_main]
//! The one stream of an XLS.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(&container::compound(&[("Workbook", data)])));
