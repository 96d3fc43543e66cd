//! The heading of a table in laid-out text: where it is, and its cells.

use super::column::{Zone, cut};
use super::line::{Segment, TextLine, Word};
use super::shape;

/// Lines of a heading, ends included, as indexes into the page's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    pub top: usize,
    pub bottom: usize,
    /// Where the first column's word ends.
    pub stub_end: usize,
}

/// Headings taller than this are none.
const TALLEST: usize = 12;
/// So many lines below the first column's word may belong to centred headings.
const SECOND: usize = 2;

/// The next heading on a page from a line on.
pub fn find(lines: &[&TextLine], from: usize) -> Option<Heading> {
    (from..lines.len()).find_map(|at| heading_at(lines, at, from))
}

/// A heading has a short word at the far left, which is no index, and others beside it.
fn heading_at(lines: &[&TextLine], at: usize, from: usize) -> Option<Heading> {
    const LONGEST_STUB: usize = 7;
    let line = lines.get(at)?;
    let segments = line.segments();
    let stub = segments.first()?;
    let word = stub.text();
    let short = word.chars().count() <= LONGEST_STUB && stub.words.len() <= 2;
    let named = word.chars().next().is_some_and(char::is_uppercase) && !shape::ends_sentence(&word);
    let beside = segments.get(1)?;
    let around = lines.iter().skip(at.saturating_sub(2)).take(10).filter(|line| !line.is_blank());
    let leftmost = around.map(|line| line.indent()).min().unwrap_or(0);
    if stub.start > leftmost + 3 || word.contains([',', ';', '.', ':', '%']) {
        return None;
    }
    if !short || !named || shape::is_index(&word) || beside.text().starts_with(['/', '-']) {
        return None;
    }
    let clear = |line: &TextLine| !line.is_blank() && line.indent() > stub.end;
    let up =
        lines.get(from..at)?.iter().rev().take(TALLEST).take_while(|line| clear(line) && fits(line, beside));
    let mut top = at - up.count();
    while top < at && !lines.get(top).is_some_and(|line| begins_cells(line)) {
        top += 1;
    }
    let wide = lines.get(top..=at)?.iter().any(|line| line.segments().len() >= 3);
    let body_wide = lines.iter().skip(at + 1).take(TALLEST).any(|line| line.segments().len() >= 3);
    if !wide && !body_wide {
        return None;
    }
    let stub_end = stub.end;
    Some(Heading { top, bottom: bottom(lines, top, at, stub_end), stub_end })
}

/// A line of a heading stands in columns: a lone text must begin beside the first wide column.
fn fits(line: &TextLine, beside: &Segment<'_>) -> bool {
    let segments = line.segments();
    segments.len() > 1
        || segments.first().is_some_and(|segment| segment.start >= beside.end)
        || segments.first().is_some_and(|segment| {
            segment.start >= beside.start.saturating_sub(12) && segment.end <= beside.end + 12
        })
}

/// The first lines of cells begin with capitals.
fn begins_cells(line: &TextLine) -> bool {
    line.segments().iter().all(|segment| {
        segment
            .text()
            .trim_start_matches('(')
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    })
}

/// As many lines below the first column's word as above it; where it stands at the top, the lines that
/// go on the texts of the one before.
fn bottom(lines: &[&TextLine], top: usize, at: usize, stub_end: usize) -> usize {
    let index_line = |line: &TextLine| {
        line.words.first().is_some_and(|word| word.start <= stub_end && shape::is_index(&word.text))
    };
    let mut below = at;
    // The word itself may be broken: «ST», «T».
    let mut middle = at;
    for (next, line) in lines.iter().enumerate().skip(at + 1).take(3) {
        let first = line.segments().first().map(|segment| (segment.start, segment.text()));
        match first {
            Some((start, text))
                if start <= stub_end && !shape::is_index(&text) && text.chars().count() <= 3 =>
            {
                (middle, below) = (next, next);
            }
            // «T», left of «STT», would also do as an index.
            Some((start, text)) if start <= stub_end && text == "T" && next == at + 2 => {
                (middle, below) = (next, next);
            }
            _ => {}
        }
    }
    let wanted = (at + middle).saturating_sub(top).min(top + TALLEST);
    for (next, line) in lines.iter().enumerate().skip(below + 1).take(TALLEST) {
        let segments = line.segments();
        let going = segments.iter().filter(|segment| goes_on(&segment.text())).count();
        let goes_on = going == segments.len();
        // Below headings that begin on one line half of the texts go on, and half are the second storey.
        let mixed = going > 0 && going * 2 >= segments.len();
        let inside = next <= wanted || (next <= wanted + 1 && goes_on) || (top == at && mixed);
        let inside = inside || (top == at && next <= at + SECOND && is_set_apart(lines, next, stub_end));
        if line.is_blank() || index_line(line) || !inside {
            break;
        }
        below = next;
    }
    below
}

/// Whether a text of a heading goes on the one above it: «dõi», «(triệu đồng)», «2025 (%)».
fn goes_on(text: &str) -> bool {
    let figures = |word: &str| shape::whole_number(word).is_some() || word.starts_with('(');
    shape::goes_on(text) || text.starts_with('(') || text.split(' ').all(figures)
}

