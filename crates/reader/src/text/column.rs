//! The columns of a table in text that keeps its layout by spaces, and each line cut at them.

use super::line::{Segment, TextLine, Word, print_width};
use super::shape;
use std::collections::BTreeMap;

/// The letters that a column takes, and how wide its widest line is in print.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone {
    pub left: usize,
    pub right: usize,
    pub width: f32,
}

impl Zone {
    fn middle(self) -> f32 {
        small(self.left + self.right) / 2.0
    }

    pub fn touches(self, start: usize, end: usize) -> bool {
        start < self.right && self.left < end
    }
}

/// An index begins so far right of its column's edge at most.
pub const INDEX_ROOM: usize = 2;

/// Lines of more words are no lines of a table, whatever else they are.
pub const MOST_WORDS: usize = 150;
const MOST_COLUMNS: usize = 40;

/// Letters of a line are few; a longer one is cut short in distances only.
fn small(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// The columns of some lines: stretches that overlap are of one column, unless they stand side by side
/// somewhere; then what covers both is a heading over both, or two cells with too narrow a gap.
///
/// An index that begins no further right than `stub_end` is a cell of its own, however narrow the gap.
pub fn find_zones(lines: &[&TextLine], stub_end: usize) -> Vec<Zone> {
    find_zones_by(lines, lines, stub_end)
}

/// The same, where more lines show what stands side by side.
fn find_zones_by(lines: &[&TextLine], all: &[&TextLine], stub_end: usize) -> Vec<Zone> {
    const MOST_STRETCHES: usize = 1500;
    const MOST_EVIDENCE: usize = 120;
    const MOST_TOUCHED: usize = 12;
    const FEW_LINES: usize = 10;
    let least = if all.len() < FEW_LINES { 1 } else { 2 };
    let evidence: Vec<Vec<(usize, usize)>> = all
        .iter()
        .take(MOST_EVIDENCE)
        .map(|line| stretches_of(line, stub_end).iter().map(|segment| (segment.start, segment.end)).collect())
        .collect();
    let mut stretches: Vec<Segment<'_>> =
        lines.iter().flat_map(|line| stretches_of(line, stub_end)).take(MOST_STRETCHES).collect();
    stretches.sort_by_key(|segment| (segment.end - segment.start, segment.start));
    let mut clusters: Vec<Zone> = Vec::new();
    for segment in stretches {
        let touched: Vec<usize> = (0..clusters.len())
            .filter(|&index| clusters.get(index).is_some_and(|zone| zone.touches(segment.start, segment.end)))
            .collect();
        if touched.len() > MOST_TOUCHED || stand_apart(&clusters, &touched, &evidence, least) {
            continue;
        }
        let mut merged = Zone { left: segment.start, right: segment.end, width: print_width(segment.words) };
        for index in touched.into_iter().rev() {
            let other = clusters.swap_remove(index);
            merged.left = merged.left.min(other.left);
            merged.right = merged.right.max(other.right);
            merged.width = merged.width.max(other.width);
        }
        clusters.push(merged);
    }
    clusters.sort_by_key(|zone| zone.left);
    clusters.truncate(MOST_COLUMNS);
    clusters
}

fn stretches_of(line: &TextLine, stub_end: usize) -> Vec<Segment<'_>> {
    let mut segments = line.segments();
    let Some(first) = segments.first_mut() else { return segments };
    let index = first.words.first().filter(|word| word.start <= stub_end && shape::is_index(&word.text));
    if let (Some(index), Some((head, rest))) = (index, first.words.split_at_checked(1))
        && let Some(next) = rest.first()
    {
        let index = Segment { words: head, start: index.start, end: index.end };
        *first = Segment { words: rest, start: next.start, end: first.end };
        segments.insert(0, index);
    }
    segments
}

/// Whether texts stand side by side in two of the clusters; a single time may be a wide gap in a text.
fn stand_apart(clusters: &[Zone], touched: &[usize], evidence: &[Vec<(usize, usize)>], least: usize) -> bool {
    let beside = |one: Zone, other: Zone| {
        let parted = |line: &Vec<(usize, usize)>| {
            let only = |zone: Zone, not: Zone| {
                line.iter().any(|&(start, end)| zone.touches(start, end) && !not.touches(start, end))
            };
            only(one, other) && only(other, one)
        };
        evidence.iter().filter(|line| parted(line)).take(least).count() >= least
    };
    touched.iter().enumerate().any(|(order, &one)| {
        touched.iter().skip(order + 1).any(|&other| match (clusters.get(one), clusters.get(other)) {
            (Some(&one), Some(&other)) => beside(one, other),
            _ => false,
        })
    })
}

