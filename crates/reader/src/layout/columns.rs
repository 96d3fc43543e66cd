//! Texts side by side: a letterhead, a signature block. A gutter that several rows leave free parts
//! them; each side is read on its own, the left one first.

use super::line::lines;
use super::{TextLine, Word};

/// Lines that are read one after the other. `column` is 0 for text of the full width, 1, 2 … from the
/// left for texts side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    pub lines: Vec<TextLine>,
    pub column: u8,
}

/// Words further apart than this many sizes may be of two columns.
const GAP: f32 = 1.2;
/// What has to stay free between two columns over all their rows.
const GUTTER: f32 = 0.8;
/// A single row is two columns only over a gap this wide.
const LONE_GAP: f32 = 3.0;
/// Narrower than this is no column but list marks or page numbers.
const NARROWEST: f32 = 3.0;
/// The rows of a block are looked for so far around the row that shows its gutter.
const REACH: usize = 120;

/// Rows that overlap in height: one row of the page as the eye sees it.
struct Band {
    /// Index of its first line and of the line after its last.
    lines: std::ops::Range<usize>,
    /// (left, right) of each stretch without a wide gap, from left to right.
    spans: Vec<(f32, f32)>,
    top: f32,
    bottom: f32,
    size: f32,
}

/// Two columns: bands and the free space between them.
struct Block {
    bands: std::ops::Range<usize>,
    gutter: (f32, f32),
    two_sided: usize,
}

/// Parts rows, sorted from top to bottom, into flows in reading order.
pub fn flows(rows: Vec<TextLine>) -> Vec<Flow> {
    let bands = bands(&rows);
    let mut blocks: Vec<Block> = Vec::new();
    let mut next = 0;
    while next < bands.len() {
        let from = blocks.last().map_or(0, |block| block.bands.end);
        match find_block(&bands, next, from) {
            Some(block) => {
                next = block.bands.end.max(next + 1);
                blocks.push(block);
            }
            None => next += 1,
        }
    }
    split(rows, &bands, &blocks)
}

fn split(rows: Vec<TextLine>, bands: &[Band], blocks: &[Block]) -> Vec<Flow> {
    let mut flows: Vec<Flow> = Vec::new();
    let mut rows = rows.into_iter();
    let mut taken = 0;
    for block in blocks {
        let start = bands.get(block.bands.start).map_or(taken, |band| band.lines.start);
        let end = bands.get(block.bands.end.saturating_sub(1)).map_or(start, |band| band.lines.end);
        let before: Vec<TextLine> = rows.by_ref().take(start.saturating_sub(taken)).collect();
        push(&mut flows, before, 0);
        let middle = (block.gutter.0 + block.gutter.1) / 2.0;
        let inside = rows.by_ref().take(end.saturating_sub(start)).flat_map(|line| line.words);
        let (left, right): (Vec<Word>, Vec<Word>) = inside.partition(|word| word.bbox.center().0 < middle);
        push(&mut flows, lines(left), 1);
        push(&mut flows, lines(right), 2);
        taken = end;
    }
    push(&mut flows, rows.collect(), 0);
    flows
}

fn push(flows: &mut Vec<Flow>, lines: Vec<TextLine>, column: u8) {
    if !lines.is_empty() {
        flows.push(Flow { lines, column });
    }
}

fn bands(rows: &[TextLine]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let overlaps = bands.last().is_some_and(|band| {
            let shared = band.bottom.min(row.bbox.y1) - band.top.max(row.bbox.y0);
            shared > 0.5 * row.bbox.height().min(band.bottom - band.top)
        });
        match bands.last_mut() {
            Some(band) if overlaps => {
                band.lines.end = index + 1;
                band.top = band.top.min(row.bbox.y0);
                band.bottom = band.bottom.max(row.bbox.y1);
                band.spans.extend(spans(row));
            }
            _ => bands.push(Band {
                lines: index..index + 1,
                spans: spans(row),
                top: row.bbox.y0,
                bottom: row.bbox.y1,
                size: row.size.max(1.0),
            }),
        }
    }
    for band in &mut bands {
        band.spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    bands
}

fn spans(row: &TextLine) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    for word in &row.words {
        match spans.last_mut() {
            Some(last) if word.bbox.x0 - last.1 < GAP * row.size => last.1 = last.1.max(word.bbox.x1),
            _ => spans.push((word.bbox.x0, word.bbox.x1)),
        }
    }
    spans
}

impl Band {
    fn gaps(&self) -> impl Iterator<Item = (f32, f32)> {
        self.spans.windows(2).filter_map(|pair| match pair {
            [a, b] if b.0 > a.1 => Some((a.1, b.0)),
            _ => None,
        })
    }

