//! The picture of a page, for the OCR.

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A larger picture is drawn coarser: A3 at 300 dots per inch has 17 million.
const MOST_DOTS: f32 = 36_000_000.0;
/// The renderer counts rows and columns in 16 bits.
const WIDEST: f32 = 16_000.0;

/// Draws a page on white; `None` where it cannot be drawn.
pub fn draw(page: &Page<'_>, dots_per_inch: f32) -> Option<image::RgbImage> {
    let (width, height) = page.render_dimensions();
    let scale = fitting(width, height, dots_per_inch / 72.0)?;
    let drawing = AssertUnwindSafe(|| {
        let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &size)
    });
    let drawn = super::with_stack(|| catch_unwind(drawing).ok()).flatten()?;
    let dots = drawn.data_as_u8_slice().chunks_exact(4).filter_map(|dot| dot.get(..3)).flatten().copied();
    image::RgbImage::from_raw(u32::from(drawn.width()), u32::from(drawn.height()), dots.collect())
}

/// The scale nearest to the one asked for at which the picture is not too large.
fn fitting(width: f32, height: f32, scale: f32) -> Option<f32> {
    let sound = width >= 1.0 && height >= 1.0 && (width * height).is_finite() && scale > 0.0;
    let area = (MOST_DOTS / (width * height)).sqrt();
    sound.then(|| scale.min(area).min(WIDEST / width.max(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_a_largest_size() {
        assert_eq!(fitting(595.0, 842.0, 2.0), Some(2.0));
        assert!(fitting(14_400.0, 14_400.0, 4.0).is_some_and(|scale| scale < 0.5));
        assert!(fitting(10.0, 100_000.0, 4.0).is_some_and(|scale| scale * 100_000.0 <= WIDEST));
        assert_eq!(fitting(f32::NAN, 10.0, 1.0), None);
        assert_eq!(fitting(0.0, 10.0, 1.0), None);
    }
}
