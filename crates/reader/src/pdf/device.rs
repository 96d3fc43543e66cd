//! What the interpreter draws, collected: glyphs, rulings, images. It decides nothing but what is
//! visible, and stops a page that draws without end.

use super::fonts::FontTable;
use super::named::NamedFonts;
use super::rulings;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use model::page::GlyphText;
use model::{BBox, Glyph, Page, PageImage};

/// Drawing operations that one page may take. Dense real pages take some ten thousand, drawn maps
/// a few hundred thousand.
const MOST_OPERATIONS: u32 = 3_000_000;
const MOST_GLYPHS: usize = 300_000;
const MOST_RULINGS: usize = 100_000;
const MOST_IMAGES: usize = 10_000;
/// A page full of text has about so many glyphs.
const FULL_PAGE: usize = 4_000;

/// How far above and below the base line a line of text reaches, in font sizes.
const ASCENT: f64 = 0.78;
const DESCENT: f64 = 0.22;

/// What the collector unwinds with where a page draws too much: the interpreter has no other way out.
pub struct Exhausted;

/// Collects one page.
pub struct Collector<'p, 'a> {
    page: Page,
    fonts: FontTable<'p, 'a>,
    clips: Vec<Rect>,
    operations: u32,
    /// The origin and range of the run before, to know a fill that is stroked again.
    last_run: Option<(Point, std::ops::Range<usize>)>,
}

impl<'p, 'a> Collector<'p, 'a> {
    /// For a page of this size; `number` counts from 1.
    pub fn new(number: u32, width: f32, height: f32, named: NamedFonts<'p, 'a>) -> Self {
        Self {
            page: Page { number, width, height, ..Page::default() },
            fonts: FontTable::new(named),
            clips: Vec::new(),
            operations: 0,
            last_run: None,
        }
    }

    /// The page as far as it was drawn.
    pub fn finish(mut self) -> Page {
        self.page.fonts = self.fonts.into_fonts();
        self.page
    }

    fn count(&mut self, operations: usize) {
        self.operations = self.operations.saturating_add(u32::try_from(operations).unwrap_or(u32::MAX));
        if self.operations > MOST_OPERATIONS || self.page.glyphs.len() > MOST_GLYPHS {
            std::panic::resume_unwind(Box::new(Exhausted));
        }
    }

    /// The part of the page that can be drawn on.
    fn visible(&self) -> Rect {
        let page = Rect::new(0.0, 0.0, f64::from(self.page.width), f64::from(self.page.height));
        self.clips.last().map_or(page, |clip| *clip)
    }

    fn push_clip(&mut self, bounds: Rect) {
        self.count(1);
        let visible = self.visible().intersect(bounds);
        self.clips.push(visible);
    }

    fn add_glyph(&mut self, drawn: &Drawn<'_>, at: Affine, font: u16, hidden: bool) {
        let [a, b, c, d, x, y] = at.as_coeffs();
        let (along, up) = (Vec2::new(a, b), Vec2::new(c, d));
        let size = up.hypot() * 1000.0;
        let advance = f64::from(advance(drawn).unwrap_or(500.0));
        let width = (along.hypot() * advance).max(0.0);
        if !(x.is_finite() && y.is_finite() && size.is_finite() && width.is_finite()) || size < 0.1 {
            return;
        }
        let Some((rotation, slanted)) = direction(along) else { return };
        let origin = Point::new(x, y);
        let bbox = advance_box(origin, width, size, rotation);
        let center = bbox.center();
        // A quarter of a size of tolerance: clips cut close to the letters.
        let clip = self.visible().inflate(size / 4.0, size / 4.0);
        let hidden = hidden || slanted || !clip.contains(center);
        let baseline = if rotation.is_multiple_of(180) { y } else { x };
        self.page.glyphs.push(Glyph {
            text: text_of(drawn),
            bbox: small(bbox),
            baseline: baseline as f32,
            size: size as f32,
            font,
            rotation,
            hidden,
            confidence: 1.0,
        });
    }

    fn add_rulings(&mut self, found: impl IntoIterator<Item = model::Ruling>) {
        let visible = small(self.visible());
        for ruling in found {
            if self.page.rulings.len() >= MOST_RULINGS {
                return;
            }
            self.page.rulings.extend(rulings::clipped(ruling, &visible));
        }
    }
}

