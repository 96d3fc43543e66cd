//! How much a page's contents grow when they are unpacked: a few hundred kilobytes can be made to become
//! gigabytes. Asked before the interpreter unpacks them in one piece.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::{Page, Resources};

/// The contents of a page, or of a form on it. Dense drawn maps take ten million bytes; a path of so many
/// bytes takes the interpreter ten times as much.
const HEAVIEST: usize = 16 << 20;
/// Deflate makes at most so many bytes of one.
const DENSEST: usize = 1032;
/// Forms within forms, and how many of them, that are looked into.
const DEEPEST: u8 = 3;
const MOST_FORMS: usize = 400;

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
        [only] if only == "FlateDecode" && packed.len() > HEAVIEST / DENSEST => unpacked(&packed),
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

/// How many bytes packed data becomes, counted no further than what is too much.
fn unpacked(packed: &[u8]) -> usize {
    let mut state = Decompress::new(true);
    let mut out = vec![0_u8; 1 << 16];
    while state.total_out() <= HEAVIEST as u64 {
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
        assert!(packed.len() < 1 << 20 && unpacked(&packed) > HEAVIEST);
        let mut packer = flate2::Compress::new(flate2::Compression::fast(), true);
        let mut packed = Vec::with_capacity(1 << 16);
        packer.compress_vec(&[b'x'; 5000], &mut packed, flate2::FlushCompress::Finish).unwrap();
        assert_eq!(unpacked(&packed), 5000);
        assert_eq!(unpacked(b"no deflate"), 0);
    }
}
