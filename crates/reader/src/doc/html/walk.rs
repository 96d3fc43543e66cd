//! The elements of a page → blocks.

use crate::flow::changes::Changes;
use crate::flow::compose::{Lines, Look, is_blank};
use crate::flow::grid::{self, MOST_COLUMNS, Origin};
use crate::flow::inner::Inner;
use crate::flow::number::{NumberForm, format_number};
use crate::flow::symbol;
use model::{Block, Cell, Diagnostic, Paragraph, Place, Table, TableMake};
use scraper::ElementRef;

/// Elements nested deeper than this are read as plain text.
const DEEPEST: usize = 150;

/// What holds inside an element.
#[derive(Clone, Default)]
struct Context {
    look: Look,
    centered: bool,
    /// Blanks and line ends count.
    preformatted: bool,
    heading: Option<u8>,
    depth: usize,
}

/// A list that is open: what its next item's label is.
struct List {
    form: Option<NumberForm>,
    next: u32,
}

#[derive(Default)]
pub struct Walk {
    out: Vec<Block>,
    open: Option<(Lines, Paragraph)>,
    /// The label of the next paragraph.
    label: String,
    after_blank: bool,
    lists: Vec<List>,
    origin: Option<Origin>,
    row: u32,
    tables: u32,
    paragraphs: u32,
    changes: Changes,
    remarks: Vec<Diagnostic>,
}

/// The rows of a table that is being read.
#[derive(Default)]
struct Draft {
    rows: u32,
    heading: u32,
    cells: Vec<Cell>,
    drawn: usize,
}

impl Walk {
    pub fn page(&mut self, root: ElementRef<'_>) -> Vec<Block> {
        self.children(root, &Context::default());
        self.end_paragraph();
        std::mem::take(&mut self.out)
    }

