//! Which format the bytes are, whatever the file's name says.

use crate::ReadError;
use crate::package::Package;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use model::Format;
use std::borrow::Cow;
use std::io::Cursor;

/// Shorter than this no text is a document: downloads that failed leave files of 0 and 3 bytes.
const SHORTEST: usize = 8;
/// How much of a text is looked at to tell HTML from plain text.
const HEAD: usize = 4096;

/// # Errors
/// Empty input, bytes that are no document, encrypted containers, and documents of other kinds.
pub fn detect(bytes: &[u8]) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() < SHORTEST {
        return Err(ReadError::UnknownFormat(format!("a file of only {} bytes", bytes.len())));
    }
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => detect_zip(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => detect_compound(bytes),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => Ok(Format::Image),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Ok(Format::Image),
        // Pictures inside RTF may be plain bytes, so the rest need not be text.
        _ if is_rtf(bytes) => Ok(Format::Rtf),
        _ if is_pdf(bytes) => Ok(Format::Pdf),
        _ => other_binary(bytes).map_or_else(|| detect_text(bytes), |name| Err(unsupported(name))),
    }
}

fn unsupported(what: &str) -> ReadError {
    ReadError::Unsupported(format!("{what} is not read"))
}

/// Readers of PDF accept its mark anywhere in the first kilobyte; mail gateways put lines before it.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.windows(5).any(|window| window == b"%PDF-")
}

fn is_rtf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Formats that people do archive and that are no document for this program: a clear word for each.
fn other_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"GIF8", "a GIF picture"),
        (b"BM", "a BMP picture"),
        (b"RIFF", "a RIFF (WebP, sound or video) file"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"MZ", "a program"),
        (b"\x7FELF", "a program"),
        (b"%!PS", "PostScript"),
    ];
    // Two letters prove nothing in a text: «BM» and «MZ» count only where control bytes follow.
    let binary = bytes.get(..64).unwrap_or(bytes).contains(&0);
    KNOWN
        .iter()
        .find(|(mark, _)| bytes.starts_with(mark) && (binary || mark.len() > 3))
        .map(|&(_, name)| name)
}

fn detect_zip(bytes: &[u8]) -> Result<Format, ReadError> {
    let mut package = Package::open(bytes)?;
    let types = package.part("[Content_Types].xml")?.unwrap_or_default();
    let types = String::from_utf8_lossy(&types);
    let names_main = |marks: &[&str]| marks.iter().any(|mark| types.contains(mark));
    if names_main(&[
        "wordprocessingml.document.main",
        "wordprocessingml.template.main",
        "ms-word.document.macro",
    ]) || package.has("word/document.xml")
    {
        return Ok(Format::Docx);
    }
    if names_main(&["ms-excel.sheet.binary"]) || package.has("xl/workbook.bin") {
        return Err(unsupported("a binary workbook (XLSB)"));
    }
    if names_main(&["spreadsheetml.sheet.main", "spreadsheetml.template.main", "ms-excel.sheet.macro"])
        || package.has("xl/workbook.xml")
    {
        return Ok(Format::Xlsx);
    }
    if names_main(&["presentationml"]) {
        return Err(unsupported("a presentation"));
    }
    detect_open_document(&mut package)
}

fn detect_open_document(package: &mut Package<'_>) -> Result<Format, ReadError> {
    let kind = package.part("mimetype")?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind).trim().to_owned();
    let format = match kind.as_str() {
        _ if kind.starts_with("application/vnd.oasis.opendocument.text") => Format::Odt,
        _ if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => Format::Ods,
        _ if kind.starts_with("application/vnd.oasis.opendocument") => {
            return Err(unsupported("an OpenDocument drawing or presentation"));
        }
        _ => {
            let reason = "a zip archive that holds no document of Word, Excel or OpenDocument";
            return Err(ReadError::UnknownFormat(reason.to_owned()));
        }
    };
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.windows(15).any(|window| window == b"encryption-data") {
        return Err(ReadError::Encrypted);
    }
    Ok(format)
}

