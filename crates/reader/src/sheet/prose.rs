//! The texts outside tables: titles, letterheads side by side, notes, signatures.

use super::blocks::{cell_paragraphs, goes_on, place};
use super::grid::{Sheet, SheetCell};
use model::CellRange;
use model::{Paragraph, ParagraphRole};
use std::sync::Arc;

/// A longer text that stands alone in its row runs across the sheet, whatever cell it begins in.
const FULL_WIDTH: usize = 80;

/// A row of more texts is no letterhead and stands for itself, from left to right.
const MOST_ZONES: usize = 64;

/// A text and the stretch of columns that it stands in.
struct Text<'a> {
    cell: &'a SheetCell,
    area: CellRange,
}

/// Rows whose texts stand side by side in the same columns.
#[derive(Default)]
struct Band<'a> {
    /// First and last column of each stretch, from the left.
    zones: Vec<(u32, u32)>,
    texts: Vec<Text<'a>>,
    last_row: u32,
}

/// The cells, in order, as paragraphs. Where texts stand side by side, the left column comes first.
pub fn paragraphs(sheet: &Sheet, name: &Arc<str>, cells: &[&SheetCell]) -> Vec<Paragraph> {
    let mut result = Vec::new();
    let mut band = Band::default();
    for row in cells.chunk_by(|one, next| one.row == next.row) {
        let texts: Vec<Text<'_>> =
            row.iter().map(|&cell| Text { cell, area: sheet.area_at(cell.row, cell.column) }).collect();
        if !band.takes(&texts) {
            std::mem::take(&mut band).close(sheet, name, &mut result);
        }
        band.add(texts);
    }
    band.close(sheet, name, &mut result);
    result
}

impl<'a> Band<'a> {
    /// Whether the row goes on in the same columns.
    fn takes(&self, texts: &[Text<'a>]) -> bool {
        let Some(first) = texts.first() else { return true };
        if self.texts.is_empty() {
            return true;
        }
        if self.is_crowded() || texts.len() > MOST_ZONES {
            return false;
        }
        if self.zones.len() < 2 {
            // One text a row: each stands for itself, but a row of several begins a band.
            return texts.len() < 2 && self.zones.first().is_some_and(|&zone| touches(zone, first.area));
        }
        let gap = first.cell.row > self.last_row + 1;
        let zones: Vec<usize> = texts.iter().filter_map(|text| self.zone_of(text.area)).collect();
        let apart = zones.len() == texts.len() && zones.is_sorted_by(|one, next| one < next);
        let alone = texts.len() < 2;
        // Below an empty row a lone text on the left is no part of the letterhead; one on the right may
        // be the name under a signature.
        let full_width = alone && first.cell.content.text().chars().count() > FULL_WIDTH;
        apart && !full_width && !(alone && gap && zones.first() == Some(&0))
    }

    /// The one stretch that the area touches.
    fn zone_of(&self, area: CellRange) -> Option<usize> {
        let mut touched = self.zones.iter().enumerate().filter(|&(_, &zone)| touches(zone, area));
        match (touched.next(), touched.next()) {
            (Some((zone, _)), None) => Some(zone),
            _ => None,
        }
    }

    fn is_crowded(&self) -> bool {
        self.zones.len() > MOST_ZONES
    }

    fn add(&mut self, texts: Vec<Text<'a>>) {
        if texts.len() > MOST_ZONES {
            self.zones.extend(texts.iter().map(|text| (text.area.left, text.area.right)));
            self.texts = texts;
            return;
        }
        for text in texts {
            let own = (text.area.left, text.area.right);
            match self.zone_of(text.area).and_then(|zone| self.zones.get_mut(zone)) {
                Some(zone) => *zone = (zone.0.min(own.0), zone.1.max(own.1)),
                None => self.zones.push(own),
            }
            self.last_row = text.cell.row;
            self.texts.push(text);
        }
        self.zones.sort_unstable();
    }

    /// The texts of each stretch, from the left.
    fn by_zone(&self) -> Vec<Vec<&Text<'a>>> {
        let mut zones: Vec<Vec<&Text<'a>>> = vec![Vec::new(); self.zones.len()];
        for (number, text) in self.texts.iter().enumerate() {
            let zone = if self.is_crowded() { Some(number) } else { self.zone_of(text.area) };
            if let Some(zone) = zone.and_then(|zone| zones.get_mut(zone)) {
                zone.push(text);
            }
        }
        zones
    }

    fn close(self, sheet: &Sheet, name: &Arc<str>, result: &mut Vec<Paragraph>) {
        let columns = self.zones.len();
        for (zone, texts) in self.by_zone().into_iter().enumerate() {
            let mut before: Option<u32> = None;
            for text in texts {
                let hidden = sheet.is_hidden(text.area);
                let column = if columns > 1 { u8::try_from(zone + 1).unwrap_or(u8::MAX) } else { 0 };
                let follows = before.is_some_and(|row| row + 1 == text.cell.row);
                before = Some(text.area.bottom);
                for mut paragraph in cell_paragraphs(text.cell, &place(name, text.area)) {
                    paragraph.column = column;
                    if hidden {
                        // Nobody sees it: it is no part of the prose.
                        paragraph.role = ParagraphRole::Furniture;
                    }
                    append(result, paragraph, follows);
                }
            }
        }
    }
}

/// Adds a paragraph; a text that was broken over rows is joined to the one before.
fn append(result: &mut Vec<Paragraph>, paragraph: Paragraph, follows: bool) {
    let joins = follows
        && result.last().zip(paragraph.lines.first()).is_some_and(|(before, line)| {
            before.column == paragraph.column && before.role == paragraph.role && goes_on(before, line)
        });
    match result.last_mut() {
        Some(before) if joins => before.lines.extend(paragraph.lines),
        _ => result.push(paragraph),
    }
}

fn touches(zone: (u32, u32), area: CellRange) -> bool {
    zone.0 <= area.right && area.left <= zone.1
}
