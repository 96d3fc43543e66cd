//! Lines of prose as items: a mark, words, and looks.

use crate::grid::paragraph_text;
use crate::marker::{self, Marker};
use crate::vocabulary::Vocabulary;
use model::{Paragraph, Places};
use normalizer::is_agency_name;

/// Letters of a heading without a mark, at most.
pub const LONGEST_HEADING: usize = 200;

/// A paragraph of prose.
#[derive(Debug, Clone)]
pub struct Item {
    pub marker: Option<Marker>,
    /// The words without the mark.
    pub text: String,
    /// As printed, with the mark.
    pub full: String,
    pub bold: bool,
    pub centered: bool,
    /// «Trên đây là …./.»: the formula that closes a document, not part of the last section.
    pub closing: bool,
    /// It may be a heading without a mark, and its words are known to head sections.
    pub heads: bool,
    /// Level of a heading style.
    pub style: Option<u8>,
    pub places: Places,
    pub confidence: f32,
}

impl Item {
    pub fn new(paragraph: &Paragraph, vocabulary: &Vocabulary) -> Self {
        let full = paragraph_text(paragraph);
        let (marker, text) = marker::split(&full, vocabulary);
        let closes = full.trim_end().ends_with("./.") || vocabulary.phrases().opens(text, "closing");
        Self {
            closing: marker.is_none() && closes,
            heads: marker.is_none()
                && text.chars().take(LONGEST_HEADING + 1).count() <= LONGEST_HEADING
                && vocabulary.section_kind(text).is_some(),
            text: text.trim().to_owned(),
            marker,
            bold: paragraph.is_bold(),
            centered: paragraph.centered,
            style: paragraph.heading,
            places: crate::provenance::gather(paragraph.lines.iter().map(|line| &line.place)),
            confidence: confidence(std::slice::from_ref(paragraph)),
            full: full.trim().to_owned(),
        }
    }

    /// Whether every letter is a capital.
    pub fn is_shouted(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(char::is_uppercase)
    }

    /// Whether it looks like something that heads what follows: bold, capitals, a heading style, or
    /// short and no sentence.
    pub fn is_title(&self) -> bool {
        let length = self.text.chars().count();
        let sentence = self.text.ends_with(['.', ';', '!', '?']);
        let named = sentence && length <= 80 && is_agency_name(self.text.trim_end_matches('.'));
        let phrase = length <= 120 && !sentence || named;
        let bullet = self.marker.as_ref().is_some_and(|marker| marker.kind.is_bullet());
        let striking = self.bold || self.is_shouted() || self.style.is_some();
        length > 0 && (striking && length <= 300 || phrase && self.marker.is_some() && !bullet)
    }

    /// «(Ban hành kèm theo …)»: a note in brackets.
    pub fn is_bracketed(&self) -> bool {
        self.full.starts_with('(') && self.full.trim_end_matches(['.', ';', ' ']).ends_with(')')
    }

    /// «… cụ thể như sau:»
    pub fn is_lead_in(&self) -> bool {
        self.text.trim_end().ends_with(':')
    }
}

/// The lowest confidence of the runs, weighed by nothing: one doubtful word makes the item doubtful.
pub fn confidence(paragraphs: &[Paragraph]) -> f32 {
    let runs = paragraphs.iter().flat_map(|paragraph| &paragraph.lines).flat_map(|line| &line.runs);
    runs.filter_map(|run| run.confidence).fold(1.0, f32::min)
}
