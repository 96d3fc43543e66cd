#![no_main]
//! The content and the styles of an ODT.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [content, styles] = container::parts(data);
    container::extract(&container::zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("styles.xml", styles),
    ]));
});
