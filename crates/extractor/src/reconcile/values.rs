//! The values of an indicator against its own words, its range and its other years.

use super::excerpt;
use crate::phrases::{FALLING, words};
use model::{Comparator, Diagnostic, Number, PeriodValue, Places, Quantity, QuantityKind, Target, ValueRole};

/// Nothing that is planned is this many times the whole.
const ABSURD: i32 = 100_000;

pub(super) fn check(targets: &[Target]) -> Vec<Diagnostic> {
    targets.iter().flat_map(of_one).collect()
}

fn of_one(target: &Target) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, value) in target.values.iter().enumerate() {
        found.extend(value.quantities.iter().filter_map(|quantity| out_of_range(target, number, quantity)));
    }
    let stated = target.quantities.iter().filter_map(|quantity| range_of(target, quantity));
    found.extend(
        stated.map(|message| Diagnostic::warning("value-out-of-range", message, target.provenance.clone())),
    );
    found.extend(against_text(target));
    found.extend(falling(target));
    found
}

/// The cell of a value, or the row.
fn place(target: &Target, number: usize) -> Places {
    target.cells.get(&format!("values.{number}")).unwrap_or(&target.provenance).clone()
}

fn out_of_range(target: &Target, number: usize, quantity: &Quantity) -> Option<Diagnostic> {
    if quantity.value.is_some_and(|value| value > Number::from(100)) && is_share(target, quantity) {
        let message = format!("«{}» of «{}» is more than the whole", quantity.raw, excerpt(&target.text));
        return Some(Diagnostic::warning("value-out-of-range", message, place(target, number)));
    }
    let message = range_of(target, quantity)?;
    Some(Diagnostic::warning("value-out-of-range", message, place(target, number)))
}

/// What cannot be, whatever is counted.
fn range_of(target: &Target, quantity: &Quantity) -> Option<String> {
    let above = |limit: Option<Number>| quantity.value.zip(limit).is_some_and(|(value, limit)| value > limit);
    let reversed = quantity.min.zip(quantity.max).is_some_and(|(min, max)| min > max);
    let absurd = quantity.kind == QuantityKind::Percent && above(Some(Number::from(ABSURD)));
    let why = match () {
        () if reversed => "ends lower than it begins",
        () if quantity.kind == QuantityKind::Score && above(quantity.of) => "is more than there is to reach",
        () if absurd => "is no percentage that could be meant",
        () => return None,
    };
    Some(format!("«{}» in «{}» {why}", quantity.raw, excerpt(&target.text)))
}

/// What a share is not, but a rate of growth or of a plan fulfilled.
const RATES: [&str; 10] = [
    " so với ",
    " tăng ",
    " vượt ",
    " dự toán ",
    " chỉ tiêu giao ",
    " kế hoạch ",
    " bình quân ",
    " tốc độ ",
    " nhập học ",
    " chỉ số ",
];

/// A share of a whole: «Tỷ lệ hộ …».
fn is_share(target: &Target, quantity: &Quantity) -> bool {
    if quantity.kind != QuantityKind::Percent || quantity.change.is_some() {
        return false;
    }
    let text = format!(" {} ", words(&target.text).join(" "));
    text.starts_with(" tỷ lệ ") && !RATES.iter().any(|word| text.contains(word))
}

/// «… đến năm 2025 đạt 100%» beside a cell of 2025 that says 75%.
fn against_text(target: &Target) -> Vec<Diagnostic> {
    let stated = |quantity: &&Quantity| {
        quantity.kind == QuantityKind::Percent
            && quantity.change.is_none()
            && quantity.scope.is_none()
            && quantity.value.is_some()
    };
    let mut found = Vec::new();
    for quantity in target.quantities.iter().filter(stated) {
        let Some(year) = quantity.year else { continue };
        for (number, value) in target.values.iter().enumerate() {
            if value.year == Some(year)
                && value.role != ValueRole::Baseline
                && let Some(cell) = contradicts(quantity, value)
            {
                let message = format!(
                    "the cell of {year} says «{}», the indicator's own words «{}» for {year}: «{}»",
                    cell.raw,
                    quantity.raw,
                    excerpt(&target.text)
                );
                found.push(Diagnostic::warning("value-against-text", message, place(target, number)));
            }
        }
    }
    found
}

/// A percentage in the cell that falls short of the words, or exceeds what they allow.
fn contradicts<'a>(stated: &Quantity, value: &'a PeriodValue) -> Option<&'a Quantity> {
    let limit = stated.value?;
    let alike = |cell: &&Quantity| cell.kind == QuantityKind::Percent && cell.change.is_none();
    value.quantities.iter().filter(alike).find(|cell| match stated.comparator {
        Comparator::Equal | Comparator::AtLeast | Comparator::MoreThan => {
            cell.value.or(cell.max).is_some_and(|cell| cell < limit)
        }
        Comparator::AtMost | Comparator::LessThan => cell.value.or(cell.min).is_some_and(|cell| cell > limit),
        Comparator::Range | Comparator::About => false,
    })
}

