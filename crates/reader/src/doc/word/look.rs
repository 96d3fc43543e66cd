//! What properties say of characters, paragraphs and rows.

use super::bytes::{i16_at, part, u8_at, u16_at};
use super::sprm::{Property, TABLE, properties};
use crate::doc::open_table::{CellDefinition, RowDefinition};
use crate::flow::grid::Merge;

/// How characters look. Fonts are numbers in the font table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CharacterLook {
    pub font: Option<u16>,
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
    pub hidden: bool,
    pub capitals: bool,
    pub deleted: bool,
    pub inserted: bool,
    /// Not a letter but something the program puts there.
    pub special: bool,
    /// A character of a symbol font: font and code.
    pub symbol: Option<(u16, u16)>,
}

impl CharacterLook {
    /// Applies properties; `base` is what the paragraph's style says, which some of them turn round.
    pub fn apply(&mut self, list: &[u8], base: &Self, style: &dyn Fn(u16) -> Vec<u8>) {
        for property in properties(list) {
            let switch = |of_base: bool| match property.byte() {
                0x80 => of_base,
                0x81 => !of_base,
                value => value != 0,
            };
            match property.code {
                0x0835 => self.bold = switch(base.bold),
                0x0836 => self.italic = switch(base.italic),
                0x083C => self.hidden = switch(base.hidden),
                0x083B => self.capitals = switch(base.capitals),
                0x2A48 => self.superscript = property.byte() == 1,
                0x4845 => self.superscript = property.short() > 0,
                0x4A4F => self.font = Some(property.word()),
                // The font of characters above ASCII, among which are the legacy letters.
                0x4A51 => self.font = Some(property.word()),
                0x0800 => self.deleted = property.byte() != 0,
                0x0801 => self.inserted = property.byte() != 0,
                0x0855 => self.special = property.byte() != 0,
                0x6A09 => self.symbol = u16_at(property.operand, 0).zip(u16_at(property.operand, 2)),
                0x4A30 => {
                    let of_style = style(property.word());
                    self.apply(&of_style, base, &|_| Vec::new());
                }
                0x2A33 => *self = Self { special: self.special, ..base.clone() },
                _ => {}
            }
        }
    }
}

/// How a paragraph looks, in twentieths of a point.
#[derive(Debug, Clone, Default)]
pub struct ParagraphLook {
    pub centered: bool,
    pub left: i32,
    pub first: i32,
    pub heading: Option<u8>,
    /// Level within the list, from 0, and the list's number, from 1.
    pub level: usize,
    pub list: u16,
    /// How many tables it stands in.
    pub depth: u32,
    in_table: bool,
    /// Ends a row, a cell of a table inside a cell, a row of one.
    pub ends_row: bool,
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
}

impl ParagraphLook {
    pub fn apply(&mut self, list: &[u8]) {
        for property in properties(list) {
            match property.code {
                0x2403 | 0x2461 => self.centered = property.byte() == 1,
                0x840F | 0x845E => self.left = i32::from(property.short()),
                0x8411 | 0x8460 => self.first = i32::from(property.short()),
                0x2640 => self.heading = Some(if property.byte() < 9 { property.byte() + 1 } else { 0 }),
                0x260A => self.level = usize::from(property.byte()),
                0x460B => self.list = property.word(),
                0x2416 => self.in_table = property.byte() != 0,
                0x2417 => self.ends_row = property.byte() != 0,
                0x6649 => self.depth = property.long(),
                0x664A => self.depth = self.depth.saturating_add_signed(property.long() as i32),
                0x244B => self.ends_inner_cell = property.byte() != 0,
                0x244C => self.ends_inner_row = property.byte() != 0,
                _ => {}
            }
        }
    }

    /// How many tables the paragraph stands in; older programs only say that it stands in one.
    pub fn tables(&self) -> usize {
        self.depth.max(u32::from(self.in_table)) as usize
    }
}

/// The row that a row's end defines.
pub fn row(list: &[u8]) -> RowDefinition {
    let mut row = RowDefinition::default();
    for property in properties(list) {
        match property.code {
            TABLE => define(&mut row, property.operand),
            0x3404 => row.header = property.byte() != 0,
            0xD605 => row.drawn |= property.operand.chunks(4).any(is_drawn),
            0xD613 => row.drawn |= property.operand.chunks(8).any(|border| is_line(u8_at(border, 5))),
            0xD62B => {
                let cell = row.cells.get_mut(usize::from(property.byte()));
                if let Some((cell, merge)) = cell.zip(u8_at(property.operand, 1)) {
                    cell.merge = vertical(merge);
                }
            }
            0x5624 => merge_sideways(&mut row, &property),
            0xD62F | 0xD620 => set_borders(&mut row, &property),
            _ => {}
        }
    }
    row
}

/// Number of cells, their edges, and for each twenty bytes: merging, width, four borders.
fn define(row: &mut RowDefinition, operand: &[u8]) {
    let count = usize::from(u8_at(operand, 0).unwrap_or(0));
    let edge = |index: usize| i16_at(operand, 1 + index * 2).map(i32::from);
    row.left = edge(0).unwrap_or(0);
    let mut opener = 0;
    for index in 0..count {
        let Some(right) = edge(index + 1) else { break };
        let cell = part(operand, 1 + (count + 1) * 2 + index * 20, 20);
        let flags = u16_at(cell, 0).unwrap_or(0);
        // Sources differ on which of the two codes opens a merge; the first one to come does.
        let sideways = flags & 3;
        let goes_on = sideways != 0 && opener != 0 && sideways != opener;
        if !goes_on {
            opener = sideways;
        }
        row.cells.push(CellDefinition {
            right,
            merge: vertical((flags >> 5 & 3) as u8),
            sideways: goes_on,
            drawn: part(cell, 4, 16).chunks(4).any(is_drawn),
        });
    }
}

fn vertical(code: u8) -> Merge {
    match code {
        1 => Merge::Continue,
        2 | 3 => Merge::Start,
        _ => Merge::None,
    }
}

fn merge_sideways(row: &mut RowDefinition, property: &Property<'_>) {
    let (first, end) = (usize::from(property.byte()), usize::from(u8_at(property.operand, 1).unwrap_or(0)));
    let merged = row.cells.iter_mut().take(end).skip(first + 1);
    merged.for_each(|cell| cell.sideways = true);
}

/// Borders of a range of cells.
fn set_borders(row: &mut RowDefinition, property: &Property<'_>) {
    let (first, end) = (usize::from(property.byte()), usize::from(u8_at(property.operand, 1).unwrap_or(0)));
    let border = part(property.operand, 3, 8);
    let kind = if border.len() == 8 { u8_at(border, 5) } else { u8_at(border, 1) };
    if is_line(kind) {
        row.cells.iter_mut().take(end).skip(first).for_each(|cell| cell.drawn = true);
    }
}

fn is_drawn(border: &[u8]) -> bool {
    is_line(u8_at(border, 1))
}

fn is_line(kind: Option<u8>) -> bool {
    !matches!(kind, None | Some(0 | 0xFF))
}
