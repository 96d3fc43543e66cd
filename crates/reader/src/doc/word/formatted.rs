//! Formatted disk pages: which properties hold for which bytes of the text.

use super::bytes::{part, u8_at, u16_at, u32_at};
use super::fib::{Streams, Table};

/// Properties that hold from one byte of the file to another.
#[derive(Debug, Clone)]
pub struct Stretch {
    pub start: u32,
    pub end: u32,
    /// Of a paragraph.
    pub style: u16,
    pub properties: Vec<u8>,
}

/// Stretches in order of their start.
pub struct Stretches(Vec<Stretch>);

const PAGE: usize = 512;
/// A file of 100 MB cannot have more pages, and a table that names one page again and again is hostile.
const MOST_PAGES: usize = 200_000;

impl Stretches {
    pub fn of_characters(streams: &Streams) -> Self {
        Self::read(streams, Table::Characters, 1, |page, at| {
            let length = usize::from(u8_at(page, at)?);
            Some((0, part(page, at + 1, length).to_vec()))
        })
    }

    pub fn of_paragraphs(streams: &Streams) -> Self {
        Self::read(streams, Table::Paragraphs, 13, |page, at| {
            let (at, length) = match u8_at(page, at)? {
                0 => (at + 2, usize::from(u8_at(page, at + 1)?) * 2),
                words => (at + 1, usize::from(words) * 2 - 1),
            };
            let list = part(page, at + 2, length.saturating_sub(2));
            Some((u16_at(page, at)?, whole(list, &streams.data)))
        })
    }

    /// `width`: bytes of an entry, whose first one is the place of the properties in words.
    fn read(
        streams: &Streams,
        table: Table,
        width: usize,
        properties: impl Fn(&[u8], usize) -> Option<(u16, Vec<u8>)>,
    ) -> Self {
        let bins = streams.table(table);
        let count = (bins.len().saturating_sub(4) / 8).min(MOST_PAGES);
        let mut stretches: Vec<Stretch> = Vec::new();
        for index in 0..count {
            let number = u32_at(bins, (count + 1) * 4 + index * 4).unwrap_or(0) & 0x3F_FFFF;
            let page = part(&streams.document, number as usize * PAGE, PAGE);
            let runs = usize::from(u8_at(page, PAGE - 1).unwrap_or(0));
            for run in 0..runs {
                let bounds = u32_at(page, run * 4).zip(u32_at(page, run * 4 + 4));
                let Some((start, end)) = bounds.filter(|(start, end)| start < end) else { continue };
                // Pages that repeat or overlap the ones before are hostile.
                if stretches.last().is_some_and(|last| start < last.start) {
                    continue;
                }
                let at = usize::from(u8_at(page, (runs + 1) * 4 + run * width).unwrap_or(0)) * 2;
                let found = if at == 0 { None } else { properties(page, at) };
                let (style, properties) = found.unwrap_or_default();
                stretches.push(Stretch { start, end, style, properties });
            }
        }
        stretches.sort_by_key(|stretch| stretch.start);
        Self(stretches)
    }

    /// The stretch that holds for a byte.
    pub fn at(&self, offset: u32) -> Option<&Stretch> {
        let after = self.0.partition_point(|stretch| stretch.start <= offset);
        self.0.get(after.checked_sub(1)?).filter(|stretch| offset < stretch.end)
    }
}

/// Long lists of properties (rows of wide tables) lie in the data stream, and only their place here.
fn whole(list: &[u8], data: &[u8]) -> Vec<u8> {
    let huge = super::sprm::properties(list).find(|property| matches!(property.code, 0x6645 | 0x6646));
    let Some(huge) = huge else { return list.to_vec() };
    let at = huge.long() as usize;
    let length = usize::from(u16_at(data, at).unwrap_or(0));
    part(data, at.saturating_add(2), length).to_vec()
}
