//! Styles of ODS: data styles become format codes, cell styles become looks.

use crate::sheet::format::NumberFormat;
use crate::sheet::grid::{Borders, Look};
use crate::sheet::xml::{self, Token};
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

/// How long a chain of parent styles may be; the specification has no loops, files may.
const MAX_PARENTS: usize = 8;

/// Styles by name, from both parts that hold them.
#[derive(Default)]
pub struct Styles {
    cells: BTreeMap<String, CellStyle>,
    codes: BTreeMap<String, DataStyle>,
    hidden_tables: BTreeSet<String>,
    reading: Reading,
}

/// A look ready for use.
#[derive(Debug, Default)]
pub struct Style {
    pub look: Arc<Look>,
    pub format: NumberFormat,
}

/// What a cell style says itself; the rest is its parent's.
#[derive(Default, Clone)]
struct CellStyle {
    parent: Option<String>,
    data: Option<String>,
    font: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    superscript: Option<bool>,
    centered: Option<bool>,
    borders: Option<Borders>,
}

#[derive(Default)]
struct DataStyle {
    code: String,
    /// Condition and style, in the order in which they are tried.
    maps: Vec<(String, String)>,
}

/// Where in the part the reading is.
#[derive(Default)]
struct Reading {
    cell: Option<String>,
    table: Option<String>,
    data: Option<String>,
    in_text: bool,
}

impl Styles {
    pub fn token(&mut self, token: &Token<'_>) {
        match token {
            Token::Open(element) => self.open(element),
            Token::Text(text) => {
                if self.reading.in_text {
                    self.literal(text);
                }
            }
            Token::Close(name) => match *name {
                "text" | "currency-symbol" => self.reading.in_text = false,
                "style" => (self.reading.cell, self.reading.table) = (None, None),
                name if is_data_style(name) => self.reading.data = None,
                _ => {}
            },
        }
    }

    /// Whether a table of this style is not shown.
    pub fn is_hidden_table(&self, name: &str) -> bool {
        self.hidden_tables.contains(name)
    }

    /// The look of a style with everything that its parents say.
    pub fn resolve(&self, name: &str) -> Style {
        let mut all = CellStyle::default();
        let mut next = Some(name.to_owned());
        for _ in 0..MAX_PARENTS {
            let Some(style) = next.as_ref().and_then(|name| self.cells.get(name)) else { break };
            all.data = all.data.or_else(|| style.data.clone());
            all.font = all.font.or_else(|| style.font.clone());
            all.bold = all.bold.or(style.bold);
            all.italic = all.italic.or(style.italic);
            all.superscript = all.superscript.or(style.superscript);
            all.centered = all.centered.or(style.centered);
            all.borders = all.borders.or(style.borders);
            next.clone_from(&style.parent);
        }
        let mut look = Look { borders: all.borders.unwrap_or_default(), ..Look::default() };
        look.font.name = all.font.map(Arc::from);
        look.font.bold = all.bold.unwrap_or(false);
        look.font.italic = all.italic.unwrap_or(false);
        look.font.superscript = all.superscript.unwrap_or(false);
        look.centered = all.centered.unwrap_or(false);
        let code = all.data.map(|name| self.code(&name)).unwrap_or_default();
        Style { look: Arc::new(look), format: NumberFormat::parse(&code) }
    }

    /// The format code of a data style: «[>=0]0.0;-0.0».
    fn code(&self, name: &str) -> String {
        let Some(style) = self.codes.get(name) else { return String::new() };
        let mut code = String::new();
        for (condition, applied) in &style.maps {
            if let Some(applied) = self.codes.get(applied) {
                let _ = write!(code, "[{condition}]{};", applied.code);
            }
        }
        code + &style.code
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let name = xml::local(element);
        match name {
            "style" => self.open_style(element),
            name if is_data_style(name) => {
                let named = xml::attribute(element, "style:name").unwrap_or_default();
                self.codes.insert(named.clone(), DataStyle::default());
                self.reading.data = Some(named);
            }
            "table-properties" => {
                let hidden = xml::attribute(element, "table:display").as_deref() == Some("false");
                if let Some(table) = self.reading.table.clone().filter(|_| hidden) {
                    self.hidden_tables.insert(table);
                }
            }
            _ if self.reading.data.is_some() => self.data_part(name, element),
            _ => {
                if let Some(style) = self.reading.cell.as_ref().and_then(|cell| self.cells.get_mut(cell)) {
                    style.part(name, element);
                }
            }
        }
    }

    fn open_style(&mut self, element: &BytesStart<'_>) {
        let named = xml::attribute(element, "style:name").unwrap_or_default();
        match xml::attribute(element, "style:family").as_deref() {
            // Styles of text runs are kept under the same roof; their names do not meet.
            Some("table-cell" | "text") => {
                let style = CellStyle {
                    parent: xml::attribute(element, "style:parent-style-name"),
                    data: xml::attribute(element, "style:data-style-name"),
                    ..CellStyle::default()
                };
                self.cells.insert(named.clone(), style);
                self.reading.cell = Some(named);
            }
            Some("table") => self.reading.table = Some(named),
            _ => {}
        }
    }

