//! The times that one stretch of words states, in order.

use super::point::{Point, Span, points_at};
use super::recurrence::{day_rule, rhythms_at};
use crate::reading::reference::symbol_end;
use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use model::Every;
use std::sync::LazyLock;

/// What a time says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// From the first day of one point to the last of another.
    Span(Point, Point),
    /// By the end of a point; by its beginning where `before`.
    By {
        point: Point,
        before: bool,
    },
    Every(Every),
    Always(Option<Point>),
    /// From a point on, without an end.
    From(Point),
    /// «Liên tục từ năm 2025».
    AlwaysFrom(Point),
    Condition,
}

/// A time with the tokens that it runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub what: What,
    pub first: usize,
    pub end: usize,
    /// Said so plainly that it counts in a sentence too.
    pub strong: bool,
}

/// Which edge of a time a deadline means, and whether it is one in a sentence too.
#[derive(Debug, Clone, Copy)]
struct By {
    before: bool,
    strong: bool,
}

static DEADLINES: LazyLock<Phrases<By>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/deadline_words.tsv"), |row| {
        Some(By { before: *row.get(1)? == "start", strong: *row.get(2)? == "strong" })
    })
});

/// Whether the words before a condition are part of it: «Trong 5 ngày kể từ ngày nhận hồ sơ».
static CONDITIONS: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/conditions.tsv"), |row| Some(row.get(1) == Some(&"whole")))
});

/// «Thường xuyên», «liên tục»: without an end.
static CONTINUOUS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/continuous.tsv"), |_| Some(())));

/// The times in the tokens `from..to`.
pub(super) fn times(t: &Tokens<'_>, from: usize, to: usize) -> Vec<Time> {
    let mut list: Vec<Time> = Vec::new();
    let mut condition = None;
    let mut i = from;
    while i < to {
        let before = list.len();
        i = step(t, i, from, &mut list).max(i + 1);
        if list.len() == before && condition.is_none() && i <= to {
            condition = CONDITIONS.at(t, i - 1).map(|(_, whole)| if whole { from } else { i - 1 });
        }
    }
    list.retain(|time| time.end <= to);
    if list.is_empty()
        && let Some(first) = condition
    {
        list.push(Time { what: What::Condition, first, end: to, strong: false });
    }
    under_rhythm(list)
}

/// Reads what starts at `i`; the token to go on with.
fn step(t: &Tokens<'_>, i: usize, from: usize, list: &mut Vec<Time>) -> usize {
    if t.is_number(i)
        && let Some(end) = symbol_end(t, i)
    {
        return end;
    }
    // A school year has other edges than its years.
    if t.has(i, &["năm", "học"]) || t.has(i, &["niên", "khóa"]) {
        return horizon_end(t, i + 2) + 2;
    }
    // «định hướng đến năm 2030», «tầm nhìn 2030» lie past what is planned.
    if t.has(i, &["tầm", "nhìn"]) || t.has(i, &["định", "hướng"]) {
        return horizon_end(t, i + 2);
    }
    if let Some((length, ())) = CONTINUOUS.at(t, i) {
        return always(t, i, length, list);
    }
    let rhythms = rhythms_at(t, i);
    if let Some(last) = rhythms.last() {
        let end = last.end;
        list.extend(rhythms.into_iter().map(|r| Time {
            what: What::Every(r.every),
            first: r.first,
            end: r.end,
            strong: r.regular,
        }));
        return end;
    }
    if let Some((every, end)) = day_rule(t, i) {
        list.push(Time { what: What::Every(every), first: i, end, strong: true });
        return end;
    }
    if let Some(end) = range(t, i, list) {
        return end;
    }
    // «Ngày 15 hằng tháng», «ngày 20 của tháng cuối quý».
    if t.word(i) == "ngày"
        && let Some(end) = bare_day(t, i, i, list)
    {
        return end;
    }
    if let Some(point) = since(t, i) {
        list.push(Time { what: What::From(point), first: i, end: point.end, strong: false });
        return point.end;
    }
    if let Some(end) = after(t, i) {
        list.push(Time { what: What::Condition, first: i, end, strong: false });
        return end;
    }
    if let Some((length, by)) = DEADLINES.at(t, i) {
        return deadline(t, i, length, by, list);
    }
    if !stands_free(t, i, from) {
        return i + 1;
    }
    let mut points = points_at(t, i);
    if points.is_empty() && i == from && t.ends_clause(i + 1) {
        let year = t.year(i);
        points.extend(year.map(|year| Point::new(Span::Year, Some(year), i + 1)));
    }
    if points.is_empty() && i == from {
        points = bare_years(t, i);
    }
    if points.is_empty() && i == from {
        points.extend(super::point::short_quarter(t, i).filter(|point| t.ends_clause(point.end)));
    }
    if let ([point], Some(end)) = (points.as_slice(), points.last().and_then(|last| onward(t, last.end))) {
        list.push(Time { what: What::From(*point), first: i, end, strong: false });
        return end;
    }
    let mut first = i;
    for point in &points {
        // «tháng 6,7/2025» is one word with two months.
        first = if first < point.end { first } else { i };
        list.push(Time { what: What::Span(*point, *point), first, end: point.end, strong: false });
        first = point.end + 1;
    }
    points.last().map_or(i + 1, |point| point.end)
}

