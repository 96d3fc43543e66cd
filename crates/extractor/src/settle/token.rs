//! A number's place in a text.

use std::ops::Range;

/// Where a number stands in a text; `None` where it does not, or more than once.
pub fn find(text: &str, number: &str) -> Option<Range<usize>> {
    if number.is_empty() {
        return None;
    }
    let mut found = text.match_indices(number).map(|(start, _)| start..start + number.len());
    let mut whole = found.by_ref().filter(|place| is_whole(text, place));
    let first = whole.next()?;
    whole.next().is_none().then_some(first)
}

/// Whether no number goes on before or behind it.
fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let mut before = text.get(..place.start).unwrap_or_default().chars().rev();
    let mut behind = text.get(place.end..).unwrap_or_default().chars();
    let ends = |next: Option<char>, then: Option<char>| match next {
        Some(c) if c.is_ascii_digit() => false,
        Some('.' | ',' | '/') => !then.is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    };
    ends(before.next(), before.next()) && ends(behind.next(), behind.next())
}

/// The text with another number in its place.
pub fn replace(text: &str, place: &Range<usize>, number: &str) -> String {
    let part = |range: Option<&str>| range.unwrap_or_default().to_owned();
    part(text.get(..place.start)) + number + &part(text.get(place.end..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_that_stand_once() {
        for (text, number, expected) in [
            ("đạt 15% trở lên", "15%", Some(7)),
            ("15", "15", Some(0)),
            ("1.15 và 15", "15", Some(9)),
            ("115", "15", None),
            ("15, 20", "15", Some(0)),
            ("15,20", "15", None),
            ("15 và 15", "15", None),
            ("mười", "", None),
        ] {
            assert_eq!(find(text, number).map(|place| place.start), expected, "{text}");
        }
        assert_eq!(replace("đạt 15%", &(7..10), "75%"), "đạt 75%");
    }
}
