//! The deadlines and rhythms that a sentence states.

use super::point::{Point, Span};
use super::time::{Time, What, times};
use super::{ScheduleContext, entry, trimmed};
use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use model::ScheduleEntry;
use std::sync::LazyLock;

/// Acts that a rhythm behind them says the times of: «báo cáo hằng tháng».
static PERIODIC_ACTS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/periodic_acts.tsv"), |_| Some(())));

/// The deadlines and recurrences that a prose task's words state; not a loose «thường xuyên».
pub fn prose_schedule(text: &str, context: ScheduleContext) -> Vec<ScheduleEntry> {
    let t = Tokens::new(text);
    let mut entries: Vec<ScheduleEntry> = Vec::new();
    let mut from = 0;
    for i in 0..=t.len() {
        let ends = i >= t.len()
            || t.mark(i) == ';'
            || (t.mark(i) == '.' && !t.touches(i + 1))
            || t.gap(i) == Gap::Line;
        if !ends {
            continue;
        }
        if i > from {
            clause(&t, from, i, context, &mut entries);
        }
        from = i;
    }
    entries
}

fn clause(
    t: &Tokens<'_>,
    from: usize,
    to: usize,
    context: ScheduleContext,
    entries: &mut Vec<ScheduleEntry>,
) {
    let found = times(t, from, to);
    let mut listed = false;
    for time in &found {
        let time = &within(t, (from, to), time);
        let stated = match time.what {
            What::By { .. } => time.strong,
            What::Every(_) => listed || is_stated(t, from, time),
            What::Span(start, far) => is_campaign(t, (from, to), time, start.span, far),
            _ => false,
        };
        listed = stated && matches!(time.what, What::Every(_));
        if !stated {
            continue;
        }
        if let Some(mut read) = entry(time.what, context.year, false) {
            read.raw = trimmed(t.raw(time.first, time.end));
            if !entries.contains(&read) {
                entries.push(read);
            }
        }
    }
}

/// «Trong tháng 7/2024, tổ chức …», «… tổng kết trong quý IV/2025.»: by the end of what is named. In a
/// sentence that looks back («đã», «được giao») it says when something was.
fn within(t: &Tokens<'_>, (from, to): (usize, usize), time: &Time) -> Time {
    let What::Span(point, far) = time.what else { return *time };
    let Some(lead) = time.first.checked_sub(1).filter(|lead| *lead >= from) else { return *time };
    let named = matches!(point.span, Span::Month(_) | Span::Quarter(_)) && point.year.is_some();
    if t.word(lead) != "trong" || !named || point != far {
        return *time;
    }
    if !stands_at_edge(t, (from, to), lead, time.end) || looks_back(t, from, to) {
        return *time;
    }
    Time { what: What::By { point, before: false }, first: lead, strong: true, ..*time }
}

/// «Mở đợt cao điểm từ ngày 15/3 đến ngày 30/4/2026»: days from which to which something is done.
fn is_campaign(t: &Tokens<'_>, (from, to): (usize, usize), time: &Time, start: Span, far: Point) -> bool {
    let days = matches!((start, far.span), (Span::Day { .. }, Span::Day { .. })) && far.year.is_some();
    let led = t.word(time.first) == "từ";
    days && led && stands_at_edge(t, (from, to), time.first, time.end) && !looks_back(t, from, to)
}

/// Whether a time opens or closes its clause: «Trong tháng 7, tổ chức …», «… trong quý IV».
fn stands_at_edge(t: &Tokens<'_>, (from, to): (usize, usize), first: usize, end: usize) -> bool {
    let opens = (from..first).all(|k| !t.is_word(k));
    opens
        || matches!(t.mark(first.wrapping_sub(1)), ',' | ':')
        || end >= to
        || matches!(t.mark(end), ',' | ')')
}

/// Whether a clause tells of what was, or of figures of a time: «đã ban hành», «kết quả», «số liệu».
fn looks_back(t: &Tokens<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| {
        matches!(t.word(k), "đã" | "được")
            || [["phát", "sinh"], ["kết", "quả"], ["số", "liệu"], ["tính", "từ"]]
                .iter()
                .any(|words| t.has(k, words))
    })
}