/// Whether a line stands straight above the first number of a list, but not where the columns' texts below
/// begin: what is left of headings that are centred.
fn is_set_apart(lines: &[&TextLine], at: usize, stub_end: usize) -> bool {
    const BELOW: usize = 12;
    const INDENTED: usize = 8;
    let first = |line: &TextLine| {
        let word = line.words.first();
        word.is_some_and(|word| word.start <= stub_end && shape::is_first_index(&word.text))
    };
    let (Some(line), true) = (lines.get(at), lines.get(at + 1).is_some_and(|line| first(line))) else {
        return false;
    };
    let below = lines.iter().skip(at + 1).take(BELOW).flat_map(|line| line.segments());
    let below: Vec<usize> = below.map(|segment| segment.start).collect();
    let begins = |start: usize| below.iter().filter(|other| other.abs_diff(start) <= 1).count() >= 2;
    let segments = line.segments();
    // A row's line has words in its main column, the first after the number.
    let main = lines.get(at + 1).and_then(|line| line.words.get(1)).map_or(0, |word| word.start);
    let beside = segments.first().is_some_and(|segment| segment.start > main + INDENTED);
    beside || segments.iter().filter(|segment| begins(segment.start)).count() * 2 < segments.len()
}

/// A cell of the heading: its first and last column, and its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadingCell {
    pub row: u32,
    pub columns: (usize, usize),
    pub row_span: u32,
    pub lines: Vec<(u32, String)>,
}

/// The heading's cells: one row, or two where a text stands over several columns.
pub fn cells(lines: &[&TextLine], zones: &[Zone]) -> Vec<HeadingCell> {
    let mut own: Vec<Vec<(u32, String)>> = vec![Vec::new(); zones.len()];
    let mut over: Vec<HeadingCell> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for (segment, touched) in titles(line, zones) {
            match touched.as_slice() {
                [first, .., last] if has_own(lines, at, zones, &touched) => {
                    let text = (line.number, segment.text());
                    match over.iter_mut().find(|cell| cell.columns == (*first, *last)) {
                        Some(cell) => cell.lines.push(text),
                        None => over.push(HeadingCell {
                            row: 0,
                            columns: (*first, *last),
                            row_span: 1,
                            lines: vec![text],
                        }),
                    }
                }
                [_, _, ..] => {
                    let rest = TextLine { words: segment.words.to_vec(), ..(*line).clone() };
                    for (cell, words) in own.iter_mut().zip(cut(&rest, zones)) {
                        add(cell, line.number, words);
                    }
                }
                _ => {
                    let column = touched.first().copied().or_else(|| nearest(&segment, zones));
                    if let Some(cell) = column.and_then(|column| own.get_mut(column)) {
                        add(cell, line.number, segment.words);
                    }
                }
            }
        }
    }
    let two = !over.is_empty();
    for (column, lines) in own.into_iter().enumerate() {
        let below =
            over.iter().any(|cell| (cell.columns.0..=cell.columns.1).contains(&column) && cell.row == 0);
        let (row, row_span) = if below { (1, 1) } else { (0, if two { 2 } else { 1 }) };
        over.push(HeadingCell { row, columns: (column, column), row_span, lines });
    }
    over.sort_by_key(|cell| (cell.row, cell.columns.0));
    over
}

/// The texts of a line of a heading with the columns that each stands over.
fn titles<'a>(line: &'a TextLine, zones: &[Zone]) -> Vec<(Segment<'a>, Vec<usize>)> {
    line.segments().into_iter().flat_map(|segment| one_by_one(segment, zones)).collect()
}

/// Headings a single blank apart, where there is one for each column that they stand over: years side by side,
/// or as many capitals as columns. Else each begins with a capital about where a column does.
fn one_by_one<'a>(segment: Segment<'a>, zones: &[Zone]) -> Vec<(Segment<'a>, Vec<usize>)> {
    let over = touched(&segment, zones);
    let is_year = |word: &Word| shape::whole_number(&word.text).is_some();
    let first = over.first().copied().or_else(|| nearest(&segment, zones)).unwrap_or_default();
    let words = segment.words.len();
    if words > 1 && segment.words.iter().all(is_year) && first + words <= zones.len() {
        return in_order(cut_before(segment, |_| true), first);
    }
    if over.len() < 2 {
        return vec![(segment, over)];
    }
    let capitals = cut_before(segment, |word| word.text.starts_with(char::is_uppercase));
    if capitals.len() == over.len() {
        return in_order(capitals, first);
    }
    const ABOUT: usize = 3;
    let begins = |word: &Word| {
        word.text.starts_with(char::is_uppercase)
            && zones.iter().skip(1).any(|zone| zone.left.abs_diff(word.start) <= ABOUT)
    };
    let pieces = cut_before(segment, begins).into_iter();
    pieces.map(|piece| (piece, touched(&piece, zones))).collect()
}

