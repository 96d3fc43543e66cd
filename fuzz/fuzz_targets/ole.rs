#![no_main]
//! OLE containers: DOC and XLS.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(&[&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], data].concat()));
