//! Points that do not add up to the total printed, or exceed what there is to reach.

use super::excerpt;
use super::shares::{agrees, percent_of};
use model::{Assessment, Component, Diagnostic, Number, Place};

pub(super) fn check(assessments: &[Assessment]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for one in assessments {
        of_one(one, &mut found);
        let scored =
            Scored { text: &one.text, achieved: one.achieved, maximum: one.maximum, deducted: one.deducted };
        parts(&scored, &one.components, &one.provenance, 0, &mut found);
    }
    totals(assessments, &mut found);
    found
}

/// What is added up: its name, what the whole states, and what a part states.
type Column<Part> = (&'static str, Option<Number>, fn(&Part) -> Option<Number>);

/// What of a criterion or component is compared with its parts.
struct Scored<'a> {
    text: &'a str,
    achieved: Option<Number>,
    maximum: Option<Number>,
    deducted: Option<Number>,
}

fn of_one(one: &Assessment, found: &mut Vec<Diagnostic>) {
    let name = excerpt(&one.text);
    if let (Some(achieved), Some(maximum)) = (one.achieved, one.maximum) {
        if achieved > maximum {
            let message = format!("«{name}» reaches {achieved} of {maximum} points");
            found.push(Diagnostic::warning("value-out-of-range", message, one.provenance.clone()));
        } else if let Some(deducted) = one.deducted
            && Some(maximum) != sum([achieved, deducted])
        {
            let message =
                format!("«{name}»: {achieved} points reached and {deducted} deducted do not make {maximum}");
            found.push(Diagnostic::warning("sum-mismatch", message, one.provenance.clone()));
        }
    }
    let whole = one.maximum.or_else(|| sum([one.achieved?, one.deducted?]));
    if let (Some(percent), Some(achieved), Some(whole)) = (one.percent, one.achieved, whole)
        && !agrees(percent, achieved, whole)
        && let Some(right) = percent_of(achieved, whole)
    {
        let message = format!("«{name}»: {achieved} of {whole} points are {right} %, not {percent} %");
        found.push(Diagnostic::warning("percent-mismatch", message, one.provenance.clone()));
    }
}

/// The parts of a criterion against what it states itself; only where every part states the same.
fn parts(
    whole: &Scored<'_>,
    parts_of: &[Component],
    places: &[Place],
    depth: u8,
    found: &mut Vec<Diagnostic>,
) {
    let columns: [Column<Component>; 3] = [
        ("points reached", whole.achieved, |part| part.achieved),
        ("points to reach", whole.maximum, |part| part.maximum),
        ("points deducted", whole.deducted, |part| part.deducted),
    ];
    for (name, stated, of) in columns {
        let added: Option<Vec<Number>> = parts_of.iter().map(of).collect();
        if let (Some(stated), Some(added)) = (stated, added.filter(|added| !added.is_empty())) {
            compare(name, stated, &added, whole.text, places, found);
        }
    }
    for part in parts_of.iter().filter(|_| depth < 20) {
        let scored = Scored {
            text: &part.text,
            achieved: part.achieved,
            maximum: part.maximum,
            deducted: part.deducted,
        };
        parts(&scored, &part.components, places, depth + 1, found);
    }
}

/// The overall result against the criteria that stand beside it.
fn totals(assessments: &[Assessment], found: &mut Vec<Diagnostic>) {
    let overall: Vec<&Assessment> = assessments.iter().filter(|one| one.index.is_none()).collect();
    for whole in overall.iter().filter(|_| overall.len() == 1) {
        let criteria: Vec<&Assessment> = assessments
            .iter()
            .filter(|one| one.index.is_some() && one.sections.starts_with(&whole.sections))
            .collect();
        if criteria.len() < 2 {
            continue;
        }
        let columns: [Column<Assessment>; 3] = [
            ("points reached", whole.achieved, |one| one.achieved),
            ("points to reach", whole.maximum, |one| one.maximum),
            ("points of one's own", whole.self_assessed, |one| one.self_assessed),
        ];
        for (name, stated, of) in columns {
            let added: Option<Vec<Number>> = criteria.iter().map(|one| of(one)).collect();
            if let (Some(stated), Some(added)) = (stated, added) {
                compare(name, stated, &added, &whole.text, &whole.provenance, found);
            }
        }
        // A criterion that reached everything prints no deduction.
        let deductions = |one: &&Assessment| one.deducted.or_else(|| full(one).then(|| Number::from(0)));
        let deducted: Option<Vec<Number>> = criteria.iter().map(deductions).collect();
        if let (Some(stated), Some(deducted)) = (whole.deducted, deducted) {
            compare("points deducted", stated, &deducted, &whole.text, &whole.provenance, found);
        }
    }
}

