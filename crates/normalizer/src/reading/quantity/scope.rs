//! Breakdowns: which level, area or group each of several quantities is for.

use super::Found;
use super::unit::closed;
use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use std::sync::LazyLock;

/// Names of parts, and whether each names one only in a list of them: «tỉnh 100%, huyện 80%».
static SCOPES: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/scopes.tsv"), |row| Some(row.get(1) == Some(&"listed")))
});

/// Ties each quantity to its part, where the text gives a breakdown.
pub(super) fn tie(t: &Tokens<'_>, found: &mut [Found]) {
    if found.len() < 2 {
        return;
    }
    respective(t, found);
    let open: Vec<usize> =
        (0..found.len()).filter(|k| found.get(*k).is_some_and(|f| f.respective.is_none())).collect();
    let tied = open.len() < 2
        || levels(t, found, &open, Side::Before)
        || levels(t, found, &open, Side::After)
        || members(t, found, &open);
    if !tied {
        groups(t, found, &open);
    }
}

/// The names of parts in a stretch of tokens, with their places.
fn names(t: &Tokens<'_>, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut list = Vec::new();
    let mut k = from;
    while k < to {
        match SCOPES.at(t, k) {
            Some((length, listed)) if k + length <= to => {
                if !listed {
                    list.push((k, k + length));
                }
                k += length;
            }
            _ => k += 1,
        }
    }
    list
}

fn set(t: &Tokens<'_>, found: &mut [Found], k: usize, (from, to): (usize, usize)) {
    if let Some(item) = found.get_mut(k) {
        item.quantity.scope = Some(closed(t.raw(from, to)));
    }
}

/// Tokens before a list within which the names for it are looked for.
const NEAR: usize = 150;

/// «của cấp tỉnh, cấp huyện, cấp xã đạt tương ứng là 30%, 20%, 15%»: the last so many names, in order.
fn respective(t: &Tokens<'_>, found: &mut [Found]) {
    for k in 0..found.len() {
        let Some((0, count)) = found.get(k).and_then(|f| f.respective) else { continue };
        let Some(first) = found.get(k).map(|f| f.first) else { continue };
        let mut from = first;
        while from > 0 && first - from < NEAR && t.gap(from) != Gap::Line && t.mark(from - 1) != ';' {
            from -= 1;
        }
        let before = names(t, from, first);
        let list = before.len().checked_sub(count).and_then(|skip| before.get(skip..)).map(<[_]>::to_vec);
        for (n, name) in
            list.or_else(|| listed(t, from, first, count)).unwrap_or_default().into_iter().enumerate()
        {
            set(t, found, k + n, name);
        }
    }
}

