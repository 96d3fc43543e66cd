#![no_main]
//! OLE containers as they are on the disk; `doc` and `xls` fuzz what stands in their streams.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| container::extract(&[&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], data].concat()));
