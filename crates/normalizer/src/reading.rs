//! Readings of quantities, times, agencies and references.

use model::{Quantity, Reference, ScheduleEntry};

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

/// Every quantity in a text, in order.
pub fn read_quantities(_text: &str, _style: NumberStyle) -> Vec<Quantity> {
    Vec::new()
}

/// The entries of a «Thời gian» cell.
pub fn read_schedule(_text: &str, _context: ScheduleContext) -> Vec<ScheduleEntry> {
    Vec::new()
}

/// The deadlines and recurrences that a prose task's words state; not a loose «thường xuyên».
pub fn prose_schedule(_text: &str, _context: ScheduleContext) -> Vec<ScheduleEntry> {
    Vec::new()
}

/// Every legal document cited by number, each mention.
pub fn read_references(_text: &str) -> Vec<Reference> {
    Vec::new()
}

/// The agencies of one cell, as printed: split at bullets, semicolons and line ends (paragraphs are
/// given as lines), at a comma only between two named agencies.
pub fn split_agencies(_cell: &str) -> Vec<String> {
    Vec::new()
}

/// The agencies that a prose item names with their roles: the one it opens with leads, those after
/// «phối hợp với» coordinate.
pub fn find_agencies(_text: &str) -> Vec<model::Agency> {
    Vec::new()
}

/// The folded key of an agency's name.
pub fn agency_key(name: &str) -> String {
    crate::fold(name)
}
