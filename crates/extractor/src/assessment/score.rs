//! The points that a line states: «Đạt 18/21 điểm; Số điểm bị trừ 3 điểm».

use crate::phrases::{SCORES, pattern, single_spaced};
use model::Number;
use regex::{Captures, Match, Regex};
use std::sync::LazyLock;

/// «18/21 điểm», «18 điểm/21 điểm», «18 điểm trên tổng số 21 điểm».
static RATIO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?P<a>\d+(?:[.,]\d+)?)\s*(?:điểm)?\s*(?:/|\btrên(?:\s+tổng\s+số)?\b)\s*(?P<m>\d+(?:[.,]\d+)?)\s*điểm\b",
    )
});
/// «đạt 88,46 điểm», «: 5 điểm», «(0 điểm)».
static ACHIEVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:đạt|được|là|còn|thẩm định|chấm|đánh giá|kết quả)\b(?:\s+(?:được|là|tổng|số|điểm|:))*\s*:?\s*|[:(]\s*)(?P<a>\d+(?:[.,]\d+)?)\s*điểm\b",
    )
});
/// «trừ 1 điểm», «tổng số điểm bị trừ là 10,54 điểm».
static DEDUCTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:trừ|mất)(?:\s+(?:đi|là|điểm))*\s*:?\s*(?P<a>\d+(?:[.,]\d+)?)\s*điểm\b")
});
/// «tự chấm 90 điểm», «điểm tự đánh giá: 90/100 điểm».
static SELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\btự\s+(?:chấm|đánh giá)(?:\s+(?:đạt|được|là|điểm))*\s*:?\s*(?P<a>\d+(?:[.,]\d+)?)(?:\s*/\s*\d+(?:[.,]\d+)?)?\s*điểm\b",
    )
});
/// «tối đa 21 điểm».
static MAXIMUM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\btối đa(?:\s+(?:là|được|điểm))*\s*:?\s*(?P<a>\d+(?:[.,]\d+)?)\b"));
static PERCENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?P<a>\d+(?:[.,]\d+)?)\s*%"));
static RATING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bxếp\s+loại\s*:?\s*(?P<r>[\p{L}][\p{L} ]{0,38}\p{L})"));

/// What a line says of its points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) achieved: Option<Number>,
    pub(super) maximum: Option<Number>,
    pub(super) deducted: Option<Number>,
    pub(super) self_assessed: Option<Number>,
    pub(super) percent: Option<Number>,
    pub(super) rating: Option<String>,
    /// The words before the points.
    pub(super) text: String,
}

impl Score {
    /// Whether the line states any points.
    pub(super) fn is_some(&self) -> bool {
        self.achieved.is_some() || self.deducted.is_some() || self.self_assessed.is_some()
    }
}

/// Reads the points of a line; its words are kept up to the first of them.
pub(super) fn read(text: &str) -> Score {
    let own = found(&SELF, text);
    let deducted = found(&DEDUCTED, text);
    let apart = |candidate: &Captures<'_>| {
        let value = candidate.name("a").map_or(0, |value| value.start());
        let known = [&own, &deducted].into_iter().flatten().filter_map(|known| known.name("a"));
        known.into_iter().all(|known| known.start() != value)
    };
    let ratio = RATIO.captures_iter(text).find(|candidate| points(candidate, text) && apart(candidate));
    let plain = ACHIEVED.captures_iter(text).find(|candidate| points(candidate, text) && apart(candidate));
    let achieved = ratio.as_ref().or(plain.as_ref());
    let starts = [achieved, deducted.as_ref(), own.as_ref()];
    let start =
        starts.into_iter().flatten().filter_map(|found| found.name("a")).map(|value| value.start()).min();
    let Some(start) = start else {
        return Score { text: single_spaced(text), ..Score::default() };
    };
    let rest = text.get(start..).unwrap_or_default();
    let maximum = ratio.as_ref().and_then(|found| found.name("m")).and_then(value);
    Score {
        achieved: achieved.and_then(|found| found.name("a")).and_then(value),
        maximum: maximum.or_else(|| MAXIMUM.captures(text)?.name("a").and_then(value)),
        deducted: deducted.as_ref().and_then(|found| found.name("a")).and_then(value),
        self_assessed: own.as_ref().and_then(|found| found.name("a")).and_then(value),
        percent: PERCENT.captures(rest).and_then(|found| found.name("a")).and_then(value),
        rating: RATING.captures(rest).and_then(|found| found.name("r")).map(rating),
        text: words_before(text.get(..start).unwrap_or_default()),
    }
}

fn found<'a>(pattern: &Regex, text: &'a str) -> Option<Captures<'a>> {
    pattern.captures_iter(text).find(|found| points(found, text))
}

