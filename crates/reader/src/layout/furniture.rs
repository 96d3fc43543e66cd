//! Running heads and feet, page numbers: what belongs to the paper and not to the text.

use super::TextLine;
use std::collections::{BTreeMap, BTreeSet};

/// One page as far as its head and foot are concerned.
pub struct Edge<'a> {
    /// Counted from 1.
    pub number: u32,
    pub height: f32,
    /// All lines outside tables, each with its index.
    pub lines: Vec<&'a TextLine>,
    /// Upper and lower edge of what the tables cover; the page's middle where there are none.
    pub tables: (f32, f32),
}

/// Heads and feet lie within this share of the page's height.
const ZONE: f32 = 0.12;
/// Lines at the head or foot of a page that are looked at.
const DEPTH: usize = 3;

/// A line that might be furniture.
struct Candidate {
    page: usize,
    line: usize,
    /// Its text, with the page's own number as `#`.
    key: String,
    /// A lone number: how far it is ahead of the page's place in the file.
    offset: Option<i64>,
    top: f32,
    outermost: bool,
    /// A browser's print line: the time of printing, the page's address.
    stamp: bool,
}

/// The furniture of a document: (index of the page, index of the line).
pub fn furniture(pages: &[Edge<'_>]) -> BTreeSet<(usize, usize)> {
    let candidates: Vec<Candidate> =
        pages.iter().enumerate().flat_map(|(index, page)| candidates(index, page)).collect();
    let mut offsets: BTreeMap<i64, usize> = BTreeMap::new();
    let mut keys: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
    for candidate in &candidates {
        if let Some(offset) = candidate.offset.filter(|_| candidate.outermost) {
            *offsets.entry(offset).or_default() += 1;
        }
        keys.entry(&candidate.key).or_default().push(candidate);
    }
    let is_number = |candidate: &Candidate| {
        candidate.outermost
            && candidate
                .offset
                .is_some_and(|offset| offset == 0 || offsets.get(&offset).is_some_and(|n| *n > 1))
    };
    let repeats = |candidate: &Candidate| {
        let others = keys.get(candidate.key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let level = others.iter().filter(|other| (other.top - candidate.top).abs() < 4.0);
        let on: BTreeSet<usize> = level.map(|other| other.page).collect();
        let span = on.first().zip(on.last()).map_or(0, |(first, last)| last - first + 1);
        // A letterhead that each annex begins with repeats too, but not on page after page.
        (on.len() > 2 && on.len() * 5 >= span * 3) || (on.len() == 2 && candidate.key.contains('#'))
    };
    // A browser prints the title beside the time, the page number beside the address.
    let is_stamped = |candidate: &Candidate| {
        let beside = |other: &&Candidate| {
            other.stamp && other.page == candidate.page && (other.top - candidate.top).abs() < 4.0
        };
        candidates.iter().find(beside).is_some()
    };
    let found = candidates
        .iter()
        .filter(|candidate| is_number(candidate) || repeats(candidate) || is_stamped(candidate));
    found.map(|candidate| (candidate.page, candidate.line)).collect()
}

fn candidates(index: usize, page: &Edge<'_>) -> Vec<Candidate> {
    let mut order: Vec<usize> = (0..page.lines.len()).collect();
    let top = |i: &usize| page.lines.get(*i).map_or(0.0, |line| line.bbox.y0);
    order.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let head = |line: &TextLine| line.bbox.y1 < page.height * ZONE && line.bbox.y1 < page.tables.0 + 3.0;
    let foot =
        |line: &TextLine| line.bbox.y0 > page.height * (1.0 - ZONE) && line.bbox.y0 > page.tables.1 - 3.0;
    let first = order
        .iter()
        .take(DEPTH)
        .enumerate()
        .filter(|(_, i)| page.lines.get(**i).is_some_and(|line| head(line)));
    let last = order
        .iter()
        .rev()
        .take(DEPTH)
        .enumerate()
        .filter(|(_, i)| page.lines.get(**i).is_some_and(|line| foot(line)));
    let candidate = |(depth, line): (usize, &usize)| {
        let text = page.lines.get(*line)?;
        let words = text.text();
        Some(Candidate {
            page: index,
            line: *line,
            offset: lone_number(&words).map(|number| number - i64::from(page.number)),
            key: key(&words, page.number),
            top: text.bbox.y0,
            outermost: depth == 0,
            stamp: is_stamp(&words),
        })
    };
    first.chain(last).filter_map(candidate).collect()
}

/// Words that a page number may stand with, in lower case.
const PAGE_WORDS: [&str; 6] = ["trang", "tr", "page", "p", "of", "trên"];

/// The number of a line that holds nothing else: «2», «- 2 -», «Trang 2», «2/10», «Page 2 of 10».
fn lone_number(text: &str) -> Option<i64> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (numbers, words): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| part.chars().all(|c| c.is_ascii_digit()));
    let named = words.iter().all(|word| PAGE_WORDS.contains(&word.to_lowercase().as_str()));
    let plain = text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-–—/.|[]()".contains(c));
    let all = |number: &str| number.parse::<i64>().ok().filter(|_| number.len() <= 4);
    match numbers.as_slice() {
        [page] if named && plain => all(page),
        [page, last] if named && plain => {
            all(page).filter(|page| (1..1900).contains(page) && Some(*page) <= all(last))
        }
        _ => None,
    }
}

