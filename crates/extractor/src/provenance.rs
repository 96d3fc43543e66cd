//! Places of several pieces put together: copied from the reader, never rebuilt.

use model::{Place, Places};
use std::collections::BTreeMap;

/// One place for each page, row or sheet that the pieces touch, in order of first mention.
pub fn gather<'a>(places: impl IntoIterator<Item = &'a Place>) -> Places {
    let mut places = places.into_iter();
    let Some(first) = places.next() else { return Places::new() };
    let mut gathered = Places::from([first.clone()]);
    // Nearly always one place comes out, and a document has hundreds of thousands of such lists: the map is
    // filled only where a second one comes.
    let mut known: BTreeMap<Spot<'a>, usize> = BTreeMap::new();
    for place in places {
        let joined = match (spot(place), spot(first)) {
            (Some(spot), Some(first)) if spot == first => {
                gathered.first_mut().is_some_and(|known| widen(known, place))
            }
            (Some(spot), _) => {
                let at = *known.entry(spot).or_insert(gathered.len());
                gathered.get_mut(at).is_some_and(|known| widen(known, place))
            }
            (None, _) => gathered.iter_mut().any(|known| widen(known, place)),
        };
        if !joined {
            gathered.push(place.clone());
        }
    }
    gathered
}

/// What two places must have in common to be one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Spot<'a> {
    Page(u32, Option<u32>, Option<u32>),
    Sheet(&'a str),
    Row(u32, u32),
    Paragraph(u32),
}

/// `None` for lines, which are joined with their neighbours.
fn spot(place: &Place) -> Option<Spot<'_>> {
    match place {
        Place::Page { page, table, row, .. } => Some(Spot::Page(*page, *table, *row)),
        Place::Sheet { sheet, .. } => Some(Spot::Sheet(sheet)),
        Place::Row { table, row } => Some(Spot::Row(*table, *row)),
        Place::Paragraph { paragraph } => Some(Spot::Paragraph(*paragraph)),
        Place::Lines { .. } => None,
    }
}

/// Widens a place by another of the same spot; false where lines are no neighbours.
fn widen(known: &mut Place, other: &Place) -> bool {
    match (known, other) {
        (Place::Page { bbox, .. }, Place::Page { bbox: more, .. }) => *bbox = bbox.union(more),
        (Place::Sheet { range, .. }, Place::Sheet { range: more, .. }) => *range = range.union(*more),
        (Place::Lines { line_start, line_end }, Place::Lines { line_start: start, line_end: end })
            if *start <= *line_end + 1 && *line_start <= *end + 1 =>
        {
            *line_start = (*line_start).min(*start);
            *line_end = (*line_end).max(*end);
        }
        (known, other) => return *known == *other,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{BBox, CellRange};

    #[test]
    fn ranges_and_pages_are_joined() {
        let cell =
            |range: &str| Place::Sheet { sheet: "Biểu 1".into(), range: CellRange::parse(range).unwrap() };
        for (ranges, whole) in [
            (&["A3", "C3:F4"][..], "A3:F4"),
            (&["AA10", "Z9"], "Z9:AA10"),
            (&["B7"], "B7"),
            (&["C2:D5", "C3", "A4"], "A2:D5"),
        ] {
            let cells: Places = ranges.iter().map(|range| cell(range)).collect();
            assert_eq!(gather(&cells)[..], [cell(whole)], "{ranges:?}");
        }
        let row = |row| Place::Row { table: 1, row };
        assert_eq!(gather(&[row(2), row(1), row(2), row(3), row(1)])[..], [row(2), row(1), row(3)]);
        let lines = |line_start, line_end| Place::Lines { line_start, line_end };
        assert_eq!(gather(&[lines(1, 2), lines(7, 7), lines(3, 4)])[..], [lines(1, 4), lines(7, 7)]);
        let page = |page, y| Place::Page {
            page,
            bbox: BBox::new(0.0, y, 10.0, y + 5.0),
            table: Some(1),
            row: Some(2),
        };
        let places = [page(1, 0.0), page(1, 5.0), page(2, 0.0)];
        assert_eq!(gather(&places).len(), 2);
        assert_eq!(gather(&places)[0].bbox().unwrap().y1, 10.0);
    }
}
