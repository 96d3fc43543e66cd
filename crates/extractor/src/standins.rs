//! Stand-ins until the readings of metadata and scores land.

pub mod assessment {
    use crate::item::Item;
    use model::{Assessment, Heading, Table};

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

    /// The assessments that the lines below a heading report; none where they report no scores.
    pub fn read_prose(_lines: &[ScoreLine<'_>], _path: &[Heading]) -> Vec<Assessment> {
        Vec::new()
    }

    /// The assessments of a table of scores, whose data begins at a row.
    pub fn read_table(
        _table: &Table,
        _from: u32,
        _columns: &ScoreColumns,
        _path: &[Heading],
    ) -> Vec<Assessment> {
        Vec::new()
    }
}
