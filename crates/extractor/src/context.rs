//! What every record of a document needs to know of the whole, and the readings that it asks for.

use crate::vocabulary::Vocabulary;
use model::{Block, Diagnostic, Document, Paragraph, Place, Quantity, ScheduleEntry, Table};
use normalizer::{Doubt, NumberStyle, ScheduleContext};
use std::borrow::Cow;
use std::cell::RefCell;

/// Words with one of less confidence than this may say anything.
const DOUBTFUL: f32 = 0.6;

/// What is decided once for a document. Readings that stay open are remarks, collected here.
pub struct Context<'a> {
    pub vocabulary: &'a Vocabulary,
    /// The plan's own year, for times that name none.
    pub year: Option<i32>,
    /// The first year that is planned for: values before it were attained.
    pub first_year: Option<i32>,
    /// The year of targets that name none: the plan's own, where it has only one.
    pub aim: Option<i32>,
    /// The year of the document's own date: nothing is attained after it.
    pub issued: Option<i32>,
    pub style: NumberStyle,
    remarks: RefCell<Vec<Diagnostic>>,
}

impl<'a> Context<'a> {
    /// Decides how the document writes its numbers.
    pub fn new(
        document: &Document,
        vocabulary: &'a Vocabulary,
        year: Option<i32>,
        first_year: Option<i32>,
    ) -> Self {
        let (style, doubts) = number_style(document);
        let context = Self {
            vocabulary,
            year,
            first_year,
            aim: year,
            issued: None,
            style,
            remarks: RefCell::default(),
        };
        context.remark(doubts, &[]);
        context
    }

    /// The same with another year for targets that name none.
    pub fn aiming_at(self, aim: Option<i32>) -> Self {
        Self { aim, ..self }
    }

    /// The same for a document of that year.
    pub fn issued_in(self, issued: Option<i32>) -> Self {
        Self { issued, ..self }
    }

    /// Every quantity in a text.
    pub fn quantities(&self, text: &str, places: &[Place]) -> Vec<Quantity> {
        let mut found = normalizer::read_quantities_with_doubts(text, self.style);
        self.remark(found.doubts, places);
        found.quantities.shrink_to_fit();
        found.quantities
    }

    /// The entries of a «Thời gian» cell; in a column of deadlines a bare date is one.
    pub fn schedule(&self, text: &str, deadline: bool, places: &[Place]) -> Vec<ScheduleEntry> {
        let context = ScheduleContext { year: self.year, deadline };
        let mut found = normalizer::read_schedule_with_doubts(text, context);
        self.remark(found.doubts, places);
        found.entries.shrink_to_fit();
        found.entries
    }

    /// The deadlines and recurrences that a prose task states.
    pub fn prose_schedule(&self, text: &str) -> Vec<ScheduleEntry> {
        normalizer::prose_schedule(text, ScheduleContext { year: self.year, deadline: false })
    }

    /// What stayed open.
    pub fn take_remarks(self) -> Vec<Diagnostic> {
        self.remarks.into_inner()
    }

    /// Points out words that OCR is not sure of: under a seal a value becomes any word.
    pub fn remark_doubtful(&self, words: &str, confidence: f32, places: &[Place]) {
        if confidence < DOUBTFUL {
            self.remark_unsure(words, places);
        }
    }

    /// Points out words that OCR may have read where none are, or in place of others.
    pub fn remark_unsure(&self, words: &str, places: &[Place]) {
        let reason = "the OCR is not sure of it";
        self.remark(vec![Doubt { code: "low-confidence", words: words.to_owned(), reason }], places);
    }

    /// Keeps what stayed open.
    fn remark(&self, doubts: Vec<Doubt>, places: &[Place]) {
        let remark = |doubt: Doubt| {
            Diagnostic::warning(doubt.code, format!("«{}»: {}", doubt.words, doubt.reason), places.to_vec())
        };
        self.remarks.borrow_mut().extend(doubts.into_iter().map(remark));
    }
}

/// How a document parts thousands, and what leaves that open.
pub fn number_style(document: &Document) -> (NumberStyle, Vec<Doubt>) {
    let texts = numeric_texts(document);
    normalizer::number_style(texts.iter().map(AsRef::as_ref))
}

/// The lines that hold a number with a mark in it: all that tells how thousands are parted.
fn numeric_texts(document: &Document) -> Vec<Cow<'_, str>> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => collect(paragraph, &mut texts),
            Block::Table(table) => collect_table(table, &mut texts),
        }
    }
    texts
}

fn collect_table<'a>(table: &'a Table, texts: &mut Vec<Cow<'a, str>>) {
    for cell in &table.cells {
        cell.paragraphs.iter().for_each(|paragraph| collect(paragraph, texts));
        cell.tables.iter().for_each(|inner| collect_table(inner, texts));
    }
}

fn collect<'a>(paragraph: &'a Paragraph, texts: &mut Vec<Cow<'a, str>>) {
    let numeric =
        |text: &Cow<'_, str>| text.contains(['.', ',']) && text.bytes().any(|byte| byte.is_ascii_digit());
    texts.extend(paragraph.lines.iter().map(model::Line::words).filter(numeric));
}