/// «Sau năm 2025» says when it is not to be, «Sau 30 ngày» leaves open from when it counts.
fn after(t: &Tokens<'_>, i: usize) -> Option<usize> {
    if t.word(i) != "sau" {
        return None;
    }
    let counted = t.is_number(i + 1) && matches!(t.word(i + 2), "ngày" | "tuần" | "tháng" | "năm");
    let point = points_at(t, i + 1).last().map(|point| point.end);
    point.or((counted && t.ends_clause(i + 3)).then_some(i + 3))
}

/// «2025, 2026 và 2027», «2025 và các năm tiếp theo».
fn bare_years(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let mut years: Vec<Point> = Vec::new();
    let mut k = i;
    while let Some(year) = t.year(k).filter(|_| years.len() < 30) {
        years.push(Point::new(Span::Year, Some(year), k + 1));
        if !matches!(t.low(k + 1), "," | "và") {
            break;
        }
        k += 2;
    }
    let end = years.last().map_or(i, |last| last.end);
    let closed = t.ends_clause(end) || onward(t, end).is_some();
    if closed { years } else { Vec::new() }
}

/// «và các năm tiếp theo», «trở đi» behind a time: it has no end.
fn onward(t: &Tokens<'_>, i: usize) -> Option<usize> {
    if t.has(i, &["trở", "đi"]) {
        return Some(i + 2);
    }
    let k = i + usize::from(matches!(t.low(i), "và" | ","));
    let years = k > i && matches!(t.word(k), "các" | "những") && t.word(k + 1) == "năm";
    let next = matches!(t.word(k + 2), "tiếp" | "sau" | "kế");
    (years && next).then(|| k + 3 + usize::from(matches!(t.word(k + 3), "theo" | "đó" | "tiếp")))
}

/// A bare number is a time only where nothing before it makes it something else.
fn stands_free(t: &Tokens<'_>, i: usize, from: usize) -> bool {
    if !t.is_number(i) || i == from {
        return true;
    }
    let full = t.year(i + 4).is_some() || t.year(i + 2).is_some() || t.word(i + 1) == "tháng";
    // «Báo cáo: 15/6, 15/12».
    let labelled = t.mark(i - 1) == ':';
    (full || labelled)
        && !matches!(t.word(i - 1), "điều" | "khoản" | "mục" | "số" | "tuần" | "thứ")
        && !t.touches(i)
}

fn horizon_end(t: &Tokens<'_>, i: usize) -> usize {
    (i..i + 4).find(|k| t.year(*k).is_some()).map_or(i, |k| k + 1)
}

/// «Thường xuyên trong năm 2023».
fn always(t: &Tokens<'_>, i: usize, length: usize, list: &mut Vec<Time>) -> usize {
    let mut k = i + length;
    k += usize::from(matches!(t.low(k), "," | "("));
    k += usize::from(t.word(k) == "trong" && t.word(k + 1) != "năm");
    if let Some(since) = since(t, k) {
        list.push(Time { what: What::AlwaysFrom(since), first: i, end: since.end, strong: false });
        return since.end;
    }
    let named = points_at(t, k).first().copied().filter(|point| !matches!(point.span, Span::Day { .. }));
    // «Thường xuyên, liên tục», «Thường xuyên hàng năm» say one thing twice.
    let twin = CONTINUOUS.at(t, k).map(|(length, ())| k + length);
    let rhythm = rhythms_at(t, i + length).first().filter(|r| !r.regular).map(|r| r.end);
    let end = named.map(|point| point.end).or(twin).or(rhythm).unwrap_or(i + length);
    list.push(Time { what: What::Always(named), first: i, end, strong: false });
    end
}

/// «từ năm 2025», «kể từ tháng 3/2025», «từ 2026» without an end.
fn since(t: &Tokens<'_>, i: usize) -> Option<Point> {
    let k = i + usize::from(t.word(i) == "kể");
    if t.word(k) != "từ" {
        return None;
    }
    let bare = || t.year(k + 1).filter(|_| t.ends_clause(k + 2));
    let year = || bare().map(|year| Point::new(Span::Year, Some(year), k + 2));
    points_at(t, k + 1).first().copied().or_else(year)
}