    pub fn diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.remarks;
        diagnostics.extend(self.changes.diagnostic());
        diagnostics
    }

    fn children(&mut self, element: ElementRef<'_>, context: &Context) {
        if context.depth > DEEPEST {
            let text: String = element.text().collect();
            return self.text(&text, context);
        }
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                self.text(text, context);
            } else if let Some(child) = ElementRef::wrap(child) {
                self.element(child, context);
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, context: &Context) {
        let context = inside(element, context);
        let style = style_of(element);
        if style.contains("display:none") || style.contains("mso-hide:all") {
            return;
        }
        match element.value().name() {
            "head" | "script" | "style" | "noscript" | "template" | "object" | "svg" | "xml" | "select" => {}
            "del" => self.changes.deleted(&self.place()),
            "ins" => {
                self.changes.inserted(&self.place());
                self.children(element, &context);
            }
            "br" => {
                self.after_blank = true;
                self.lines(&context).new_line();
            }
            "table" => {
                self.end_paragraph();
                let table = self.table(element, &context);
                self.out.extend(table.map(Block::Table));
            }
            "ol" | "ul" => self.list(element, &context),
            "li" => self.item(element, &context),
            // The number that Word drew, in a page saved from it.
            "span" if style.contains("mso-list:ignore") => {
                let text: String = element.text().collect();
                let text = symbol::shown(context.look.font.as_deref(), text.trim()).unwrap_or(text);
                self.label = symbol::bullet(text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}'));
            }
            name if is_block(name) => {
                self.end_paragraph();
                self.children(element, &context);
                self.end_paragraph();
            }
            _ => self.children(element, &context),
        }
    }

    fn list(&mut self, element: ElementRef<'_>, context: &Context) {
        self.end_paragraph();
        let form = match element.value().attr("type") {
            _ if element.value().name() == "ul" => None,
            Some("a") => Some(NumberForm::LowerLetter),
            Some("A") => Some(NumberForm::UpperLetter),
            Some("i") => Some(NumberForm::LowerRoman),
            Some("I") => Some(NumberForm::UpperRoman),
            _ => Some(NumberForm::Decimal),
        };
        let next = element.value().attr("start").and_then(|v| v.trim().parse().ok()).unwrap_or(1);
        self.lists.push(List { form, next });
        self.children(element, context);
        self.end_paragraph();
        self.lists.pop();
    }

    fn item(&mut self, element: ElementRef<'_>, context: &Context) {
        self.end_paragraph();
        let value = element.value().attr("value").and_then(|v| v.trim().parse().ok());
        if let Some(list) = self.lists.last_mut() {
            list.next = value.unwrap_or(list.next);
            self.label =
                list.form.map_or_else(|| "•".to_owned(), |form| format_number(list.next, form) + ".");
            list.next = list.next.saturating_add(1);
        }
        self.children(element, context);
        self.end_paragraph();
        // An item without a word still shows its number: the STT of a row. A bullet says nothing.
        let label = std::mem::take(&mut self.label);
        if !label.is_empty() && label != "•" {
            self.out.push(Block::Paragraph(Paragraph { label: Some(label), ..Paragraph::default() }));
        }
    }

    /// Characters: blanks collapse to one, and to none at the start of a line.
    fn text(&mut self, text: &str, context: &Context) {
        let mut shown = String::with_capacity(text.len());
        if self.open.is_none() {
            self.after_blank = true;
        }
        for character in text.chars() {
            let blank = matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !blank || context.preformatted || !self.after_blank {
                shown.push(if blank && !context.preformatted { ' ' } else { character });
            }
            self.after_blank = blank;
        }
        if shown.is_empty() {
            return;
        }
        let shown = symbol::shown(context.look.font.as_deref(), &shown).unwrap_or(shown);
        for (index, line) in shown.split('\n').enumerate() {
            let lines = self.lines(context);
            if index > 0 {
                lines.new_line();
            }
            lines.push(line.trim_end_matches('\r'), &context.look);
        }
    }

    fn place(&self) -> Place {
        match self.origin {
            Some(origin) => origin.place(self.row),
            None => Place::Paragraph { paragraph: self.paragraphs + 1 },
        }
    }

    fn lines(&mut self, context: &Context) -> &mut Lines {
        let place = self.place();
        let (lines, _) = self.open.get_or_insert_with(|| {
            let paragraph =
                Paragraph { heading: context.heading, centered: context.centered, ..Paragraph::default() };
            (Lines::new(place), paragraph)
        });
        lines
    }

    fn end_paragraph(&mut self) {
        self.after_blank = true;
        let Some((lines, paragraph)) = self.open.take() else { return };
        if lines.is_blank() {
            return;
        }
        let label = std::mem::take(&mut self.label);
        let paragraph = lines.finish(Paragraph { label: (!label.is_empty()).then_some(label), ..paragraph });
        if !is_blank(&paragraph) {
            self.out.push(Block::Paragraph(paragraph));
            self.paragraphs += u32::from(self.origin.is_none());
        }
    }

    fn table(&mut self, element: ElementRef<'_>, context: &Context) -> Option<Table> {
        let outer = (self.origin, self.row, std::mem::take(&mut self.out), std::mem::take(&mut self.lists));
        let origin = match self.origin {
            Some(around) => Origin { table: around.table, row: Some(around.row.unwrap_or(self.row + 1)) },
            None => {
                self.tables += 1;
                Origin { table: self.tables, row: None }
            }
        };
        self.origin = Some(origin);
        let bordered = element.value().attr("border").is_some_and(|border| border.trim() != "0")
            || draws(&style_of(element));
        let mut draft = Draft::default();
        self.rows(element, context, origin, &mut draft);
        (self.origin, self.row, self.out, self.lists) = outer;
        let drawn = bordered || draft.drawn * 2 >= draft.cells.len().max(1);
        match grid::table(draft.rows, draft.cells, origin) {
            Ok(mut table) => {
                table.make = if drawn { TableMake::Lattice } else { TableMake::Borderless };
                table.header_rows = if draft.heading < draft.rows { draft.heading } else { 0 };
                (draft.rows > 0).then_some(table)
            }
            Err(error) => {
                let place = vec![origin.place(0)];
                self.remarks.push(Diagnostic::error("table-too-large", error.to_string(), place));
                None
            }
        }
    }

    fn rows(&mut self, element: ElementRef<'_>, context: &Context, origin: Origin, draft: &mut Draft) {
        for child in element.children().filter_map(ElementRef::wrap) {
            let inner = inside(child, context);
            match child.value().name() {
                "tr" => self.one_row(child, &inner, origin, draft),
                "thead" | "tbody" | "tfoot" => {
                    self.rows(child, &inner, origin, draft);
                    if child.value().name() == "thead" {
                        draft.heading = draft.rows;
                    }
                }
                "caption" => self.children(child, &inner),
                _ => {}
            }
        }
    }

    fn one_row(&mut self, element: ElementRef<'_>, context: &Context, origin: Origin, draft: &mut Draft) {
        let mut column = 0u32;
        self.row = draft.rows;
        for child in element.children().filter_map(ElementRef::wrap) {
            if !matches!(child.value().name(), "td" | "th") {
                continue;
            }
            let mut inner = inside(child, context);
            inner.look.bold |= child.value().name() == "th";
            self.children(child, &inner);
            self.end_paragraph();
            let content = Inner::from(std::mem::take(&mut self.out));
            self.row = draft.rows;
            let span = |name: &str| child.value().attr(name).and_then(|v| v.trim().parse::<u32>().ok());
            let width = span("colspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
            // Zero rows means all that follow.
            let height = span("rowspan").map_or(1, |rows| if rows == 0 { u32::MAX } else { rows });
            draft.drawn += usize::from(draws(&style_of(child)));
            draft.cells.push(Cell {
                row: draft.rows,
                column,
                row_span: height,
                column_span: width,
                paragraphs: content.paragraphs,
                places: [origin.place(draft.rows)].into(),
                tables: content.tables,
                hidden: false,
            });
            column = column.saturating_add(width);
        }
        draft.rows += u32::from(column > 0);
    }
}