/// «11/29/26, 4:18 AM  Kế hoạch», «16:05 29/11/2026», «https://… 1/2»: what a browser prints above and
/// below a page.
fn is_stamp(text: &str) -> bool {
    let numeric = |word: &str, mark: char, parts: usize| {
        let word = word.trim_end_matches(',');
        word.split(mark).count() == parts
            && word.split(mark).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let opening = || text.split_whitespace().take(2);
    let timed = opening().any(|word| numeric(word, '/', 3)) && opening().any(|word| numeric(word, ':', 2));
    // The ligature is as the browser sets it; text is repaired later.
    let schemes = ["file://", "\u{fb01}le://", "http://", "https://", "about:"];
    let (address, rest): (Vec<&str>, Vec<&str>) =
        text.split_whitespace().partition(|word| schemes.iter().any(|scheme| word.starts_with(scheme)));
    let numbered = rest.is_empty() || lone_number(&rest.join(" ")).is_some();
    timed || (address.len() == 1 && numbered)
}

/// The text with the page's own number taken out.
fn key(text: &str, page: u32) -> String {
    let number = page.to_string();
    let words = text.split_whitespace().map(|word| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        if core == number { word.replace(core, "#") } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::samples::{page_of, typed};
    use crate::layout::{lines, words};

    fn found(pages: &[Vec<(&str, f32)>]) -> Vec<(usize, usize)> {
        let set: Vec<Vec<TextLine>> = pages
            .iter()
            .map(|page| {
                let set: Vec<_> = page.iter().map(|(text, y)| typed(text, 72.0, *y, 12.0)).collect();
                lines(words(&page_of(&set)))
            })
            .collect();
        let edges: Vec<Edge<'_>> = set
            .iter()
            .enumerate()
            .map(|(index, lines)| Edge {
                number: index as u32 + 1,
                height: 842.0,
                lines: lines.iter().collect(),
                tables: (421.0, 421.0),
            })
            .collect();
        furniture(&edges).into_iter().collect()
    }

    #[test]
    fn page_numbers_are_furniture() {
        let body = ("Thực hiện nhiệm vụ", 400.0);
        assert_eq!(found(&[vec![body], vec![("2", 40.0), body], vec![("3", 40.0), body]]), [(1, 0), (2, 0)]);
        assert_eq!(
            found(&[vec![body, ("Trang 15", 810.0)], vec![body, ("Trang 16", 810.0)]]),
            [(0, 1), (1, 1)]
        );
    }

    #[test]
    fn running_heads_are_furniture_and_annex_titles_are_not() {
        let head = ("Kế hoạch năm 2025", 40.0);
        let body = ("Thực hiện nhiệm vụ", 400.0);
        assert_eq!(found(&[vec![head, body], vec![head, body], vec![head, body]]).len(), 3);
        let annexes =
            [vec![("Phụ lục 1", 60.0), body], vec![("Phụ lục 3", 60.0), body], vec![("Phụ lục 7", 60.0)]];
        assert_eq!(found(&annexes), []);
    }

    #[test]
    fn numbers_inside_the_text_stay() {
        assert_eq!(found(&[vec![("Năm", 300.0), ("2", 400.0)], vec![("Năm", 300.0), ("2", 400.0)]]), []);
    }

    #[test]
    fn the_lines_of_a_browser_are_furniture() {
        let page =
            vec![("4:18, 29/11/2026", 30.0), ("Thực hiện nhiệm vụ", 400.0), ("file:///a/b.html 1/2", 815.0)];
        assert_eq!(found(&[page]), [(0, 0), (0, 2)]);
        for (text, expected) in [
            ("11/29/26, 4:18 AM Kế hoạch năm 2026", true),
            ("16:05 29/11/2026 Kế hoạch", true),
            ("https://tinh.gov.vn/ke-hoach?id=5 2/15", true),
            ("https://tinh.gov.vn/ke-hoach", true),
            ("Xem tại https://tinh.gov.vn/ke-hoach", false),
            ("29/11/2026", false),
            ("Từ 8:00 ngày 29/11/2026", false),
            ("08:00 Khai mạc", false),
        ] {
            assert_eq!(is_stamp(text), expected, "{text}");
        }
    }

    #[test]
    fn lone_numbers_are_found() {
        for (text, expected) in [
            ("2", Some(2)),
            ("- 12 -", Some(12)),
            ("Trang 3/15", Some(3)),
            ("Page 3 of 15", Some(3)),
            ("2025 - 2030", None),
            ("95 %", None),
            ("Điều 5", None),
            ("5 Điều", None),
            ("Phụ lục số 1", None),
        ] {
            assert_eq!(lone_number(text), expected, "{text}");
        }
    }
}
