//! Scores reported in prose and in tables.
//!
//! A criterion keeps its words up to the points; what is listed below it are its components. The
//! readers report only what is printed: nothing is added up here.

mod prose;
mod score;
mod table;

use crate::item::Item;

pub use prose::read_prose;
pub use table::{rank, read_table};

/// A line of prose that may report scores, and how deep it stands below its heading.
pub struct ScoreLine<'a> {
    pub item: &'a Item,
    pub depth: u8,
}

/// Which column of a table of scores holds what.
pub struct ScoreColumns {
    pub index: Option<u32>,
    pub text: u32,
    pub maximum: Option<u32>,
    pub self_assessed: Option<u32>,
    pub achieved: Option<u32>,
    pub deducted: Option<u32>,
    pub percent: Option<u32>,
}

/// The unit of every score.
const UNIT: &str = "điểm";
