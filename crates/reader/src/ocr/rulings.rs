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

/// A line as it is drawn, a little askew or bent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub edges: Line,
    /// Its ink, row by row of dots, or column by column where it is upright.
    runs: Vec<Line>,
}

/// A ruling is at least so long, in inches: longer than any stroke of a letter.
const SHORTEST: f32 = 0.3;
/// Thicker ink, in inches, is a bar or a black border.
const THICKEST: f32 = 0.05;
/// The heads of letters run together to lines of this length, in inches, where a grey scan was enlarged.
const WORD: f32 = 1.2;
/// Dots beside a line where its letters' strokes are looked for.
const BESIDE: u32 = 6;
/// Ink may fail for so many dots within a ruling of a bad scan.
const GAP: u32 = 3;
/// Pieces of one ruling on neighbouring rows touch or nearly touch.
const STEP: u32 = 2;

/// Dots around a line that its soft edges darken, besides those that are found as its own.
const SOFT: u32 = 1;

/// A line on a bad scan is rough by less than so many dots; what reaches further is a letter's stroke.
const ROUGH: u32 = 4;

/// The level and upright rulings of a picture at so many dots an inch.
pub fn find(picture: &Picture, dots_per_inch: f32) -> (Vec<Drawn>, Vec<Drawn>) {
    let threshold = faint(picture.threshold());
    let level = scan(&picture.dots, threshold, dots_per_inch);
    let turned = image::imageops::rotate90(&image::imageops::flip_vertical(&picture.dots));
    let upright = scan(&turned, threshold, dots_per_inch);
    (level, upright.into_iter().map(Drawn::mirrored).collect())
}

/// A hair line of a turned or enlarged picture is a third lighter than writing.
pub fn faint(threshold: u8) -> u8 {
    threshold + (u8::MAX - threshold) / 3
}

/// Level rulings: long runs on each row, joined over rows.
fn scan(dots: &GrayImage, threshold: u8, dots_per_inch: f32) -> Vec<Drawn> {
    let least = (SHORTEST * dots_per_inch) as u32;
    let thickest = (THICKEST * dots_per_inch).max(4.0) as u32;
    let mut open: Vec<Drawn> = Vec::new();
    let mut done: Vec<Drawn> = Vec::new();
    for (y, row) in dots.rows().enumerate() {
        let y = y as u32;
        let (kept, ended): (Vec<Drawn>, Vec<Drawn>) =
            open.into_iter().partition(|drawn| drawn.edges.y1 + STEP >= y);
        open = kept;
        done.extend(ended);
        for (x0, x1) in runs(row.map(|dot| dot.0[0] < threshold), least / 2) {
            let run = Line { x0, y0: y, x1, y1: y };
            let touches =
                |drawn: &&mut Drawn| drawn.edges.x0 <= x1 + GAP * 4 && x0 <= drawn.edges.x1 + GAP * 4;
            match open.iter_mut().find(touches) {
                Some(drawn) => {
                    let edges = &mut drawn.edges;
                    (edges.x0, edges.x1, edges.y1) = (edges.x0.min(x0), edges.x1.max(x1), y);
                    drawn.runs.push(run);
                }
                None => open.push(Drawn { edges: run, runs: vec![run] }),
            }
        }
    }
    done.extend(open);
    done.retain(|drawn| drawn.edges.x1 - drawn.edges.x0 >= least && drawn.thickness() < thickest);
    let longest = (WORD * dots_per_inch) as u32;
    let lines = done.into_iter().filter(|drawn| !drawn.is_of_letters(dots, threshold, longest));
    lines.flat_map(|drawn| drawn.straight(thickest)).collect()
}

impl Line {
    fn mirrored(self) -> Self {
        Self { x0: self.y0, y0: self.x0, x1: self.y1, y1: self.x1 }
    }

