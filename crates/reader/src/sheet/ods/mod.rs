//! ODS: a zip with `content.xml`. Values are shown anew under their formats, since the text beside
//! them is in the display of whoever saved the file («89.64%»).

mod styles;

use super::grid::{Budget, Content, FontLook, Sheet, SheetCell, TextRun};
use super::xml::{self, Token};
use crate::ReadError;
use crate::package::Package;
use model::CellRange;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;
use std::rc::Rc;
use styles::{Style, Styles};

const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;
/// Beyond this a repeated empty cell or row is filling to the end of the sheet, not part of a table.
const MAX_EMPTY: u32 = 512;

/// More places than these hold the same in no sheet that a person filled.
const MOST_REPEATED: u64 = 10_000;

/// # Errors
/// Where the package cannot be read, or its content is missing.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let mut package = Package::open(bytes)?;
    let mut styles = Styles::default();
    if let Some(part) = package.stream("styles.xml")? {
        // Without them cells are plain; their values are read all the same.
        let _ = xml::walk(part, |token| {
            styles.token(&token);
            true
        });
    }
    let Some(part) = package.stream("content.xml")? else {
        return Err(ReadError::Damaged("the spreadsheet's content is missing".to_owned()));
    };
    let mut reading = Reading { styles, ..Reading::default() };
    let damage = xml::walk(part, |token| reading.token(&token)).err();
    if let (Some(why), Some(sheet)) = (damage, reading.sheets.last_mut()) {
        sheet.damage = Some(why);
    }
    reading.sheets.iter_mut().for_each(Sheet::settle);
    Ok(reading.sheets)
}

#[derive(Default)]
struct Reading {
    styles: Styles,
    looks: BTreeMap<String, Rc<Style>>,
    sheets: Vec<Sheet>,
    budget: Budget,
    full: bool,
    row: u32,
    column: u32,
    /// How often the row that is being read is repeated.
    row_repeat: u32,
    /// Default styles of columns: last column and name, from the left.
    column_styles: Vec<(u32, String)>,
    next_column: u32,
    cell: Option<Pending>,
    /// Depth within what is no part of a cell's text: notes, drawings.
    aside: usize,
    in_tracked: bool,
}

/// A cell that is being read.
struct Pending {
    style: Rc<Style>,
    kind: String,
    value: Option<f64>,
    date: Option<String>,
    formula: bool,
    repeat: u32,
    columns: u32,
    rows: u32,
    runs: Vec<TextRun>,
    /// Looks of the spans that are open.
    fonts: Vec<FontLook>,
    paragraphs: usize,
    in_paragraph: bool,
}