/// The columns of a part with its heading: those that the stretches show, or those that the heading
/// names where the texts of two columns run into each other.
pub fn zones_of_part(heading: &[&TextLine], body: &[&TextLine], stub_end: usize) -> Vec<Zone> {
    let all: Vec<&TextLine> = heading.iter().chain(body).copied().collect();
    let zones = named_by_neighbours(unite(find_zones(&all, stub_end), heading, body), heading, body);
    let shown = with_room(zones, body);
    let named = find_zones_by(heading, &all, stub_end);
    let Some(first) = named.first().copied() else { return shown };
    let mut hints = vec![(first.left, first.left)];
    hints.extend(named.iter().zip(named.iter().skip(1)).map(|(one, next)| (one.right + 1, next.left + 1)));
    cheaper(shown, align(&named, &hints, body), body)
}

/// A heading that is centred in a wide column may stand beside all of the texts below it: a column without
/// texts and the nearer of its neighbours that has texts and no heading are one.
fn named_by_neighbours(mut zones: Vec<Zone>, heading: &[&TextLine], body: &[&TextLine]) -> Vec<Zone> {
    let filled = |zone: &Zone, lines: &[&TextLine]| {
        lines.iter().flat_map(|line| line.segments()).any(|segment| zone.touches(segment.start, segment.end))
    };
    let mut at = 1;
    while let Some((one, next)) = zones.get(at - 1).zip(zones.get(at)) {
        let named = (filled(one, heading), filled(next, heading));
        let worded = (filled(one, body), filled(next, body));
        let halves = named.0 != named.1 && worded.0 != worded.1 && named.0 != worded.0;
        if halves {
            let joined = Zone { left: one.left, right: next.right, width: one.width.max(next.width) };
            zones.splice(at - 1..=at, [joined]);
        } else {
            at += 1;
        }
    }
    zones
}

/// A column that the heading does not name is none: its lines were spread out to the full width of the
/// one before, so they begin in the middle of a phrase.
fn unite(zones: Vec<Zone>, heading: &[&TextLine], body: &[&TextLine]) -> Vec<Zone> {
    let titles: Vec<Segment<'_>> = heading.iter().flat_map(|line| line.segments()).collect();
    let texts: Vec<Segment<'_>> = body.iter().flat_map(|line| line.segments()).collect();
    let over = |zone: &Zone, segment: &Segment<'_>| zone.touches(segment.start, segment.end);
    let goes_on = |segment: &Segment<'_>| shape::goes_on(&segment.text());
    let mut united: Vec<Zone> = Vec::new();
    for zone in zones {
        // Two texts of a heading may stand a single blank apart: each begins with a capital.
        let begins = |word: &Word| word.start.abs_diff(zone.left) <= 3 && !shape::goes_on(&word.text);
        let own = |last: &Zone| {
            titles
                .iter()
                .filter(|title| over(&zone, title))
                .any(|title| title.words.iter().skip(1).any(begins) || !over(last, title) && !goes_on(title))
        };
        let spread = || {
            let lines = || texts.iter().filter(|text| over(&zone, text));
            lines().filter(|text| goes_on(text)).count() * 2 > lines().count()
        };
        match united.last_mut().filter(|last| !own(last) && spread()) {
            Some(last) => last.right = zone.right,
            None => united.push(zone),
        }
    }
    united
}

/// The columns of a table where they stand on a later page: each keeps its number, some may be empty.
pub fn zones_of_page(known: &[Zone], part: &[&TextLine]) -> Vec<Zone> {
    const SHIFT: usize = 9;
    let stub_end = known.first().map_or(0, |zone| zone.left + INDEX_ROOM);
    let found = find_zones(part, stub_end);
    let hints: Vec<(usize, usize)> =
        known.iter().map(|zone| (zone.left.saturating_sub(SHIFT), zone.left + SHIFT)).collect();
    // Where cells run into each other, what is found covers several columns.
    let covers = |zone: &Zone| {
        known.iter().filter(|column| zone.touches((column.left + column.right) / 2, column.right)).count() > 1
    };
    if found.len() < known.len() && found.iter().any(covers) {
        return align(known, &hints, part);
    }
    let mut shown = known.to_vec();
    if found.len() == known.len() {
        shown = found;
    } else {
        for (column, zone) in match_zones(known, &found) {
            if let Some(slot) = shown.get_mut(column) {
                *slot = Zone { width: zone.width.max(slot.width), ..zone };
            }
        }
        // A column that is empty here must not reach into one that moved.
        shown.sort_by_key(|zone| zone.left);
    }
    cheaper(with_room(shown, part), align(known, &hints, part), part)
}

