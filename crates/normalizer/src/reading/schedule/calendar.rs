//! Days of the calendar, with whatever of them is left open.

/// A full day that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: i32,
    month: u32,
    day: u32,
}

impl Day {
    /// Null for what is in no calendar: 31/6.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let exists = (1900..=2199).contains(&year) && (1..=12).contains(&month);
        (exists && (1..=last_day(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// The first day of a month.
    pub fn first(year: i32, month: u32) -> Option<Self> {
        Self::new(year, month, 1)
    }

    /// The last day of a month.
    pub fn last(year: i32, month: u32) -> Option<Self> {
        Self::new(year, month, last_day(year, month))
    }

    /// `YYYY-MM-DD`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn last_day(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_days_that_exist() {
        for (year, month, day, exists) in [
            (2023, 6, 30, true),
            (2023, 6, 31, false),
            (2024, 2, 29, true),
            (2023, 2, 29, false),
            (2000, 2, 29, true),
            (2100, 2, 29, false),
            (2023, 13, 1, false),
            (2023, 1, 0, false),
            (23, 1, 1, false),
        ] {
            assert_eq!(Day::new(year, month, day).is_some(), exists, "{day}/{month}/{year}");
        }
        assert_eq!(Day::last(2024, 2).map(Day::iso).as_deref(), Some("2024-02-29"));
    }
}
