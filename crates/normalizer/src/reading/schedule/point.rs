//! Points and spans of time as they are named: a day, a month, a quarter, part of a year, years.

use super::calendar::Day;
use crate::reading::table::Phrases;
use crate::reading::token::Tokens;
use crate::reading::words::spelled;
use std::sync::LazyLock;

/// A stretch of time, its year perhaps not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Day {
        day: u32,
        month: u32,
    },
    /// Days of a month: its first, second or last third.
    Third {
        month: u32,
        third: u32,
    },
    /// The first fifteen days of a month, or the rest.
    Half {
        month: u32,
        second: bool,
    },
    Month(u32),
    Quarter(u32),
    /// «6 tháng đầu năm»: from one month to another.
    Months {
        from: u32,
        to: u32,
    },
    /// «cả năm»: all of it.
    Whole,
    Year,
}

/// A named time with the tokens that it runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub span: Span,
    pub year: Option<i32>,
    /// Years from the plan's own: 1 for «15/01 năm sau», whose year is not printed.
    pub shift: i32,
    pub end: usize,
}

impl Point {
    pub fn new(span: Span, year: Option<i32>, end: usize) -> Self {
        Self { span, year, shift: 0, end }
    }

    /// The first and last day, in a year where none is printed. `None` where no such day exists.
    pub fn days(self, plan: Option<i32>) -> Option<(Day, Day)> {
        let year = self.year.or(plan.map(|plan| plan + self.shift))?;
        Some(match self.span {
            Span::Day { day, month } => {
                let day = Day::new(year, month, day)?;
                (day, day)
            }
            Span::Third { month, third: 1 } => (Day::first(year, month)?, Day::new(year, month, 10)?),
            Span::Third { month, third: 2 } => (Day::new(year, month, 11)?, Day::new(year, month, 20)?),
            Span::Third { month, .. } => (Day::new(year, month, 21)?, Day::last(year, month)?),
            Span::Half { month, second: false } => (Day::first(year, month)?, Day::new(year, month, 15)?),
            Span::Half { month, second: true } => (Day::new(year, month, 16)?, Day::last(year, month)?),
            Span::Month(month) => (Day::first(year, month)?, Day::last(year, month)?),
            Span::Quarter(quarter) => (Day::first(year, quarter * 3 - 2)?, Day::last(year, quarter * 3)?),
            Span::Months { from, to } => (Day::first(year, from)?, Day::last(year, to)?),
            Span::Whole | Span::Year => (Day::first(year, 1)?, Day::last(year, 12)?),
        })
    }

    /// Whether such a day can be in any year.
    pub fn exists(self) -> bool {
        self.days(self.year.or(Some(2024))).is_some()
    }
}

static MONTHS: LazyLock<Phrases<u32>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/month_words.tsv"), |row| row.get(1)?.parse().ok())
});

/// The times named at `i`: one, or a list («tháng 6,7/2025», «Quý I, II/2024»).
pub(super) fn points_at(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let mut points = named_at(t, i);
    let Some(end) = points.last().map(|point| point.end) else { return points };
    let k = end + usize::from(t.word(end) == "của");
    let shift = match (t.word(k), t.word(k + 1)) {
        ("năm", "trước") => -1,
        ("năm", "sau") => 1,
        _ => return points,
    };
    if let Some(last) = points.last_mut() {
        last.end = k + 2;
    }
    points.iter_mut().for_each(|point| point.shift = shift);
    points
}

fn named_at(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let one = |point: Option<Point>| point.into_iter().collect();
    match t.word(i) {
        "ngày" => days_at(t, i + 1 + usize::from(matches!(t.word(i + 1), "mồng" | "mùng")), true),
        "nửa" => one(half_at(t, i)),
        "tháng" => months_at(t, i),
        "đầu" | "giữa" | "cuối" => one(third_at(t, i)),
        "quý" | "quí" | "qúy" => quarters_at(t, i),
        "cả" | "trọn" | "trong" | "suốt" => one(whole_at(t, i)),
        "năm" => years_at(t, i),
        word if t.is_word(i) => one(short_at(t, i, word).or_else(|| months_of_year(t, i))),
        _ => match days_at(t, i, false) {
            days if !days.is_empty() => days,
            _ => one(month_figures(t, i).or_else(|| months_of_year(t, i))),
        },
    }
}

/// «15/6», «15/6, 15/12», «15/6 và 15/12/2025», «15, 16/6/2025».
fn days_at(t: &Tokens<'_>, i: usize, named: bool) -> Vec<Point> {
    let mut days: Vec<Point> = day_at(t, i, named).into_iter().collect();
    if days.is_empty() && named {
        days = days_of_month(t, i);
    }
    while let Some(end) = days.last().map(|day| day.end).filter(|end| matches!(t.low(*end), "," | "và")) {
        let figures = t.mark(end + 2) == '/' && t.touches(end + 2);
        let Some(day) = day_at(t, end + 1, true).filter(|_| figures && days.len() < 12) else { break };
        days.push(day);
    }
    days
}

