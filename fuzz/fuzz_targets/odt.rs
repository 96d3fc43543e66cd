#![no_main]
//! The content of an ODT.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    container::extract(&container::zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", data)]));
});
