//! Round seals in black: a bi-level scan has no red by which to tell them. Tesseract takes a seal and all
//! lines that it touches for a drawing and reads none of them; without its rings it reads the lines.

use image::{GrayImage, Luma};
use imageproc::region_labelling::{Connectivity, connected_components};
use std::collections::BTreeMap;
use std::f32::consts::TAU;
use std::ops::RangeInclusive;

/// Radius in inches: the seals of offices measure 30 to 42 mm across (Thông tư 21/2012/TT-BCA).
const RADIUS: RangeInclusive<f32> = 0.55..=0.87;
/// Dots an inch at which seals are looked for: letters stay apart from each other.
const LOOKED_AT: f32 = 150.0;
/// Circles through three dots of ink that are tried, and places at which each is tested.
const TRIALS: usize = 3000;
const PLACES: usize = 120;
/// Share of a ring that shows, at least: stamps are uneven.
const SHOWN: f32 = 0.8;
/// Share of ink just outside a ring, at most: what is black all over is no seal.
const OUTSIDE: f32 = 0.5;
/// Inches by which a stamped ring strays from its circle, and its thickness, at most.
const STRAY: f32 = 0.01;
const THICKEST: f32 = 0.045;
/// More drawings on a page are no seals.
const MOST: usize = 6;

/// A seal's outer ring, in dots.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seal {
    pub x: f32,
    pub y: f32,
    pub radius: f32,
}

/// The seals of a picture.
pub fn find(dots: &GrayImage, threshold: u8, dots_per_inch: f32) -> Vec<Seal> {
    let step = ((dots_per_inch / LOOKED_AT).round() as u32).max(1);
    let small = thinned(dots, threshold, step);
    let unit = dots_per_inch / step as f32;
    let seal = |drawing: Vec<(f32, f32)>| {
        let ring = ring(&small, &drawing, unit)?;
        let whole = |at: f32| (at + 0.5) * step as f32;
        Some(Seal { x: whole(ring.x), y: whole(ring.y), radius: ring.radius * step as f32 })
    };
    let found = drawings(&small, 2.0 * RADIUS.start() * unit).into_iter().filter_map(seal);
    found.fold(Vec::new(), widest)
}

/// The rings so far with one more: of those around one middle the widest.
fn widest(mut found: Vec<Seal>, ring: Seal) -> Vec<Seal> {
    let same = |other: &&mut Seal| (other.x - ring.x).hypot(other.y - ring.y) < ring.radius / 2.0;
    match found.iter_mut().find(same) {
        Some(other) if other.radius >= ring.radius => {}
        Some(other) => *other = ring,
        None => found.push(ring),
    }
    found
}

/// The picture in squares; those that hold ink are 255.
fn thinned(dots: &GrayImage, threshold: u8, step: u32) -> GrayImage {
    let (width, height) = (dots.width() / step, dots.height() / step);
    let mut small = GrayImage::new(width, height);
    for (y, row) in dots.rows().enumerate() {
        for (x, _) in row.enumerate().filter(|(_, dot)| dot.0[0] < threshold) {
            let square = small.get_pixel_mut_checked(x as u32 / step, y as u32 / step);
            square.into_iter().for_each(|square| *square = Luma([255]));
        }
    }
    small
}

/// The places of ink that hang together over at least so much in both directions.
fn drawings(small: &GrayImage, least: f32) -> Vec<Vec<(f32, f32)>> {
    let labels = connected_components(small, Connectivity::Eight, Luma([0]));
    let inked = || labels.enumerate_pixels().filter(|(.., label)| label.0[0] > 0);
    // By label: left, top, right and lower edge.
    let mut edges: Vec<[u32; 4]> = Vec::new();
    for (x, y, label) in inked() {
        let number = label.0[0] as usize;
        if edges.len() <= number {
            edges.resize(number + 1, [u32::MAX, u32::MAX, 0, 0]);
        }
        if let Some([x0, y0, x1, y1]) = edges.get_mut(number) {
            (*x0, *y0, *x1, *y1) = ((*x0).min(x), (*y0).min(y), (*x1).max(x), (*y1).max(y));
        }
    }
    let large = |[x0, y0, x1, y1]: &[u32; 4]| {
        x1.saturating_sub(*x0) as f32 >= least && y1.saturating_sub(*y0) as f32 >= least
    };
    // Nearly no page has one.
    if !edges.iter().any(large) {
        return Vec::new();
    }
    let mut found: BTreeMap<u32, Vec<(f32, f32)>> = BTreeMap::new();
    for (x, y, label) in inked().filter(|(.., label)| edges.get(label.0[0] as usize).is_some_and(large)) {
        found.entry(label.0[0]).or_default().push((x as f32, y as f32));
    }
    found.into_values().take(MOST).collect()
}

