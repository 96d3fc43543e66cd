//! Lines that stand close together → rows, by the numbers in their first column alone: a number stands at
//! the top of its row or in the middle of it.

use super::rivers::TextRow;

/// A line, and what the first columns of it say.
pub struct Numbered<'a> {
    pub line: &'a TextRow,
    /// A row's number stands on it.
    pub counts: bool,
    /// Something besides the number stands on it.
    pub worded: bool,
    /// The main column, the first after the number, starts in small letters here: in the middle of a
    /// sentence.
    pub inside: bool,
}

/// Where rows start, as indices of lines, the first line among them. Lines above the first row with a
/// number, or below the last, may be the rest of a row that the page's end cuts: a row of their own.
pub fn starts(lines: &[Numbered<'_>]) -> Vec<usize> {
    let mut counts = lines.iter().enumerate().filter(|(_, line)| line.counts);
    // With one number, all stand together around it.
    let (Some((first, _)), Some(_)) = (counts.next(), counts.next()) else { return vec![0] };
    let top = from_the_top(lines);
    let middle = (0..=first).filter_map(|start| around_the_middle(lines, start));
    // Numbers in the middle explain all lines, or fewer rows then start inside a sentence.
    let better = |rows: &Middle| {
        let (own, other) = (broken(&rows.starts, lines), broken(&top, lines));
        own < other || (own == other && rows.rest == 0)
    };
    middle
        .filter(better)
        .min_by_key(|rows| (broken(&rows.starts, lines), rows.rest))
        .map_or(top, |rows| rows.starts)
}

/// How many rows start in the middle of a sentence; the first may be the rest of one.
fn broken(starts: &[usize], lines: &[Numbered<'_>]) -> usize {
    starts.iter().skip(1).filter(|start| lines.get(**start).is_some_and(|line| line.inside)).count()
}

fn from_the_top(lines: &[Numbered<'_>]) -> Vec<usize> {
    let counts = lines.iter().enumerate().filter(|(index, line)| *index > 0 && line.counts);
    [0].into_iter().chain(counts.map(|(index, _)| index)).collect()
}

struct Middle {
    starts: Vec<usize>,
    /// How many lines belong to no number.
    rest: usize,
}

/// Rows that reach as far below their numbers as above, from line `start` on; none where a row's end then
/// falls into a line.
fn around_the_middle(lines: &[Numbered<'_>], start: usize) -> Option<Middle> {
    let mut starts: Vec<usize> = if start > 0 { vec![0] } else { Vec::new() };
    let mut at = start;
    for number in lines.iter().enumerate().skip(start).filter(|(_, line)| line.counts) {
        let (index, Numbered { line, .. }) = number;
        let above = lines.get(at..).unwrap_or_default().iter().find(|line| line.worded)?;
        if index < at {
            return None;
        }
        let bottom = line.top() + line.bottom() - above.line.top();
        // A quarter of a line is what rounding and letters without descenders make.
        let ends = |line: &&Numbered<'_>| (line.line.bottom() - bottom).abs() < 0.3 * line.line.size;
        let last = lines.iter().rposition(|line| line.worded && ends(&line))?;
        if last < at {
            return None;
        }
        starts.push(at);
        at = last.max(index) + 1;
    }
    let rest = lines.len() - at;
    starts.extend((rest > 0).then_some(at));
    Some(Middle { starts, rest: rest + start })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines ten points apart; a letter says what stands in the main column: `A` a row's start, `a` the
    /// middle of its text, `_` nothing. A digit before it is the row's number; on a line of its own it
    /// stands between two lines.
    fn found(lines: &[&str]) -> Vec<usize> {
        let mut base = 0.0;
        let rows: Vec<TextRow> = lines
            .iter()
            .map(|line| {
                base += if line.len() == 1 && line.starts_with(|c: char| c.is_ascii_digit()) {
                    5.0
                } else {
                    10.0
                };
                let row = TextRow { words: vec![], base, size: 10.0, free: vec![] };
                base -= if row.base % 10.0 > 1.0 { 5.0 } else { 0.0 };
                row
            })
            .collect();
        let numbered = rows.iter().zip(lines).map(|(line, text)| Numbered {
            line,
            counts: text.starts_with(|c: char| c.is_ascii_digit()),
            worded: text.contains(|c: char| c.is_alphabetic()),
            inside: text.contains('a'),
        });
        starts(&numbered.collect::<Vec<_>>())
    }

    #[test]
    fn numbers_stand_at_the_top_or_in_the_middle() {
        for (lines, expected) in [
            (&["1A", "a", "a", "2A", "a", "a", "3A", "a", "a"][..], &[0, 3, 6][..]),
            (&["A", "1a", "a", "A", "2a", "a", "3A"], &[0, 3, 6]),
            (&["A", "1", "a", "A", "2", "a", "3A"], &[0, 3, 6]),
            (&["1A", "2A", "3A"], &[0, 1, 2]),
            (&["a", "a", "1A", "a", "2A"], &[0, 2, 4]),
            (&["a", "A", "1a", "a", "2A", "A", "a"], &[0, 1, 4, 5]),
            (&["A", "a"], &[0]),
            (&["A", "1a", "a", "a"], &[0]),
        ] {
            assert_eq!(found(lines), expected, "{lines:?}");
        }
    }
}
