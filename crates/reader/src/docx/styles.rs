//! Styles: what a paragraph or a stretch of text looks like where it does not say so itself.

use crate::flow::xml::{Node, Tree};
use std::collections::HashMap;
use std::sync::Arc;

/// Word keeps about 4,000 styles; each that a hostile file adds costs a look of its own.
const MOST_STYLES: usize = 20_000;
/// Longest chain of «based on» that is followed; Word allows eleven.
const LONGEST_CHAIN: usize = 16;

/// What run properties say; `None` where they say nothing.
#[derive(Debug, Clone, Default)]
pub struct RunLook {
    pub font: Option<Arc<str>>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub superscript: Option<bool>,
    /// Not shown («vanish»).
    pub hidden: Option<bool>,
    /// Small letters are shown as capitals.
    pub capitals: Option<bool>,
}

/// What paragraph properties say; `None` where they say nothing.
#[derive(Debug, Clone, Default)]
pub struct ParagraphLook {
    /// Level of a heading, from 1.
    pub heading: Option<u8>,
    pub centered: Option<bool>,
    /// List; 0 is «no list».
    pub list: Option<u32>,
    /// Level within the list, from 0.
    pub level: Option<usize>,
    /// Indents in points: of all lines, and of the first against them.
    pub left: Option<f32>,
    pub first: Option<f32>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    run: RunLook,
    paragraph: ParagraphLook,
    /// Whether the style of a table draws borders.
    borders: Option<bool>,
}

/// All styles of a document, each with what it inherits.
#[derive(Debug, Default)]
pub struct Styles {
    defaults: RunLook,
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
    default_table: Option<String>,
    fonts: ThemeFonts,
}

/// The fonts that «minor» and «major» of the theme stand for.
#[derive(Debug, Default)]
pub struct ThemeFonts {
    pub minor: Option<Arc<str>>,
    pub major: Option<Arc<str>>,
}

impl ThemeFonts {
    pub fn parse(theme: &Tree) -> Self {
        let scheme = theme.root().map(|root| root.descendants("fontScheme")).unwrap_or_default();
        let latin = |kind: &str| {
            let fonts = scheme.first()?.child(kind)?;
            fonts.child("latin")?.attribute("typeface").filter(|name| !name.is_empty()).map(Arc::from)
        };
        Self { minor: latin("minorFont"), major: latin("majorFont") }
    }
}

impl Styles {
    pub fn parse(part: Option<&Tree>, fonts: ThemeFonts) -> Self {
        let mut styles = Self { fonts, ..Self::default() };
        let Some(root) = part.and_then(Tree::root) else { return styles };
        if let Some(properties) = root.child("docDefaults").and_then(|d| d.child("rPrDefault")?.child("rPr"))
        {
            styles.defaults = styles.run_look(properties);
        }
        for node in root.elements().filter(|node| node.name() == "style").take(MOST_STYLES) {
            styles.add(node);
        }
        let inherited: HashMap<String, Style> =
            styles.styles.keys().map(|id| (id.clone(), styles.inherited(id))).collect();
        styles.styles = inherited;
        styles
    }

    fn add(&mut self, node: Node<'_>) {
        let Some(id) = node.attribute("styleId") else { return };
        let mut style = Style {
            parent: node.value("basedOn").map(str::to_owned),
            run: node.child("rPr").map(|p| self.run_look(p)).unwrap_or_default(),
            paragraph: node.child("pPr").map(paragraph_look).unwrap_or_default(),
            borders: node.child("tblPr").and_then(|p| p.child("tblBorders")).map(draws),
        };
        if style.paragraph.heading.is_none() {
            style.paragraph.heading = node.value("name").and_then(heading_level);
        }
        if node.attribute("default").is_some_and(is_on) {
            match node.attribute("type") {
                Some("paragraph") => self.default_paragraph = Some(id.to_owned()),
                Some("table") => self.default_table = Some(id.to_owned()),
                _ => {}
            }
        }
        self.styles.insert(id.to_owned(), style);
    }