/// «giai đoạn 2021-2025», «từ tháng 3 đến tháng 5/2023», «Quý II - Quý IV/2024», «2005 - 2006».
fn range(t: &Tokens<'_>, i: usize, list: &mut Vec<Time>) -> Option<usize> {
    let led = matches!(t.word(i), "từ") || t.has(i, &["giai", "đoạn"]) || t.has(i, &["nhiệm", "kỳ"]);
    let k = i + if t.word(i) == "từ" {
        1
    } else if led {
        2
    } else {
        0
    };
    let (start, end) =
        years(t, k, led || i == k).or_else(|| joined_years(t, k, led)).or_else(|| spans(t, k, led))?;
    list.push(Time { what: What::Span(start, end), first: i, end: end.end, strong: false });
    Some(end.end)
}

/// «2021-2025», «năm 2021 đến năm 2025», «5 năm 2021-2025».
fn years(t: &Tokens<'_>, i: usize, led: bool) -> Option<(Point, Point)> {
    let k = i + usize::from(t.word(i) == "năm");
    let start = t.year(k)?;
    let to = t.is_dash(k + 1) || (led && matches!(t.word(k + 1), "đến" | "tới"));
    let far = k + 2 + usize::from(t.word(k + 2) == "năm");
    let end = t.year(far).filter(|end| to && *end > start)?;
    if t.mark(k.wrapping_sub(1)) == '/' {
        return None;
    }
    let point = |year, end| Point::new(Span::Year, Some(year), end);
    Some((point(start, far + 1), point(end, far + 1)))
}

/// «giai đoạn 20112020»: the dash was lost.
fn joined_years(t: &Tokens<'_>, i: usize, led: bool) -> Option<(Point, Point)> {
    let digits = t.number(i);
    if !led || digits.len() != 8 {
        return None;
    }
    let start: i32 = digits.get(..4)?.parse().ok()?;
    let end: i32 = digits.get(4..)?.parse().ok()?;
    let plausible =
        (1900..2100).contains(&start) && (1900..2100).contains(&end) && start < end && end - start <= 30;
    let point = |year| Point::new(Span::Year, Some(year), i + 1);
    plausible.then(|| (point(start), point(end)))
}

/// «tháng 3 đến tháng 5/2023», «ngày 5 - 7/12», «Quý II - Quý IV/2024», «tháng 3-5/2025».
fn spans(t: &Tokens<'_>, i: usize, led: bool) -> Option<(Point, Point)> {
    let joint = |k: usize| t.is_dash(k) || matches!(t.word(k), "đến" | "tới");
    // «T3-T6/2025»: the year behind the second makes the first a month too.
    if let Some(from) = short_month(t, i)
        && joint(i + 1)
        && let Some(far) = points_at(t, i + 2).first().copied()
        && matches!(far.span, Span::Month(_))
    {
        return Some((Point::new(Span::Month(from), far.year, i + 1), far));
    }
    if let Some(start) = points_at(t, i).first().copied()
        && joint(start.end)
    {
        let far = far_point(t, start.end + 1, start.span)?;
        return Some((Point { year: start.year.or(far.year), ..start }, far));
    }
    // «ngày 5 - 7/12»: the day alone, its month behind the dash.
    let k = i + usize::from(t.word(i) == "ngày");
    let alone = t.gap(i) == Gap::Line;
    let day = t.integer(k).filter(|day| (led || k > i || alone) && (1..=31).contains(day))?;
    let far = joint(k + 1).then(|| far_point(t, k + 2, Span::Year)).flatten()?;
    let Span::Day { month, .. } = far.span else { return None };
    Some((Point::new(Span::Day { day, month }, far.year, far.end), far))
}

/// «T3».
fn short_month(t: &Tokens<'_>, i: usize) -> Option<u32> {
    t.word(i).strip_prefix('t')?.parse().ok().filter(|month| (1..=12).contains(month))
}

/// The far end of a range: named in full, or a bare number of the same sort.
fn far_point(t: &Tokens<'_>, i: usize, near: Span) -> Option<Point> {
    let bare = match near {
        Span::Month(_) => {
            t.integer(i).filter(|n| (1..=12).contains(n) && t.mark(i + 1) != '%').map(Span::Month)
        }
        Span::Quarter(_) => super::point::quarter(t, i).map(Span::Quarter),
        _ => None,
    };
    let Some(span) = bare else { return points_at(t, i).first().copied() };
    if let Some(full) = super::point::day_at(t, i, false).filter(|_| matches!(near, Span::Day { .. })) {
        return Some(full);
    }
    let behind = (t.mark(i + 1) == '/' || t.word(i + 1) == "năm").then(|| t.year(i + 2)).flatten();
    Some(Point::new(span, behind, i + 1 + if behind.is_some() { 2 } else { 0 }))
}