impl Reading {
    fn token(&mut self, token: &Token<'_>) -> bool {
        if self.sheets.is_empty() {
            self.styles.token(token);
        }
        match token {
            Token::Open(element) => self.open(element),
            Token::Close(name) => self.close(name),
            Token::Text(text) => {
                if let Some(cell) = self.cell.as_mut().filter(|_| self.aside == 0) {
                    // White space in the file is one space, as in HTML.
                    let mut words = text.split_ascii_whitespace().peekable();
                    let starts = text.starts_with(|c: char| c.is_ascii_whitespace());
                    let ends = text.ends_with(|c: char| c.is_ascii_whitespace());
                    let mut plain = if starts { " ".to_owned() } else { String::new() };
                    while let Some(word) = words.next() {
                        plain.push_str(word);
                        if words.peek().is_some() || ends {
                            plain.push(' ');
                        }
                    }
                    cell.text(&plain);
                }
            }
        }
        !self.full
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let name = xml::local(element);
        if self.aside > 0 || (self.cell.is_some() && matches!(name, "annotation" | "frame" | "shape")) {
            self.aside += 1;
            return;
        }
        if self.in_tracked || name == "tracked-changes" {
            self.in_tracked = true;
            return;
        }
        match name {
            "table" => self.open_table(element),
            "table-column" => self.open_column(element),
            "table-header-rows" => {
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.title_rows = sheet.title_rows.or(Some((self.row, self.row)));
                }
            }
            "table-row" => self.open_row(element),
            "table-cell" | "covered-table-cell" => self.open_cell(element),
            _ => self.open_text(name, element),
        }
    }

    fn close(&mut self, name: &str) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        if self.in_tracked {
            self.in_tracked = name != "tracked-changes";
            return;
        }
        match name {
            "table-cell" | "covered-table-cell" => self.finish_cell(),
            "table-row" => self.row = self.row.saturating_add(self.row_repeat).min(LAST_ROW + 1),
            "table-header-rows" => {
                let last = self.row.saturating_sub(1);
                if let Some(rows) = self.sheets.last_mut().and_then(|sheet| sheet.title_rows.as_mut()) {
                    rows.1 = last;
                }
            }
            "p" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = false;
                }
            }
            "span" => {
                if let Some(cell) = &mut self.cell {
                    cell.fonts.pop();
                }
            }
            _ => {}
        }
    }

    fn open_table(&mut self, element: &BytesStart<'_>) {
        let style = xml::attribute(element, "table:style-name").unwrap_or_default();
        self.sheets.push(Sheet {
            name: xml::attribute(element, "table:name").unwrap_or_default(),
            hidden: self.styles.is_hidden_table(&style),
            ..Sheet::default()
        });
        (self.row, self.column, self.next_column) = (0, 0, 0);
        self.column_styles.clear();
    }

    fn open_column(&mut self, element: &BytesStart<'_>) {
        let repeat = xml::number(element, "table:number-columns-repeated").unwrap_or(1).max(1);
        let last = self.next_column.saturating_add(repeat - 1).min(LAST_COLUMN);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| is_collapsed(element)) {
            sheet.hidden_columns.push((self.next_column, last));
        }
        let style = xml::attribute(element, "table:default-cell-style-name").unwrap_or_default();
        self.column_styles.push((last, style));
        self.next_column = last + 1;
    }

    fn open_row(&mut self, element: &BytesStart<'_>) {
        self.column = 0;
        self.row_repeat = xml::number(element, "table:number-rows-repeated").unwrap_or(1).max(1);
        let last = self.row.saturating_add(self.row_repeat - 1).min(LAST_ROW);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| is_collapsed(element)) {
            sheet.hidden_rows.push((self.row, last));
        }
    }

    fn open_cell(&mut self, element: &BytesStart<'_>) {
        let own = xml::attribute(element, "table:style-name");
        let style = own.unwrap_or_else(|| {
            let index = self.column_styles.partition_point(|&(last, _)| last < self.column);
            self.column_styles.get(index).map(|(_, name)| name.clone()).unwrap_or_default()
        });
        let count = |name: &str| xml::number(element, name).unwrap_or(1).max(1);
        self.cell = Some(Pending {
            style: self.style(&style),
            kind: xml::attribute(element, "office:value-type").unwrap_or_default(),
            value: xml::attribute(element, "office:value").and_then(|value| value.parse().ok()),
            date: xml::attribute(element, "office:date-value")
                .or_else(|| xml::attribute(element, "office:time-value")),
            formula: xml::attribute(element, "table:formula").is_some(),
            repeat: count("table:number-columns-repeated"),
            columns: count("table:number-columns-spanned"),
            rows: count("table:number-rows-spanned"),
            runs: Vec::new(),
            fonts: Vec::new(),
            paragraphs: 0,
            in_paragraph: false,
        });
    }

    fn style(&mut self, name: &str) -> Rc<Style> {
        if let Some(style) = self.looks.get(name) {
            return style.clone();
        }
        let style = Rc::new(self.styles.resolve(name));
        self.looks.insert(name.to_owned(), style.clone());
        style
    }

    fn open_text(&mut self, name: &str, element: &BytesStart<'_>) {
        const MOST_SPACES: u32 = 200;
        if self.cell.is_none() {
            return;
        }
        let style = match name {
            "span" => xml::attribute(element, "text:style-name").map(|name| self.style(&name)),
            _ => None,
        };
        let Some(cell) = &mut self.cell else { return };
        match name {
            "p" => {
                if cell.paragraphs > 0 {
                    cell.push("\n");
                }
                cell.paragraphs += 1;
                cell.in_paragraph = true;
            }
            "s" => {
                let count = xml::number(element, "text:c").unwrap_or(1).min(MOST_SPACES);
                cell.text(&" ".repeat(count as usize));
            }
            "tab" => cell.text("\t"),
            "line-break" => cell.text("\n"),
            "span" => {
                let font = style.map(|style| style.look.font.clone()).unwrap_or_default();
                let font = FontLook { name: font.name.or_else(|| cell.font().name.clone()), ..font };
                cell.fonts.push(font);
            }
            _ => {}
        }
    }

    fn finish_cell(&mut self) {
        let (row, column) = (self.row, self.column);
        let Some(cell) = self.cell.take() else { return };
        self.column = column.saturating_add(cell.repeat).min(LAST_COLUMN + 1);
        let Some(sheet) = self.sheets.last_mut().filter(|_| row <= LAST_ROW && column <= LAST_COLUMN) else {
            return;
        };
        let look = cell.style.look.clone();
        let (repeat, spans, lost) = (cell.repeat, (cell.rows, cell.columns), cell.is_without_value());
        let content = cell.content();
        let empty = content.is_blank();
        let places = u64::from(self.row_repeat) * u64::from(repeat);
        let filling = repeat > MAX_EMPTY || self.row_repeat > MAX_EMPTY || places > MOST_REPEATED;
        if empty && (!look.borders.any() || filling) && !lost {
            return;
        }
        if spans != (1, 1) && self.budget.allows_merges(sheet.merges.len()) {
            let bottom = row.saturating_add(spans.0 - 1).min(LAST_ROW);
            let right = column.saturating_add(spans.1 - 1).min(LAST_COLUMN);
            sheet.merges.push(CellRange { top: row, left: column, bottom, right });
        }
        if lost {
            sheet.without_value.push((row, column));
        }
        let (rows, columns) = if places > MOST_REPEATED {
            sheet.damage = Some(format!("a cell repeats {places} times; it is read once"));
            (1, 1)
        } else {
            (self.row_repeat, repeat)
        };
        for row in row..row.saturating_add(rows).min(LAST_ROW + 1) {
            for column in column..column.saturating_add(columns).min(LAST_COLUMN + 1) {
                let cell = SheetCell { row, column, look: look.clone(), content: content.clone() };
                if !self.budget.push(sheet, cell) {
                    self.full = true;
                    return;
                }
            }
        }
    }
}

