//! Numbers that are no quantities: dates, symbols, names, articles, levels, slogans, outline numbers.

use super::unit::is_rate_base;
use crate::reading::reference::symbol_end;
use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use std::sync::LazyLock;

/// How strongly a word makes the number after it a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Whatever follows the number.
    Hard,
    /// Only where no unit follows.
    Soft,
}

static NAMING: LazyLock<Phrases<Naming>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/naming.tsv"), |row| match *row.get(1)? {
        "hard" => Some(Naming::Hard),
        "soft" => Some(Naming::Soft),
        _ => None,
    })
});

static SLOGANS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/slogans.tsv"), |_| Some(())));

/// Tokens on either side that are looked at for «://» or «@»: no run without blanks may cost more.
const LONGEST_ADDRESS: usize = 100;

/// The token after a number, or a run of them, whose very shape says that it is no quantity.
pub(crate) fn shape_end(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    address(tokens, i)
        .or_else(|| outline(tokens, i))
        .or_else(|| symbol_end(tokens, i))
        .or_else(|| date(tokens, i))
        .or_else(|| year(tokens, i))
        .or_else(|| code(tokens, i))
        .or_else(|| is_rate_base(tokens, i).then_some(i + 1))
}

/// Web addresses and mail addresses: the whole run without blanks.
fn address(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let mut first = i;
    while tokens.touches(first) && first > 0 && i - first < LONGEST_ADDRESS {
        first -= 1;
    }
    let mut next = i + 1;
    while tokens.touches(next) && next - i < LONGEST_ADDRESS {
        next += 1;
    }
    if first == i && next == i + 1 {
        return None;
    }
    (first..next)
        .any(|k| tokens.mark(k) == '@' || tokens.word(k) == "www" || tokens.has(k, &[":", "/", "/"]))
        .then_some(next)
}

/// «1.», «2.1.», «3)» that open a text, and «2.1 Tỷ lệ» before a capital.
fn outline(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let opens =
        tokens.gap(i) == Gap::Line || (i > 0 && tokens.is_dash(i - 1) && tokens.gap(i - 1) == Gap::Line);
    if !opens || tokens.number(i).contains(',') || tokens.number(i).len() > 8 {
        return None;
    }
    let follows = |k: usize| k < tokens.len() && tokens.gap(k) != Gap::Line;
    match tokens.mark(i + 1) {
        '.' | ')' if tokens.touches(i + 1) && follows(i + 2) && !tokens.touches(i + 2) => Some(i + 2),
        '.' if tokens.touches(i + 1) && tokens.is_capital(i + 2) => Some(i + 2),
        _ if tokens.number(i).contains('.') && tokens.is_capital(i + 1) && follows(i + 1) => {
            // «4.800 USD» is thousands: outlines do not count to a hundred.
            tokens.number(i).split('.').all(|part| part.len() <= 2).then_some(i + 1)
        }
        _ => None,
    }
}

/// «05/4/2023», «16-02-2004», «7/2025», «2021-2025», «ngày 5», «tháng 12», «20/11» after «ngày».
fn date(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let part = |k: usize, most: u32| tokens.integer(k).is_some_and(|n| (1..=most).contains(&n));
    let separator = |k: usize| tokens.mark(k) == '/' || tokens.is_dash(k) || tokens.mark(k) == '.';
    if part(i, 31) && separator(i + 1) && part(i + 2, 12) && separator(i + 3) && tokens.year(i + 4).is_some()
    {
        return Some(i + 5);
    }
    if dotted_date(tokens.number(i)) {
        return Some(i + 1);
    }
    if part(i, 12) && separator(i + 1) && tokens.year(i + 2).is_some() {
        return Some(i + 3);
    }
    if !is_time_word(tokens.word(i.wrapping_sub(1))) || is_rate_word(tokens.word(i.wrapping_sub(2))) {
        return None;
    }
    let month = separator(i + 1) && part(i, 31) && part(i + 2, 12) && tokens.mark(i + 3) != '%';
    Some(if month { i + 3 } else { i + 1 })
}

/// «12.5.2023».
fn dotted_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    matches!(parts.as_slice(), [day, month, year] if day.len() <= 2 && month.len() <= 2 && year.len() == 4)
}

fn is_time_word(word: &str) -> bool {
    matches!(word, "ngày" | "tháng" | "quý" | "mồng" | "mùng")
}