/// «trước ngày 15/12/2023», «Chậm nhất tháng 12/2023», «trước ngày 15 hàng tháng».
fn deadline(t: &Tokens<'_>, i: usize, length: usize, by: By, list: &mut Vec<Time>) -> usize {
    let mut k = i + length;
    k += usize::from(matches!(t.low(k), ":" | "," | "là" | "vào" | "trong"));
    k = past_clock(t, k);
    let mut points = points_at(t, k);
    if points.is_empty() && t.ends_clause(k + 1) {
        // «Đến 2025», «Trước 2030».
        points.extend(t.year(k).map(|year| Point::new(Span::Year, Some(year), k + 1)));
    }
    if points.is_empty() {
        return bare_day(t, i, k, list).unwrap_or(i + 1);
    }
    let mut first = i;
    for point in &points {
        let full = point.year.is_some() || !matches!(point.span, Span::Year | Span::Whole);
        let strong = by.strong && (full || length > 1);
        list.push(Time {
            what: What::By { point: *point, before: by.before },
            first,
            end: point.end,
            strong,
        });
        first = point.end + 1;
    }
    let mut end = points.last().map_or(k, |point| point.end);
    // «trước ngày 20/6 và ngày 20/12 hằng năm».
    while matches!(t.low(end), "và" | ",") && t.word(end + 1) == "ngày" {
        let Some(point) = super::point::day_at(t, end + 2, true) else { break };
        let what = What::By { point, before: by.before };
        list.push(Time { what, first: end + 1, end: point.end, strong: by.strong });
        end = point.end;
    }
    end
}

/// «17 giờ», «16h30», «17 giờ 00 phút,» before a day: the records keep the day.
fn past_clock(t: &Tokens<'_>, i: usize) -> usize {
    let Some(_) = t.integer(i).filter(|hour| *hour <= 24) else { return i };
    let mut k = i + 2;
    match t.word(i + 1) {
        "giờ" | "h" => {
            k += usize::from(t.integer(k).is_some_and(|minute| minute < 60) && t.word(k + 1) != "tháng");
        }
        word if word.strip_prefix('h').is_some_and(|minute| minute.parse::<u32>().is_ok()) => {}
        _ => return i,
    }
    k += usize::from(matches!(t.low(k), "phút" | "'" | "’" | "′"));
    k += usize::from(t.mark(k) == ',');
    if t.word(k) == "ngày" { k } else { i }
}

/// «trước ngày 15 hàng tháng», «ngày 06 (sáu) của tháng cuối quý»: a day that needs its rhythm.
fn bare_day(t: &Tokens<'_>, i: usize, k: usize, list: &mut Vec<Time>) -> Option<usize> {
    let k = k + usize::from(t.word(k) == "ngày");
    t.integer(k).filter(|day| (1..=31).contains(day))?;
    let mut end = k + 1;
    while t.mark(end) == '(' && end < k + 8 {
        end = (end..end + 6).find(|e| t.mark(*e) == ')').map_or(end + 1, |e| e + 1);
    }
    end += usize::from(matches!(t.word(end), "của"));
    let rhythms = rhythms_at(t, end);
    let (every, end) = rhythms.first().map(|r| (r.every, r.end)).or_else(|| day_rule(t, end))?;
    list.push(Time { what: What::Every(every), first: i, end, strong: true });
    Some(end)
}

/// A day without a year beside a rhythm is a day of each round, no date of its own; rhythms that only
/// say it once more are one.
fn under_rhythm(list: Vec<Time>) -> Vec<Time> {
    let every = |time: &Time| match time.what {
        What::Every(every) => Some(every),
        _ => None,
    };
    if !list.iter().any(|time| every(time).is_some()) {
        return list;
    }
    let mut kept: Vec<Time> = Vec::new();
    let mut waiting: Option<usize> = None;
    for mut time in list {
        let yearless = match time.what {
            What::By { point, .. } => point.year.is_none(),
            What::Span(start, end) => start.year.is_none() && end.year.is_none(),
            _ => false,
        };
        if yearless {
            match kept.last_mut().filter(|last| every(last).is_some()) {
                Some(last) => last.end = time.end,
                None => waiting = waiting.or(Some(time.first)),
            }
            continue;
        }
        if every(&time).is_some() {
            time.first = waiting.take().unwrap_or(time.first);
            if let Some(last) = kept.iter_mut().find(|last| every(last) == every(&time)) {
                last.end = time.end;
                continue;
            }
        }
        kept.push(time);
    }
    kept
}
