//! Paragraphs, tables and notes out of the text and its properties.

use super::fib::{Char, Streams};
use super::formatted::{Stretch, Stretches};
use super::lists::Lists;
use super::look::{CharacterLook, ParagraphLook, row};
use super::notes::Apart;
use super::styles::{Styles, fonts};
use crate::doc::open_table::{OpenTable, RowDefinition};
use crate::flow::changes::Changes;
use crate::flow::compose::{self, Lines, Look, is_blank};
use crate::flow::grid::Origin;
use crate::flow::inner::Inner;
use crate::flow::number::{NumberForm, format_number};
use crate::flow::symbol;
use model::{Block, Diagnostic, Paragraph, ParagraphRole, Place};
use std::ops::Range;
use std::sync::Arc;

/// Tables nested deeper than this are laid into the innermost one that is kept.
const DEEPEST_TABLE: usize = 16;

pub struct Body<'a> {
    text: &'a [Char],
    characters: Stretches,
    paragraphs: Stretches,
    styles: Styles,
    fonts: Vec<Option<Arc<str>>>,
    lists: Lists,
    apart: Apart,
    main: u32,
    tables: Vec<OpenTable>,
    blocks: Vec<Block>,
    counted: u32,
    table_count: u32,
    changes: Changes,
    remarks: Vec<Diagnostic>,
    notes: Vec<Block>,
    /// Whether the main text is being read, whose paragraphs are counted.
    is_main: bool,
}

/// The paragraph that is being read.
struct Open {
    lines: Lines,
    /// Text boxes that hang on it.
    boxes: Vec<Block>,
    /// Fields that are open: whether each is past its instruction.
    fields: Vec<bool>,
    surrogate: Option<u16>,
}

impl<'a> Body<'a> {
    pub fn new(streams: &Streams, text: &'a [Char]) -> Self {
        let lengths = streams.lengths();
        Self {
            text,
            characters: Stretches::of_characters(streams),
            paragraphs: Stretches::of_paragraphs(streams),
            styles: Styles::read(streams),
            fonts: fonts(streams),
            lists: Lists::read(streams),
            apart: Apart::read(streams, lengths),
            main: lengths.main,
            tables: Vec::new(),
            blocks: Vec::new(),
            counted: 0,
            table_count: 0,
            changes: Changes::default(),
            remarks: Vec::new(),
            notes: Vec::new(),
            is_main: false,
        }
    }

    /// Running heads, the main text, notes, running feet.
    pub fn read(mut self) -> (Vec<Block>, Vec<Diagnostic>) {
        let mut seen = Vec::new();
        let (heads, feet) =
            (std::mem::take(&mut self.apart.headers), std::mem::take(&mut self.apart.footers));
        let mut blocks = self.running(heads, &mut seen);
        let feet = self.running(feet, &mut seen);
        self.is_main = true;
        blocks.extend(self.flow(0..self.main));
        blocks.append(&mut self.notes);
        blocks.extend(feet);
        let mut diagnostics = self.remarks;
        diagnostics.extend(self.changes.diagnostic());
        (blocks, diagnostics)
    }

    /// Heads or feet, each text once.
    fn running(&mut self, ranges: Vec<Range<u32>>, seen: &mut Vec<String>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for range in ranges {
            for paragraph in self.aside(range, ParagraphRole::Furniture) {
                if !seen.contains(&paragraph.text()) {
                    seen.push(paragraph.text());
                    blocks.push(Block::Paragraph(paragraph));
                }
            }
        }
        blocks
    }

    /// A text that stands apart, as paragraphs.
    fn aside(&mut self, range: Range<u32>, role: ParagraphRole) -> Vec<Paragraph> {
        let mut paragraphs = Inner::from(self.aside_blocks(range)).all_paragraphs();
        paragraphs.iter_mut().for_each(|paragraph| paragraph.role = role);
        paragraphs
    }

    /// A text that stands apart; what is open around it stays open.
    fn aside_blocks(&mut self, range: Range<u32>) -> Vec<Block> {
        let was_main = std::mem::replace(&mut self.is_main, false);
        let tables = std::mem::take(&mut self.tables);
        let blocks = std::mem::take(&mut self.blocks);
        let inner = self.flow(range);
        (self.tables, self.blocks, self.is_main) = (tables, blocks, was_main);
        inner
    }

