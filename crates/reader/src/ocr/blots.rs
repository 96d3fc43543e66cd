//! Blots: what is black and thicker than any letter's stroke, at the page's edge (the lid of the scanner,
//! the table under a photographed page) or as small as a punched hole. Tesseract reads letters in them.

use super::{Picture, rulings};
use image::{GrayImage, Luma};
use imageproc::distance_transform::Norm;
use imageproc::morphology::{dilate, open};
use imageproc::region_labelling::{Connectivity, connected_components};
use std::collections::BTreeMap;

/// Side of the squares that are looked at, in inches.
const SQUARE: f32 = 0.02;
/// Half the squares that a blot has at least across: no stroke of a letter has 0.1 inches.
const THICK: u8 = 2;
/// A punched hole has at most so many squares across: 10 mm.
const HOLE: u32 = 20;
/// Squares around a blot that its ragged edge reaches into.
const RAGGED: u8 = 2;

/// A picture without its blots. One that has none stays as it is.
pub fn erase(picture: Picture, dots_per_inch: f32) -> Picture {
    let side = ((SQUARE * dots_per_inch) as u32).max(2);
    // The table under a photographed page is grey in part.
    let black = black_squares(&picture.dots, side, rulings::faint(picture.threshold()));
    let blots = blots(&open(&black, Norm::LInf, THICK));
    if blots.pixels().all(|dot| dot.0[0] == 0) {
        return picture;
    }
    let mut dots = picture.dots;
    let blots = dilate(&blots, Norm::LInf, RAGGED);
    for (column, row, _) in blots.enumerate_pixels().filter(|(.., dot)| dot.0[0] > 0) {
        let (left, top) = (column * side, row * side);
        for (x, y) in (top..top + side).flat_map(|y| (left..left + side).map(move |x| (x, y))) {
            dots.get_pixel_mut_checked(x, y).into_iter().for_each(|dot| *dot = Luma([255]));
        }
    }
    Picture { dots }
}

/// The picture in squares: those that hold nothing but ink are 255. The page's last row and column of
/// squares may reach over its edge.
fn black_squares(dots: &GrayImage, side: u32, threshold: u8) -> GrayImage {
    let (columns, rows) = (dots.width().div_ceil(side), dots.height().div_ceil(side));
    GrayImage::from_fn(columns, rows, |column, row| {
        let places = |from: u32, size: u32| (from * side..((from + 1) * side).min(size)).step_by(2);
        let squares = places(row, dots.height())
            .flat_map(|y| places(column, dots.width()).map(move |x| dots.get_pixel(x, y).0[0] < threshold));
        let (ink, all) = squares.fold((0, 0), |(ink, all), is_ink| (ink + u32::from(is_ink), all + 1));
        Luma([if ink * 10 >= all * 9 { 255 } else { 0 }])
    })
}

/// What touches the edge or is no larger than a hole; a dark heading row of a table is neither.
fn blots(thick: &GrayImage) -> GrayImage {
    let labels = connected_components(thick, Connectivity::Four, Luma([0]));
    let mut edges: BTreeMap<u32, [u32; 4]> = BTreeMap::new();
    for (x, y, label) in labels.enumerate_pixels().filter(|(.., label)| label.0[0] > 0) {
        let [x0, y0, x1, y1] = edges.entry(label.0[0]).or_insert([x, y, x, y]);
        (*x0, *y0, *x1, *y1) = ((*x0).min(x), (*y0).min(y), (*x1).max(x), (*y1).max(y));
    }
    let is_blot = |[x0, y0, x1, y1]: &[u32; 4]| {
        let at_edge = *x0 == 0 || *y0 == 0 || x1 + 1 == thick.width() || y1 + 1 == thick.height();
        at_edge || x1 - x0 < HOLE && y1 - y0 < HOLE
    };
    edges.retain(|_, edges| is_blot(edges));
    GrayImage::from_fn(thick.width(), thick.height(), |x, y| {
        Luma([if edges.contains_key(&labels.get_pixel(x, y).0[0]) { 255 } else { 0 }])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blots_go_and_letters_and_dark_rows_stay() {
        let hole = |x: u32, y: u32| x.abs_diff(60).pow(2) + y.abs_diff(300).pow(2) < 900;
        let border = |x: u32, _: u32| x < 40;
        let letters = |x: u32, y: u32| (600..650).contains(&y) && (200..800).contains(&x) && x % 30 < 8;
        let row = |x: u32, y: u32| (700..760).contains(&y) && (200..800).contains(&x);
        let draw = |is_ink: &dyn Fn(u32, u32) -> bool| Picture {
            dots: GrayImage::from_fn(1000, 1000, |x, y| Luma([if is_ink(x, y) { 0 } else { 255 }])),
        };
        let ink = |picture: &Picture| picture.dots.pixels().filter(|dot| dot.0[0] == 0).count();
        let plain = draw(&|x, y| letters(x, y) || row(x, y));
        let blotted = draw(&|x, y| hole(x, y) || border(x, y) || letters(x, y) || row(x, y));
        let left = ink(&erase(blotted, 300.0)).abs_diff(ink(&plain));
        assert!(left < 40, "{left}");
        assert_eq!(erase(plain.clone(), 300.0).dots, plain.dots);
    }
}
