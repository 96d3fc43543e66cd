//! Which relations a number may be in, by where it stands. Whether they hold in this table, its other
//! numbers tell.

use super::relation::Relation;
use super::sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};

/// Tables with more columns are not looked through for sums.
const MOST_COLUMNS: usize = 30;
/// Rows that are added up without a mark that parts them from others, at most.
const LONGEST_RUN: usize = 30;
/// Rows that are computed from each other stand no further apart.
const NEAR: usize = 4;
/// Fields of columns that hold points.
const POINTS: [&str; 3] = ["achieved", "self_assessed", "deducted"];

/// Relations between columns that one of them is in: sums of neighbours, sums and differences of two,
/// rates and growth. The first column counts the rows or names them.
pub fn of_columns(sheet: &Sheet, column: usize) -> BTreeSet<Relation> {
    let count = sheet.columns.len();
    if column == 0 || count > MOST_COLUMNS {
        return BTreeSet::new();
    }
    let mut found = BTreeSet::new();
    for first in 1..count {
        for last in first + 2..count {
            let parts: Vec<usize> = (first..=last).collect();
            let wholes = (1..count).filter(|whole| !(first..=last).contains(whole));
            found.extend(wholes.map(|whole| Relation::Sum { whole, parts: parts.clone() }));
        }
    }
    triples(&(1..count).collect::<Vec<_>>(), &mut found);
    found.retain(|relation| relation.has(column));
    found
}

/// Points and the column of the most that there are to reach.
pub fn limits(sheet: &Sheet, column: usize) -> BTreeSet<Relation> {
    let is = |slot: &usize, names: &[&str]| {
        sheet.fields.get(*slot).and_then(Option::as_deref).is_some_and(|field| names.contains(&field))
    };
    let slots = || 0..sheet.fields.len();
    let pairs = slots().filter(|most| is(most, &["maximum"])).flat_map(|most| {
        slots().filter(|points| is(points, &POINTS)).map(move |points| Relation::Limit { most, points })
    });
    pairs.filter(|relation| relation.has(column)).collect()
}

/// Relations between rows that one of them is in and no mark tells of: runs of rows, and rows close by
/// that are computed from each other.
pub fn of_rows(sheet: &Sheet, row: usize) -> BTreeSet<Relation> {
    let mut found = BTreeSet::new();
    for whole in sheet.start..sheet.ranks.len() {
        let runs = runs(sheet, whole, row).into_iter().filter(|parts| parts.len() >= 2);
        found.extend(runs.map(|parts| Relation::Sum { whole, parts }));
    }
    let near = row.saturating_sub(NEAR).max(sheet.start)..(row + NEAR + 1).min(sheet.ranks.len());
    triples(&near.collect::<Vec<_>>(), &mut found);
    found.retain(|relation| relation.has(row));
    found
}

/// Sums of one make: of rows of one rank into a row of another, which stands below or above them. One
/// speaks for the others.
pub type Make = (u8, u8, bool);

/// A row and those below it, or above a total, that are of one rank: «I» and its «1», «2», «3».
pub fn of_groups(sheet: &Sheet) -> BTreeMap<Make, Vec<Relation>> {
    let mut found: BTreeMap<Make, Vec<Relation>> = BTreeMap::new();
    for (whole, own) in sheet.ranks.iter().copied().enumerate().skip(sheet.start) {
        let within = |row: &usize| sheet.ranks.get(*row).is_some_and(|rank| *rank > own);
        let below: Vec<usize> = (whole + 1..sheet.ranks.len()).take_while(within).collect();
        let above: Vec<usize> = (sheet.start..whole).rev().take_while(within).collect();
        for (block, is_below) in [(below, true), (above, false)] {
            for (rank, parts) in by_rank(sheet, &block) {
                if parts.len() >= 2 {
                    found.entry((own, rank, is_below)).or_default().push(Relation::Sum { whole, parts });
                }
            }
        }
    }
    found
}

fn by_rank(sheet: &Sheet, rows: &[usize]) -> BTreeMap<u8, Vec<usize>> {
    let mut found: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for (row, rank) in rows.iter().filter_map(|row| Some((*row, *sheet.ranks.get(*row)?))) {
        found.entry(rank).or_default().push(row);
    }
    found
}

/// Rows that stand directly below or above another, up to and beyond a row that is asked for.
fn runs(sheet: &Sheet, whole: usize, row: usize) -> Vec<Vec<usize>> {
    let last = (whole + LONGEST_RUN).min(sheet.ranks.len().saturating_sub(1));
    let first = whole.saturating_sub(LONGEST_RUN).max(sheet.start);
    let below = (whole + 2..=last).filter(|end| (whole..=*end).contains(&row));
    let above = (first..whole.saturating_sub(1)).filter(|start| (*start..=whole).contains(&row));
    let below = below.map(|end| (whole + 1..=end).collect());
    below.chain(above.map(|start| (start..whole).collect())).collect()
}

/// Three of some slots: sums, rates and growth.
fn triples(slots: &[usize], found: &mut BTreeSet<Relation>) {
    for one in slots {
        for a in slots.iter().filter(|a| *a != one) {
            for b in slots.iter().filter(|b| *b != one && *b != a) {
                if a < b {
                    found.insert(Relation::Sum { whole: *one, parts: vec![*a, *b] });
                }
                found.insert(Relation::Rate { share: *one, part: *a, whole: *b });
                found.insert(Relation::Growth { share: *one, now: *a, before: *b });
            }
        }
    }
}
