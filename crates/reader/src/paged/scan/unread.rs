//! Writing that no word was read from: Tesseract takes words under a seal or a smear for a drawing and
//! leaves them out without a sound.
//!
//! What it does not do: a signature, a logo or handwriting beside the text is left out rightly. Only ink
//! with as many fine strokes as print has is told, and only where a line of words leads to it, or lines
//! above and below enclose it.

use super::Piece;
use crate::ocr::Reading;
use crate::ocr::seals::Seal;
use image::GrayImage;
use model::BBox;
use std::ops::Range;

/// Side of the squares in which ink is looked for, in inches.
const SQUARE: f32 = 0.01;
/// A reading of less confidence has read nothing; «/QĐ-UBND» in italics is read right with 0.15.
const READ: f32 = 0.1;
/// A word's box is so much taller and wider than told, in heights of a line: marks, loose boxes.
const AROUND: (f32, f32) = (0.3, 0.35);
/// White between words of a line, in heights of a line …
const GAP: f32 = 0.7;
/// … and the narrowest stretch that is told: three words, so that no name under a seal is one.
const NARROWEST: f32 = 6.0;
/// Strokes that a row of squares crosses in a stretch as wide as a line is high, at least …
const LEAST_STROKES: f32 = 0.9;
/// … and how long they are on an average, at most.
const LONGEST_STROKE: f32 = 0.35;
/// Share of a line's height that ink reaches over: dots and rules are lower.
const LEAST_HEIGHT: f32 = 0.5;
/// A word leads to a stretch from so far, in heights of a line.
const BESIDE: f32 = 1.5;
/// Lines above and below are no further away.
const LINES: f32 = 2.6;
/// The letters around the rim of a seal stand in this band of its radius.
const RIM: Range<f32> = 0.55..1.12;

/// The parts of a page's picture, in dots, that hold writing from which nothing was read.
pub fn find(pieces: &[Piece], seals: &[Seal], threshold: u8, dots_per_inch: f32) -> Vec<BBox> {
    let heights = pieces.iter().flat_map(|piece| &piece.readings).map(|word| word.y1 - word.y0);
    let line = super::median(heights);
    let side = (SQUARE * dots_per_inch).round().max(1.0);
    // A page without words is told as a whole.
    if line < 4.0 * side {
        return Vec::new();
    }
    let mut found: Vec<BBox> = Vec::new();
    for piece in pieces {
        for bbox in Left::new(piece, seals, threshold, line, side).stretches() {
            merge(&mut found, bbox, line);
        }
    }
    found
}

/// Adds a box; those that touch are one.
fn merge(found: &mut Vec<BBox>, mut bbox: BBox, line: f32) {
    let touches = |other: &BBox, bbox: &BBox| {
        other.x0 < bbox.x1 + line
            && bbox.x0 < other.x1 + line
            && other.y0 < bbox.y1 + line
            && bbox.y0 < other.y1 + line
    };
    while let Some(at) = found.iter().position(|other| touches(other, &bbox)) {
        bbox = bbox.union(&found.swap_remove(at));
    }
    found.push(bbox);
}

/// What is left of a piece's ink without its words, in squares.
struct Left<'a> {
    piece: &'a Piece,
    inked: GrayImage,
    /// Height of a line, in dots.
    line: f32,
    /// Side of a square, in dots.
    side: f32,
}

impl<'a> Left<'a> {
    fn new(piece: &'a Piece, seals: &[Seal], threshold: u8, line: f32, side: f32) -> Self {
        let step = side as u32;
        let mut inked = GrayImage::new(piece.dots.width().div_ceil(step), piece.dots.height().div_ceil(step));
        for (y, row) in piece.dots.rows().enumerate() {
            for (x, _) in row.enumerate().filter(|(_, dot)| dot.0[0] < threshold) {
                let square = inked.get_pixel_mut_checked(x as u32 / step, y as u32 / step);
                square.into_iter().for_each(|square| square.0[0] = u8::MAX);
            }
        }
        let mut left = Self { piece, inked, line, side };
        piece.readings.iter().filter(|word| word.confidence >= READ).for_each(|word| left.cover(word));
        seals.iter().for_each(|seal| left.cover_rim(seal));
        left
    }

