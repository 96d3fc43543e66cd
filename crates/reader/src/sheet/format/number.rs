//! Numbers that are no dates, under a section's parts.

use super::code::Part;
use super::decimal::Decimal;

/// Beyond this nothing but zeros is shown anyway.
const MAX_DECIMALS: usize = 30;

/// As the General format shows it: whole numbers whole, fractions with eleven characters at most.
pub fn general(value: f64) -> String {
    let decimal = Decimal::from_f64(value);
    if decimal.point() > 15 {
        return scientific(&decimal, 5);
    }
    let before = usize::try_from(decimal.point().max(1)).unwrap_or(1);
    // A tiny fraction would vanish in eleven characters; its digits are worth more than the width.
    let decimals = if decimal.point() < -4 { MAX_DECIMALS } else { 10_usize.saturating_sub(before) };
    let rounded = decimal.rounded(decimals);
    plain(&rounded, rounded.decimals(), false)
}

/// This many decimals, with a comma; dots between thousands where asked for.
pub fn plain(decimal: &Decimal, decimals: usize, grouped: bool) -> String {
    let mut text = String::new();
    if decimal.negative && !decimal.is_zero() {
        text.push('-');
    }
    let whole = decimal.whole();
    let whole = if whole.is_empty() { "0" } else { &whole };
    for (place, digit) in whole.chars().enumerate() {
        if grouped && place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if decimals > 0 {
        text.push(',');
        text.push_str(&decimal.fraction(decimals));
    }
    text
}

/// A negative number that its format shows without a minus sign: in brackets as accountants do, or in
/// red. Read as it is seen it would be positive, so the sign is put in. A format whose negative section
/// has words of its own («giảm 5») says it with them.
pub fn with_sign(shown: String, own_words: bool) -> String {
    let has_minus = shown.contains(['-', '−', '–']);
    let first = shown.find(|c: char| c.is_ascii_digit());
    let Some((before, number)) = first.and_then(|first| shown.split_at_checked(first)) else { return shown };
    if has_minus || own_words || !number.contains(|c: char| matches!(c, '1'..='9')) {
        return shown;
    }
    match before.strip_suffix('(') {
        Some(before) => format!("{before}-{}", number.replacen(')', "", 1)),
        None => format!("{before}-{number}"),
    }
}

fn scientific(decimal: &Decimal, decimals: usize) -> String {
    let exponent = if decimal.is_zero() { 0 } else { decimal.point() - 1 };
    let mantissa = decimal.clone().shifted(-exponent).rounded(decimals);
    format!("{}E{exponent:+03}", plain(&mantissa, decimals.min(mantissa.decimals()), false))
}

/// Under the parts of a section: placeholders, percent, grouping, words.
pub fn show(parts: &[Part], value: f64) -> String {
    let mut decimal = Decimal::from_f64(value);
    let has = |wanted: &Part| parts.contains(wanted);
    let digits = parts.iter().filter(|part| matches!(part, Part::Digit(_))).count();
    if has(&Part::Slash) || (has(&Part::Text) && digits == 0) {
        return general(value);
    }
    if has(&Part::General) {
        return with_words(parts, &general(value));
    }
    let point = parts.iter().position(|part| *part == Part::Point).unwrap_or(parts.len());
    let (before, after) = parts.split_at_checked(point).unwrap_or((parts, &[]));
    let after = after.get(1..).unwrap_or(&[]);
    if has(&Part::Exponent) {
        let decimals = after.iter().take_while(|part| matches!(part, Part::Digit(_))).count();
        return scientific(&decimal, decimals.min(MAX_DECIMALS));
    }
    let percents = parts.iter().filter(|part| **part == Part::Percent).count();
    let grouped = is_grouped(before);
    let scale = trailing_commas(before) + trailing_commas(after);
    let shift = 2 * i32::try_from(percents).unwrap_or(0) - 3 * scale;
    let decimals = after.iter().filter(|part| matches!(part, Part::Digit(_))).count().min(MAX_DECIMALS);
    decimal = decimal.shifted(shift).rounded(decimals);

    let mut text = String::new();
    if decimal.negative && !decimal.is_zero() && digits > 0 {
        text.push('-');
    }
    show_whole(before, &decimal, grouped, &mut text);
    show_fraction(after, &decimal, decimals, &mut text);
    text.trim().to_owned()
}

/// Commas after the last placeholder divide by a thousand each.
fn trailing_commas(parts: &[Part]) -> i32 {
    let Some(last) = parts.iter().rposition(|part| matches!(part, Part::Digit(_))) else { return 0 };
    let commas = parts.iter().skip(last + 1).take_while(|part| **part == Part::Comma);
    i32::try_from(commas.count()).unwrap_or(0)
}

/// A comma between placeholders groups by thousands.
fn is_grouped(before: &[Part]) -> bool {
    let last = before.iter().rposition(|part| matches!(part, Part::Digit(_)));
    let first = before.iter().position(|part| matches!(part, Part::Digit(_)));
    let between = first.zip(last).and_then(|(first, last)| before.get(first..last));
    between.is_some_and(|middle| middle.contains(&Part::Comma))
}

/// The digits before the point, filled into the placeholders from the right.
fn show_whole(before: &[Part], decimal: &Decimal, grouped: bool, text: &mut String) {
    let whole = decimal.whole();
    let mut places = before.iter().filter(|part| matches!(part, Part::Digit(_))).count();
    let total = places.max(whole.len());
    let mut left = total;
    let mut started = false;
    for part in before {
        match part {
            Part::Digit(kind) => {
                // The first placeholder takes all digits that have no place of their own.
                let here = if left == total { total - places + 1 } else { 1 };
                places -= 1;
                for _ in 0..here {
                    let digit = whole.len().checked_sub(left).and_then(|at| whole.chars().nth(at));
                    let digit = digit.or((*kind == '0').then_some('0'));
                    if let Some(digit) = digit {
                        if grouped && started && left.is_multiple_of(3) {
                            text.push('.');
                        }
                        text.push(digit);
                        started = true;
                    }
                    left -= 1;
                }
            }
            other => word(other, text),
        }
    }
}

/// The digits after the point: `#` shows no trailing zeros.
fn show_fraction(after: &[Part], decimal: &Decimal, decimals: usize, text: &mut String) {
    let fraction = decimal.fraction(decimals);
    let said = decimal.decimals();
    let mut place = 0;
    for part in after {
        if let Part::Digit(kind) = part {
            if let Some(digit) = fraction.chars().nth(place).filter(|_| place < said || *kind == '0') {
                if place == 0 {
                    text.push(',');
                }
                text.push(digit);
            }
            place += 1;
        } else {
            word(part, text);
        }
    }
}

fn word(part: &Part, text: &mut String) {
    match part {
        Part::Literal(literal) => text.push_str(literal),
        Part::Percent => text.push('%'),
        _ => {}
    }
}

fn with_words(parts: &[Part], number: &str) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::General => text.push_str(number),
            other => word(other, &mut text),
        }
    }
    text.trim().to_owned()
}
