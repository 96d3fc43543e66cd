//! Units: what follows a number.

use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use model::QuantityKind;
use std::sync::LazyLock;

/// What sort of thing a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Percent,
    Score,
    Money,
    Measure,
    Count,
    Duration,
    /// «lần»: a count, or after «gấp» and «tăng» a multiple.
    Times,
    /// A scale with nothing behind it: «5 tỷ».
    Scale,
    /// A rate over something: «bác sĩ/vạn dân».
    Rate,
    /// «tuổi»: an age that is reached, or the bound of a group of people.
    Age,
    /// «sao»: a class, never a quantity.
    Grade,
}

impl Class {
    /// The kind of a quantity with such a unit.
    pub fn kind(self) -> QuantityKind {
        match self {
            Self::Percent => QuantityKind::Percent,
            Self::Score => QuantityKind::Score,
            Self::Money => QuantityKind::Money,
            Self::Count | Self::Times => QuantityKind::Count,
            Self::Duration => QuantityKind::Duration,
            Self::Measure | Self::Scale | Self::Rate | Self::Age | Self::Grade => QuantityKind::Number,
        }
    }
}

/// A unit read from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub class: Class,
    /// As the record says it: «tỷ đồng», «sáng kiến, giải pháp».
    pub text: String,
    /// «rưỡi» after a scale adds half of it.
    pub half: bool,
    /// Whether a scale («triệu») stands before the unit.
    pub scaled: bool,
    /// What one of it is worth where sums are written in steps: 1,000,000 for «triệu», 1 for «đồng».
    pub worth: Option<u64>,
    /// The token after the unit.
    pub next: usize,
}

static UNITS: LazyLock<Phrases<(Class, &'static str)>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/units.tsv"), |row| {
        let class = match *row.get(1)? {
            "percent" => Class::Percent,
            "score" => Class::Score,
            "money" => Class::Money,
            "measure" => Class::Measure,
            "duration" => Class::Duration,
            "times" => Class::Times,
            "count" => Class::Count,
            "age" => Class::Age,
            "grade" => Class::Grade,
            _ => return None,
        };
        Some((class, row.get(2).copied().unwrap_or("")))
    })
});

static COUNTED: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/counted.tsv"), |_| Some(())));

static SCALES: LazyLock<Phrases<(&'static str, Option<u64>)>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/scales.tsv"), |row| {
        Some((*row.get(1)?, row.get(2).and_then(|worth| worth.parse().ok())))
    })
});

static BASES: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/rate_bases.tsv"), |_| Some(())));

/// Whether a counted thing stands at `i`.
pub(crate) fn is_counted(tokens: &Tokens<'_>, i: usize) -> bool {
    COUNTED.is_at(tokens, i)
}

/// Whether a text is a unit and nothing else, as in a column «ĐVT»: «Tỷ đồng», «1.000 tấn», «Hộ».
pub fn is_unit(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let tokens = Tokens::new(&text);
    let first = usize::from(tokens.is_number(0));
    let end = unit_at(&tokens, first).map(|unit| unit.next);
    tokens.len() > first && end == Some(tokens.len())
}

/// The unit that starts at `i`.
pub(crate) fn unit_at(tokens: &Tokens<'_>, i: usize) -> Option<Unit> {
    // A unit may go over to the next line, but not a new sentence or heading.
    if tokens.gap(i) == Gap::Line && tokens.is_capital(i) {
        return None;
    }
    let Some((length, (scale, worth))) = SCALES.at(tokens, i) else { return base_at(tokens, i) };
    let mut next = i + length;
    let half = tokens.word(next) == "rưỡi";
    next += usize::from(half);
    let base = (tokens.gap(next) != Gap::Line).then(|| base_at(tokens, next)).flatten();
    Some(match base {
        Some(base) if !matches!(base.class, Class::Percent | Class::Score | Class::Duration) => {
            Unit { text: format!("{scale} {}", base.text), half, scaled: true, worth, ..base }
        }
        _ if scale == "triệu đồng" || scale == "tỷ đồng" => {
            Unit { class: Class::Money, text: scale.to_owned(), half, scaled: true, worth, next }
        }
        _ => Unit { class: Class::Scale, text: scale.to_owned(), half, scaled: true, worth, next },
    })
}

fn base_at(tokens: &Tokens<'_>, i: usize) -> Option<Unit> {
    let (class, text, next) = match (UNITS.at(tokens, i), COUNTED.at(tokens, i)) {
        (Some((length, (class, canonical))), counted) if counted.is_none_or(|(n, ())| n <= length) => {
            let text =
                if canonical.is_empty() { closed(tokens.raw(i, i + length)) } else { canonical.to_owned() };
            (class, text, i + length)
        }
        (_, Some((length, ()))) => {
            let next = enumeration(tokens, i + length);
            (Class::Count, closed(tokens.raw(i, next)), next)
        }
        _ if is_abbreviation(tokens, i) => (Class::Count, tokens.printed(i).to_owned(), i + 1),
        _ => return None,
    };
    let worth = (class == Class::Money).then_some(1);
    Some(rated(tokens, Unit { class, text, half: false, scaled: false, worth, next }))
}

