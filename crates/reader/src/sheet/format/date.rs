//! Dates and times: a serial number of days under a section's parts.

use super::code::Part;
use std::fmt::Write as _;

/// 31 December 9999.
const LAST_DAY: f64 = 2_958_466.0;
/// From 1 January 1900 to 1 January 1904, as serial numbers count.
const DAYS_TO_1904: f64 = 1462.0;

struct Moment {
    year: i64,
    month: i64,
    day: i64,
    /// 0 is Sunday.
    weekday: i64,
    /// Whole seconds since the serial number 0.
    seconds: i64,
}

/// `None` where the number is no date.
pub fn show(parts: &[Part], value: f64, base_1904: bool) -> Option<String> {
    let serial = if base_1904 { value + DAYS_TO_1904 } else { value };
    if !(0.0..LAST_DAY).contains(&serial) {
        return None;
    }
    let moment = Moment::at(serial);
    let half_day = parts.contains(&Part::HalfDay);
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Point => text.push('.'),
            Part::Comma => text.push(','),
            Part::Slash => text.push('/'),
            Part::Percent => text.push('%'),
            Part::Date(letter, count) => moment.part(*letter, *count, half_day, &mut text),
            Part::Minutes(count) => padded(moment.seconds / 60 % 60, *count, &mut text),
            Part::Elapsed(letter, count) => {
                let unit = match letter {
                    'h' => 3600,
                    'm' => 60,
                    _ => 1,
                };
                padded(moment.seconds / unit, *count, &mut text);
            }
            Part::HalfDay => text.push_str(if moment.seconds / 3600 % 24 < 12 { "SA" } else { "CH" }),
            Part::Digit(_) => text.push('0'),
            Part::Exponent | Part::Text | Part::General => {}
        }
    }
    Some(text.trim().to_owned())
}

fn padded(number: i64, count: usize, text: &mut String) {
    let _ = if count >= 2 { write!(text, "{number:02}") } else { write!(text, "{number}") };
}

impl Moment {
    /// `serial` is within 0 and [`LAST_DAY`], so nothing overflows.
    #[allow(clippy::cast_possible_truncation)]
    fn at(serial: f64) -> Self {
        let seconds = (serial * 86_400.0).round() as i64;
        let days = seconds.div_euclid(86_400);
        // The calendar of 1900 has a 29 February that never was: serial 60.
        let (year, month, day) = match days {
            60 => (1900, 2, 29),
            0 => (1900, 1, 0),
            1..60 => civil(days - 25_568),
            _ => civil(days - 25_569),
        };
        Self { year, month, day, weekday: (days + 6).rem_euclid(7), seconds }
    }

    fn part(&self, letter: char, count: usize, half_day: bool, text: &mut String) {
        let hours = self.seconds / 3600 % 24;
        match (letter, count) {
            ('y', 1 | 2) => padded(self.year % 100, 2, text),
            ('y', _) => drop(write!(text, "{}", self.year)),
            ('m', 1 | 2) => padded(self.month, count, text),
            ('m', 3) => drop(write!(text, "Thg{}", self.month)),
            ('m', _) => drop(write!(text, "Tháng {}", self.month)),
            ('d', 1 | 2) => padded(self.day, count, text),
            ('d', _) => text.push_str(weekday(self.weekday, count)),
            ('h', _) if half_day => padded((hours + 11) % 12 + 1, count, text),
            ('h', _) => padded(hours, count, text),
            _ => padded(self.seconds % 60, count, text),
        }
    }
}

fn weekday(day: i64, count: usize) -> &'static str {
    let short = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"];
    let long = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
    let names = if count == 3 { short } else { long };
    usize::try_from(day).ok().and_then(|day| names.get(day).copied()).unwrap_or_default()
}

/// Year, month and day of a day counted from 1 January 1970 (Gregorian).
fn civil(days: i64) -> (i64, i64, i64) {
    // Years that begin in March make the leap day the last of its year.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
