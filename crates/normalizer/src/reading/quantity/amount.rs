//! The number itself: digits, digits in groups parted by blanks, words, and a gloss in brackets.

use super::unit::{Class, Unit, unit_at};
use crate::reading::NumberStyle;
use crate::reading::number::{Lexed, Measure, lex};
use crate::reading::token::{Gap, Tokens};
use crate::reading::words::spelled;
use model::Number;
use rust_decimal::Decimal;

/// A number as it stands, its value still open: the marks are read once the unit is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Digits with their marks; the digits of the value where it is written in words.
    digits: String,
    pub spelled: bool,
    /// «05 (bốn)»: the words in brackets say otherwise.
    pub disputed: bool,
    /// The token after the number and its gloss.
    pub next: usize,
}

impl Amount {
    /// The value, and whether the style had to decide between two readings.
    pub fn value(&self, style: NumberStyle, unit: Option<&Unit>) -> Option<(Number, bool)> {
        let (number, likely) = match lex(&self.digits, style, measure(unit)) {
            Lexed::Sure(number) => (number, false),
            Lexed::Likely(number) => (number, true),
            Lexed::None => return None,
        };
        if unit.is_some_and(|unit| unit.half) {
            return Number::new(number.decimal() + Decimal::new(5, 1)).map(|number| (number, likely));
        }
        Some((number, likely))
    }
}

fn measure(unit: Option<&Unit>) -> Measure {
    match unit {
        Some(unit) if unit.class == Class::Percent => Measure::Percent,
        Some(unit) if !unit.scaled && matches!(unit.class, Class::Count | Class::Money | Class::Times) => {
            Measure::Whole
        }
        _ => Measure::Any,
    }
}

/// The number that starts at `i`.
pub(crate) fn amount_at(tokens: &Tokens<'_>, i: usize) -> Option<Amount> {
    if tokens.is_number(i) {
        let (digits, next) = grouped(tokens, i).unwrap_or_else(|| (tokens.number(i).to_owned(), i + 1));
        let (disputed, next) = gloss(tokens, next, &digits);
        return Some(Amount { digits, spelled: false, disputed, next });
    }
    let words = spelled(tokens, i)?;
    Some(Amount { digits: words.value.to_string(), spelled: true, disputed: false, next: words.next })
}

/// A sum written in several steps, in the unit of the first.
pub(crate) struct Sum {
    pub value: Number,
    pub unit: Unit,
}

/// «1 tỷ 500 triệu đồng», «15 triệu 500 nghìn đồng»: whole steps that go down, each less than one of the step
/// before. Only the last has «đồng» behind it.
pub(crate) fn sum_at(tokens: &Tokens<'_>, style: NumberStyle, amount: &Amount, unit: &Unit) -> Option<Sum> {
    let whole = scale(unit)?;
    let mut total = amount.value(style, Some(unit))?.0.decimal();
    let whole_first = total.fract().is_zero() && !unit.half;
    let mut last = unit.clone();
    let mut step = whole;
    while last.class == Class::Scale && whole_first {
        let Some((part, smaller)) = step_at(tokens, style, last.next, step) else { break };
        total = total.checked_add(part.checked_div(whole)?)?;
        step = scale(&smaller)?;
        last = smaller;
    }
    let several = last.next > unit.next;
    let text = if last.class == Class::Money { format!("{} đồng", unit.text) } else { unit.text.clone() };
    let sum = Sum { value: Number::new(total)?, unit: Unit { text, ..last } };
    several.then_some(sum)
}

/// A further step of a sum, in đồng, with its unit.
fn step_at(tokens: &Tokens<'_>, style: NumberStyle, i: usize, above: Decimal) -> Option<(Decimal, Unit)> {
    if !tokens.is_number(i) || tokens.gap(i) != Gap::Space {
        return None;
    }
    let amount = amount_at(tokens, i)?;
    let unit = unit_at(tokens, amount.next).filter(|unit| !unit.half)?;
    let worth = scale(&unit)?;
    let (value, likely) = amount.value(style, Some(&unit))?;
    let part = value.decimal().checked_mul(worth)?;
    let fits = worth < above && part < above && !likely && value.decimal().fract().is_zero();
    fits.then_some((part, unit))
}

/// What one of a unit of money is worth in đồng; `None` for what is no plain sum of money.
fn scale(unit: &Unit) -> Option<Decimal> {
    let plain = unit.class == Class::Scale || (unit.class == Class::Money && unit.text.ends_with("đồng"));
    unit.worth.filter(|_| plain).map(Decimal::from)
}

/// «100 000 000 đ»: groups of three digits parted by single blanks, before a unit.
fn grouped(tokens: &Tokens<'_>, i: usize) -> Option<(String, usize)> {
    let first = tokens.number(i);
    if first.len() > 3 || first.starts_with('0') || !first.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits = first.to_owned();
    let mut next = i + 1;
    while tokens.gap(next) == Gap::Space {
        let group = tokens.number(next);
        // «1 250,5 tỷ đồng»: the last group may have decimals behind it.
        let (whole, decimals) = group.split_once(',').unwrap_or((group, ""));
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.len() != 3 || !plain(whole) || !plain(decimals) {
            break;
        }
        digits.push_str(group);
        next += 1;
        if !decimals.is_empty() {
            break;
        }
    }
    let parted = next > i + 1;
    let unit = unit_at(tokens, next).filter(|unit| !matches!(unit.class, Class::Percent | Class::Score));
    (parted && unit.is_some()).then_some((digits, next))
}

/// «01 (một)»: whether the words say another number, and the token after the bracket.
fn gloss(tokens: &Tokens<'_>, next: usize, digits: &str) -> (bool, usize) {
    if tokens.mark(next) != '(' {
        return (false, next);
    }
    match spelled(tokens, next + 1) {
        Some(words) if tokens.mark(words.next) == ')' => {
            (digits.trim_start_matches('0') != words.value.to_string(), words.next + 1)
        }
        _ => (false, next),
    }
}
