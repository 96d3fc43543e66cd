//! Words: glyphs that stand together on one base line, whatever the order they were drawn in.

use model::page::GlyphText;
use model::{BBox, Glyph, Page, Ruling};

/// A word, its box in points on the upright page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Word {
    pub text: String,
    pub bbox: BBox,
    pub baseline: f32,
    /// Font size in points.
    pub size: f32,
    /// Index into the page's fonts.
    pub font: u16,
    pub superscript: bool,
    /// Goes on the word before without a space: another font, or a raised mark.
    pub glued: bool,
    /// Direction of the writing, degrees clockwise.
    pub rotation: u16,
    pub confidence: f32,
}

/// What stands in the text for a glyph that the file gives no character for.
const UNKNOWN: char = '\u{FFFD}';

/// Base lines that differ by less than this many sizes are one.
const SAME_BASELINE: f32 = 0.12;

/// A gap of so many sizes parts words where the file draws no spaces in the line …
const GAP_WITHOUT_SPACES: f32 = 0.16;
/// … and where it does: there a gap without a space is a jump to another place on the line.
const GAP_WITH_SPACES: f32 = 0.45;
/// A drawn space parts words only where it shows: form fields lie over blanks made of spaces.
const GAP_OF_A_SPACE: f32 = 0.08;

/// A line down between two letters parts them, where neither reaches farther over it, in sizes.
const BAR: f32 = 0.04;
/// Wider than this it is no line.
const LINE: f32 = 3.0;

/// A letter with the marks that follow it, turned so that the writing runs from left to right.
#[derive(Clone, Copy)]
struct Piece {
    x0: f32,
    x1: f32,
    baseline: f32,
    size: f32,
    /// Range of glyphs in the page's order.
    first: u32,
    last: u32,
    space: bool,
}

/// The words of a page: level writing first, then that on its side. Hidden glyphs are left out.
pub fn words(page: &Page) -> Vec<Word> {
    let mut found = Vec::with_capacity(page.glyphs.len() / 4);
    let lines = down(page);
    for (rotation, mut pieces) in [0, 90, 180, 270].into_iter().zip(pieces(&page.glyphs)) {
        pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        for row in rows_mut(&mut pieces) {
            row.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.first.cmp(&b.first)));
            let bars = if rotation == 0 { bars(row, &lines) } else { Vec::new() };
            row_words(row, page, rotation, &bars, &mut found);
        }
    }
    super::superscript::mark(&mut found);
    found
}

/// The visible glyphs of each direction, by quarter turns clockwise, marks joined to their letters.
fn pieces(glyphs: &[Glyph]) -> [Vec<Piece>; 4] {
    let mut all: [Vec<Piece>; 4] = [Vec::with_capacity(glyphs.len()), Vec::new(), Vec::new(), Vec::new()];
    for (index, glyph) in glyphs.iter().enumerate() {
        if glyph.hidden || is_nothing(&glyph.text) {
            continue;
        }
        let Some(found) = all.get_mut(usize::from(glyph.rotation / 90)) else { continue };
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let piece = level(glyph, index);
        if is_mark(&glyph.text)
            && let Some(letter) = found.last_mut()
            && letter.last.wrapping_add(1) == index
            && !letter.space
            && piece.x0 < letter.x1 + 0.5 * letter.size
            && piece.x1 > letter.x0 - 0.1 * letter.size
        {
            letter.last = index;
            continue;
        }
        found.push(piece);
    }
    all
}

/// A glyph's place along and across its writing.
fn level(glyph: &Glyph, index: u32) -> Piece {
    let b = glyph.bbox;
    let (x0, x1, baseline) = match glyph.rotation {
        90 => (b.y0, b.y1, -glyph.baseline),
        180 => (-b.x1, -b.x0, -glyph.baseline),
        270 => (-b.y1, -b.y0, glyph.baseline),
        _ => (b.x0, b.x1, glyph.baseline),
    };
    let space = is_space(&glyph.text);
    Piece { x0, x1, baseline, size: glyph.size, first: index, last: index, space }
}

fn is_space(text: &GlyphText) -> bool {
    match text {
        GlyphText::Char(c) => c.is_whitespace(),
        GlyphText::Text(text) => text.chars().all(char::is_whitespace),
        GlyphText::Unknown => false,
    }
}

