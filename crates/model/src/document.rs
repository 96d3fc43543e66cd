//! What every format becomes: blocks in reading order, paragraphs and tables.

use crate::{BBox, Diagnostic, Format, Place, Places, TextLayer};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::sync::Arc;

/// What the cells of a column are, as far as words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellKind {
    Index,
    Text,
    /// A quantity with its unit and bounds, nothing else.
    Number,
    Agency,
    Time,
    Unit,
}

/// A whole source as blocks in reading order.
#[derive(Debug, Clone)]
pub struct Document {
    pub format: Format,
    /// `None` where the format has no pages.
    pub pages: Option<u32>,
    pub text_layer: TextLayer,
    pub blocks: Vec<Block>,
    pub signatures: Vec<Signature>,
    /// Numbers of a scan whose readings do not agree.
    pub disputes: Vec<Dispute>,
    /// What the reader has to say.
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// What a paragraph is for, as far as its looks and its place in the file tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParagraphRole {
    #[default]
    Body,
    /// A running head or foot, a page number, a stamp.
    Furniture,
    /// The text of a footnote or endnote.
    Footnote,
}

/// A paragraph: its lines as printed. In a two-column letterhead or signature block each column's
/// paragraphs come one after the other, left column first, and `column` says which.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    pub role: ParagraphRole,
    /// The number or bullet that the program drew by itself (automatic numbering): «1.», «a)», «-».
    /// It is not part of the lines.
    pub label: Option<String>,
    pub lines: Lines,
    /// Level of a heading style, from 1; `None` for body text.
    pub heading: Option<u8>,
    pub centered: bool,
    /// Left edge of the first line, points; 0 where the format does not say.
    pub indent: f32,
    /// 0 in single-column text; 1, 2 … from the left where texts stand side by side.
    pub column: u8,
}

/// A paragraph's lines; nearly all paragraphs of a table have one.
pub type Lines = SmallVec<[Line; 1]>;

/// A line's runs; most lines have one look throughout.
pub type Runs = SmallVec<[Run; 1]>;

/// A printed line.
#[derive(Debug, Clone)]
pub struct Line {
    pub runs: Runs,
    pub place: Place,
}

/// A stretch of text of one look. Text is as in the file, not yet repaired.
#[derive(Debug, Clone, Default)]
pub struct Run {
    pub text: String,
    /// The font's name, as evidence of a legacy encoding.
    pub font: Option<Arc<str>>,
    pub bold: bool,
    pub italic: bool,
    /// A raised or small mark, such as a footnote's number.
    pub superscript: bool,
    /// 0 to 1; 1 for native text.
    pub confidence: Option<f32>,
}

/// How a table was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableMake {
    /// By its drawn lines, or a table of the format itself.
    Lattice,
    /// By alignment alone.
    Stream,
    /// A table of the format itself without drawn borders: often only a layout (letterhead, signature).
    Borderless,
}

/// One logical table, over however many pages. Cells are the truth, the grid is a view: the cells
/// cover the grid without overlap, in order of row, then column.
#[derive(Debug, Clone)]
pub struct Table {
    pub make: TableMake,
    pub rows: u32,
    pub columns: u32,
    pub cells: Vec<Cell>,
    /// Rows at the top that the file itself marks, or a repetition proves, as heading rows; 0 where nothing says so.
    pub header_rows: u32,
    /// Heading rows that were printed again on later pages and set aside by the stitching.
    pub repeated_rows: u32,
    /// Where each part stands, one for each page.
    pub parts: Places,
    /// The sheet's name, in a spreadsheet.
    pub name: Option<String>,
}

/// A cell. Rows and columns count from 0.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub row: u32,
    pub column: u32,
    pub row_span: u32,
    pub column_span: u32,
    pub paragraphs: Vec<Paragraph>,
    /// Where it stands; several where it was cut by a page break.
    pub places: Places,
    /// Tables inside the cell, after its paragraphs.
    pub tables: Vec<Table>,
    /// Not shown in the source (hidden row, column or sheet).
    pub hidden: bool,
}

/// A number of a scan that was read in several ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    pub place: Place,
    /// The reading that stands in the text; empty where there is ink and nothing could be read.
    pub taken: String,
    /// What else was read that could be a number.
    pub rivals: Vec<String>,
}

/// A digital signature of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub name: Option<String>,
    pub organisation: Option<String>,
    /// ISO 8601 with offset.
    pub time: Option<String>,
}

impl Line {
    /// The runs joined.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The same without a copy where it is one run, as nearly all lines are.
    pub fn words(&self) -> Cow<'_, str> {
        match self.runs.as_slice() {
            [run] => Cow::Borrowed(&run.text),
            _ => Cow::Owned(self.text()),
        }
    }

    /// Whether nothing is seen of it.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Whether every visible letter is bold.
    pub fn is_bold(&self) -> bool {
        let mut visible = self.runs.iter().filter(|run| !run.text.trim().is_empty()).peekable();
        visible.peek().is_some() && visible.all(|run| run.bold)
    }
}

impl Paragraph {
    /// The lines closed up: one space between them, none after a hyphen that the line end follows
    /// («QĐ-» + «TTg» is «QĐ-TTg»). The label is not part of it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            close_up(&mut text, &line.words());
        }
        text
    }

    /// The same without a copy where it is one line of one run, as nearly all cells are.
    pub fn words(&self) -> Cow<'_, str> {
        match self.lines.as_slice() {
            [Line { runs, .. }] if runs.len() == 1 => {
                Cow::Borrowed(runs.first().map_or("", |run| run.text.trim()))
            }
            _ => Cow::Owned(self.text()),
        }
    }

    /// Whether every line is bold.
    pub fn is_bold(&self) -> bool {
        let mut lines = self.lines.iter().filter(|line| !line.is_blank()).peekable();
        lines.peek().is_some() && lines.all(Line::is_bold)
    }
}

/// Appends a line to a paragraph's text: one space between, none where the text so far ends in a
/// letter or digit with a hyphen, slash or ampersand («QĐ-», «2021-», «triệu đồng/», «KH&») and the line
/// goes on with a letter or digit.
pub fn close_up(text: &mut String, line: &str) {
    let line = line.trim();
    if line.is_empty() {
        return;
    }
    text.truncate(text.trim_end().len());
    let mut end = text.chars().rev();
    let hyphen = matches!(end.next(), Some('-' | '/' | '&' | '\u{2010}' | '\u{2011}'))
        && end.next().is_some_and(char::is_alphanumeric);
    let goes_on = hyphen && line.chars().next().is_some_and(char::is_alphanumeric);
    if !text.is_empty() && !goes_on {
        text.push(' ');
    }
    text.push_str(line);
}

impl Cell {
    /// The paragraphs' texts, one a line.
    pub fn text(&self) -> String {
        let texts: Vec<String> = self.paragraphs.iter().map(Paragraph::text).collect();
        texts.join("\n")
    }
}

impl Table {
    /// The cell that covers a place of the grid.
    pub fn cell_at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        })
    }
}

impl Place {
    /// The box, where the place is on a page.
    pub fn bbox(&self) -> Option<BBox> {
        match self {
            Self::Page { bbox, .. } => Some(*bbox),
            _ => None,
        }
    }
}