    /// What stays of a gutter after this band, and which sides the band has text on.
    fn narrow(&self, gutter: (f32, f32)) -> Option<((f32, f32), bool, bool)> {
        let middle = (gutter.0 + gutter.1) / 2.0;
        let (mut left, mut right) = (None::<f32>, None::<f32>);
        for (x0, x1) in &self.spans {
            if (x0 + x1) / 2.0 < middle {
                left = Some(left.map_or(*x1, |x| x.max(*x1)));
            } else {
                right = Some(right.map_or(*x0, |x| x.min(*x0)));
            }
        }
        let narrowed = (gutter.0.max(left.unwrap_or(gutter.0)), gutter.1.min(right.unwrap_or(gutter.1)));
        let free = narrowed.1 - narrowed.0 >= GUTTER * self.size;
        free.then_some((narrowed, left.is_some(), right.is_some()))
    }

    /// The ends of what stands on one side of a place.
    fn side(&self, middle: f32, left: bool) -> Option<(f32, f32)> {
        let here = self.spans.iter().filter(|(x0, x1)| ((x0 + x1) / 2.0 < middle) == left);
        here.copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// The best block around a band that shows a gap; it begins at band `from` or below.
fn find_block(bands: &[Band], seed: usize, from: usize) -> Option<Block> {
    let band = bands.get(seed)?;
    // A line stretched to the margin, or a row of a table without rulings, has many gaps.
    if band.spans.len() > 4 {
        return None;
    }
    let found = band.gaps().filter_map(|gap| {
        let block = grow(bands, seed, from, gap);
        is_block(bands, &block).then_some(block)
    });
    let width = |block: &Block| block.gutter.1 - block.gutter.0;
    found.max_by(|a, b| a.two_sided.cmp(&b.two_sided).then(width(a).total_cmp(&width(b))))
}

fn grow(bands: &[Band], seed: usize, from: usize, gap: (f32, f32)) -> Block {
    let mut block = Block { bands: seed..seed + 1, gutter: gap, two_sided: 1 };
    while block.bands.end < bands.len() && block.bands.end - seed < REACH {
        let Some(band) = bands.get(block.bands.end) else { break };
        let Some((gutter, left, right)) = band.narrow(block.gutter) else { break };
        let both = left && right;
        if !both && !attached_below(bands, &block, band, left) {
            break;
        }
        block.two_sided += usize::from(both);
        block.gutter = gutter;
        block.bands.end += 1;
    }
    while block.bands.start > from && seed - block.bands.start < REACH {
        let Some(band) = bands.get(block.bands.start - 1) else { break };
        let Some((gutter, left, right)) = band.narrow(block.gutter) else { break };
        let both = left && right;
        if !both && !attached_above(bands, &block, band, left) {
            break;
        }
        block.two_sided += usize::from(both);
        block.gutter = gutter;
        block.bands.start -= 1;
    }
    block
}

/// Whether a one-sided band goes on below a column: close to its last line and in line with it, or
/// further down but under its middle, as a signer's name stands under the office.
fn attached_below(bands: &[Band], block: &Block, band: &Band, left: bool) -> bool {
    let middle = (block.gutter.0 + block.gutter.1) / 2.0;
    let Some(here) = band.side(middle, left) else { return false };
    let inside = bands.get(block.bands.clone()).unwrap_or_default();
    let Some((last, above)) = inside.iter().rev().find_map(|b| Some((b, b.side(middle, left)?))) else {
        return false;
    };
    let down = band.top - last.bottom;
    let close = down < 1.1 * band.size && in_line(here, above, band.size);
    let signed = !left && down < 12.0 * band.size && centered_alike(here, above, 2.0 * band.size);
    close || signed
}

fn attached_above(bands: &[Band], block: &Block, band: &Band, left: bool) -> bool {
    let middle = (block.gutter.0 + block.gutter.1) / 2.0;
    let Some(here) = band.side(middle, left) else { return false };
    let Some(first) = bands.get(block.bands.start) else { return false };
    let Some(below) = first.side(middle, left) else { return false };
    // The short last line of a paragraph stands above the left column by chance.
    let goes_on =
        block.bands.start.checked_sub(2).and_then(|i| bands.get(i)).is_some_and(|over| {
            over.narrow(block.gutter).is_none() && band.top - over.bottom < 0.8 * band.size
        });
    !goes_on && first.top - band.bottom < 1.1 * band.size && centered_alike(here, below, band.size)
}

fn in_line(a: (f32, f32), b: (f32, f32), size: f32) -> bool {
    (a.0 - b.0).abs() < 1.5 * size || centered_alike(a, b, 1.5 * size)
}

fn centered_alike(a: (f32, f32), b: (f32, f32), tolerance: f32) -> bool {
    ((a.0 + a.1) / 2.0 - (b.0 + b.1) / 2.0).abs() < tolerance
}

fn is_block(bands: &[Band], block: &Block) -> bool {
    let Some(inside) = bands.get(block.bands.clone()) else { return false };
    let size = inside.first().map_or(12.0, |band| band.size);
    let middle = (block.gutter.0 + block.gutter.1) / 2.0;
    let widest = |left: bool| {
        inside.iter().filter_map(|band| band.side(middle, left)).map(|(x0, x1)| x1 - x0).fold(0.0, f32::max)
    };
    if widest(true) < NARROWEST * size || widest(false) < NARROWEST * size {
        return false;
    }
    if block.two_sided > 1 {
        return true;
    }
    // A lone gap inside running text is a blank to be filled in.
    let close_text = |index: Option<usize>| {
        index.and_then(|i| bands.get(i)).is_some_and(|band| {
            let (first, last) = (inside.first(), inside.last());
            let near = first.is_some_and(|first| (first.top - band.bottom).abs() < 0.7 * size)
                || last.is_some_and(|last| (band.top - last.bottom).abs() < 0.7 * size);
            near && band.narrow(block.gutter).is_none()
        })
    };
    block.gutter.1 - block.gutter.0 >= LONE_GAP * size
        && !close_text(block.bands.start.checked_sub(1))
        && !close_text(Some(block.bands.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::samples::{page_of, typed};
    use crate::layout::words;

    fn seen(set: &[Vec<model::Glyph>]) -> Vec<(u8, Vec<String>)> {
        let page = page_of(set);
        flows(lines(words(&page)))
            .into_iter()
            .map(|flow| (flow.column, flow.lines.iter().map(TextLine::text).collect()))
            .collect()
    }

    #[test]
    fn a_letterhead_is_read_column_by_column() {
        let found = seen(&[
            typed("ỦY BAN NHÂN DÂN", 72.0, 80.0, 12.0),
            typed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 260.0, 80.0, 12.0),
            typed("PHƯỜNG", 99.0, 96.0, 12.0),
            typed("Độc lập - Tự do", 292.0, 97.0, 13.0),
            typed("Số:      /KH", 84.0, 116.0, 12.0),
            typed("ngày     tháng     năm 2025", 270.0, 116.0, 12.0),
            typed("KẾ HOẠCH", 270.0, 150.0, 12.0),
            typed("Thực hiện cải cách hành chính nhà nước trên toàn địa bàn", 100.0, 166.0, 12.0),
        ]);
        let left = ["ỦY BAN NHÂN DÂN", "PHƯỜNG", "Số: /KH"].map(str::to_owned).to_vec();
        assert_eq!(found[0], (1, left));
        assert_eq!(found[1].0, 2);
        assert_eq!(found[1].1.len(), 3);
        assert_eq!(found[2].0, 0);
        assert_eq!(found[2].1[0], "KẾ HOẠCH");
    }

    #[test]
    fn a_blank_in_a_sentence_is_no_gutter() {
        let found = seen(&[
            typed("Căn cứ Kế hoạch của Ủy ban nhân dân tỉnh về việc", 72.0, 80.0, 12.0),
            typed("thực hiện số        /QĐ-UBND ngày        tháng 5", 72.0, 96.0, 12.0),
            typed("năm 2025 của Ủy ban nhân dân tỉnh, Ủy ban phường", 72.0, 112.0, 12.0),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 0);
    }

    #[test]
    fn list_marks_are_no_column() {
        let found = seen(&[
            typed("1.", 72.0, 80.0, 12.0),
            typed("Rà soát văn bản quy phạm", 110.0, 80.0, 12.0),
            typed("2.", 72.0, 96.0, 12.0),
            typed("Theo dõi thi hành pháp luật", 110.0, 96.0, 12.0),
        ]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_signature_stays_with_its_office() {
        let found = seen(&[
            typed("Nơi nhận:", 72.0, 500.0, 12.0),
            typed("TM. ỦY BAN NHÂN DÂN", 320.0, 500.0, 12.0),
            typed("- Như trên;", 72.0, 516.0, 12.0),
            typed("CHỦ TỊCH", 353.0, 516.0, 12.0),
            typed("- Lưu: VT.", 72.0, 532.0, 12.0),
            typed("Nguyễn Văn An", 339.0, 600.0, 12.0),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1.len(), 3);
        assert_eq!(found[1].1.last().map(String::as_str), Some("Nguyễn Văn An"));
    }
}