/// OLE compound files: what they are is told by the streams that they hold.
fn detect_compound(bytes: &[u8]) -> Result<Format, ReadError> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes))
        .map_err(|error| ReadError::Damaged(format!("the OLE container cannot be opened ({error})")))?;
    let has = |name: &str| file.is_stream(name);
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(ReadError::Encrypted);
    }
    if has("WordDocument") {
        return Ok(Format::Doc);
    }
    if has("Workbook") || has("Book") {
        return Ok(Format::Xls);
    }
    if has("PowerPoint Document") {
        return Err(unsupported("a presentation"));
    }
    Err(ReadError::UnknownFormat("an OLE container without a document of Word or Excel".to_owned()))
}

/// RTF, HTML and plain text in any encoding, told from binary junk.
fn detect_text(bytes: &[u8]) -> Result<Format, ReadError> {
    let encoding = unicode_encoding(bytes);
    if encoding.is_none() && !looks_like_legacy_text(bytes) {
        return Err(ReadError::UnknownFormat("neither a known container nor text".to_owned()));
    }
    let head = head_of(bytes, encoding);
    let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\0']);
    if start.is_empty() && bytes.iter().all(|&byte| byte == 0 || byte.is_ascii_whitespace()) {
        return Err(ReadError::UnknownFormat("a file of nothing but blanks".to_owned()));
    }
    detect_markup(&start.to_lowercase())
}

/// The first characters, decoded where the encoding is known and byte for byte where not.
fn head_of<'a>(bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Cow<'a, str> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    encoding.map_or_else(|| encoding_rs::mem::decode_latin1(head), |encoding| encoding.decode(head).0)
}

/// Pages saved with their pictures are a mail; some programs write who saved them before the version.
fn is_mail(start: &str) -> bool {
    let is_field = |line: &&str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    };
    start.lines().next().filter(is_field).is_some()
        && start.lines().any(|line| line.starts_with("mime-version:"))
}

/// `start` is in lower case and without leading blanks.
fn detect_markup(start: &str) -> Result<Format, ReadError> {
    const HTML: [&str; 8] = ["<head", "<body", "<table", "<div", "<meta", "<title", "<p>", "<style"];
    if is_mail(start) && start.contains("multipart/related") {
        return Ok(Format::Html);
    }
    if !start.starts_with('<') {
        return Ok(Format::Txt);
    }
    // Pages saved from Word have its settings as an XML island in their head.
    if start.starts_with("<!doctype html") || start.contains("<html") {
        return Ok(Format::Html);
    }
    if start.contains("<w:worddocument") || start.contains("<pkg:package") {
        return Err(unsupported("a Word document as one flat XML file"));
    }
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.contains("<workbook") {
        return Err(unsupported("a workbook as one flat XML file"));
    }
    if start.contains("<office:document") && start.contains("opendocument.text") {
        return Ok(Format::Odt);
    }
    if HTML.iter().any(|mark| start.contains(mark)) {
        return Ok(Format::Html);
    }
    if start.starts_with("<?xml") {
        return Err(ReadError::UnknownFormat("an XML file that is no document".to_owned()));
    }
    Ok(Format::Txt)
}

/// UTF-16 (with its mark, or without where every other byte of the ASCII letters is zero) or UTF-8
/// whose control characters are those of a text.
fn unicode_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    // Most Vietnamese letters are ASCII, and none has a code whose low byte is zero.
    if even == 0 && odd * 2 > half {
        return Some(UTF_16LE);
    }
    if odd == 0 && even * 2 > half {
        return Some(UTF_16BE);
    }
    (std::str::from_utf8(bytes).is_ok() && few_controls(bytes)).then_some(UTF_8)
}

/// VISCII and VPS put a few capitals on control codes, so some must be allowed; zero bytes never.
fn few_controls(bytes: &[u8]) -> bool {
    let controls = bytes
        .iter()
        .filter(|&&byte| byte == 0x7F || (byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 11 | 12 | 26)))
        .count();
    !bytes.contains(&0) && controls * 50 <= bytes.len()
}

