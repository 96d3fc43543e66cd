//! Automatic numbering of Word 97.

use super::bytes::{part, u8_at, u16_at, u32_at, wide};
use super::fib::{Streams, Table};
use super::look::ParagraphLook;
use crate::flow::number::{Counters, LEVELS, Level, NumberForm};
use crate::flow::symbol;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default)]
struct Definition {
    levels: Vec<Level>,
    looks: Vec<Vec<u8>>,
}

/// A use of a definition, with starts of its own.
#[derive(Debug, Default)]
struct Use {
    definition: u32,
    starts: Vec<(usize, u32)>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Lists {
    definitions: BTreeMap<u32, Definition>,
    uses: Vec<Use>,
    counters: BTreeMap<u32, Counters>,
    started: BTreeSet<(u16, usize)>,
}

impl Lists {
    pub fn read(streams: &Streams) -> Self {
        let mut lists = Self::default();
        let (offset, length) = streams.entry(Table::Lists);
        if length >= 2 {
            lists.read_definitions(&streams.tables, offset);
        }
        lists.read_uses(streams.table(Table::ListUses));
        lists
    }

    /// The levels of all lists follow the lists themselves.
    fn read_definitions(&mut self, table: &[u8], offset: usize) {
        let count = usize::from(u16_at(table, offset).unwrap_or(0));
        let mut at = offset + 2 + count * 28;
        for index in 0..count {
            let entry = part(table, offset + 2 + index * 28, 28);
            let (Some(id), Some(flags)) = (u32_at(entry, 0), u8_at(entry, 26)) else { break };
            let mut definition = Definition::default();
            for _ in 0..(if flags & 1 != 0 { 1 } else { 9 }) {
                let Some((level, look, length)) = level(part(table, at, usize::MAX)) else { break };
                definition.levels.push(level);
                definition.looks.push(look);
                at += length;
            }
            definition.levels.resize(LEVELS, Level { form: NumberForm::None, ..Level::default() });
            self.definitions.insert(id, definition);
        }
    }

    fn read_uses(&mut self, table: &[u8]) {
        let count = u32_at(table, 0).unwrap_or(0).min(0xFFFF) as usize;
        let mut at = 4 + count * 16;
        for index in 0..count {
            let entry = part(table, 4 + index * 16, 16);
            let (Some(definition), Some(changes)) = (u32_at(entry, 0), u8_at(entry, 12)) else { break };
            let mut one = Use { definition, starts: Vec::new() };
            at += 4;
            for _ in 0..changes {
                let (Some(start), Some(flags)) = (u32_at(table, at), u32_at(table, at + 4)) else { break };
                at += 8;
                if flags & 0x10 != 0 {
                    one.starts.push(((flags & 0xF) as usize, start));
                }
                if flags & 0x20 != 0 {
                    let Some((own, _, length)) = level(part(table, at, usize::MAX)) else { break };
                    at += length;
                    one.starts.push(((flags & 0xF) as usize, own.start));
                }
            }
            self.uses.push(one);
        }
    }

    fn found(&self, list: u16) -> Option<&Use> {
        self.uses.get(usize::from(list).checked_sub(1)?)
    }

    /// What a level of a list says of its paragraphs.
    pub fn look(&self, list: u16, level: usize) -> ParagraphLook {
        let mut look = ParagraphLook::default();
        let definition = self.found(list).and_then(|one| self.definitions.get(&one.definition));
        if let Some(properties) = definition.and_then(|definition| definition.looks.get(level)) {
            look.apply(properties);
        }
        look
    }

    /// Counts a paragraph; gives its label.
    pub fn count(&mut self, list: u16, level: usize) -> Option<String> {
        let index = usize::from(list).checked_sub(1)?;
        let one = self.uses.get(index)?;
        let definition = self.definitions.get(&one.definition)?;
        let counters = self.counters.entry(one.definition).or_default();
        for &(restarted, start) in &one.starts {
            if restarted <= level && self.started.insert((list, restarted)) {
                counters.restart(restarted, start);
            }
        }
        counters.count(level, &definition.levels);
        counters.label(level, &definition.levels)
    }
}

/// A level, what it says of paragraphs, and how long it is.
fn level(bytes: &[u8]) -> Option<(Level, Vec<u8>, usize)> {
    let start = u32_at(bytes, 0)?;
    let (form, flags) = (u8_at(bytes, 4)?, u8_at(bytes, 5)?);
    let (characters, paragraphs) = (usize::from(u8_at(bytes, 24)?), usize::from(u8_at(bytes, 25)?));
    let restart = u8_at(bytes, 26)?;
    let look = part(bytes, 28, paragraphs).to_vec();
    let at = 28 + paragraphs + characters;
    let length = usize::from(u16_at(bytes, at)?);
    let text = wide(part(bytes, at + 2, length * 2));
    // Places of numbers are written as the numbers of their levels.
    let number = |c: char| match c {
        '\0'..='\u{8}' => format!("%{}", c as u32 + 1),
        _ => c.to_string(),
    };
    let form = form_of(form);
    let text: String = text.chars().map(number).collect();
    let level = Level {
        form,
        start,
        text: if form == NumberForm::None { symbol::bullet(&text) } else { text },
        // Only where the level says that it does not restart after every higher one.
        restart: (flags & 0x08 != 0).then_some(u32::from(restart)),
        decimal: flags & 0x04 != 0,
    };
    Some((level, look, at + 2 + length * 2))
}

fn form_of(code: u8) -> NumberForm {
    match code {
        1 => NumberForm::UpperRoman,
        2 => NumberForm::LowerRoman,
        3 => NumberForm::UpperLetter,
        4 => NumberForm::LowerLetter,
        22 => NumberForm::DecimalZero,
        23 | 255 => NumberForm::None,
        _ => NumberForm::Decimal,
    }
}
