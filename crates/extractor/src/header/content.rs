//! What the cells of a column plainly hold, whatever its heading says.

use crate::grid::Grid;
use normalizer::{ScheduleContext, is_agency_name, is_unit, read_schedule_with_doubts, split_agencies};

/// What nearly all cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// «Sở Nội vụ; UBND các huyện».
    Agencies,
    /// «Quý III/2025», «trước 15/12», «Thường xuyên».
    Times,
    /// Times of a day: «8h00 - 8h15».
    Clocks,
    /// «Tỷ đồng», «%», «Hộ».
    Units,
    /// «x».
    Ticks,
    /// «12.500», «≥ 95%», «36-37».
    Numbers,
}

/// A kind, how many cells it takes to tell, and whether one (its paragraphs, its text on one line) is such.
type Kind<'a> = (Content, usize, &'a dyn Fn(&str, &str) -> bool);

const KINDS: usize = 6;

/// One slip in five is allowed for: an «-» or a remark among the cells.
const MOST: (usize, usize) = (4, 5);
/// A name, a time or a unit is no paragraph.
const LONGEST: usize = 160;

/// A column of a long sheet has told what it holds by then.
const ENOUGH: usize = 2000;

/// Looks at the cells of a column from a row on, each cell once; `None` where they are of several
/// kinds, or too few to tell. Where the heading's words name the column, they say more than units or
/// agencies below would, and these are not looked for.
pub fn content(grid: &Grid, column: u32, from: u32, named: bool) -> Option<Content> {
    let mut cells: Vec<(String, &str)> = Vec::new();
    for row in from..grid.rows() {
        // A cell that reaches over further columns heads a group of rows.
        let Some(cell) =
            grid.cell(row, column).filter(|cell| cell.row.max(from) == row && cell.column_span == 1)
        else {
            continue;
        };
        let text = grid.text(row, column).trim();
        if text.chars().any(|c| c.is_alphanumeric() || c == '%') {
            cells.push((cell.words(), text));
        }
        if cells.len() >= ENOUGH {
            break;
        }
    }
    let spare = cells.len() - (cells.len() * MOST.0).div_ceil(MOST.1);
    // Looks no further than it takes to tell: most columns are none of most kinds.
    let most = |is: &dyn Fn(&str, &str) -> bool| {
        let mut others = cells.iter().filter(|(parts, text)| text.len() > LONGEST * 2 || !is(parts, text));
        others.nth(spare).is_none()
    };
    let kinds: [Kind<'_>; KINDS] = [
        (Content::Ticks, 1, &|_, text| is_tick(text)),
        (Content::Clocks, 2, &|_, text| is_clock(text)),
        (Content::Times, 2, &|parts, _| is_time(parts)),
        (Content::Numbers, 1, &|_, text| is_number(text)),
        (Content::Units, 2, &|_, text| is_unit(text)),
        (Content::Agencies, 2, &|parts, _| split_agencies(parts).iter().all(|name| is_agency_name(name))),
    ];
    let asked = if named { KINDS - 2 } else { KINDS };
    kinds
        .into_iter()
        .take(asked)
        .find(|(_, least, is)| cells.len() >= *least && most(is))
        .map(|(kind, _, _)| kind)
}

/// Whether the cells of a column from a row on are outline numbers.
pub fn counts(grid: &Grid, column: u32, from: u32) -> bool {
    let texts = || (from..grid.rows()).map(|row| grid.text(row, column));
    let cells = || texts().filter(|text| !text.is_empty()).take(ENOUGH);
    let all = cells().count();
    all >= 3 && cells().filter(|text| is_index(text)).count() * MOST.1 >= all * MOST.0
}

/// Whether more cells of a column are units («m2 sàn/người») than agencies: «Đơn vị» heads both.
pub fn measures(grid: &Grid, column: u32, from: u32) -> bool {
    let texts = || {
        let texts = (from..grid.rows()).map(|row| grid.text(row, column).trim());
        texts.filter(|text| !text.is_empty()).take(ENOUGH)
    };
    let units = texts().filter(|text| is_unit(text) || text.split('/').next().is_some_and(is_unit));
    let agencies = texts().filter(|text| split_agencies(text).iter().all(|name| is_agency_name(name)));
    units.count() > agencies.count()
}

/// A mark that says «here».
pub fn is_tick(text: &str) -> bool {
    matches!(text.trim(), "x" | "X" | "×" | "✓" | "✔" | "v" | "V" | "\u{f0fc}" | "+")
}

/// «3», «1.2», «IV», «a».
pub fn is_index(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '.']);
    let numbered =
        !bare.is_empty() && bare.len() <= 8 && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    numbered
        || crate::marker::is_roman(bare)
        || bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic)
}

/// «8h00», «7h30 - 8h00», «14 giờ 00», «8:00».
fn is_clock(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default().trim_start();
    let minutes = rest.strip_prefix("giờ").or_else(|| rest.strip_prefix(['h', 'g', ':', 'H']));
    (1..=2).contains(&digits) && minutes.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// A number with what bounds it, and perhaps a word or two for its unit.
fn is_number(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| "≥≤<>=~±-–( ".contains(c));
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().filter(|c| c.is_alphabetic()).count() <= 12
        && !bare.contains('/')
}

/// A time and nothing beside it; a bare year may be anything.
fn is_time(text: &str) -> bool {
    if text.chars().count() > LONGEST / 2 {
        return false;
    }
    let reading = read_schedule_with_doubts(text, ScheduleContext { year: Some(2000), deadline: false });
    let plain = |entry: &model::ScheduleEntry| {
        entry.activity.is_none() && entry.kind != model::ScheduleKind::Conditional
    };
    reading.doubts.is_empty()
        && !reading.entries.is_empty()
        && reading.entries.iter().all(plain)
        && text.parse::<u32>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table;

    #[test]
    fn cells_tell_what_a_column_holds() {
        for (cells, expected) in [
            (&["Sở Nội vụ", "Sở Tài chính; UBND các huyện", "Thanh tra tỉnh"][..], Some(Content::Agencies)),
            (&["Quý I", "Trước 31/3", "Tháng 4 đến tháng 8"], Some(Content::Times)),
            (&["30/6/2025", "Quý III/2025", "15/12/2025"], Some(Content::Times)),
            (&["7h30 - 8h00", "8h00", "14 giờ 30"], Some(Content::Clocks)),
            (&["Tỷ đồng", "%", "Hộ", "Triệu đồng/người"], Some(Content::Units)),
            (&["", "x", ""], Some(Content::Ticks)),
            (&["1.250", "≥ 95%", "-", "36-37"], Some(Content::Numbers)),
            (&["2021", "2022"], Some(Content::Numbers)),
            (&["12"], Some(Content::Numbers)),
            (&["Kế hoạch", "Báo cáo kết quả"], None),
            (&["Sở Nội vụ", "Quý III", "5%"], None),
            (&["Sở Nội vụ"], None),
            (&["", "…"], None),
        ] {
            let rows: Vec<[&str; 1]> = cells.iter().map(|cell| [*cell]).collect();
            let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
            assert_eq!(content(&Grid::new(table(&rows)), 0, 0, false), expected, "{cells:?}");
        }
    }
}