    fn is_level(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

impl Drawn {
    /// Level for upright.
    fn mirrored(self) -> Self {
        let runs = self.runs.into_iter().map(Line::mirrored).collect();
        Self { edges: self.edges.mirrored(), runs }
    }

    /// Whether strokes leave a short line on one side at many places: it is the heads or feet of letters.
    fn is_of_letters(&self, dots: &GrayImage, threshold: u8, longest: u32) -> bool {
        if self.edges.x1 - self.edges.x0 > longest {
            return false;
        }
        let strips = self.strips();
        let is_ink = |(x, y)| dots.get_pixel_checked(x, y).is_some_and(|dot| dot.0[0] < threshold);
        let strokes =
            |place: fn(&Strip) -> (u32, u32)| strips.iter().filter(|strip| is_ink(place(strip))).count();
        let above = strokes(|strip| strip.place(strip.from.saturating_sub(BESIDE)));
        let below = strokes(|strip| strip.place(strip.to + BESIDE));
        above.max(below) * 4 > strips.len()
    }

    /// Of a level line, on average.
    fn thickness(&self) -> u32 {
        let ink: u32 = self.runs.iter().map(|run| run.x1 - run.x0 + 1).sum();
        ink / (self.edges.x1 - self.edges.x0 + 1)
    }

    /// A level line that falls or rises further than `most`, in parts that do not: a fax machine draws
    /// its line over the whole page, and not parallel to the writing.
    fn straight(self, most: u32) -> Vec<Self> {
        let parts = (self.edges.y1 - self.edges.y0) / most + 1;
        if parts == 1 {
            return vec![self];
        }
        let length = (self.edges.x1 - self.edges.x0) / parts + 1;
        (0..parts).filter_map(|part| self.part(self.edges.x0 + part * length, length)).collect()
    }

    /// The part of a level line that begins here.
    fn part(&self, from: u32, length: u32) -> Option<Self> {
        let cut = |run: &Line| Line { x0: run.x0.max(from), x1: run.x1.min(from + length - 1), ..*run };
        let runs: Vec<Line> = self.runs.iter().map(cut).filter(|run| run.x0 <= run.x1).collect();
        let edges = runs.iter().copied().reduce(|a, b| Line {
            x0: a.x0.min(b.x0),
            y0: a.y0.min(b.y0),
            x1: a.x1.max(b.x1),
            y1: a.y1.max(b.y1),
        })?;
        Some(Self { edges, runs })
    }

    /// The line across its way, from dot to dot; where its ink fails, as before.
    fn strips(&self) -> Vec<Strip> {
        let level = self.edges.is_level();
        let line = if level { self.clone() } else { self.clone().mirrored() };
        let start = line.edges.x0;
        let mut band: Vec<Option<(u32, u32)>> = vec![None; (line.edges.x1 - start) as usize + 1];
        for run in &line.runs {
            let places = (run.x0 - start) as usize..=(run.x1 - start) as usize;
            for place in band.get_mut(places).unwrap_or_default() {
                let (top, bottom) = place.unwrap_or((run.y0, run.y0));
                *place = Some((top.min(run.y0), bottom.max(run.y0)));
            }
        }
        let mut before = band.iter().flatten().next().copied().unwrap_or((line.edges.y0, line.edges.y1));
        let strip = |(along, place): (u32, Option<(u32, u32)>)| {
            before = place.unwrap_or(before);
            Strip { along, from: before.0.saturating_sub(SOFT), to: before.1 + SOFT, level }
        };
        (start..).zip(band).map(strip).collect()
    }
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

/// The picture without the lines: the OCR reads a border as letters. Where a letter's stroke crosses a
/// line, the stroke stays.
pub fn erase(picture: Picture, lines: &[Drawn]) -> Picture {
    let threshold = picture.threshold();
    let strips: Vec<Strip> = lines.iter().flat_map(Drawn::strips).collect();
    let mut drawn = GrayImage::new(picture.dots.width(), picture.dots.height());
    for (x, y) in strips.iter().flat_map(Strip::dots) {
        drawn.get_pixel_mut_checked(x, y).into_iter().for_each(|dot| *dot = Luma([1]));
    }
    let is_ink = |(x, y): (u32, u32)| {
        let ink = picture.dots.get_pixel_checked(x, y).is_some_and(|dot| dot.0[0] < threshold);
        ink && drawn.get_pixel_checked(x, y).is_some_and(|dot| dot.0[0] == 0)
    };
    let erased: Vec<(u32, u32)> = strips.iter().flat_map(|strip| strip.erased(is_ink)).collect();
    let mut dots = picture.dots;
    for (x, y) in erased {
        dots.get_pixel_mut_checked(x, y).into_iter().for_each(|dot| *dot = Luma([255]));
    }
    Picture { dots }
}

/// The dots of a line at one place of its way, from edge to edge.
struct Strip {
    along: u32,
    from: u32,
    to: u32,
    level: bool,
}

impl Strip {
    fn place(&self, across: u32) -> (u32, u32) {
        if self.level { (self.along, across) } else { (across, self.along) }
    }

    fn dots(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (self.from..=self.to).map(|across| self.place(across))
    }

    /// The dots to erase: those of the line and its ragged edge, but nothing where a stroke crosses it.
    fn erased(&self, is_ink: impl Fn((u32, u32)) -> bool) -> Vec<(u32, u32)> {
        let above = |step: u32| self.place(self.from.saturating_sub(step));
        let below = |step: u32| self.place(self.to + step);
        let rough = |place: &dyn Fn(u32) -> (u32, u32)| {
            (1..=ROUGH).take_while(|step| is_ink(place(*step))).count() as u32
        };
        let (up, down) = (rough(&above), rough(&below));
        if up.min(down) > 0 && up.max(down) == ROUGH {
            return Vec::new();
        }
        let edge = |ink: u32| if ink == ROUGH { 0 } else { ink };
        let line = self.dots();
        line.chain((1..=edge(up)).map(above)).chain((1..=edge(down)).map(below)).collect()
    }
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
        assert_eq!(level[1].edges, Line { x0: 100, y0: 300, x1: 900, y1: 301 });
        assert_eq!(upright[1].edges, Line { x0: 500, y0: 100, x1: 501, y1: 500 });
        let clean = erase(picture, &[level, upright].concat());
        assert_eq!(find(&clean, 300.0), (vec![], vec![]));
    }

    #[test]
    fn heads_of_letters_are_no_line() {
        let ink = |x: u32, y: u32| {
            (100..220).contains(&x) && ((100..104).contains(&y) || (104..130).contains(&y) && x % 20 < 8)
        };
        let dots = GrayImage::from_fn(400, 300, |x, y| Luma([if ink(x, y) { 0 } else { 255 }]));
        assert_eq!(find(&Picture { dots }, 300.0), (vec![], vec![]));
    }

    #[test]
    fn a_line_askew_goes_and_the_strokes_that_it_crosses_stay() {
        let line = |x: u32, y: u32| x.abs_diff(200 + y / 50) < 2;
        let stroke = |x: u32, y: u32| (180..230).contains(&x) && y % 50 < 6;
        let draw = |ink: &dyn Fn(u32, u32) -> bool| {
            GrayImage::from_fn(400, 1000, |x, y| Luma([if ink(x, y) { 0 } else { 255 }]))
        };
        let picture = Picture { dots: draw(&|x, y| line(x, y) || stroke(x, y)) };
        let (level, upright) = find(&picture, 300.0);
        assert_eq!((level.len(), upright.len()), (0, 2));
        let clean = erase(picture, &upright).dots;
        let strokes = draw(&stroke);
        let differing = clean.pixels().zip(strokes.pixels()).filter(|(a, b)| a != b).count();
        // The line's ends at a stroke's edge.
        assert!(differing < 20 * 12, "{differing}");
    }
}
