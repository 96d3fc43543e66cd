//! How much a file's parts grow when they are unpacked: a few hundred kilobytes can be made to become
//! gigabytes. Asked before they are unpacked in one piece: of the file as it is opened (fonts, tables of
//! letters, lists of objects), of each page before it is drawn.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::{Page, Resources};
use memchr::memmem::{find, rfind as find_last};

/// The contents of a page, or of a form on it. Dense drawn maps take ten million bytes; a path of so many
/// bytes takes the interpreter ten times as much.
const HEAVIEST: usize = 16 << 20;
/// Any other part but a picture: the largest fonts that are sold have twenty million bytes.
const HEAVIEST_PART: usize = 64 << 20;
/// A picture: A3 in colours at 600 dots per inch takes 210 million bytes.
const HEAVIEST_PICTURE: usize = 256 << 20;
/// A stream's dictionary is no longer than this.
const LONGEST_DICTIONARY: usize = 4096;
/// Deflate makes at most so many bytes of one.
const DENSEST: usize = 1032;
/// Forms within forms, and how many of them, that are looked into.
const DEEPEST: u8 = 3;
const MOST_FORMS: usize = 400;

/// Whether some part of a file becomes more than any does. Looked for in the bytes alone:
/// to open the file is to unpack some parts.
pub fn holds_a_bomb(file: &[u8]) -> bool {
    let mut rest = file;
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at(at);
        let after = after.get(b"stream".len()..).unwrap_or_default();
        let end = find(after, b"endstream").unwrap_or(after.len());
        let (packed, behind) = after.split_at(end);
        if is_bomb(before, packed) {
            return true;
        }
        rest = behind.get(b"endstream".len()..).unwrap_or_default();
    }
    false
}

/// Whether a stream, with what stands before it, becomes too much.
fn is_bomb(before: &[u8], packed: &[u8]) -> bool {
    let reaches = |most: usize| packed.len() > most / DENSEST;
    if !reaches(HEAVIEST_PART) {
        return false;
    }
    let dictionary = before.get(before.len().saturating_sub(LONGEST_DICTIONARY)..).unwrap_or_default();
    let start = find_last(dictionary, b"obj").unwrap_or(0);
    let says = |word: &[u8]| find(dictionary.get(start..).unwrap_or_default(), word).is_some();
    let most = if says(b"/Image") { HEAVIEST_PICTURE } else { HEAVIEST_PART };
    // «/FlateDecode», or «/Fl» for short.
    says(b"/Fl") && reaches(most) && unpacked(packed.trim_ascii_start(), most) > most
}