/// «định kỳ hàng quý», «báo cáo hằng tháng», «Hằng năm, xây dựng …»; not «công chức hàng năm».
fn is_stated(t: &Tokens<'_>, from: usize, time: &Time) -> bool {
    let opens =
        (from..time.first).all(|k| !t.is_word(k)) || matches!(t.mark(time.first.wrapping_sub(1)), ',' | ':');
    time.strong || opens || PERIODIC_ACTS.before(t, time.first).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_sentence_states_plainly() {
        for (text, expected) in [
            ("tổng hợp, báo cáo (qua phòng Nội vụ) định kỳ trước ngày 15/12/2023.", "trước ngày 15/12/2023"),
            (
                "và định kỳ hàng quý, 6 tháng, 9 tháng, cả năm hoặc đột xuất báo cáo tình hình",
                "định kỳ hàng quý|6 tháng|9 tháng|cả năm",
            ),
            ("báo cáo định kỳ (quý, 6 tháng, 9 tháng, năm) về tình hình", "định kỳ (quý|6 tháng|9 tháng|năm"),
            ("gửi về Sở trước ngày 18 hằng tháng, đảm bảo đúng mẫu", "trước ngày 18 hằng tháng"),
            ("Hằng năm, xây dựng kế hoạch kiểm tra", "Hằng năm"),
            (
                "Hoàn thành trong quý III/2025; báo cáo chậm nhất ngày 30/10",
                "Hoàn thành trong quý III/2025|chậm nhất ngày 30/10",
            ),
            ("gửi hồ sơ trước 17 giờ ngày 15/8/2025", "trước 17 giờ ngày 15/8/2025"),
            ("báo cáo chậm nhất 16h30, ngày 15/8/2025", "chậm nhất 16h30, ngày 15/8/2025"),
            (
                "nộp trước 17 giờ 00 phút ngày 15 tháng 8 năm 2025",
                "trước 17 giờ 00 phút ngày 15 tháng 8 năm 2025",
            ),
            ("Nộp hồ sơ trước 17 giờ", ""),
            ("Tháng 7/2024 có mưa; quý I/2025 thì không", ""),
            ("Trong tháng 7/2024, tổ chức hội nghị triển khai", "Trong tháng 7/2024"),
            ("Tổ chức hội nghị tổng kết trong quý IV/2025.", "trong quý IV/2025"),
            ("Mở đợt cao điểm từ ngày 15/3 đến ngày 30/4/2026", "từ ngày 15/3 đến ngày 30/4/2026"),
            ("Số liệu báo cáo tính từ ngày 15/12/2024 đến ngày 14/6/2025", ""),
            ("Từ ngày 01/01/2025 đến ngày 30/6/2025, tỉnh đã tiếp nhận 300 hồ sơ", ""),
            ("Trong quý I/2025, Sở đã ban hành 20 văn bản", ""),
            ("rà soát hồ sơ phát sinh trong tháng 7/2024", ""),
            ("các lớp trong tháng 7/2024 của Sở Nội vụ", ""),
            ("kết quả xếp loại cán bộ, công chức hàng năm", ""),
            ("Tổ chức họp giao ban hằng tháng.", "hằng tháng"),
            ("rà soát, cập nhật hằng năm danh mục", "hằng năm"),
            ("theo chương trình công tác hằng năm", ""),
            ("thường xuyên rà soát các thủ tục trong năm 2025", ""),
            ("Chỉ thị số 26/CT-TTg ngày 05/9/2016 của Thủ tướng Chính phủ", ""),
            ("giai đoạn 2022-2025, tầm nhìn đến năm 2030", ""),
        ] {
            let read = prose_schedule(text, ScheduleContext { year: Some(2025), deadline: false });
            let raws: Vec<&str> = read.iter().map(|entry| entry.raw.as_str()).collect();
            assert_eq!(raws.join("|"), expected, "{text}");
        }
    }
}