    fn cover(&mut self, word: &Reading) {
        let (beside, above) = (AROUND.0 * self.line, AROUND.1 * self.line);
        let square = |at: f32| (at / self.side).max(0.0) as u32;
        for y in square(word.y0 - above)..=square(word.y1 + above) {
            for x in square(word.x0 - beside)..=square(word.x1 + beside) {
                self.inked.get_pixel_mut_checked(x, y).into_iter().for_each(|square| square.0[0] = 0);
            }
        }
    }

    fn cover_rim(&mut self, seal: &Seal) {
        let (left, top) = (seal.x - self.piece.x as f32, seal.y - self.piece.y as f32);
        for (x, y, square) in self.inked.enumerate_pixels_mut() {
            let away = ((x as f32 + 0.5) * self.side - left).hypot((y as f32 + 0.5) * self.side - top);
            if RIM.contains(&(away / seal.radius)) {
                square.0[0] = 0;
            }
        }
    }

    fn is_inked(&self, x: u32, y: u32) -> bool {
        self.inked.get_pixel_checked(x, y).is_some_and(|square| square.0[0] > 0)
    }

    /// The stretches of writing, in dots of the page's picture.
    fn stretches(&self) -> Vec<BBox> {
        let tall = ((self.line / self.side) as u32).max(4);
        let mut found = Vec::new();
        for top in (0..self.inked.height().saturating_sub(tall / 2)).step_by((tall / 3).max(1) as usize) {
            let rows = top..(top + tall).min(self.inked.height());
            for columns in self.inked_columns(&rows) {
                let bbox = BBox::new(
                    columns.start as f32 * self.side,
                    rows.start as f32 * self.side,
                    columns.end as f32 * self.side,
                    rows.end as f32 * self.side,
                );
                if self.is_writing(&columns, &rows) && self.is_among_words(&bbox) {
                    let (x, y) = (self.piece.x as f32, self.piece.y as f32);
                    found.push(BBox::new(bbox.x0 + x, bbox.y0 + y, bbox.x1 + x, bbox.y1 + y));
                }
            }
        }
        found
    }

    /// Stretches of columns with ink in the middle of a band, no further apart than words.
    fn inked_columns(&self, rows: &Range<u32>) -> Vec<Range<u32>> {
        let (gap, narrowest) = (self.squares(GAP), self.squares(NARROWEST));
        let quarter = (rows.end - rows.start) / 4;
        let middle = rows.start + quarter..rows.end - quarter;
        let mut found: Vec<Range<u32>> = Vec::new();
        for x in (0..self.inked.width()).filter(|x| middle.clone().any(|y| self.is_inked(*x, y))) {
            match found.last_mut() {
                Some(last) if x - last.end <= gap => last.end = x + 1,
                _ => found.push(x..x + 1),
            }
        }
        found.retain(|columns| columns.end - columns.start >= narrowest);
        found
    }

    /// So many heights of a line in squares.
    fn squares(&self, lines: f32) -> u32 {
        (lines * self.line / self.side) as u32
    }

    /// Whether there are as many and as fine strokes as letters have.
    fn is_writing(&self, columns: &Range<u32>, rows: &Range<u32>) -> bool {
        let inked_rows = rows.clone().filter(|y| columns.clone().any(|x| self.is_inked(x, *y))).count();
        if (inked_rows as f32) < LEAST_HEIGHT * (rows.end - rows.start) as f32 {
            return false;
        }
        let quarter = (rows.end - rows.start) / 4;
        let middle = rows.start + quarter..rows.end - quarter;
        let (mut strokes, mut ink) = (0.0_f32, 0.0_f32);
        for y in middle.clone() {
            for x in columns.clone().filter(|x| self.is_inked(*x, y)) {
                ink += 1.0;
                strokes += f32::from(u8::from(x == columns.start || !self.is_inked(x - 1, y)));
            }
        }
        let wide = (columns.end - columns.start) as f32 * self.side / self.line;
        let each = strokes / middle.len().max(1) as f32 / wide.max(0.1);
        let long = ink / strokes.max(1.0) * self.side / self.line;
        each >= LEAST_STROKES && long <= LONGEST_STROKE
    }