/// «12 KCN», «25 HTX»: capitals behind a number stand for what is counted, unless they are part of a
/// symbol or a Roman numeral.
fn is_abbreviation(tokens: &Tokens<'_>, i: usize) -> bool {
    let word = tokens.printed(i);
    let capitals = word.chars().all(|c| c.is_uppercase()) && (2..=8).contains(&word.chars().count());
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let symbol =
        tokens.touches(i) || (tokens.touches(i + 1) && (tokens.is_dash(i + 1) || tokens.mark(i + 1) == '/'));
    tokens.is_word(i) && capitals && !roman && !symbol
}

/// «sáng kiến, giải pháp», «tỉnh, thành phố»: further counted things after commas. In «20 hộ, phường 2: 30 hộ»
/// and «tỉnh 20 hộ, xã: 5 hộ» what stands behind the comma belongs to the next number.
fn enumeration(tokens: &Tokens<'_>, mut next: usize) -> usize {
    while tokens.mark(next) == ',' {
        let Some((length, ())) = COUNTED.at(tokens, next + 1) else { break };
        let end = next + 1 + length;
        let labels = tokens.is_number(end) || tokens.mark(end) == ':';
        if tokens.gap(next + 1) == Gap::Line || labels {
            break;
        }
        next = end;
    }
    next
}

/// «/người/năm», «/vạn dân». «/năm» after a share or a count is the plan's own rhythm, not the unit's.
fn rated(tokens: &Tokens<'_>, mut unit: Unit) -> Unit {
    while tokens.mark(unit.next) == '/' || is_rate_base(tokens, unit.next + 1) {
        let base = unit.next + 1;
        let Some((length, ())) = BASES.at(tokens, base).or_else(|| COUNTED.at(tokens, base)) else { break };
        if tokens.word(base) == "năm" && matches!(unit.class, Class::Percent | Class::Count | Class::Times) {
            break;
        }
        if matches!(unit.class, Class::Percent | Class::Score) {
            break;
        }
        if matches!(unit.class, Class::Count | Class::Times) {
            unit.class = Class::Rate;
        }
        unit.text = format!("{}/{}", unit.text, closed(tokens.raw(base, base + length)));
        unit.next = base + length;
    }
    unit
}

/// «bác sĩ trên 10.000 dân», «Số giường bệnh/10.000 dân»: so many of one for each so many of another.
/// «phục vụ trên 10.000 dân» counts.
pub(crate) fn is_rate_base(tokens: &Tokens<'_>, i: usize) -> bool {
    let over = i.wrapping_sub(1);
    matches!(tokens.low(over), "trên" | "/")
        && tokens.is_number(i)
        && BASES.is_at(tokens, i)
        && COUNTED.before(tokens, over).is_some()
}

/// Words as printed, with single blanks.
pub(crate) fn closed(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut out = words.next().unwrap_or("").to_owned();
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_unit_from_other_words() {
        for unit in ["%", "Tỷ đồng", "Triệu đồng/người/năm", "1.000 tấn", "Hộ", "Xã", "‰", "Giường/vạn dân"]
        {
            assert!(is_unit(unit), "{unit}");
        }
        for other in ["", "12", "Sở Tài chính", "Xã Hòa Phú", "12 %  số hộ", "Kế hoạch năm 2025"]
        {
            assert!(!is_unit(other), "{other}");
        }
    }

    #[test]
    fn reads_units() {
        for (text, expected) in [
            ("% số hồ sơ", "% Percent"),
            ("tỷ đồng", "tỷ đồng Money"),
            ("nghìn tỷ đồng", "nghìn tỷ đồng Money"),
            ("triệu đồng/người/năm", "triệu đồng/người/năm Money"),
            ("triệu lượt", "triệu lượt Count"),
            ("tỷ Kwh", "tỷ kWh Measure"),
            ("sáng kiến, giải pháp/năm", "sáng kiến, giải pháp Count"),
            ("bác sĩ/vạn dân", "bác sĩ/vạn dân Rate"),
            ("bác sĩ trên 10.000 dân", "bác sĩ/10.000 dân Rate"),
            ("triệu tỷ đồng", "triệu tỷ đồng Money"),
            ("hộ, phường 2: 30 hộ", "hộ Count"),
            ("hộ, xã 30 hộ", "hộ Count"),
            ("điểm phần trăm", "điểm phần trăm Percent"),
            ("m2", "m² Measure"),
            ("ngày làm việc", "ngày làm việc Duration"),
            ("rừng", "none"),
        ] {
            let unit = unit_at(&Tokens::new(&format!("5 {text}")), 1);
            let shown = unit.map_or("none".to_owned(), |u| format!("{} {:?}", u.text, u.class));
            assert_eq!(shown, expected, "{text}");
        }
    }
}