/// The zones that the lines fit better; more columns are better where it costs nothing.
fn cheaper(one: Vec<Zone>, other: Vec<Zone>, lines: &[&TextLine]) -> Vec<Zone> {
    const MOST_LINES: usize = 200;
    let most = one.len().max(other.len());
    let cost = |zones: &[Zone]| -> f32 {
        // Two columns taken for one fit any line; what is lost must cost something.
        let lost = small(most - zones.len());
        lines.iter().take(MOST_LINES).map(|line| cut_with_cost(line, zones, false).1 + lost).sum()
    };
    if cost(&other) < cost(&one) { other } else { one }
}

/// Moves each zone's left edge to where most stretches begin within its hint.
fn align(zones: &[Zone], hints: &[(usize, usize)], lines: &[&TextLine]) -> Vec<Zone> {
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for line in lines {
        for segment in line.segments() {
            *starts.entry(segment.start).or_default() += 2;
            *starts.entry(segment.start + 1).or_default() += 1;
            *starts.entry(segment.start.saturating_sub(1)).or_default() += 1;
        }
    }
    let mut aligned: Vec<Zone> = Vec::new();
    for (zone, &(low, high)) in zones.iter().zip(hints) {
        let least = aligned.last().map_or(0, |before: &Zone| before.left + 2);
        let low = low.max(least);
        let best =
            starts.range(low..=high.max(low)).max_by_key(|&(&start, &count)| (count, usize::MAX - start));
        let left = best.map_or(zone.left.max(least), |(&start, _)| start);
        aligned.push(Zone { left, right: left + (zone.right - zone.left), width: 0.0 });
    }
    for index in 0..aligned.len() {
        let next = aligned.get(index + 1).map(|next| next.left);
        if let Some(zone) = aligned.get_mut(index) {
            let inside = |segment: &Segment<'_>| {
                segment.start + 1 >= zone.left && next.is_none_or(|next| segment.end < next)
            };
            let own: Vec<(usize, f32)> = lines
                .iter()
                .flat_map(|line| line.segments())
                .filter(inside)
                .map(|segment| (segment.end, print_width(segment.words)))
                .collect();
            let seen = own.iter().map(|&(end, _)| end).max().unwrap_or(zone.left + 1);
            zone.right = next.map_or(seen, |next| next.saturating_sub(2)).max(zone.left + 1);
            zone.width = own.iter().map(|&(_, width)| width).fold(0.0, f32::max);
        }
    }
    with_room(aligned, lines)
}

/// A column is at least as wide as the letters that it has room for, though only short lines were seen.
fn with_room(mut zones: Vec<Zone>, lines: &[&TextLine]) -> Vec<Zone> {
    const LONG: usize = 20;
    let mut scales: Vec<f32> = lines
        .iter()
        .flat_map(|line| line.segments())
        .filter(|segment| segment.end - segment.start >= LONG)
        .map(|segment| print_width(segment.words) / small(segment.end - segment.start))
        .collect();
    scales.sort_by(f32::total_cmp);
    let Some(&scale) = scales.get(scales.len() / 2) else { return zones };
    let lefts: Vec<usize> = zones.iter().skip(1).map(|zone| zone.left).collect();
    for (zone, next) in zones.iter_mut().zip(lefts) {
        zone.width = zone.width.max(scale * small(next.saturating_sub(zone.left + 1)));
    }
    zones
}

