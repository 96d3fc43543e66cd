//! What words say of a column and of its cells, for a reader that has lost the rulings between them.

use crate::period::{find_period, find_stretch};
use crate::vocabulary::Vocabulary;
use model::{CellKind, ScheduleEntry, ScheduleKind};
use normalizer::{
    NumberStyle, ScheduleContext, is_agency_name, is_unit, read_quantities, read_schedule_with_doubts,
    split_agencies,
};

/// A quantity, a unit, a time or a name is no paragraph.
const LONGEST: usize = 160;
/// Letters of a quantity's words, «từ 35% trở lên».
const LETTERS: usize = 24;
/// The same behind a number, «01 sáng kiến, giải pháp được công nhận».
const LETTERS_BEHIND: usize = 40;

/// What a column with this heading holds, and whether a known phrase is all or most of the heading.
pub fn column_kind(heading: &str, vocabulary: &Vocabulary) -> Option<(CellKind, bool)> {
    let columns = vocabulary.columns();
    let whole = columns.find_exact(heading).is_some() || columns.covers_half(heading);
    let named = |word| match word {
        "index" => CellKind::Index,
        "lead" | "coordinating" | "implementing" | "monitoring" => CellKind::Agency,
        "schedule" | "deadline" | "start" | "end" => CellKind::Time,
        "unit" => CellKind::Unit,
        "amount" | "comparison" | "maximum" | "self" | "achieved" | "deducted" | "percent" => {
            CellKind::Number
        }
        _ => CellKind::Text,
    };
    let word = columns.find(heading);
    let dated =
        find_period(&[heading], vocabulary).is_some() || find_stretch(&[heading.to_owned()]).is_some();
    match word.map(named) {
        None if dated => Some((CellKind::Number, true)),
        Some(CellKind::Text) if dated && matches!(word, Some("target" | "estimate")) => {
            Some((CellKind::Number, true))
        }
        kind => kind.map(|kind| (kind, whole)),
    }
}

/// Whether a text, its paragraphs as lines, may be a whole cell of the kind.
pub fn is_cell(text: &str, kind: CellKind) -> bool {
    let text = text.trim();
    let short = text.chars().count() <= LONGEST;
    match kind {
        CellKind::Index => crate::header::is_index(text),
        CellKind::Text => true,
        CellKind::Number => is_number(text),
        CellKind::Agency => {
            let names = split_agencies(text);
            short && !names.is_empty() && names.iter().all(|name| is_agency(name))
        }
        CellKind::Time => short && is_time(text),
        CellKind::Unit => text.split('/').next().is_some_and(is_unit) || is_unit(text),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let plain = letters == 0 && (digits || matches!(text, "-" | "–" | "…"));
    let most = if text.starts_with(|c: char| c.is_ascii_digit()) { LETTERS_BEHIND } else { LETTERS };
    plain || digits && letters <= most && !read_quantities(text, NumberStyle::default()).is_empty()
}

/// A name, or one that goes on behind a name: «Phòng Kinh tế - Hạ tầng và Đô thị».
fn is_agency(name: &str) -> bool {
    const MOST_WORDS: usize = 12;
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |count: usize| words.get(..count).is_some_and(|words| is_agency_name(&words.join(" ")));
    let plain =
        words.len() <= MOST_WORDS && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':'));
    is_agency_name(name) || plain && (2..=5).any(named)
}

/// Times and what they are for, and no other words.
fn is_time(text: &str) -> bool {
    const MOST_ACTIVITY: usize = 4;
    let reading = read_schedule_with_doubts(text, ScheduleContext { year: Some(2000), deadline: false });
    let count = |text: &str| text.split_whitespace().count();
    let said = |entry: &ScheduleEntry| {
        let activity = entry.activity.as_deref().unwrap_or_default();
        // «Kinh phí chi theo quy định» is no time.
        let loose = matches!(entry.kind, ScheduleKind::Conditional | ScheduleKind::Continuous);
        !is_agency(activity) && count(activity) <= MOST_ACTIVITY && (!loose || activity.is_empty())
    };
    let read: usize = reading.entries.iter().map(|entry| count(&entry.raw)).sum();
    reading.doubts.is_empty()
        && !reading.entries.is_empty()
        && reading.entries.iter().all(said)
        && read * 6 >= count(text) * 5
        && !has_more(text)
}

/// Whether other words with a capital stand behind a time: «Trong năm 2023 Kinh phí …».
fn has_more(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let timed = |text: &str| {
        let context = ScheduleContext { year: Some(2000), deadline: false };
        read_schedule_with_doubts(text, context).entries.first().is_some_and(|entry| entry.activity.is_none())
    };
    words.windows(2).enumerate().any(|(at, pair)| {
        let [one, next] = pair else { return false };
        let number = one.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit());
        let rest = words.get(at + 1..).unwrap_or_default().join(" ");
        number && next.starts_with(char::is_uppercase) && !timed(&rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_stands_below() {
        for (heading, expected) in [
            ("STT", Some((CellKind::Index, true))),
            ("Cơ quan chủ trì thực hiện", Some((CellKind::Agency, true))),
            ("Thời gian thực hiện", Some((CellKind::Time, true))),
            ("Dự kiến chỉ tiêu đạt năm 2024", Some((CellKind::Number, true))),
            ("Nhiệm vụ cụ thể", Some((CellKind::Text, true))),
            ("ĐVT", Some((CellKind::Unit, true))),
            ("Màu sắc", None),
        ] {
            assert_eq!(column_kind(heading, Vocabulary::builtin()), expected, "{heading}");
        }
    }

    #[test]
    fn cells_are_of_a_kind_or_not() {
        for (text, kind, expected) in [
            ("Phòng Văn hoá – Xã hội phường", CellKind::Agency, true),
            ("Kế hoạch của UBND phường", CellKind::Agency, false),
            ("Quý III/2025", CellKind::Time, true),
            ("Ban hành kế hoạch: Tháng 7;\nThực hiện: Cả năm", CellKind::Time, true),
            ("Xã hội phường", CellKind::Time, false),
            ("100%", CellKind::Agency, false),
            ("Trong năm 2023 Kinh phí chi theo quy định", CellKind::Time, false),
            ("Từ tháng 3 đến Tháng 5/2026", CellKind::Time, true),
            ("từ 35% trở lên", CellKind::Number, true),
            ("≥ 5", CellKind::Number, true),
            ("Sở Nội vụ", CellKind::Number, false),
            ("Triệu đồng", CellKind::Unit, true),
            ("bình quân", CellKind::Unit, false),
        ] {
            assert_eq!(is_cell(text, kind), expected, "{text}");
        }
    }
}
