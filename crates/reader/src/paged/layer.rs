//! Whether a page's text layer can be used. A third of real PDFs are scans that carry no text but a
//! signature box, some carry the reading of an OCR that knows no Vietnamese, some have fonts that do
//! not say what their glyphs stand for.

use super::Lettered;
use crate::layout::Word;
use model::page::GlyphText;
use model::{BBox, Diagnostic, Glyph, Page, Place};

/// How a page's text can be had.
pub enum Layer {
    /// As it is drawn; also a page with nothing on it.
    Usable,
    /// Not drawn, but laid under the page's picture and readable.
    Hidden(Lettered),
    /// There is a picture and no text, or no more than a stamp on it.
    Missing,
    /// There is text, and it says why it cannot be used.
    Unusable(String),
}

impl Layer {
    /// Whether the page needs no picture.
    pub fn is_read(&self) -> bool {
        matches!(self, Self::Usable | Self::Hidden(_))
    }
}

/// A picture that covers this share of a page is the page.
const COVERS: f32 = 0.5;
/// Text that covers less than this share of such a page is a stamp or a signature box …
const STAMP_AREA: f32 = 0.04;
/// … and has no more letters than this.
const STAMP_LETTERS: usize = 600;
/// More glyphs than one in so many without a meaning spoil a text.
const UNKNOWN: usize = 20;
/// Fewer words than this prove nothing.
const ENOUGH_WORDS: usize = 8;
/// Percent of words that can be read, at least: drawn text has abbreviations, codes and slips.
const READABLE: usize = 70;
/// A hidden reading is another OCR's: it has to be nearly without fault.
const READABLE_HIDDEN: usize = 92;
/// A broken word has so many parts more than the one in hand, at most.
const PARTS: usize = 3;
/// Words of a page that are looked at, evenly spread.
const SAMPLE: usize = 96;

/// Judges a page. `readability` counts (words, readable words) of a text.
pub fn judge(page: &Lettered, readability: &(dyn Fn(&str) -> (usize, usize) + Sync)) -> Layer {
    let (letters, unknown) = count(&page.page.glyphs);
    let pictured = is_pictured(&page.page);
    let stamped = letters <= STAMP_LETTERS && share(&page.words, &page.page) < STAMP_AREA;
    if pictured && stamped {
        return hidden(&page.page, readability).map_or(Layer::Missing, Layer::Hidden);
    }
    if unknown * UNKNOWN > letters {
        return Layer::Unusable(format!("{unknown} of {letters} letters have no meaning in the file"));
    }
    let (words, readable) = readability(&sample(&page.words));
    if words < ENOUGH_WORDS || readable * 100 >= words * READABLE {
        return Layer::Usable;
    }
    // Only then: narrow columns are rare, and looking for the parts of words takes time.
    let (words, readable) = readability(&mended(&page.words, readability));
    if readable * 100 >= words * READABLE {
        return Layer::Usable;
    }
    Layer::Unusable(format!("{} of {words} words cannot be read", words - readable))
}

impl Layer {
    /// What there is to say where the page is not read from its picture.
    pub fn complaint(&self, page: &Page) -> Option<Diagnostic> {
        let why = match self {
            Self::Usable | Self::Hidden(_) => return None,
            Self::Missing => "there is a picture and no text",
            Self::Unusable(why) => why.as_str(),
        };
        let bbox = BBox::new(0.0, 0.0, page.width, page.height);
        let place = Place::Page { page: page.number, bbox, table: None, row: None };
        let message = format!("the text layer of page {} cannot be used: {why}", page.number);
        Some(Diagnostic::error("text-layer-unusable", message, vec![place]))
    }
}

/// Visible letters, and those of them without a meaning.
fn count(glyphs: &[Glyph]) -> (usize, usize) {
    let (mut letters, mut unknown) = (0, 0);
    for glyph in glyphs.iter().filter(|glyph| !glyph.hidden) {
        match &glyph.text {
            GlyphText::Char(c) if c.is_whitespace() => {}
            // Private characters stand for the signs of symbol fonts; words of them stand for nothing.
            GlyphText::Unknown | GlyphText::Char('\u{FFFD}') => {
                letters += 1;
                unknown += 1;
            }
            GlyphText::Char(_) | GlyphText::Text(_) => letters += 1,
        }
    }
    (letters, unknown)
}

