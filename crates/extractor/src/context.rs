//! What every record of a document needs to know of the whole.

use crate::vocabulary::Vocabulary;
use normalizer::{NumberStyle, ScheduleContext};

/// What is decided once for a document.
pub struct Context<'a> {
    pub vocabulary: &'a Vocabulary,
    /// The plan's own year, for times that name none.
    pub year: Option<i32>,
    /// The first year that is planned for: values before it were attained.
    pub first_year: Option<i32>,
    pub style: NumberStyle,
}

impl Context<'_> {
    pub fn schedule(&self, deadline: bool) -> ScheduleContext {
        ScheduleContext { year: self.year, deadline }
    }
}