/// «15, 16/6/2025», «15,16/6», «5 và ngày 6 tháng 7»: days that the last of them gives its month.
fn days_of_month(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let mut days: Vec<u32> = Vec::new();
    let mut k = i;
    while days.len() < 31 {
        let here: Result<Vec<u32>, _> = t.number(k).split(',').map(str::parse).collect();
        let Ok(here) = here else { break };
        days.extend(here);
        let figures = t.integer(k + 2).filter(|month| t.mark(k + 1) == '/' && (1..=12).contains(month));
        if let Some((month, end)) = figures.map(|month| (month, k + 3)).or_else(|| month_name(t, k + 1)) {
            let (year, end) = year_behind(t, end);
            return days.into_iter().map(|day| Point::new(Span::Day { day, month }, year, end)).collect();
        }
        if !matches!(t.low(k + 1), "," | "và") {
            break;
        }
        k += 2 + usize::from(t.word(k + 2) == "ngày");
    }
    Vec::new()
}

/// «/2023», «-2023», «năm 2023», «năm nay» at `i`: the year and the token after it.
fn year_behind(t: &Tokens<'_>, i: usize) -> (Option<i32>, usize) {
    if (t.mark(i) == '/' || (t.is_dash(i) && t.touches(i))) && t.year(i + 1).is_some() {
        return (t.year(i + 1), i + 2);
    }
    if t.word(i) == "năm" && t.year(i + 1).is_some() {
        return (t.year(i + 1), i + 2);
    }
    if t.has(i, &["năm", "nay"]) {
        return (None, i + 2);
    }
    if t.mark(i) == ',' && t.word(i + 1) == "năm" && t.year(i + 2).is_some() {
        return (t.year(i + 2), i + 3);
    }
    (None, i)
}

/// «15/12/2023», «15/12», «06-5-2004», «05 tháng 4 năm 2023».
pub(super) fn day_at(t: &Tokens<'_>, i: usize, named: bool) -> Option<Point> {
    let dotted: Vec<Option<u32>> = t.number(i).split('.').map(|part| part.parse().ok()).collect();
    if let [Some(day), Some(month), Some(year)] = dotted.as_slice() {
        let year = i32::try_from(*year).ok().filter(|year| (1900..2200).contains(year))?;
        return Some(Point::new(Span::Day { day: *day, month: *month }, Some(year), i + 1));
    }
    let day = t.integer(i).filter(|day| (1..=31).contains(day))?;
    let after = past_gloss(t, i + 1);
    if let Some((month, end)) = month_name(t, after) {
        let (year, end) = year_behind(t, past_gloss(t, end));
        return Some(Point::new(Span::Day { day, month }, year, end));
    }
    let slash = t.mark(i + 1) == '/';
    if !slash && !t.is_dash(i + 1) && t.mark(i + 1) != '.' {
        return None;
    }
    let month = t.integer(i + 2).filter(|month| (1..=12).contains(month))?;
    let separator = t.mark(i + 3) == '/' || t.is_dash(i + 3) || t.mark(i + 3) == '.';
    if separator && t.touches(i + 3) && t.year(i + 4).is_some() {
        return Some(Point::new(Span::Day { day, month }, t.year(i + 4), i + 5));
    }
    // «20/11» without a year, but not «20/11/QĐ-UBND» or «7/10 điểm».
    let longer = t.mark(i + 3) == '/' || t.mark(i + 3) == '%';
    if !slash
        || longer
        || (!named
            && t.is_word(i + 3)
            && !matches!(t.word(i + 3), "hàng" | "hằng" | "và" | "năm" | "đến" | "tới"))
    {
        return None;
    }
    let (year, end) = year_behind(t, i + 3);
    Some(Point::new(Span::Day { day, month }, year, end))
}

/// «(mười lăm)» behind a number.
fn past_gloss(t: &Tokens<'_>, i: usize) -> usize {
    if t.mark(i) != '(' {
        return i;
    }
    spelled(t, i + 1).filter(|words| t.mark(words.next) == ')').map_or(i, |words| words.next + 1)
}

/// «tháng 4», «tháng5», «tháng tư», «tháng Giêng»: the month, the token after it.
fn month_name(t: &Tokens<'_>, i: usize) -> Option<(u32, usize)> {
    let joined = t.word(i).strip_prefix("tháng")?;
    if !joined.is_empty() {
        return joined.parse().ok().filter(|month| (1..=12).contains(month)).map(|month| (month, i + 1));
    }
    match t.integer(i + 1) {
        Some(month) => (1..=12).contains(&month).then_some((month, i + 2)),
        None => MONTHS
            .at(t, i + 1)
            .filter(|_| t.year(i + 2).is_none() || t.word(i + 1) != "năm")
            .map(|(n, m)| (m, i + 1 + n)),
    }
}

