//! The names of fonts whose glyphs do not tell them: fonts that the file does not carry, and those
//! of the old Type 1 make. Office programs leave «Times New Roman,Bold» out of the file, and whether
//! a heading is bold or a text is in a legacy encoding shows in the name alone.
//!
//! A glyph tells which font program it is drawn with. The fonts that the page's resources name are
//! opened too; the one with the same program is the glyph's.

use hayro_font::{Font, FontCache, FontData, FontGlyph, FontQuery, FontResolverFn, OutlineGlyph};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::{Page, Resources};
use std::sync::Arc;

/// Forms within forms that are looked into.
const DEEPEST: u8 = 3;
/// More fonts, forms and annotations than this are not looked at.
const MOST: usize = 400;

/// What a font's dictionary says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub bold: bool,
    pub italic: bool,
}

/// The fonts of a page by name, opened when the first is asked for.
pub struct NamedFonts<'p, 'a> {
    page: &'p Page<'a>,
    cache: FontCache<'a>,
    settings: InterpreterSettings,
    fonts: Option<Vec<(Named, Font<'a>)>>,
}

impl<'p, 'a> NamedFonts<'p, 'a> {
    /// Of a page; `cache` serves all pages of a thread.
    pub fn new(page: &'p Page<'a>, cache: FontCache<'a>, settings: InterpreterSettings) -> Self {
        Self { page, cache, settings, fonts: None }
    }

    /// The font that a glyph is of.
    pub fn find(&mut self, glyph: &OutlineGlyph) -> Option<&Named> {
        let (page, cache, settings) = (self.page, &self.cache, &self.settings);
        let fonts = self.fonts.get_or_insert_with(|| {
            let mut search = Search { left: MOST, found: Vec::new() };
            search.page(page);
            let open = |dict: &Dict<'a>| cache.font(dict, &settings.font_resolver, &settings.cmap_resolver);
            search.found.iter().filter_map(|dict| Some((described(dict)?, open(dict)?))).collect()
        });
        let same = |font: &Font<'a>| match font.glyph(glyph.glyph_id(), glyph.char_code()) {
            FontGlyph::Outline(other) => other.identifier() == glyph.identifier(),
            FontGlyph::Type3(_) => false,
        };
        fonts.iter().find(|(_, font)| same(font)).map(|(named, _)| named)
    }
}

/// Stands in for fonts that the file does not carry, each name with a program of its own, so that
/// two names are never mistaken for each other.
pub fn resolver() -> FontResolverFn {
    Arc::new(|query| match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(query) => {
            let (data, index) = query.pick_standard_font().get_font_data();
            let mut own = data.as_ref().as_ref().to_vec();
            own.extend(query.post_script_name.iter().flat_map(|name| name.bytes()));
            let own: FontData = Arc::new(own);
            Some((own, index))
        }
    })
}

/// The font dictionaries of a page.
struct Search<'a> {
    left: usize,
    found: Vec<Dict<'a>>,
}

impl<'a> Search<'a> {
    fn page(&mut self, page: &Page<'a>) {
        self.resources(page.resources(), DEEPEST);
        let annotations = page.raw().get::<Array<'a>>(b"Annots".as_slice());
        for annotation in annotations.iter().flat_map(|all| all.iter::<Dict<'a>>()) {
            let looks = annotation.get::<Dict<'a>>(b"AP".as_slice());
            if let Some(form) = looks.and_then(|looks| looks.get::<Stream<'a>>(b"N".as_slice())) {
                self.form(&form, DEEPEST);
            }
        }
    }

    fn resources(&mut self, resources: &Resources<'a>, depth: u8) {
        for (name, _) in resources.fonts.entries() {
            if !self.count() {
                return;
            }
            self.found.extend(resources.get_font(&name));
        }
        for (name, _) in resources.x_objects.entries() {
            if let Some(form) = resources.get_x_object(&name) {
                self.form(&form, depth);
            }
        }
    }

    fn form(&mut self, form: &Stream<'a>, depth: u8) {
        if depth == 0 || !self.count() {
            return;
        }
        if let Some(resources) = form.dict().get::<Dict<'a>>(b"Resources".as_slice()) {
            self.resources(&Resources::new(resources), depth - 1);
        }
    }

    fn count(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }
}

fn described(font: &Dict<'_>) -> Option<Named> {
    let name = font.get::<Name<'_>>(b"BaseFont".as_slice())?;
    let name = without_prefix(name.as_str()).to_owned();
    let descriptor = font.get::<Dict<'_>>(b"FontDescriptor".as_slice()).unwrap_or_default();
    let flags = descriptor.get::<u32>(b"Flags".as_slice()).unwrap_or(0);
    let weight = descriptor.get::<f32>(b"FontWeight".as_slice()).unwrap_or(400.0);
    Some(Named { name, bold: flags & (1 << 18) != 0 || weight >= 600.0, italic: flags & (1 << 6) != 0 })
}

/// A font of which only some glyphs are in the file has six letters and a plus before its name.
fn without_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 && prefix.chars().all(|c| c.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_font::FallbackFontQuery;

    #[test]
    fn prefixes_of_subsets_are_dropped() {
        for (name, expected) in [
            ("ABCDEF+.VnTime", ".VnTime"),
            ("Times New Roman,Bold", "Times New Roman,Bold"),
            ("A+B", "A+B"),
            ("abcdef+Arial", "abcdef+Arial"),
        ] {
            assert_eq!(without_prefix(name), expected);
        }
    }

    #[test]
    fn each_missing_font_has_a_program_of_its_own() {
        let resolve = resolver();
        let data = |name: &str| {
            let query = FallbackFontQuery { post_script_name: Some(name.to_owned()), ..Default::default() };
            resolve(&FontQuery::Fallback(query)).map(|(data, _)| data.as_ref().as_ref().to_vec())
        };
        assert!(data(".VnTime").is_some());
        assert_eq!(data(".VnTime"), data(".VnTime"));
        assert_ne!(data(".VnTime"), data(".VnTimeH"));
    }
}
