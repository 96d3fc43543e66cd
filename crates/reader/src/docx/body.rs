//! Blocks in document order: paragraphs with their look and label, tables, notes.

use super::numbering::Numbering;
use super::styles::{ParagraphLook, RunLook, Styles, paragraph_look};
use crate::flow::changes::Changes;
use crate::flow::compose::{Lines, is_blank};
use crate::flow::grid::Origin;
use crate::flow::inner::Inner;
use crate::flow::xml::{Node, Tree};
use crate::limits::Meter;
use model::{Block, Diagnostic, Paragraph, ParagraphRole, Place};
use std::collections::BTreeMap;

/// The parts that hold the texts of notes.
#[derive(Clone, Copy, Default)]
pub struct Notes<'a> {
    pub footnotes: Option<&'a Tree>,
    pub endnotes: Option<&'a Tree>,
}

/// Which of the two kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    Foot,
    End,
}

/// A note that the text refers to.
pub struct NoteMention {
    pub kind: NoteKind,
    pub id: String,
    pub mark: String,
    pub place: Place,
}

/// Walks the main part.
pub struct Body<'a> {
    pub(super) styles: Styles,
    numbering: Numbering,
    notes: Notes<'a>,
    /// Where what is being read stands.
    pub(super) place: Place,
    /// The table that is being read, for tables inside its cells.
    pub(super) origin: Option<Origin>,
    paragraphs: u32,
    pub(super) tables: u32,
    /// Fields that are open: whether each is past its instruction.
    pub(super) fields: Vec<bool>,
    /// Blocks of the text boxes that hang on the paragraph that is being read.
    pub(super) boxes: Vec<Block>,
    pub(super) mentions: Vec<NoteMention>,
    changes: Changes,
    /// What has been read so far.
    pub(super) meter: Meter,
    pub(super) remarks: Vec<Diagnostic>,
}

impl<'a> Body<'a> {
    pub fn new(styles: Styles, numbering: Numbering, notes: Notes<'a>) -> Self {
        Self {
            styles,
            numbering,
            notes,
            place: Place::Paragraph { paragraph: 1 },
            origin: None,
            paragraphs: 0,
            tables: 0,
            fields: Vec::new(),
            boxes: Vec::new(),
            mentions: Vec::new(),
            changes: Changes::default(),
            meter: Meter::default(),
            remarks: Vec::new(),
        }
    }

    /// The blocks of the body, whose paragraphs are counted.
    pub fn main(&mut self, node: Node<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.blocks(node, &mut blocks, &mut None, true);
        blocks
    }

    /// What stands inside a cell, a note, a header.
    pub fn inner(&mut self, node: Node<'_>) -> Inner {
        let mut blocks = Vec::new();
        self.blocks(node, &mut blocks, &mut None, false);
        Inner::from(blocks)
    }

    /// All paragraphs of a part, those of its tables after the others.
    pub fn paragraphs_of(&mut self, node: Node<'_>, role: ParagraphRole) -> Vec<Paragraph> {
        let mut paragraphs = self.inner(node).all_paragraphs();
        paragraphs.iter_mut().for_each(|paragraph| paragraph.role = role);
        paragraphs
    }

    /// `carried` holds the lines of a paragraph whose end was deleted: the next one goes on with them.
    fn blocks(&mut self, node: Node<'_>, out: &mut Vec<Block>, carried: &mut Option<Lines>, counted: bool) {
        for child in node.elements() {
            if self.meter.is_full() {
                return;
            }
            match child.name() {
                "p" => {
                    self.meter.count();
                    if counted {
                        self.paragraphs += 1;
                        self.place = Place::Paragraph { paragraph: self.paragraphs };
                    }
                    let outer = std::mem::take(&mut self.boxes);
                    let paragraph = self.paragraph(child, carried);
                    out.extend(paragraph.filter(|p| !is_blank(p)).map(Block::Paragraph));
                    out.extend(std::mem::replace(&mut self.boxes, outer));
                }
                "tbl" => out.extend(self.table(child).map(Block::Table)),
                "del" | "moveFrom" => self.deleted(),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.blocks(chosen, out, carried, counted);
                    }
                }
                "sdtPr" | "sectPr" | "pPr" | "tcPr" | "tblPr" => {}
                _ => self.blocks(child, out, carried, counted),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_>, carried: &mut Option<Lines>) -> Option<Paragraph> {
        let properties = node.child("pPr");
        let style = properties.and_then(|p| p.value("pStyle"));
        let (of_style, text_look) = self.styles.paragraph(style);
        let look = properties.map(paragraph_look).unwrap_or_default().over(&of_style);
        let mut lines = carried.take().unwrap_or_else(|| Lines::new(self.place.clone()));
        self.inline(node, &text_look, &mut lines);
        // A field that has not got to its result by the end of the paragraph is broken: show the rest.
        self.fields.iter_mut().for_each(|past| *past = true);
        let mark = properties.and_then(|p| p.child("rPr"));
        if mark.is_some_and(|mark| mark.child("del").or(mark.child("moveFrom")).is_some()) {
            self.deleted();
            *carried = Some(lines);
            return None;
        }
        // A hidden end of paragraph hides its number too, where nothing else is shown.
        let hidden = mark.and_then(|m| self.styles.run_look(m).hidden).unwrap_or(false) && lines.is_blank();
        let (label, look) = if hidden { (None, look) } else { self.label(look, style) };
        Some(lines.finish(Paragraph {
            label,
            heading: look.heading.filter(|&level| level > 0),
            centered: look.centered.unwrap_or(false),
            indent: look.left.unwrap_or(0.0) + look.first.unwrap_or(0.0),
            ..Paragraph::default()
        }))
    }

