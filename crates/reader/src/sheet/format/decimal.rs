//! The decimal digits of a double, rounded as spreadsheets round.

/// 0.d₁d₂d₃… × 10^point, with the sign apart. Spreadsheets show at most 15 significant digits, so
/// 0.8964 stored as 0.89639999999999997 is 0.8964, and halves are rounded away from zero on these.
#[derive(Debug, Clone, PartialEq)]
pub struct Decimal {
    pub negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    pub fn from_f64(value: f64) -> Self {
        // Numbers of rows, counts: most cells.
        if value.abs() < 1e15 && value.trunc() == value {
            return Self::from_whole(value.abs() as u64, value < 0.0);
        }
        // The shortest digits that mean the number, where 15 are enough: they are found much sooner, and
        // a double tells any two numbers of 15 digits apart.
        let mut text = format!("{:e}", value.abs());
        if text.bytes().take_while(|&byte| byte != b'e').filter(u8::is_ascii_digit).count() > 15 {
            text = format!("{:.14e}", value.abs());
        }
        Self::from_scientific(&text, value < 0.0)
    }

    fn from_whole(value: u64, negative: bool) -> Self {
        let mut digits = Vec::new();
        let mut left = value;
        while left > 0 {
            digits.push((left % 10) as u8);
            left /= 10;
        }
        digits.reverse();
        let point = digits.len() as i32;
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self { negative, digits, point }
    }

    fn from_scientific(text: &str, negative: bool) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let mut digits: Vec<u8> =
            mantissa.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let point = if digits.is_empty() { 0 } else { exponent.parse::<i32>().unwrap_or(0) + 1 };
        Self { negative, digits, point }
    }

    /// Moves the decimal point to the right: 2 for a percentage, −3 for thousands.
    #[must_use]
    pub fn shifted(mut self, places: i32) -> Self {
        if !self.digits.is_empty() {
            self.point = self.point.saturating_add(places);
        }
        self
    }

    /// Rounded to this many decimals, halves away from zero.
    #[must_use]
    pub fn rounded(mut self, decimals: usize) -> Self {
        let keep = i64::from(self.point) + i64::try_from(decimals).unwrap_or(i64::MAX);
        let Ok(keep) = usize::try_from(keep) else {
            return Self { digits: Vec::new(), point: 0, ..self };
        };
        let up = self.digits.get(keep).is_some_and(|&digit| digit >= 5);
        self.digits.truncate(keep);
        if up {
            self.count_up();
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    /// Adds one in the last place kept.
    fn count_up(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// How many digits stand before the point; 0 or less for numbers below one.
    pub fn point(&self) -> i32 {
        self.point
    }

    /// Digits before the point, without leading zeros; empty below one.
    pub fn whole(&self) -> String {
        (0..self.point.max(0)).map(|place| self.digit(place)).collect()
    }

    /// This many digits after the point.
    pub fn fraction(&self, decimals: usize) -> String {
        (0..i32::try_from(decimals).unwrap_or(i32::MAX))
            .map(|place| self.digit(self.point.saturating_add(place)))
            .collect()
    }

    /// How many digits after the point say something.
    pub fn decimals(&self) -> usize {
        let length = i64::try_from(self.digits.len()).unwrap_or(0);
        usize::try_from(length - i64::from(self.point)).unwrap_or(0)
    }

    fn digit(&self, place: i32) -> char {
        let digit =
            usize::try_from(place).ok().and_then(|place| self.digits.get(place)).copied().unwrap_or(0);
        char::from(b'0' + digit.min(9))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_shortest_digits_are_the_exact_ones(whole in 0_u64..2_000_000_000_000_000_000, places in -20_i32..25) {
            let rounded = (whole as f64 / 10_f64.powi(places)).trunc();
            for value in [f64::from_bits(whole), whole as f64 / 10_f64.powi(places), rounded, -rounded] {
                let exact = Decimal::from_scientific(&format!("{:.14e}", value.abs()), value < 0.0);
                prop_assert_eq!(Decimal::from_f64(value), exact);
            }
        }
    }
}
