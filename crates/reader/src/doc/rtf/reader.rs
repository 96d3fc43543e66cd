//! The reader's state, and what ends paragraphs, cells, rows and texts.

use super::font::Fonts;
use super::state::{Characters, Frame, Goal, Group, Opened, ParagraphLook};
use super::token::Token;
use crate::doc::open_table::{OpenTable, RowDefinition};
use crate::flow::changes::Changes;
use crate::flow::compose::{self, Lines, Look, is_blank};
use crate::flow::grid::Origin;
use crate::flow::inner::Inner;
use crate::flow::symbol;
use crate::limits::Meter;
use model::{Block, Diagnostic, Paragraph, ParagraphRole, Place};
use std::collections::BTreeMap;

/// A text that is being read: the main one, or one that stands apart.
#[derive(Default)]
struct Flow {
    blocks: Vec<(Block, Option<Frame>)>,
    tables: Vec<OpenTable>,
    lines: Option<Lines>,
    label: String,
    /// Text boxes that hang on the paragraph that is being read.
    boxes: Vec<Block>,
}

/// Tables nested deeper than this are laid into the innermost one that is kept.
const DEEPEST_TABLE: usize = 16;

pub struct Reader {
    pub(super) fonts: Fonts,
    pub(super) group: Group,
    groups: Vec<Group>,
    flow: Flow,
    /// The texts around the one that is being read.
    flows: Vec<Flow>,
    heads: Vec<Block>,
    feet: Vec<Block>,
    notes: Vec<Block>,
    marks: u32,
    pub(super) row: RowDefinition,
    /// The definition of the outer table's row, while that of a table inside is read.
    pub(super) outer_row: Option<RowDefinition>,
    /// Bytes that wait to be decoded: some code pages need two for a character.
    bytes: Vec<u8>,
    /// Bytes that a `\u` has made superfluous.
    skip: usize,
    /// The first half of a character beyond the sixteenth bit.
    surrogate: Option<u16>,
    /// Of the font or style that is being defined: number, character set, name, level.
    pub(super) number: i32,
    pub(super) charset: Option<i32>,
    pub(super) level: Option<u8>,
    name: Vec<u8>,
    headings: BTreeMap<i32, u8>,
    /// Pages begun, for the order of frames.
    pub(super) page: u32,
    paragraphs: u32,
    tables: u32,
    changes: Changes,
    /// What has been read so far.
    pub meter: Meter,
    remarks: Vec<Diagnostic>,
    /// The group has just been opened by `{\*`.
    starred: bool,
}

impl Reader {
    pub fn new() -> Self {
        Self {
            fonts: Fonts::new(),
            group: Group::outermost(),
            groups: Vec::new(),
            flow: Flow::default(),
            flows: Vec::new(),
            heads: Vec::new(),
            feet: Vec::new(),
            notes: Vec::new(),
            marks: 0,
            row: RowDefinition::default(),
            outer_row: None,
            bytes: Vec::new(),
            skip: 0,
            surrogate: None,
            number: 0,
            charset: None,
            level: None,
            name: Vec::new(),
            headings: BTreeMap::new(),
            page: 0,
            paragraphs: 0,
            tables: 0,
            changes: Changes::default(),
            meter: Meter::default(),
            remarks: Vec::new(),
            starred: false,
        }
    }

    pub fn token(&mut self, token: Token<'_>) {
        if let Token::Byte(byte) = token {
            self.starred = false;
            if self.skip > 0 {
                self.skip -= 1;
            } else {
                self.bytes.push(byte);
            }
            return;
        }
        self.flush();
        match token {
            Token::Open => {
                self.skip = 0;
                self.groups.push(self.group.clone());
                self.group.opens = None;
            }
            Token::Close => self.close(),
            Token::Symbol(b'*') => self.starred = true,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => {
                let starred = std::mem::take(&mut self.starred);
                self.word(word, number, starred);
            }
            Token::Byte(_) => {}
        }
    }

    fn close(&mut self) {
        self.skip = 0;
        if let Some(opened) = self.group.opens {
            self.end_text(opened);
        }
        if let Some(group) = self.groups.pop() {
            self.group = group;
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.emit("\u{a0}"),
            // TCVN3 writes «ư» with the byte of the soft hyphen, and Word exports it as one.
            b'-' => self.emit("\u{ad}"),
            b'_' => self.emit("\u{2011}"),
            _ => {}
        }
    }

