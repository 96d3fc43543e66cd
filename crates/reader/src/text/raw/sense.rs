//! What words say of columns and cells: asked of the caller, each question once.

use crate::Words;
use crate::text::line::Word;
use crate::text::shape;
use model::CellKind;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Longer texts are of no kind but text.
const MOST_WORDS: usize = 40;

pub struct Senses<'a> {
    words: &'a dyn Words,
    known: RefCell<BTreeMap<(CellKind, String), bool>>,
}

impl<'a> Senses<'a> {
    pub fn new(words: &'a dyn Words) -> Self {
        Self { words, known: RefCell::default() }
    }

    /// What a column with this heading holds, and whether a known phrase is all or most of the heading.
    pub fn column(&self, heading: &str) -> Option<(CellKind, bool)> {
        self.words.column(heading)
    }

    /// Whether lines may be a whole cell of the kind.
    pub fn is_cell(&self, lines: &[&[Word]], kind: CellKind) -> bool {
        if lines.iter().map(|line| line.len()).sum::<usize>() > MOST_WORDS {
            return kind == CellKind::Text;
        }
        let key = (kind, joined(lines));
        if let Some(&known) = self.known.borrow().get(&key) {
            return known;
        }
        let answer = self.words.is_cell(&key.1, kind);
        self.known.borrow_mut().insert(key, answer);
        answer
    }
}

/// The text of lines, each item on a line of its own.
pub fn joined(lines: &[&[Word]]) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            text.push(if shape::begins_item(line) { '\n' } else { ' ' });
        }
        for (at, word) in line.iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
    }
    text
}