/// «tháng 12/2023», «tháng 6,7/2025», «tháng 3, tháng 6 năm 2025».
fn months_at(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let mut points = Vec::new();
    let Some((month, end)) = month_name(t, i) else { return joined_months(t, i) };
    let (year, mut end) = year_behind(t, past_gloss(t, end));
    points.push(Point::new(Span::Month(month), year, end));
    while matches!(t.low(end), "," | "và" | ";") && points.len() < 12 {
        let named = month_name(t, end + 1);
        let bare = t.integer(end + 1).filter(|month| (1..=12).contains(month)).map(|month| (month, end + 2));
        let Some((month, next)) = named.or(bare) else { break };
        if named.is_none()
            && (t.mark(next) == '%' || (t.is_word(next) && !matches!(t.word(next), "và" | "năm")))
        {
            break;
        }
        let (year, next) = year_behind(t, next);
        points.push(Point::new(Span::Month(month), year, next));
        end = next;
    }
    points
}

/// «tháng 6,7/2025»: the comma without a blank reads as one number.
fn joined_months(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let months: Option<Vec<u32>> = t.number(i + 1).split(',').map(|part| part.parse().ok()).collect();
    let (year, end) = year_behind(t, i + 2);
    match months {
        Some(months) if months.iter().all(|month| (1..=12).contains(month)) => {
            months.into_iter().map(|month| Point::new(Span::Month(month), year, end)).collect()
        }
        _ => Vec::new(),
    }
}

/// «giữa tháng 6/2023», «cuối quý II», «cuối năm 2024».
fn third_at(t: &Tokens<'_>, i: usize) -> Option<Point> {
    let third = match t.word(i) {
        "đầu" => 1,
        "giữa" => 2,
        _ => 3,
    };
    if t.word(i + 1) == "năm" {
        // «đầu năm» alone is of the plan's year, «đầu năm học» of none that is known.
        let plain = Point::new(Span::Year, None, i + 2);
        let year = year_at(t, i + 1).or((t.word(i + 2) != "học").then_some(plain))?;
        return Some(match third {
            1 => Point { span: Span::Quarter(1), ..year },
            2 => Point { span: Span::Months { from: 5, to: 8 }, ..year },
            _ => Point { span: Span::Quarter(4), ..year },
        });
    }
    if matches!(t.word(i + 1), "quý" | "quí") {
        let quarter = quarter(t, i + 2)?;
        let (year, end) = year_behind(t, i + 3);
        return Some(Point::new(Span::Month(quarter * 3 - 3 + third), year, end));
    }
    let (month, end) = month_name(t, i + 1)?;
    let (year, end) = year_behind(t, end);
    Some(Point::new(Span::Third { month, third }, year, end))
}

/// «nửa đầu năm 2025», «nửa cuối tháng 3».
fn half_at(t: &Tokens<'_>, i: usize) -> Option<Point> {
    let second = match t.word(i + 1) {
        "đầu" => false,
        "cuối" | "sau" => true,
        _ => return None,
    };
    if let Some((month, end)) = month_name(t, i + 2) {
        let (year, end) = year_behind(t, end);
        return Some(Point::new(Span::Half { month, second }, year, end));
    }
    let months = if second { Span::Months { from: 7, to: 12 } } else { Span::Months { from: 1, to: 6 } };
    let year =
        year_at(t, i + 2).or((t.word(i + 2) == "năm").then_some(Point::new(Span::Year, None, i + 3)))?;
    Some(Point { span: months, ..year })
}

/// «quý IV/2023», «Quý I, II/2024», «Quý II, quý IV».
fn quarters_at(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let mut points = Vec::new();
    let mut k = i + 1;
    while let Some(quarter) = quarter(t, k) {
        let (year, end) = year_behind(t, k + 1);
        points.push(Point::new(Span::Quarter(quarter), year, end));
        if !matches!(t.low(end), "," | "và" | "&" | ";" | "+") || points.len() > 8 {
            break;
        }
        k = end + 1 + usize::from(matches!(t.word(end + 1), "quý" | "quí"));
    }
    points
}

/// The quarter's numeral: 1 to 4, I to IV.
pub(super) fn quarter(t: &Tokens<'_>, i: usize) -> Option<u32> {
    numeral(t.low(i))
}

fn numeral(text: &str) -> Option<u32> {
    match text {
        "i" | "1" | "01" | "ⅰ" => Some(1),
        "ii" | "2" | "02" | "ⅱ" => Some(2),
        "iii" | "3" | "03" | "ⅲ" => Some(3),
        "iv" | "4" | "04" | "ⅳ" => Some(4),
        _ => None,
    }
}