fn in_order(pieces: Vec<Segment<'_>>, first: usize) -> Vec<(Segment<'_>, Vec<usize>)> {
    pieces.into_iter().enumerate().map(|(order, piece)| (piece, vec![first + order])).collect()
}

/// Cuts a text before the words that begin another.
fn cut_before<'a>(segment: Segment<'a>, begins: impl Fn(&Word) -> bool) -> Vec<Segment<'a>> {
    let starts = segment.words.iter().enumerate().skip(1).filter(|(_, word)| begins(word));
    let mut ends: Vec<usize> = starts.map(|(at, _)| at).collect();
    ends.push(segment.words.len());
    let mut from = 0;
    let mut pieces = Vec::new();
    for to in ends {
        let words = segment.words.get(from..to).unwrap_or_default();
        if let Some((first, last)) = words.first().zip(words.last()) {
            pieces.push(Segment { words, start: first.start, end: last.end });
        }
        from = to;
    }
    pieces
}

/// Adds words to a cell, on the line where it stands.
fn add(cell: &mut Vec<(u32, String)>, number: u32, words: &[Word]) {
    if words.is_empty() {
        return;
    }
    let text = super::line::text(words);
    match cell.last_mut().filter(|(last, _)| *last == number) {
        Some((_, open)) => *open = format!("{open} {text}"),
        None => cell.push((number, text)),
    }
}

/// The column whose middle is nearest to a text's.
fn nearest(segment: &Segment<'_>, zones: &[Zone]) -> Option<usize> {
    let centre = segment.start + segment.end;
    (0..zones.len())
        .min_by_key(|&column| zones.get(column).map(|zone| centre.abs_diff(zone.left + zone.right)))
}

/// The columns that a text stands over: those it covers a good part of, or both where it is centred over
/// the gutter between them.
fn touched(segment: &Segment<'_>, zones: &[Zone]) -> Vec<usize> {
    let centre = segment.start + segment.end;
    let straddled = zones.iter().zip(zones.iter().skip(1)).position(|(one, next)| {
        let gutter = one.right + next.left;
        let near = centre.abs_diff(gutter);
        segment.start < one.right
            && segment.end > next.left
            && near < centre.abs_diff(one.left + one.right)
            && near < centre.abs_diff(next.left + next.right)
    });
    zones
        .iter()
        .enumerate()
        .filter(|(column, zone)| {
            let common = segment.end.min(zone.right).saturating_sub(segment.start.max(zone.left));
            common * 3 > (zone.right - zone.left).min(segment.end - segment.start)
                || straddled.is_some_and(|first| *column == first || *column == first + 1)
        })
        .map(|(column, _)| column)
        .collect()
}

/// Whether each of the columns has a text of its own on a lower line: then the text stands over them.
fn has_own(lines: &[&TextLine], at: usize, zones: &[Zone], columns: &[usize]) -> bool {
    columns.iter().all(|&column| {
        lines.iter().skip(at + 1).any(|line| titles(line, zones).iter().any(|(_, over)| *over == [column]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::column::find_zones;

    fn parse(texts: &[&str]) -> Vec<TextLine> {
        (1_u32..).zip(texts).map(|(number, text)| TextLine::parse(number, 0, text)).collect()
    }

    #[test]
    fn a_heading_of_two_storeys() {
        let lines = parse(&[
            "           CÁC CHỈ TIÊU CỦA TỈNH NĂM 2025",
            "                                            Trách nhiệm cụ thể",
            "                            Chỉ tiêu",
            "STT   Chỉ tiêu thành phần            Đơn vị theo dõi,   Đơn vị thực",
            "                             2025       hướng dẫn          hiện",
            "                                        và kiểm tra",
            "      Kết quả các chỉ số    90%      Phòng Văn hóa      Các cơ quan",
            " 1",
            "      của tỉnh                       và Xã hội          chuyên môn",
        ]);
        let lines: Vec<&TextLine> = lines.iter().collect();
        let heading = find(&lines, 0).unwrap();
        assert_eq!((heading.top, heading.bottom), (1, 5));
        let zones = find_zones(&lines[1..], 3);
        let cells = cells(&lines[1..=5], &zones);
        let texts: Vec<String> = cells
            .iter()
            .map(|cell| cell.lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        let expected = [
            "STT",
            "Chỉ tiêu thành phần",
            "Chỉ tiêu 2025",
            "Trách nhiệm cụ thể",
            "Đơn vị theo dõi, hướng dẫn và kiểm tra",
            "Đơn vị thực hiện",
        ];
        assert_eq!(texts, expected);
        assert_eq!((cells[3].row, cells[3].columns), (0, (3, 4)));
    }

    #[test]
    fn a_letterhead_is_no_heading() {
        let lines = parse(&[
            "  ỦY BAN NHÂN DÂN           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "   Số:       /UBND-VP       Phường 2, ngày 23 tháng 3 năm 2023",
            "Nơi nhận:                   TM. ỦY BAN NHÂN DÂN     CHỦ TỊCH",
        ]);
        assert_eq!(find(&lines.iter().collect::<Vec<_>>(), 0), None);
    }
}
