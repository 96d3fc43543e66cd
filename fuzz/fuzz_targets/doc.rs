#![no_main]
//! The two streams of a DOC: the first four bytes say how long the text's is, the rest is the tables'.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((length, data)) = data.split_first_chunk() else { return };
    let length = (u32::from_le_bytes(*length) as usize).min(data.len());
    let (text, table) = data.split_at(length);
    container::extract(&container::compound(&[("WordDocument", text), ("0Table", table), ("1Table", table)]));
});
