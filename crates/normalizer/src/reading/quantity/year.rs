//! Years that the words tie a quantity to: «đến năm 2025 đạt 100%», «Năm 2023: 40%».

use super::Found;
use crate::reading::token::{Gap, Tokens};

/// A year that may hold for quantities, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Mention {
    year: i32,
    first: usize,
    end: usize,
}

/// Ties each quantity to its year, clause by clause.
pub(super) fn tie(t: &Tokens<'_>, found: &mut [Found]) {
    let mentions = mentions(t, found);
    if mentions.is_empty() {
        return;
    }
    respective(&mentions, found);
    for mention in mentions {
        let (from, to) = clause(t, mention.first);
        let inside = |f: &Found| f.first >= from && f.end <= to;
        let after = found.iter().position(|f| f.first >= mention.end && inside(f));
        let before = found.iter().rposition(|f| f.end <= mention.first && inside(f));
        let opens = opens_part(t, mention.first, from);
        match (before, after) {
            (_, Some(k)) if opens || before.is_none() => {
                for item in
                    found.iter_mut().skip(k).filter(|f| f.end <= to && f.respective.is_none_or(|_| true))
                {
                    give(t, item, mention.year);
                }
            }
            (Some(k), _) => {
                if let Some(item) = found.get_mut(k).filter(|f| f.quantity.year.is_none()) {
                    item.quantity.year = Some(mention.year);
                }
            }
            _ => {}
        }
    }
}

/// A yearly step («mỗi năm tăng 20%») is tied to no one year.
fn give(t: &Tokens<'_>, item: &mut Found, year: i32) {
    let yearly = t.has_before(item.first, &["mỗi", "năm"]) || t.has_before(item.first, &["hàng", "năm"]);
    if !yearly {
        item.quantity.year = Some(year);
    }
}

/// «các năm 2023, 2024, 2025 đạt tương ứng 30%, 40%, 50%».
fn respective(mentions: &[Mention], found: &mut [Found]) {
    for k in 0..found.len() {
        let Some((0, count)) = found.get(k).and_then(|f| f.respective) else { continue };
        let Some(first) = found.get(k).map(|f| f.first) else { continue };
        let before: Vec<&Mention> = mentions.iter().filter(|m| m.end <= first).collect();
        if before.len() != count {
            continue;
        }
        for (item, mention) in found.iter_mut().skip(k).zip(before) {
            item.quantity.year = Some(mention.year);
        }
    }
}

/// The years that are said of something, not of a document, a comparison or a period.
fn mentions(t: &Tokens<'_>, found: &[Found]) -> Vec<Mention> {
    let mut list = Vec::new();
    for k in 0..t.len() {
        let Some(year) = t.year(k) else { continue };
        if found.iter().any(|f| (f.first..f.end).contains(&k)) {
            continue;
        }
        let labelled =
            t.mark(k + 1) == ':' && (k == 0 || matches!(t.low(k - 1), "năm" | "(" | ";" | "," | "%"));
        if t.word(k.wrapping_sub(1)) != "năm" && !labelled {
            continue;
        }
        let first = if t.word(k.wrapping_sub(1)) == "năm" { k - 1 } else { k };
        if is_tied_elsewhere(t, first) || t.is_dash(k + 1) {
            continue;
        }
        list.push(Mention { year, first: lead(t, first), end: k + 1 });
    }
    list
}

/// «đến năm», «trong năm», «đến hết năm»: the words that belong to the year.
fn lead(t: &Tokens<'_>, mut first: usize) -> usize {
    while matches!(t.word(first.wrapping_sub(1)), "đến" | "trong" | "hết" | "cuối" | "vào" | "riêng" | "tới")
    {
        first -= 1;
    }
    first
}

/// «so với năm 2021», «tháng 5 năm 2023», «từ năm 2021», «Luật … năm 2015», «tầm nhìn đến năm 2030».
fn is_tied_elsewhere(t: &Tokens<'_>, first: usize) -> bool {
    let before = t.word(first.wrapping_sub(1));
    if matches!(before, "với" | "so" | "kỳ" | "từ" | "của" | "quả" | "bằng" | "và")
        || t.is_number(first.wrapping_sub(1))
    {
        return true;
    }
    let mut k = first;
    for _ in 0..12 {
        k = k.wrapping_sub(1);
        match t.low(k) {
            "" | "," | ";" | "." | ":" => return false,
            "luật" | "hiến" | "nghị" | "nhìn" | "hướng" | "thông"
                if t.word(k) != "thông" || t.word(k + 1) == "tư" =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// The clause around a token, to the nearest «;», line end or end of a sentence.
fn clause(t: &Tokens<'_>, at: usize) -> (usize, usize) {
    let ends = |k: usize| t.mark(k) == ';' || (t.mark(k) == '.' && !t.touches(k + 1));
    let from = (0..=at).rev().find(|k| t.gap(*k) == Gap::Line || (*k > 0 && ends(*k - 1))).unwrap_or(0);
    let to = (at..t.len()).find(|k| ends(*k) || (*k > at && t.gap(*k) == Gap::Line)).unwrap_or(t.len());
    (from, to)
}

/// Whether a year opens a part of its clause, so that it holds for what follows.
fn opens_part(t: &Tokens<'_>, first: usize, from: usize) -> bool {
    first == from || matches!(t.low(first.wrapping_sub(1)), "," | ":" | "(" | "-" | "–" | "+" | "đấu" | "là")
}
