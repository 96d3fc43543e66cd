//! Which lines of a table make a row: around each index, by what the lines' beginnings and ends say.

use super::habit::Habit;
use super::line::{TextLine, Word, print_width, text};
use super::print::SPACE;
use super::shape;

/// A line of a table, cut into its columns.
#[derive(Debug, Clone)]
pub struct CutLine<'a> {
    pub line: &'a TextLine,
    /// For each column, at which word it ends.
    pub ends: Vec<usize>,
    /// An empty line stands before it.
    pub after_blank: bool,
}

impl<'a> CutLine<'a> {
    pub fn new(line: &'a TextLine, cells: &[&[Word]], after_blank: bool) -> Self {
        let ends = cells
            .iter()
            .scan(0, |end, cell| {
                *end += cell.len();
                Some(*end)
            })
            .collect();
        Self { line, ends, after_blank }
    }

    pub fn cell(&self, column: usize) -> &'a [Word] {
        self.line.words.get(self.begin(column)..self.end(column)).unwrap_or(&[])
    }

    pub fn begin(&self, column: usize) -> usize {
        column.checked_sub(1).map_or(0, |before| self.end(before))
    }

    pub fn end(&self, column: usize) -> usize {
        self.ends.get(column).copied().unwrap_or(self.line.words.len())
    }
}

/// Lines that make a row. The first may go on a row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowLines {
    pub first: usize,
    pub last: usize,
    pub continues: bool,
}

/// An index stands so many lines from its row's ends at most.
const REACH: usize = 40;

