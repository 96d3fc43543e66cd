//! Styles and lists of OpenDocument text.

use crate::flow::number::{LEVELS, Level, NumberForm};
use crate::flow::symbol;
use crate::flow::xml::Node;
use std::collections::HashMap;
use std::sync::Arc;

/// Longest chain of parents that is followed.
const LONGEST_CHAIN: usize = 16;

/// What styles say; `None` where they say nothing.
#[derive(Debug, Clone, Default)]
pub struct Look {
    pub font: Option<Arc<str>>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub superscript: Option<bool>,
    pub hidden: Option<bool>,
    pub capitals: Option<bool>,
    pub centered: Option<bool>,
    /// Points.
    pub left: Option<f32>,
    pub first: Option<f32>,
    /// Whether a cell's borders are drawn.
    pub borders: Option<bool>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    look: Look,
}

/// Styles by family and name, lists by name.
#[derive(Debug, Default)]
pub struct Styles {
    fonts: HashMap<String, Arc<str>>,
    styles: HashMap<(String, String), Style>,
    defaults: HashMap<String, Look>,
    lists: HashMap<String, Vec<Level>>,
    /// The numbering of headings.
    pub outline: Vec<Level>,
}

impl Styles {
    /// Adds the styles of a part: `document-styles`, `document-content` or a flat `document`.
    pub fn add(&mut self, root: Node<'_>) {
        for node in root.child("font-face-decls").into_iter().flat_map(Node::elements) {
            if let Some((name, family)) = node.attribute("name").zip(node.attribute("font-family")) {
                self.fonts.insert(name.to_owned(), family.trim_matches('\'').into());
            }
        }
        let groups = ["styles", "automatic-styles"].into_iter().filter_map(|name| root.child(name));
        for node in groups.flat_map(Node::elements) {
            match node.name() {
                "style" => self.add_style(node),
                "default-style" => {
                    let look = self.look(node);
                    self.defaults.insert(node.attribute("family").unwrap_or_default().to_owned(), look);
                }
                "list-style" => {
                    self.lists.insert(node.attribute("name").unwrap_or_default().to_owned(), levels(node));
                }
                "outline-style" => self.outline = levels(node),
                _ => {}
            }
        }
    }

    fn add_style(&mut self, node: Node<'_>) {
        let Some((family, name)) = node.attribute("family").zip(node.attribute("name")) else { return };
        let style =
            Style { parent: node.attribute("parent-style-name").map(str::to_owned), look: self.look(node) };
        self.styles.insert((family.to_owned(), name.to_owned()), style);
    }

    /// What a style says with everything that it inherits, without the family's default.
    pub fn named(&self, family: &str, name: Option<&str>) -> Look {
        let mut look = Look::default();
        let mut next = name.map(str::to_owned);
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|name| self.styles.get(&(family.to_owned(), name))) else {
                break;
            };
            look = look.over(&style.look);
            next = style.parent.clone();
        }
        look
    }

    /// A paragraph's look down to the document's default.
    pub fn paragraph(&self, name: Option<&str>) -> Look {
        let look = self.named("paragraph", name);
        self.defaults.get("paragraph").map_or_else(|| look.clone(), |default| look.over(default))
    }

    pub fn list(&self, name: &str) -> Option<&Vec<Level>> {
        self.lists.get(name)
    }

    fn look(&self, node: Node<'_>) -> Look {
        let mut look = Look::default();
        for properties in node.elements() {
            let is = |name: &str, value: &str| properties.attribute(name).map(|found| found == value);
            match properties.name() {
                "text-properties" => {
                    let named =
                        properties.attribute("font-name").and_then(|name| self.fonts.get(name)).cloned();
                    let family =
                        || properties.attribute("font-family").map(|f| Arc::from(f.trim_matches('\'')));
                    look.font = named.or_else(family);
                    look.bold = properties.attribute("font-weight").map(is_heavy);
                    look.italic = is("font-style", "italic");
                    look.superscript = properties.attribute("text-position").map(is_raised);
                    look.hidden = is("display", "none");
                    look.capitals = is("text-transform", "uppercase");
                }
                "paragraph-properties" => {
                    look.centered = is("text-align", "center");
                    look.left = properties.attribute("margin-left").and_then(points);
                    look.first = properties.attribute("text-indent").and_then(points);
                }
                "table-cell-properties" => look.borders = borders(properties),
                _ => {}
            }
        }
        look
    }
}

