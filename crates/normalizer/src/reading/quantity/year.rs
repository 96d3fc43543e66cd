//! Years that the words tie a quantity to: «đến năm 2025 đạt 100%», «Năm 2023: 40%».

use super::Found;
use crate::reading::token::{Gap, Tokens};

/// A year that may hold for quantities, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Mention {
    year: i32,
    first: usize,
    end: usize,
    tie: Tie,
}

/// How a year holds for the quantities around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// It opens a part of its clause: for what follows, else for what stands before.
    Opening,
    /// For what stands before it, else for what follows.
    Closing,
    /// «85% (2024)»: for what stands before it and nothing else.
    Bracket,
    /// One of several: «các năm 2023, 2024»; only a list of quantities can share them out.
    Listed,
}

/// Ties each quantity to its year, clause by clause.
pub(super) fn tie(t: &Tokens<'_>, found: &mut [Found]) {
    let starts = clause_starts(t);
    let mentions = mentions(t, found, &starts);
    respective(&mentions, found);
    for (n, mention) in mentions.iter().enumerate() {
        let inside = bracket(t, mention.first);
        let (from, to) = inside.unwrap_or_else(|| clause(&starts, mention.first, t.len()));
        let after = found.partition_point(|f| f.first < mention.end);
        let follows = found.get(after).is_some_and(|f| f.end <= to) && mention.tie != Tie::Bracket;
        let before = after.checked_sub(1).filter(|k| found.get(*k).is_some_and(|f| f.first >= from));
        match (before, follows, mention.tie) {
            (_, _, Tie::Listed) => {}
            (_, true, Tie::Opening) | (None, true, _) => {
                let next = mentions
                    .iter()
                    .skip(n + 1)
                    .find(|m| m.tie == Tie::Opening)
                    .map_or(to, |m| m.first.min(to));
                for item in found.iter_mut().skip(after).take_while(|f| f.end <= next) {
                    give(t, item, mention.year);
                }
            }
            // «85% (năm 2024)»: nothing in the brackets but the year.
            (None, false, _) if inside.is_some() => {
                let behind =
                    after.checked_sub(1).and_then(|k| found.get_mut(k)).filter(|f| f.end + 1 == from);
                behind.into_iter().for_each(|item| item.quantity.year = Some(mention.year));
            }
            (Some(k), ..) => {
                if let Some(item) = found.get_mut(k).filter(|f| f.quantity.year.is_none()) {
                    item.quantity.year = Some(mention.year);
                }
            }
            _ => {}
        }
    }
}

/// The tokens between the brackets around a token, if they are near.
fn bracket(t: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    const FARTHEST: usize = 80;
    let open = (at.saturating_sub(FARTHEST)..at).rev().find(|k| matches!(t.mark(*k), '(' | ')'))?;
    let close = (at..at + FARTHEST).find(|k| matches!(t.mark(*k), '(' | ')'))?;
    (t.mark(open) == '(' && t.mark(close) == ')').then_some((open + 1, close))
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
        let end = mentions.partition_point(|m| m.end <= first);
        let Some(years) = end.checked_sub(count).and_then(|from| mentions.get(from..end)) else { continue };
        if years.iter().all(|m| m.tie == Tie::Listed) {
            found.iter_mut().skip(k).zip(years).for_each(|(item, m)| item.quantity.year = Some(m.year));
        }
    }
}

/// The years that are said of something, not of a document, a comparison or a period.
fn mentions(t: &Tokens<'_>, found: &[Found], starts: &[usize]) -> Vec<Mention> {
    let mut list = Vec::new();
    let mut k = 0;
    while k < t.len() {
        let at = k;
        k += 1;
        let Some(year) = t.year(at) else { continue };
        let next = found.partition_point(|f| f.end <= at);
        if found.get(next).is_some_and(|f| f.first <= at) {
            continue;
        }
        let behind =
            |end: usize| next.checked_sub(1).and_then(|p| found.get(p)).is_some_and(|f| f.end == end);
        if t.mark(at.wrapping_sub(1)) == '(' && t.mark(at + 1) == ')' {
            if behind(at.wrapping_sub(1)) {
                list.push(Mention { year, first: at, end: at + 1, tie: Tie::Bracket });
            }
            continue;
        }
        let named = t.word(at.wrapping_sub(1)) == "năm";
        let until = matches!(t.word(at.wrapping_sub(1)), "đến" | "vào") && !t.ends_clause(at + 1);
        let labels = t.mark(at + 1) == ':'
            && (at == 0
                || matches!(t.low(at - 1), "(" | ";" | "," | "%" | "kh" | "th" | "hoạch" | "hiện" | "ước"));
        let first = if named { at - 1 } else { at };
        if !(named || labels || until) || t.is_dash(at + 1) || is_tied_elsewhere(t, first) {
            continue;
        }
        let lead = lead(t, first);
        let (from, _) = clause(starts, lead, t.len());
        let tie = if opens_part(t, lead, at + 1, from) { Tie::Opening } else { Tie::Closing };
        list.push(Mention { year, first: lead, end: at + 1, tie });
        k = listed(t, at, &mut list);
    }
    list
}

/// «năm 2023, 2024 và 2025»: the further years of a list; the token to go on with.
fn listed(t: &Tokens<'_>, first: usize, list: &mut Vec<Mention>) -> usize {
    let mut at = first;
    while matches!(t.low(at + 1), "," | "và" | "-" | "–") {
        let next = at + 2 + usize::from(t.word(at + 2) == "năm");
        let Some(year) = t.year(next).filter(|_| t.mark(next + 1) != ':' || t.mark(first + 1) == ',') else {
            break;
        };
        if let Some(head) = list.last_mut().filter(|_| at == first) {
            head.tie = Tie::Listed;
        }
        list.push(Mention { year, first: next, end: next + 1, tie: Tie::Listed });
        at = next;
    }
    at + 1
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
            "" | "," | ";" | "." | ":" | "(" | ")" => return false,
            "với" if t.word(k.wrapping_sub(1)) == "so" => return true,
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

/// Where each clause starts: at a line, after «;», after the end of a sentence.
fn clause_starts(t: &Tokens<'_>) -> Vec<usize> {
    let ends = |k: usize| t.mark(k) == ';' || (t.mark(k) == '.' && !t.touches(k + 1));
    (0..t.len()).filter(|k| *k == 0 || t.gap(*k) == Gap::Line || ends(*k - 1)).collect()
}

/// The clause around a token.
fn clause(starts: &[usize], at: usize, len: usize) -> (usize, usize) {
    let next = starts.partition_point(|start| *start <= at);
    let from = next.checked_sub(1).and_then(|k| starts.get(k)).copied().unwrap_or(0);
    (from, starts.get(next).copied().unwrap_or(len))
}

/// Whether a year opens a part of its clause, so that it holds for what follows.
fn opens_part(t: &Tokens<'_>, first: usize, end: usize, from: usize) -> bool {
    let before = t.low(first.wrapping_sub(1));
    // «…, thì năm 2005 cần đạt 8,8%»: what the year has, follows.
    let says =
        matches!(t.low(end), "đạt" | "là" | "tăng" | "giảm" | "cần" | "phấn" | "còn" | "ước" | ":" | "có");
    first == from || says || matches!(before, "," | ":" | "(" | "-" | "–" | "+" | "đấu" | "là")
}
