//! One sheet's records: cells, hidden stretches, merged areas.

use super::record::{Fields, Record, Records, RichText, kind};
use super::styles::{Style, Version};
use super::{Shared, content};
use crate::sheet::grid::{Budget, Content, Sheet, SheetCell};
use model::CellRange;

/// The sheet whose records begin at `start`.
pub fn read(stream: &[u8], start: usize, shared: &Shared, budget: &mut Budget) -> Sheet {
    let mut reading = Reading {
        shared,
        budget,
        sheet: Sheet::default(),
        awaiting: None,
        full: false,
        default_hidden: false,
    };
    let mut depth = 0_usize;
    let mut ended = false;
    for record in Records::from(stream, start) {
        match record.kind {
            kind if kind::BOF.contains(&kind) => depth += 1,
            kind::EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    ended = true;
                    break;
                }
            }
            // Charts stand inside with records of their own.
            _ if depth == 1 => drop(reading.record(&record)),
            _ => {}
        }
        if reading.full {
            ended = true;
            break;
        }
    }
    let mut sheet = reading.sheet;
    if !ended {
        sheet.damage = Some("its records end too early".to_owned());
    }
    sheet.settle();
    sheet
}

struct Reading<'a> {
    shared: &'a Shared,
    budget: &'a mut Budget,
    sheet: Sheet,
    /// The formula whose text comes in a record of its own.
    awaiting: Option<(u32, u32, u16)>,
    full: bool,
    default_hidden: bool,
}

