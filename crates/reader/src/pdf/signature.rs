//! Digital signatures: who signed, for which organisation, when. Read, not verified: whether a
//! signature holds is for a program that keeps a list of trusted issuers.

use cms::cert::CertificateChoices;
use cms::cert::x509::attr::AttributeTypeAndValue;
use cms::cert::x509::der::asn1::ObjectIdentifier;
use cms::cert::x509::der::{Decode, SliceReader, Tag, Tagged};
use cms::cert::x509::name::Name as X509Name;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, String as PdfString};
use model::Signature;

/// Form fields nest as groups; deeper than this they go in circles.
const DEEPEST: u8 = 16;
/// More fields than any form of an office has.
const MOST_FIELDS: usize = 20_000;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");

/// The signatures in the order in which they were made.
pub fn signatures(pdf: &Pdf) -> Vec<Signature> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let form = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"AcroForm".as_slice()));
    let Some(fields) = form.and_then(|form| form.get::<Array<'_>>(b"Fields".as_slice())) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut left = MOST_FIELDS;
    collect(&fields, false, DEEPEST, &mut left, &mut found);
    found.sort_by_key(|(moment, _)| *moment);
    found.into_iter().map(|(_, signature)| signature).collect()
}

/// Collects signatures with the moment they were made, as a number that sorts.
fn collect(
    fields: &Array<'_>,
    inherited: bool,
    depth: u8,
    left: &mut usize,
    found: &mut Vec<(Option<i64>, Signature)>,
) {
    for field in fields.iter::<Dict<'_>>() {
        if *left == 0 || depth == 0 {
            return;
        }
        *left -= 1;
        let kind = field.get::<Name<'_>>(b"FT".as_slice());
        let signs = kind.map_or(inherited, |kind| &*kind == b"Sig");
        if signs && let Some(value) = field.get::<Dict<'_>>(b"V".as_slice()) {
            found.push(read(&value));
        }
        if let Some(kids) = field.get::<Array<'_>>(b"Kids".as_slice()) {
            collect(&kids, signs, depth - 1, left, found);
        }
    }
}

fn read(value: &Dict<'_>) -> (Option<i64>, Signature) {
    let moment = value.get::<PdfString<'_>>(b"M".as_slice()).and_then(|text| parse_date(&text));
    let contents = value.get::<PdfString<'_>>(b"Contents".as_slice());
    let subject = contents.and_then(|bytes| signer(&bytes));
    let part = |kind: ObjectIdentifier| subject.as_ref().and_then(|subject| attribute(subject, kind));
    let named = || value.get::<PdfString<'_>>(b"Name".as_slice()).and_then(|text| text_of(&text));
    let signature = Signature {
        name: part(COMMON_NAME).or_else(named),
        organisation: part(ORGANISATION).or_else(|| part(UNIT)),
        time: moment.as_ref().map(|(_, text)| text.clone()),
    };
    (moment.map(|(seconds, _)| seconds), signature)
}

/// The subject of the certificate that made the signature. The bytes are padded with zeros.
fn signer(bytes: &[u8]) -> Option<X509Name> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let info = ContentInfo::decode(&mut reader).ok()?;
    let data = info.content.decode_as::<SignedData>().ok()?;
    let signer = data.signer_infos.0.as_slice().first()?;
    let mut certificates =
        data.certificates.iter().flat_map(|set| set.0.iter()).filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(&certificate.tbs_certificate),
            CertificateChoices::Other(_) => None,
        });
    let certificate = match &signer.sid {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            certificates.find(|certificate| certificate.serial_number == id.serial_number)
        }
        SignerIdentifier::SubjectKeyIdentifier(_) => certificates.next(),
    };
    certificate.map(|certificate| certificate.subject.clone())
}

fn attribute(subject: &X509Name, kind: ObjectIdentifier) -> Option<String> {
    let mut parts = subject.0.iter().flat_map(|part| part.0.iter());
    parts.find(|part| part.oid == kind).and_then(value_of)
}

fn value_of(part: &AttributeTypeAndValue) -> Option<String> {
    let bytes = part.value.value();
    let text = match part.value.tag() {
        Tag::BmpString => utf16(bytes),
        Tag::TeletexString | Tag::Ia5String | Tag::PrintableString => {
            bytes.iter().map(|byte| char::from(*byte)).collect()
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| {
        u16::from_be_bytes([pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)])
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A PDF text string: UTF-16 or UTF-8 behind their marks, else one byte a letter.
fn text_of(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// «D:20260804153000+07'00'» as seconds that sort and as ISO 8601. A date without offset keeps none.
fn parse_date(bytes: &[u8]) -> Option<(i64, String)> {
    let text = text_of(bytes)?;
    let text = text.strip_prefix("D:").unwrap_or(&text);
    let number = |from: usize, length: usize| -> Option<i64> {
        let digits = text.get(from..from + length)?;
        digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    };
    let (year, month, day) = (number(0, 4)?, number(4, 2)?, number(6, 2)?);
    let (hour, minute) = (number(8, 2).unwrap_or(0), number(10, 2).unwrap_or(0));
    let second = number(12, 2).unwrap_or(0);
    let sound =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    if !sound {
        return None;
    }
    let zone = text.get(14..).unwrap_or("");
    let (offset, zone) = parse_zone(zone);
    // Months of 31 days are exact enough to sort by.
    let days = (year * 12 + month) * 31 + day;
    let seconds = (days * 24 + hour) * 3600 + minute * 60 + second - offset * 60;
    Some((seconds, format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")))
}

/// An offset in minutes and as ISO 8601 writes it.
fn parse_zone(zone: &str) -> (i64, String) {
    let sign = match zone.chars().next() {
        Some('Z') => return (0, "Z".to_owned()),
        Some('+') => 1,
        Some('-') => -1,
        _ => return (0, String::new()),
    };
    let digits: Vec<i64> = zone.chars().filter_map(|c| c.to_digit(10)).map(i64::from).collect();
    let (hours, minutes) = match digits.as_slice() {
        [a, b, c, d, ..] => (a * 10 + b, c * 10 + d),
        [a, b, ..] => (a * 10 + b, 0),
        _ => return (0, String::new()),
    };
    let mark = if sign > 0 { '+' } else { '-' };
    (sign * (hours * 60 + minutes), format!("{mark}{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_iso() {
        for (text, expected) in [
            ("D:20260804153000+07'00'", Some("2026-08-04T15:30:00+07:00")),
            ("D:20260804153000Z", Some("2026-08-04T15:30:00Z")),
            ("D:20260804", Some("2026-08-04T00:00:00")),
            ("20260804153059-0330", Some("2026-08-04T15:30:59-03:30")),
            ("D:20261304", None),
            ("hôm nay", None),
            ("", None),
        ] {
            assert_eq!(parse_date(text.as_bytes()).map(|(_, iso)| iso).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_sort_over_offsets() {
        let seconds = |text: &str| parse_date(text.as_bytes()).map(|(seconds, _)| seconds);
        assert!(seconds("D:20260804080000+07'00'") < seconds("D:20260804013000Z"));
        assert!(seconds("D:20260131235959Z") < seconds("D:20260201000000Z"));
    }

    #[test]
    fn junk_is_no_certificate() {
        for bytes in [&b""[..], b"\x30\x80\0\0", &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], &[0; 64]] {
            assert!(signer(bytes).is_none());
        }
    }
}
