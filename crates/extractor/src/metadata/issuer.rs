//! Who issued: the agencies of a letterhead's left side.

use crate::phrases::{ISSUERS, UNITS, words};

/// Words after which a line must go on.
const OPEN_ENDS: [&str; 8] = ["và", "của", "theo", "về", "với", "thuộc", "số", "các"];

/// The issuer, and the body above it where the letterhead prints one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Issuers {
    pub(crate) issuer: Option<String>,
    pub(crate) parent: Option<String>,
}

/// Joins lines to agencies: the last one issues, the one before it stands above.
pub(crate) fn read(lines: &[&str]) -> Issuers {
    let mut agencies: Vec<String> = Vec::new();
    for line in lines.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()) {
        match agencies.last_mut() {
            Some(agency) if goes_on(agency, line) => {
                agency.push(' ');
                agency.push_str(line);
            }
            _ => agencies.push(line.to_owned()),
        }
    }
    let issuer = agencies.pop();
    Issuers { issuer, parent: agencies.pop() }
}

/// Whether the name is only «ỦY BAN NHÂN DÂN», without the unit whose it is.
pub(crate) fn is_bare(name: &str) -> bool {
    needs(name) == Some("unit")
}

/// Whether a line opens with the name of an agency. Words that open many other lines too count only
/// where `letterhead` says that nothing else stands here.
pub(crate) fn opens(line: &str, letterhead: bool) -> bool {
    ISSUERS.opening(line).is_some_and(|head| letterhead || head.tag != "weak")
}

/// What a name that is nothing but its head still needs.
fn needs(name: &str) -> Option<&'static str> {
    let head = ISSUERS.opening(name)?;
    (words(name).len() == head.words).then_some(head.tag)
}

fn goes_on(agency: &str, line: &str) -> bool {
    let last = words(agency).pop().unwrap_or_default();
    if agency.ends_with([',', '-', '–', '&']) || OPEN_ENDS.contains(&last.as_str()) {
        return true;
    }
    let new = ISSUERS.opening(line).is_some();
    match needs(agency) {
        Some("unit") => !new || UNITS.opening(line).is_some(),
        Some("part" | "weak") => true,
        _ => !new,
    }
}

fn tidy(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '_' | '-' | '–' | '.' | ':' | '|' | '=')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuers() {
        for (lines, issuer, parent) in [
            (&["UBND TỈNH LÂM HÀ", "SỞ NỘI VỤ"][..], "SỞ NỘI VỤ", Some("UBND TỈNH LÂM HÀ")),
            (&["ỦY BAN NHÂN DÂN", "PHƯỜNG 7"], "ỦY BAN NHÂN DÂN PHƯỜNG 7", None),
            (&["ỦY BAN NHÂN DÂN", "THÀNH PHỐ TÂN AN"], "ỦY BAN NHÂN DÂN THÀNH PHỐ TÂN AN", None),
            (&["ỦY BAN NHÂN DÂN", "ĐẶC KHU CÔN SƠN"], "ỦY BAN NHÂN DÂN ĐẶC KHU CÔN SƠN", None),
            (&["ỦY BAN NHÂN DÂN"], "ỦY BAN NHÂN DÂN", None),
            (&["ỦY BAN NHÂN DÂN TỈNH HÒA AN", "-------"], "ỦY BAN NHÂN DÂN TỈNH HÒA AN", None),
            (
                &["UBND TỈNH HÒA AN", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"],
                "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
                Some("UBND TỈNH HÒA AN"),
            ),
            (
                &["ỦY BAN NHÂN DÂN", "TỈNH HÒA AN", "BAN QUẢN LÝ", "KHU KINH TẾ"],
                "BAN QUẢN LÝ KHU KINH TẾ",
                Some("ỦY BAN NHÂN DÂN TỈNH HÒA AN"),
            ),
            (
                &["BỘ CÔNG NGHIỆP", "CỤC ĐỔI MỚI,", "TRƯỜNG HỌC VÀ", "HỘI NHẬP"],
                "CỤC ĐỔI MỚI, TRƯỜNG HỌC VÀ HỘI NHẬP",
                Some("BỘ CÔNG NGHIỆP"),
            ),
            (
                &["ĐẢNG BỘ TỈNH HÒA AN", "ĐẢNG ỦY XÃ TÂN LẬP", "*"],
                "ĐẢNG ỦY XÃ TÂN LẬP",
                Some("ĐẢNG BỘ TỈNH HÒA AN"),
            ),
            (&["TỈNH ỦY HÒA AN", "*"], "TỈNH ỦY HÒA AN", None),
            (&["HUYỆN ỦY TÂN LẬP", "BAN TỔ CHỨC"], "BAN TỔ CHỨC", Some("HUYỆN ỦY TÂN LẬP")),
            (&["HỘI ĐỒNG NHÂN DÂN", "XÃ TÂN LẬP"], "HỘI ĐỒNG NHÂN DÂN XÃ TÂN LẬP", None),
            (&["CHÍNH PHỦ"], "CHÍNH PHỦ", None),
            (
                &["UBND XÃ TÂN LẬP", "VĂN PHÒNG", "HĐND VÀ UBND"],
                "VĂN PHÒNG HĐND VÀ UBND",
                Some("UBND XÃ TÂN LẬP"),
            ),
            (
                &["SỞ Y TẾ HÒA AN", "TRUNG TÂM KIỂM SOÁT", "BỆNH TẬT"],
                "TRUNG TÂM KIỂM SOÁT BỆNH TẬT",
                Some("SỞ Y TẾ HÒA AN"),
            ),
            (&["BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ TỈNH HÒA AN"], "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ TỈNH HÒA AN", None),
            (&["UY BAN NHAN DAN", "XA TAN LAP"], "UY BAN NHAN DAN XA TAN LAP", None),
        ] {
            let found = read(lines);
            assert_eq!(found.issuer.as_deref(), Some(issuer), "{lines:?}");
            assert_eq!(found.parent.as_deref(), parent, "{lines:?}");
        }
        assert_eq!(read(&["---", "*"]), Issuers::default());
    }

    #[test]
    fn bare_names() {
        for (name, bare) in [
            ("ỦY BAN NHÂN DÂN", true),
            ("UBND", true),
            ("ỦY BAN NHÂN DÂN XÃ TÂN LẬP", false),
            ("SỞ NỘI VỤ", false),
        ] {
            assert_eq!(is_bare(name), bare, "{name}");
        }
    }
}
