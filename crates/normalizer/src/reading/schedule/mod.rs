//! Times of plans: «Quý III», «trước ngày 15/12/2023», «định kỳ hàng quý», «Theo kế hoạch của tỉnh».
//!
//! A cell is cut into segments, each with an optional activity before its time; a sentence is read for
//! the deadlines and rhythms that it states plainly. Years that are not printed are the plan's.

mod calendar;
mod date;
mod point;
mod prose;
mod recurrence;
mod segment;
mod time;

use super::table::Phrases;
use super::token::Tokens;
use super::{Doubt, ScheduleContext, quantity::closed};
pub(crate) use date::date_phrase;
pub use date::read_date;
use model::{ScheduleEntry, ScheduleKind};
use point::{Point, Span};
pub use prose::prose_schedule;
use segment::segments;
use std::sync::LazyLock;
use time::{Time, What, times};

/// Words that only make the time behind them more exact, or only say that one follows.
static EXACT: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/exact_words.tsv"), |_| Some(())));

/// What the words of a «Thời gian» cell read as, with what stays open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScheduleReading {
    pub entries: Vec<ScheduleEntry>,
    pub doubts: Vec<Doubt>,
}

/// The entries of a «Thời gian» cell.
pub fn read_schedule(text: &str, context: ScheduleContext) -> Vec<ScheduleEntry> {
    read_schedule_with_doubts(text, context).entries
}

/// The entries of a «Thời gian» cell, with the words that give none and the dates that lack a year.
pub fn read_schedule_with_doubts(text: &str, context: ScheduleContext) -> ScheduleReading {
    let t = Tokens::new(text);
    let mut reading = ScheduleReading::default();
    for (from, to) in segments(&t) {
        let found = times(&t, from, to);
        if found.is_empty() {
            let words = closed(t.raw(from, to));
            let blank = (from..to).all(|k| !t.is_word(k) && !t.is_number(k));
            if !blank {
                reading.doubts.push(Doubt::new("time-unread", words, "no time that is known"));
            }
            continue;
        }
        read_segment(&t, (from, to), &found, context, &mut reading);
    }
    reading
}

/// The entries of one segment: the first takes the activity, the last what follows.
fn read_segment(
    t: &Tokens<'_>,
    (from, to): (usize, usize),
    found: &[Time],
    context: ScheduleContext,
    reading: &mut ScheduleReading,
) {
    let shared = found.iter().rev().find_map(|time| printed_year(time.what));
    for (k, time) in found.iter().enumerate() {
        let first = if k == 0 { from } else { time.first };
        let end = if found.len() == 1 { to } else { time.end };
        let activity = if k == 0 { activity(t, from, time.first) } else { None };
        let raw = trimmed(t.raw(first, end));
        match entry(time.what, shared.or(context.year), context.deadline) {
            Some(mut read) => {
                if read.start.is_none() && read.end.is_none() && is_dated(time.what) {
                    reading.doubts.push(Doubt::new("date-open", raw.clone(), "no year is printed or known"));
                }
                read.raw = raw;
                read.activity = activity;
                reading.entries.push(read);
            }
            None => reading.doubts.push(Doubt::new("date-invalid", raw, "no such day")),
        }
    }
}

fn printed_year(what: What) -> Option<i32> {
    match what {
        What::Span(start, end) => end.year.or(start.year),
        What::By { point, .. } | What::From(point) => point.year,
        _ => None,
    }
}

fn is_dated(what: What) -> bool {
    matches!(what, What::Span(..) | What::By { .. })
}

/// The entry for a time; `None` for a date that does not exist.
fn entry(what: What, year: Option<i32>, deadline: bool) -> Option<ScheduleEntry> {
    let blank = |kind| ScheduleEntry {
        raw: String::new(),
        activity: None,
        kind,
        start: None,
        end: None,
        every: None,
    };
    Some(match what {
        What::Every(every) => ScheduleEntry { every: Some(every), ..blank(ScheduleKind::Recurring) },
        What::Condition => blank(ScheduleKind::Conditional),
        What::Always(named) => {
            let days = named.and_then(|point| point.days(year));
            let (start, end) = (days.map(|(start, _)| start.iso()), days.map(|(_, end)| end.iso()));
            ScheduleEntry { start, end, ..blank(ScheduleKind::Continuous) }
        }
        What::From(since) | What::AlwaysFrom(since) => {
            let kind =
                if matches!(what, What::From(_)) { ScheduleKind::Period } else { ScheduleKind::Continuous };
            let start = since.days(year).map(|(first, _)| first.iso());
            since.exists().then_some(ScheduleEntry { start, ..blank(kind) })?
        }
        What::Span(start, _) if deadline && is_bare(what) => by(start, false, year)?,
        What::Span(start, end) => {
            if !start.exists() || !end.exists() {
                return None;
            }
            let first = start.days(year).map(|(first, _)| first.iso());
            let last = end.days(year).map(|(_, last)| last.iso());
            ScheduleEntry { start: first, end: last, ..blank(ScheduleKind::Period) }
        }
        What::By { point, before } => by(point, before, year)?,
    })
}

/// A date, month, quarter or year that is no range.
fn is_bare(what: What) -> bool {
    matches!(what, What::Span(start, end) if start == end && !matches!(start.span, Span::Whole | Span::Months { .. }))
}

