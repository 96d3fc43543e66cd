//! Dates as letterheads print them, with day or month left open for the pen.

use crate::phrases::pattern;
use normalizer::is_alphanumeric;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// «ngày 05 tháng 4 năm 2023», any of the three blank; scans lose marks and split digits.
static LONG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)ng[àaáâãä]y[\s.…_/,-]*(?P<d>\d\s?\d?)?[\s.…_/,-]*th[áaàâãä]ng[\s.…_/,-]*(?P<m>\d\s?\d?)?[\s.…_/,-]*n[ăaâáã]m[\s.…_/,-]*(?P<y>\d(?:\s?\d){3}\b)?",
    )
});
/// The same with day and month by hand, which a scan cannot read: «ngày 5Š (tháng Ø{ năm 2012».
static UNREADABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)ng[àaáâãä]y\s*(?P<day>[^,;:]{0,10}?)\s*[(\[{]?th[áaàâãä]ng\s*(?P<month>[^,;:]{0,7}?)\s*n[ăaâáã]m\s*(?P<y>\d{4})\b",
    )
});
/// «ngày 05/4/2023», «ngày /7/2025», «ngày/...../2023», «ngày 16-02-2004».
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)ng[àaáâãä]y[\s.…_]*(?P<d>\d{1,2})?[\s.…_]*[/.\-][\s.…_]*(?P<m>\d{1,2})?[\s.…_]*[/.\-][\s.…_]*(?P<y>\d{4})\b",
    )
});
/// «tháng 7 năm 2025», «tháng 7/2025».
static MONTH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)tháng\s*(?P<m>\d{1,2})\s*(?:năm|/|-)\s*(?P<y>\d{4})\b"));
/// «năm 2025».
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)năm\s*(?P<y>\d{4})\b"));

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenDate {
    /// ISO 8601, reduced precision; `None` where not even the year is printed.
    pub(crate) iso: Option<String>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The first full form of a date («ngày … tháng … năm …», «ngày …/…/…»), however much of it is blank.
pub(crate) fn find(text: &str) -> Option<OpenDate> {
    let long = LONG.captures(text);
    let short = SHORT.captures(text);
    let first = |captures: &Captures<'_>| captures.get(0).map_or(usize::MAX, |found| found.start());
    match (long, short) {
        (Some(long), Some(short)) => open_date(if first(&long) <= first(&short) { &long } else { &short }),
        (one, other) => open_date(&one.or(other)?),
    }
}

/// The same, or at least «tháng 7 năm 2025», «năm 2025».
pub(crate) fn find_loose(text: &str) -> Option<OpenDate> {
    find(text).or_else(|| open_date(&MONTH.captures(text)?)).or_else(|| open_date(&YEAR.captures(text)?))
}

/// The place and date of a letterhead's line: «Tân An, ngày 05 tháng 4 năm 2023». Nothing else may stand
/// in it.
pub(crate) fn place_and_date(line: &str) -> Option<(Option<String>, Option<String>)> {
    if !may_end_in_a_year(line) {
        return None;
    }
    let date = find(line).or_else(|| unreadable(line))?;
    let rest = line.get(date.end..)?.trim_matches(|c: char| !c.is_alphanumeric());
    let before = line.get(..date.start)?.trim();
    let place =
        before.trim_end_matches([',', '.', ';', ':', ' ']).trim_start_matches(|c: char| !c.is_alphanumeric());
    let named =
        place.is_empty() || place.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let short = place.chars().count() <= 40 && place.split_whitespace().count() <= 7 && rest.is_empty();
    let sentence = !place.is_empty() && before.ends_with(['.', ';', ':']);
    if !(named && short)
        || sentence
        || before.contains(['(', ':', '/'])
        || (place.is_empty() && date.start > 0)
    {
        return None;
    }
    Some(((!place.is_empty()).then(|| place.to_owned()), date.iso))
}

/// Whether a line's last letter or digit can be that of «năm 2025» or of a blank «năm»: few lines' is.
fn may_end_in_a_year(line: &str) -> bool {
    let last = line.trim_end_matches(|c: char| !is_alphanumeric(c)).chars().next_back();
    last.is_some_and(|c| c.is_ascii_digit() || matches!(c, 'm' | 'M'))
}

/// Keeps of day and month what is a number and nothing else.
fn unreadable(line: &str) -> Option<OpenDate> {
    let found = UNREADABLE.captures(line)?;
    let whole = found.get(0)?;
    let part = |name: &str| found.name(name).map_or("", |part| part.as_str().trim());
    let date =
        find(&format!("ngày {} tháng {} năm {}", digits(part("day")), digits(part("month")), part("y")))?;
    Some(OpenDate { iso: date.iso, start: whole.start(), end: whole.end() })
}

fn digits(text: &str) -> &str {
    if text.chars().all(|c| c.is_ascii_digit()) { text } else { "" }
}

fn open_date(captures: &Captures<'_>) -> Option<OpenDate> {
    let whole = captures.get(0)?;
    let number = |name: &str| -> Option<u32> {
        let digits: String = captures.name(name)?.as_str().chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let iso = number("y").filter(|year| (1945..=2100).contains(year)).map(|year| {
        let month = number("m").filter(|month| (1..=12).contains(month));
        let day = month.and_then(|month| number("d").filter(|day| (1..=days(year, month)).contains(day)));
        match (month, day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        }
    });
    Some(OpenDate { iso, start: whole.start(), end: whole.end() })
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates() {
        for (text, iso) in [
            ("ngày 05 tháng 4 năm 2023", Some("2023-04-05")),
            ("ngày      tháng 01 năm 2023", Some("2023-01")),
            ("ngày … tháng … năm 2026", Some("2026")),
            ("ngày      tháng      năm 20", None),
            ("ngày 30 tháng 02 năm 2024", Some("2024-02")),
            ("ngay 1 5 thang 1 2 nam 2 0 2 4", Some("2024-12-15")),
            ("ngày 16/01/2023", Some("2023-01-16")),
            ("ngày 16-02-2004", Some("2004-02-16")),
            ("ngày 7.9.2023", Some("2023-09-07")),
            ("ngày      /7/2025", Some("2025-07")),
            ("sốngày/...../2023 của", Some("2023")),
            ("ngày …/…/2024", Some("2024")),
            ("ngày 05 tháng 4 năm 1023", None),
        ] {
            assert_eq!(find(text).unwrap_or_else(|| panic!("{text}")).iso.as_deref(), iso, "{text}");
        }
        assert_eq!(find_loose("tháng 7/2025").and_then(|date| date.iso).as_deref(), Some("2025-07"));
        assert_eq!(find_loose("trong năm 2025").and_then(|date| date.iso).as_deref(), Some("2025"));
        assert_eq!(find_loose("hằng năm"), None);
    }

    #[test]
    fn places() {
        for (line, place, iso) in [
            ("Tân An, ngày 05 tháng 4 năm 2023", Some("Tân An"), Some("2023-04-05")),
            ("TP. Hồ Chí Minh, ngày     tháng 9 năm 2025", Some("TP. Hồ Chí Minh"), Some("2025-09")),
            ("Phường 7, ngày 1 tháng 12 năm 2022", Some("Phường 7"), Some("2022-12-01")),
            ("Ngày 12 tháng 3 năm 2021", None, Some("2021-03-12")),
            ("Vĩnh Hòa,ngày tháng năm", Some("Vĩnh Hòa"), None),
            ("Vĩnh Hòa, ngày 5Š (tháng Ø{ năm 2012", Some("Vĩnh Hòa"), Some("2012")),
            ("Vĩnh Hòa, ngày Ø3 tháng 4 năm 2018", Some("Vĩnh Hòa"), Some("2018-04")),
        ] {
            let expected = (place.map(str::to_owned), iso.map(str::to_owned));
            assert_eq!(place_and_date(line), Some(expected), "{line}");
        }
        for line in [
            "Căn cứ Kế hoạch số 3/KH-UBND ngày 05 tháng 4 năm 2023 của UBND tỉnh",
            "(Kèm theo Quyết định số 5/QĐ-UBND ngày 05 tháng 4 năm 2023",
            "Ngày 06/02/2023, Chủ tịch UBND phường tổ chức phiên làm việc",
            "thực hiện từ ngày 05 tháng 4 năm 2023",
        ] {
            assert_eq!(place_and_date(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "(ngày|tháng|năm|[0-9 /.…-]|\\PC){0,20}") {
            let _ = (find_loose(&text), place_and_date(&text));
        }
    }
}
