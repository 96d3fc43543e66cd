//! A page's picture on its way to the OCR: decoded, grey, upright.

use super::light::Paper;
use crate::ReadError;
use image::{DynamicImage, GrayImage, ImageReader, Luma, RgbImage, imageops};
use imageproc::geometric_transformations::{Border, Interpolation, rotate_about_center};
use std::io::Cursor;

/// A larger picture is no scanned page: A3 at 600 dots per inch has 70 million, four bytes each.
const MOST_DOTS: u64 = 80_000_000;
/// Cameras write so many bytes behind the end of a JPEG.
const LONGEST_TAIL: usize = 65_536;
/// More dots than this overflow the sums by which ink is told from paper.
const MOST_COUNTED: u64 = 16_000_000;
/// Pages of one TIFF.
const MOST_PAGES: usize = 2_000;
/// By so much is the red of a seal lighter than its green and blue.
const RED: u8 = 60;
/// Dots to which the edge of red ink reaches …
const EDGE: u32 = 2;
/// … and the darkest grey of such an edge: letters are darker.
const DARKEST_EDGE: u8 = 110;
/// Width to which a picture is brought for the measuring of its skew.
const SKEW_WIDTH: u32 = 900;
/// Scanners feed a page askew by up to so many tenths of a degree …
const MOST_SKEW: i32 = 40;
/// … and less than this shows in no line.
const LEAST_SKEW: f32 = 0.08;

/// A grey picture: 0 is ink, 255 paper.
#[derive(Debug, Clone)]
pub struct Picture {
    pub dots: GrayImage,
}

/// How many pages a picture file has: PNG and JPEG one, TIFF one or many.
///
/// # Errors
/// Where it is no picture.
pub fn count(bytes: &[u8]) -> Result<usize, ReadError> {
    if !is_tiff(bytes) {
        return Ok(1);
    }
    let mut decoder = open_tiff(bytes)?;
    let mut count = 1;
    // What a broken chain of pages ends with is lost.
    while count < MOST_PAGES && decoder.more_images() && decoder.next_image().is_ok() {
        count += 1;
    }
    Ok(count)
}

/// One page of a picture file; the first is 0.
///
/// # Errors
/// Where it cannot be decoded, or asks for too much.
pub fn decode(bytes: &[u8], page: usize) -> Result<Picture, ReadError> {
    if is_tiff(bytes) {
        return decode_tiff(bytes, page);
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(damaged)?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_DOTS * 4);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => ReadError::TooLarge("a picture of too many dots".to_owned()),
        error => damaged(error),
    })?;
    Ok(Picture::new(&image))
}

/// Whether a JPEG has no end: its decoder takes what is missing for grey paper.
pub fn is_cut(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(LONGEST_TAIL)..).unwrap_or_default();
    bytes.starts_with(b"\xff\xd8") && !tail.windows(2).any(|pair| pair == b"\xff\xd9")
}

fn is_tiff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"II") || bytes.starts_with(b"MM")
}

fn damaged(error: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged(error.to_string())
}

fn open_tiff(bytes: &[u8]) -> Result<tiff::decoder::Decoder<Cursor<&[u8]>>, ReadError> {
    tiff::decoder::Decoder::new(Cursor::new(bytes)).map_err(damaged)
}

fn decode_tiff(bytes: &[u8], page: usize) -> Result<Picture, ReadError> {
    let mut decoder = open_tiff(bytes)?;
    for _ in 0..page {
        decoder.next_image().map_err(damaged)?;
    }
    let (width, height) = decoder.dimensions().map_err(damaged)?;
    if u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(ReadError::TooLarge(format!("a picture of {width} by {height} dots")));
    }
    let samples = decoder.colortype().map_err(damaged)?;
    let tiff::decoder::DecodingResult::U8(data) = decoder.read_image().map_err(damaged)? else {
        return Err(ReadError::Unsupported("a TIFF of more than 8 bits a colour".to_owned()));
    };
    Ok(Picture { dots: grey(width, height, samples, data)? })
}