/// Control characters and the like that stand for no mark on the page.
fn is_nothing(text: &GlyphText) -> bool {
    matches!(text, GlyphText::Char(c) if (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{200B}' | '\u{FEFF}'))
}

fn is_mark(text: &GlyphText) -> bool {
    matches!(text, GlyphText::Char('\u{300}'..='\u{36F}'))
}

/// Neighbours on one base line, from pieces sorted by base line.
fn rows_mut(pieces: &mut [Piece]) -> impl Iterator<Item = &mut [Piece]> {
    pieces.chunk_by_mut(|a, b| b.baseline - a.baseline <= (SAME_BASELINE * a.size.min(b.size)).max(0.5))
}

/// Splits one row of pieces, sorted from left to right, into words.
fn row_words(row: &[Piece], page: &Page, rotation: u16, bars: &[f32], found: &mut Vec<Word>) {
    let spaced = row.iter().any(|piece| piece.space);
    let limit = if spaced { GAP_WITH_SPACES } else { GAP_WITHOUT_SPACES } + letter_spacing(row);
    let mut word: Vec<Piece> = Vec::new();
    let mut right = f32::MIN;
    // The middles of the spaces since the last letter.
    let mut spaces: Vec<f32> = Vec::new();
    for piece in row {
        if piece.space {
            spaces.push((piece.x0 + piece.x1) / 2.0);
            continue;
        }
        if let Some(last) = word.last() {
            if is_double(last, piece, page) {
                continue;
            }
            let gap = piece.x0 - right;
            let size = piece.size.min(last.size);
            let shown = gap > GAP_OF_A_SPACE * size
                && spaces
                    .iter()
                    .any(|middle| *middle > right - 0.1 * size && *middle < piece.x0 + 0.1 * size);
            // A cell's text may reach up to the line that ends the cell.
            let barred = bars.iter().any(|x| *x > right - BAR * size && *x < piece.x0 + BAR * size);
            if shown || barred || gap > limit * size || gap < -size {
                finish(&mut word, page, rotation, found);
                right = f32::MIN;
            }
        }
        spaces.clear();
        right = right.max(piece.x1);
        word.push(*piece);
    }
    finish(&mut word, page, rotation, found);
}

/// The page's lines down; none where they are so many that they draw a picture.
fn down(page: &Page) -> Vec<&Ruling> {
    const MOST: usize = 2000;
    let lines: Vec<&Ruling> = page.rulings.iter().filter(|line| line.x1 - line.x0 < LINE).collect();
    if lines.len() > MOST { Vec::new() } else { lines }
}

/// Where lines go down through a row of pieces: between the cells of a table.
fn bars(row: &[Piece], lines: &[&Ruling]) -> Vec<f32> {
    let Some(first) = row.first() else { return Vec::new() };
    let (top, bottom) = (first.baseline - 0.5 * first.size, first.baseline);
    let through = lines.iter().filter(|line| line.y0 <= top && line.y1 >= bottom);
    through.map(|line| (line.x0 + line.x1) / 2.0).collect()
}

/// How far letters stand apart beyond their own width, in sizes: the lower quartile of the gaps, so
/// that the spaces between words do not count.
fn letter_spacing(row: &[Piece]) -> f32 {
    let mut gaps: Vec<f32> = row
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if !a.space && !b.space => Some((b.x0 - a.x1) / a.size.max(1.0)),
            _ => None,
        })
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    let quarter = gaps.len() / 4;
    let (_, gap, _) = gaps.select_nth_unstable_by(quarter, f32::total_cmp);
    // Kerning and rounding stay below a twentieth of the size.
    if *gap > 0.05 && *gap < 1.0 { *gap } else { 0.0 }
}

/// The same letter drawn again a hair beside itself, which makes it look bold.
fn is_double(last: &Piece, piece: &Piece, page: &Page) -> bool {
    let text = |piece: &Piece| page.glyphs.get(piece.first as usize).map(|glyph| &glyph.text);
    (piece.x0 - last.x0).abs() < 0.12 * piece.size
        && (piece.x1 - last.x1).abs() < 0.12 * piece.size
        && piece.x1 - piece.x0 > 0.15 * piece.size
        && text(last) == text(piece)
}

/// Ends a word: one for each stretch of one font name.
fn finish(word: &mut Vec<Piece>, page: &Page, rotation: u16, found: &mut Vec<Word>) {
    let mut glued = false;
    let mut current: Option<Word> = None;
    for glyph in
        word.iter().filter_map(|piece| page.glyphs.get(piece.first as usize..=piece.last as usize)).flatten()
    {
        let joins = current.as_ref().is_some_and(|word| same_font(page, word.font, glyph.font));
        if !joins && let Some(done) = current.take() {
            found.push(done);
            glued = true;
        }
        let word = current.get_or_insert_with(|| start(glyph, rotation, glued));
        push(&mut word.text, &glyph.text);
        word.bbox = word.bbox.union(&glyph.bbox);
        word.confidence = word.confidence.min(glyph.confidence);
    }
    found.extend(current);
    word.clear();
}

fn start(glyph: &Glyph, rotation: u16, glued: bool) -> Word {
    Word {
        text: String::with_capacity(12),
        bbox: glyph.bbox,
        baseline: glyph.baseline,
        size: glyph.size,
        font: glyph.font,
        superscript: false,
        glued,
        rotation,
        confidence: glyph.confidence,
    }
}

