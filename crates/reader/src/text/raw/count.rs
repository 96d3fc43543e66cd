//! How a table counts its rows: «I», «A», «1», «1.1», «a)», each kind in its own way and in order.

use crate::text::line::Word;
use crate::text::shape;

/// What an index is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Roman,
    Capital,
    Number,
    Part,
    Small,
}

/// The last index of each kind, and how the kind is written.
#[derive(Debug, Clone, Default)]
pub struct Count {
    roman: u32,
    capital: u32,
    number: u32,
    part: u32,
    small: u32,
    /// What stands behind an index: «.», «)» or nothing.
    endings: Vec<(Kind, String)>,
    /// Whether the last row was a group's title.
    after_group: bool,
}

impl Count {
    /// Takes the index of a line that begins the next row.
    pub fn take(&mut self, words: &[Word]) -> Option<String> {
        let word = words.first()?.text.as_str();
        let rest = words.get(1..).unwrap_or_default();
        let numbers = !rest.is_empty() && rest.iter().all(|word| shape::is_number(&word.text));
        let goes_on = rest.first().is_some_and(|next| shape::goes_on(&next.text));
        // «1000» is a year or an amount, unless row 999 is above it.
        let thousand = self.number >= 999 && shape::whole_number(word) == Some(self.number + 1);
        if !(shape::is_index(word) || thousand) || numbers || goes_on {
            return None;
        }
        let inner = word.trim_end_matches(['.', ')']);
        let ending = word.get(inner.len()..).unwrap_or_default();
        let kinds = [Kind::Roman, Kind::Capital, Kind::Part, Kind::Number, Kind::Small];
        let (kind, value) =
            kinds.into_iter().find_map(|kind| Some((kind, self.follows(kind, inner, rest)?)))?;
        match self.endings.iter().find(|(known, _)| *known == kind) {
            Some((_, known)) if known != ending => return None,
            Some(_) => {}
            None => self.endings.push((kind, ending.to_owned())),
        }
        self.advance(kind, value, inner);
        Some(word.to_owned())
    }

    /// Whether a line opens a section behind the table: «III. NHIỆM VỤ», which the table would write otherwise.
    pub fn is_left_at(&self, words: &[Word]) -> bool {
        let Some(word) = words.first().map(|word| word.text.as_str()) else { return false };
        let ending = word.get(word.trim_end_matches(['.', ')']).len()..).unwrap_or_default();
        let known = self.endings.iter().find(|(kind, _)| *kind == Kind::Roman);
        shape::is_roman(word)
            && ending == "."
            && words.get(1).is_some_and(|next| next.text.starts_with(char::is_uppercase))
            && known.is_none_or(|(_, known)| known != ending)
    }

    /// The value of an index that may come next.
    fn follows(&self, kind: Kind, inner: &str, rest: &[Word]) -> Option<u32> {
        let titled = rest.first().is_none_or(|word| word.text.starts_with(char::is_uppercase));
        match kind {
            Kind::Roman => roman(inner).filter(|&value| value == self.roman + 1),
            Kind::Capital => letter(inner, 'A').filter(|&value| value == self.capital + 1),
            Kind::Small => {
                letter(inner, 'a').filter(|&value| titled && (value == 1 || value == self.small + 1))
            }
            Kind::Number => shape::whole_number(inner).filter(|&value| {
                let first = value == 1 && (self.after_group || self.number == 0);
                first || value == self.number + 1
            }),
            Kind::Part => {
                let (first, last) = inner.split_once('.')?;
                let first = roman(first).or_else(|| shape::whole_number(first))?;
                let last = shape::whole_number(last.rsplit('.').next()?)?;
                let under = first == self.number || first == self.number + 1 || first == self.roman;
                (under && (last == 1 || (self.part..=self.part + 2).contains(&last))).then_some(last)
            }
        }
    }