/// The samples of a TIFF page as grey: one bit, grey or colours.
fn grey(width: u32, height: u32, samples: tiff::ColorType, data: Vec<u8>) -> Result<GrayImage, ReadError> {
    let short = || ReadError::Damaged("a TIFF page ends too soon".to_owned());
    match samples {
        tiff::ColorType::Gray(1) => {
            let stride = width.div_ceil(8) as usize;
            let bit = |x: u32, y: u32| {
                let byte = data.get(y as usize * stride + x as usize / 8).copied().unwrap_or(0xFF);
                byte >> (7 - x % 8) & 1
            };
            Ok(GrayImage::from_fn(width, height, |x, y| Luma([bit(x, y) * 255])))
        }
        tiff::ColorType::Gray(8) => GrayImage::from_raw(width, height, data).ok_or_else(short),
        tiff::ColorType::RGB(8) => {
            let colours = RgbImage::from_raw(width, height, data).ok_or_else(short)?;
            Ok(without_red(&colours))
        }
        tiff::ColorType::RGBA(8) => {
            let colours = image::RgbaImage::from_raw(width, height, data).ok_or_else(short)?;
            Ok(Picture::new(&DynamicImage::ImageRgba8(colours)).dots)
        }
        tiff::ColorType::CMYK(8) => {
            let inks = image::RgbaImage::from_raw(width, height, data).ok_or_else(short)?;
            Ok(without_red(&printed(&inks)))
        }
        other => Err(ReadError::Unsupported(format!("a TIFF of the kind {other:?}"))),
    }
}

/// The colours that cyan, magenta, yellow and black give on white paper.
fn printed(inks: &image::RgbaImage) -> RgbImage {
    RgbImage::from_fn(inks.width(), inks.height(), |x, y| {
        let [cyan, magenta, yellow, black] = inks.get_pixel(x, y).0;
        let left = |ink: u8| u8::MAX.saturating_sub(ink.saturating_add(black));
        image::Rgb([left(cyan), left(magenta), left(yellow)])
    })
}

/// A picture with glassy parts on white paper.
fn on_paper(colours: &image::RgbaImage) -> RgbImage {
    RgbImage::from_fn(colours.width(), colours.height(), |x, y| {
        let [red, green, blue, cover] = colours.get_pixel(x, y).0;
        let mix = |part: u8| {
            let (part, cover) = (u16::from(part), u16::from(cover));
            ((part * cover + 255 * (255 - cover)) / 255) as u8
        };
        image::Rgb([mix(red), mix(green), mix(blue)])
    })
}

/// The red part, in which the ink of seals and stamps is as light as the paper around it.
fn without_red(colours: &RgbImage) -> GrayImage {
    let redness = |x: u32, y: u32| {
        let [red, green, blue] = colours.get_pixel(x, y).0;
        red.saturating_sub(green.max(blue))
    };
    let mut dots =
        GrayImage::from_fn(colours.width(), colours.height(), |x, y| Luma([colours.get_pixel(x, y).0[0]]));
    // A grey page in colours, as most are, has nothing to take out.
    if colours.pixels().all(|pixel| pixel.0[0] <= pixel.0[1].max(pixel.0[2])) {
        return dots;
    }
    let paper = Paper::around(&dots);
    for (x, y, dot) in dots.enumerate_pixels_mut() {
        let (red, redness, paper) = (dot.0[0], redness(x, y), paper.grey(x, y));
        // Letters under a seal are reddish, too, and darker.
        if red > paper / 2 {
            *dot = Luma([red.saturating_add(redness - redness / 4).min(paper.max(red))]);
        }
    }
    // A JPEG keeps colours coarser than light: the edge of red ink is grey.
    let is_seal = |x: u32, y: u32| redness(x, y) > RED && colours.get_pixel(x, y).0[0] > paper.grey(x, y) / 2;
    for (x, y, _) in colours.enumerate_pixels().filter(|(x, y, _)| is_seal(*x, *y)) {
        let around = |at: u32| at.saturating_sub(EDGE)..=at + EDGE;
        let paper = paper.grey(x, y);
        for (x, y) in around(y).flat_map(|y| around(x).map(move |x| (x, y))) {
            let dot = dots.get_pixel_mut_checked(x, y).filter(|dot| dot.0[0] > DARKEST_EDGE.min(paper / 2));
            dot.into_iter().for_each(|dot| *dot = Luma([dot.0[0].max(paper)]));
        }
    }
    dots
}

