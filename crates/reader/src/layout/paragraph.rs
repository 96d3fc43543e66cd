//! Lines → paragraphs. A paragraph begins where a line was ended early, where a first line is set in,
//! where space was left, where a list mark stands, or where the look changes.

use super::marker::find_marker;
use super::{Flow, Margins, TextLine};
use model::page::Font;
use model::{Paragraph, ParagraphRole};

/// The lines of one paragraph on one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Counted from 1.
    pub page: u32,
    pub lines: Vec<TextLine>,
    pub column: u8,
    pub role: ParagraphRole,
    pub centered: bool,
}

/// More space than this above a line, in sizes beyond the usual, parts paragraphs …
const SPACE: f32 = 0.2;
/// A first line is set in by at least this many sizes.
const INDENT: f32 = 0.8;

/// Parts a flow into paragraphs.
pub fn paragraphs(flow: Flow, page: u32, margins: &Margins, fonts: &[Font]) -> Vec<Draft> {
    let looks = Looks { margins, fonts, column: flow.column };
    let mut drafts: Vec<Draft> = Vec::new();
    for line in flow.lines {
        match drafts.last_mut() {
            Some(draft) if !looks.starts(&draft.lines, &line) => draft.lines.push(line),
            _ => drafts.push(Draft {
                page,
                lines: vec![line],
                column: flow.column,
                role: ParagraphRole::Body,
                centered: false,
            }),
        }
    }
    for draft in &mut drafts {
        draft.centered = looks.all_centered(&draft.lines);
    }
    drafts
}

/// Whether the first paragraph of a page goes on with the last one of the page before.
pub fn continues(last: &Draft, next: &Draft, before: &Margins, after: &Margins, fonts: &[Font]) -> bool {
    let (Some(above), Some(line)) = (last.lines.last(), next.lines.first()) else { return false };
    if last.column != next.column || last.role != next.role {
        return false;
    }
    let looks = Looks { margins: before, fonts, column: next.column };
    if (above.size - line.size).abs() > 0.12 * above.size.max(1.0) || starts_with_marker(line) {
        return false;
    }
    let set_in = line.bbox.x0 - after.left > INDENT * line.size;
    let full = !looks.is_short(above, line);
    let ended = ends_sentence(above);
    let small = starts_small(line);
    if full && !set_in {
        // A page may end where a sentence does: only the indent of other first lines tells then.
        return !ended || small || (after.indented && !next.centered);
    }
    small && !ended && !next.centered
}

impl Draft {
    /// The paragraph as the document holds it.
    pub fn into_paragraph(self, fonts: &[Font]) -> Paragraph {
        let page = self.page;
        let indent = self.lines.first().map_or(0.0, |line| line.bbox.x0);
        Paragraph {
            role: self.role,
            label: None,
            lines: self.lines.into_iter().map(|line| line.into_line(page, fonts)).collect(),
            heading: None,
            centered: self.centered,
            indent,
            column: self.column,
        }
    }
}

struct Looks<'a> {
    margins: &'a Margins,
    fonts: &'a [Font],
    column: u8,
}

