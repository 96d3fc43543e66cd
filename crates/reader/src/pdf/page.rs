//! One page: the interpreter runs, the collector collects, and nothing that goes wrong leaves the page.

use super::device::{Collector, Exhausted};
use super::named::NamedFonts;
use super::{upright, weight};
use hayro_font::FontCache;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::page::Page as Source;
use model::{BBox, Diagnostic, Page, Place};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The widest page that is one: PDF itself allows 14,400 points; a unit can make them larger.
const WIDEST: f32 = 100_000.0;

/// Reads consecutive pages with one cache of fonts, each made into what `set` says; `first` counts from 0.
pub fn read_all<T>(
    sources: &[Source<'_>],
    first: usize,
    settings: &InterpreterSettings,
    set: impl Fn(Page) -> T,
) -> Vec<(T, Option<Diagnostic>)> {
    let mut cache = InterpreterCache::new();
    let mut named = FontCache::new();
    let mut read = Vec::with_capacity(sources.len());
    for (index, source) in sources.iter().enumerate() {
        let (page, diagnostic) = read_one(source, first + index, settings, &cache, &named);
        if diagnostic.is_some() {
            // An interrupted page may have left its cache half filled.
            cache = InterpreterCache::new();
            named = FontCache::new();
        }
        read.push((set(page), diagnostic));
    }
    read
}

/// A page of which nothing could be read.
pub fn unreadable(index: usize, why: &str) -> (Page, Option<Diagnostic>) {
    let page = Page { number: number(index), width: 595.0, height: 842.0, ..Page::default() };
    let diagnostic = complaint(&page, why);
    (page, Some(diagnostic))
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

fn complaint(page: &Page, why: &str) -> Diagnostic {
    let bbox = BBox::new(0.0, 0.0, page.width, page.height);
    let place = Place::Page { page: page.number, bbox, table: None, row: None };
    Diagnostic::error("page-unreadable", format!("page {}: {why}", page.number), vec![place])
}

fn read_one<'a>(
    source: &Source<'a>,
    index: usize,
    settings: &InterpreterSettings,
    cache: &InterpreterCache<'a>,
    named: &FontCache<'a>,
) -> (Page, Option<Diagnostic>) {
    let (width, height) = source.render_dimensions();
    if !(width.is_finite() && height.is_finite() && width <= WIDEST && height <= WIDEST) {
        return unreadable(index, "its size is not believable");
    }
    if weight::is_too_heavy(source) {
        return unreadable(index, "its contents unpack to more than a page can hold");
    }
    let named = NamedFonts::new(source, named.clone(), settings.clone());
    let mut collector = Collector::new(number(index), width, height, named);
    let transform = Affine::new(source.initial_transform(true).as_coeffs());
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut context = Context::new(transform, area, cache, source.xref(), settings.clone());
        interpret_page(source, &mut context, &mut collector);
    }));
    let page = upright::turn(collector.finish());
    let diagnostic = outcome.err().map(|payload| {
        let why = if payload.is::<Exhausted>() {
            "it draws more than a page can hold; what was read until then is kept"
        } else {
            "its contents are damaged; what was read until then is kept"
        };
        complaint(&page, why)
    });
    (page, diagnostic)
}