impl Picture {
    pub fn new(image: &DynamicImage) -> Self {
        let dots = match image {
            DynamicImage::ImageLuma8(dots) => dots.clone(),
            other if other.color().has_alpha() => without_red(&on_paper(&other.to_rgba8())),
            other if other.color().has_color() => without_red(&other.to_rgb8()),
            other => other.to_luma8(),
        };
        Self { dots }
    }

    /// From a drawn page.
    pub fn of(colours: &RgbImage) -> Self {
        Self { dots: without_red(colours) }
    }

    /// Turned clockwise by quarters.
    #[must_use]
    pub fn turned(&self, quarters: u32) -> Self {
        let dots = match quarters % 4 {
            1 => imageops::rotate90(&self.dots),
            2 => imageops::rotate180(&self.dots),
            3 => imageops::rotate270(&self.dots),
            _ => self.dots.clone(),
        };
        Self { dots }
    }

    /// Shaded paper brought to white. White paper stays as it is.
    #[must_use]
    pub fn evened(self) -> Self {
        super::light::evened(&self.dots).map_or(self, |dots| Self { dots })
    }

    /// Rows of writing brought level. A level picture stays as it is.
    #[must_use]
    pub fn levelled(self) -> Self {
        let skew = self.skew();
        if skew.abs() < LEAST_SKEW {
            return self;
        }
        let dots = rotate_about_center(
            &self.dots,
            -skew.to_radians(),
            Interpolation::Bilinear,
            Border::Constant(Luma([255])),
        );
        Self { dots }
    }

    /// Degrees by which rows fall to the right: the slope at which the rows' ink is most uneven.
    fn skew(&self) -> f32 {
        let factor = self.dots.width().div_ceil(SKEW_WIDTH).max(1);
        let ink = self.ink_points(factor);
        if ink.len() < 200 {
            return 0.0;
        }
        let rows = (self.dots.height() / factor) as usize + 1;
        let score = |tenths: f32| unevenness(&ink, rows, (tenths / 10.0).to_radians().tan());
        let coarse = (-MOST_SKEW / 2..=MOST_SKEW / 2).map(|step| step as f32 * 2.0);
        let Some(best) = coarse.max_by(|a, b| score(*a).total_cmp(&score(*b))) else { return 0.0 };
        let fine = (-10..=10).map(|step| best + step as f32 * 0.2);
        fine.max_by(|a, b| score(*a).total_cmp(&score(*b))).unwrap_or(0.0) / 10.0
    }

    /// Dark places of the picture brought down by a factor.
    fn ink_points(&self, factor: u32) -> Vec<(f32, f32)> {
        let threshold = self.threshold();
        let mut points = Vec::new();
        for y in 0..self.dots.height() / factor {
            for x in 0..self.dots.width() / factor {
                if self.dots.get_pixel(x * factor, y * factor).0[0] < threshold {
                    points.push((x as f32, y as f32));
                }
            }
        }
        points
    }

    /// The grey that parts ink from paper.
    pub fn threshold(&self) -> u8 {
        threshold(&self.dots)
    }
}

/// The grey that parts ink from paper (Otsu).
pub fn threshold(dots: &GrayImage) -> u8 {
    let (width, height) = dots.dimensions();
    let step = (1..).find(|step| u64::from(width / step) * u64::from(height / step) <= MOST_COUNTED);
    let level = match step {
        Some(step) if step > 1 => {
            let thinned =
                GrayImage::from_fn(width / step, height / step, |x, y| *dots.get_pixel(x * step, y * step));
            imageproc::contrast::otsu_level(&thinned)
        }
        _ => imageproc::contrast::otsu_level(dots),
    };
    level.clamp(60, 200).saturating_add(1)
}

