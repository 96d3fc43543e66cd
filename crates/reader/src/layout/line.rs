//! Rows: words on one height, from left to right.

use super::Word;
use model::page::Font;
use model::{BBox, Line, Place, Run, Runs};

/// Base lines that differ by less than this many sizes are one row: form fields and fallback fonts
/// do not meet the line exactly.
const SAME_ROW: f32 = 0.42;
/// A line of a plan has seldom more words.
const USUAL: usize = 14;

/// Words side by side, from left to right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextLine {
    pub words: Vec<Word>,
    pub bbox: BBox,
    pub baseline: f32,
    /// The size that most of its letters have.
    pub size: f32,
}

impl TextLine {
    /// A row of words that stand in order.
    pub fn new(words: Vec<Word>) -> Option<Self> {
        let bbox = words.iter().map(|word| word.bbox).reduce(|a, b| a.union(&b))?;
        let level =
            words.iter().filter(|word| !word.superscript).map(|word| (word.baseline, word.text.len()));
        let baseline = super::commonest(level, 0.25).unwrap_or(bbox.y1);
        let size =
            super::commonest(words.iter().map(|word| (word.size, word.text.len())), 0.25).unwrap_or(0.0);
        Some(Self { words, bbox, baseline, size })
    }

    /// The words as they are read.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 && !word.glued {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// Whether every letter is bold.
    pub fn is_bold(&self, fonts: &[Font]) -> bool {
        self.words.iter().all(|word| fonts.get(usize::from(word.font)).is_some_and(|font| font.bold))
    }

    /// The line with its runs, one for each look.
    pub fn into_line(self, page: u32, fonts: &[Font]) -> Line {
        let place = Place::Page { page, bbox: self.bbox, table: None, row: None };
        let mut runs = Runs::new();
        let mut looks = None;
        for (index, word) in self.words.into_iter().enumerate() {
            let font = fonts.get(usize::from(word.font));
            let native = word.confidence >= 1.0;
            let look = (font, word.superscript, native);
            let space = index > 0 && !word.glued;
            match runs.last_mut() {
                Some(run) if looks == Some(look) => {
                    if space {
                        run.text.push(' ');
                    }
                    run.text.push_str(&word.text);
                    run.confidence = run.confidence.map(|confidence| confidence.min(word.confidence));
                }
                last => {
                    if let Some(run) = last.filter(|_| space) {
                        run.text.push(' ');
                    }
                    runs.push(Run {
                        text: word.text,
                        font: font.map(|font| font.name.clone()).filter(|name| !name.is_empty()),
                        bold: font.is_some_and(|font| font.bold),
                        italic: font.is_some_and(|font| font.italic),
                        superscript: word.superscript,
                        confidence: (!native).then_some(word.confidence),
                    });
                    looks = Some(look);
                }
            }
        }
        Line { runs, place }
    }
}

/// Rows from top to bottom.
pub fn lines(mut words: Vec<Word>) -> Vec<TextLine> {
    words.retain(|word| word.rotation == 0);
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words {
        // The rows above are sorted: only the last few can be near enough.
        let recent = rows.len().saturating_sub(4);
        let near = rows.iter_mut().skip(recent).rev().find(|row| belongs(row, &word));
        match near {
            Some(row) => row.push(word),
            None => {
                let mut row = Vec::with_capacity(USUAL);
                row.push(word);
                rows.push(row);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    rows.into_iter().filter_map(TextLine::new).collect()
}

fn belongs(row: &[Word], word: &Word) -> bool {
    let Some(first) = row.first() else { return false };
    let (step, size) = ((word.baseline - first.baseline).abs(), word.size.min(first.size));
    if step <= 0.1 * size {
        return true;
    }
    // Further apart, only where nothing stands in the way.
    step <= SAME_ROW * size
        && row.iter().all(|other| {
            word.bbox.x0 >= other.bbox.x1 - 0.3 * size || word.bbox.x1 <= other.bbox.x0 + 0.3 * size
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::samples::{page_of, typed};
    use crate::layout::words;

    #[test]
    fn rows_hold_words_on_about_one_height() {
        let page = page_of(&[
            typed("Số: /KH-UBND", 72.0, 100.0, 12.0),
            typed("ngày tháng", 300.0, 102.0, 12.0),
            typed("Phần", 72.0, 118.0, 12.0),
        ]);
        let texts: Vec<String> = lines(words(&page)).iter().map(TextLine::text).collect();
        assert_eq!(texts, ["Số: /KH-UBND ngày tháng", "Phần"]);
    }

    #[test]
    fn runs_change_with_the_look() {
        let mut page = page_of(&[typed("Điều 1. Giao", 72.0, 100.0, 12.0)]);
        page.fonts.push(Font { name: "Times".into(), bold: true, italic: false });
        for glyph in page.glyphs.iter_mut().take(7) {
            glyph.font = 1;
        }
        let line = lines(words(&page)).remove(0).into_line(1, &page.fonts);
        let seen: Vec<_> = line.runs.iter().map(|run| (run.text.as_str(), run.bold)).collect();
        assert_eq!(seen, [("Điều 1. ", true), ("Giao", false)]);
    }
}