/// Fits the columns of a later page to those of the table: each keeps its number, some may be empty.
fn match_zones(known: &[Zone], found: &[Zone]) -> Vec<(usize, Zone)> {
    // best[i][j]: the least distance of the first i found in the first j known columns.
    const EMPTY_COLUMN: f32 = 20.0;
    let (rows, columns) = (found.len(), known.len());
    let mut best = vec![vec![(f32::INFINITY, false); columns + 1]; rows + 1];
    if let Some(first) = best.first_mut() {
        first.fill((0.0, false));
    }
    let cost = |best: &[Vec<(f32, bool)>], i: usize, j: usize| {
        best.get(i).and_then(|row| row.get(j)).map_or(f32::INFINITY, |&(cost, _)| cost)
    };
    for (i, zone) in found.iter().enumerate() {
        for (j, column) in known.iter().enumerate() {
            let taken = cost(&best, i, j) + (zone.middle() - column.middle()).abs();
            // A column in the middle is seldom empty over a whole page.
            let left = cost(&best, i + 1, j) + if i + 1 < rows { EMPTY_COLUMN } else { 0.0 };
            if let Some(slot) = best.get_mut(i + 1).and_then(|row| row.get_mut(j + 1)) {
                *slot = if taken < left { (taken, true) } else { (left, false) };
            }
        }
    }
    let mut result = Vec::new();
    let (mut i, mut j) = (rows, columns);
    while i > 0 && j > 0 {
        if best.get(i).and_then(|row| row.get(j)).is_some_and(|&(_, taken)| taken) {
            i -= 1;
            if let Some(&zone) = found.get(i) {
                result.push((j - 1, zone));
            }
        }
        j -= 1;
    }
    result.reverse();
    result
}

/// The words of a line in each column.
pub fn cut<'a>(line: &'a TextLine, zones: &[Zone]) -> Vec<&'a [Word]> {
    cut_with_cost(line, zones, false).0
}

/// The same for a row's first line: there each cell begins as cells do, with a capital or a number.
pub fn cut_first<'a>(line: &'a TextLine, zones: &[Zone]) -> Vec<&'a [Word]> {
    cut_with_cost(line, zones, true).0
}

/// The words of a line in each column, and how badly they fit.
fn cut_with_cost<'a>(line: &'a TextLine, zones: &[Zone], first: bool) -> (Vec<&'a [Word]>, f32) {
    let words = line.words.as_slice();
    let mut result: Vec<&[Word]> = vec![&[]; zones.len()];
    if words.len() > MOST_WORDS {
        if let Some(cell) = result.last_mut() {
            *cell = words;
        }
        return (result, 0.0);
    }
    // best[i][c]: the least cost of the first i words, the last of them ending in column c.
    let mut best: Vec<Vec<(f32, usize, usize)>> =
        vec![vec![(f32::INFINITY, 0, 0); zones.len() + 1]; words.len() + 1];
    if let Some(slot) = best.first_mut().and_then(|row| row.first_mut()) {
        slot.0 = 0.0;
    }
    for from in 0..words.len() {
        for before in 0..zones.len() {
            let cost = best.get(from).and_then(|row| row.get(before)).map_or(f32::INFINITY, |slot| slot.0);
            if cost.is_infinite() {
                continue;
            }
            for (column, zone) in zones.iter().enumerate().skip(before) {
                step(words, from, column, zone, (cost, before, first), &mut best);
            }
        }
    }
    let last = best.last().and_then(|row| {
        row.iter().enumerate().min_by(|one, other| one.1.0.total_cmp(&other.1.0)).map(|(column, _)| column)
    });
    let (mut to, mut column) = (words.len(), last.unwrap_or(0));
    let cost = best.last().and_then(|row| row.get(column)).map_or(0.0, |slot| slot.0);
    while let Some(&(_, from, before)) = best.get(to).and_then(|row| row.get(column)) {
        let cell = column.checked_sub(1).and_then(|at| result.get_mut(at));
        let (Some(cell), Some(piece)) = (cell, words.get(from..to)) else { break };
        *cell = piece;
        (to, column) = (from, before);
    }
    (result, cost)
}

/// What it costs to leave in one cell what stands in two.
pub const CELLS_APART: f32 = 3.0;

