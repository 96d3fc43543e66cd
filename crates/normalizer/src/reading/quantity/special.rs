//! Quantities that no number opens, and readings that join or repeat others.

use super::amount::amount_at;
use super::form::is_share;
use super::unit::{Class, closed, is_counted, unit_at};
use super::{Found, NumberStyle};
use crate::reading::token::{Gap, Tokens};
use crate::reading::words::spelled;
use model::{Comparator, Number, QuantityKind};
use rust_decimal::Decimal;

/// What starts at `i` without being a number itself.
pub(super) fn read(t: &Tokens<'_>, style: NumberStyle, i: usize) -> Option<Found> {
    match t.word(i) {
        "gấp" => multiple(t, i),
        "một" if t.word(i + 1) == "nửa" => half(t, i),
        "nhóm" | "top" | "tốp" => band(t, style, i),
        "toàn" if i == 0 => whole(t),
        "không" if i == 0 => none_left(t),
        "số" => per_head(t, style, i),
        _ => None,
    }
}

/// «gấp đôi», «gấp ba», «gấp rưỡi».
fn multiple(t: &Tokens<'_>, i: usize) -> Option<Found> {
    let value = match t.word(i + 1) {
        "đôi" => Number::from(2),
        "ba" if t.word(i + 2) != "lần" => Number::from(3),
        "rưỡi" => Number::new(Decimal::new(15, 1))?,
        _ => return None,
    };
    let mut found = Found::new(t, QuantityKind::Ratio, Comparator::Equal, i, i + 2);
    found.quantity.value = Some(value);
    found.quantity.unit = Some("lần".to_owned());
    Some(found)
}

/// «một nửa».
fn half(t: &Tokens<'_>, i: usize) -> Option<Found> {
    let mut found = Found::new(t, QuantityKind::Percent, Comparator::Equal, i, i + 2);
    found.quantity.value = Some(Number::from(50));
    found.quantity.unit = Some("%".to_owned());
    Some(found)
}

/// A cell that says no more than «toàn bộ hồ sơ» says 100 %; in a sentence it says nothing that is measured.
fn whole(t: &Tokens<'_>) -> Option<Found> {
    let unit = unit_at(t, 2).filter(|unit| unit.class == Class::Count);
    let end = unit.map_or(2, |unit| unit.next);
    if t.word(1) != "bộ" || !(end..t.len()).all(|k| matches!(t.mark(k), '.' | ';')) {
        return None;
    }
    let mut found = Found::new(t, QuantityKind::Percent, Comparator::Equal, 0, end);
    found.quantity.value = Some(Number::from(100));
    found.quantity.unit = Some("%".to_owned());
    Some(found)
}

/// «không còn xã dưới năm tiêu chí»: none of what is counted.
fn none_left(t: &Tokens<'_>) -> Option<Found> {
    if t.word(1) != "còn" || !is_counted(t, 2) {
        return None;
    }
    let mut end = 3;
    while end < t.len() && !t.ends_clause(end) && t.mark(end) != ',' {
        end += 1;
    }
    let mut found = Found::new(t, QuantityKind::Count, Comparator::Equal, 0, end);
    found.quantity.value = Some(Number::from(0));
    found.quantity.unit = Some(closed(t.raw(2, end)));
    Some(found)
}

/// «nhóm 20 tỉnh, thành phố đứng đầu», «tốp 1»: at most that rank.
fn band(t: &Tokens<'_>, style: NumberStyle, i: usize) -> Option<Found> {
    if !t.is_number(i + 1) {
        return None;
    }
    let amount = amount_at(t, i + 1)?;
    let noun =
        unit_at(t, amount.next).filter(|unit| unit.class == Class::Count).map_or(amount.next, |u| u.next);
    let end = match best_end(t, noun) {
        Some(end) => end,
        None if t.word(i) == "nhóm" => return None,
        None => amount.next,
    };
    let mut found = Found::new(t, QuantityKind::Rank, Comparator::AtMost, i, end);
    found.quantity.value = amount.value(style, None).map(|(value, _)| value);
    found.quantity.value.is_some().then_some(found)
}

/// «đứng đầu», «có điểm số cao nhất»: what makes a group the best of all.
fn best_end(t: &Tokens<'_>, noun: usize) -> Option<usize> {
    const LONGEST_MEASURE: usize = 6;
    let most = if t.word(noun) == "có" { LONGEST_MEASURE } else { 0 };
    let best = |k: usize| {
        matches!(
            (t.word(k), t.word(k + 1)),
            ("đứng" | "dẫn", "đầu") | ("cao" | "tốt" | "thấp" | "lớn" | "nhiều", "nhất")
        )
    };
    let words = (noun..=noun + most).take_while(|k| t.is_word(*k) && t.gap(*k) != Gap::Line);
    words.into_iter().find(|k| best(*k)).map(|k| k + 2)
}

