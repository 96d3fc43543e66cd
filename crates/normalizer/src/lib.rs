//! Repairs Vietnamese text and reads the values in it. Pure functions over data tables:
//! no page, no table, no I/O.

pub mod chars;
pub mod fold;
pub mod reading;
pub mod repair;
pub mod syllable;

pub use chars::{bare_letter, is_alphabetic, is_alphanumeric};
pub use fold::{fold, fold_onto};
pub use reading::{
    Doubt, NumberStyle, QuantityReading, ScheduleContext, ScheduleReading, agency_key, agency_names,
    are_two_agencies, find_agencies, is_agency_name, is_unit, number_style, prose_schedule, read_date,
    read_number, read_quantities, read_quantities_with_doubts, read_references, read_schedule,
    read_schedule_with_doubts, split_agencies,
};
pub use repair::{Prior, Repairs, is_legacy_repair, is_sound, repair, repair_line, repair_ocr, survey};
pub use syllable::{Readability, Suspect, is_common, is_syllable, readability, suspect_words};
