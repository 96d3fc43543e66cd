//! Bytes of a text file → characters.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};

/// Letters that Windows-1258 writes as a base letter and a mark of its own, and that TCVN3 and VNI
/// have no use for in this number.
const MARKS_1258: [u8; 5] = [0xCC, 0xD2, 0xDE, 0xEC, 0xF2];

/// The text of a file. Old Vietnamese encodings come out byte by byte, as they do from every other
/// format; what they mean is settled later.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    let (text, damaged) = UTF_8.decode_without_bom_handling(bytes);
    if !damaged || mostly_utf8(bytes) {
        return text.into_owned();
    }
    if is_windows_1258(bytes) {
        return WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned();
    }
    encoding_rs::mem::decode_latin1(bytes).into_owned()
}

/// Most Vietnamese letters are ASCII: in UTF-16 every other byte of those is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if even == 0 && odd * 2 > half => Some(UTF_16LE),
        () if odd == 0 && even * 2 > half => Some(UTF_16BE),
        () => None,
    }
}

/// A file that was cut within a letter, or holds a stray byte, is UTF-8 all the same.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let good = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|c| !c.is_ascii()).count();
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    good > bad * 20
}

/// Marks stand behind vowels there, and make up a good part of all high bytes.
fn is_windows_1258(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let behind_vowel = bytes
        .iter()
        .zip(bytes.iter().skip(1))
        .filter(|(before, mark)| {
            let vowel = b"aeiouyAEIOUY".contains(before) || matches!(**before, 0xC0..=0xDD | 0xE0..=0xFD);
            MARKS_1258.contains(mark) && vowel
        })
        .count();
    high > 0 && behind_vowel * 5 > high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let utf16: Vec<u8> = "Kế hoạch năm 2025".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [vec![0xFF, 0xFE], utf16.clone()].concat();
        for (bytes, text) in [
            ("Kế hoạch năm 2025".as_bytes(), "Kế hoạch năm 2025"),
            ("\u{feff}Kế hoạch".as_bytes(), "Kế hoạch"),
            (&utf16, "Kế hoạch năm 2025"),
            (&marked, "Kế hoạch năm 2025"),
            (b"K\xD5 ho\xB9ch n\xA8m", "KÕ ho¹ch n¨m"),
            (b"K\xEA\xEC hoa\xF2ch n\xE3m", "Kê\u{301} hoa\u{323}ch năm"),
        ] {
            assert_eq!(decode(bytes), text);
        }
        let mut cut = "Kế hoạch cải cách hành chính đã được phê duyệt".repeat(9).into_bytes();
        cut.pop();
        assert!(decode(&cut).starts_with("Kế hoạch"));
    }
}