/// Sum of squares of the ink in sheared rows.
fn unevenness(ink: &[(f32, f32)], rows: usize, slope: f32) -> f32 {
    let mut counts = vec![0.0_f32; rows * 2];
    for (x, y) in ink {
        let row = y - x * slope + rows as f32 / 2.0;
        if let Some(count) = counts.get_mut(row.max(0.0) as usize) {
            *count += 1.0;
        }
    }
    counts.iter().map(|count| count * count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_ink_is_white_and_all_other_ink_stays() {
        for (colour, ink) in [
            ([214, 38, 52], false),
            ([150, 20, 40], false),
            ([255, 190, 200], false),
            ([40, 40, 40], true),
            ([60, 20, 25], true),
            ([30, 40, 160], true),
        ] {
            for paper in [255, 225] {
                let within = |x: u32, y: u32| (10..20).contains(&x) && (10..20).contains(&y);
                let colours = RgbImage::from_fn(40, 40, |x, y| {
                    image::Rgb(if within(x, y) { colour } else { [paper; 3] })
                });
                let dots = Picture::of(&colours).dots;
                assert_eq!(dots.get_pixel(15, 15).0[0] < paper - 40, ink, "{colour:?} on {paper}");
                assert_eq!(dots.get_pixel(0, 0).0[0], paper);
            }
        }
    }

    /// Rows of dashes.
    fn page() -> Picture {
        let ink = |x: u32, y: u32| {
            (100..1100).contains(&x) && y % 40 < 12 && x % 30 < 20 && (80..1500).contains(&y)
        };
        Picture { dots: GrayImage::from_fn(1200, 1600, |x, y| Luma([if ink(x, y) { 0 } else { 255 }])) }
    }

    #[test]
    fn skew_is_found_and_undone() {
        assert!(page().skew().abs() < 0.15, "{}", page().skew());
        for degrees in [-1.5_f32, 0.8, 2.0] {
            let dots = rotate_about_center(
                &page().dots,
                degrees.to_radians(),
                Interpolation::Bilinear,
                Border::Constant(Luma([255])),
            );
            let askew = Picture { dots };
            assert!((askew.skew() - degrees).abs() < 0.25, "{degrees}: {}", askew.skew());
            assert!(askew.levelled().skew().abs() < 0.25);
        }
    }

    #[test]
    fn large_pictures_have_a_threshold() {
        let large = GrayImage::from_fn(4500, 4500, |x, _| Luma([if x % 9 == 0 { 0 } else { 255 }]));
        assert!((60..=201).contains(&threshold(&large)));
    }

    #[test]
    fn glass_is_paper_and_inks_are_colours() {
        let clear = image::RgbaImage::from_pixel(1, 1, image::Rgba([0, 0, 0, 0]));
        assert_eq!(Picture::new(&DynamicImage::ImageRgba8(clear)).dots.get_pixel(0, 0).0[0], 255);
        for (inks, expected) in [([0, 0, 0, 0], 255), ([0, 0, 0, 255], 0), ([0, 255, 255, 0], 255)] {
            let inks = image::RgbaImage::from_pixel(1, 1, image::Rgba(inks));
            assert_eq!(without_red(&printed(&inks)).get_pixel(0, 0).0[0], expected);
        }
    }

    #[test]
    fn a_jpeg_without_its_end_is_cut() {
        for (bytes, cut) in [
            (&b"\xff\xd8\xff\xe0...\xff\xd9"[..], false),
            (b"\xff\xd8\xff\xe0...\xff\xd9\0\0", false),
            (b"\xff\xd8\xff\xe0...", true),
            (b"\x89PNG", false),
        ] {
            assert_eq!(is_cut(bytes), cut, "{bytes:?}");
        }
    }

    #[test]
    fn broken_pictures_are_errors() {
        for bytes in [&b"II*\0"[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"MM\0*\0\0\0\x08"] {
            assert!(decode(bytes, 0).is_err(), "{bytes:?}");
        }
    }
}