    /// The style with everything that it is based on.
    fn inherited(&self, id: &str) -> Style {
        let mut result = Style::default();
        let mut next = Some(id);
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            result.run = result.run.over(&style.run);
            result.paragraph = result.paragraph.over(&style.paragraph);
            result.borders = result.borders.or(style.borders);
            next = style.parent.as_deref();
        }
        result
    }

    /// What a paragraph's style says: of the paragraph, and of its text.
    pub fn paragraph(&self, id: Option<&str>) -> (ParagraphLook, RunLook) {
        let style = id
            .and_then(|id| self.styles.get(id))
            .or_else(|| self.styles.get(self.default_paragraph.as_deref()?));
        style.map_or_else(
            || (ParagraphLook::default(), self.defaults.clone()),
            |style| (style.paragraph.clone(), style.run.over(&self.defaults)),
        )
    }

    /// What a style of characters says.
    pub fn characters(&self, id: &str) -> Option<&RunLook> {
        self.styles.get(id).map(|style| &style.run)
    }

    /// Whether a table of this style has borders.
    pub fn draws_borders(&self, id: Option<&str>) -> bool {
        let style = id.or(self.default_table.as_deref()).and_then(|id| self.styles.get(id));
        style.and_then(|style| style.borders).unwrap_or(false)
    }

    /// Reads an `rPr`.
    pub fn run_look(&self, node: Node<'_>) -> RunLook {
        RunLook {
            font: node.child("rFonts").and_then(|fonts| self.font(fonts)),
            bold: toggle(node, "b"),
            italic: toggle(node, "i"),
            superscript: node.value("vertAlign").map(|align| align == "superscript"),
            hidden: toggle(node, "vanish"),
            capitals: toggle(node, "caps"),
        }
    }

    /// The letters of legacy encodings lie above ASCII, so the font of «hAnsi» is the one that counts.
    fn font(&self, node: Node<'_>) -> Option<Arc<str>> {
        let theme = |attribute| match node.attribute(attribute) {
            Some(name) if name.starts_with("major") => self.fonts.major.clone(),
            Some(_) => self.fonts.minor.clone(),
            None => None,
        };
        let named = |attribute| node.attribute(attribute).map(Arc::from);
        theme("hAnsiTheme")
            .or_else(|| named("hAnsi"))
            .or_else(|| theme("asciiTheme"))
            .or_else(|| named("ascii"))
    }
}

impl RunLook {
    /// What this says, and where it says nothing what `below` says.
    pub fn over(&self, below: &Self) -> Self {
        Self {
            font: self.font.clone().or_else(|| below.font.clone()),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            superscript: self.superscript.or(below.superscript),
            hidden: self.hidden.or(below.hidden),
            capitals: self.capitals.or(below.capitals),
        }
    }
}

impl ParagraphLook {
    /// What this says, and where it says nothing what `below` says.
    pub fn over(&self, below: &Self) -> Self {
        Self {
            heading: self.heading.or(below.heading),
            centered: self.centered.or(below.centered),
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            left: self.left.or(below.left),
            first: self.first.or(below.first),
        }
    }
}

/// Reads a `pPr`.
pub fn paragraph_look(node: Node<'_>) -> ParagraphLook {
    let list = node.child("numPr");
    let indent = node.child("ind");
    let points = |name: &str| indent?.attribute(name)?.parse::<f32>().ok().map(|twips| twips / 20.0);
    // «start» is what the strict variant of the format calls «left».
    let left = points("left").or_else(|| points("start"));
    let hanging = points("hanging").map(|hanging| -hanging);
    ParagraphLook {
        heading: node.value("outlineLvl").and_then(|level| level.parse().ok()).and_then(outline_heading),
        centered: node.value("jc").map(|align| align == "center"),
        list: list.and_then(|l| l.value("numId")?.parse().ok()),
        level: list.and_then(|l| l.value("ilvl")?.parse().ok()),
        left,
        first: hanging.or_else(|| points("firstLine")),
    }
}

/// Outline level 9 is body text; 0 here, so that it overrides a style's level.
fn outline_heading(level: u8) -> Option<u8> {
    Some(if level < 9 { level + 1 } else { 0 })
}

/// «heading 2» is the name that Word gives its own styles, whatever the language of its menus.
fn heading_level(name: &str) -> Option<u8> {
    let number = name.to_ascii_lowercase().strip_prefix("heading")?.trim().parse().ok()?;
    (1..=9).contains(&number).then_some(number)
}

/// A switch such as `<w:b/>`, `<w:b w:val="0"/>`.
pub fn toggle(properties: Node<'_>, name: &str) -> Option<bool> {
    properties.child(name).map(|node| node.attribute("val").is_none_or(is_on))
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

/// Whether an element of borders (`tblBorders`, `tcBorders`) draws at least one.
pub fn draws(borders: Node<'_>) -> bool {
    borders.elements().any(|side| {
        !matches!(side.attribute("val"), None | Some("nil" | "none"))
            && !matches!(side.name(), "tl2br" | "tr2bl")
    })
}