/// TCVN3, VNI, VPS, VISCII and Windows-1258: at most half the bytes of a text lie above ASCII.
fn looks_like_legacy_text(bytes: &[u8]) -> bool {
    let plain = bytes.iter().filter(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()).count();
    few_controls(bytes) && plain * 2 >= bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::PART_LIMIT;
    use std::io::Write;

    fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn compound(streams: &[&str]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for name in streams {
            file.create_stream(name).unwrap().write_all(b"x").unwrap();
        }
        file.into_inner().into_inner()
    }

    fn utf16(text: &str, mark: bool) -> Vec<u8> {
        let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn formats_are_found_by_content() {
        let cases: Vec<(Vec<u8>, Format)> = vec![
            (b"%PDF-1.7\n1 0 obj".to_vec(), Format::Pdf),
            (b"\xEF\xBB\xBF\r\n\r\n%PDF-1.4\n".to_vec(), Format::Pdf),
            (b"\x89PNG\r\n\x1a\n0000".to_vec(), Format::Image),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), Format::Image),
            (b"II*\0\x08\0\0\0\0\0".to_vec(), Format::Image),
            (b"MM\0*\0\0\0\x08\0\0".to_vec(), Format::Image),
            (zip(&[("word/document.xml", "<w/>")]), Format::Docx),
            (
                zip(&[("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml")]),
                Format::Docx,
            ),
            (zip(&[("xl\\workbook.xml", "<w/>")]), Format::Xlsx),
            (zip(&[("mimetype", "application/vnd.oasis.opendocument.text")]), Format::Odt),
            (zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]), Format::Ods),
            (compound(&["WordDocument", "1Table"]), Format::Doc),
            (compound(&["Workbook"]), Format::Xls),
            (compound(&["Book"]), Format::Xls),
            (b"{\\rtf1\\ansi Xin}".to_vec(), Format::Rtf),
            (b"\r\n {\\rtf1\\ansi Xin}".to_vec(), Format::Rtf),
            (b"{\\rtf1\\ansi Xin{\\pict\\bin4 \0\0\x01\x02}}".to_vec(), Format::Rtf),
            (b"<!DOCTYPE html PUBLIC \"-//W3C//DTD\">".to_vec(), Format::Html),
            (b"\xEF\xBB\xBF<html xmlns:v=\"urn\">".to_vec(), Format::Html),
            (b"<html xmlns:w='urn'><head><xml><w:WordDocument/></xml>".to_vec(), Format::Html),
            (utf16("<html><body>Kế hoạch", true), Format::Html),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x".to_vec(), Format::Html),
            (
                b"From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x"
                    .to_vec(),
                Format::Html,
            ),
            ("Kế hoạch cải cách hành chính".into(), Format::Txt),
            (b"Note: MIME-Version: 1.0 and multipart/related are words.".to_vec(), Format::Txt),
            (utf16("Kế hoạch cải cách hành chính", true), Format::Txt),
            (utf16("Cải cách hành chính năm 2025", false), Format::Txt),
            (b"K\xD5 ho\xB9ch c\xB6i c\xB8ch h\xB5nh ch\xDDnh".to_vec(), Format::Txt),
            ("BM 01: Biểu mẫu".into(), Format::Txt),
            ("<5 hồ sơ trễ hạn>".into(), Format::Txt),
        ];
        for (bytes, format) in cases {
            assert_eq!(detect(&bytes), Ok(format), "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn what_is_no_document_is_an_error_that_says_so() {
        let junk: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let truncated = zip(&[("word/document.xml", "<w/>")]).iter().copied().take(40).collect();
        let cases: Vec<(Vec<u8>, &str)> = vec![
            (vec![], "empty"),
            (b"pdf".to_vec(), "only 3 bytes"),
            (b" \r\n\t   \n   \n".to_vec(), "blanks"),
            (vec![0; 64], "neither"),
            (junk, "neither"),
            (truncated, "damaged"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 then nothing".to_vec(), "damaged"),
            (compound(&["EncryptedPackage", "EncryptionInfo"]), "password"),
            (compound(&["Other"]), "OLE container"),
            (zip(&[("a.txt", "x")]), "zip archive"),
            (
                zip(&[
                    ("mimetype", "application/vnd.oasis.opendocument.text"),
                    ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
                ]),
                "password",
            ),
            (b"<?xml version=\"1.0\"?><rss></rss>".to_vec(), "XML"),
        ];
        for (bytes, words) in cases {
            let message = detect(&bytes).unwrap_err().to_string();
            assert!(message.contains(words), "{message} for {words}");
        }
    }

    #[test]
    fn a_part_that_inflates_too_far_is_refused() {
        let bomb = zip(&[("mimetype", &" ".repeat(PART_LIMIT + 1))]);
        assert!(bomb.len() < 1 << 20);
        assert!(matches!(detect(&bomb), Err(ReadError::TooLarge(_))));
    }
}