/// Not «2 điểm phần trăm», not «3 điểm cầu».
fn points(found: &Captures<'_>, text: &str) -> bool {
    let end = found.get(0).map_or(text.len(), |whole| whole.end());
    let rest = text.get(end..).unwrap_or_default().trim_start().to_lowercase();
    !["%", "phần trăm", "cầu", "trường", "bán", "du lịch", "kinh doanh", "đen", "nóng"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// «xếp loại tốt» is «tốt»; words that go on with the sentence are not the rating's.
fn rating(found: Match<'_>) -> String {
    let words = found.as_str().split_whitespace();
    words
        .take_while(|word| !["và", "với", "trong", "theo", "năm", "đạt"].contains(word))
        .take(6)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words before the points without what leads in to them: «…: Đạt», «… được thẩm định».
fn words_before(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while let Some(last) = words.last() {
        let word = last.trim_start_matches(['(', ':', '-', '–']);
        if word.is_empty() {
            words.pop();
        } else if word.ends_with([':', ';', ',', '.', ')']) {
            break;
        } else if let Some(count) = lead_in(&words) {
            words.truncate(words.len().saturating_sub(count));
        } else {
            break;
        }
    }
    let kept = words.join(" ");
    let kept = if kept.is_empty() { single_spaced(text) } else { kept };
    kept.trim_end_matches([' ', ':', ';', ',', '.', '(', '-', '–']).to_owned()
}

/// How many of the last words lead in to points.
fn lead_in(words: &[&str]) -> Option<usize> {
    [3, 2, 1].into_iter().find(|count| {
        let Some(from) = words.len().checked_sub(*count) else {
            return false;
        };
        let tail = words.get(from..).unwrap_or_default().join(" ");
        let before = tail.trim_start_matches(['(', '-', '–']);
        SCORES.opening(before).is_some_and(|found| found.tag == "lead_in" && found.words == *count)
    })
}

fn value(found: Match<'_>) -> Option<Number> {
    number(found.as_str())
}

/// «20,16», «20.16», «1.000»: a mark before exactly three digits parts thousands unless it is a comma.
pub(super) fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let thousands = text.split_once('.').is_some_and(|(_, tail)| tail.len() == 3 && !text.starts_with('0'));
    let plain = if thousands { text.replace('.', "").replace(',', ".") } else { text.replace(',', ".") };
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Text, achieved/maximum, deducted, percent, rating.
    fn summary(line: &str) -> String {
        let score = read(line);
        let text = |value: Option<Number>| value.map_or("-".into(), |value| value.to_string());
        format!(
            "{} | {}/{} | {} | {} | {}",
            score.text,
            text(score.achieved),
            text(score.maximum),
            text(score.deducted),
            text(score.percent),
            score.rating.unwrap_or("-".into()),
        )
    }

    #[test]
    fn lines() {
        for (line, expected) in [
            (
                "Tiêu chí 1. Công tác chỉ đạo: Đạt 18/21 điểm; Số điểm bị trừ 3 điểm ở các tiêu chí sau:",
                "Tiêu chí 1. Công tác chỉ đạo | 18/21 | 3 | - | -",
            ),
            ("Tiêu chí 4: Tổ chức bộ máy: Đạt 7/7 điểm.", "Tiêu chí 4: Tổ chức bộ máy | 7/7 | - | - | -"),
            ("Số hóa hồ sơ: trừ 1,29 điểm.", "Số hóa hồ sơ | -/- | 1.29 | - | -"),
            ("tỷ lệ giao dịch đạt được: trừ 3,5 điểm.", "tỷ lệ giao dịch đạt được | -/- | 3.5 | - | -"),
            ("Tỷ lệ giao dịch trực tuyến. (0 điểm)", "Tỷ lệ giao dịch trực tuyến | 0/- | - | - | -"),
            (
                "Chỉ số của xã được thẩm định 88,46 điểm đạt 89,35%, xếp loại tốt; tổng số điểm bị trừ là 10,54 điểm.",
                "Chỉ số của xã | 88.46/- | 10.54 | 89.35 | tốt",
            ),
            ("Chuyển đổi số đạt 45,5/50 điểm (91%)", "Chuyển đổi số | 45.5/50 | - | 91 | -"),
            (
                "Tổng điểm: 92 điểm trên tổng số 100 điểm, xếp loại: Xuất sắc",
                "Tổng điểm | 92/100 | - | - | Xuất sắc",
            ),
            ("Công khai ngân sách: 5 điểm", "Công khai ngân sách | 5/- | - | - | -"),
            ("Nội dung A: trừ 2 điểm (tối đa 5 điểm)", "Nội dung A | -/5 | 2 | - | -"),
            (
                "Thu ngân sách tăng 10%, cao hơn 2 điểm phần trăm",
                "Thu ngân sách tăng 10%, cao hơn 2 điểm phần trăm | -/- | - | - | -",
            ),
            ("Có 6/7 cán bộ đạt 85,71%.", "Có 6/7 cán bộ đạt 85,71%. | -/- | - | - | -"),
            ("Xây dựng được 5 điểm trường", "Xây dựng được 5 điểm trường | -/- | - | - | -"),
        ] {
            assert_eq!(summary(line), expected, "{line}");
        }
    }

    #[test]
    fn what_one_gives_oneself_is_not_achieved() {
        let score = read("Điểm tự đánh giá: 95/100 điểm; thẩm định: 88,5 điểm");
        assert_eq!((score.self_assessed, score.achieved), (number("95"), number("88.5")));
    }

    proptest! {
        #[test]
        fn never_panics(text in "(đạt |trừ |[0-9]{1,3}|[,./:( ]|điểm|%|xếp loại |\\PC){0,16}") {
            let _ = read(&text);
        }
    }
}
