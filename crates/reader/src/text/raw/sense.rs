//! What words say of columns and cells: asked of the caller, each question once.

use crate::Words;
use crate::text::line::Word;
use crate::text::shape;
use model::CellKind;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// The first and the last word of a text, by where they are kept, and how many lines it has.
type Span = (usize, usize, usize);

pub struct Senses<'a> {
    words: &'a dyn Words,
    /// Answers are asked for again and again, and never listed.
    cells: RefCell<BTreeMap<(CellKind, Span), bool>>,
    headings: RefCell<BTreeMap<String, Option<(CellKind, bool)>>>,
    /// How many more ends of cells may be tried in the whole text.
    patience: Cell<usize>,
}

impl<'a> Senses<'a> {
    pub fn new(words: &'a dyn Words) -> Self {
        const PATIENCE: usize = 60_000_000;
        Self { words, cells: RefCell::default(), headings: RefCell::default(), patience: Cell::new(PATIENCE) }
    }

    /// Whether so many ends of cells may still be tried: a text that is all tables must end some time.
    pub fn may_try(&self, ends: usize) -> bool {
        let left = self.patience.get().checked_sub(ends);
        self.patience.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether nothing more may be tried.
    pub fn is_out_of_patience(&self) -> bool {
        self.patience.get() == 0
    }

    /// What a column with this heading holds, and whether a known phrase is all or most of the heading.
    pub fn column(&self, heading: &str) -> Option<(CellKind, bool)> {
        if let Some(&known) = self.headings.borrow().get(heading) {
            return known;
        }
        let answer = self.words.column(heading);
        self.headings.borrow_mut().insert(heading.to_owned(), answer);
        answer
    }

    /// Whether lines may be a whole cell of the kind.
    pub fn is_cell(&self, lines: &[&[Word]], kind: CellKind) -> bool {
        let count: usize = lines.iter().map(|line| line.len()).sum();
        if count > most_words(kind) {
            return kind == CellKind::Text;
        }
        let Some(span) = span(lines) else { return false };
        if let Some(&known) = self.cells.borrow().get(&(kind, span)) {
            return known;
        }
        let answer = self.words.is_cell(&joined(lines), kind);
        self.cells.borrow_mut().insert((kind, span), answer);
        answer
    }
}

/// Longer texts are not of the kind.
fn most_words(kind: CellKind) -> usize {
    match kind {
        CellKind::Index => 1,
        CellKind::Text => 0,
        CellKind::Number => 14,
        CellKind::Unit => 5,
        CellKind::Agency | CellKind::Time => 30,
    }
}

fn span(lines: &[&[Word]]) -> Option<Span> {
    let first = std::ptr::from_ref(lines.first()?.first()?);
    let last = std::ptr::from_ref(lines.last()?.last()?);
    Some((first.addr(), last.addr(), lines.len()))
}

/// The text of lines, each item on a line of its own.
fn joined(lines: &[&[Word]]) -> String {
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