impl<'a> Device<'a> for Collector<'_, 'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(path.elements().len());
        self.last_run = None;
        if is_white(&props.paint) {
            return;
        }
        let found = rulings::of_path(path, props.transform, mode);
        self.add_rulings(found);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(*rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let glyphs = run.glyphs();
        self.count(glyphs.len());
        let Some(first) = glyphs.first() else { return };
        let origin = (props.transform * first.transform()) * Point::ORIGIN;
        if matches!(mode, DrawMode::Stroke(_)) && self.is_again(origin, glyphs.len()) {
            return;
        }
        let font = self.fonts.index_of(first);
        let start = self.page.glyphs.len();
        if start == 0 {
            self.page.glyphs.reserve(FULL_PAGE);
        }
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in glyphs {
            self.add_glyph(glyph, props.transform * glyph.transform(), font, hidden);
        }
        self.last_run = Some((origin, start..self.page.glyphs.len()));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count(1);
        let (width, height) = (image.width(), image.height());
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let bbox = small(props.transform.transform_rect_bbox(area).intersect(self.visible()));
        let sound = bbox.width() > 0.0 && bbox.height() > 0.0;
        if sound && self.page.images.len() < MOST_IMAGES {
            self.page.images.push(PageImage { bbox, width, height });
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

impl Collector<'_, '_> {
    /// Whether the run is the one before, stroked after it was filled: «fake bold». Its glyphs are
    /// there already; they become bold.
    fn is_again(&mut self, origin: Point, length: usize) -> bool {
        let Some((before, range)) = &self.last_run else { return false };
        if range.len() != length || before.distance(origin) > 0.01 {
            return false;
        }
        let range = range.clone();
        for glyph in self.page.glyphs.get_mut(range).unwrap_or_default() {
            glyph.font = self.fonts.bold_of(glyph.font);
        }
        true
    }
}

fn advance(glyph: &Drawn<'_>) -> Option<f32> {
    match glyph {
        Drawn::Outline(outline) => outline.advance_width(),
        Drawn::Type3(type3) => type3.advance_width(),
    }
}

fn text_of(glyph: &Drawn<'_>) -> GlyphText {
    match glyph.as_unicode() {
        None => GlyphText::Unknown,
        Some(BfString::Char(c)) => GlyphText::Char(c),
        Some(BfString::String(text)) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (None, _) => GlyphText::Unknown,
                (Some(c), None) => GlyphText::Char(c),
                _ => GlyphText::Text(text.as_str().into()),
            }
        }
    }
}

/// The direction of the writing in degrees clockwise, and whether it slants away from the page's
/// axes, as a watermark does.
fn direction(along: Vec2) -> Option<(u16, bool)> {
    // Nearly all writing: told without an angle.
    if along.y == 0.0 && along.x > 0.0 {
        return Some((0, false));
    }
    let degrees = along.y.atan2(along.x).to_degrees();
    if !degrees.is_finite() {
        return None;
    }
    let quarter = (degrees / 90.0).round();
    // A scan's own text layer leans by a few degrees; watermarks by thirty or more.
    let slanted = (degrees - quarter * 90.0).abs() > 12.0;
    let rotation = match quarter as i32 {
        0 => 0,
        1 => 90,
        -1 => 270,
        _ => 180,
    };
    Some((rotation, slanted))
}

/// The box from origin to origin, from ascent to descent, for writing in one of four directions.
fn advance_box(origin: Point, width: f64, size: f64, rotation: u16) -> Rect {
    let (up, down) = (size * ASCENT, size * DESCENT);
    let Point { x, y } = origin;
    match rotation {
        90 => Rect::new(x - down, y, x + up, y + width),
        180 => Rect::new(x - width, y - down, x, y + up),
        270 => Rect::new(x - up, y - width, x + down, y),
        _ => Rect::new(x, y - up, x + width, y + down),
    }
}

fn small(rect: Rect) -> BBox {
    BBox::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
}

/// White on a page is nothing: producers lay white boxes under text and over lines.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, alpha] = color.to_rgba().to_rgba8();
            alpha == 0 || r.min(g).min(b) > 250
        }
        Paint::Pattern(_) => false,
    }
}
