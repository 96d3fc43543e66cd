//! Parts of an indicator that are more than the whole: «Tổng đàn 2.150; Trong đó: Trâu 2.500».
//!
//! Parts need not be all there are, and may overlap («nữ», «dân tộc thiểu số»): their sum says nothing.

use super::excerpt;
use crate::phrases::words;
use model::{Comparator, Diagnostic, Number, PeriodValue, QuantityKind, Target};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(targets: &[Target]) -> Vec<Diagnostic> {
    let wholes: BTreeSet<&str> = targets.iter().filter_map(|target| target.parent.as_deref()).collect();
    let wholes = targets.iter().filter(|target| wholes.contains(target.id.as_str()));
    let by_id: BTreeMap<&str, &Target> = wholes.map(|target| (target.id.as_str(), target)).collect();
    let mut found = Vec::new();
    for part in targets {
        let whole = part.parent.as_deref().and_then(|id| by_id.get(id));
        if let Some(whole) =
            whole.filter(|whole| whole.unit == part.unit && is_summed(whole) && is_summed(part))
        {
            found.extend(part.values.iter().enumerate().filter_map(|(number, value)| {
                let (own, of) = exceeds(whole, value)?;
                let message = format!(
                    "«{}» is {own}, more than the {of} of «{}» that it is a part of",
                    excerpt(&part.text),
                    excerpt(&whole.text)
                );
                let place = part.cells.get(&format!("values.{number}")).unwrap_or(&part.provenance);
                Some(Diagnostic::warning("sum-mismatch", message, place.clone()))
            }));
        }
    }
    found
}

/// Whether the indicator's parts add up: things that are counted, no shares, rates or means.
fn is_summed(target: &Target) -> bool {
    let unit = target.unit.as_deref().unwrap_or_default();
    if unit.is_empty() || unit.contains(['/', '%', '‰']) {
        return false;
    }
    let text = format!(" {} ", words(&target.text).join(" "));
    let mean = [" bình quân ", " tỷ lệ ", " tốc độ ", " chỉ số ", " năng suất ", " mật độ "];
    !mean.iter().any(|word| text.contains(word))
}

/// The part's number and the whole's in the same column, where the part's is the larger.
fn exceeds(whole: &Target, part: &PeriodValue) -> Option<(Number, Number)> {
    let column = |value: &&PeriodValue| {
        value.year == part.year && value.role == part.role && value.label == part.label
    };
    let of = plain(whole.values.iter().find(column)?)?;
    let own = plain(part)?;
    (own > of).then_some((own, of))
}

/// The number of a cell that is nothing but one.
fn plain(value: &PeriodValue) -> Option<Number> {
    let [quantity] = value.quantities.as_slice() else { return None };
    let counted = matches!(quantity.kind, QuantityKind::Number | QuantityKind::Count | QuantityKind::Money);
    let bare =
        quantity.comparator == Comparator::Equal && quantity.change.is_none() && quantity.unit.is_none();
    quantity.value.filter(|_| counted && bare)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{target, value};
    use super::*;
    use model::{Quantity, ValueRole};

    #[test]
    fn a_part_is_no_more_than_the_whole() {
        for (text, unit, whole, part, alarms) in [
            ("Trâu", "con", "2150", "2500", 1),
            ("Trâu", "con", "2150", "350", 0),
            ("Trâu", "con", "350", "350", 0),
            ("Tỷ lệ nữ", "người", "20", "50", 0),
            ("Lúa", "tạ/ha", "20", "50", 0),
            ("Vùng cao", "%", "5", "15", 0),
            ("Vùng cao", "", "5", "15", 0),
        ] {
            let row = |id: &str, text: &str, cell: &str| {
                let mut target = target(text);
                target.id = id.to_owned();
                target.unit = Some(unit.to_owned());
                let mut value = value(2025, ValueRole::Target, cell);
                let bare =
                    |quantity: Quantity| Quantity { kind: QuantityKind::Number, unit: None, ..quantity };
                value.quantities = value.quantities.into_iter().map(bare).collect();
                target.values.push(value);
                target
            };
            let mut below = row("b", text, part);
            below.parent = Some("a".to_owned());
            assert_eq!(check(&[row("a", "Tổng đàn", whole), below]).len(), alarms, "{text} {unit} {part}");
        }
    }
}
