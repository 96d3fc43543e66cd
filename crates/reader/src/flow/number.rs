//! Automatic numbers: the forms of one number, and the counters of a list of many levels.

/// How one level's number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberForm {
    #[default]
    Decimal,
    /// 01, 02 … 10.
    DecimalZero,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// «1st»; only its digits are kept apart from the ending.
    Ordinal,
    /// A bullet, or no number at all: the level's text is all there is.
    None,
}

/// The number in its form; «a … z, aa, bb» as word processors do.
pub fn format_number(value: u32, form: NumberForm) -> String {
    match form {
        NumberForm::Decimal | NumberForm::Ordinal => value.to_string(),
        NumberForm::DecimalZero => format!("{value:02}"),
        NumberForm::UpperRoman => roman(value),
        NumberForm::LowerRoman => roman(value).to_lowercase(),
        NumberForm::UpperLetter => letters(value, b'A'),
        NumberForm::LowerLetter => letters(value, b'a'),
        NumberForm::None => String::new(),
    }
}

fn roman(value: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Nobody counts this far; a hostile start value must not give a megabyte of M.
    if value > 9999 {
        return value.to_string();
    }
    let mut rest = value;
    let mut text = String::new();
    for (step, letter) in STEPS {
        while rest >= step {
            text.push_str(letter);
            rest -= step;
        }
    }
    text
}

fn letters(value: u32, first: u8) -> String {
    if value == 0 || value > 780 {
        return value.to_string();
    }
    let letter = char::from(first + ((value - 1) % 26) as u8);
    std::iter::repeat_n(letter, ((value - 1) / 26 + 1) as usize).collect()
}

/// Word allows labels of 31 letters; a hostile one is kilobytes for each paragraph of the list.
const LONGEST_LABEL: usize = 255;

/// Levels of a list: word processors have nine, OpenDocument ten.
pub const LEVELS: usize = 10;

/// One level of a list's definition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Level {
    pub form: NumberForm,
    pub start: u32,
    /// «%1.%2.» with the levels from 1, or the bullet.
    pub text: String,
    /// The level (from 1) after which this one starts anew; 0: never; `None`: after every higher one.
    pub restart: Option<u32>,
    /// Writes the higher levels' numbers in decimals («isLgl»).
    pub decimal: bool,
}

/// The running numbers of one list.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    values: [Option<u32>; LEVELS],
}

impl Counters {
    /// Sets a level so that its next number is `value`.
    pub fn restart(&mut self, level: usize, value: u32) {
        if let Some(slot) = self.values.get_mut(level) {
            *slot = value.checked_sub(1);
        }
    }

    /// Counts one item of a level (from 0): levels below it start anew.
    pub fn count(&mut self, level: usize, levels: &[Level]) {
        let start = levels.get(level).map_or(1, |l| l.start);
        if let Some(slot) = self.values.get_mut(level) {
            *slot = Some(slot.map_or(start, |value| value.saturating_add(1)));
        }
        for (deeper, slot) in self.values.iter_mut().enumerate().skip(level + 1) {
            let after = levels.get(deeper).and_then(|l| l.restart);
            // «Restart after level 2» means: when level 2 or a higher one counts.
            if after.is_none_or(|after| level < after as usize) {
                *slot = None;
            }
        }
    }

    /// The label of the level as it stands: «%1.%2» filled in; `None` where it shows nothing.
    pub fn label(&self, level: usize, levels: &[Level]) -> Option<String> {
        let definition = levels.get(level)?;
        let mut label = String::new();
        let mut characters = definition.text.chars().peekable();
        while let Some(character) = characters.next().filter(|_| label.len() < LONGEST_LABEL) {
            let digit = characters.peek().and_then(|next| next.to_digit(10));
            match digit {
                Some(number @ 1..) if character == '%' => {
                    characters.next();
                    label.push_str(&self.written(number as usize - 1, definition.decimal, levels));
                }
                _ => label.push(character),
            }
        }
        let label = label.trim();
        (!label.is_empty()).then(|| label.to_owned())
    }

    fn written(&self, level: usize, decimal: bool, levels: &[Level]) -> String {
        let Some(definition) = levels.get(level) else { return String::new() };
        let value = self.values.get(level).copied().flatten().unwrap_or(definition.start);
        let form = match definition.form {
            NumberForm::None => NumberForm::None,
            _ if decimal => NumberForm::Decimal,
            form => form,
        };
        format_number(value, form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_forms() {
        let cases = [
            (4, NumberForm::Decimal, "4"),
            (4, NumberForm::DecimalZero, "04"),
            (12, NumberForm::DecimalZero, "12"),
            (1994, NumberForm::UpperRoman, "MCMXCIV"),
            (4, NumberForm::LowerRoman, "iv"),
            (26, NumberForm::LowerLetter, "z"),
            (28, NumberForm::UpperLetter, "BB"),
            (0, NumberForm::LowerLetter, "0"),
            (u32::MAX, NumberForm::UpperRoman, "4294967295"),
            (u32::MAX, NumberForm::LowerLetter, "4294967295"),
            (3, NumberForm::None, ""),
        ];
        for (value, form, text) in cases {
            assert_eq!(format_number(value, form), text, "{value} {form:?}");
        }
    }

    fn level(form: NumberForm, text: &str) -> Level {
        Level { form, start: 1, text: text.to_owned(), restart: None, decimal: false }
    }

    #[test]
    fn levels_count_and_start_anew() {
        let mut levels = vec![
            level(NumberForm::UpperRoman, "%1."),
            level(NumberForm::Decimal, "%1.%2."),
            level(NumberForm::LowerLetter, "%3)"),
        ];
        let mut counters = Counters::default();
        let mut labels = |sequence: &[usize], levels: &[Level]| {
            let label = |&level: &usize| {
                counters.count(level, levels);
                counters.label(level, levels).unwrap_or_default()
            };
            sequence.iter().map(label).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(labels(&[0, 1, 1, 2, 2, 1, 2, 0, 1], &levels), "I. I.1. I.2. a) b) I.3. a) II. II.1.");
        levels[1].decimal = true;
        levels[1].restart = Some(0);
        assert_eq!(labels(&[1, 0, 1], &levels), "2.2. III. 3.3.");
    }

    #[test]
    fn a_level_whose_parent_never_counted_shows_its_start() {
        let levels = [level(NumberForm::Decimal, "%1."), level(NumberForm::Decimal, "%1.%2")];
        let mut counters = Counters::default();
        counters.count(1, &levels);
        assert_eq!(counters.label(1, &levels).as_deref(), Some("1.1"));
        counters.restart(1, 7);
        counters.count(1, &levels);
        assert_eq!(counters.label(1, &levels).as_deref(), Some("1.7"));
        assert_eq!(counters.label(9, &levels), None);
        let hostile = [Level { start: u32::MAX, text: "%1".repeat(100_000), ..Level::default() }];
        assert!(counters.label(0, &hostile).is_some_and(|label| label.len() < 2 * LONGEST_LABEL));
    }
}
