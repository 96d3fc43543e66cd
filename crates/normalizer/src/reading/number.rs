//! Digits to exact decimals: which mark parts thousands, which the decimals.

use super::NumberStyle;
use model::Number;

/// What a stretch of digits and marks reads as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lexed {
    /// Only one reading is possible in this style.
    Sure(Number),
    /// Another reading is as likely: «5,877» may be thousands in a document that is careless of its marks.
    Likely(Number),
    /// No number: «1.2.3», or more digits than an exact value may have.
    None,
}

/// What is known of a number's surroundings before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// A share: never written with thousands.
    Percent,
    /// Things that are counted one by one: a fraction of three digits makes no sense.
    Whole,
    /// Anything else.
    Any,
}

/// The number that digits with their marks are, where nothing is known of what they count.
pub fn read_number(text: &str, style: NumberStyle) -> Option<Number> {
    match lex(text, style, Measure::Any) {
        Lexed::Sure(number) | Lexed::Likely(number) => Some(number),
        Lexed::None => None,
    }
}

/// Reads digits with their marks.
pub(crate) fn lex(text: &str, style: NumberStyle, measure: Measure) -> Lexed {
    let groups: Vec<&str> = text.split(['.', ',']).collect();
    let marks: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
    match (groups.as_slice(), marks.as_slice()) {
        ([whole], []) => sure(whole, ""),
        ([whole, rest], [mark]) => one_mark(whole, rest, *mark, style, measure),
        ([first, middle @ .., last], [mark, marks @ ..]) if thousands(first, middle) => {
            match marks.split_last() {
                Some((end, rest)) if rest.iter().all(|m| m == mark) => {
                    let whole = format!("{first}{}", middle.concat());
                    if end != mark {
                        sure(&whole, last)
                    } else if last.len() == 3 {
                        sure(&format!("{whole}{last}"), "")
                    } else {
                        Lexed::None
                    }
                }
                _ => Lexed::None,
            }
        }
        _ => Lexed::None,
    }
}

/// One mark: «1.250» and «5,877» could be either; the rest could not.
fn one_mark(whole: &str, rest: &str, mark: char, style: NumberStyle, measure: Measure) -> Lexed {
    if !thousands(whole, &[rest]) || whole.starts_with('0') {
        return sure(whole, rest);
    }
    let thousands_mark = match style {
        NumberStyle::Vietnamese => '.',
        NumberStyle::English => ',',
    };
    let joined = number(&format!("{whole}{rest}"));
    let parted = number(&format!("{whole}.{rest}"));
    match (measure, mark == thousands_mark) {
        (Measure::Percent, _) => parted.map_or(Lexed::None, Lexed::Sure),
        (_, true) => joined.map_or(Lexed::None, Lexed::Sure),
        (Measure::Whole, false) => joined.map_or(Lexed::None, Lexed::Likely),
        (Measure::Any, false) => parted.map_or(Lexed::None, Lexed::Likely),
    }
}

/// Whether groups of digits are such as thousands are parted in.
fn thousands(first: &str, rest: &[&str]) -> bool {
    (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3)
}

fn sure(whole: &str, rest: &str) -> Lexed {
    let text = if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") };
    number(&text).map_or(Lexed::None, Lexed::Sure)
}

fn number(text: &str) -> Option<Number> {
    let trimmed = text.trim_start_matches('0');
    let text = if trimmed.is_empty() || trimmed.starts_with('.') {
        format!("0{trimmed}")
    } else {
        trimmed.to_owned()
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, style: NumberStyle, measure: Measure) -> String {
        match lex(text, style, measure) {
            Lexed::Sure(number) => number.to_string(),
            Lexed::Likely(number) => format!("{number}?"),
            Lexed::None => "none".to_owned(),
        }
    }

    #[test]
    fn reads_the_marks_of_both_styles() {
        for (text, vietnamese, english) in [
            ("07", "7", "7"),
            ("0", "0", "0"),
            ("89,64", "89.64", "89.64"),
            ("10.5", "10.5", "10.5"),
            ("1.250", "1250", "1.25?"),
            ("5,877", "5.877?", "5877"),
            ("0.125", "0.125", "0.125"),
            ("1.250,5", "1250.5", "1250.5"),
            ("1,250.5", "1250.5", "1250.5"),
            ("12.345.678", "12345678", "12345678"),
            ("1.234.567,89", "1234567.89", "1234567.89"),
            ("148,320,000", "148320000", "148320000"),
            ("1.2.3", "none", "none"),
            ("12.5.2023", "none", "none"),
            ("1.234,567.8", "none", "none"),
            ("1234567890123456", "none", "none"),
        ] {
            assert_eq!(read(text, NumberStyle::Vietnamese, Measure::Any), vietnamese, "{text}");
            assert_eq!(read(text, NumberStyle::English, Measure::Any), english, "{text}");
        }
    }

    #[test]
    fn the_unit_decides_what_the_marks_leave_open() {
        assert_eq!(read("1.250", NumberStyle::Vietnamese, Measure::Percent), "1.25");
        assert_eq!(read("1.250", NumberStyle::Vietnamese, Measure::Whole), "1250");
        assert_eq!(read("1,250", NumberStyle::Vietnamese, Measure::Whole), "1250?");
        assert_eq!(read("45,7", NumberStyle::Vietnamese, Measure::Whole), "45.7");
    }
}
