//! Bytes of a page → text: the page inside a MIME file, its transfer encoding, its character set.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// Where a page says its character set.
const HEAD: usize = 4096;

/// The text of a page, or of the page that a MIME file holds.
pub fn page(bytes: &[u8]) -> Cow<'_, str> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let start = head.trim_start_matches('\u{feff}').trim_start();
    let is_mime = !start.starts_with('<') && start.lines().any(|line| line.starts_with("mime-version:"));
    let part = if is_mime { html_part(bytes) } else { None };
    part.map_or_else(|| decoded(bytes, None), Cow::Owned)
}

/// By its byte order mark, the character set that is known or that the page names, UTF-8 where it is
/// valid, else Windows-1252, whose characters the normalizer takes for legacy Vietnamese.
fn decoded<'a>(bytes: &'a [u8], known: Option<&str>) -> Cow<'a, str> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let named = || {
        let after = head.split("charset=").nth(1)?;
        let after = after.trim_start_matches(['"', '\'', ' ']);
        after.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next()
    };
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return UTF_8.decode(bytes).0;
    }
    let encoding = known.or_else(named).and_then(|label| Encoding::for_label(label.as_bytes()));
    encoding.filter(|&found| found != UTF_8).unwrap_or(WINDOWS_1252).decode(bytes).0
}

/// The first part of a MIME file that is HTML.
fn html_part(bytes: &[u8]) -> Option<String> {
    let text: String = bytes.iter().copied().map(char::from).collect();
    let boundary = text.split_once("boundary=")?.1;
    let boundary = boundary.trim_start_matches('"').split(['"', '\r', '\n', ';']).next()?;
    let mark = format!("--{}", boundary.trim());
    for part in text.split(mark.as_str()).skip(1) {
        let part = part.trim_start_matches(['\r', '\n']);
        let (head, body) = part.split_once("\r\n\r\n").or_else(|| part.split_once("\n\n"))?;
        let head = head.to_ascii_lowercase();
        if !head.contains("text/html") {
            continue;
        }
        let body: Vec<u8> = if head.contains("quoted-printable") {
            unquoted(body)
        } else if head.contains("base64") {
            of_base64(body)
        } else {
            body.chars().map(|c| c as u8).collect()
        };
        let set = head.split("charset=").nth(1).map(|set| set.trim_start_matches('"'));
        let set = set.and_then(|set| set.split(['"', '\r', '\n', ';']).next());
        return Some(decoded(&body, set).into_owned());
    }
    None
}

/// `=C3=A0`, and lines that end in `=` go on.
fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '=' {
            bytes.push(character as u8);
            continue;
        }
        let code: String = characters.clone().take(2).collect();
        if let Ok(byte) = u8::from_str_radix(&code, 16) {
            bytes.push(byte);
            characters.nth(1);
        } else if code.starts_with("\r\n") {
            characters.nth(1);
        } else if code.starts_with('\n') {
            characters.next();
        }
    }
    bytes
}

fn of_base64(text: &str) -> Vec<u8> {
    let value = |c: char| match c {
        'A'..='Z' => Some(c as u32 - 'A' as u32),
        'a'..='z' => Some(c as u32 - 'a' as u32 + 26),
        '0'..='9' => Some(c as u32 - '0' as u32 + 52),
        '+' => Some(62),
        '/' => Some(63),
        _ => None,
    };
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for six in text.chars().filter_map(value) {
        bits = (bits << 6) | six;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    bytes
}