    /// Decodes the bytes that wait.
    pub(super) fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        match self.group.goal {
            Goal::Skip | Goal::Shape => {}
            Goal::FontTable | Goal::StyleSheet => self.define(&bytes),
            Goal::Text | Goal::Label => {
                let encoding = self.fonts.encoding(self.group.characters.font);
                let text = encoding.decode_without_bom_handling(&bytes).0;
                self.emit(&text);
            }
        }
        self.bytes = bytes;
        self.bytes.clear();
    }

    /// The names of fonts and styles, each up to a semicolon.
    fn define(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if byte != b';' {
                self.name.push(byte);
                continue;
            }
            let name = std::mem::take(&mut self.name);
            if self.group.goal == Goal::FontTable {
                self.fonts.add(self.number, self.charset.take(), &name);
            } else {
                let name = String::from_utf8_lossy(&name).to_lowercase();
                let named = name.trim().strip_prefix("heading").and_then(|level| level.trim().parse().ok());
                if let Some(level) = self.level.take().or(named).filter(|level| (1..=9).contains(level)) {
                    self.headings.insert(self.number, level);
                }
            }
        }
    }

    /// A character by its code in UTF-16; what stands for it in older readers is skipped.
    pub(super) fn unicode(&mut self, number: i32) {
        let unit = (number & 0xFFFF) as u16;
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        self.skip = self.group.unicode_skip;
        if units.len() == 1 && (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let text = String::from_utf16_lossy(&units);
        self.emit(&text);
    }

    /// Adds text where the group's text goes.
    pub(super) fn emit(&mut self, text: &str) {
        let characters = &self.group.characters;
        let font = self.fonts.name(characters.font);
        let shown = symbol::shown(font.as_deref(), text).unwrap_or_else(|| text.to_owned());
        match self.group.goal {
            Goal::Label => self.flow.label.push_str(&symbol::bullet(&shown)),
            Goal::Text => {
                let place = self.place();
                if characters.deleted {
                    return self.changes.deleted(&place);
                }
                if characters.inserted {
                    self.changes.inserted(&place);
                }
                if !characters.hidden {
                    let shown = compose::cased(shown, characters.capitals, font.as_deref());
                    let look = self.look();
                    self.lines().push(&shown, &look);
                }
            }
            _ => {}
        }
    }

    fn look(&self) -> Look {
        let characters = &self.group.characters;
        Look {
            font: self.fonts.name(characters.font),
            bold: characters.bold,
            italic: characters.italic,
            superscript: characters.superscript,
        }
    }

    pub(super) fn line_break(&mut self) {
        if self.group.goal == Goal::Text {
            self.lines().new_line();
        }
    }

    /// The number of a note: raised in the text, its label where the note itself stands.
    pub(super) fn note_mark(&mut self) {
        if self.group.goal == Goal::Text && self.flows.is_empty() {
            self.marks += 1;
            let (mark, look) = (self.marks.to_string(), Look { superscript: true, ..self.look() });
            self.lines().push(&mark, &look);
        }
    }

    fn lines(&mut self) -> &mut Lines {
        if self.flow.lines.is_none() {
            self.enter(self.group.paragraph.depth);
        }
        let place = self.place();
        self.flow.lines.get_or_insert_with(|| Lines::new(place))
    }

    fn place(&self) -> Place {
        match self.flow.tables.last() {
            Some(table) => table.origin.place(table.row()),
            None => Place::Paragraph { paragraph: self.paragraphs + 1 },
        }
    }

    /// Opens and closes tables until the text stands inside so many.
    fn enter(&mut self, depth: usize) {
        let depth = depth.min(DEEPEST_TABLE);
        while self.flow.tables.len() > depth {
            let Some(table) = self.flow.tables.pop() else { break };
            let table = table.finish(&self.row, &mut self.remarks);
            if let Some(table) = table {
                self.push(Block::Table(table));
            }
        }
        while self.flow.tables.len() < depth {
            let origin = match self.flow.tables.last() {
                Some(table) => table.inside(),
                None => {
                    self.tables += 1;
                    Origin { table: self.tables, row: None }
                }
            };
            self.flow.tables.push(OpenTable::new(origin));
        }
    }

    fn push(&mut self, block: Block) {
        let frame = self.group.paragraph.frame.map(|(down, across)| (self.page, down, across));
        match self.flow.tables.last_mut() {
            Some(table) => table.push(block),
            None => self.flow.blocks.push((block, frame)),
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        self.enter(self.group.paragraph.depth);
        self.finish_lines();
        if self.flows.is_empty() && self.flow.tables.is_empty() {
            self.paragraphs += 1;
        }
    }

    fn finish_lines(&mut self) {
        let look = &self.group.paragraph;
        let label = std::mem::take(&mut self.flow.label);
        let label = label.trim();
        let heading = look.heading.or_else(|| self.headings.get(&look.style).copied());
        let paragraph = Paragraph {
            label: (!label.is_empty()).then(|| label.to_owned()),
            heading: heading.filter(|&level| level > 0),
            centered: look.centered,
            indent: (look.left.saturating_add(look.first)) as f32 / 20.0,
            ..Paragraph::default()
        };
        let place = self.place();
        let lines = self.flow.lines.take().unwrap_or_else(|| Lines::new(place));
        let paragraph = lines.finish(paragraph);
        if !is_blank(&paragraph) {
            self.meter.count();
            self.push(Block::Paragraph(paragraph));
        }
        for block in std::mem::take(&mut self.flow.boxes) {
            self.push(block);
        }
    }

    /// The end of a cell of the table at this depth.
    pub(super) fn end_cell(&mut self, depth: usize) {
        self.enter(depth);
        self.finish_lines();
        if let Some(table) = self.flow.tables.last_mut() {
            table.end_cell();
        }
    }

    pub(super) fn end_row(&mut self, depth: usize) {
        self.enter(depth);
        // Text after a row's last cell is nothing but the row's own end mark.
        if self.flow.lines.as_ref().is_some_and(|lines| !lines.is_blank()) {
            self.finish_lines();
        }
        self.flow.lines = None;
        if let Some(table) = self.flow.tables.last_mut() {
            table.end_row(&self.row);
        }
    }

    /// Begins a text that stands apart from the one around it.
    pub(super) fn begin_text(&mut self, opened: Opened) {
        self.flows.push(std::mem::take(&mut self.flow));
        self.group.opens = Some(opened);
        self.group.goal = Goal::Text;
        self.group.paragraph = ParagraphLook::default();
        self.group.characters = Characters::plain(self.fonts.default);
    }

    fn end_text(&mut self, opened: Opened) {
        self.flush();
        self.end_all();
        let outer = self.flows.pop().unwrap_or_default();
        let blocks = std::mem::replace(&mut self.flow, outer).blocks;
        let blocks: Vec<Block> = blocks.into_iter().map(|(block, _)| block).collect();
        let role = match opened {
            Opened::Box => return self.flow.boxes.extend(blocks),
            Opened::Header | Opened::Footer => ParagraphRole::Furniture,
            Opened::Note => ParagraphRole::Footnote,
        };
        let mut paragraphs = Inner::from(blocks).all_paragraphs();
        paragraphs.iter_mut().for_each(|paragraph| paragraph.role = role);
        if let Some(first) =
            paragraphs.first_mut().filter(|first| opened == Opened::Note && first.label.is_none())
        {
            first.label = (self.marks > 0).then(|| self.marks.to_string());
        }
        let blocks = paragraphs.into_iter().map(Block::Paragraph);
        match opened {
            Opened::Header => self.heads.extend(blocks),
            Opened::Footer => self.feet.extend(blocks),
            Opened::Note | Opened::Box => self.notes.extend(blocks),
        }
    }

    fn end_all(&mut self) {
        self.finish_lines();
        self.enter(0);
    }

    /// All blocks: running heads, the text, notes, running feet.
    pub fn finish(mut self) -> (Vec<Block>, Vec<Diagnostic>) {
        self.flush();
        while let Some(opened) = self.group.opens.or_else(|| (!self.flows.is_empty()).then_some(Opened::Box))
        {
            self.end_text(opened);
            self.group.opens = None;
        }
        self.group.paragraph.frame = None;
        self.end_all();
        let mut blocks = self.heads;
        blocks.extend(in_order(self.flow.blocks));
        blocks.extend(self.notes);
        blocks.extend(self.feet);
        let mut diagnostics = self.remarks;
        diagnostics.extend(self.changes.diagnostic());
        (blocks, diagnostics)
    }
}

/// Frames that stand one after the other in the file are read from the top of the page down, and from
/// the left: the file's order is that of the program that placed them.
fn in_order(blocks: Vec<(Block, Option<Frame>)>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut frames: Vec<(Frame, Block)> = Vec::new();
    let settle = |frames: &mut Vec<(Frame, Block)>, out: &mut Vec<Block>| {
        frames.sort_by_key(|(frame, _)| *frame);
        out.extend(frames.drain(..).map(|(_, block)| block));
    };
    for (block, frame) in blocks {
        match frame {
            Some(frame) => frames.push((frame, block)),
            None => {
                settle(&mut frames, &mut out);
                out.push(block);
            }
        }
    }
    settle(&mut frames, &mut out);
    out
}