fn is_pictured(page: &Page) -> bool {
    // Scanners cut a page into strips.
    let covered: f32 = page.images.iter().map(|image| image.bbox.width() * image.bbox.height()).sum();
    covered > COVERS * page.width * page.height
}

/// The share of the page that words cover.
fn share(words: &[Word], page: &Page) -> f32 {
    let covered: f32 = words.iter().map(|word| word.bbox.width() * word.bbox.height()).sum();
    covered / (page.width * page.height).max(1.0)
}

/// The text that lies hidden under a picture, shown, where it is good.
fn hidden(page: &Page, readability: &(dyn Fn(&str) -> (usize, usize) + Sync)) -> Option<Lettered> {
    let inside = |glyph: &Glyph| {
        let (x, y) = glyph.bbox.center();
        (0.0..=page.width).contains(&x) && (0.0..=page.height).contains(&y)
    };
    if !page.glyphs.iter().any(|glyph| glyph.hidden && inside(glyph)) {
        return None;
    }
    let mut shown = page.clone();
    for glyph in &mut shown.glyphs {
        glyph.hidden = glyph.hidden && !inside(glyph);
    }
    shown.ocr = true;
    let shown = Lettered::new(shown);
    let (words, readable) = readability(&sample(&shown.words));
    (words >= ENOUGH_WORDS && readable * 100 >= words * READABLE_HIDDEN).then_some(shown)
}

/// Words from all over the page.
fn sample(words: &[Word]) -> String {
    let step = words.len().div_ceil(SAMPLE).max(1);
    let mut text = String::new();
    for chunk in words.chunks(8 * step) {
        // Eight in a row, so that a word that two fonts share is whole.
        for word in chunk.iter().take(8) {
            if !word.glued {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
    }
    text
}

/// The words of a page, each that cannot be read joined with its neighbours above and below where that
/// makes a word: a column of two letters breaks «tháng» into «th», «án» and «g», and its text is good.
fn mended(words: &[Word], readability: &(dyn Fn(&str) -> (usize, usize) + Sync)) -> String {
    let is_word = |text: &str| matches!(readability(text), (1, 1));
    let step = words.len().div_ceil(SAMPLE).max(1);
    let mut text = String::new();
    for word in words.iter().step_by(step) {
        let whole = || stack(words, word).into_iter().find(|text| is_word(text));
        let broken = !is_word(&word.text) && is_alone(words, word);
        let found = if broken { whole() } else { None };
        text.push_str(found.as_deref().unwrap_or(&word.text));
        text.push(' ');
    }
    text
}

/// What a word could be a part of: itself with as many of the words that stand right above and below it
/// as a broken word has parts.
fn stack(words: &[Word], word: &Word) -> Vec<String> {
    let mut above: Vec<&Word> =
        std::iter::successors(Some(word), |word| next(words, word, -1.0)).skip(1).take(PARTS).collect();
    let below: Vec<&Word> =
        std::iter::successors(Some(word), |word| next(words, word, 1.0)).skip(1).take(PARTS).collect();
    above.reverse();
    let column: Vec<&Word> = above.iter().copied().chain([word]).chain(below).collect();
    let middle = above.len();
    let ranges = (0..=middle).flat_map(|start| (middle..column.len()).map(move |end| (start, end)));
    let spelled = |(start, end): (usize, usize)| -> String {
        column.get(start..=end).unwrap_or_default().iter().map(|word| word.text.as_str()).collect()
    };
    ranges.filter(|(start, end)| start < end && end - start <= PARTS).map(spelled).collect()
}

/// The word on the next line of the same narrow column; `way` is 1 downwards, -1 upwards.
fn next<'a>(words: &'a [Word], word: &Word, way: f32) -> Option<&'a Word> {
    let under = |other: &&Word| {
        let drop = (other.baseline - word.baseline) * way;
        let over = other.bbox.x0 < word.bbox.x1 && word.bbox.x0 < other.bbox.x1;
        over && drop > 0.5 * word.size && drop < 2.0 * word.size
    };
    let drop = |other: &&Word| (other.baseline - word.baseline).abs();
    words.iter().filter(under).min_by(|a, b| drop(a).total_cmp(&drop(b))).filter(|next| is_alone(words, next))
}

