//! Automatic numbering: the lists of a document and their running numbers.

use super::styles::{ParagraphLook, paragraph_look, toggle};
use crate::flow::number::{Counters, LEVELS, Level, NumberForm};
use crate::flow::symbol;
use crate::flow::xml::{Node, Tree};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
struct Definition {
    levels: Vec<Level>,
    looks: Vec<ParagraphLook>,
    /// The style of paragraphs that each level belongs to.
    styles: Vec<Option<String>>,
    /// Set where the definition is only a name for that of a list style.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    /// Levels that start anew with this list.
    starts: Vec<(usize, u32)>,
    /// Levels that this list defines for itself.
    own: Vec<(usize, Level)>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
    counters: HashMap<u32, Counters>,
    /// Lists whose own starts have been set.
    started: HashSet<(u32, usize)>,
}

impl Numbering {
    pub fn parse(part: Option<&Tree>) -> Self {
        let mut numbering = Self::default();
        let Some(root) = part.and_then(Tree::root) else { return numbering };
        let mut list_styles = HashMap::new();
        for node in root.elements().filter(|node| node.name() == "abstractNum") {
            let Some(id) = number(node, "abstractNumId") else { continue };
            if let Some(style) = node.value("styleLink") {
                list_styles.insert(style.to_owned(), id);
            }
            numbering.definitions.insert(id, definition(node));
        }
        for node in root.elements().filter(|node| node.name() == "num") {
            let Some(id) = number(node, "numId") else { continue };
            let Some(definition) = node.value("abstractNumId").and_then(|v| v.parse().ok()) else { continue };
            let link = numbering.definitions.get(&definition).and_then(|d| d.link.as_ref());
            let definition = link.and_then(|style| list_styles.get(style)).copied().unwrap_or(definition);
            numbering.lists.insert(id, list(node, definition));
        }
        numbering
    }

    /// The level that a style of paragraphs has in a list.
    pub fn level_of_style(&self, list: u32, style: &str) -> Option<usize> {
        let definition = self.definitions.get(&self.lists.get(&list)?.definition)?;
        definition.styles.iter().position(|name| name.as_deref() == Some(style))
    }

    /// What a level says of its paragraphs.
    pub fn look(&self, list: u32, level: usize) -> Option<&ParagraphLook> {
        self.definitions.get(&self.lists.get(&list)?.definition)?.looks.get(level)
    }

    /// Counts a paragraph of the list; gives its label.
    pub fn count(&mut self, list: u32, level: usize) -> Option<String> {
        let found = self.lists.get(&list)?;
        let definition = self.definitions.get(&found.definition)?;
        let mut levels = Cow::Borrowed(&definition.levels);
        for (level, own) in &found.own {
            if let Some(slot) = levels.to_mut().get_mut(*level) {
                *slot = own.clone();
            }
        }
        let counters = self.counters.entry(found.definition).or_default();
        for &(restarted, start) in &found.starts {
            if restarted <= level && self.started.insert((list, restarted)) {
                counters.restart(restarted, start);
            }
        }
        counters.count(level, &levels);
        counters.label(level, &levels)
    }
}

fn number(node: Node<'_>, attribute: &str) -> Option<u32> {
    node.attribute(attribute)?.parse().ok()
}

fn definition(node: Node<'_>) -> Definition {
    let mut definition = Definition {
        levels: vec![Level::default(); LEVELS],
        looks: vec![ParagraphLook::default(); LEVELS],
        styles: vec![None; LEVELS],
        link: node.value("numStyleLink").map(str::to_owned),
    };
    for node in node.elements().filter(|node| node.name() == "lvl") {
        let index = node.attribute("ilvl").and_then(|v| v.parse::<usize>().ok()).unwrap_or(LEVELS);
        if let Some(slot) = definition.levels.get_mut(index) {
            *slot = level(node);
        }
        if let Some(slot) = definition.looks.get_mut(index) {
            *slot = node.child("pPr").map(paragraph_look).unwrap_or_default();
        }
        if let Some(slot) = definition.styles.get_mut(index) {
            *slot = node.value("pStyle").map(str::to_owned);
        }
    }
    definition
}

fn list(node: Node<'_>, definition: u32) -> List {
    let mut list = List { definition, ..List::default() };
    for change in node.elements().filter(|node| node.name() == "lvlOverride") {
        let Some(index) = number(change, "ilvl").map(|level| level as usize) else { continue };
        if let Some(own) = change.child("lvl") {
            list.own.push((index, level(own)));
        }
        if let Some(start) = change.value("startOverride").and_then(|v| v.parse().ok()) {
            list.starts.push((index, start));
        }
    }
    list
}

fn level(node: Node<'_>) -> Level {
    let form =
        node.child("numFmt").or_else(|| node.child("AlternateContent")?.child("Fallback")?.child("numFmt"));
    let form = form.and_then(|node| node.attribute("val")).unwrap_or("decimal");
    let bullet = form == "bullet";
    let text = node.value("lvlText").unwrap_or_default();
    Level {
        form: number_form(form),
        start: node.value("start").and_then(|v| v.parse().ok()).unwrap_or(0),
        text: if bullet { symbol::bullet(text) } else { text.to_owned() },
        restart: node.value("lvlRestart").and_then(|v| v.parse().ok()),
        decimal: toggle(node, "isLgl").unwrap_or(false),
    }
}

fn number_form(name: &str) -> NumberForm {
    match name {
        "decimalZero" => NumberForm::DecimalZero,
        "upperRoman" => NumberForm::UpperRoman,
        "lowerRoman" => NumberForm::LowerRoman,
        "upperLetter" => NumberForm::UpperLetter,
        "lowerLetter" => NumberForm::LowerLetter,
        "ordinal" => NumberForm::Ordinal,
        "bullet" | "none" => NumberForm::None,
        _ => NumberForm::Decimal,
    }
}