impl Pending {
    fn font(&self) -> &FontLook {
        self.fonts.last().unwrap_or(&self.style.look.font)
    }

    fn text(&mut self, text: &str) {
        if self.in_paragraph {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        let font = self.fonts.last().cloned();
        match self.runs.last_mut() {
            Some(run) if run.font == font => run.text.push_str(text),
            _ => self.runs.push(TextRun { text: text.to_owned(), font }),
        }
    }

    fn is_without_value(&self) -> bool {
        self.formula
            && self.value.is_none()
            && self.date.is_none()
            && self.runs.is_empty()
            && self.kind.is_empty()
    }

    /// What is shown.
    fn content(self) -> Content {
        let format = &self.style.format;
        let shown = match (self.kind.as_str(), self.value) {
            ("float" | "percentage" | "currency", Some(value)) => Some(format.show(value, false)),
            ("date", _) => self.date.as_deref().and_then(serial).map(|value| format.show(value, false)),
            _ => None,
        };
        match (shown, self.runs.as_slice()) {
            (Some(shown), _) if !shown.is_empty() || !self.runs.is_empty() => Content::Plain(shown.into()),
            (_, []) => Content::Empty,
            (_, [run]) if run.font.is_none() => Content::Plain(run.text.as_str().into()),
            _ => Content::Rich(self.runs.into()),
        }
    }
}

fn is_collapsed(element: &BytesStart<'_>) -> bool {
    xml::attribute(element, "table:visibility").is_some_and(|state| state != "visible")
}

/// The serial number of «2023-04-05» or «2023-04-05T14:30:00».
fn serial(date: &str) -> Option<f64> {
    let (day, time) = date.split_once('T').unwrap_or((date, ""));
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March make the leap day the last of its year.
    let (shifted, of_year) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * of_year + 2) / 5 + day;
    let mut seconds = 0.0;
    for (part, unit) in time.splitn(3, ':').zip([3600.0, 60.0, 1.0]) {
        seconds += part.parse::<f64>().unwrap_or(0.0) * unit;
    }
    // 1 March of year 0 to 30 December 1899.
    Some(f64::from(days - 693_900) + seconds / 86_400.0)
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod serial_numbers {
    use super::serial;

    #[test]
    fn dates_to_serial_numbers() {
        for (date, number) in [
            ("2023-04-05", 45_021.0),
            ("1900-03-01", 61.0),
            ("2024-02-29", 45_351.0),
            ("2023-04-05T12:00:00", 45_021.5),
        ] {
            assert_eq!(serial(date), Some(number), "{date}");
        }
        for bad in ["", "2023", "2023-13-01", "x-y-z", "99999999999-1-1"] {
            assert_eq!(serial(bad), None, "{bad}");
        }
    }
}