/// The rows of a part. `anchors` are the lines with an index, in order; `may_continue` where the table
/// began on an earlier page.
///
/// `habits` are what is known of the columns, empty at first.
pub fn find_rows(
    lines: &[CutLine<'_>],
    anchors: &[usize],
    may_continue: bool,
    habits: &[Habit],
) -> Vec<RowLines> {
    let widths = full_widths(lines, habits);
    let cuts: Vec<f32> = (0..lines.len()).map(|at| cut_cost(lines, at, &widths)).collect();
    let centered = best_starts(&cuts, anchors, lines, may_continue, true);
    let top = best_starts(&cuts, anchors, lines, may_continue, false);
    let (_, starts) = if top.0 <= centered.0 { top } else { centered };
    let mut rows = Vec::new();
    match starts.first() {
        None if !lines.is_empty() => {
            rows.push(RowLines { first: 0, last: lines.len() - 1, continues: may_continue });
        }
        Some(&first) if first > 0 => rows.push(RowLines { first: 0, last: first - 1, continues: true }),
        _ => {}
    }
    for (order, &first) in starts.iter().enumerate() {
        let next = starts.get(order + 1).copied().unwrap_or(lines.len());
        rows.push(RowLines { first, last: next.saturating_sub(1), continues: false });
    }
    if habits.is_empty() {
        return rows;
    }
    rows.into_iter().flat_map(|row| part_unnumbered(lines, row, &widths)).collect()
}

/// For each column, from which print width on a line is full.
fn full_widths(lines: &[CutLine<'_>], habits: &[Habit]) -> Vec<f32> {
    const NEARLY: f32 = 0.9;
    let columns = lines.first().map_or(0, |line| line.ends.len());
    let widest =
        |column| lines.iter().map(|line| print_width(line.cell(column))).fold(0.0, f32::max) * NEARLY;
    (0..columns)
        .map(|column| {
            let known = habits.get(column).and_then(|habit| habit.width);
            known.map_or_else(|| widest(column), |width| width.least * 0.98)
        })
        .collect()
}

/// Parts a row before each line where one without an index begins.
fn part_unnumbered(lines: &[CutLine<'_>], row: RowLines, widths: &[f32]) -> Vec<RowLines> {
    let mut rows = Vec::new();
    let mut open = row;
    for at in row.first + 1..=row.last {
        if begins_unnumbered(lines, (open.first, at), widths) {
            rows.push(RowLines { last: at - 1, ..open });
            open = RowLines { first: at, last: row.last, continues: false };
        }
    }
    rows.push(open);
    rows
}

/// Whether a row without an index begins at a line: its text begins after one that has ended, and so do
/// the cells beside it. A number alone may stand in the middle of its row, unless the row has one already.
fn begins_unnumbered(lines: &[CutLine<'_>], (first, at): (usize, usize), widths: &[f32]) -> bool {
    let Some(line) = lines.get(at).filter(|line| line.cell(0).is_empty()) else { return false };
    let above = |column: usize| {
        let earlier =
            lines.get(first..at).unwrap_or_default().iter().rev().map(move |line| line.cell(column));
        earlier.enumerate().find(|(_, words)| !words.is_empty())
    };
    let begins = |column: usize| {
        let words = line.cell(column);
        let capital = words.first().is_some_and(|word| {
            word.text.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
        });
        capital
            && above(column).is_none_or(|(far, above)| {
                let next = words.first().map_or(0.0, |word| word.width);
                let width = widths.get(column).copied().unwrap_or(0.0);
                let last = above.last().map_or("", |word| word.text.as_str());
                far > 0 || shape::ends_sentence(last) || print_width(above) + SPACE + next < width
            })
    };
    let text_begins = above(1).is_some_and(|(far, _)| far == 0) && begins(1);
    let beside: Vec<usize> = (2..line.ends.len()).filter(|&column| begins(column)).collect();
    let again = (2..line.ends.len())
        .filter(|&column| {
            let number = |words: &[Word]| !words.is_empty() && is_plain_number(words);
            let earlier = lines.get(first..at).unwrap_or_default();
            number(line.cell(column)) && earlier.iter().any(|line| number(line.cell(column)))
        })
        .count();
    let worded = line.cell(1).first().is_some_and(|word| !shape::goes_on(&word.text));
    text_begins && (beside.len() > 1 || again > 0) || worded && again > 1
}

/// Where each row begins, and what it costs.
fn best_starts(
    cuts: &[f32],
    anchors: &[usize],
    lines: &[CutLine<'_>],
    may_continue: bool,
    centered: bool,
) -> (f32, Vec<usize>) {
    // For each row, its possible starts with the least cost and the start of the row before.
    let mut steps: Vec<Vec<(usize, f32, usize)>> = Vec::new();
    for (order, &anchor) in anchors.iter().enumerate() {
        let before = order.checked_sub(1).and_then(|at| anchors.get(at)).copied();
        let low = before.map_or(0, |before| before + 1).max(anchor.saturating_sub(REACH));
        let mut options = Vec::new();
        for start in
            (low..=anchor).filter(|start| *start == anchor || !has_numbers_twice(lines, *start, anchor))
        {
            let cut = cuts.get(start).copied().unwrap_or(0.0);
            let best = match (before, steps.last()) {
                (Some(before), Some(earlier)) => earlier
                    .iter()
                    .map(|&(from, cost, _)| (cost + align(from, before, start - 1, centered, false), from))
                    .min_by(|one, other| one.0.total_cmp(&other.0)),
                _ => Some((opening_cost(lines, start, low, may_continue), 0)),
            };
            if let Some((cost, from)) = best {
                options.push((start, cost + if start > 0 { cut } else { 0.0 }, from));
            }
        }
        steps.push(options);
    }
    let Some(&last) = anchors.last() else { return (0.0, Vec::new()) };
    let end = lines.len().saturating_sub(1);
    let finish = steps.last().and_then(|options| {
        options
            .iter()
            .map(|&(start, cost, from)| (cost + align(start, last, end, centered, true), start, from))
            .min_by(|one, other| one.0.total_cmp(&other.0))
    });
    let Some((cost, start, mut from)) = finish else { return (0.0, Vec::new()) };
    let mut starts = vec![start];
    for options in steps.iter().rev().skip(1) {
        let Some(&(start, _, before)) = options.iter().find(|option| option.0 == from) else { break };
        starts.push(start);
        from = before;
    }
    starts.reverse();
    (cost, starts)
}

fn few(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// Whether a line above an index has numbers where the line of the index has its own: another row's.
fn has_numbers_twice(lines: &[CutLine<'_>], start: usize, anchor: usize) -> bool {
    let number = |words: &[Word]| !words.is_empty() && is_plain_number(words);
    let Some(own) = lines.get(anchor) else { return false };
    let filled: Vec<usize> = (1..own.ends.len()).filter(|&column| number(own.cell(column))).collect();
    let above = lines.get(start..anchor).unwrap_or_default();
    above.iter().any(|line| filled.iter().any(|&column| number(line.cell(column))))
}

/// How far the index is from where it belongs. The last row of a page may be cut, so its end says little.
fn align(first: usize, anchor: usize, last: usize, centered: bool, open: bool) -> f32 {
    let above = few(anchor.saturating_sub(first));
    let below = few(last.saturating_sub(anchor));
    match (centered, open) {
        (false, _) => above,
        (true, true) => (above - below - 1.0).max(0.0) * 0.6,
        (true, false) => ((above - below).abs() - 1.0).max(0.0) * 0.6,
    }
}

/// Lines above the first row go on the row that the page break cut; else there should be none.
fn opening_cost(lines: &[CutLine<'_>], start: usize, low: usize, may_continue: bool) -> f32 {
    let goes_on = lines
        .first()
        .is_some_and(|line| (0..line.ends.len()).any(|column| shape::goes_on(&text(line.cell(column)))));
    match (may_continue, goes_on) {
        (true, true) if start == 0 => 2.5,
        _ if start == 0 => 0.0,
        (true, true) => 0.0,
        (true, false) => 1.5,
        (false, _) => 20.0 + few(start - low),
    }
}

/// What it costs to begin a row at a line: a row begins with capitals, after full stops or short lines.
/// Numbers say nothing, they stand in the middle of their row.
fn cut_cost(lines: &[CutLine<'_>], at: usize, widths: &[f32]) -> f32 {
    let Some(line) = lines.get(at) else { return 0.0 };
    let mut cost = if line.after_blank { -1.0 } else { 0.0 };
    for (column, &width) in widths.iter().enumerate().skip(1) {
        let first = nearest(lines.iter().skip(at), column);
        let above = nearest(lines.iter().take(at).rev(), column);
        let Some((below, first)) = first.filter(|(_, words)| !is_plain_number(words)) else { continue };
        let begin = text(first);
        if shape::goes_on(&begin) {
            cost += 2.0;
            continue;
        }
        let Some((distance, above)) = above.filter(|(_, words)| !is_plain_number(words)) else {
            cost -= if below == 0 { 0.4 } else { 0.0 };
            continue;
        };
        let next = first.first().map_or(0.0, |word| print_width(std::slice::from_ref(word)));
        let short = print_width(above) + SPACE + next < width;
        let ended = shape::ends_sentence(&text(above));
        // A gap in the column is between two cells, wherever in it the row begins.
        let apart = below + distance > 0;
        let title = print_width(above) > width * 1.2;
        let change = match (short, ended) {
            _ if title => -1.2,
            (true, true) => -1.2,
            (true, false) | (false, true) => -0.6,
            (false, false) if apart => -0.2,
            (false, false) => 0.8,
        };
        // A cell that begins further down says less of this line.
        cost += if below > 0 { change * 0.3 } else { change };
    }
    cost
}

/// The nearest words of a column within two lines, and how many lines away.
fn nearest<'l, 'w: 'l>(
    lines: impl Iterator<Item = &'l CutLine<'w>>,
    column: usize,
) -> Option<(usize, &'w [Word])> {
    lines.take(3).map(|line| line.cell(column)).enumerate().find(|(_, words)| !words.is_empty())
}

fn is_plain_number(words: &[Word]) -> bool {
    words.iter().all(|word| shape::is_number(&word.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::column::{cut, find_zones};

    fn rows(texts: &[&str], may_continue: bool) -> Vec<(usize, usize, bool)> {
        let lines: Vec<TextLine> =
            (1_u32..).zip(texts).map(|(number, text)| TextLine::parse(number, 0, text)).collect();
        let zones = find_zones(&lines.iter().collect::<Vec<_>>(), 2);
        let cut: Vec<CutLine<'_>> =
            lines.iter().map(|line| CutLine::new(line, &cut(line, &zones), false)).collect();
        let anchors: Vec<usize> = (0..cut.len()).filter(|&at| !cut[at].cell(0).is_empty()).collect();
        find_rows(&cut, &anchors, may_continue, &[])
            .into_iter()
            .map(|row| (row.first, row.last, row.continues))
            .collect()
    }

    #[test]
    fn indexes_in_the_middle_of_their_rows() {
        let texts = [
            "     Tỷ lệ hồ sơ giải quyết đúng hạn",
            " 1                                      100%",
            "     và trước hạn.",
            " 2   Tối thiểu một sáng kiến            90%",
            "     Mức độ hài lòng của người dân",
            " 3   đối với dịch vụ công trên toàn     95%",
            "     tỉnh đạt chỉ tiêu",
        ];
        assert_eq!(rows(&texts, false), [(0, 2, false), (3, 3, false), (4, 6, false)]);
    }

    #[test]
    fn indexes_at_the_top_and_a_row_cut_by_the_page() {
        let texts = [
            "     và trước hạn theo quy định.        nội vụ",
            " 2   Tối thiểu một sáng kiến được       Sở Tài chính",
            "     công nhận.",
            " 3   Mức độ hài lòng của người dân      Sở Nội vụ",
            "     đối với dịch vụ công trên toàn",
            "     tỉnh đạt chỉ tiêu",
        ];
        assert_eq!(rows(&texts, true), [(0, 0, true), (1, 2, false), (3, 5, false)]);
    }
}
