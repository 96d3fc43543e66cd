//! Shares printed with their parts: «6/7 cán bộ đạt 85,71%».

use super::{Finished, excerpt};
use crate::phrases::pattern;
use model::{Diagnostic, Number, Place, Section};
use regex::Regex;
use std::sync::LazyLock;

/// A part of a whole, then the share that it is, which ends its clause. «2/3 xã đạt 100% tiêu chí» says
/// something else.
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[\s(])(?P<part>\d{1,6})/(?P<whole>\d{1,6})\s+[^,;.:()\d%/]{1,60}?",
        r"(?:,?\s*\b(?:đạt|chiếm|tỷ lệ|đạt tỷ lệ|chiếm tỷ lệ|tương đương|bằng)\s*:?\s*|\s*\(\s*(?:đạt|chiếm|tỷ lệ)?\s*)",
        r"(?P<percent>\d{1,3}(?:[.,]\d{1,3})?)\s*%\s*(?:[,;.)]|$)",
    ))
});
/// A date before the fraction: «ngày 6/7».
static DATED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:ngày|số|khoản|điều)\s*$"));

pub(super) fn check(finished: &Finished<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let targets = finished.targets.iter().map(|one| (one.text.as_str(), one.provenance.as_slice()));
    let tasks = finished.tasks.iter().map(|one| (one.text.as_str(), one.provenance.as_slice()));
    let mut known: Vec<String> = Vec::new();
    for (text, places) in targets.chain(tasks) {
        look(text, places, &mut known, &mut found);
    }
    for section in finished.sections {
        walk(section, 0, &mut known, &mut found);
    }
    found
}

fn walk(section: &Section, depth: u8, known: &mut Vec<String>, found: &mut Vec<Diagnostic>) {
    for text in &section.paragraphs {
        look(text, &[], known, found);
    }
    for child in section.children.iter().filter(|_| depth < 20) {
        walk(child, depth + 1, known, found);
    }
}

/// Records stand in the outline too; the same words are reported once.
fn look(text: &str, places: &[Place], known: &mut Vec<String>, found: &mut Vec<Diagnostic>) {
    for Share { part, whole, percent, words } in shares(text) {
        if agrees(percent, part, whole) || known.iter().any(|one| one == words) {
            continue;
        }
        if let Some(right) = percent_of(part, whole) {
            known.push(words.to_owned());
            let message =
                format!("{part}/{whole} is {right} %, printed is {percent} %: «{}»", excerpt(words));
            found.push(Diagnostic::warning("percent-mismatch", message, places.to_vec()));
        }
    }
}

/// Whether a text states shares, and all of them are those of their parts.
pub fn shares_hold(text: &str) -> bool {
    let mut shares = shares(text).peekable();
    shares.peek().is_some() && shares.all(|share| agrees(share.percent, share.part, share.whole))
}

/// A share printed with its part and its whole.
struct Share<'a> {
    part: Number,
    whole: Number,
    percent: Number,
    words: &'a str,
}

fn shares(text: &str) -> impl Iterator<Item = Share<'_>> {
    let may_have = text.contains('/') && text.contains('%');
    let found = may_have.then(|| SHARE.captures_iter(text)).into_iter().flatten();
    found.filter_map(move |share| {
        let number =
            |name: &str| -> Option<Number> { share.name(name)?.as_str().replace(',', ".").parse().ok() };
        let (part, whole, percent) = (number("part")?, number("whole")?, number("percent")?);
        let before = share.name("part").and_then(|part| text.get(..part.start())).unwrap_or_default();
        let words = share.get(0).map_or("", |found| found.as_str()).trim();
        let full = percent == Number::from(100);
        (!full && part <= whole && !DATED.is_match(before)).then_some(Share { part, whole, percent, words })
    })
}

/// Whether a percentage is that of the part in the whole, rounded or cut off to as many places as are
/// printed.
pub(super) fn agrees(percent: Number, part: Number, whole: Number) -> bool {
    let Some(exact) = exact(part, whole) else {
        return true;
    };
    let step = rust_decimal::Decimal::new(1, percent.decimal().scale());
    (exact - percent.decimal()).abs() < step
}

/// The percentage with two places.
pub(super) fn percent_of(part: Number, whole: Number) -> Option<Number> {
    Number::new(exact(part, whole)?.round_dp(2))
}

fn exact(part: Number, whole: Number) -> Option<rust_decimal::Decimal> {
    part.decimal().checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?.checked_div(whole.decimal())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{finished, target};
    use super::*;

    #[test]
    fn shares() {
        for (text, right) in [
            ("Có 6/7 cán bộ đạt 85,71%, công chức tham gia", true),
            ("Có 6/7 cán bộ đạt 85,7%.", true),
            ("Có 6/7 cán bộ đạt 87,51%.", false),
            ("Có 12/15 xã (80%)", true),
            ("Có 12/15 xã (chiếm 75%)", false),
            ("02/03 chỉ tiêu đạt 100%.", true),
            ("02/03 xã đạt 90% tiêu chí nông thôn mới", true),
            ("Đến ngày 6/7 đơn vị đạt 50%.", true),
            ("Đạt 18/21 điểm", true),
            ("Có 0/0 hồ sơ đạt 50%.", true),
        ] {
            assert_eq!(check(&finished(&[target(text)])).is_empty(), right, "{text}");
        }
    }
}