/// Tries all pieces that begin at a word for one column. Columns count from 1 in `best`.
fn step(
    words: &[Word],
    from: usize,
    column: usize,
    zone: &Zone,
    (cost, before, first_line): (f32, usize, bool),
    best: &mut [Vec<(f32, usize, usize)>],
) {
    const LONGEST_PIECE: usize = 60;
    let Some(first) = words.get(from) else { return };
    let small_letter = first_line && column > 0 && first.text.starts_with(char::is_lowercase);
    let mut total = cost + begin_cost(words, from, first, zone) + if small_letter { 3.0 } else { 0.0 };
    for to in from + 1..=words.len().min(from + LONGEST_PIECE) {
        let (Some(piece), Some(last)) = (words.get(from..to), words.get(to - 1)) else { return };
        if to > from + 1
            && let Some(previous) = words.get(to - 2)
        {
            let gap = last.start.saturating_sub(previous.end);
            total += if shape::stand_apart(&previous.text, &last.text) { CELLS_APART } else { 0.0 };
            total += if last.after_tab {
                9.0
            } else if gap >= 2 {
                1.5 + 0.5 * small(gap.min(6))
            } else {
                0.0
            };
        }
        // A narrow cut may make a line that is a little wider than the widest one seen.
        let over = (print_width(piece) - zone.width * 1.03).max(0.0);
        let beyond = small(last.end.saturating_sub(zone.right + 1));
        let all = total + over * 0.4 + beyond * 0.12;
        if let Some(slot) = best.get_mut(to).and_then(|row| row.get_mut(column + 1))
            && all < slot.0
        {
            *slot = (all, from, before);
        }
    }
}

/// What it costs to begin a column's piece at a word: it should begin where the column does, and after
/// a wide gap; a narrow one is right only where the column before is full.
fn begin_cost(words: &[Word], from: usize, first: &Word, zone: &Zone) -> f32 {
    let early = small(zone.left.saturating_sub(first.start));
    let late = small(first.start.saturating_sub(zone.left));
    let outside = small(first.start.saturating_sub(zone.right));
    let mut cost = early * 0.35 + late * 0.03 + outside * 0.8;
    if let Some(previous) = from.checked_sub(1).and_then(|at| words.get(at)) {
        let gap = first.start.saturating_sub(previous.end);
        let aligned = early + late < 1.0;
        cost += match gap {
            _ if first.after_tab => 0.0,
            0 | 1 if aligned => 0.3,
            0 | 1 => 0.8 + late * 0.12,
            _ => 0.0,
        };
        // A cell begins with a capital or a bullet; only its later lines begin with small letters.
        let capital = first.text.chars().next().is_some_and(|letter| letter.is_uppercase() || letter == '-');
        let capital = capital || first.text == "%";
        cost -= if gap < 2 && capital { 0.7 } else { 0.0 };
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<TextLine> {
        (1_u32..).zip(texts).map(|(number, text)| TextLine::parse(number, 0, text)).collect()
    }

    const TABLE: [&str; 7] = [
        "TT           Nội dung công việc             Sản phẩm      Thời gian",
        " 1   Củng cố, đổi mới, nâng cao chất        Các văn bản   Quý I",
        "     lượng, hiệu quả của bộ phận.           đôn đốc",
        " 2   Ban hành kế hoạch rà soát và kiểm tra, Kế hoạch      Trong năm",
        "     báo cáo.                               kiểm tra      2023",
        " 3   Duy trì tỷ lệ giải quyết đúng hạn      Báo cáo",
        "     từ 98% trở lên.",
    ];

    #[test]
    fn zones_of_a_table() {
        let lines = lines(&TABLE);
        let zones = find_zones(&lines.iter().collect::<Vec<_>>(), 2);
        let lefts: Vec<usize> = zones.iter().map(|zone| zone.left).collect();
        assert_eq!(lefts, [0, 5, 44, 58]);
    }

    #[test]
    fn a_narrow_gap_is_cut_where_the_column_is_full() {
        let lines = lines(&TABLE);
        let zones = zones_of_part(&[&lines[0]], &lines[1..].iter().collect::<Vec<_>>(), 2);
        let cells: Vec<String> = cut(&lines[3], &zones).into_iter().map(super::super::line::text).collect();
        assert_eq!(cells, ["2", "Ban hành kế hoạch rà soát và kiểm tra,", "Kế hoạch", "Trong năm"]);
    }

    #[test]
    fn a_page_with_an_empty_column_keeps_its_numbers() {
        let zone = |left: usize, right: usize| Zone { left, right, width: 100.0 };
        let known = [zone(0, 3), zone(5, 70), zone(75, 84), zone(90, 100), zone(110, 130)];
        let found = [zone(0, 3), zone(5, 70), zone(74, 80), zone(84, 90)];
        let columns: Vec<usize> = match_zones(&known, &found).into_iter().map(|(column, _)| column).collect();
        assert_eq!(columns, [0, 1, 2, 3]);
    }
}