/// The widest circle of a seal's size that shows in a drawing.
fn ring(small: &GrayImage, drawing: &[(f32, f32)], unit: f32) -> Option<Seal> {
    let mut dice = 1_usize;
    let mut pick = || {
        // A generator of its own, so that the same picture gives the same seal.
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        drawing.get((dice >> 33) % drawing.len()).copied()
    };
    let mut best: Option<Seal> = None;
    for _ in 0..TRIALS {
        let Some(circle) = circle(pick()?, pick()?, pick()?) else { continue };
        let wider = best.is_none_or(|best| circle.radius > best.radius);
        if wider
            && RADIUS.contains(&(circle.radius / unit))
            && shown(small, &circle) >= SHOWN
            && shown(small, &Seal { radius: circle.radius + 0.06 * unit, ..circle }) < OUTSIDE
        {
            best = Some(circle);
        }
    }
    best
}

/// The circle through three points.
fn circle(a: (f32, f32), b: (f32, f32), c: (f32, f32)) -> Option<Seal> {
    let double = 2.0 * (a.0 * (b.1 - c.1) + b.0 * (c.1 - a.1) + c.0 * (a.1 - b.1));
    let square = |point: (f32, f32)| point.0 * point.0 + point.1 * point.1;
    let x = (square(a) * (b.1 - c.1) + square(b) * (c.1 - a.1) + square(c) * (a.1 - b.1)) / double;
    let y = (square(a) * (c.0 - b.0) + square(b) * (a.0 - c.0) + square(c) * (b.0 - a.0)) / double;
    let radius = (a.0 - x).hypot(a.1 - y);
    (double.abs() > 1.0 && radius.is_finite()).then_some(Seal { x, y, radius })
}

/// The share of a circle that is ink.
fn shown(small: &GrayImage, circle: &Seal) -> f32 {
    let inked = |place: &usize| {
        at(circle, circle.radius, *place as f32 / PLACES as f32)
            .and_then(|(x, y)| small.get_pixel_checked(x, y))
            .is_some_and(|dot| dot.0[0] > 0)
    };
    (0..PLACES).filter(inked).count() as f32 / PLACES as f32
}

/// The place at a share of the way around, so far from the middle.
fn at(seal: &Seal, radius: f32, turn: f32) -> Option<(u32, u32)> {
    let (sine, cosine) = (turn * TAU).sin_cos();
    let (x, y) = ((seal.x + radius * cosine).round(), (seal.y + radius * sine).round());
    (x >= 0.0 && y >= 0.0).then_some((x as u32, y as u32))
}

/// Takes the rings of a seal out, as thin as they are: letters that they cross lose no more than that.
pub fn erase(dots: &mut GrayImage, seal: &Seal, threshold: u8, dots_per_inch: f32) {
    let turns = (seal.radius * TAU * 1.1) as usize;
    let radii: Vec<f32> = (0..=(seal.radius * 1.1) as usize).map(|radius| radius as f32).collect();
    let inked = |radius: f32, turn: usize| {
        at(seal, radius, turn as f32 / turns as f32)
            .and_then(|(x, y)| dots.get_pixel_checked(x, y))
            .is_some_and(|dot| dot.0[0] < threshold)
    };
    let polar: Vec<Vec<bool>> =
        (0..turns).map(|turn| radii.iter().map(|radius| inked(*radius, turn)).collect()).collect();
    let rings = rings(&polar, radii.len(), dots_per_inch);
    let thickest = (THICKEST * dots_per_inch) as usize;
    for (turn, line) in polar.iter().enumerate() {
        for (from, to) in runs(line.iter().copied()).into_iter().filter(|(from, to)| to - from < thickest) {
            if !(from..=to).any(|radius| rings.get(radius) == Some(&true)) {
                continue;
            }
            for radius in from.saturating_sub(1)..=to + 1 {
                whiten(dots, at(seal, radius as f32, turn as f32 / turns as f32));
            }
        }
    }
}

