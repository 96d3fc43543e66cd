//! The years that a plan plans for.

use crate::phrases::pattern;
use model::{Period, PeriodValue, ScheduleEntry, Target, Task, ValueRole};
use regex::Regex;
use std::sync::LazyLock;

/// «2021-2025», «2021 – 2025», «từ năm 2021 đến năm 2025».
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?P<a>(?:19|20)\d\d)\s*(?:[-–—÷]|đến\s+(?:hết\s+)?(?:năm\s+)?)\s*(?P<b>(?:19|20)\d\d)\b")
});
/// «năm 2025», «đến năm 2030», «quý III/2025», «tháng 6/2025».
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\bnăm\s*|[/.\-])(?P<y>(?:19|20)\d\d)\b"));
/// «Tết Bính Ngọ 2026»: a bare year that ends the title.
static LAST_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{L}\s+(?P<y>20\d\d)\s*$"));
/// A second horizon, or a date, or a cited document: no years of the plan.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:định hướng|tầm nhìn)[^,;.()]{0,40}?(?:19|20)\d\d",
        r"|ngày\s*[\d\s.…]*[/.\-][\s\d.…]*[/.\-]\s*\d{4}|ngày\s*[\d\s.…]*\s*tháng\s*[\d\s.…]*\s*năm\s*\d{4}",
        r"|\d+\s*/\s*(?:19|20)\d\d\s*/\s*\p{Lu}[\p{L}\d-]*",
        r"|(?:kỳ họp|khóa|khoá)[^,;.]{0,30}(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d",
    ))
});
static HORIZON: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bđến\s+(?:hết\s+)?năm\s*20\d\d"));
/// Words that look back: what they govern is reported, not planned.
static BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)đánh giá|kết quả|tổng kết|sơ kết|báo cáo tình hình|tình hình thực hiện|ước thực hiện|đã đạt",
    )
});
/// Where a clause may end.
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)[;,.]|\bvà\s|\b(?:dự kiến|phương hướng)\b"));
/// What plans again after a clause that looked back.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:[;,.\s]|và\s)*(?:nhiệm vụ|phương hướng|kế hoạch|chương trình|dự kiến|mục tiêu|giải pháp|biện pháp|",
        r"triển khai|định hướng|đề ra|xây dựng|một số)",
    ))
});

/// The years that a title plans for. `issued`: the year of the document's date; a single year before it
/// is one that the title only looks back on, unless there is no other.
pub(crate) fn of_title(title: &str, issued: Option<i32>) -> Option<Period> {
    let text = ASIDE.replace_all(title, " ");
    let mut ahead: Option<Period> = None;
    let mut behind: Option<Period> = None;
    let mut back = false;
    let mut from = 0;
    let ends: Vec<usize> = CLAUSE.find_iter(&text).map(|found| found.start()).chain([text.len()]).collect();
    for end in ends {
        let clause = text.get(from..end).unwrap_or_default();
        // «Kết quả năm 2022 và năm 2023»: only a word that plans ends the looking back.
        back = (back && !AHEAD.is_match(clause)) || BACK.is_match(clause);
        let years = years(clause);
        let past =
            |year: Period| back || (year.start == year.end && issued.is_some_and(|issued| year.end < issued));
        for found in years {
            let side = if past(found) { &mut behind } else { &mut ahead };
            *side = Some(widest(*side, found));
        }
        from = end;
    }
    if ahead.or(behind).is_none() {
        // A law of that year («Luật Đất đai 2024») is older than what carries it out.
        let bare = LAST_YEAR.captures(&text).and_then(|found| found.name("y")?.as_str().parse::<i32>().ok());
        let near = bare.filter(|year| issued.is_some_and(|issued| (issued..=issued + 1).contains(year)));
        ahead = near.map(|year| Period { start: year, end: year });
    }
    // «đến năm 2030» alone plans from the year of issue on.
    let horizon = HORIZON.is_match(&text) && ahead.is_some_and(|found| found.start == found.end);
    let from_issue = |found: Period| Period {
        start: issued.map_or(found.start, |issued| issued.min(found.start)),
        ..found
    };
    if horizon { ahead.map(from_issue) } else { ahead.or(behind) }
}