    fn advance(&mut self, kind: Kind, value: u32, inner: &str) {
        self.after_group = matches!(kind, Kind::Roman | Kind::Capital);
        match kind {
            Kind::Roman => self.roman = value,
            Kind::Capital => self.capital = value,
            Kind::Number => (self.number, self.part, self.small) = (value, 0, 0),
            Kind::Part => {
                self.part = value;
                let first = inner.split('.').next().and_then(shape::whole_number);
                self.number = first.unwrap_or(self.number);
            }
            Kind::Small => self.small = value,
        }
        if kind == Kind::Capital {
            self.roman = 0;
        }
    }
}

/// Whether the index is a group's: «I», «A».
pub fn is_group(index: &str) -> bool {
    let inner = index.trim_end_matches(['.', ')']);
    shape::is_roman(inner) || letter(inner, 'A').is_some()
}

/// «A» is 1.
fn letter(text: &str, first: char) -> Option<u32> {
    let mut letters = text.chars();
    let only = letters.next().filter(|letter| letter.is_ascii_alphabetic())?;
    let value = u32::from(only).checked_sub(u32::from(first))? + 1;
    (letters.next().is_none() && value <= 26).then_some(value)
}

/// «XIV» is 14.
fn roman(text: &str) -> Option<u32> {
    if !shape::is_roman(text) {
        return None;
    }
    let values = text.chars().map(|letter| match letter {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        _ => 50,
    });
    let (mut total, mut last) = (0, 0);
    for value in values.rev() {
        if value < last {
            total -= value;
        } else {
            total += value;
            last = value;
        }
    }
    Some(total).filter(|&total: &i32| total > 0).and_then(|total| u32::try_from(total).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::line::TextLine;

    #[test]
    fn rows_are_counted_in_order() {
        let cases: [(&[&str], &[&str]); 6] = [
            (
                &["I", "1 Tỷ lệ", "100% 90%", "2", "II Thể chế", "1", "3 tháng", "3 5 7"],
                &["I", "1", "2", "II", "1"],
            ),
            (&["I", "9", "1", "2", "III. NHIỆM VỤ", "II"], &["I", "1", "2", "II"]),
            (
                &["1", "1.1", "1.2", "1.4", "1.4", "2", "3.1 Tỷ lệ", "5"],
                &["1", "1.1", "1.2", "1.4", "1.4", "2", "3.1"],
            ),
            (&["A HẠ TẦNG", "1", "1.1", "B SỐ", "1", "c"], &["A", "1", "1.1", "B", "1"]),
            (&["1", "a) Lập", "b) Duyệt", "2", "a) Lập"], &["1", "a)", "b)", "2", "a)"]),
            (&["1", "2. Các sở", "2"], &["1", "2"]),
        ];
        for (lines, expected) in cases {
            let mut count = Count::default();
            let found: Vec<String> =
                lines.iter().filter_map(|line| count.take(&TextLine::parse(1, 0, line).words)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn rows_are_counted_beyond_a_thousand() {
        let mut count = Count::default();
        let rows = (1..=1200).map(|number| format!("{number} Tỷ lệ"));
        assert!(rows.clone().all(|row| count.take(&TextLine::parse(1, 0, &row).words).is_some()));
        let mut count = Count::default();
        let years = ["1 Năm", "2025 Tỷ lệ", "2 Năm"];
        let taken = years.map(|row| count.take(&TextLine::parse(1, 0, row).words).is_some());
        assert_eq!(taken, [true, false, true]);
    }

    #[test]
    fn a_section_behind_the_table_is_written_otherwise() {
        for (rows, line, left) in [
            (&["I", "1"][..], "II. NHIỆM VỤ", true),
            (&["1", "2"], "III. TỔ CHỨC THỰC HIỆN", true),
            (&["I. Thể chế"], "II. Thủ tục", false),
            (&["1"], "I", false),
        ] {
            let mut count = Count::default();
            for row in rows {
                count.take(&TextLine::parse(1, 0, row).words);
            }
            assert_eq!(count.is_left_at(&TextLine::parse(1, 0, line).words), left, "{line}");
        }
    }
}