/// «Số bác sĩ trên 10.000 người: 15»: the number on the right, per so many of the left.
fn per_head(t: &Tokens<'_>, style: NumberStyle, i: usize) -> Option<Found> {
    let mut over = i + 2;
    while t.is_word(over) && t.word(over) != "trên" && over < i + 6 {
        over += 1;
    }
    if t.word(over) != "trên" || !t.is_number(over + 1) {
        return None;
    }
    let base = amount_at(t, over + 1)?;
    let unit = unit_at(t, base.next)?;
    let value_at = unit.next + 1;
    if !matches!(t.low(unit.next), ":" | "là" | "đạt") || !t.is_number(value_at) {
        return None;
    }
    let amount = amount_at(t, value_at)?;
    let (count, _) = base.value(style, Some(&unit))?;
    let own = unit_at(t, amount.next);
    if own.as_ref().is_some_and(|own| matches!(own.class, Class::Percent | Class::Money)) {
        return None;
    }
    let end = own.map_or(amount.next, |own| own.next);
    let mut found = Found::new(t, QuantityKind::Number, Comparator::Equal, value_at, end);
    found.quantity.value = Some(amount.value(style, None)?.0);
    found.quantity.unit = Some(format!("{}/{count} {}", closed(t.raw(i + 1, over)), unit.text));
    Some(found)
}

/// «hơn 50% và dưới 70%»: two bounds of one range.
pub(super) fn join_bounds(t: &Tokens<'_>, found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for item in found {
        match joined.last().and_then(|low| bounded(t, low, &item)) {
            Some(range) => {
                joined.pop();
                joined.push(range);
            }
            None => joined.push(item),
        }
    }
    joined
}

/// The range between two bounds that «và» joins.
fn bounded(t: &Tokens<'_>, low: &Found, high: &Found) -> Option<Found> {
    let lower = matches!(low.quantity.comparator, Comparator::MoreThan | Comparator::AtLeast)
        || (low.quantity.comparator == Comparator::About && t.word(low.first) == "hơn");
    let upper = matches!(high.quantity.comparator, Comparator::LessThan | Comparator::AtMost);
    let joined = matches!(t.word(low.end), "và" | "nhưng" | "đến") && low.end + 1 == high.first;
    let rises = low.quantity.value < high.quantity.value && low.quantity.unit == high.quantity.unit;
    if !(lower && upper && joined && rises) {
        return None;
    }
    let mut range = Found::new(t, low.quantity.kind, Comparator::Range, low.first, high.end);
    range.quantity.min = low.quantity.value;
    range.quantity.max = high.quantity.value;
    range.quantity.unit = low.quantity.unit.clone();
    range.quantity.change = low.quantity.change;
    Some(range)
}

/// Marks percentages that say a part of a whole or a score once more, and values in brackets that
/// another is compared with.
pub(super) fn mark_asides(t: &Tokens<'_>, found: &mut [Found]) {
    for k in 1..found.len() {
        let (Some(before), Some(item)) = (found.get(k - 1), found.get(k)) else { continue };
        let aside = restates(t, before, item) || compares(t, before, item);
        if let Some(item) = found.get_mut(k) {
            item.aside = aside;
        }
    }
}

fn restates(t: &Tokens<'_>, before: &Found, item: &Found) -> bool {
    let links = (before.end..item.first).all(|k| {
        matches!(
            t.low(k),
            "," | "(" | "đạt" | "tỷ" | "lệ" | "tương" | "đương" | "bằng" | "chiếm" | "là" | "="
        )
    });
    if !links || item.quantity.kind != QuantityKind::Percent {
        return false;
    }
    match (before.quantity.kind, before.quantity.value, before.quantity.of, item.quantity.value) {
        (QuantityKind::Ratio | QuantityKind::Score, Some(value), Some(of), Some(shown)) => {
            is_share(value, of, shown)
        }
        (QuantityKind::Score, Some(_), None, Some(_)) => {
            t.word(before.end) == "đạt" && before.quantity.change.is_none()
        }
        _ => false,
    }
}

fn compares(t: &Tokens<'_>, before: &Found, item: &Found) -> bool {
    let bracketed = t.mark(item.first.wrapping_sub(1)) == '(' && t.mark(item.end) == ')';
    bracketed && t.word(before.end) == "so" && t.word(before.end + 1) == "với"
}
/// «¾», «hai phần ba» at `i`: the token after it. Their decimals may not end, so none is given.
pub(super) fn share_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    if matches!(t.low(i), "½" | "⅓" | "⅔" | "¼" | "¾" | "⅕" | "⅛") {
        return Some(i + 1);
    }
    let part = spelled(t, i).filter(|part| t.word(part.next) == "phần")?;
    // «hai phần trăm» is a unit of its own, «một phần năm 2025» part of a year.
    let of = spelled(t, part.next + 1).filter(|of| of.value <= 10 && t.year(of.next).is_none())?;
    Some(of.next)
}