/// «mỗi tháng 2 cuộc»: here the word before the number is the rhythm.
fn is_rate_word(word: &str) -> bool {
    matches!(word, "mỗi" | "hàng" | "hằng" | "/" | "một" | "từng")
}

/// «năm 2023», «2021-2025», «các năm 2023, 2024»: a year is a quantity only where a unit or a bound says so.
fn year(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    tokens.year(i)?;
    if tokens.word(i.wrapping_sub(1)) == "năm" {
        return Some(i + 1);
    }
    let ranged = |k: usize| tokens.is_dash(k) || matches!(tokens.mark(k), '/' | ',');
    let beside = ranged(i + 1) && tokens.year(i + 2).is_some();
    let after = i > 1 && ranged(i - 1) && tokens.year(i - 2).is_some();
    let labels = tokens.mark(i + 1) == ':' && tokens.len() > i + 2;
    let bracketed = i > 1 && tokens.mark(i - 1) == '(' && tokens.mark(i + 1) == ')';
    let named = matches!(tokens.word(i.wrapping_sub(1)), "đoạn" | "kỳ" | "khóa");
    (beside || after || labels || bracketed || named).then_some(i + 1)
}

/// Codes: «9001:2015», «v1.250», «COVID-19», «24/7», «5G», «0905123456».
fn code(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let digits = tokens.number(i);
    let marked =
        tokens.touches(i) && matches!(tokens.mark(i.wrapping_sub(1)), '.' | ',') && tokens.touches(i - 1);
    if marked && tokens.low(i.wrapping_sub(2)).ends_with(|c: char| c.is_ascii_digit()) {
        return Some(i + 1);
    }
    if tokens.mark(i + 1) == ':' && tokens.touches(i + 1) && tokens.touches(i + 2) && tokens.is_number(i + 2)
    {
        return Some(i + 3);
    }
    if i > 1 && tokens.touches(i) && tokens.is_dash(i - 1) && tokens.touches(i - 1) && tokens.is_word(i - 2) {
        return Some(i + 1);
    }
    // «Km15+200»: so many metres behind the milestone.
    if i > 1 && tokens.touches(i) && tokens.mark(i - 1) == '+' && tokens.low(i - 2).starts_with("km") {
        return Some(i + 1);
    }
    if tokens.has(i, &["24", "/", "7"]) || tokens.has(i, &["24", "/", "24"]) {
        return Some(i + 3);
    }
    // «8h30», «14h».
    let clock =
        tokens.word(i + 1).strip_prefix('h').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    if tokens.touches(i + 1) && clock {
        return Some(i + 2);
    }
    if tokens.touches(i + 1) && matches!(tokens.low(i + 1), "g" | "d" | "k") && tokens.is_capital(i + 1) {
        return Some(i + 2);
    }
    // A telephone number: no value is written «0235…».
    let padded = digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    (padded && digits.len() > 3).then_some(i + 1)
}

/// What a word before the number at `i` makes of it.
pub(crate) fn naming_before(tokens: &Tokens<'_>, i: usize) -> Option<Naming> {
    let (length, naming) = NAMING.before(tokens, i)?;
    // «mỗi lớp 30 học viên»: one of each, not the class called 30.
    let before = tokens.word(i.wrapping_sub(length + 1));
    (!is_rate_word(before) && !matches!(before, "số" | "tổng")).then_some(naming)
}

/// The token after a list of numbers that goes on with the one before `i`: «1, 3 và 5», «3, 4», «1-5».
pub(crate) fn list_end(tokens: &Tokens<'_>, mut i: usize) -> usize {
    loop {
        let joint = match tokens.low(i) {
            "," | "và" | "hoặc" | "đến" | "-" | "–" | "/" | "+" | "&" => 1,
            _ => return i,
        };
        let bare = tokens.is_number(i + joint) && !matches!(tokens.mark(i + joint + 1), '%' | '‰');
        if !bare || super::unit::unit_at(tokens, i + joint + 1).is_some() {
            return i;
        }
        i += joint + 1;
    }
}

/// «5 rõ», «4 tại chỗ», «2 cấp»: a small number before such a word.
pub(crate) fn is_slogan(tokens: &Tokens<'_>, after: usize) -> bool {
    tokens.gap(after) != Gap::Line && SLOGANS.is_at(tokens, after)
}