    /// Whether words stand beside it on its line, or in lines above and below it.
    fn is_among_words(&self, bbox: &BBox) -> bool {
        let words = || self.piece.readings.iter().filter(|word| word.confidence >= READ);
        let middle = (bbox.y0 + bbox.y1) / 2.0;
        let near = BESIDE * self.line;
        let beside = words().any(|word| {
            let level = word.y0 <= middle && middle <= word.y1;
            level && (0.0..near).contains(&(bbox.x0 - word.x1).max(word.x0 - bbox.x1))
        });
        let covered = |within: Range<f32>| {
            let over = words().filter(|word| within.contains(&((word.y0 + word.y1) / 2.0)));
            let shared = over.map(|word| (word.x1.min(bbox.x1) - word.x0.max(bbox.x0)).max(0.0));
            shared.sum::<f32>() >= 0.5 * bbox.width()
        };
        let far = LINES * self.line;
        beside || covered(middle - far..middle) && covered(middle..middle + far)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    /// Lines of words 40 dots high, each word a row of bars; what `is_read` says of a line and a word.
    fn page(is_drawn: &dyn Fn(u32, u32) -> bool, is_read: &dyn Fn(u32, u32) -> bool) -> Piece {
        let writing = |x: u32, y: u32| {
            let (line, word) = (y / 80, x / 150);
            is_drawn(line, word) && y % 80 < 40 && x % 150 < 130 && x % 16 < 5
        };
        let dots = GrayImage::from_fn(1500, 800, |x, y| Luma([if writing(x, y) { 0 } else { 255 }]));
        let words = (0..10).flat_map(|line| (0..10).map(move |word| (line, word)));
        let reading = |(line, word): (u32, u32)| {
            let (x0, y0) = ((word * 150) as f32, (line * 80) as f32);
            Reading { text: "chữ".into(), x0, y0, x1: x0 + 130.0, y1: y0 + 40.0, line, confidence: 0.9 }
        };
        let readings = words.filter(|(line, word)| is_read(*line, *word)).map(reading).collect();
        Piece { dots, x: 100, y: 200, readings, cell: false }
    }

    #[test]
    fn what_is_written_and_not_read_is_found() {
        type Rule = fn(u32, u32) -> bool;
        let everywhere: Rule = |_, _| true;
        for (name, drawn, read, expected) in [
            ("all is read", everywhere, everywhere, None),
            (
                "two words of a line",
                everywhere,
                |line, word| line != 4 || !(3..5).contains(&word),
                Some((540.0, 840.0)),
            ),
            ("a whole line", everywhere, |line, _| line != 4, Some((100.0, 1580.0))),
            ("far below the text", |line, word| line < 3 || line == 8 && word < 3, |line, _| line < 3, None),
            ("one word", everywhere, |line, word| line != 4 || word != 3, None),
        ] {
            let found = find(&[page(&drawn, &read)], &[], 128, 300.0);
            assert_eq!(found.len(), usize::from(expected.is_some()), "{name}: {found:?}");
            if let (Some(bbox), Some((x0, x1))) = (found.first(), expected) {
                assert!((bbox.x0 - x0).abs() < 30.0 && (bbox.x1 - x1).abs() < 30.0, "{name}: {bbox:?}");
                assert!((bbox.y0 - 520.0).abs() < 45.0 && (bbox.y1 - 560.0).abs() < 45.0, "{name}: {bbox:?}");
            }
        }
    }

    #[test]
    fn rules_dots_and_rims_of_seals_are_no_writing() {
        let read = |line: u32, _: u32| line != 4;
        for is_ink in [
            (|_, y| (335..340).contains(&y)) as fn(u32, u32) -> bool,
            |x, y| (352..358).contains(&y) && x % 16 < 6,
            |x, y| (320..360).contains(&y) && x < 500,
            |x, y| (320..360).contains(&y) && x % 300 < 5,
        ] {
            let mut piece = page(&|line, _| line != 4, &read);
            let inked = piece.dots.enumerate_pixels_mut().filter(|(x, y, _)| is_ink(*x, *y));
            inked.for_each(|(.., dot)| *dot = Luma([0]));
            assert_eq!(find(&[piece], &[], 128, 300.0), []);
        }
        let rim = |x: u32, y: u32| {
            let away = (x as f32 - 700.0).hypot(y as f32 - 340.0);
            (170.0..200.0).contains(&away) && (x + y) % 16 < 5
        };
        let mut piece = page(&|line, _| line < 1, &|line, _| line < 1);
        piece
            .dots
            .enumerate_pixels_mut()
            .filter(|(x, y, _)| rim(*x, *y))
            .for_each(|(.., dot)| *dot = Luma([0]));
        let seal = Seal { x: 800.0, y: 540.0, radius: 215.0 };
        assert_eq!(find(&[piece], &[seal], 128, 300.0), []);
    }
}
