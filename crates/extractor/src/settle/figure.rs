//! A number as it is printed in a cell.

use normalizer::NumberStyle;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A number with what its printing says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    pub value: Decimal,
    /// Places behind the decimal mark as printed: 1 for «95,0».
    pub decimals: u32,
    pub percent: bool,
}

/// What a place of a table holds, as far as arithmetic goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry {
    /// Nothing, or a dash: nothing is to be added.
    Blank,
    Number(Figure),
    /// Words, several numbers, or a number that is itself in dispute.
    Other,
}

impl Figure {
    /// «1.250», «-3,5», «95,0%», «120 ha»: one number, and behind it at most words.
    pub fn parse(text: &str, style: NumberStyle) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_prefix(['-', '−', '–']).unwrap_or(text);
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let (digits, rest) = bare.split_at_checked(bare.find(|c| !is_part(c)).unwrap_or(bare.len()))?;
        let (digits, rest) = (digits.trim_end_matches(['.', ',']), rest.trim_start());
        let percent = rest.starts_with('%');
        let words = rest.trim_start_matches('%');
        if !digits.starts_with(|c: char| c.is_ascii_digit())
            || !words.chars().all(|c| c.is_alphabetic() || c == ' ')
        {
            return None;
        }
        let value = normalizer::read_number(digits, style)?.decimal();
        let value = if bare.len() < text.len() { -value } else { value };
        Some(Self { value, decimals: decimals(digits, value), percent })
    }

    /// The step of its last place.
    pub fn step(&self) -> Decimal {
        Decimal::new(1, self.decimals)
    }

    /// How many digits it has, the last one weighed: what hits it by chance is one in ten to this.
    pub fn digits(&self) -> f32 {
        self.steps().and_then(|steps| steps.to_f32()).unwrap_or_default().max(1.0).log10()
    }

    /// Its digits without their mark.
    pub fn steps(&self) -> Option<Decimal> {
        self.value.abs().checked_div(self.step()).map(|steps| steps.normalize())
    }
}

impl Entry {
    pub fn parse(text: &str, style: NumberStyle) -> Self {
        if text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '−')) {
            return Self::Blank;
        }
        Figure::parse(text, style).map_or(Self::Other, Self::Number)
    }

    pub fn figure(self) -> Option<Figure> {
        match self {
            Self::Number(figure) => Some(figure),
            Self::Blank | Self::Other => None,
        }
    }
}

/// Digits behind the mark, unless the mark parts thousands.
fn decimals(digits: &str, value: Decimal) -> u32 {
    let all: String = digits.chars().filter(char::is_ascii_digit).collect();
    let whole = all.parse().is_ok_and(|all: Decimal| all == value.abs());
    let behind = digits.rsplit(['.', ',']).next().filter(|behind| behind.len() < digits.len());
    if whole { 0 } else { behind.map_or(0, |behind| behind.len() as u32) }
}

/// Whether a text can be what it looks like: «15/42/2025» is no date, «90-35%» no range.
pub fn is_possible(text: &str, style: NumberStyle) -> bool {
    let numbers = |mark: char| -> Option<Vec<Decimal>> {
        let parts = text.trim_end_matches('%').split(mark);
        parts.map(|part| Figure::parse(part, style).map(|figure| figure.value)).collect()
    };
    let within = |number: &Decimal, from: i64, to: i64| (from..=to).contains(&number.to_i64().unwrap_or(-1));
    let date = match numbers('/').as_deref() {
        Some([day, month, year]) => within(day, 1, 31) && within(month, 1, 12) && within(year, 1900, 2100),
        _ => true,
    };
    let range = match numbers('-').as_deref() {
        Some([from, to]) => from < to,
        _ => true,
    };
    date && range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_printed() {
        for (text, expected) in [
            ("1.250", Some(("1250", 0, false))),
            ("95,0%", Some(("95", 1, true))),
            ("95,05 %", Some(("95.05", 2, true))),
            ("-3,5", Some(("-3.5", 1, false))),
            ("120 ha", Some(("120", 0, false))),
            ("1.250.000,5", Some(("1250000.5", 1, false))),
            ("0,5", Some(("0.5", 1, false))),
            ("63.", Some(("63", 0, false))),
            ("18/21", None),
            ("95-100%", None),
            ("≥ 95", None),
            ("Năm 2025", None),
            ("2 xã 3 thôn", None),
            ("", None),
        ] {
            let found = Figure::parse(text, NumberStyle::Vietnamese);
            let found = found.map(|figure| (figure.value.to_string(), figure.decimals, figure.percent));
            let expected = expected.map(|(value, decimals, percent)| (value.to_owned(), decimals, percent));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_no_calendar_and_no_range_has() {
        for (text, possible) in [
            ("15/12/2025", true),
            ("15/42/2025", false),
            ("35/12/2025", false),
            ("90-95%", true),
            ("90-35%", false),
            ("1.200-1.500", true),
            ("18/21", true),
            ("2025", true),
        ] {
            assert_eq!(is_possible(text, NumberStyle::Vietnamese), possible, "{text}");
        }
    }
}
