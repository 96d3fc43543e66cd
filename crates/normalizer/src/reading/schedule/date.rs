//! Dates of documents, with blanks for what is written in by hand.

use super::calendar::Day;
use crate::reading::token::Tokens;

/// The first date in a text: ISO 8601, of reduced precision where the day or the month is blank
/// («ngày    tháng 01 năm 2023» is `2023-01`); null where there is none, or none that exists.
pub fn read_date(text: &str) -> Option<String> {
    let t = Tokens::new(text);
    let first = (0..t.len()).find_map(|i| match t.word(i) {
        "ngày" | "sốngày" => date_phrase(&t, i),
        "tháng" => month_phrase(&t, i, None),
        _ if t.is_number(i) && !t.touches(i) => figures(&t, i),
        _ => None,
    });
    first.and_then(|(date, _)| date)
}

/// The date behind «ngày» at `i`: what it says, and the token after it.
pub(crate) fn date_phrase(t: &Tokens<'_>, i: usize) -> Option<(Option<String>, usize)> {
    let mut k = i + 1;
    if matches!(t.word(k), "mồng" | "mùng") {
        k += 1;
    }
    if let Some(read) = figures(t, k) {
        return Some(read);
    }
    let day = t.integer(k);
    k = blank(t, k + usize::from(day.is_some()));
    if t.word(k) == "tháng" || t.word(k).strip_prefix("tháng").is_some_and(|rest| rest.parse::<u32>().is_ok())
    {
        return month_phrase(t, k, day);
    }
    // «ngày /7/2025», «ngày/...../2023».
    let mut month = None;
    if t.mark(k) == '/' {
        k = blank(t, k + 1);
    }
    if t.integer(k).is_some_and(|n| n <= 12) && t.mark(k + 1) == '/' {
        month = t.integer(k);
        k = blank(t, k + 2);
    } else if t.mark(k) == '/' {
        k = blank(t, k + 1);
    }
    let year = t.year(k)?;
    Some((open(year, month, None), k + 1))
}

/// «05/4/2023», «06-5-2004», «12.5.2023».
fn figures(t: &Tokens<'_>, i: usize) -> Option<(Option<String>, usize)> {
    let dotted: Vec<Option<u32>> = t.number(i).split('.').map(|part| part.parse().ok()).collect();
    if let [Some(day), Some(month), Some(year)] = dotted.as_slice() {
        return Some((open(i32::try_from(*year).ok()?, Some(*month), Some(*day)), i + 1));
    }
    let separator = |k: usize| t.mark(k) == '/' || t.is_dash(k) || t.mark(k) == '.';
    let day = t.integer(i)?;
    let month = t.integer(i + 2).filter(|_| separator(i + 1) && separator(i + 3))?;
    let year = t.year(i + 4)?;
    Some((open(year, Some(month), Some(day)), i + 5))
}

/// «tháng 4 năm 2023» with the day that stood before it; a blank month gives the year alone.
fn month_phrase(t: &Tokens<'_>, i: usize, day: Option<u32>) -> Option<(Option<String>, usize)> {
    let joined = t.word(i).strip_prefix("tháng").and_then(|rest| rest.parse().ok());
    let month = joined.or_else(|| t.integer(i + 1));
    let mut k = i + 1 + usize::from(joined.is_none() && month.is_some());
    k = blank(t, k);
    k += usize::from(t.word(k) == "năm" || t.mark(k) == '/');
    k = blank(t, k);
    let year = t.year(k);
    // A form to be filled in: «ngày … tháng … năm 20…» says nothing yet.
    let Some(year) = year else { return (t.word(k.wrapping_sub(1)) == "năm").then_some((None, k)) };
    Some((open(year, month, day.filter(|_| month.is_some())), k + 1))
}

/// Past dots that keep a place for handwriting.
fn blank(t: &Tokens<'_>, mut k: usize) -> usize {
    let limit = k + 40;
    while k < limit && matches!(t.mark(k), '.' | '…' | '_' | '‥') {
        k += 1;
    }
    k
}

/// What is known, if it can be: a day that exists, else a month, else the year.
fn open(year: i32, month: Option<u32>, day: Option<u32>) -> Option<String> {
    match (month, day) {
        (Some(month), Some(day)) => Day::new(year, month, day).map(Day::iso),
        (Some(month), None) => Day::first(year, month).map(|_| format!("{year:04}-{month:02}")),
        (None, _) => Some(format!("{year:04}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_with_blanks() {
        for (text, expected) in [
            ("Phường 2, ngày 23 tháng 3 năm 2023", Some("2023-03-23")),
            ("ngày 05 tháng 4 năm 2023", Some("2023-04-05")),
            ("ngày 07/9/2023", Some("2023-09-07")),
            ("ngày 05-7-2006", Some("2006-07-05")),
            ("ngày    tháng 01 năm 2023", Some("2023-01")),
            ("ngày tháng 7 năm 2025", Some("2025-07")),
            ("ngày …… tháng 7 năm 2025", Some("2025-07")),
            ("ngày   /7/2025", Some("2025-07")),
            ("sốngày/...../2023", Some("2023")),
            ("ngày       tháng      năm 2024", Some("2024")),
            ("ngày 14 tháng5 năm 2008", Some("2008-05-14")),
            ("ngày mồng 5 tháng 5 năm 2023", Some("2023-05-05")),
            ("tháng 12 năm 2012", Some("2012-12")),
            ("ngày … tháng … năm 20…", None),
            ("ngày 31 tháng 6 năm 2023", None),
            ("ngày 30/02/2023", None),
            ("không có ngày", None),
            ("", None),
        ] {
            assert_eq!(read_date(text).as_deref(), expected, "{text}");
        }
    }
}