/// What holds inside an element, given what holds around it.
fn inside(element: ElementRef<'_>, context: &Context) -> Context {
    let mut context = Context { depth: context.depth + 1, ..context.clone() };
    let value = element.value();
    match value.name() {
        "b" | "strong" => context.look.bold = true,
        "i" | "em" => context.look.italic = true,
        "sup" => context.look.superscript = true,
        "center" => context.centered = true,
        "pre" => context.preformatted = true,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            context.heading =
                value.name().chars().nth(1).and_then(|c| c.to_digit(10)).map(|level| level as u8);
            context.look.bold = true;
        }
        _ => {}
    }
    if let Some(align) = value.attr("align").filter(|_| value.name() != "table") {
        context.centered = align.eq_ignore_ascii_case("center");
    }
    if let Some(face) = value.attr("face") {
        context.look.font = font(face);
    }
    for (property, value) in style_of(element).split(';').filter_map(|entry| entry.split_once(':')) {
        match property {
            "font-weight" => {
                context.look.bold = value == "bold" || value.parse().is_ok_and(|w: u32| w >= 600)
            }
            "font-style" => context.look.italic = value == "italic",
            "text-align" => context.centered = value == "center",
            "vertical-align" => context.look.superscript = value == "super",
            _ => {}
        }
    }
    let family = value.attr("style").and_then(|style| {
        let at = style.to_ascii_lowercase().find("font-family:")?;
        style.get(at + "font-family:".len()..)?.split(';').next()
    });
    if let Some(family) = family {
        context.look.font = font(family);
    }
    context
}

/// The first name of a list of fonts.
fn font(names: &str) -> Option<std::sync::Arc<str>> {
    let first = names.split(',').next()?.trim().trim_matches(['"', '\'']).trim();
    (!first.is_empty()).then(|| first.into())
}

/// An element's own style, in small letters and without blanks.
fn style_of(element: ElementRef<'_>) -> String {
    let style = element.value().attr("style").unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether a style draws a border.
fn draws(style: &str) -> bool {
    style.split(';').filter_map(|entry| entry.split_once(':')).any(|(property, value)| {
        property.starts_with("border")
            && !property.contains("collapse")
            && !property.contains("spacing")
            && ["solid", "double", "dotted", "dashed", "inset", "outset", "ridge", "groove"]
                .iter()
                .any(|kind| value.contains(kind))
    })
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "pre"
            | "center"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "dl"
            | "dt"
            | "dd"
            | "fieldset"
            | "form"
            | "address"
            | "hr"
            | "body"
            | "caption"
            | "figure"
    )
}
