//! A strip of a page, to find out which way up it lies: reading the whole page four times would cost four
//! times as much.

use super::Picture;
use image::{GrayImage, imageops};

/// Height of the strip, as a share of the page.
const STRIP: f32 = 0.14;

/// The strip across the page that holds most writing.
pub fn of(picture: &Picture) -> GrayImage {
    let threshold = picture.threshold();
    let (width, height) = picture.dots.dimensions();
    let tall = ((height as f32 * STRIP) as u32).clamp(1, height.max(1));
    let ink = |y: u32| {
        let rows = (y..y + tall).step_by(4).filter(|y| *y < height);
        let row =
            |y: u32| (0..width).step_by(4).filter(|x| picture.dots.get_pixel(*x, y).0[0] < threshold).count();
        rows.map(row).sum::<usize>()
    };
    let tops = (0..height.saturating_sub(tall)).step_by((tall / 2).max(1) as usize);
    let best = tops.max_by_key(|y| ink(*y)).unwrap_or_default();
    imageops::crop_imm(&picture.dots, 0, best, width, tall).to_image()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn the_strip_holds_the_writing() {
        let ink = |x: u32, y: u32| (500..560).contains(&y) && (200..900).contains(&x) && x % 11 < 7;
        let dots = GrayImage::from_fn(1000, 1400, |x, y| Luma([if ink(x, y) { 0 } else { 255 }]));
        let strip = of(&Picture { dots });
        assert_eq!(strip.dimensions(), (1000, 196));
        let inked = strip.pixels().filter(|dot| dot.0[0] == 0).count();
        assert!(inked > 60 * 440, "{inked}");
    }
}
