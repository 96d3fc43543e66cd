//! Numbers of rows and headings that are left out or given twice.

use super::{Finished, excerpt};
use model::{Diagnostic, Heading, Origin, Place, Places, Section};
use std::collections::BTreeMap;

/// A row's own number under the numbers above it: «1.4» is 4 under «1», «IV» is 4 among Roman numerals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ordinal<'a> {
    prefix: &'a str,
    number: u32,
}

/// A row of a table, as far as its numbering goes.
struct Row<'a> {
    path: &'a [Heading],
    index: &'a str,
    text: &'a str,
    places: &'a [Place],
}

pub(super) fn check(finished: &Finished<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let targets = finished.targets.iter().filter(|one| one.origin == Origin::Table);
    let targets = targets.map(|one| (&one.sections, &one.index, &one.text, &one.provenance));
    rows(targets, &mut found);
    let tasks = finished.tasks.iter().filter(|one| one.origin == Origin::Table);
    rows(tasks.map(|one| (&one.sections, &one.index, &one.text, &one.provenance)), &mut found);
    for section in finished.sections {
        headings(section, 0, &mut found);
    }
    top_headings(finished.sections, &mut found);
    found
}

/// Rows with their numbers by what stands above them: the headings, and the numbers before the last.
type Groups<'a> = BTreeMap<(Vec<&'a str>, &'a str), Vec<(u32, Row<'a>)>>;
type RowParts<'a> = (&'a Vec<Heading>, &'a Option<String>, &'a String, &'a Places);

/// Rows of one table part, with the numbered headings among them.
fn rows<'a>(records: impl Iterator<Item = RowParts<'a>>, found: &mut Vec<Diagnostic>) {
    let mut groups: Groups<'a> = BTreeMap::new();
    for (path, index, text, places) in records {
        // A heading on the way counts among the rows beside it, once.
        for (depth, heading) in path.iter().enumerate() {
            let above = path.get(..depth).unwrap_or_default();
            let row = heading.index.as_deref().map(|index| Row {
                path: above,
                index,
                text: &heading.title,
                places,
            });
            push(&mut groups, row, true);
        }
        push(&mut groups, index.as_deref().map(|index| Row { path, index, text, places }), false);
    }
    for rows in groups.values() {
        sequence(rows, found);
    }
}

fn push<'a>(groups: &mut Groups<'a>, row: Option<Row<'a>>, heading: bool) {
    let Some(row) = row else { return };
    let Some(ordinal) = ordinal(row.index) else { return };
    let path = row.path.iter().map(|heading| heading.title.as_str()).collect();
    let group = groups.entry((path, ordinal.prefix)).or_default();
    let known = group
        .last()
        .is_some_and(|(number, last)| heading && *number == ordinal.number && last.text == row.text);
    if !known {
        group.push((ordinal.number, row));
    }
}