/// Whether a word fills the line of its column, unlike those of running text.
fn is_alone(words: &[Word], word: &Word) -> bool {
    let beside = |other: &Word| {
        let gap = (other.bbox.x0 - word.bbox.x1).max(word.bbox.x0 - other.bbox.x1);
        (other.baseline - word.baseline).abs() < 0.3 * word.size && gap < 0.5 * word.size
    };
    !words.iter().any(|other| !std::ptr::eq(other, word) && beside(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::samples::{page_of, typed};
    use model::PageImage;

    /// Words of letters alone count as readable where they are lower-case.
    fn lower(text: &str) -> (usize, usize) {
        let words = text.split_whitespace();
        (words.clone().count(), words.filter(|word| word.chars().all(char::is_lowercase)).count())
    }

    fn verdict(page: Page) -> &'static str {
        match judge(&Lettered::new(page), &lower) {
            Layer::Usable => "usable",
            Layer::Hidden(_) => "hidden",
            Layer::Missing => "missing",
            Layer::Unusable(_) => "unusable",
        }
    }

    fn scan(mut page: Page) -> Page {
        let bbox = BBox::new(0.0, 0.0, page.width, page.height);
        page.images.push(PageImage { bbox, width: 1650, height: 2340 });
        page
    }

    fn text() -> Page {
        page_of(&[typed("mot hai ba bon nam sau bay tam chin muoi", 72.0, 100.0, 12.0)])
    }

    #[test]
    fn drawn_text_is_usable_where_it_can_be_read() {
        assert_eq!(verdict(text()), "usable");
        let upper = typed("7K F KL Q 8R N8 MX 4C 2D HK", 72.0, 100.0, 12.0);
        assert_eq!(verdict(page_of(&[upper])), "unusable");
        assert_eq!(verdict(page_of(&[])), "usable");
    }

    #[test]
    fn words_that_a_narrow_column_breaks_can_be_read() {
        // Parts are upper-case but for those of the last two columns, which no neighbour makes a word.
        let known = |text: &str| {
            let words = text.split_whitespace();
            (words.clone().count(), words.filter(|word| ["thang", "tinh", "so"].contains(word)).count())
        };
        let column = |parts: [&str; 4], x: f32| -> Vec<Vec<model::Glyph>> {
            let typed = |(line, part): (usize, &str)| typed(part, x, 100.0 + 14.0 * line as f32, 12.0);
            parts.into_iter().enumerate().map(typed).collect()
        };
        let page = |columns: [[&str; 4]; 3]| {
            let columns = [72.0, 172.0, 272.0].into_iter().zip(columns);
            page_of(&columns.flat_map(|(x, parts)| column(parts, x)).collect::<Vec<_>>())
        };
        let good = page([["th", "an", "g", "so"], ["ti", "nh", "so", "so"], ["so", "t", "hang", "so"]]);
        let bad = page([["th", "aw", "g", "so"], ["tu", "nh", "so", "so"], ["so", "t", "hawg", "so"]]);
        let usable = |page| matches!(judge(&Lettered::new(page), &known), Layer::Usable);
        assert!(usable(good));
        assert!(!usable(bad));
    }

    #[test]
    fn glyphs_without_a_meaning_spoil_a_page() {
        let mut page = text();
        for glyph in page.glyphs.iter_mut().step_by(9) {
            glyph.text = GlyphText::Unknown;
        }
        assert_eq!(verdict(page), "unusable");
    }

    #[test]
    fn a_picture_with_a_stamp_has_no_text() {
        assert_eq!(verdict(scan(page_of(&[]))), "missing");
        assert_eq!(verdict(scan(page_of(&[typed("ky boi", 400.0, 60.0, 8.0)]))), "missing");
    }

    #[test]
    fn hidden_text_counts_where_it_is_good() {
        let hide = |mut page: Page| {
            page.glyphs.iter_mut().for_each(|glyph| glyph.hidden = true);
            scan(page)
        };
        assert_eq!(verdict(hide(text())), "hidden");
        let bad = typed("uY BAN NgAN nAN mot hai ba bon nam", 72.0, 100.0, 12.0);
        assert_eq!(verdict(hide(page_of(&[bad]))), "missing");
    }
}