impl Look {
    /// What this says, and where it says nothing what `below` says.
    pub fn over(&self, below: &Self) -> Self {
        Self {
            font: self.font.clone().or_else(|| below.font.clone()),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            superscript: self.superscript.or(below.superscript),
            hidden: self.hidden.or(below.hidden),
            capitals: self.capitals.or(below.capitals),
            centered: self.centered.or(below.centered),
            left: self.left.or(below.left),
            first: self.first.or(below.first),
            borders: self.borders.or(below.borders),
        }
    }
}

fn is_heavy(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// «super 58%», «33% 58%».
fn is_raised(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    first == "super" || first.trim_end_matches('%').parse::<f32>().is_ok_and(|percent| percent > 0.0)
}

/// A length in points: «1.27cm», «0.5in», «12pt».
fn points(length: &str) -> Option<f32> {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    let value: f32 = length.strip_suffix(unit)?.parse().ok()?;
    let factor = match unit {
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "in" => 72.0,
        "pt" => 1.0,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    Some(value * factor)
}

fn borders(cell: Node<'_>) -> Option<bool> {
    let sides = ["border", "border-left", "border-right", "border-top", "border-bottom"];
    let found: Vec<&str> = sides.into_iter().filter_map(|side| cell.attribute(side)).collect();
    let drawn = |value: &&str| !matches!(value.trim(), "none" | "hidden" | "0" | "");
    (!found.is_empty()).then(|| found.iter().any(drawn))
}

fn levels(node: Node<'_>) -> Vec<Level> {
    let mut levels = vec![Level { form: NumberForm::None, ..Level::default() }; LEVELS];
    for node in node.elements() {
        let number = node.attribute("level").and_then(|level| level.parse::<usize>().ok());
        let slot = number.and_then(|number| number.checked_sub(1)).and_then(|index| levels.get_mut(index));
        if let Some((slot, number)) = slot.zip(number) {
            *slot = level(node, number);
        }
    }
    levels
}

fn level(node: Node<'_>, number: usize) -> Level {
    if let Some(bullet) = node.attribute("bullet-char") {
        return Level { form: NumberForm::None, text: symbol::bullet(bullet), ..Level::default() };
    }
    let form = match node.attribute("num-format").unwrap_or_default() {
        "1" => NumberForm::Decimal,
        "01" | "01, 02, 03, ..." => NumberForm::DecimalZero,
        "I" => NumberForm::UpperRoman,
        "i" => NumberForm::LowerRoman,
        "A" => NumberForm::UpperLetter,
        "a" => NumberForm::LowerLetter,
        _ => NumberForm::None,
    };
    let own = node.attribute("num-list-format").map(template);
    let text = own.unwrap_or_else(|| {
        let shown = node.attribute("display-levels").and_then(|v| v.parse().ok()).unwrap_or(1usize);
        let first = (number + 1).saturating_sub(shown.max(1)).max(1);
        let numbers: Vec<String> = (first..=number).map(|level| format!("%{level}")).collect();
        let text = if form == NumberForm::None { String::new() } else { numbers.join(".") };
        let around = |name: &str| node.attribute(name).unwrap_or_default();
        format!("{}{text}{}", around("num-prefix"), around("num-suffix"))
    });
    let start = node.attribute("start-value").and_then(|v| v.parse().ok()).unwrap_or(1);
    Level { form, start, text, restart: None, decimal: false }
}

/// «%1%.%2%)» → «%1.%2)».
fn template(format: &str) -> String {
    let mut text = String::new();
    let mut characters = format.chars().peekable();
    while let Some(character) = characters.next() {
        text.push(character);
        if character == '%' {
            while let Some(digit) = characters.next_if(char::is_ascii_digit) {
                text.push(digit);
            }
            let _ = characters.next_if_eq(&'%');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_templates() {
        assert_eq!(points("2.54cm"), Some(72.0));
        assert_eq!(points("-0.5in"), Some(-36.0));
        assert_eq!(points("50%"), None);
        assert_eq!(template("(%1%.%12%)"), "(%1.%12)");
        assert!(
            is_raised("super 58%") && is_raised("33% 58%") && !is_raised("sub 58%") && !is_raised("-10%")
        );
    }
}
