//! A page whose writing stands on its side although the file does not say so is turned upright.

use model::{BBox, Glyph, Page, Ruling};

/// Turns the page so that most of its writing runs from left to right.
pub fn turn(page: Page) -> Page {
    match prevailing(&page.glyphs) {
        90 => turned(page, 90),
        180 => turned(page, 180),
        270 => turned(page, 270),
        _ => page,
    }
}

/// The direction of more than two thirds of the visible glyphs, else 0.
fn prevailing(glyphs: &[Glyph]) -> u16 {
    let mut counts = [0_usize; 4];
    for glyph in glyphs.iter().filter(|glyph| !glyph.hidden) {
        if let Some(count) = counts.get_mut(usize::from(glyph.rotation / 90)) {
            *count += 1;
        }
    }
    let all: usize = counts.iter().sum();
    let found = counts.iter().position(|count| count * 3 > all * 2).unwrap_or(0);
    [0, 90, 180, 270].get(found).copied().unwrap_or(0)
}

/// Turned back by `by` degrees, so that writing in that direction becomes horizontal.
fn turned(mut page: Page, by: u16) -> Page {
    let (width, height) = (page.width, page.height);
    let place = |x: f32, y: f32| match by {
        90 => (y, width - x),
        180 => (width - x, height - y),
        _ => (height - y, x),
    };
    let spin = |bbox: BBox| {
        let (ax, ay) = place(bbox.x0, bbox.y0);
        let (bx, by) = place(bbox.x1, bbox.y1);
        BBox::new(ax.min(bx), ay.min(by), ax.max(bx), ay.max(by))
    };
    for glyph in &mut page.glyphs {
        let level = glyph.rotation.is_multiple_of(180);
        let (x, y) = if level { place(0.0, glyph.baseline) } else { place(glyph.baseline, 0.0) };
        glyph.bbox = spin(glyph.bbox);
        glyph.rotation = (glyph.rotation + 360 - by) % 360;
        glyph.baseline = if glyph.rotation.is_multiple_of(180) { y } else { x };
    }
    for ruling in &mut page.rulings {
        let b = spin(BBox::new(ruling.x0, ruling.y0, ruling.x1, ruling.y1));
        *ruling = Ruling { x0: b.x0, y0: b.y0, x1: b.x1, y1: b.y1, thickness: ruling.thickness };
    }
    for image in &mut page.images {
        image.bbox = spin(image.bbox);
    }
    if by != 180 {
        (page.width, page.height) = (height, width);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::page::GlyphText;

    #[test]
    fn writing_on_its_side_is_turned() {
        for (rotation, bbox, baseline, expected) in [
            (90, BBox::new(80.0, 10.0, 90.0, 15.0), 82.0, (BBox::new(10.0, 10.0, 15.0, 20.0), 18.0)),
            (270, BBox::new(10.0, 180.0, 20.0, 185.0), 18.0, (BBox::new(15.0, 10.0, 20.0, 20.0), 18.0)),
            (180, BBox::new(80.0, 180.0, 85.0, 190.0), 182.0, (BBox::new(15.0, 10.0, 20.0, 20.0), 18.0)),
        ] {
            let glyph = Glyph {
                text: GlyphText::Char('a'),
                bbox,
                baseline,
                size: 10.0,
                font: 0,
                rotation,
                hidden: false,
                confidence: 1.0,
            };
            let page = Page { width: 100.0, height: 200.0, glyphs: vec![glyph], ..Page::default() };
            let page = turn(page);
            let glyph = &page.glyphs[0];
            assert_eq!((glyph.bbox, glyph.baseline), expected, "{rotation}");
            assert_eq!(glyph.rotation, 0);
            assert_eq!(page.width > page.height, rotation != 180);
        }
    }
}