/// A planned percentage that falls from one year to the next, where nothing says that it is to fall.
fn falling(target: &Target) -> Option<Diagnostic> {
    let cells = target.values.iter().flat_map(|value| &value.quantities);
    let downward = target.quantities.iter().chain(cells).any(|quantity| {
        quantity.change == Some(model::Change::Decrease)
            || matches!(quantity.comparator, Comparator::AtMost | Comparator::LessThan)
    });
    if downward {
        return None;
    }
    let mut planned: Vec<(i32, Number, usize)> = Vec::new();
    for (number, value) in target.values.iter().enumerate() {
        let [quantity] = value.quantities.as_slice() else { continue };
        let plain =
            quantity.kind == QuantityKind::Percent && quantity.change.is_none() && quantity.scope.is_none();
        if let (true, true, Some(year), Some(reached)) =
            (value.role != ValueRole::Baseline, plain, value.year, quantity.value)
        {
            planned.push((year, reached, number));
        }
    }
    let falls =
        planned.iter().zip(planned.iter().skip(1)).find(|(one, next)| next.0 > one.0 && next.1 < one.1);
    let ((from, before, _), (to, after, number)) = falls?;
    if FALLING.is_within(&format!(" {} ", words(&target.text).join(" "))) {
        return None;
    }
    let message = format!("«{}» falls from {before} % in {from} to {after} % in {to}", excerpt(&target.text));
    Some(Diagnostic::note("value-falling", message, place(target, *number)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{percent, target, value};
    use super::*;

    fn codes(target: &Target) -> Vec<String> {
        check(std::slice::from_ref(target)).into_iter().map(|one| one.code).collect()
    }

    #[test]
    fn cells_against_words() {
        for (stated, year, cell, expected) in [
            ("100", Some(2025), "75", &["value-against-text"][..]),
            ("100", Some(2025), "100", &[]),
            ("80", Some(2025), "85", &[]),
            ("100", Some(2024), "75", &[]),
            ("100", None, "75", &[]),
        ] {
            let mut target = target("Số hóa hồ sơ đến năm 2025 đạt");
            target.quantities.push(Quantity { year, ..percent(stated) });
            target.values.push(value(2025, ValueRole::Target, cell));
            assert_eq!(codes(&target), expected, "{stated} {year:?} {cell}");
        }
    }

    #[test]
    fn limits() {
        for (comparator, cell, expected) in [
            (Comparator::AtMost, "3", &["value-against-text"][..]),
            (Comparator::AtMost, "1", &[]),
            (Comparator::AtLeast, "1", &["value-against-text"]),
            (Comparator::AtLeast, "3", &[]),
        ] {
            let mut target = target("Chỉ tiêu");
            target.quantities.push(Quantity { year: Some(2025), comparator, ..percent("2") });
            target.values.push(value(2025, ValueRole::Target, cell));
            assert_eq!(codes(&target), expected, "{comparator:?} {cell}");
        }
    }

    #[test]
    fn ranges() {
        for (text, cell, expected) in [
            ("Tỷ lệ hộ dùng nước sạch", "101", &["value-out-of-range"][..]),
            ("Tỷ lệ hộ dùng nước sạch", "100", &[]),
            ("Tỷ lệ thu ngân sách so với dự toán", "135", &[]),
            ("Thu ngân sách đạt và vượt chỉ tiêu giao", "135", &[]),
        ] {
            let mut target = target(text);
            target.values.push(value(2025, ValueRole::Target, cell));
            assert_eq!(codes(&target), expected, "{text} {cell}");
        }
        let mut target = target("Chỉ số");
        target.quantities.push(Quantity {
            comparator: Comparator::Range,
            value: None,
            min: Some(Number::from(9)),
            max: Some(Number::from(5)),
            ..percent("0")
        });
        assert_eq!(codes(&target), ["value-out-of-range"]);
    }

    #[test]
    fn years_that_fall() {
        for (text, baseline, cells, expected) in [
            ("Tỷ lệ hài lòng", false, ["90", "85"], &["value-falling"][..]),
            ("Tỷ lệ hài lòng", false, ["85", "90"], &[]),
            ("Tỷ lệ hài lòng", true, ["90", "85"], &[]),
            ("Tỷ lệ hộ nghèo", false, ["5", "3"], &[]),
            ("Tỷ lệ chất thải chôn lấp trực tiếp", false, ["60", "30"], &[]),
        ] {
            let mut target = target(text);
            let first = if baseline { ValueRole::Baseline } else { ValueRole::Target };
            target.values.push(value(2024, first, cells[0]));
            target.values.push(value(2025, ValueRole::Forecast, cells[1]));
            assert_eq!(codes(&target), expected, "{text} {cells:?}");
        }
    }
}
