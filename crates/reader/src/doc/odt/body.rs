//! Paragraphs, lists, notes and text boxes of OpenDocument text.

use super::styles::{Look, Styles};
use crate::flow::changes::Changes;
use crate::flow::compose::{self, Lines, is_blank};
use crate::flow::grid::Origin;
use crate::flow::inner::Inner;
use crate::flow::number::{Counters, Level};
use crate::flow::symbol;
use crate::flow::xml::Node;
use crate::limits::Meter;
use model::{Block, Diagnostic, Paragraph, ParagraphRole, Place};
use std::collections::HashMap;

/// The list that a paragraph stands in.
#[derive(Clone, Default)]
struct List {
    style: Option<String>,
    /// Which of the running counters it uses.
    counters: usize,
    depth: usize,
}

/// Walks the text.
pub struct Body {
    pub(super) styles: Styles,
    pub(super) place: Place,
    pub(super) origin: Option<Origin>,
    pub(super) tables: u32,
    paragraphs: u32,
    counters: Vec<Counters>,
    /// The counters that a list of this id, or the last list of this style, uses.
    lists: HashMap<String, usize>,
    outline: Counters,
    boxes: Vec<Block>,
    notes: Vec<Paragraph>,
    /// Whether a blank is already there: runs of them are one.
    after_blank: bool,
    changes: Changes,
    /// What has been read so far.
    pub(super) meter: Meter,
    pub(super) remarks: Vec<Diagnostic>,
}

impl Body {
    pub fn new(styles: Styles) -> Self {
        Self {
            styles,
            place: Place::Paragraph { paragraph: 1 },
            origin: None,
            tables: 0,
            paragraphs: 0,
            counters: Vec::new(),
            lists: HashMap::new(),
            outline: Counters::default(),
            boxes: Vec::new(),
            notes: Vec::new(),
            after_blank: true,
            changes: Changes::default(),
            meter: Meter::default(),
            remarks: Vec::new(),
        }
    }

    /// The blocks of the body, whose paragraphs are counted.
    pub fn main(&mut self, node: Node<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.blocks(node, &mut blocks, true);
        blocks
    }

    /// What stands inside a cell, a note, a header.
    pub fn inner(&mut self, node: Node<'_>) -> Inner {
        let mut blocks = Vec::new();
        self.blocks(node, &mut blocks, false);
        Inner::from(blocks)
    }

    /// The notes that were met, in the order of their marks.
    pub fn take_notes(&mut self) -> Vec<Paragraph> {
        std::mem::take(&mut self.notes)
    }