    /// The automatic number, and the look with what the list's level adds.
    fn label(&mut self, look: ParagraphLook, style: Option<&str>) -> (Option<String>, ParagraphLook) {
        let Some(list) = look.list.filter(|&list| list > 0) else { return (None, look) };
        let of_style = || style.and_then(|style| self.numbering.level_of_style(list, style));
        let level = look.level.or_else(of_style).unwrap_or(0);
        let look = self.numbering.look(list, level).map_or_else(|| look.clone(), |l| look.over(l));
        (self.numbering.count(list, level), look)
    }

    /// Counts a tracked deletion.
    pub(super) fn deleted(&mut self) {
        self.changes.deleted(&self.place);
    }

    /// Counts a tracked insertion.
    pub(super) fn inserted(&mut self) {
        self.changes.inserted(&self.place);
    }

    /// The texts of the notes that were referred to, in the order of their marks.
    pub fn notes(&mut self) -> Vec<Block> {
        let footnotes = notes_by_id(self.notes.footnotes, "footnote");
        let endnotes = notes_by_id(self.notes.endnotes, "endnote");
        let mut blocks = Vec::new();
        // A note may mention another one; the list may grow, but not without end.
        let most = self.mentions.len() * 2;
        let mut next = 0;
        while let Some(mention) = self.mentions.get(next).filter(|_| next < most) {
            let notes = match mention.kind {
                NoteKind::Foot => &footnotes,
                NoteKind::End => &endnotes,
            };
            let found = notes.get(mention.id.as_str()).copied();
            self.place = mention.place.clone();
            let mark = mention.mark.clone();
            if let Some(note) = found {
                let mut paragraphs = self.paragraphs_of(note, ParagraphRole::Footnote);
                if let Some(first) = paragraphs.first_mut().filter(|first| first.label.is_none()) {
                    first.label = (!mark.is_empty()).then_some(mark);
                }
                blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
            }
            next += 1;
        }
        blocks
    }

    /// What there is to say about the whole document.
    pub fn diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.remarks;
        diagnostics.extend(self.changes.diagnostic());
        diagnostics
    }

    /// The look of a stretch: its own properties, over its style, over the paragraph's.
    pub(super) fn look_of(&self, run: Node<'_>, base: &RunLook) -> RunLook {
        let Some(properties) = run.child("rPr") else { return base.clone() };
        let own = self.styles.run_look(properties);
        match properties.value("rStyle").and_then(|id| self.styles.characters(id)) {
            Some(style) => own.over(style).over(base),
            None => own.over(base),
        }
    }
}

/// The branch of an `mc:AlternateContent` that is read: the first choice that has text, else the
/// fallback. They say the same thing twice.
pub fn chosen(node: Node<'_>) -> Option<Node<'_>> {
    let has_text = |node: &Node<'_>| has_any(*node, &["t", "tbl", "txbxContent"]);
    let choices = || node.elements().filter(|child| matches!(child.name(), "Choice" | "Fallback"));
    choices().find(has_text).or_else(|| choices().next())
}

fn has_any(node: Node<'_>, names: &[&str]) -> bool {
    node.elements().any(|child| names.contains(&child.name()) || has_any(child, names))
}

/// The notes of a part by their ids; of two with one id the first.
fn notes_by_id<'a>(part: Option<&'a Tree>, name: &str) -> BTreeMap<&'a str, Node<'a>> {
    let mut notes = BTreeMap::new();
    let root = part.and_then(Tree::root);
    for note in root.into_iter().flat_map(|root| root.elements()).filter(|node| node.name() == name) {
        notes.entry(note.attribute("id").unwrap_or_default()).or_insert(note);
    }
    notes
}
