//! Repairs Vietnamese text and reads the values in it. Pure functions over data tables:
//! no page, no table, no I/O.

pub mod fold;
pub mod reading;
pub mod repair;
pub mod syllable;

pub use fold::fold;
pub use reading::{
    NumberStyle, ScheduleContext, agency_key, find_agencies, prose_schedule, read_quantities,
    read_references, read_schedule, split_agencies,
};
pub use repair::{Prior, Repairs, repair, repair_line, survey};
pub use syllable::{Readability, Suspect, is_syllable, readability, suspect_words};
