//! The period that a column's heading names: year, role, scope, quarter.

use crate::vocabulary::{Vocabulary, words};
use model::ValueRole;

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
    /// Attained before the plan's first year, else aimed at.
    pub fn role_in(&self, first_year: Option<i32>) -> ValueRole {
        match (self.role, self.year, first_year) {
            (Some(role), _, _) => role,
            (None, Some(year), Some(first)) if year < first => ValueRole::Baseline,
            _ => ValueRole::Target,
        }
    }
}

/// Reads a heading's storeys, outermost first; `None` where they name no period.
pub fn find_period(storeys: &[&str], vocabulary: &Vocabulary) -> Option<PeriodColumn> {
    let joined = storeys.join(" ");
    let year = storeys.iter().rev().find_map(|storey| years(storey).last().copied());
    let lowest = storeys.last().copied().unwrap_or_default();
    let phrases = vocabulary.phrases();
    let role = [lowest, joined.as_str()].iter().find_map(|text| {
        match phrases.find_where(text, |kind| matches!(kind, "baseline" | "target" | "forecast")) {
            Some("baseline") => Some(ValueRole::Baseline),
            Some("target") => Some(ValueRole::Target),
            Some("forecast") => Some(ValueRole::Forecast),
            _ => None,
        }
    });
    let level = phrases.find_where(lowest, |kind| kind == "level").is_some() && years(lowest).is_empty();
    let scope =
        (level && storeys.len() > 1 && words(lowest).split(' ').count() <= 4).then(|| lowest.to_owned());
    (year.is_some() || role.is_some() || scope.is_some()).then_some(PeriodColumn { year, role, scope })
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

/// The quarter that a heading's lowest storey names: «Quý I», «Q.2», or «III» below «Thời gian (quý)».
pub fn find_quarter(storeys: &[String]) -> Option<u8> {
    let (lowest, above) = storeys.split_last()?;
    let lowest = words(lowest);
    let below_quarters = above.iter().any(|storey| words(storey).split(' ').any(|word| word == "quý"));
    let rest = lowest
        .strip_prefix("quý ")
        .or_else(|| lowest.strip_prefix("q "))
        .or(below_quarters.then_some(lowest.as_str()))?;
    match rest.split(' ').next()? {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
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
        ] {
            let period = find_period(&storeys, vocabulary).unwrap_or_else(|| panic!("{storeys:?}"));
            assert_eq!((period.year, period.role_in(Some(2023))), (year, role), "{storeys:?}");
        }
        assert_eq!(find_period(&["Ghi chú"], vocabulary), None);
        let scoped = find_period(&["Chỉ tiêu năm 2025", "Cấp xã"], vocabulary).unwrap();
        assert_eq!((scoped.year, scoped.scope.as_deref()), (Some(2025), Some("Cấp xã")));
    }

    #[test]
    fn years_are_no_document_numbers() {
        assert_eq!(years("theo Nghị định 61/2018/NĐ-CP năm 2023, 2024-2025"), [2023, 2024, 2025]);
        assert_eq!(years("20.250 hộ, 12025"), [0; 0]);
        let quarter =
            |storeys: &[&str]| find_quarter(&storeys.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        assert_eq!(quarter(&["Quý III"]), Some(3));
        assert_eq!(quarter(&["Thời gian (quý)", "IV"]), Some(4));
        assert_eq!(quarter(&["Quý khách"]), None);
        assert_eq!(quarter(&["Mức", "IV"]), None);
    }
}
