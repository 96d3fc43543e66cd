//! One sheet's part: rows, cells, hidden stretches, merged areas.

use super::Shared;
use super::strings::{StringItem, unescape};
use super::styles::Style;
use crate::ReadError;
use crate::package::Package;
use crate::sheet::grid::{Budget, Content, Sheet, SheetCell};
use crate::sheet::xml::{self, Token};
use model::{CellRange, parse_cell_name};
use quick_xml::events::BytesStart;

/// The last row and column that the format knows.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// A sheet that is being read.
struct Reading<'a> {
    shared: &'a Shared,
    budget: &'a mut Budget,
    full: bool,
    sheet: Sheet,
    /// The next place, where rows or cells do not say theirs.
    row: u32,
    column: u32,
    cell: Option<Pending>,
    /// The value of the cell, in room that all cells share.
    value: String,
    /// Whether text now read is the value.
    in_value: bool,
    /// Rows are hidden unless they say otherwise.
    zero_height: bool,
}

/// A cell that is being read.
struct Pending {
    row: u32,
    column: u32,
    style: Option<u32>,
    kind: Kind,
    inline: StringItem,
    formula: bool,
}

/// What a cell's value is, by its `t`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, and what says nothing.
    Number,
    /// The place of a shared string.
    Shared,
    Inline,
    /// The text that a formula gave.
    Computed,
    Boolean,
    /// An error or a date, shown as it is written.
    Verbatim,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "s" => Self::Shared,
            "inlineStr" => Self::Inline,
            "str" => Self::Computed,
            "b" => Self::Boolean,
            "e" | "d" => Self::Verbatim,
            _ => Self::Number,
        }
    }
}

pub fn read(
    package: &mut Package<'_>,
    name: &str,
    shared: &Shared,
    budget: &mut Budget,
) -> Result<Sheet, ReadError> {
    let Some(part) = package.stream(name)? else {
        let damage = Some("the sheet's part is missing".to_owned());
        return Ok(Sheet { damage, ..Sheet::default() });
    };
    let mut reading = Reading {
        shared,
        budget,
        full: false,
        sheet: Sheet::default(),
        row: 0,
        column: 0,
        cell: None,
        value: String::new(),
        in_value: false,
        zero_height: false,
    };
    let damage = xml::walk(part, |token| reading.token(token)).err();
    let mut sheet = reading.sheet;
    if sheet.damage.is_none() {
        sheet.damage = damage;
    }
    sheet.settle();
    Ok(sheet)
}

impl Reading<'_> {
    fn token(&mut self, token: Token<'_>) -> bool {
        match token {
            Token::Open(element) => self.open(element),
            Token::Close("c") => self.finish_cell(),
            Token::Close("row") => self.row = self.row.saturating_add(1),
            Token::Close("v") => self.in_value = false,
            Token::Close(name) => {
                if let Some(cell) = &mut self.cell {
                    cell.inline.close(name);
                }
            }
            Token::Text(text) => {
                if let Some(cell) = &mut self.cell {
                    if self.in_value {
                        self.value.push_str(text);
                    } else {
                        cell.inline.text(text);
                    }
                }
            }
        }
        !self.full
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        match xml::local(element) {
            "sheetFormatPr" => self.zero_height = xml::flag(element, "zeroHeight"),
            "col" if xml::flag(element, "hidden") || no_size(element, "width") => {
                let first = xml::number(element, "min").unwrap_or(1).saturating_sub(1);
                let last = xml::number(element, "max").unwrap_or(1).saturating_sub(1);
                self.sheet.hidden_columns.push((first, last.min(LAST_COLUMN)));
            }
            "row" => self.open_row(element),
            "c" => self.open_cell(element),
            "v" => self.in_value = self.cell.is_some(),
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = true;
                }
            }
            "mergeCell" => {
                let area = xml::attribute(element, "ref").and_then(|name| CellRange::parse(&name));
                // A sheet with as many merged areas as cells is no sheet that anyone sees.
                if let Some(area) = area.filter(|_| self.budget.allows_merges(self.sheet.merges.len())) {
                    self.sheet.merges.push(area);
                }
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.inline.open(element);
                }
            }
        }
    }

    fn open_row(&mut self, element: &BytesStart<'_>) {
        if let Some(row) = xml::number(element, "r").and_then(|row| row.checked_sub(1)) {
            self.row = row.min(LAST_ROW);
        }
        self.column = 0;
        let sized = xml::flag(element, "customHeight") || xml::attribute(element, "ht").is_some();
        let hidden = xml::flag(element, "hidden") || no_size(element, "ht") || (self.zero_height && !sized);
        if hidden {
            self.sheet.hidden_rows.push((self.row, self.row));
        }
    }

    fn open_cell(&mut self, element: &BytesStart<'_>) {
        let (mut named, mut style, mut kind) = (None, None, Kind::Number);
        for (name, value) in xml::attributes(element) {
            match name {
                "r" => named = parse_cell_name(&value),
                "s" => style = value.trim().parse().ok(),
                "t" => kind = Kind::of(&value),
                _ => {}
            }
        }
        let (row, column) = named.unwrap_or((self.row, self.column));
        let (row, column) = (row.min(LAST_ROW), column.min(LAST_COLUMN));
        self.column = column + 1;
        self.value.clear();
        self.cell = Some(Pending { row, column, style, kind, inline: StringItem::default(), formula: false });
    }

    fn finish_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let (row, column) = (cell.row, cell.column);
        let style = self.shared.styles.get(cell.style);
        if cell.formula && self.value.is_empty() && cell.kind != Kind::Computed {
            self.sheet.without_value.push((row, column));
        }
        let content = self.content(cell, style);
        if !content.is_blank() || style.look.borders.any() {
            let cell = SheetCell { row, column, look: style.look.clone(), content };
            self.full = !self.budget.push(&mut self.sheet, cell);
        }
    }

    /// What is shown.
    fn content(&self, cell: Pending, style: &Style) -> Content {
        let value = self.value.trim();
        match cell.kind {
            Kind::Shared => {
                let index = value.parse::<usize>().ok();
                index.and_then(|index| self.shared.strings.get(index)).cloned().unwrap_or_default()
            }
            Kind::Inline => cell.inline.finish(),
            Kind::Computed => plain(style.format.show_text(&unescape(&self.value))),
            Kind::Boolean => plain(if value == "1" { "TRUE" } else { "FALSE" }),
            Kind::Verbatim => plain(value),
            Kind::Number => match value.parse::<f64>() {
                Ok(number) => plain(style.format.show(number, self.shared.base_1904)),
                Err(_) => plain(value),
            },
        }
    }
}

fn plain(text: impl AsRef<str>) -> Content {
    match text.as_ref() {
        "" => Content::Empty,
        text => Content::Plain(text.into()),
    }
}

fn no_size(element: &BytesStart<'_>, name: &str) -> bool {
    xml::attribute(element, name).is_some_and(|size| size.parse::<f32>() == Ok(0.0))
}
