//! Cuts a «Thời gian» cell where a new entry starts.

use super::time::times;
use crate::reading::token::{Gap, Tokens};

/// The stretches of tokens that each hold one entry or a list of them.
pub(super) fn segments(t: &Tokens<'_>) -> Vec<(usize, usize)> {
    let mut list = Vec::new();
    let mut from = 0;
    for i in 0..=t.len() {
        let (ends, next) = cut(t, from, i);
        if ends && i > from {
            list.push((from, i));
        }
        if ends {
            from = next;
        }
    }
    list
}

/// Whether a segment ends before `i`, and where the next starts.
fn cut(t: &Tokens<'_>, from: usize, i: usize) -> (bool, usize) {
    if i >= t.len() {
        return (true, i);
    }
    if t.mark(i) == ';' {
        return (true, i + 1);
    }
    let bullet = t.is_dash(i) || matches!(t.mark(i), '+' | '•' | '*');
    if bullet && t.gap(i) == Gap::Line {
        return (true, i + 1);
    }
    // «… : thường xuyên. Báo cáo …»: a sentence that has its time, before another.
    let sentence = t.mark(i) == '.' && t.is_capital(i + 1) && !t.touches(i + 1);
    if sentence && states_time(t, from, i) {
        return (true, i + 1);
    }
    let line = t.gap(i) == Gap::Line && i > from && (t.is_capital(i) || t.is_number(i));
    (line && states_time(t, from, i) && !hangs(t, i), i)
}

fn states_time(t: &Tokens<'_>, from: usize, to: usize) -> bool {
    to - from < 200 && !times(t, from, to).is_empty()
}

/// Whether the line before `i` cannot end there: «Quý⏎III», «từ tháng 3⏎đến».
fn hangs(t: &Tokens<'_>, i: usize) -> bool {
    matches!(
        t.low(i - 1),
        "quý" | "tháng" | "năm" | "ngày" | "đến" | "từ" | "trước" | "của" | "và" | ":" | "," | "theo"
    ) || t.is_dash(i - 1)
}