    /// Reads the paragraphs of a range of the text.
    fn flow(&mut self, range: Range<u32>) -> Vec<Block> {
        let text = self.text;
        let mut start = range.start as usize;
        let end = (range.end as usize).min(text.len());
        let mut open = self.open();
        while start < end {
            let mark = (start..end).find(|&at| text.get(at).is_some_and(|c| self.ends_paragraph(c)));
            let stop = mark.map_or(end, |mark| mark + 1);
            let Some(last) = text.get(stop - 1) else { break };
            let stretch = self.paragraphs.at(last.offset).cloned();
            let (look, base) = self.paragraph_look(stretch.as_ref());
            // The place of its lines depends on the tables that it stands in.
            let ends_row = look.ends_row || look.ends_inner_row;
            if !ends_row {
                self.enter(look.tables());
            }
            if open.lines.is_blank() {
                open.lines = Lines::new(self.place());
            }
            let deleted = self.inline(start..stop, &base, &mut open);
            start = stop;
            if deleted {
                continue;
            }
            let ended = std::mem::replace(&mut open, self.open());
            open.fields = ended.fields.iter().map(|_| true).collect();
            self.end_paragraph(ended, &look, last.code, stretch.as_ref());
        }
        if !open.lines.is_blank() {
            self.end_paragraph(open, &ParagraphLook::default(), 0x0D, None);
        }
        self.enter(0);
        std::mem::take(&mut self.blocks)
    }

    fn open(&self) -> Open {
        Open { lines: Lines::new(self.place()), boxes: Vec::new(), fields: Vec::new(), surrogate: None }
    }

    /// Ends of paragraphs and cells; the end of a section is one too, a page break inside a paragraph
    /// is not.
    fn ends_paragraph(&self, character: &Char) -> bool {
        match character.code {
            0x0D | 0x07 => true,
            0x0C => {
                let width = if character.wide { 2 } else { 1 };
                self.paragraphs.at(character.offset).is_none_or(|found| found.end == character.offset + width)
            }
            _ => false,
        }
    }

    fn paragraph_look(&self, stretch: Option<&Stretch>) -> (ParagraphLook, CharacterLook) {
        let (mut look, characters) = self.styles.looks(stretch.map_or(0, |found| found.style));
        let Some(stretch) = stretch else { return (look, characters) };
        let of_style = look.clone();
        look.apply(&stretch.properties);
        if look.list > 0 {
            // What the list's level says lies between the style and the paragraph itself.
            let level = self.lists.look(look.list, look.level);
            let mut with_list = of_style;
            with_list.left = level.left;
            with_list.first = level.first;
            with_list.apply(&stretch.properties);
            look = with_list;
        }
        (look, characters)
    }

    /// Reads the characters of a paragraph; tells whether its end was deleted.
    fn inline(&mut self, range: Range<usize>, base: &CharacterLook, open: &mut Open) -> bool {
        let text = self.text;
        let mut at = range.start;
        let mut deleted = false;
        while at < range.end {
            let Some(first) = text.get(at) else { break };
            let stretch = self.characters.at(first.offset);
            let mut look = base.clone();
            let end = stretch.map_or(u32::MAX, |found| found.end);
            if let Some(found) = stretch {
                look.apply(&found.properties, base, &|style| self.styles.characters(style));
            }
            // Characters of the same stretch lie one after the other, in one piece.
            let begin = at;
            let (width, narrow) = if first.wide { (2, 1) } else { (1, 0) };
            let mut offset = first.offset;
            while at < range.end
                && text.get(at).is_some_and(|c| c.offset == offset && (c.wide as u32) == narrow)
                && (offset < end || at == begin)
                && (stretch.is_some() || at == begin)
            {
                offset += width;
                at += 1;
            }
            deleted = look.deleted && at == range.end;
            let characters = text.get(begin..at).unwrap_or_default();
            self.stretch(characters, begin, &look, open);
        }
        deleted
    }

