//! Rhythms: «định kỳ hàng quý, 6 tháng, 9 tháng, cả năm», «02 lần/năm», «của tháng cuối quý».

use crate::reading::token::{Gap, Tokens};
use crate::reading::words::spelled;
use model::Every;

/// A rhythm with the tokens that it runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rhythm {
    pub every: Every,
    pub first: usize,
    pub end: usize,
    /// «định kỳ» stands before it.
    pub regular: bool,
}

/// The rhythms that start at `i`: one, or a list.
pub(super) fn rhythms_at(t: &Tokens<'_>, i: usize) -> Vec<Rhythm> {
    let regular = t.has(i, &["định", "kỳ"]) || t.has(i, &["định", "kì"]);
    let mut k = if regular { i + 2 } else { i };
    if regular && matches!(t.low(k), "(" | ":" | "theo" | "vào") {
        k += 1;
    }
    let first = match opening(t, k, regular).or_else(|| in_row(t, i)) {
        Some((every, end)) => Rhythm { every, first: i, end, regular },
        None => return Vec::new(),
    };
    let mut list = vec![first];
    let mut end = first.end;
    while matches!(t.low(end), "," | "và" | ";" | "/") && list.len() < 8 {
        let joint = end + 1;
        let Some((every, next)) = opening(t, joint, false).or_else(|| listed(t, joint)) else { break };
        list.push(Rhythm { every, first: joint, end: next, regular: true });
        end = next;
    }
    list
}

/// «hàng quý», «mỗi tháng 01 lần», «02 lần/năm»; after «định kỳ» also «quý», «6 tháng».
fn opening(t: &Tokens<'_>, i: usize, regular: bool) -> Option<(Every, usize)> {
    if matches!(t.word(i), "hàng" | "hằng" | "mỗi" | "từng") {
        return match unit(t.word(i + 1)) {
            Some(every) => Some((every, past_times(t, i + 2))),
            None => months(t, i + 1),
        };
    }
    if let Some(rate) = rate(t, i) {
        return Some(rate);
    }
    // «Tuần 1 lần»; «2 tuần 1 lần» is another rhythm.
    let once = t.is_number(i + 1) && t.word(i + 2) == "lần" && !t.is_number(i.wrapping_sub(1));
    if let Some(every) = unit(t.word(i)).filter(|_| once) {
        return Some((every, i + 3));
    }
    regular.then(|| listed(t, i)).flatten()
}

/// «báo cáo tháng, quý, 6 tháng, năm», «6 tháng, 9 tháng, năm» at a line's start: two in a row are a rhythm.
fn in_row(t: &Tokens<'_>, i: usize) -> Option<(Every, usize)> {
    let led = t.gap(i) == Gap::Line || t.has_before(i, &["báo", "cáo"]) || t.mark(i.wrapping_sub(1)) == '(';
    let (every, end) = led.then(|| listed(t, i)).flatten()?;
    let next = matches!(t.low(end), "," | "/" | "và").then(|| listed(t, end + 1)).flatten();
    next.map(|_| (every, end))
}

/// Members of a list that «định kỳ» or «hàng …» has opened.
fn listed(t: &Tokens<'_>, i: usize) -> Option<(Every, usize)> {
    if matches!(t.word(i), "cả" | "một" | "01" | "1") && t.word(i + 1) == "năm" {
        return Some((Every::Year, i + 2));
    }
    if let Some(every) = unit(t.word(i)) {
        // «năm 2025» is a year, «quý I» a quarter, «tháng 8» a month.
        let named = t.is_number(i + 1) || super::point::quarter(t, i + 1).is_some();
        return (!named).then_some((every, i + 1));
    }
    months(t, i)
}

/// «6 tháng», «06 (sáu) tháng», «sáu tháng», «9 tháng», «3 tháng»; not «6 tháng đầu năm 2025».
fn months(t: &Tokens<'_>, i: usize) -> Option<(Every, usize)> {
    let (count, mut k) = match t.integer(i) {
        Some(count) => (u64::from(count), i + 1),
        None => spelled(t, i).map(|words| (words.value, words.next))?,
    };
    if t.mark(k) == '(' {
        k = spelled(t, k + 1).filter(|words| t.mark(words.next) == ')').map_or(k, |words| words.next + 1);
    }
    let every = match (count, t.word(k)) {
        (1, "tháng") => Every::Month,
        (3, "tháng") => Every::Quarter,
        (6, "tháng") => Every::HalfYear,
        (9, "tháng") => Every::NineMonths,
        (12, "tháng") | (1, "năm") => Every::Year,
        _ => return None,
    };
    let mut end = k + 1;
    // «6 tháng đầu năm, cuối năm» in a list of reports.
    if t.word(end) == "đầu" && t.word(end + 1) == "năm" && t.year(end + 2).is_none() {
        end += 2;
    }
    Some((every, end))
}

/// «02 lần/năm», «3 kỳ/tháng», «1 tháng/lần», «6 tháng 1 lần».
fn rate(t: &Tokens<'_>, i: usize) -> Option<(Every, usize)> {
    let count = t.integer(i)?;
    if matches!(t.word(i + 1), "lần" | "kỳ" | "đợt" | "cuộc" | "buổi")
        && matches!(t.low(i + 2), "/" | "một" | "mỗi")
    {
        let every = unit(t.word(i + 3))?;
        return Some((every, i + 4));
    }
    // «2 năm/lần», «2 tháng/lần» are rhythms that no record has a name for.
    let single = || unit(t.word(i + 1)).filter(|_| count == 1).map(|every| (every, i + 2));
    let (every, end) = months(t, i).or_else(single)?;
    let once = t.mark(end) == '/' && t.word(end + 1) == "lần";
    if once {
        return Some((every, end + 2));
    }
    let past = past_times(t, end);
    (past > end).then_some((every, past))
}

/// Past «01 lần» behind a rhythm.
fn past_times(t: &Tokens<'_>, i: usize) -> usize {
    let number = t.is_number(i) || t.word(i) == "một";
    if number && matches!(t.word(i + 1), "lần" | "kỳ") { i + 2 } else { i }
}

fn unit(word: &str) -> Option<Every> {
    Some(match word {
        "ngày" => Every::Day,
        "tuần" => Every::Week,
        "tháng" => Every::Month,
        "quý" | "quí" => Every::Quarter,
        "năm" => Every::Year,
        _ => return None,
    })
}

/// «của tháng cuối quý», «tháng đầu quý tiếp theo», «của tháng báo cáo»: a day of every quarter or month.
pub(super) fn day_rule(t: &Tokens<'_>, i: usize) -> Option<(Every, usize)> {
    if t.word(i) != "tháng" {
        return None;
    }
    match (t.word(i + 1), t.word(i + 2)) {
        ("cuối" | "đầu", "quý" | "quí") => Some((Every::Quarter, i + 3)),
        ("cuối" | "đầu", "năm") => Some((Every::Year, i + 3)),
        ("báo", "cáo") | ("tiếp", "theo") | ("liền", "kề") | ("kế", "tiếp") => {
            Some((Every::Month, i + 3))
        }
        ("sau", _) => Some((Every::Month, i + 2)),
        _ => None,
    }
}
