//! Specks: dust too small for a full stop. In a cell without writing they are read as letters, beside a
//! number as marks.

use image::{GrayImage, Luma};

/// Side of a speck at most, in inches: the full stop of 10 points has 0.015.
const SPECK: f32 = 0.009;

/// Takes out what has too few dots of ink for any mark.
pub fn erase(dots: &mut GrayImage, threshold: u8, dots_per_inch: f32) {
    let most = (SPECK * dots_per_inch).powi(2) as usize;
    let mut specks = Vec::new();
    for y in 0..dots.height() {
        for x in (0..dots.width()).filter(|x| is_first(dots, threshold, *x, y)) {
            specks.extend(speck(dots, threshold, (x, y), most));
        }
    }
    for (x, y) in specks.into_iter().flat_map(around) {
        dots.get_pixel_mut_checked(x, y).into_iter().for_each(|dot| *dot = Luma([255]));
    }
}

fn is_ink(dots: &GrayImage, threshold: u8, x: u32, y: u32) -> bool {
    dots.get_pixel_checked(x, y).is_some_and(|dot| dot.0[0] < threshold)
}

/// Ink with none before it and above it: every stretch of ink has such a dot.
fn is_first(dots: &GrayImage, threshold: u8, x: u32, y: u32) -> bool {
    let is_ink = |x: u32, y: u32| is_ink(dots, threshold, x, y);
    is_ink(x, y)
        && (x == 0 || !is_ink(x - 1, y))
        && (y == 0 || (x.saturating_sub(1)..=x + 1).all(|x| !is_ink(x, y - 1)))
}

/// The dots that hang together with the first; none where they are more than a speck has.
fn speck(dots: &GrayImage, threshold: u8, first: (u32, u32), most: usize) -> Vec<(u32, u32)> {
    let mut found = vec![first];
    let mut next = 0;
    while let Some(place) = found.get(next).copied() {
        next += 1;
        for (x, y) in around(place).filter(|(x, y)| is_ink(dots, threshold, *x, *y)) {
            if !found.contains(&(x, y)) {
                found.push((x, y));
            }
        }
        if found.len() > most {
            return Vec::new();
        }
    }
    found
}

/// A dot and its eight neighbours.
fn around((x, y): (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
    let side = |at: u32| at.saturating_sub(1)..=at + 1;
    side(y).flat_map(move |y| side(x).map(move |x| (x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dust_goes_and_full_stops_stay() {
        let stop = |x: u32, y: u32| (20..24).contains(&x) && (20..24).contains(&y);
        let dust = |x: u32, y: u32| (50..52).contains(&x) && (30..33).contains(&y) || (x, y) == (0, 0);
        let draw = |is_ink: &dyn Fn(u32, u32) -> bool| {
            GrayImage::from_fn(80, 60, |x, y| Luma([if is_ink(x, y) { 0 } else { 255 }]))
        };
        let mut dots = draw(&|x, y| stop(x, y) || dust(x, y));
        erase(&mut dots, 128, 300.0);
        assert_eq!(dots, draw(&stop));
    }
}