    /// Characters of one look.
    fn stretch(&mut self, characters: &[Char], start: usize, look: &CharacterLook, open: &mut Open) {
        if look.deleted {
            return self.changes.deleted(&self.place());
        }
        if look.inserted {
            self.changes.inserted(&self.place());
        }
        let mut units: Vec<u16> = open.surrogate.take().into_iter().collect();
        for (character, at) in characters.iter().zip(start..) {
            let shown = open.fields.iter().all(|&past| past) && !look.hidden;
            match character.code {
                0x13 => open.fields.push(false),
                0x14 => {
                    self.push(&mut units, look, open);
                    if let Some(past) = open.fields.last_mut() {
                        *past = true;
                    }
                }
                0x15 => {
                    self.push(&mut units, look, open);
                    open.fields.pop();
                }
                0x02 if look.special => {
                    self.push(&mut units, look, open);
                    self.note(at as u32, look, open);
                }
                0x08 if look.special => self.text_box(at as u32, open),
                0x0B | 0x0C | 0x0E if shown => {
                    self.push(&mut units, look, open);
                    open.lines.new_line();
                }
                0x28 if look.special && shown => {
                    self.push(&mut units, look, open);
                    self.symbol(look, open);
                }
                _ if !shown => {}
                0x1E => units.push(0x2011),
                // TCVN3 writes «ư» with the byte of the soft hyphen, and Word takes it for one.
                0x1F => units.push(0xAD),
                0x09 => units.push(0x09),
                0x00..=0x1F => {}
                code => units.push(code),
            }
        }
        if units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            open.surrogate = units.pop();
        }
        self.push(&mut units, look, open);
    }

    fn push(&self, units: &mut Vec<u16>, look: &CharacterLook, open: &mut Open) {
        if units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(units);
        units.clear();
        let printed = self.printed(look);
        let text = symbol::shown(printed.font.as_deref(), &text).unwrap_or(text);
        let text = compose::cased(text, look.capitals, printed.font.as_deref());
        open.lines.push(&text, &printed);
    }

    fn printed(&self, look: &CharacterLook) -> Look {
        let font = look.font.and_then(|font| self.fonts.get(usize::from(font))).cloned().flatten();
        Look { font, bold: look.bold, italic: look.italic, superscript: look.superscript }
    }

    fn symbol(&self, look: &CharacterLook, open: &mut Open) {
        let Some((font, code)) = look.symbol else { return };
        let name = self.fonts.get(usize::from(font)).cloned().flatten();
        let name = name.as_deref().unwrap_or_default();
        let shown = symbol::character(name, u32::from(code)).or_else(|| char::from_u32(u32::from(code)));
        if let Some(shown) = shown {
            open.lines.push(shown.encode_utf8(&mut [0; 4]), &self.printed(look));
        }
    }

    /// A note's mark: raised in the text; the note itself is kept for the end.
    fn note(&mut self, at: u32, look: &CharacterLook, open: &mut Open) {
        if !self.is_main {
            return;
        }
        let found = |notes: &[(u32, Range<u32>)]| notes.binary_search_by_key(&at, |(at, _)| *at).ok();
        let (mark, range) = if let Some(index) = found(&self.apart.footnotes) {
            (format_number(index as u32 + 1, NumberForm::Decimal), self.apart.footnotes.get(index))
        } else if let Some(index) = found(&self.apart.endnotes) {
            (format_number(index as u32 + 1, NumberForm::LowerRoman), self.apart.endnotes.get(index))
        } else {
            return;
        };
        let Some(range) = range.map(|(_, range)| range.clone()) else { return };
        open.lines.push(&mark, &Look { superscript: true, ..self.printed(look) });
        let mut paragraphs = self.aside(range, ParagraphRole::Footnote);
        if let Some(first) = paragraphs.first_mut().filter(|first| first.label.is_none()) {
            first.label = Some(mark);
        }
        self.notes.extend(paragraphs.into_iter().map(Block::Paragraph));
    }

    fn text_box(&mut self, at: u32, open: &mut Open) {
        let ranges = self.apart.boxes.iter().filter(|(anchor, _)| *anchor == at && self.is_main);
        let ranges: Vec<Range<u32>> = ranges.map(|(_, range)| range.clone()).collect();
        for range in ranges {
            open.boxes.extend(self.aside_blocks(range));
        }
    }

    fn place(&self) -> Place {
        match self.tables.last() {
            Some(table) => table.origin.place(table.row()),
            None => Place::Paragraph { paragraph: self.counted + 1 },
        }
    }

    fn block(&mut self, block: Block) {
        match self.tables.last_mut() {
            Some(table) => table.push(block),
            None => self.blocks.push(block),
        }
    }

    /// Opens and closes tables until the text stands inside so many.
    fn enter(&mut self, depth: usize) {
        let depth = depth.min(DEEPEST_TABLE);
        while self.tables.len() > depth {
            let Some(table) = self.tables.pop() else { break };
            if let Some(table) = table.finish(&RowDefinition::default(), &mut self.remarks) {
                self.block(Block::Table(table));
            }
        }
        while self.tables.len() < depth {
            let origin = match self.tables.last() {
                Some(table) => table.inside(),
                None => {
                    self.table_count += 1;
                    Origin { table: self.table_count, row: None }
                }
            };
            self.tables.push(OpenTable::new(origin));
        }
    }

    fn end_paragraph(&mut self, open: Open, look: &ParagraphLook, mark: u16, stretch: Option<&Stretch>) {
        let depth = look.tables();
        let ends_row = look.ends_row || look.ends_inner_row;
        self.enter(depth);
        if ends_row {
            let definition = stretch.map(|found| row(&found.properties)).unwrap_or_default();
            if let Some(table) = self.tables.last_mut() {
                table.end_row(&definition);
            }
            return;
        }
        let label = if look.list > 0 { self.lists.count(look.list, look.level) } else { None };
        let paragraph = open.lines.finish(Paragraph {
            label,
            heading: look.heading.filter(|&level| level > 0),
            centered: look.centered,
            indent: look.left.saturating_add(look.first) as f32 / 20.0,
            ..Paragraph::default()
        });
        if !is_blank(&paragraph) {
            self.block(Block::Paragraph(paragraph));
        }
        for block in open.boxes {
            self.block(block);
        }
        if self.is_main && depth == 0 {
            self.counted += 1;
        }
        let ends_cell = (mark == 0x07 && depth > 0) || look.ends_inner_cell;
        if let Some(table) = self.tables.last_mut().filter(|_| ends_cell) {
            table.end_cell();
        }
    }
}