/// Whether the contents of a page, or of one of its forms, are heavier than any page's.
pub fn is_too_heavy(page: &Page<'_>) -> bool {
    let one = page.raw().get::<Stream<'_>>(b"Contents".as_slice());
    let many = page.raw().get::<Array<'_>>(b"Contents".as_slice());
    let many = many.iter().flat_map(|all| all.iter::<Stream<'_>>());
    let total = one.into_iter().chain(many).map(|stream| weight(&stream)).fold(0, usize::saturating_add);
    total > HEAVIEST || forms_are(page.resources(), DEEPEST, &mut MOST_FORMS.clone())
}

fn forms_are(resources: &Resources<'_>, depth: u8, left: &mut usize) -> bool {
    let forms = resources.x_objects.entries().filter_map(|(name, _)| resources.get_x_object(&name));
    for form in forms {
        let Some(fewer) = left.checked_sub(1) else { return false };
        *left = fewer;
        let picture = form.dict().contains_key(b"Width".as_slice());
        if picture {
            continue;
        }
        let inner = form.dict().get::<Dict<'_>>(b"Resources".as_slice()).map(Resources::new);
        let within = inner.is_some_and(|inner| depth > 0 && forms_are(&inner, depth - 1, left));
        if within || weight(&form) > HEAVIEST {
            return true;
        }
    }
    false
}

/// The size of a stream when it is unpacked, exact where it could be too much.
fn weight(stream: &Stream<'_>) -> usize {
    let packed = stream.raw_data();
    let packings = packings(stream);
    if packings.iter().filter(|name| GROWING.contains(&name.as_str())).count() > 1 {
        // Packed twice, even little could become much.
        return usize::MAX;
    }
    match packings.as_slice() {
        [only] if only == "FlateDecode" && packed.len() > HEAVIEST / DENSEST => unpacked(&packed, HEAVIEST),
        _ => packed.len(),
    }
}

/// The ways of packing that make much of little.
const GROWING: &[&str] = &["FlateDecode", "LZWDecode", "RunLengthDecode"];

/// How a stream is packed, the outermost first.
fn packings(stream: &Stream<'_>) -> Vec<String> {
    let key = b"Filter".as_slice();
    let one = stream.dict().get::<Name<'_>>(key);
    let many = stream.dict().get::<Array<'_>>(key);
    let many = many.iter().flat_map(|all| all.iter::<Name<'_>>());
    one.into_iter().chain(many).map(|name| name.as_str().to_owned()).collect()
}

/// How many bytes packed data becomes, counted no further than `most`.
fn unpacked(packed: &[u8], most: usize) -> usize {
    let mut state = Decompress::new(true);
    let mut out = vec![0_u8; 1 << 16];
    while state.total_out() <= most as u64 {
        let read = usize::try_from(state.total_in()).unwrap_or(usize::MAX);
        let rest = packed.get(read..).unwrap_or_default();
        let before = (state.total_in(), state.total_out());
        match state.decompress(rest, &mut out, FlushDecompress::None) {
            Ok(Status::Ok | Status::BufError) if (state.total_in(), state.total_out()) != before => {}
            _ => break,
        }
    }
    usize::try_from(state.total_out()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_that_becomes_much_is_told() {
        let mut packer = flate2::Compress::new(flate2::Compression::fast(), true);
        let mut packed = Vec::with_capacity(1 << 20);
        let much = vec![b' '; HEAVIEST + (2 << 20)];
        packer.compress_vec(&much, &mut packed, flate2::FlushCompress::Finish).unwrap();
        assert!(packed.len() < 1 << 20 && unpacked(&packed, HEAVIEST) > HEAVIEST);
        let mut packer = flate2::Compress::new(flate2::Compression::fast(), true);
        let mut packed = Vec::with_capacity(1 << 16);
        packer.compress_vec(&[b'x'; 5000], &mut packed, flate2::FlushCompress::Finish).unwrap();
        assert_eq!(unpacked(&packed, HEAVIEST), 5000);
        assert_eq!(unpacked(b"no deflate", HEAVIEST), 0);
    }

    #[test]
    fn a_font_that_becomes_much_is_told_before_the_file_is_opened() {
        let packed = |filler: u8, much: usize| {
            let mut packer = flate2::Compress::new(flate2::Compression::fast(), true);
            let mut packed = Vec::with_capacity(1 << 21);
            packer.compress_vec(&vec![filler; much], &mut packed, flate2::FlushCompress::Finish).unwrap();
            packed
        };
        let file = |dictionary: &str, data: &[u8]| {
            [b"%PDF-1.5\n7 0 obj <<", dictionary.as_bytes(), b">>\nstream\r\n", data, b"\nendstream endobj"]
                .concat()
        };
        let (much, little) = (packed(0, HEAVIEST_PART + (2 << 20)), packed(0, 1 << 20));
        for (dictionary, data, bomb) in [
            ("/Filter /FlateDecode", &much, true),
            ("/Filter [/Fl]", &much, true),
            ("/Filter /FlateDecode", &little, false),
            ("/Subtype /Image /Filter /FlateDecode", &much, false),
            ("/Filter /DCTDecode", &much, false),
        ] {
            assert_eq!(holds_a_bomb(&file(dictionary, data)), bomb, "{dictionary}");
            let second = [file("", b"x"), file(dictionary, data)].concat();
            assert_eq!(holds_a_bomb(&second), bomb, "{dictionary} behind another");
        }
    }
}