    /// One piece of a number, date or text style.
    fn data_part(&mut self, name: &str, element: &BytesStart<'_>) {
        let long = xml::attribute(element, "number:style").as_deref() == Some("long");
        let piece = match name {
            "number" => number_code(element),
            "scientific-number" => number_code(element) + "E+00",
            "day" if long => "dd".to_owned(),
            "day" => "d".to_owned(),
            "month" if xml::flag(element, "number:textual") => if long { "mmmm" } else { "mmm" }.to_owned(),
            "month" if long => "mm".to_owned(),
            "month" => "m".to_owned(),
            "year" => if long { "yyyy" } else { "yy" }.to_owned(),
            "day-of-week" => if long { "dddd" } else { "ddd" }.to_owned(),
            "hours" => if long { "hh" } else { "h" }.to_owned(),
            "minutes" => if long { "mm" } else { "m" }.to_owned(),
            "seconds" => if long { "ss" } else { "s" }.to_owned(),
            "am-pm" => "AM/PM".to_owned(),
            "text-content" => "@".to_owned(),
            "text" | "currency-symbol" => {
                self.reading.in_text = true;
                String::new()
            }
            "map" => {
                let condition = xml::attribute(element, "style:condition").unwrap_or_default();
                let applied = xml::attribute(element, "style:apply-style-name").unwrap_or_default();
                if let (Some(bound), Some(style)) = (condition.strip_prefix("value()"), self.data()) {
                    style.maps.push((bound.replace("!=", "<>"), applied));
                }
                String::new()
            }
            _ => String::new(),
        };
        if let Some(style) = self.data() {
            style.code.push_str(&piece);
        }
    }

    fn data(&mut self) -> Option<&mut DataStyle> {
        self.reading.data.as_ref().and_then(|name| self.codes.get_mut(name))
    }

    /// Words in a data style; the percent sign among them works as in a code.
    fn literal(&mut self, text: &str) {
        let Some(style) = self.data() else { return };
        for letter in text.chars() {
            if letter != '%' {
                style.code.push('\\');
            }
            style.code.push(letter);
        }
    }
}

impl CellStyle {
    fn part(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "table-cell-properties" => self.border_parts(element),
            "paragraph-properties" => {
                let align = xml::attribute(element, "fo:text-align");
                self.centered = align.map(|align| align == "center").or(self.centered);
            }
            "text-properties" => {
                self.font = xml::attribute(element, "style:font-name")
                    .or_else(|| xml::attribute(element, "fo:font-family"))
                    .or_else(|| self.font.take());
                let weight = xml::attribute(element, "fo:font-weight");
                self.bold = weight.map(|weight| weight == "bold").or(self.bold);
                let slant = xml::attribute(element, "fo:font-style");
                self.italic = slant.map(|slant| slant == "italic").or(self.italic);
                let raised = xml::attribute(element, "style:text-position");
                self.superscript = raised.as_deref().map(is_raised).or(self.superscript);
            }
            _ => {}
        }
    }

    fn border_parts(&mut self, element: &BytesStart<'_>) {
        let drawn = |name: &str| {
            xml::attribute(element, name).map(|line| !line.trim().is_empty() && !line.starts_with("none"))
        };
        let all = drawn("fo:border");
        let sides = ["fo:border-left", "fo:border-right", "fo:border-top", "fo:border-bottom"].map(drawn);
        if all.is_some() || sides.iter().any(Option::is_some) {
            let [left, right, top, bottom] = sides.map(|side| side.or(all).unwrap_or(false));
            self.borders = Some(Borders { left, right, top, bottom });
        }
    }
}

/// «super 58%», «33% 58%»: how far above the line, and how large.
fn is_raised(position: &str) -> bool {
    let height = position.split_whitespace().next().unwrap_or_default();
    let percent = height.strip_suffix('%').and_then(|percent| percent.parse::<f32>().ok());
    height == "super" || percent.is_some_and(|percent| percent > 0.0)
}

fn is_data_style(name: &str) -> bool {
    matches!(
        name,
        "number-style"
            | "percentage-style"
            | "currency-style"
            | "date-style"
            | "time-style"
            | "boolean-style"
            | "text-style"
    )
}

/// «#,##0.00» for grouping, least whole digits and decimals.
fn number_code(element: &BytesStart<'_>) -> String {
    const MOST: u32 = 20;
    let count = |name: &str| xml::number(element, name).map(|count| count.min(MOST) as usize);
    let Some(decimals) = count("number:decimal-places") else {
        // No word about decimals: as many as there are.
        return "General".to_owned();
    };
    let whole = count("number:min-integer-digits").unwrap_or(0);
    let sure = count("number:min-decimal-places").unwrap_or(decimals).min(decimals);
    let grouped = xml::flag(element, "number:grouping");
    let mut code = if grouped { "#,###".to_owned() } else { "#".to_owned() };
    code.truncate(code.len().saturating_sub(whole.min(3)));
    code.push_str(&"0".repeat(whole));
    if decimals > 0 {
        code.push('.');
        code.push_str(&"0".repeat(sure));
        code.push_str(&"#".repeat(decimals - sure));
    }
    // Shown in thousands or millions.
    let factor = xml::attribute(element, "number:display-factor").and_then(|factor| factor.parse().ok());
    code.push_str(match factor.unwrap_or(1.0) {
        1e3 => ",",
        1e6 => ",,",
        1e9 => ",,,",
        _ => "",
    });
    code
}
