//! Text inside paragraphs: runs, fields, breaks, notes' marks, text boxes, tracked changes.

use super::body::{Body, NoteKind, NoteMention, chosen};
use super::styles::RunLook;
use crate::flow::compose::{self, Lines, Look};
use crate::flow::number::{NumberForm, format_number};
use crate::flow::symbol;
use crate::flow::xml::Node;
use std::borrow::Cow;

impl Body<'_> {
    /// Reads what stands in a paragraph, or in an element around some of its runs.
    pub(super) fn inline(&mut self, node: Node<'_>, base: &RunLook, lines: &mut Lines) {
        for child in node.elements() {
            match child.name() {
                "r" => self.run(child, base, lines),
                "pPr" | "rPr" | "sdtPr" | "rt" => {}
                "del" | "moveFrom" => self.deleted(),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.inline(chosen, base, lines);
                    }
                }
                name => {
                    if matches!(name, "ins" | "moveTo") {
                        self.inserted();
                    }
                    self.inline(child, base, lines);
                }
            }
        }
    }

    fn run(&mut self, node: Node<'_>, base: &RunLook, lines: &mut Lines) {
        let look = self.look_of(node, base);
        let shown = !look.hidden.unwrap_or(false);
        for child in node.elements() {
            match child.name() {
                "fldChar" => self.field(child),
                "drawing" | "pict" | "object" | "AlternateContent" | "txbxContent" => {
                    self.text_boxes(child);
                }
                "ruby" => self.inline(child, base, lines),
                _ if shown && self.fields.iter().all(|&past| past) => {
                    self.piece(child, &look, lines);
                }
                _ => {}
            }
        }
    }

    /// Of a field only the result is shown, not the instruction.
    fn field(&mut self, node: Node<'_>) {
        match node.attribute("fldCharType") {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(past) = self.fields.last_mut() {
                    *past = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn piece(&mut self, node: Node<'_>, look: &RunLook, lines: &mut Lines) {
        let text: Cow<'_, str> = match node.name() {
            "t" => written(node, look).into(),
            "tab" | "ptab" => "\t".into(),
            "br" | "cr" => return lines.new_line(),
            "noBreakHyphen" => "\u{2011}".into(),
            // TCVN3 writes «ư» with the byte of the soft hyphen, and Word takes it for one.
            "softHyphen" => "\u{ad}".into(),
            "sym" => symbol_of(node).unwrap_or_default().into(),
            "footnoteReference" => return self.mention(NoteKind::Foot, node, look, lines),
            "endnoteReference" => return self.mention(NoteKind::End, node, look, lines),
            _ => return,
        };
        lines.push(&text, &printed(look));
    }

    /// A note's mark in the text, raised; the note itself is read at the end.
    fn mention(&mut self, kind: NoteKind, node: Node<'_>, look: &RunLook, lines: &mut Lines) {
        let Some(id) = node.attribute("id") else { return };
        let number = self.mentions.iter().filter(|mention| mention.kind == kind).count() as u32 + 1;
        let form = if kind == NoteKind::Foot { NumberForm::Decimal } else { NumberForm::LowerRoman };
        let own_mark = node.attribute("customMarkFollows").is_some_and(|v| v != "0" && v != "false");
        let mark = if own_mark { String::new() } else { format_number(number, form) };
        lines.push(&mark, &Look { superscript: true, ..printed(look) });
        self.mentions.push(NoteMention { kind, id: id.to_owned(), mark, place: self.place.clone() });
    }

    /// Text boxes below a drawing; their blocks follow the paragraph that they hang on.
    fn text_boxes(&mut self, node: Node<'_>) {
        match node.name() {
            "txbxContent" => {
                let inner = self.inner(node);
                self.boxes.extend(inner.paragraphs.into_iter().map(model::Block::Paragraph));
                self.boxes.extend(inner.tables.into_iter().map(model::Block::Table));
            }
            "AlternateContent" => {
                if let Some(chosen) = chosen(node) {
                    self.text_boxes(chosen);
                }
            }
            _ => node.elements().for_each(|child| self.text_boxes(child)),
        }
    }
}

fn printed(look: &RunLook) -> Look {
    Look {
        font: look.font.clone(),
        bold: look.bold.unwrap_or(false),
        italic: look.italic.unwrap_or(false),
        superscript: look.superscript.unwrap_or(false),
    }
}

/// The characters of a `w:t`. Without `xml:space="preserve"` blanks at both ends do not count.
fn written(node: Node<'_>, look: &RunLook) -> String {
    let text = node.all_text();
    let blanks = [' ', '\t', '\n', '\r'];
    let text = if node.attribute("space") == Some("preserve") { &text } else { text.trim_matches(blanks) };
    let text = text.replace(['\n', '\r'], " ");
    let text = symbol::shown(look.font.as_deref(), &text).unwrap_or(text);
    compose::cased(text, look.capitals.unwrap_or(false), look.font.as_deref())
}

/// A character of a symbol font.
fn symbol_of(node: Node<'_>) -> Option<String> {
    let code = u32::from_str_radix(node.attribute("char")?, 16).ok()?;
    let font = node.attribute("font").unwrap_or_default();
    symbol::character(font, code).or_else(|| char::from_u32(code)).map(String::from)
}