/// «T6/2023», «Q4/2023», «Q.I/2025», «III/2025»: letters that only a year behind them makes a time.
fn short_at(t: &Tokens<'_>, i: usize, word: &str) -> Option<Point> {
    if let Some(point) = short_quarter(t, i) {
        return point.year.map(|_| point);
    }
    let month = word.strip_prefix('t').and_then(|rest| rest.parse().ok()).map(Span::Month);
    let span = month.or_else(|| quarter(t, i).map(Span::Quarter))?;
    let (year, end) = year_behind(t, i + 1);
    year?;
    (!matches!(span, Span::Month(month) if !(1..=12).contains(&month))).then(|| Point::new(span, year, end))
}

/// «Q3», «QIII», «Q.III/2025»: a quarter where nothing else stands beside it.
pub(super) fn short_quarter(t: &Tokens<'_>, i: usize) -> Option<Point> {
    let (quarter, end) = match t.word(i).strip_prefix('q')? {
        "" if t.mark(i + 1) == '.' => (quarter(t, i + 2)?, i + 3),
        rest => (numeral(rest)?, i + 1),
    };
    let (year, end) = year_behind(t, end);
    Some(Point::new(Span::Quarter(quarter), year, end))
}

/// «12/2023» where no day stands before it.
fn month_figures(t: &Tokens<'_>, i: usize) -> Option<Point> {
    let month = t.integer(i).filter(|month| (1..=12).contains(month))?;
    let year = t.year(i + 2).filter(|_| t.mark(i + 1) == '/' && t.touches(i + 1))?;
    (t.mark(i + 3) != '/').then(|| Point::new(Span::Month(month), Some(year), i + 3))
}

/// «6 tháng đầu năm 2023», «hai tháng đầu năm 2024».
fn months_of_year(t: &Tokens<'_>, i: usize) -> Option<Point> {
    let (count, k) = match t.integer(i) {
        Some(count) => (count, past_gloss(t, i + 1)),
        None => {
            let words = spelled(t, i)?;
            (u32::try_from(words.value).ok()?, words.next)
        }
    };
    if t.word(k) != "tháng" || !(1..=12).contains(&count) || t.word(k + 2) != "năm" {
        return None;
    }
    let span = match t.word(k + 1) {
        "đầu" => Span::Months { from: 1, to: count },
        "cuối" => Span::Months { from: 13 - count, to: 12 },
        _ => return None,
    };
    let (year, end) = match t.year(k + 3) {
        Some(year) => (Some(year), k + 4),
        None => (None, k + 3 + usize::from(t.word(k + 3) == "nay")),
    };
    Some(Point::new(span, year, end))
}

/// «cả năm», «cả năm 2023», «trong năm», «cả 4 quý».
fn whole_at(t: &Tokens<'_>, i: usize) -> Option<Point> {
    if t.word(i) == "cả"
        && matches!(t.low(i + 1), "4" | "04" | "bốn")
        && matches!(t.word(i + 2), "quý" | "quí")
    {
        return Some(Point::new(Span::Whole, None, i + 3));
    }
    // «Trong năm học 2025 - 2026» is of no year that is known.
    if t.word(i + 1) != "năm" || t.word(i + 2) == "học" {
        return None;
    }
    let span = if t.word(i) == "trong" { Span::Year } else { Span::Whole };
    match t.year(i + 2) {
        Some(year) => Some(Point::new(span, Some(year), i + 3)),
        None => Some(Point::new(span, None, i + 2 + usize::from(t.word(i + 2) == "nay"))),
    }
}

/// «năm 2025», «năm 2026, 2027», «năm 2026 và năm 2027».
fn years_at(t: &Tokens<'_>, i: usize) -> Vec<Point> {
    let mut points: Vec<Point> = year_at(t, i).into_iter().collect();
    while let Some(end) =
        points.last().map(|point| point.end).filter(|end| matches!(t.low(*end), "," | "và" | ";"))
    {
        let at = end + 1 + usize::from(t.word(end + 1) == "năm");
        let Some(year) = t.year(at).filter(|_| points.len() < 30) else { break };
        points.push(Point::new(Span::Year, Some(year), at + 1));
    }
    points
}

/// «năm 2025», «năm tài chính 2023».
fn year_at(t: &Tokens<'_>, i: usize) -> Option<Point> {
    let k =
        if t.has(i + 1, &["tài", "chính"]) || t.has(i + 1, &["ngân", "sách"]) { i + 3 } else { i + 1 };
    t.year(k)
        .filter(|_| !t.is_dash(k + 1) || t.year(k + 2).is_none())
        .map(|year| Point::new(Span::Year, Some(year), k + 1))
}
