//! What holds inside a group: where its text goes, and how it looks.

/// Where characters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The text itself, also that of notes, headers and text boxes.
    Text,
    /// Nowhere, and nothing below it either.
    Skip,
    /// Nowhere, but what is below may be text: the properties of a shape.
    Shape,
    FontTable,
    StyleSheet,
    /// The label of an item, as the writing program drew it.
    Label,
}

/// How characters look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Characters {
    pub font: i32,
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
    pub hidden: bool,
    pub capitals: bool,
    pub deleted: bool,
    pub inserted: bool,
}

impl Characters {
    pub fn plain(font: i32) -> Self {
        Self {
            font,
            bold: false,
            italic: false,
            superscript: false,
            hidden: false,
            capitals: false,
            deleted: false,
            inserted: false,
        }
    }
}

/// How a paragraph looks, in twentieths of a point.
#[derive(Debug, Clone, Default)]
pub struct ParagraphLook {
    /// How many tables it stands in.
    pub depth: usize,
    pub centered: bool,
    pub left: i32,
    pub first: i32,
    pub style: i32,
    pub heading: Option<u8>,
    /// Place of the frame that it stands in, from the top of the page: down, across.
    pub frame: Option<(i32, i32)>,
}

/// Page, and place on it from its top left: down, across.
pub type Frame = (u32, i32, i32);

/// What is inside a group.
#[derive(Debug, Clone)]
pub struct Group {
    pub goal: Goal,
    pub characters: Characters,
    pub paragraph: ParagraphLook,
    /// How many bytes follow a `\u` for readers that know no Unicode.
    pub unicode_skip: usize,
    /// Set where the group holds a text of its own.
    pub opens: Option<Opened>,
}

impl Group {
    /// What holds before the first group says anything.
    pub fn outermost() -> Self {
        Self {
            goal: Goal::Text,
            characters: Characters::plain(0),
            paragraph: ParagraphLook::default(),
            unicode_skip: 1,
            opens: None,
        }
    }
}

/// Texts that stand apart from the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    Header,
    Footer,
    Note,
    Box,
}
