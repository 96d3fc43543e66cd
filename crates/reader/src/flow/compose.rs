//! Paragraphs from stretches of text: stretches of one look become one run, breaks begin lines.

use model::{Line, Paragraph, Place, Run, Runs};
use std::sync::Arc;

/// How a stretch of text looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    pub font: Option<Arc<str>>,
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
}

/// The lines of a paragraph that is being read.
#[derive(Debug)]
pub struct Lines {
    place: Place,
    lines: model::Lines,
}

impl Lines {
    /// `place` is where every line will say that it stands.
    pub fn new(place: Place) -> Self {
        Self { place, lines: model::Lines::new() }
    }

    /// Adds text to the last line.
    pub fn push(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        if self.lines.is_empty() {
            self.new_line();
        }
        let Some(line) = self.lines.last_mut() else { return };
        match line.runs.last_mut() {
            Some(run) if has_look(run, look) => run.text.push_str(text),
            _ => line.runs.push(Run {
                text: text.to_owned(),
                font: look.font.clone(),
                bold: look.bold,
                italic: look.italic,
                superscript: look.superscript,
                confidence: Some(1.0),
            }),
        }
    }

    /// Begins a new line.
    pub fn new_line(&mut self) {
        self.lines.push(Line { runs: Runs::new(), place: self.place.clone() });
    }

    /// Whether nothing but blanks was added.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().flat_map(|line| &line.runs).all(|run| run.text.trim().is_empty())
    }

    /// Puts the lines into a paragraph; lines without a run (breaks at either end) are left out.
    pub fn finish(mut self, paragraph: Paragraph) -> Paragraph {
        self.lines.retain(|line| !line.runs.is_empty());
        Paragraph { lines: self.lines, ..paragraph }
    }
}

fn has_look(run: &Run, look: &Look) -> bool {
    run.font == look.font
        && run.bold == look.bold
        && run.italic == look.italic
        && run.superscript == look.superscript
}

/// Whether a paragraph shows anything.
pub fn is_blank(paragraph: &Paragraph) -> bool {
    paragraph.label.is_none()
        && paragraph.lines.iter().flat_map(|line| &line.runs).all(|run| run.text.trim().is_empty())
}

/// Text that is shown in capitals.
pub fn cased(text: String, capitals: bool, font: Option<&str>) -> String {
    if capitals && can_change_case(&text, font) { text.to_uppercase() } else { text }
}

/// Whether letters are what they seem. In legacy encodings «µ» is «à»: its capital would be nonsense.
fn can_change_case(text: &str, font: Option<&str>) -> bool {
    let legacy = font.is_some_and(|font| {
        let font = font.to_ascii_lowercase();
        font.starts_with(".vn") || font.starts_with("vni")
    });
    !legacy && !text.chars().any(|c| ('\u{a1}'..='\u{bf}').contains(&c) && !matches!(c, '«' | '»' | '·'))
}
