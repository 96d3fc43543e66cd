//! Drawn lines of a picture, from runs of ink.

use super::Picture;
use image::{GrayImage, Luma};

/// A line in dots: left, top, right, bottom, all inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub x0: u32,
    pub y0: u32,
    pub x1: u32,
    pub y1: u32,
}

/// A ruling is at least so long, in inches: longer than any stroke of a letter.
const SHORTEST: f32 = 0.3;
/// Thicker ink, in inches, is a bar or a black border.
const THICKEST: f32 = 0.05;
/// Ink may fail for so many dots within a ruling of a bad scan.
const GAP: u32 = 3;
/// Pieces of one ruling on neighbouring rows touch or nearly touch.
const STEP: u32 = 2;

/// The level and upright rulings of a picture at so many dots an inch.
pub fn find(picture: &Picture, dots_per_inch: f32) -> (Vec<Line>, Vec<Line>) {
    let threshold = picture.threshold();
    let level = scan(&picture.dots, threshold, dots_per_inch);
    let turned = image::imageops::rotate90(&image::imageops::flip_vertical(&picture.dots));
    let upright = scan(&turned, threshold, dots_per_inch);
    let swap = |line: Line| Line { x0: line.y0, y0: line.x0, x1: line.y1, y1: line.x1 };
    (level, upright.into_iter().map(swap).collect())
}

/// Level rulings: long runs on each row, joined over rows.
fn scan(dots: &GrayImage, threshold: u8, dots_per_inch: f32) -> Vec<Line> {
    let least = (SHORTEST * dots_per_inch) as u32;
    let thickest = (THICKEST * dots_per_inch).max(4.0) as u32;
    let mut open: Vec<Line> = Vec::new();
    let mut done: Vec<Line> = Vec::new();
    for (y, row) in dots.rows().enumerate() {
        let y = y as u32;
        let (kept, ended): (Vec<Line>, Vec<Line>) = open.into_iter().partition(|line| line.y1 + STEP >= y);
        open = kept;
        done.extend(ended);
        for (x0, x1) in runs(row.map(|dot| dot.0[0] < threshold), least / 2) {
            let touches = |line: &&mut Line| line.x0 <= x1 + GAP * 4 && x0 <= line.x1 + GAP * 4;
            match open.iter_mut().find(touches) {
                Some(line) => {
                    line.x0 = line.x0.min(x0);
                    line.x1 = line.x1.max(x1);
                    line.y1 = y;
                }
                None => open.push(Line { x0, y0: y, x1, y1: y }),
            }
        }
    }
    done.extend(open);
    done.retain(|line| line.x1 - line.x0 >= least && line.y1 - line.y0 < thickest);
    done
}

/// Runs of ink of a row, gaps of a few dots closed.
fn runs(row: impl Iterator<Item = bool>, least: u32) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut run: Option<(u32, u32)> = None;
    for (x, ink) in row.enumerate() {
        let x = x as u32;
        match (&mut run, ink) {
            (Some((_, end)), true) if x - *end <= GAP + 1 => *end = x,
            (Some(ended), true) => {
                found.push(*ended);
                *ended = (x, x);
            }
            (None, true) => run = Some((x, x)),
            (_, false) => {}
        }
    }
    found.extend(run);
    found.retain(|(start, end)| end - start >= least);
    found
}

/// The picture without the lines: the OCR reads a border as letters.
pub fn erase(picture: Picture, lines: &[Line]) -> Picture {
    let mut dots = picture.dots;
    let (width, height) = dots.dimensions();
    for line in lines {
        for y in line.y0.saturating_sub(2)..(line.y1 + 3).min(height) {
            for x in line.x0.saturating_sub(2)..(line.x1 + 3).min(width) {
                dots.put_pixel(x, y, Luma([255]));
            }
        }
    }
    Picture { dots }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_frame_and_not_the_letters() {
        let ink = |x: u32, y: u32| {
            let frame = (100..=900).contains(&x) && (100..=500).contains(&y);
            let level = (100..=102).contains(&y) || (300..=301).contains(&y) || (498..=500).contains(&y);
            let upright = (100..=102).contains(&x) || (500..=501).contains(&x) || (898..=900).contains(&x);
            let letters = (200..=240).contains(&y) && (150..300).contains(&x) && x % 12 < 8;
            frame && (level || upright || letters)
        };
        let dots = GrayImage::from_fn(1000, 600, |x, y| Luma([if ink(x, y) { 0 } else { 255 }]));
        let picture = Picture { dots };
        let (level, upright) = find(&picture, 300.0);
        assert_eq!((level.len(), upright.len()), (3, 3), "{level:?} {upright:?}");
        assert_eq!(level[1], Line { x0: 100, y0: 300, x1: 900, y1: 301 });
        assert_eq!(upright[1], Line { x0: 500, y0: 100, x1: 501, y1: 500 });
        let clean = erase(picture, &[level, upright].concat());
        assert_eq!(find(&clean, 300.0), (vec![], vec![]));
    }
}