/// The title's years, widened by those of the columns that plan; a document that names none has the
/// years of its schedules, else the year of its date.
pub(crate) fn of_records(
    period: Option<Period>,
    targets: &[Target],
    tasks: &[Task],
    issued: Option<i32>,
) -> Option<Period> {
    let planned = |value: &&PeriodValue| value.role != ValueRole::Baseline;
    let columns =
        targets.iter().flat_map(|target| target.values.iter()).filter(planned).filter_map(|value| value.year);
    let mut found = period;
    // A column of last year's plan stands beside this year's for comparison: it widens nothing.
    for year in columns.filter(|year| period.is_none_or(|period| *year >= period.start)) {
        found = Some(widest(found, Period { start: year, end: year }));
    }
    if found.is_some() {
        return found;
    }
    for year in tasks.iter().flat_map(|task| task.schedule.iter()).flat_map(schedule_years) {
        if issued.is_none_or(|issued| (issued..=issued + 10).contains(&year)) {
            found = Some(widest(found, Period { start: year, end: year }));
        }
    }
    let dated = issued.filter(|_| !targets.is_empty() || !tasks.is_empty());
    found.or_else(|| dated.map(|year| Period { start: year, end: year }))
}

fn schedule_years(entry: &ScheduleEntry) -> impl Iterator<Item = i32> {
    [&entry.start, &entry.end].into_iter().flatten().filter_map(|date| date.get(..4)?.parse().ok())
}

fn widest(one: Option<Period>, other: Period) -> Period {
    one.map_or(other, |one| Period { start: one.start.min(other.start), end: one.end.max(other.end) })
}

/// Ranges and single years of a clause.
fn years(clause: &str) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    let number = |text: Option<regex::Match<'_>>| text.and_then(|text| text.as_str().parse::<i32>().ok());
    for range in RANGE.captures_iter(clause) {
        if let (Some(start), Some(end)) = (number(range.name("a")), number(range.name("b")))
            && start <= end
            && end - start <= 50
        {
            found.push(Period { start, end });
        }
    }
    let rest = RANGE.replace_all(clause, " ");
    for year in YEAR.captures_iter(&rest) {
        if let Some(year) = number(year.name("y")) {
            found.push(Period { start: year, end: year });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles() {
        for (title, issued, years) in [
            ("KẾ HOẠCH Cải cách hành chính xã Tân Lập năm 2025", Some(2025), Some((2025, 2025))),
            ("KẾ HOẠCH Bảo đảm trật tự Tết Nguyên đán Bính Ngọ 2026", Some(2025), Some((2026, 2026))),
            ("KẾ HOẠCH Thi hành Luật Đất đai 2024", Some(2025), None),
            ("KẾ HOẠCH CCHC NĂM 2023, DỰ KIẾN CHỈ TIÊU ĐẠT ĐẾN NĂM 2025", Some(2023), Some((2023, 2025))),
            (
                "đánh giá chỉ số CCHC năm 2022 và triển khai các giải pháp nâng cao năm 2023",
                Some(2023),
                Some((2023, 2023)),
            ),
            (
                "Kế hoạch chuyển đổi số giai đoạn 2021-2025, định hướng đến năm 2030",
                Some(2021),
                Some((2021, 2025)),
            ),
            ("Kế hoạch 5 năm 2026 – 2030", Some(2025), Some((2026, 2030))),
            ("Kế hoạch phát triển kinh tế - xã hội năm 2026", Some(2025), Some((2026, 2026))),
            (
                "BÁO CÁO Kết quả thực hiện nhiệm vụ năm 2024, phương hướng, nhiệm vụ năm 2025",
                Some(2024),
                Some((2025, 2025)),
            ),
            ("Thực hiện Chỉ thị số 12/CT-TTg ngày 17/7/2026 của Thủ tướng Chính phủ", Some(2026), None),
            ("Thực hiện Nghị định số 61/2018/NĐ-CP", Some(2026), None),
            ("BÁO CÁO kết quả năm 2024", Some(2025), Some((2024, 2024))),
            ("Kế hoạch công tác quý III/2025", Some(2025), Some((2025, 2025))),
            ("Kế hoạch từ năm 2022 đến năm 2025", None, Some((2022, 2025))),
            ("Kế hoạch hành động", Some(2026), None),
            (
                "Kế hoạch phát triển bán lẻ đến năm 2030, tầm nhìn đến năm 2050",
                Some(2026),
                Some((2026, 2030)),
            ),
        ] {
            let expected = years.map(|(start, end)| Period { start, end });
            assert_eq!(of_title(title, issued), expected, "{title}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "(năm |20[0-9]{2}|[-, ]|đánh giá|\\PC){0,20}") {
            let _ = of_title(&text, Some(2025));
        }
    }
}