fn by(point: Point, before: bool, year: Option<i32>) -> Option<ScheduleEntry> {
    if !point.exists() {
        return None;
    }
    let day = point.days(year).map(|(first, last)| if before { first } else { last });
    Some(ScheduleEntry {
        raw: String::new(),
        activity: None,
        kind: ScheduleKind::Deadline,
        start: None,
        end: day.map(|day| day.iso()),
        every: None,
    })
}

/// The words before a time, without their colon.
fn activity(t: &Tokens<'_>, from: usize, first: usize) -> Option<String> {
    let mut end = first;
    while end > from && matches!(t.word(end - 1), "vào" | "trong" | "từ" | "là" | "định" | "khoảng")
    {
        end -= 1;
    }
    let words = trimmed(t.raw(from, end));
    let exact = t.is_number(from) || is_exact(t, from, end);
    (!exact && words.chars().any(char::is_alphabetic)).then_some(words)
}

/// Whether the words only make the time more exact, and so are no activity: «Sáng ngày 26/12», «Tuần thứ hai
/// tháng 7», «Từ nay đến hết năm 2026», «Thời gian thực hiện: Quý I».
fn is_exact(t: &Tokens<'_>, from: usize, end: usize) -> bool {
    let mut k = from;
    while k < end {
        k += match EXACT.at(t, k) {
            Some((length, ())) => length,
            None if t.is_word(k) => return false,
            None => 1,
        };
    }
    true
}

/// Without bullet, brackets left open and end punctuation.
fn trimmed(words: &str) -> String {
    let edges =
        |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '+' | '•' | ';' | ',' | '.' | ':' | '*');
    let words = closed(words.trim_matches(edges));
    let open = words.matches('(').count() > words.matches(')').count();
    if open && words.starts_with('(') { words.trim_start_matches('(').to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, deadline: bool) -> String {
        let context = ScheduleContext { year: Some(2025), deadline };
        let entries = read_schedule(text, context);
        let shown: Vec<String> = entries
            .iter()
            .map(|e| format!("{}·{}·{:?}", e.raw, e.activity.as_deref().unwrap_or("-"), e.kind))
            .collect();
        shown.join(" | ")
    }

    #[test]
    fn parts_activities_from_times() {
        for (text, expected) in [
            ("Ban hành kế\nhoạch: Tháng 7", "Ban hành kế hoạch: Tháng 7·Ban hành kế hoạch·Period"),
            (
                "Ban hành kế hoạch:Tháng 8\nThực hiện: Cả năm",
                "Ban hành kế hoạch:Tháng 8·Ban hành kế hoạch·Period | Thực hiện: Cả năm·Thực hiện·Period",
            ),
            (
                "Báo cáo kết quả theo tiến độ KH.",
                "Báo cáo kết quả theo tiến độ KH·Báo cáo kết quả·Conditional",
            ),
            ("Tháng 12\n(Theo KH của tỉnh)", "Tháng 12 (Theo KH của tỉnh)·-·Period"),
            ("Quý\nIII", "Quý III·-·Period"),
            ("hằng năm từ 2026", "hằng năm·-·Recurring | từ 2026·-·Period"),
            ("Q.I/2025", "Q.I/2025·-·Period"),
            ("Q.III", "Q.III·-·Period"),
            ("Ngày 15, 16/6", "Ngày 15, 16/6·-·Period | Ngày 15, 16/6·-·Period"),
            (
                "Ngày 5 và ngày 6 tháng 7",
                "Ngày 5 và ngày 6 tháng 7·-·Period | Ngày 5 và ngày 6 tháng 7·-·Period",
            ),
            ("Ngày 15 hàng tháng", "Ngày 15 hàng tháng·-·Recurring"),
            ("Tuần thứ 3 tháng 10", "Tuần thứ 3 tháng 10·-·Period"),
            ("Từ nay đến hết năm 2026", "Từ nay đến hết năm 2026·-·Deadline"),
            ("Thời gian thực hiện: Quý I", "Thời gian thực hiện: Quý I·-·Period"),
            ("quý 3-4/2025", "quý 3-4/2025·-·Period"),
            ("trước 17 giờ ngày 15/8/2025", "trước 17 giờ ngày 15/8/2025·-·Deadline"),
        ] {
            assert_eq!(read(text, false), expected, "{text}");
        }
    }

    #[test]
    fn a_bare_time_in_a_column_of_deadlines_is_one() {
        for (text, expected) in [
            ("Tháng 12/2012", "Tháng 12/2012·-·Deadline"),
            ("Quý II", "Quý II·-·Deadline"),
            ("30/6/2025", "30/6/2025·-·Deadline"),
            ("2025-2030", "2025-2030·-·Period"),
            ("Cả năm", "Cả năm·-·Period"),
            ("Thường xuyên", "Thường xuyên·-·Continuous"),
        ] {
            assert_eq!(read(text, true), expected, "{text}");
        }
    }

    #[test]
    fn what_stays_open_is_reported() {
        for (text, code) in [
            ("ngày 31/6/2023", "date-invalid"),
            ("Tháng 8", "date-open"),
            ("kịp thời", "time-unread"),
            ("2 năm/lần", "time-unread"),
            ("Trong năm học 2025 - 2026", "time-unread"),
        ] {
            let reading = read_schedule_with_doubts(text, ScheduleContext::default());
            assert_eq!(reading.doubts.iter().map(|d| d.code).collect::<Vec<_>>(), [code], "{text}");
        }
    }
}