/// Weight and slope may change within a word; the name may not, it tells the encoding.
fn same_font(page: &Page, a: u16, b: u16) -> bool {
    let name = |font: u16| page.fonts.get(usize::from(font)).map(|font| &font.name);
    a == b || name(a) == name(b)
}

fn push(text: &mut String, glyph: &GlyphText) {
    match glyph {
        GlyphText::Char(c) => text.push(*c),
        GlyphText::Text(more) => text.push_str(more),
        GlyphText::Unknown => text.push(UNKNOWN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::samples::{page_of, typed};
    use model::page::Font;

    fn texts(page: &Page) -> Vec<String> {
        words(page).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_come_from_places_not_from_the_order_of_drawing() {
        let mut page = page_of(&[typed("Thực hiện", 72.0, 100.0, 12.0)]);
        page.glyphs.reverse();
        assert_eq!(texts(&page), ["Thực", "hiện"]);
    }

    #[test]
    fn gaps_part_words_where_no_spaces_are_drawn() {
        let mut page = page_of(&[typed("Thực hiện năm", 72.0, 100.0, 12.0)]);
        page.glyphs.retain(|glyph| glyph.text != GlyphText::Char(' '));
        assert_eq!(texts(&page), ["Thực", "hiện", "năm"]);
    }

    #[test]
    fn letters_spread_over_a_title_stay_words() {
        let mut page = page_of(&[typed("KẾ HOẠCH", 72.0, 100.0, 12.0)]);
        for (index, glyph) in page.glyphs.iter_mut().enumerate() {
            let shift = index as f32 * 3.0;
            glyph.bbox.x0 += shift;
            glyph.bbox.x1 += shift;
        }
        assert_eq!(texts(&page), ["KẾ", "HOẠCH"]);
    }

    #[test]
    fn letters_drawn_twice_count_once() {
        let mut page = page_of(&[typed("all", 72.0, 100.0, 12.0)]);
        let mut again = page.glyphs.clone();
        for glyph in &mut again {
            glyph.bbox.x0 += 0.3;
            glyph.bbox.x1 += 0.3;
        }
        page.glyphs.extend(again);
        assert_eq!(texts(&page), ["all"]);
    }

    #[test]
    fn a_field_over_a_blank_fills_it() {
        let mut page = page_of(&[typed("Số:        /KH", 72.0, 100.0, 12.0)]);
        page.glyphs.extend(typed("126", 96.0, 100.5, 12.0));
        assert_eq!(texts(&page), ["Số:", "126", "/KH"]);
    }

    #[test]
    fn a_line_between_two_cells_parts_what_touches_it() {
        let mut page = page_of(&[typed("ngày15", 72.0, 100.0, 12.0)]);
        let x = page.glyphs[3].bbox.x1;
        page.rulings.push(Ruling { x0: x, y0: 80.0, x1: x, y1: 120.0, thickness: 0.5 });
        assert_eq!(texts(&page), ["ngày", "15"]);
        page.rulings[0].y1 = 95.0;
        assert_eq!(texts(&page), ["ngày15"], "a line above the text");
    }

    #[test]
    fn another_font_is_another_word_without_a_space() {
        let mut page = page_of(&[typed("Thực", 72.0, 100.0, 12.0)]);
        page.fonts.push(Font { name: "Other".into(), bold: false, italic: false });
        page.glyphs[2].font = 1;
        let found = words(&page);
        let seen: Vec<_> = found.iter().map(|word| (word.text.as_str(), word.glued)).collect();
        assert_eq!(seen, [("Th", false), ("ự", true), ("c", true)]);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        let mut page = page_of(&[typed("Tie", 72.0, 100.0, 12.0)]);
        for mark in ['\u{302}', '\u{301}'] {
            let mut glyph = page.glyphs[2].clone();
            glyph.text = GlyphText::Char(mark);
            glyph.bbox.x1 = glyph.bbox.x0;
            page.glyphs.push(glyph);
        }
        page.glyphs.extend(typed("n", 72.0 + 18.0, 100.0, 12.0));
        assert_eq!(texts(&page), ["Tie\u{302}\u{301}n"]);
    }

    #[test]
    fn hidden_glyphs_are_left_out_and_writing_on_its_side_is_told() {
        let mut page = page_of(&[typed("ab", 72.0, 100.0, 12.0)]);
        page.glyphs[0].hidden = true;
        let mut side = typed("c", 10.0, 300.0, 12.0);
        side[0].rotation = 270;
        side[0].baseline = 20.0;
        page.glyphs.extend(side);
        let found = words(&page);
        let seen: Vec<_> = found.iter().map(|word| (word.text.as_str(), word.rotation)).collect();
        assert_eq!(seen, [("b", 0), ("c", 270)]);
    }
}