/// Other names in a row before `to`: «xã A, xã B và xã C đạt tương ứng …».
fn listed(t: &Tokens<'_>, from: usize, to: usize, count: usize) -> Option<Vec<(usize, usize)>> {
    let mut end = to;
    while end > from && matches!(t.word(end - 1), "đạt" | "là" | "lệ" | "tỷ" | "có" | "chiếm") {
        end -= 1;
    }
    let mut list = Vec::new();
    let mut start = end;
    while start > from && list.len() < count {
        let joint = matches!(t.low(start - 1), "," | "và");
        if joint || matches!(t.low(start - 1), "của" | "ở" | "tại" | ":" | "các") {
            list.push((start, end));
            if !joint {
                break;
            }
            end = start - 1;
        }
        start -= 1;
    }
    if start == from && list.len() + 1 == count {
        list.push((from, end));
    }
    list.reverse();
    let plausible =
        list.iter().all(|(a, b)| (1..=6).contains(&b.saturating_sub(*a)) && t.year(*b - 1).is_none());
    (list.len() == count && plausible).then_some(list)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// «Cấp huyện: 34% Cấp xã: 10%», «trên 95% … tại cấp tỉnh, trên 90% … tại cấp huyện».
fn levels(t: &Tokens<'_>, found: &mut [Found], open: &[usize], side: Side) -> bool {
    let mut picked: Vec<(usize, (usize, usize))> = Vec::new();
    for &k in open {
        let Some((first, end)) = found.get(k).map(|f| (f.first, f.end)) else { return false };
        let (from, to) = match side {
            Side::Before => (k.checked_sub(1).and_then(|p| found.get(p)).map_or(0, |f| f.end), first),
            Side::After => (end, found.get(k + 1).map_or(t.len(), |f| f.first)),
        };
        let (from, to) = clause(t, from, to, side);
        match names(t, from, to).as_slice() {
            [name] if side == Side::After || name.1 + 3 >= to => picked.push((k, *name)),
            _ => {}
        }
    }
    picked.len() == open.len() && set_distinct(t, found, &picked)
}

/// Sets the names of two or more parts, unless two of them are the same.
fn set_distinct(t: &Tokens<'_>, found: &mut [Found], picked: &[(usize, (usize, usize))]) -> bool {
    let text = |name: &(usize, usize)| t.raw(name.0, name.1).to_lowercase();
    let distinct =
        picked.iter().enumerate().all(|(n, (_, a))| picked.iter().take(n).all(|(_, b)| text(a) != text(b)));
    if picked.len() < 2 || !distinct {
        return false;
    }
    for (k, name) in picked {
        set(t, found, *k, *name);
    }
    true
}

/// «tỉnh 100%, huyện 80%, xã 60%», «(nam: 71 tuổi; nữ: 76 tuổi)»: each value right behind its name, and
/// from the second on nothing else between it and the value before.
fn members(t: &Tokens<'_>, found: &mut [Found], open: &[usize]) -> bool {
    let mut picked: Vec<(usize, (usize, usize))> = Vec::new();
    for &k in open {
        let Some(first) = found.get(k).map(|f| f.first) else { return false };
        let end = (0..2).fold(first, |end, _| {
            end - usize::from(end > 0 && matches!(t.low(end - 1), ":" | "đạt" | "là" | "còn" | "chiếm"))
        });
        let Some((length, _)) = SCOPES.before(t, end) else { return false };
        let after = picked.last().and_then(|(last, _)| found.get(*last)).map(|f| f.end);
        let joined = after.is_none_or(|after| {
            (after + 1..=after + 2).contains(&(end - length))
                && (after..end - length).all(|k| matches!(t.low(k), "," | ";" | "và" | "-" | "–" | "." | "+"))
        });
        if !joined {
            return false;
        }
        picked.push((k, (end - length, end)));
    }
    set_distinct(t, found, &picked)
}

/// The part of a gap that belongs to the quantity beside it.
fn clause(t: &Tokens<'_>, from: usize, to: usize, side: Side) -> (usize, usize) {
    let ends = |k: usize| matches!(t.mark(k), ';' | '.' | ',') || (t.gap(k) == Gap::Line && k > from);
    match side {
        Side::Before => {
            let start = (from..to).rev().find(|k| matches!(t.mark(*k), ';' | '.')).map_or(from, |k| k + 1);
            (start, to)
        }
        Side::After => ((from), (from..to).find(|k| ends(*k)).unwrap_or(to)),
    }
}

/// «Công nghiệp - xây dựng 42,3%; Dịch vụ 35,6%»: a text that is nothing but short names with values.
fn groups(t: &Tokens<'_>, found: &mut [Found], open: &[usize]) {
    if open.len() != found.len() {
        return;
    }
    let mut labels = Vec::new();
    let mut from = 0;
    for item in found.iter() {
        let mut to = item.first;
        while to > from && matches!(t.low(to - 1), "chiếm" | "đạt" | "là" | ":" | "còn") {
            to -= 1;
        }
        // «Cơ cấu kinh tế: nông nghiệp 20%»: the heading is no part of the first name.
        from = (from..to).rev().find(|k| t.mark(*k) == ':').map_or(from, |colon| colon + 1);
        let words = (from..to).filter(|k| t.is_word(*k)).count();
        // Shares of a whole, or values behind a colon, all of one unit.
        let alike = found.first().is_some_and(|first| first.quantity.unit == item.quantity.unit);
        let shared = item.quantity.unit.as_deref() == Some("%") || t.mark(item.first.wrapping_sub(1)) == ':';
        let named = alike
            && shared
            && (1..=6).contains(&words)
            && !is_indicator(t, from)
            && t.year(to.wrapping_sub(1)).is_none();
        let closes =
            matches!(t.mark(item.end), ';' | '.') || item.end >= t.len() || t.gap(item.end) == Gap::Line;
        if !named || !closes || item.quantity.change.is_some() {
            return;
        }
        labels.push((from, to));
        from = item.end + usize::from(matches!(t.mark(item.end), ';' | '.'));
        from += usize::from(t.is_dash(from));
    }
    for (k, label) in labels.into_iter().enumerate() {
        set(t, found, k, label);
    }
}

/// Whether a label is an indicator of its own rather than a part: «tỷ lệ …», «số …», «mức độ …».
fn is_indicator(t: &Tokens<'_>, i: usize) -> bool {
    matches!(
        t.word(i),
        "tỷ" | "tỉ"
            | "số"
            | "mức"
            | "tổng"
            | "chỉ"
            | "điểm"
            | "năm"
            | "có"
            | "đạt"
            | "thu"
            | "giá"
            | "phấn"
            | "tốc"
            | "hoàn"
            | "thực"
            | "trên"
            | "đến"
            | "trong"
            | "bình"
            | "quy"
            | "kết"
            | "xây"
            | "giảm"
            | "tăng"
            | "duy"
    )
}