/// Reports what a run of numbers leaves out or repeats; «1» after others begins a new run.
fn sequence(rows: &[(u32, Row<'_>)], found: &mut Vec<Diagnostic>) {
    let mut last: Option<(u32, &Row<'_>)> = None;
    for (number, row) in rows {
        if let Some((before, above)) = last {
            if *number == before && above.text != row.text {
                let message = format!(
                    "two rows are numbered {}: «{}» and «{}»",
                    row.index,
                    excerpt(above.text),
                    excerpt(row.text)
                );
                found.push(Diagnostic::warning("index-repeated", message, row.places.to_vec()));
            } else if *number > before.saturating_add(1) && *number <= before.saturating_add(20) {
                let message =
                    format!("after number {} comes {}: «{}»", above.index, row.index, excerpt(row.text));
                found.push(Diagnostic::warning("index-gap", message, row.places.to_vec()));
            }
        }
        last = Some((*number, row));
    }
}

/// The headings below a section.
fn headings(section: &Section, depth: u8, found: &mut Vec<Diagnostic>) {
    siblings(&section.children, &section.paragraphs, found);
    for child in section.children.iter().filter(|_| depth < 20) {
        headings(child, depth + 1, found);
    }
}

fn top_headings(sections: &[Section], found: &mut Vec<Diagnostic>) {
    let paragraphs: Vec<String> =
        sections.iter().filter(|one| one.index.is_none()).flat_map(|one| one.paragraphs.clone()).collect();
    siblings(sections, &paragraphs, found);
}

/// A number that headings leave out may stand before a paragraph without anything below it.
fn siblings(sections: &[Section], paragraphs: &[String], found: &mut Vec<Diagnostic>) {
    let numbered = sections.iter().filter_map(|section| {
        let index = section.index.as_deref()?;
        Some((ordinal(index)?, index, section.title.as_deref().unwrap_or_default()))
    });
    let mut last: Option<(Ordinal<'_>, &str)> = None;
    for (found_here, index, title) in numbered {
        if let Some((before, above)) = last
            && found_here.prefix == before.prefix
            && found_here.number > before.number.saturating_add(1)
            && found_here.number <= before.number.saturating_add(10)
        {
            let prefix = before.prefix;
            let plain = |number: u32| {
                paragraphs.iter().any(|text| {
                    let token = text.split_whitespace().next().unwrap_or_default();
                    ordinal(token.trim_end_matches(['.', ')', ':', '/'])) == Some(Ordinal { prefix, number })
                })
            };
            if !(before.number + 1..found_here.number).all(plain) {
                let message = format!("after heading {above} comes {index}: «{}»", excerpt(title));
                found.push(Diagnostic::note("index-gap", message, Vec::new()));
            }
        }
        last = Some((found_here, index));
    }
}

/// «4», «1.4», «2.1.3», «IV».
fn ordinal(index: &str) -> Option<Ordinal<'_>> {
    let index = index.trim().trim_end_matches(['.', ')']);
    if let Some(number) = roman(index) {
        return Some(Ordinal { prefix: "I", number });
    }
    let (prefix, number) = match index.rsplit_once('.') {
        Some((prefix, number)) => (prefix, number),
        None => ("", index),
    };
    let plain = prefix.chars().all(|c| c.is_ascii_digit() || c == '.') && number.len() <= 4;
    plain.then(|| number.parse().ok()).flatten().map(|number| Ordinal { prefix, number })
}

/// A Roman numeral up to 39 as a number.
fn roman(index: &str) -> Option<u32> {
    if !crate::marker::is_roman(index) || matches!(index, "C" | "D" | "L" | "M") {
        return None;
    }
    let values: Vec<i32> = index
        .chars()
        .map(|c| match c {
            'X' => 10,
            'V' => 5,
            _ => 1,
        })
        .collect();
    let next = values.iter().skip(1).copied().chain([0]);
    let sum: i32 =
        values.iter().zip(next).map(|(value, next)| if *value < next { -value } else { *value }).sum();
    u32::try_from(sum).ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{finished, heading, target};
    use super::*;

    fn codes(rows: &[(&[&str], Option<&str>, &str)]) -> Vec<String> {
        let targets: Vec<_> = rows
            .iter()
            .map(|(path, index, text)| {
                let mut target = target(text);
                target.index = index.map(str::to_owned);
                target.sections = path.iter().map(|title| heading(title)).collect();
                target.origin = Origin::Table;
                target
            })
            .collect();
        check(&finished(&targets)).into_iter().map(|one| format!("{}: {}", one.code, one.message)).collect()
    }

    #[test]
    fn rows_of_tables() {
        assert_eq!(
            codes(&[
                (&["I Thể chế"], Some("1"), "A"),
                (&["I Thể chế"], Some("2"), "B"),
                (&["II Thủ tục"], Some("1"), "C")
            ]),
            [""; 0]
        );
        assert_eq!(
            codes(&[
                (&["I Thể chế"], Some("1.3"), "A"),
                (&["I Thể chế"], Some("1.4"), "B"),
                (&["I Thể chế"], Some("1.4"), "C")
            ]),
            ["index-repeated: two rows are numbered 1.4: «B» and «C»"]
        );
        assert_eq!(
            codes(&[
                (&["I Thể chế"], Some("1"), "A"),
                (&["I Thể chế"], Some("4"), "B"),
                (&["I Thể chế"], None, "C")
            ]),
            ["index-gap: after number 1 comes 4: «B»"]
        );
    }

    #[test]
    fn a_row_that_heads_others_is_no_gap() {
        assert_eq!(
            codes(&[
                (&[], Some("1"), "A"),
                (&["2 Nhóm"], None, "B"),
                (&["2 Nhóm"], None, "C"),
                (&[], Some("3"), "D")
            ]),
            [""; 0]
        );
        assert_eq!(
            codes(&[
                (&["I Thể chế"], Some("1"), "A"),
                (&["II Thủ tục"], Some("1"), "B"),
                (&["IV Khác"], Some("1"), "C")
            ]),
            ["index-gap: after number II comes IV: «Khác»"]
        );
    }

    #[test]
    fn headings_of_the_outline() {
        let section = |index: &str, paragraphs: &[&str], children: Vec<Section>| Section {
            index: Some(index.to_owned()),
            title: Some("Mục".into()),
            paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
            children,
        };
        let check = |sections: Vec<Section>| {
            let mut all = finished(&[]);
            all.sections = &sections;
            check(&all).len()
        };
        assert_eq!(
            check(vec![section("I", &[], vec![]), section("II", &[], vec![]), section("III", &[], vec![])]),
            0
        );
        assert_eq!(check(vec![section("I", &[], vec![]), section("III", &[], vec![])]), 1);
        assert_eq!(
            check(vec![section("VIII", &[], vec![]), section("IX", &[], vec![]), section("X", &[], vec![])]),
            0
        );
        let inner = vec![section("1", &[], vec![]), section("3", &[], vec![])];
        assert_eq!(check(vec![section("I", &["2. Một đoạn."], inner.clone())]), 0);
        assert_eq!(check(vec![section("I", &["Một đoạn."], inner)]), 1);
    }

    #[test]
    fn numerals() {
        for (index, number) in
            [("I", Some(1)), ("IV", Some(4)), ("IX", Some(9)), ("XIV", Some(14)), ("C", None), ("1", None)]
        {
            assert_eq!(roman(index), number, "{index}");
        }
        assert_eq!(ordinal("2.1.3"), Some(Ordinal { prefix: "2.1", number: 3 }));
        assert_eq!(ordinal("a"), None);
    }
}