impl Looks<'_> {
    /// Whether a line begins a new paragraph after these lines of one.
    fn starts(&self, lines: &[TextLine], line: &TextLine) -> bool {
        let Some(above) = lines.last() else { return true };
        let size = above.size.max(line.size).max(1.0);
        let step = (line.baseline - above.baseline) / size;
        if (above.size - line.size).abs() > 0.07 * size || step < 0.0 {
            return true;
        }
        let space = step - self.margins.leading.max(0.9);
        let small = starts_small(line) && !ends_sentence(above);
        if space > 2.0 * SPACE && !(small && space < 0.6) || space > SPACE && !small {
            return true;
        }
        let short = self.is_short(above, line);
        if line.words.first().is_some_and(|word| word.superscript) && line.words.len() > 2 {
            // The mark of a footnote.
            return true;
        }
        if starts_with_marker(line) {
            return short || ends_clause(above) || self.is_set_in(lines, line);
        }
        let (bold_above, bold) = (above.is_bold(self.fonts), line.is_bold(self.fonts));
        // The look changes with a line where one thing ends: the title, then «(Kèm theo …)». A sentence
        // whose first line alone is bold goes on in a small letter.
        let ended = short || !starts_small(line);
        if bold_above != bold && ended {
            return true;
        }
        if self.is_centered(above) != self.is_centered(line) && (short || bold_above != bold) {
            return true;
        }
        if short {
            return !small;
        }
        if self.column > 0 && !small && (bold || is_capitals(above)) {
            // A column is as wide as its widest line: names and titles in it each have a line.
            return true;
        }
        self.is_set_in(lines, line) && !small
    }

    /// Whether the first word of the next line would still have had room: then the line was ended.
    fn is_short(&self, above: &TextLine, line: &TextLine) -> bool {
        let size = above.size.max(1.0);
        let room = if self.is_centered(above) {
            (self.margins.right - self.margins.left) - above.bbox.width()
        } else {
            self.margins.right - above.bbox.x1
        };
        room > first_width(line) + 0.7 * size
    }

    /// Whether a line begins further right than the text above it does.
    fn is_set_in(&self, lines: &[TextLine], line: &TextLine) -> bool {
        let (Some(first), Some(above)) = (lines.first(), lines.last()) else { return true };
        let size = line.size.max(1.0);
        let from_margin = line.bbox.x0 - self.margins.left;
        if from_margin < INDENT * size || self.is_centered(line) {
            return false;
        }
        // A hanging list item: the lines after the first begin where its text begins.
        let hangs = starts_with_marker(first)
            && first.words.get(1).is_some_and(|word| (word.bbox.x0 - line.bbox.x0).abs() < 0.4 * size);
        if hangs {
            return false;
        }
        let from_above = line.bbox.x0 - above.bbox.x0;
        // An item that is set in as a whole goes on below its second line, not below its first.
        let block = lines.len() > 1 && (first.bbox.x0 - above.bbox.x0).abs() > 0.5 * size;
        if block && from_above.abs() < 0.3 * size {
            return false;
        }
        from_above > 0.6 * size || (self.margins.indented && from_above.abs() < 0.3 * size)
    }

    fn is_centered(&self, line: &TextLine) -> bool {
        let size = line.size.max(1.0);
        let middle = (self.margins.left + self.margins.right) / 2.0;
        let (left, right) = (line.bbox.x0 - self.margins.left, self.margins.right - line.bbox.x1);
        let set_in = self.margins.first.is_some_and(|first| (line.bbox.x0 - first).abs() < 0.15 * size);
        (line.bbox.center().0 - middle).abs() < 0.7 * size
            && left > 1.5 * size
            && right > 1.5 * size
            && !(set_in && starts_with_marker(line))
    }

    /// Whether every line is centered; full lines are where another one shows it.
    fn all_centered(&self, lines: &[TextLine]) -> bool {
        let size = self.margins.size.max(1.0);
        let middle = (self.margins.left + self.margins.right) / 2.0;
        lines.iter().any(|line| self.is_centered(line))
            && lines.iter().all(|line| (line.bbox.center().0 - middle).abs() < size)
    }
}

/// Width of a line's first word, with what is glued to it.
fn first_width(line: &TextLine) -> f32 {
    let Some(first) = line.words.first() else { return 0.0 };
    let end = line.words.iter().skip(1).take_while(|word| word.glued).last().unwrap_or(first);
    end.bbox.x1 - first.bbox.x0
}

/// Whether a line opens with the mark of an item.
pub fn starts_with_marker(line: &TextLine) -> bool {
    let mut start = String::new();
    for (index, word) in line.words.iter().enumerate().take(4) {
        if index > 0 && !word.glued {
            start.push(' ');
        }
        start.push_str(&word.text);
    }
    line.words.first().is_some_and(|word| !word.superscript) && find_marker(&start).is_some()
}

/// Whether a line begins with a small letter, as one that goes on does.
pub fn starts_small(line: &TextLine) -> bool {
    let mut letters = line.words.first().map(|word| word.text.chars()).into_iter().flatten();
    letters
        .next()
        .is_some_and(|first| first.is_lowercase() || is_legacy_sign(first) && letters.next().is_some())
}

/// Fonts of the years before Unicode keep small letters in the places of signs: «®¬n» is «đơn».
fn is_legacy_sign(c: char) -> bool {
    matches!(c, '¢'..='¾') && !matches!(c, '§' | '«' | '·' | '°' | '±' | '²' | '³')
}

fn is_capitals(line: &TextLine) -> bool {
    let mut letters = line.words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_lowercase)
}

fn last_letter(line: &TextLine) -> Option<char> {
    let last = line.words.iter().rev().find(|word| !word.superscript)?;
    last.text.chars().rev().find(|c| !matches!(c, '"' | '”' | '»' | ')' | ']'))
}

fn ends_sentence(line: &TextLine) -> bool {
    last_letter(line).is_some_and(|c| matches!(c, '.' | ';' | ':' | '!' | '?' | '/' | '…'))
}

fn ends_clause(line: &TextLine) -> bool {
    ends_sentence(line) || last_letter(line) == Some(',')
}
