//! The period that a column's heading names: year, role, scope, quarter.

use crate::vocabulary::{Vocabulary, words};
use model::ValueRole;

/// The name of a part is no sentence.
const MOST_WORDS: usize = 6;

/// A stretch of time that has a column of its own to be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// From the first day of one year to the last of another, or of the same.
    Years(i32, i32),
    Quarter(u8),
    Month(u8),
}

/// What a heading says about time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodColumn {
    /// The last year that the heading names.
    pub year: Option<i32>,
    /// What the heading says by itself; `None` where only the year tells.
    pub role: Option<ValueRole>,
    /// «Cấp tỉnh», «Cấp huyện» where the lowest storey names a level.
    pub scope: Option<String>,
}

impl PeriodColumn {
    /// Whether only a part is named, and no time.
    pub fn is_undated(&self) -> bool {
        self.year.is_none() && self.role.is_none()
    }

    /// Attained before the plan's first year, else aimed at. Under «Thực hiện», «Lộ trình thực hiện các năm»
    /// too, nothing is attained in a year after the document's own.
    pub fn role_in(&self, first_year: Option<i32>, issued: Option<i32>) -> ValueRole {
        let ahead = matches!((self.year, issued), (Some(year), Some(issued)) if year > issued);
        match (self.role, self.year, first_year) {
            (Some(ValueRole::Baseline), _, _) if ahead => ValueRole::Target,
            (Some(role), _, _) => role,
            (None, Some(year), Some(first)) if year < first => ValueRole::Baseline,
            _ => ValueRole::Target,
        }
    }
}

/// Reads a heading's storeys, outermost first; `None` where they name no period and no part.
pub fn find_period(storeys: &[&str], vocabulary: &Vocabulary) -> Option<PeriodColumn> {
    let joined = storeys.join(" ");
    let year = storeys.iter().rev().find_map(|storey| years(storey).last().copied());
    let lowest = storeys.last().copied().unwrap_or_default();
    let role = [lowest, joined.as_str()].iter().find_map(|text| role_of(text, vocabulary));
    let scope = scope_of(storeys, vocabulary);
    (year.is_some() || role.is_some() || scope.is_some()).then_some(PeriodColumn { year, role, scope })
}

fn role_of(text: &str, vocabulary: &Vocabulary) -> Option<ValueRole> {
    let roles = |kind: &str| matches!(kind, "baseline" | "target" | "forecast");
    match vocabulary.phrases().find_where(text, roles) {
        Some("baseline") => Some(ValueRole::Baseline),
        Some("target") => Some(ValueRole::Target),
        Some("forecast") => Some(ValueRole::Forecast),
        _ => None,
    }
}

/// «Cấp xã» under «Năm 2025», «Huyện Thăng Bình», «Nữ» under «Trong đó»: the part that the lowest storey
/// names. «Tỉnh giao» says who set the value, not what it is of.
fn scope_of(storeys: &[&str], vocabulary: &Vocabulary) -> Option<String> {
    let (lowest, above) = storeys.split_last()?;
    let phrases = vocabulary.phrases();
    let said = words(lowest);
    let plain = years(lowest).is_empty() && role_of(lowest, vocabulary).is_none();
    let level = phrases.find_where(lowest, |kind| kind == "level").is_some() && !above.is_empty();
    let place = phrases.opens(lowest, "place") && said.contains(' ');
    let part = above.iter().any(|storey| phrases.opens(storey, "part_of"));
    let short = said.split(' ').count() <= MOST_WORDS && said.chars().any(char::is_alphabetic);
    let quarter = find_stretch(&storeys.iter().map(|storey| (*storey).to_owned()).collect::<Vec<_>>());
    (plain && short && quarter.is_none() && (level || place || part)).then(|| (*lowest).to_owned())
}

/// The years from 1990 to 2099 that stand alone in a text, not inside a document's number.
pub fn years(text: &str) -> Vec<i32> {
    let mut found = Vec::new();
    let mut previous = ' ';
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        if let Some(before) = rest.get(..start).and_then(|head| head.chars().next_back()) {
            previous = before;
        }
        let digits = rest.get(start..).unwrap_or_default();
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (number, after) = digits.split_at_checked(length).unwrap_or((digits, ""));
        let reference = after.starts_with('/') && after.chars().nth(1).is_some_and(char::is_uppercase);
        if number.len() == 4 && !reference && !previous.is_alphabetic() {
            found.extend(number.parse::<i32>().ok().filter(|year| (1990..2100).contains(year)));
        }
        previous = number.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    found
}

/// The quarter or month that a heading's lowest storey names: «Quý I», «Q.2», «T9», or «III» below
/// «Thời gian (quý)».
pub fn find_stretch(storeys: &[String]) -> Option<Stretch> {
    let (lowest, above) = storeys.split_last()?;
    let lowest = words(lowest);
    let below = |unit: &str| above.iter().any(|storey| words(storey).split(' ').any(|word| word == unit));
    let quarter = lowest.strip_prefix("quý ").or_else(|| lowest.strip_prefix("q "));
    if let Some(rest) = quarter.or(below("quý").then_some(lowest.as_str())) {
        return quarter_of(rest.split(' ').next()?).map(Stretch::Quarter);
    }
    let month = lowest.strip_prefix("tháng ").or_else(|| lowest.strip_prefix('t'));
    let rest = month.or(below("tháng").then_some(lowest.as_str()))?;
    let month = rest.split(' ').next()?.parse().ok()?;
    // «Tháng 6 năm 2025» is a point that values are of, not one column of twelve.
    ((1..=12).contains(&month) && years(&lowest).is_empty()).then_some(Stretch::Month(month))
}

