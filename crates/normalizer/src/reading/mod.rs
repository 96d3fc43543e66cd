//! Readings of quantities, times, agencies and references.
//!
//! Each reading cuts its text into [`token::Tokens`] once and walks over them; vocabularies are the
//! tables of `data/`, found by their first or last word ([`table::Phrases`]).

mod agency;
mod number;
mod quantity;
mod reference;
mod schedule;
mod table;
mod token;
mod words;

pub use agency::{agency_key, agency_names, are_two_agencies, find_agencies, is_agency_name, split_agencies};
pub use number::read_number;
pub use quantity::{QuantityReading, is_unit, number_style, read_quantities, read_quantities_with_doubts};
pub use reference::read_references;
pub use schedule::{ScheduleReading, prose_schedule, read_date, read_schedule, read_schedule_with_doubts};

/// How a document writes numbers: decided once for a document, from all its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberStyle {
    /// «1.250,5»: the legal Vietnamese form.
    #[default]
    Vietnamese,
    /// «1,250.5».
    English,
}

/// What a schedule's words leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScheduleContext {
    /// The plan's own year, for «Quý III», «Tháng 8».
    pub year: Option<i32>,
    /// The column says «hạn», «hoàn thành»: a bare date, month, quarter or year is a deadline.
    pub deadline: bool,
}

/// Words that have no certain reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The code of the diagnostic: `number-ambiguous`, `date-open`, `date-invalid`, `time-unread`.
    pub code: &'static str,
    /// The words, as printed.
    pub words: String,
    /// What is open, in plain English.
    pub reason: &'static str,
}

impl Doubt {
    pub(crate) fn new(code: &'static str, words: String, reason: &'static str) -> Self {
        Self { code, words, reason }
    }
}