fn full(one: &Assessment) -> bool {
    one.achieved.is_some() && one.achieved == one.maximum
}

fn compare(
    name: &str,
    stated: Number,
    added: &[Number],
    text: &str,
    places: &[Place],
    found: &mut Vec<Diagnostic>,
) {
    if let Some(total) = sum(added.iter().copied())
        && total != stated
    {
        let message =
            format!("{name}: the parts of «{}» add up to {total}, printed is {stated}", excerpt(text));
        found.push(Diagnostic::warning("sum-mismatch", message, places.to_vec()));
    }
}

fn sum(numbers: impl IntoIterator<Item = Number>) -> Option<Number> {
    let mut numbers = numbers.into_iter().map(Number::decimal);
    let first = numbers.next()?;
    Number::new(numbers.try_fold(first, |sum, number| sum.checked_add(number))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<Number> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    /// Index, achieved, maximum, deducted, percent.
    fn assessment(parts: [&str; 5], components: &[&str]) -> Assessment {
        let [index, achieved, maximum, deducted, percent] = parts;
        Assessment {
            id: String::new(),
            index: (!index.is_empty()).then(|| index.to_owned()),
            sections: Vec::new(),
            text: format!("Tiêu chí {index}"),
            achieved: number(achieved),
            maximum: number(maximum),
            deducted: number(deducted),
            percent: number(percent),
            rating: None,
            unit: None,
            self_assessed: None,
            components: components
                .iter()
                .map(|deducted| Component { deducted: number(deducted), ..Component::default() })
                .collect(),
            provenance: model::Places::new(),
            confidence: 1.0,
        }
    }

    fn codes(assessments: &[Assessment]) -> Vec<String> {
        check(assessments).into_iter().map(|one| one.code).collect()
    }

    #[test]
    fn one_criterion() {
        for (parts, components, expected) in [
            (["1", "18", "21", "3", ""], &["1", "1", "1"][..], &[][..]),
            (["1", "18", "21", "4", ""], &[], &["sum-mismatch"]),
            (["1", "20.16", "25", "4.84", ""], &["1.29", "3.5", "1.55"], &["sum-mismatch"]),
            (["1", "11.07", "12", "0.93", ""], &["", ""], &[]),
            (["1", "11.07", "12", "0.93", ""], &["0.5", ""], &[]),
            (["1", "22", "21", "", ""], &[], &["value-out-of-range"]),
            (["1", "45.5", "50", "", "91"], &[], &[]),
            (["1", "45.5", "50", "", "92"], &[], &["percent-mismatch"]),
            (["", "88.46", "", "10.54", "89.35"], &[], &[]),
        ] {
            assert_eq!(codes(&[assessment(parts, components)]), expected, "{parts:?}");
        }
    }

    #[test]
    fn the_whole_against_its_criteria() {
        let criteria = [assessment(["1", "8", "10", "2", ""], &[]), assessment(["2", "5", "5", "", ""], &[])];
        for (parts, expected) in [
            (["", "13", "15", "2", ""], &[][..]),
            (["", "14", "", "2", ""], &["sum-mismatch"]),
            (["", "13", "", "3", ""], &["sum-mismatch"]),
        ] {
            let mut all = vec![assessment(parts, &[])];
            all.extend(criteria.iter().cloned());
            assert_eq!(codes(&all), expected, "{parts:?}");
        }
    }
}
