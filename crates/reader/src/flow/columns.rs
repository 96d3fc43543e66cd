//! Letterheads and signatures that were set side by side with tabs or blanks, as on a typewriter:
//! «UBND XÃ …⇥CỘNG HÒA XÃ HỘI …» is two texts. Each column's paragraphs come one after the other.

use model::{Block, Line, Lines, Paragraph, Run, Runs};

/// So many blanks part two columns where there is no tab; a number left open has fewer before its «/».
const WIDE_GAP: usize = 6;
/// A shorter left part is a number or bullet that a tab sets off.
const SHORTEST: usize = 6;

/// Parts the paragraphs that stand side by side: at least two in a row.
pub fn parted(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut pending: Vec<(Paragraph, (Paragraph, Paragraph))> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => match halves(&paragraph) {
                Some(halves) => pending.push((paragraph, halves)),
                None => {
                    settle(&mut pending, &mut out);
                    out.push(Block::Paragraph(paragraph));
                }
            },
            block @ Block::Table(_) => {
                settle(&mut pending, &mut out);
                out.push(block);
            }
        }
    }
    settle(&mut pending, &mut out);
    out
}

fn settle(pending: &mut Vec<(Paragraph, (Paragraph, Paragraph))>, out: &mut Vec<Block>) {
    let pending = std::mem::take(pending);
    if pending.len() < 2 {
        out.extend(pending.into_iter().map(|(whole, _)| Block::Paragraph(whole)));
        return;
    }
    let (left, right): (Vec<Paragraph>, Vec<Paragraph>) =
        pending.into_iter().map(|(_, halves)| halves).unzip();
    out.extend(left.into_iter().chain(right).map(Block::Paragraph));
}

/// Both halves of a paragraph all of whose lines have two; `None` for any other.
fn halves(paragraph: &Paragraph) -> Option<(Paragraph, Paragraph)> {
    if paragraph.label.is_some() || paragraph.lines.is_empty() {
        return None;
    }
    let (mut left, mut right) = (Lines::new(), Lines::new());
    for line in &paragraph.lines {
        let (start, end) = gap(&line.text())?;
        left.push(cut(line, 0, start));
        right.push(cut(line, end, usize::MAX));
    }
    let half = |lines, column| Paragraph { lines, column, ..paragraph.clone() };
    Some((half(left, 1), half(right, 2)))
}

/// The gap between two columns, in characters: the only run with a tab, or the widest run of blanks.
fn gap(text: &str) -> Option<(usize, usize)> {
    let characters: Vec<char> = text.chars().collect();
    let blank = |c: char| matches!(c, ' ' | '\t' | '\u{a0}');
    let first = characters.iter().position(|&c| !blank(c))?;
    let last = characters.iter().rposition(|&c| !blank(c))?;
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for (at, &character) in characters.iter().enumerate().take(last).skip(first) {
        if !blank(character) {
            continue;
        }
        match runs.last_mut() {
            Some((_, end, tab)) if *end == at => (*end, *tab) = (at + 1, *tab || character == '\t'),
            _ => runs.push((at, at + 1, character == '\t')),
        }
    }
    let tabs: Vec<_> = runs.iter().filter(|(_, _, tab)| *tab).collect();
    let (start, end) = match tabs[..] {
        [&(start, end, _)] => (start, end),
        [] => {
            let widest = runs.iter().max_by_key(|(start, end, _)| end - start)?;
            (widest.1 - widest.0 >= WIDE_GAP).then_some((widest.0, widest.1))?
        }
        _ => return None,
    };
    let left: String = characters.iter().take(start).skip(first).collect();
    let right: String = characters.iter().skip(end).collect();
    // «Họ và tên:⇥…» is a form, «Chương I⇥5» a table of contents.
    let is_text = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() >= SHORTEST;
    (is_text(&left) && is_text(&right) && !left.trim_end().ends_with([':', '.', ';'])).then_some((start, end))
}

/// The characters of a line from one place to another.
fn cut(line: &Line, from: usize, to: usize) -> Line {
    let mut at = 0;
    let mut runs = Runs::new();
    for run in &line.runs {
        let length = run.text.chars().count();
        let (start, end) = (from.saturating_sub(at), to.saturating_sub(at).min(length));
        let text: String = run.text.chars().take(end).skip(start).collect();
        if !text.is_empty() {
            runs.push(Run { text, ..run.clone() });
        }
        at += length;
    }
    Line { runs, place: line.place.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Place;

    fn paragraph(text: &str) -> Block {
        let run = Run { text: text.to_owned(), ..Run::default() };
        let line = Line { runs: [run].into(), place: Place::Paragraph { paragraph: 1 } };
        Block::Paragraph(Paragraph { lines: [line].into(), ..Paragraph::default() })
    }

    fn texts(lines: &[&str]) -> Vec<(u8, String)> {
        let blocks = parted(lines.iter().map(|line| paragraph(line)).collect());
        let text = |block: &Block| match block {
            Block::Paragraph(p) => Some((p.column, p.text())),
            Block::Table(_) => None,
        };
        blocks.iter().filter_map(text).collect()
    }

    #[test]
    fn columns_are_parted() {
        let head =
            ["\tỦY BAN NHÂN DÂN\t CỘNG HÒA XÃ HỘI", "Số:      /KH-UBND            Huế, ngày    tháng 5"];
        let expected = [
            (1, "ỦY BAN NHÂN DÂN"),
            (1, "Số:      /KH-UBND"),
            (2, "CỘNG HÒA XÃ HỘI"),
            (2, "Huế, ngày    tháng 5"),
        ];
        assert_eq!(texts(&head), expected.map(|(column, text)| (column, text.to_owned())));
    }

    #[test]
    fn other_tabs_stay() {
        let cases: [&[&str]; 5] = [
            &["1.\tRà soát văn bản", "2.\tBáo cáo kết quả"],
            &["Họ và tên:\tNguyễn Văn An", "Chức vụ là:\tTrưởng phòng"],
            &["Chương một\t5", "Chương hai\t19"],
            &["một hai ba\tbốn năm sáu\tbảy tám chín", "một hai ba\tbốn năm sáu\tbảy tám chín"],
            &["ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI", "một dòng"],
        ];
        for lines in cases {
            assert!(texts(lines).iter().all(|(column, _)| *column == 0), "{lines:?}");
        }
    }
}