fn quarter_of(numeral: &str) -> Option<u8> {
    match numeral {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

/// «KH 2025/ƯTH 2024», «TH/KH (%)»: one period measured by another.
pub fn is_ratio(heading: &str) -> bool {
    let sides: Vec<String> = heading.split(['/', ':']).map(words).collect();
    let abbreviated = |side: &String| {
        let first = side.split(' ').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
        matches!(first, "th" | "kh" | "ưth" | "ut" | "ước")
    };
    let dated = |side: &String| !years(side).is_empty() || abbreviated(side);
    let school = words(heading).contains("năm học") || words(heading).contains("niên");
    sides.len() >= 2 && sides.iter().take(2).all(dated) && !school
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        let vocabulary = Vocabulary::builtin();
        for (storeys, year, role) in [
            (vec!["Chỉ tiêu đơn vị đạt năm 2022"], Some(2022), ValueRole::Baseline),
            (vec!["Chỉ tiêu đạt năm 2023"], Some(2023), ValueRole::Target),
            (vec!["Dự kiến chỉ tiêu đạt năm 2024"], Some(2024), ValueRole::Forecast),
            (vec!["Năm 2022", "Kế hoạch"], Some(2022), ValueRole::Target),
            (vec!["Năm 2022", "Ước thực hiện"], Some(2022), ValueRole::Forecast),
            (vec!["Thực hiện 2021"], Some(2021), ValueRole::Baseline),
            (vec!["KH 2025"], Some(2025), ValueRole::Target),
            (vec!["Mục tiêu giai đoạn 2021-2025"], Some(2025), ValueRole::Target),
            (vec!["Nghị quyết HĐND năm 2022"], Some(2022), ValueRole::Target),
            (vec!["Thực hiện Nghị quyết năm 2022"], Some(2022), ValueRole::Baseline),
            (vec!["Lộ trình thực hiện", "2023"], Some(2023), ValueRole::Target),
            (vec!["Tiến độ thực hiện", "2022"], Some(2022), ValueRole::Baseline),
            (vec!["Thực hiện qua các năm", "2024"], Some(2024), ValueRole::Target),
            (vec!["Phân kỳ thực hiện", "Năm 2023"], Some(2023), ValueRole::Target),
        ] {
            let period = find_period(&storeys, vocabulary).unwrap_or_else(|| panic!("{storeys:?}"));
            assert_eq!((period.year, period.role_in(Some(2023), Some(2023))), (year, role), "{storeys:?}");
        }
        assert_eq!(find_period(&["Ghi chú"], vocabulary), None);
        let scoped = find_period(&["Chỉ tiêu năm 2025", "Cấp xã"], vocabulary).unwrap();
        assert_eq!((scoped.year, scoped.scope.as_deref()), (Some(2025), Some("Cấp xã")));
    }

    #[test]
    fn years_are_no_document_numbers() {
        assert_eq!(years("theo Nghị định 61/2018/NĐ-CP năm 2023, 2024-2025"), [2023, 2024, 2025]);
        assert_eq!(years("20.250 hộ, 12025"), [0; 0]);
    }

    #[test]
    fn stretches_to_be_ticked() {
        for (storeys, expected) in [
            (&["Quý III"][..], Some(Stretch::Quarter(3))),
            (&["Thời gian (quý)", "IV"], Some(Stretch::Quarter(4))),
            (&["Thời gian thực hiện", "Tháng 11"], Some(Stretch::Month(11))),
            (&["Tháng", "7"], Some(Stretch::Month(7))),
            (&["T12"], Some(Stretch::Month(12))),
            (&["Tháng 6 năm 2025"], None),
            (&["Tháng 13"], None),
            (&["Quý khách"], None),
            (&["Mức", "IV"], None),
            (&["TT"], None),
        ] {
            let owned: Vec<String> = storeys.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(find_stretch(&owned), expected, "{storeys:?}");
        }
    }

    #[test]
    fn parts_have_columns_of_their_own() {
        let vocabulary = Vocabulary::builtin();
        for (storeys, scope) in [
            (&["Chỉ tiêu năm 2025", "Cấp xã"][..], Some("Cấp xã")),
            (&["Huyện Thăng Bình"], Some("Huyện Thăng Bình")),
            (&["Toàn tỉnh"], Some("Toàn tỉnh")),
            (&["Chia theo các huyện, thành phố", "Tam Kỳ"], Some("Tam Kỳ")),
            (&["Kế hoạch năm 2025", "Trong đó", "Nữ"], Some("Nữ")),
            (&["Kế hoạch năm 2025", "Tỉnh giao"], None),
            (&["Trong đó", "Năm 2025"], None),
            (&["Huyện"], None),
            (&["Ghi chú"], None),
        ] {
            let found = find_period(storeys, vocabulary).and_then(|period| period.scope);
            assert_eq!(found.as_deref(), scope, "{storeys:?}");
        }
    }

    #[test]
    fn ratios_of_periods() {
        for (heading, expected) in [
            ("KH 2025/ƯTH 2024 (%)", true),
            ("TH/KH", true),
            ("2025/2024", true),
            ("KH2025/TH2024", true),
            ("Năm học 2024/2025", false),
            ("Kế hoạch/Chỉ tiêu năm 2025", false),
            ("Đến 31/12/2025", false),
            ("Chỉ tiêu năm 2025", false),
        ] {
            assert_eq!(is_ratio(heading), expected, "{heading}");
        }
    }
}
