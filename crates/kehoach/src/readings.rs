//! A line of text → the values that it says, for use in a pipe.

use model::{Quantity, Reference, ScheduleEntry};
use normalizer::{NumberStyle, ScheduleContext};

/// The line with its encoding repaired.
pub fn text(line: &str) -> String {
    normalizer::repair_line(line).0
}

/// Every quantity in the line, in order.
pub fn quantities(line: &str) -> Vec<Quantity> {
    normalizer::read_quantities(&text(line), NumberStyle::default())
}

/// The entries of a «Thời gian» cell. `year` is the plan's own, for what names none.
pub fn schedule(line: &str, year: Option<i32>) -> Vec<ScheduleEntry> {
    normalizer::read_schedule(&text(line), ScheduleContext { year, deadline: false })
}

/// Every legal document cited by number.
pub fn references(line: &str) -> Vec<Reference> {
    normalizer::read_references(&text(line))
}