    pub fn diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.remarks;
        diagnostics.extend(self.changes.diagnostic());
        diagnostics
    }

    fn blocks(&mut self, node: Node<'_>, out: &mut Vec<Block>, counted: bool) {
        for child in node.elements() {
            match child.name() {
                "p" | "h" => self.paragraph(child, None, out, counted),
                "list" => self.list(child, None, out, counted),
                "table" => out.extend(self.table(child).map(Block::Table)),
                "tracked-changes" => self.tracked(child),
                "frame" | "custom-shape" | "text-box" | "rect" | "g" => {
                    self.shape(child);
                    out.append(&mut self.boxes);
                }
                "annotation" | "forms" | "sequence-decls" | "variable-decls" | "user-field-decls" => {}
                _ => self.blocks(child, out, counted),
            }
        }
    }

    /// Deleted text stands here, not in the body; inserted text is only marked there.
    fn tracked(&mut self, node: Node<'_>) {
        for change in node.elements().flat_map(Node::elements) {
            match change.name() {
                "insertion" => self.changes.inserted(&self.place),
                "deletion" => self.changes.deleted(&self.place),
                _ => {}
            }
        }
    }

    fn list(&mut self, node: Node<'_>, outer: Option<&List>, out: &mut Vec<Block>, counted: bool) {
        let own = node.attribute("style-name").map(str::to_owned);
        let style = own.or_else(|| outer.and_then(|list| list.style.clone()));
        let counters = outer.map_or_else(|| self.counters_of(node, style.as_deref()), |list| list.counters);
        let list = List { style, counters, depth: outer.map_or(0, |list| list.depth + 1) };
        for item in node.elements().filter(|item| matches!(item.name(), "list-item" | "list-header")) {
            let start = item.attribute("start-value").and_then(|v| v.parse().ok());
            if let Some((start, counters)) = start.zip(self.counters.get_mut(list.counters)) {
                counters.restart(list.depth, start);
            }
            let mut first = item.name() == "list-item";
            for child in item.elements() {
                match child.name() {
                    "p" | "h" => {
                        self.paragraph(child, first.then_some(&list), out, counted);
                        first = false;
                    }
                    "list" => self.list(child, Some(&list), out, counted),
                    _ => self.blocks(child, out, counted),
                }
            }
        }
    }

    /// A list goes on with the numbers of the one that it names, or of the last one of its style.
    fn counters_of(&mut self, node: Node<'_>, style: Option<&str>) -> usize {
        let style_key = format!("style {}", style.unwrap_or_default());
        let named = node.attribute("continue-list").and_then(|id| self.lists.get(id));
        let goes_on = node.attribute("continue-numbering") == Some("true");
        let last = || self.lists.get(&style_key).filter(|_| goes_on);
        let counters = named.or_else(last).copied().unwrap_or_else(|| {
            self.counters.push(Counters::default());
            self.counters.len() - 1
        });
        if let Some(id) = node.attribute("id") {
            self.lists.insert(id.to_owned(), counters);
        }
        self.lists.insert(style_key, counters);
        counters
    }

    fn paragraph(&mut self, node: Node<'_>, list: Option<&List>, out: &mut Vec<Block>, counted: bool) {
        self.meter.count();
        if self.meter.is_full() {
            return;
        }
        if counted {
            self.paragraphs += 1;
            self.place = Place::Paragraph { paragraph: self.paragraphs };
        }
        let look = self.styles.paragraph(node.attribute("style-name"));
        let mut lines = Lines::new(self.place.clone());
        let outer = std::mem::take(&mut self.boxes);
        self.after_blank = true;
        self.inline(node, &look, &mut lines);
        let heading = (node.name() == "h")
            .then(|| node.attribute("outline-level").and_then(|v| v.parse().ok()).unwrap_or(1u8));
        let label = match list {
            Some(list) => self.label(list),
            None => heading.and_then(|level| self.heading_label(node, level)),
        };
        let paragraph = lines.finish(Paragraph {
            label,
            heading,
            centered: look.centered.unwrap_or(false),
            indent: look.left.unwrap_or(0.0) + look.first.unwrap_or(0.0),
            ..Paragraph::default()
        });
        if !is_blank(&paragraph) {
            out.push(Block::Paragraph(paragraph));
        }
        out.extend(std::mem::replace(&mut self.boxes, outer));
    }

    fn label(&mut self, list: &List) -> Option<String> {
        let levels: &[Level] = self.styles.list(list.style.as_deref()?)?;
        let counters = self.counters.get_mut(list.counters)?;
        counters.count(list.depth, levels);
        counters.label(list.depth, levels)
    }

    fn heading_label(&mut self, node: Node<'_>, level: u8) -> Option<String> {
        if node.attribute("is-list-header") == Some("true") || self.styles.outline.is_empty() {
            return None;
        }
        let depth = usize::from(level.saturating_sub(1));
        self.outline.count(depth, &self.styles.outline);
        self.outline.label(depth, &self.styles.outline)
    }

    fn inline(&mut self, node: Node<'_>, look: &Look, lines: &mut Lines) {
        for child in node.children() {
            if let Some(text) = child.text() {
                self.text(text, look, lines);
                continue;
            }
            match child.name() {
                "span" => {
                    let own = self.styles.named("text", child.attribute("style-name")).over(look);
                    self.inline(child, &own, lines);
                }
                "s" => {
                    let count = child.attribute("c").and_then(|v| v.parse().ok()).unwrap_or(1usize);
                    self.literal(&" ".repeat(count.min(1000)), look, lines);
                }
                "tab" => self.literal("\t", look, lines),
                "line-break" => {
                    self.after_blank = true;
                    lines.new_line();
                }
                "note" => self.note(child, look, lines),
                "frame" | "custom-shape" | "text-box" | "rect" | "g" => self.shape(child),
                "annotation" | "ruby-text" | "annotation-end" | "tracked-changes" => {}
                "hidden-text" | "hidden-paragraph" | "page-number" => {}
                _ => self.inline(child, look, lines),
            }
        }
    }

    /// Characters of the text: blanks collapse to one, and to none at the start.
    fn text(&mut self, text: &str, look: &Look, lines: &mut Lines) {
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            let blank = matches!(character, ' ' | '\t' | '\n' | '\r');
            if !(blank && self.after_blank) {
                shown.push(if blank { ' ' } else { character });
            }
            self.after_blank = blank;
        }
        self.push(&shown, look, lines);
    }

    /// Blanks that are meant.
    fn literal(&mut self, text: &str, look: &Look, lines: &mut Lines) {
        self.after_blank = false;
        self.push(text, look, lines);
    }

    fn push(&self, text: &str, look: &Look, lines: &mut Lines) {
        if look.hidden.unwrap_or(false) {
            return;
        }
        let text = symbol::shown(look.font.as_deref(), text).unwrap_or_else(|| text.to_owned());
        let capitals = look.capitals.unwrap_or(false);
        let text = compose::cased(text, capitals, look.font.as_deref());
        lines.push(&text, &printed(look));
    }

    fn note(&mut self, node: Node<'_>, look: &Look, lines: &mut Lines) {
        let mark = node.child("note-citation").map(Node::all_text).unwrap_or_default();
        lines.push(&mark, &compose::Look { superscript: true, ..printed(look) });
        self.after_blank = false;
        let Some(body) = node.child("note-body") else { return };
        let blank = self.after_blank;
        let mut paragraphs = self.inner(body).all_paragraphs();
        self.after_blank = blank;
        for paragraph in &mut paragraphs {
            paragraph.role = ParagraphRole::Footnote;
        }
        if let Some(first) = paragraphs.first_mut().filter(|first| first.label.is_none()) {
            first.label = (!mark.is_empty()).then_some(mark);
        }
        self.notes.extend(paragraphs);
    }

    /// Text in frames and shapes follows the paragraph that they hang on.
    fn shape(&mut self, node: Node<'_>) {
        let blank = self.after_blank;
        for child in node.elements() {
            match child.name() {
                "text-box" | "frame" | "g" | "custom-shape" => self.shape(child),
                "p" | "h" | "list" | "table" | "section" => {
                    // One block at a time: the walk over blocks works on the children of a node.
                    let mut blocks = Vec::new();
                    let outer = std::mem::take(&mut self.boxes);
                    match child.name() {
                        "p" | "h" => self.paragraph(child, None, &mut blocks, false),
                        "list" => self.list(child, None, &mut blocks, false),
                        "table" => blocks.extend(self.table(child).map(Block::Table)),
                        _ => self.blocks(child, &mut blocks, false),
                    }
                    self.boxes = outer;
                    self.boxes.extend(blocks);
                }
                _ => {}
            }
        }
        self.after_blank = blank;
    }
}

fn printed(look: &Look) -> compose::Look {
    compose::Look {
        font: look.font.clone(),
        bold: look.bold.unwrap_or(false),
        italic: look.italic.unwrap_or(false),
        superscript: look.superscript.unwrap_or(false),
    }
}
