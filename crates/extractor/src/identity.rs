//! The records' identifiers: from what a document and a record are, never from where they stand.

use model::{DocumentKind, Heading, Metadata, SourceInfo};
use normalizer::fold;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Parts of a key, parted so that no two lists of parts give one key.
fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("\u{1f}")
}

/// What names a document over an archive: kind, number, symbol, issuer and date; without a number, the
/// title too; and the bytes themselves where a document has not even a title. The same document as Word
/// file and as PDF has one key.
pub fn document_key(metadata: &Metadata, source: &SourceInfo) -> String {
    let text = |value: &Option<String>| value.as_deref().map(fold).unwrap_or_default();
    let number = metadata.number.map(|number| number.to_string()).unwrap_or_default();
    let title = if metadata.number.is_some() { String::new() } else { text(&metadata.title) };
    let bytes = if metadata.number.is_none() && title.is_empty() { source.sha256.as_str() } else { "" };
    let date = metadata.date.as_deref().unwrap_or_default();
    let parts =
        [kind(metadata.kind), &number, &text(&metadata.symbol), &text(&metadata.issuer), date, &title, bytes];
    joined(parts)
}

/// Gives each record of one document its `id`.
#[derive(Debug)]
pub struct Identities {
    document: String,
    /// How many records have each number as their identifier.
    given: BTreeMap<u64, u32>,
}

impl Identities {
    /// Takes the [`document_key`].
    pub fn new(document: String) -> Self {
        Self { document, given: BTreeMap::new() }
    }

    /// The identifier of a record of a sort («target», «task», «assessment»): 16 hexadecimal digits; the
    /// second of two records that say the same ends in «-2».
    pub fn record_id(&mut self, sort: &str, sections: &[Heading], index: Option<&str>, text: &str) -> String {
        let path: Vec<String> = sections.iter().map(|heading| fold(&heading.title)).collect();
        let path = path.join("\u{1e}");
        let key =
            joined([self.document.as_str(), sort, &path, &fold(index.unwrap_or_default()), &fold(text)]);
        let digest = Sha256::digest(key.as_bytes());
        let first = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let count = self.given.entry(first).or_default();
        *count += 1;
        if *count == 1 { format!("{first:016x}") } else { format!("{first:016x}-{count}") }
    }
}

/// A word for a kind that stays the same when kinds are added.
fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::KeHoach => "ke_hoach",
        DocumentKind::CongVan => "cong_van",
        DocumentKind::QuyetDinh => "quyet_dinh",
        DocumentKind::BaoCao => "bao_cao",
        DocumentKind::NghiQuyet => "nghi_quyet",
        DocumentKind::ChiThi => "chi_thi",
        DocumentKind::ChuongTrinh => "chuong_trinh",
        DocumentKind::DeAn => "de_an",
        DocumentKind::ThongBao => "thong_bao",
        DocumentKind::ToTrinh => "to_trinh",
        DocumentKind::HuongDan => "huong_dan",
        DocumentKind::PhuLuc => "phu_luc",
        DocumentKind::Luat => "luat",
        DocumentKind::NghiDinh => "nghi_dinh",
        DocumentKind::ThongTu => "thong_tu",
        DocumentKind::PhuongAn => "phuong_an",
        DocumentKind::QuyDinh => "quy_dinh",
        DocumentKind::KetLuan => "ket_luan",
        DocumentKind::Khac => "khac",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Format, TextLayer};

    fn source(sha256: &str) -> SourceInfo {
        SourceInfo {
            path: "a.pdf".into(),
            sha256: sha256.into(),
            bytes: 1,
            format: Format::Pdf,
            pages: None,
            text_layer: TextLayer::Native,
        }
    }

    fn metadata(number: Option<u32>, title: &str) -> Metadata {
        let (mut metadata, ..) = crate::metadata::read(&[], &[]);
        metadata.number = number;
        metadata.title = (!title.is_empty()).then(|| title.to_owned());
        metadata
    }

    #[test]
    fn a_document_is_known_by_number_then_title_then_bytes() {
        let key = |number, title, bytes| document_key(&metadata(number, title), &source(bytes));
        assert_eq!(key(Some(5), "Kế hoạch A", "1"), key(Some(5), "KẾ HOẠCH A", "2"));
        assert_ne!(key(Some(5), "Kế hoạch A", "1"), key(Some(6), "Kế hoạch A", "1"));
        assert_eq!(key(None, "Kế hoạch A", "1"), key(None, "KẾ  HOẠCH A", "2"));
        assert_ne!(key(None, "Kế hoạch A", "1"), key(None, "Kế hoạch B", "1"));
        assert_ne!(key(None, "", "1"), key(None, "", "2"));
    }

    #[test]
    fn a_record_is_known_by_its_content_and_repetitions_are_counted() {
        let mut ids = Identities::new("doc".into());
        let part = [Heading { index: Some("I".into()), title: "Cải cách thể chế".into() }];
        let first = ids.record_id("target", &part, Some("1"), "100% hồ sơ");
        assert_eq!(first.len(), 16);
        assert_eq!(ids.record_id("target", &part, Some("1"), "100%  Hồ sơ"), format!("{first}-2"));
        for (sort, sections, index, text) in [
            ("task", &part[..], Some("1"), "100% hồ sơ"),
            ("target", &[], Some("1"), "100% hồ sơ"),
            ("target", &part, Some("2"), "100% hồ sơ"),
            ("target", &part, None, "1100% hồ sơ"),
            ("target", &part, Some("1"), "90% hồ sơ"),
        ] {
            let other = ids.record_id(sort, sections, index, text);
            assert!(!other.starts_with(&first), "{text}");
        }
        assert_eq!(Identities::new("doc".into()).record_id("target", &part, Some("1"), "100% hồ sơ"), first);
    }
}