impl Reading<'_> {
    /// `None` where the record is cut off: it is left out.
    fn record(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.fields();
        match record.kind {
            kind::ROW => self.row(&mut fields)?,
            kind::DEFAULT_ROW_HEIGHT => self.default_hidden = fields.u16()? & 0x0002 != 0,
            kind::COLUMN_INFO => self.columns(&mut fields)?,
            kind::MERGED_CELLS => self.merges(&mut fields)?,
            kind::LABEL_SHARED => {
                let (row, column, style) = place(&mut fields)?;
                let index = usize::try_from(fields.u32()?).ok()?;
                let text = self.shared.strings.get(index)?;
                let content = content(text, &self.shared.collected);
                self.push(row, column, style, content);
            }
            kind::LABEL | kind::RICH_STRING => {
                let (row, column, style) = place(&mut fields)?;
                let text = self.string(&mut fields)?;
                self.push(row, column, style, text);
            }
            kind::NUMBER => {
                let (row, column, style) = place(&mut fields)?;
                self.number(row, column, style, f64::from_le_bytes(fields.bytes()?));
            }
            kind::RK => {
                let (row, column, style) = place(&mut fields)?;
                self.number(row, column, style, rk(fields.u32()?));
            }
            kind::MUL_RK | kind::MUL_BLANK => self.many(record)?,
            kind::BLANK => {
                let (row, column, style) = place(&mut fields)?;
                self.push(row, column, style, Content::Empty);
            }
            kind::BOOL_ERROR => {
                let (row, column, style) = place(&mut fields)?;
                let (value, is_error) = (fields.u8()?, fields.u8()? != 0);
                self.word(row, column, style, if is_error { error(value) } else { truth(value) });
            }
            kind if kind::FORMULA.contains(&kind) => self.formula(&mut fields)?,
            kind::STRING => {
                let (row, column, style) = self.awaiting.take()?;
                let text = self.string(&mut fields)?;
                self.push(row, column, style, text);
            }
            _ => {}
        }
        Some(())
    }

    fn row(&mut self, fields: &mut Fields<'_, '_>) -> Option<()> {
        let row = u32::from(fields.u16()?);
        fields.skip(10)?;
        let hidden = fields.u32()? & 0x20 != 0;
        if hidden {
            self.sheet.hidden_rows.push((row, row));
        }
        Some(())
    }

    fn columns(&mut self, fields: &mut Fields<'_, '_>) -> Option<()> {
        let (first, last) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
        let width = fields.u16()?;
        let _style = fields.u16()?;
        if fields.u16()? & 0x01 != 0 || width == 0 {
            self.sheet.hidden_columns.push((first, last));
        }
        Some(())
    }

    fn merges(&mut self, fields: &mut Fields<'_, '_>) -> Option<()> {
        for _ in 0..fields.u16()? {
            let (top, bottom) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
            let (left, right) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
            if top <= bottom && left <= right && self.budget.allows_merges(self.sheet.merges.len()) {
                self.sheet.merges.push(CellRange { top, left, bottom, right });
            }
        }
        Some(())
    }

    /// Numbers or empty cells side by side.
    fn many(&mut self, record: &Record<'_>) -> Option<()> {
        let numbers = record.kind == kind::MUL_RK;
        let mut fields = record.fields();
        let (row, first) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
        let count = record.length().saturating_sub(6) / if numbers { 6 } else { 2 };
        for column in (first..).take(count) {
            let style = fields.u16()?;
            if numbers {
                self.number(row, column, style, rk(fields.u32()?));
            } else {
                self.push(row, column, style, Content::Empty);
            }
        }
        Some(())
    }

    fn formula(&mut self, fields: &mut Fields<'_, '_>) -> Option<()> {
        let (row, column, style) = place(fields)?;
        let value: [u8; 8] = fields.bytes()?;
        match value {
            [0, _, _, _, _, _, 0xFF, 0xFF] => self.awaiting = Some((row, column, style)),
            [1, _, value, _, _, _, 0xFF, 0xFF] => self.word(row, column, style, truth(value)),
            [2, _, value, _, _, _, 0xFF, 0xFF] => self.word(row, column, style, error(value)),
            [_, _, _, _, _, _, 0xFF, 0xFF] => self.push(row, column, style, Content::Empty),
            number => self.number(row, column, style, f64::from_le_bytes(number)),
        }
        Some(())
    }

    fn string(&self, fields: &mut Fields<'_, '_>) -> Option<Content> {
        let length = usize::from(fields.u16()?);
        let text: RichText = match self.shared.version {
            Version::Biff8 => fields.unicode(length)?,
            Version::Biff5 => return Some(plain(&fields.narrow(length, self.shared.encoding)?)),
        };
        Some(content(&text, &self.shared.collected))
    }

    fn style(&self, style: u16) -> Option<&Style> {
        self.shared.styles.get(usize::from(style))
    }

    fn number(&mut self, row: u32, column: u32, style: u16, value: f64) {
        let base = self.shared.base_1904;
        let general = || crate::sheet::format::NumberFormat::default().show(value, base);
        let shown = self.style(style).map_or_else(general, |style| style.format.show(value, base));
        self.push(row, column, style, plain(&shown));
    }

    fn word(&mut self, row: u32, column: u32, style: u16, word: &str) {
        self.push(row, column, style, plain(word));
    }

    fn push(&mut self, row: u32, column: u32, style: u16, content: Content) {
        let look = self.style(style).map(|style| style.look.clone()).unwrap_or_default();
        if !content.is_blank() || look.borders.any() {
            self.full = !self.budget.push(&mut self.sheet, SheetCell { row, column, look, content });
        }
    }
}

fn plain(text: &str) -> Content {
    if text.is_empty() { Content::Empty } else { Content::Plain(text.into()) }
}

/// Row, column and index of the cell format, with which every cell's record begins.
fn place(fields: &mut Fields<'_, '_>) -> Option<(u32, u32, u16)> {
    Some((u32::from(fields.u16()?), u32::from(fields.u16()?), fields.u16()?))
}

/// A number of 30 bits: whole or the upper part of a double, perhaps in hundredths.
fn rk(bits: u32) -> f64 {
    let value = if bits & 0x02 == 0 {
        f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32)
    } else {
        f64::from(i32::from_le_bytes(bits.to_le_bytes()) >> 2)
    };
    if bits & 0x01 == 0 { value } else { value / 100.0 }
}

fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

fn error(value: u8) -> &'static str {
    match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::rk;

    #[test]
    fn packed_numbers() {
        for (bits, value) in [
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            (12 << 2 | 2, 12.0),
            (8964 << 2 | 3, 89.64),
            (u32::MAX - 1, -1.0),
        ] {
            assert_eq!(rk(bits), value, "{bits:x}");
        }
    }
}