/// Which radii are those of a ring: ink nearly all around, in a band no thicker than a ring strays.
fn rings(polar: &[Vec<bool>], radii: usize, dots_per_inch: f32) -> Vec<bool> {
    let stray = (STRAY * dots_per_inch) as usize;
    let inked = |line: &&Vec<bool>, radius: usize| {
        line.get(radius.saturating_sub(stray)..=(radius + stray).min(radii - 1))
            .is_some_and(|part| part.contains(&true))
    };
    let shown = |radius: usize| {
        radius > radii / 4
            && polar.iter().filter(|line| inked(line, radius)).count() as f32 >= SHOWN * polar.len() as f32
    };
    let mut found: Vec<bool> = (0..radii).map(shown).collect();
    // The letters around the rim are a band, too.
    let widest = (THICKEST * dots_per_inch) as usize + 2 * stray;
    for (from, to) in runs(found.clone().into_iter()).into_iter().filter(|(from, to)| to - from > widest) {
        let outermost = to - from > widest && to > radii * 4 / 5;
        let end = if outermost { to - widest } else { to };
        found.get_mut(from..=end).into_iter().flatten().for_each(|shown| *shown = false);
    }
    found
}

/// Stretches of `true`: first and last place.
fn runs(line: impl Iterator<Item = bool>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (place, _) in line.enumerate().filter(|(_, inked)| *inked) {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => found.push((place, place)),
        }
    }
    found
}

fn whiten(dots: &mut GrayImage, place: Option<(u32, u32)>) {
    let Some((x, y)) = place else { return };
    for (x, y) in (y..=y + 1).flat_map(|y| (x..=x + 1).map(move |x| (x, y))) {
        dots.get_pixel_mut_checked(x, y).into_iter().for_each(|dot| *dot = Luma([255]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(x: u32, y: u32, radius: f32) -> bool {
        let away = (x as f32 - 500.0).hypot(y as f32 - 400.0);
        (radius - 3.0..radius + 3.0).contains(&away)
    }

    /// A line of writing: bars with gaps.
    fn writing(x: u32, y: u32) -> bool {
        (380..410).contains(&y) && (100..900).contains(&x) && x % 20 < 7
    }

    fn drawn(is_ink: &dyn Fn(u32, u32) -> bool) -> GrayImage {
        GrayImage::from_fn(1000, 800, |x, y| Luma([if is_ink(x, y) { 0 } else { 255 }]))
    }

    #[test]
    fn rings_go_and_writing_stays() {
        let mut dots = drawn(&|x, y| ring(x, y, 210.0) || ring(x, y, 195.0) || writing(x, y));
        let found = find(&dots, 128, 300.0);
        let [seal] = found.as_slice() else { panic!("{found:?}") };
        assert!((seal.x - 500.0).abs() < 4.0 && (seal.y - 400.0).abs() < 4.0, "{seal:?}");
        erase(&mut dots, seal, 128, 300.0);
        let plain = drawn(&writing);
        let ink = |is: &dyn Fn(u32, u32) -> bool| {
            dots.enumerate_pixels().filter(|(x, y, dot)| dot.0[0] < 128 && is(*x, *y)).count()
        };
        let (left, letters) = (ink(&|x, y| !writing(x, y)), ink(&writing));
        let whole = plain.pixels().filter(|dot| dot.0[0] == 0).count();
        assert!(left < 300 && letters * 100 > whole * 90, "{left} {letters} of {whole}");
    }

    #[test]
    fn what_is_no_circle_of_its_size_is_no_seal() {
        for is_ink in [
            (|x, y| ring(x, y, 90.0)) as fn(u32, u32) -> bool,
            |x, y| ring(x, y, 360.0),
            writing,
            |x, y| (200..600).contains(&x) && (200..600).contains(&y),
            |x, y| (200..600).contains(&x) && (200..600).contains(&y) && (x % 100 < 5 || y % 100 < 5),
        ] {
            assert_eq!(find(&drawn(&is_ink), 128, 300.0), []);
        }
    }
}
