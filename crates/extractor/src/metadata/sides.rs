//! Two texts printed side by side that a text layer runs together in one line.

use super::signature::looks_like_name;
use super::{date, symbol};
use crate::phrases::{LETTERHEAD, SIGNERS, is_upper, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// A gap as wide as only tabs or a text layout make it.
static GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\t+\s*|\s{3,}"));
/// The end of an entry of «Nơi nhận», where the signature may follow.
static ENTRY_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[;.:]\s+"));

/// Beyond this length a line is running text.
const LONGEST: usize = 400;

/// The sides of a line: what stands left and right with 1 and 2, else the line with its own side.
pub(crate) fn split(line: &str, side: u8) -> Vec<(u8, &str)> {
    let text = line.trim();
    if side == 0 && text.len() <= LONGEST {
        let found =
            motto(text).or_else(|| place_after_symbol(text)).or_else(|| gap(text)).or_else(|| entry(text));
        if let Some((left, right)) = found {
            return vec![(1, left), (2, right)];
        }
        if let Some((right, left)) = number_after_motto(text) {
            return vec![(2, right), (1, left)];
        }
    }
    vec![(side, text)]
}

fn halves(text: &str, end: usize, start: usize) -> Option<(&str, &str)> {
    let left = text.get(..end)?.trim();
    let right = text.get(start..)?.trim();
    (!left.is_empty() && !right.is_empty()).then_some((left, right))
}

/// «UBND TỈNH … CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM».
fn motto(text: &str) -> Option<(&str, &str)> {
    gaps(text)
        .filter_map(|(end, start)| {
            text.get(start..)?.chars().next().filter(|first| first.is_uppercase())?;
            let (left, right) = halves(text, end, start)?;
            let slips = LETTERHEAD.slips(right, "motto").or_else(|| LETTERHEAD.slips(right, "party"))?;
            Some((slips, left, right))
        })
        .min_by_key(|(slips, ..)| *slips)
        .map(|(_, left, right)| (left, right))
}

/// «Độc lập - Tự do - Hạnh phúc Số: 45/KH-UBND»: the left side stands a little lower than the right.
fn number_after_motto(text: &str) -> Option<(&str, &str)> {
    // Every symbol has one of these.
    if !text.contains(['/', '-', '–']) {
        return None;
    }
    gaps(text).find_map(|(end, start)| {
        let (right, left) = halves(text, end, start)?;
        let numbered = symbol::read(left).is_some_and(|found| found.labelled);
        (numbered && LETTERHEAD.resembles(right, "motto")).then_some((right, left))
    })
}

/// Where each gap between words begins and ends.
fn gaps(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut begun = None;
    text.char_indices().filter_map(move |(at, c)| {
        if c.is_whitespace() {
            begun.get_or_insert(at);
            return None;
        }
        begun.take().map(|start| (start, at))
    })
}

/// «Số: 12/KH-UBND Hà Nội, ngày 05 tháng 4 năm 2023».
fn place_after_symbol(text: &str) -> Option<(&str, &str)> {
    let end = symbol::read(text)?.end;
    let (left, right) = halves(text, end, end)?;
    date::place_and_date(right).map(|_| (left, right))
}

/// A wide gap before something that only stands on the right.
fn gap(text: &str) -> Option<(&str, &str)> {
    GAP.find_iter(text).find_map(|gap| {
        let (left, right) = halves(text, gap.start(), gap.end())?;
        let placed = right.contains(',') && date::place_and_date(right).is_some();
        let listed = left.starts_with(['-', '–', '+']) || LETTERHEAD.opens(left, "recipients");
        let signs =
            is_signer(right) || listed && (looks_like_name(right) || LETTERHEAD.opens(right, "signed"));
        (placed || signs).then_some((left, right))
    })
}

/// «- Như trên; KT. CHỦ TỊCH».
fn entry(text: &str) -> Option<(&str, &str)> {
    let listed = text.starts_with(['-', '–', '+']) || LETTERHEAD.opens(text, "recipients");
    if !listed {
        return None;
    }
    ENTRY_END.find_iter(text).find_map(|mark| {
        let (left, right) = halves(text, mark.start() + 1, mark.end())?;
        is_signer(right).then_some((left, right))
    })
}

/// Whether a text says for whom or as what somebody signs, in capitals.
pub(crate) fn is_signer(text: &str) -> bool {
    is_upper(text) && text.chars().count() <= 70 && SIGNERS.opening(deputy(text)).is_some()
}

/// A position without «Phó», «Q.» or «Quyền» in front.
pub(crate) fn deputy(text: &str) -> &str {
    let mut rest = text.trim();
    // A scan loses marks.
    let unmarked = rest.split_once(' ').filter(|(first, _)| *first == "PHO" || *first == "QUYEN");
    rest = unmarked.map_or(rest, |(_, rest)| rest.trim_start());
    for word in ["PHÓ ", "Phó ", "Q. ", "Q.", "QUYỀN ", "Quyền ", "PHÓ "] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_part_only_where_both_are_known() {
        for (line, sides) in [
            (
                "UBND TỈNH A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                vec![(1, "UBND TỈNH A"), (2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
            ),
            (
                "SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc",
                vec![(1, "SỞ NỘI VỤ"), (2, "Độc lập - Tự do - Hạnh phúc")],
            ),
            (
                "Số: 12/KH-UBND Tân An, ngày 05 tháng 4 năm 2023",
                vec![(1, "Số: 12/KH-UBND"), (2, "Tân An, ngày 05 tháng 4 năm 2023")],
            ),
            (
                "V/v rà soát số liệu      Tân An, ngày 05 tháng 4 năm 2023",
                vec![(1, "V/v rà soát số liệu"), (2, "Tân An, ngày 05 tháng 4 năm 2023")],
            ),
            (
                "Độc lập - Tự do - Hạnh phúc Số: 45/KH-UBND",
                vec![(2, "Độc lập - Tự do - Hạnh phúc"), (1, "Số: 45/KH-UBND")],
            ),
            ("- Như trên;             CHỦ TỊCH", vec![(1, "- Như trên;"), (2, "CHỦ TỊCH")]),
            ("- Như trên; KT. CHỦ TỊCH", vec![(1, "- Như trên;"), (2, "KT. CHỦ TỊCH")]),
            ("Nơi nhận: TM. ỦY BAN NHÂN DÂN", vec![(1, "Nơi nhận:"), (2, "TM. ỦY BAN NHÂN DÂN")]),
            ("Nơi nhận:\tQ. GIÁM ĐỐC", vec![(1, "Nơi nhận:"), (2, "Q. GIÁM ĐỐC")]),
            ("- Lưu: VT.\t\t\tH’Lim Niê", vec![(1, "- Lưu: VT."), (2, "H’Lim Niê")]),
            ("- Sở Nội vụ;\t\t(Đã ký)", vec![(1, "- Sở Nội vụ;"), (2, "(Đã ký)")]),
            ("Số:        /UBND-VP", vec![(0, "Số:        /UBND-VP")]),
            ("- Chủ tịch, các PCT UBND;", vec![(0, "- Chủ tịch, các PCT UBND;")]),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", vec![(0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]),
        ] {
            assert_eq!(split(line, 0), sides, "{line}");
        }
    }
}
