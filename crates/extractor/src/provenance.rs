//! Places of several pieces put together: copied from the reader, never rebuilt.

use model::Place;

/// One place for each page, row or sheet that the pieces touch, in order of first mention.
pub fn gather<'a>(places: impl IntoIterator<Item = &'a Place>) -> Vec<Place> {
    // Nearly always one place comes out, and a document has hundreds of thousands of such lists.
    let mut gathered: Vec<Place> = Vec::with_capacity(1);
    for place in places {
        if !gathered.iter_mut().rev().any(|known| join(known, place)) {
            gathered.push(place.clone());
        }
    }
    gathered
}

/// Widens a place by another of the same page or row; false where they have nothing in common.
fn join(known: &mut Place, other: &Place) -> bool {
    match (known, other) {
        (
            Place::Page { page, bbox, table, row },
            Place::Page { page: page2, bbox: bbox2, table: table2, row: row2 },
        ) if page == page2 && table == table2 && row == row2 => {
            *bbox = bbox.union(bbox2);
            true
        }
        (Place::Lines { line_start, line_end }, Place::Lines { line_start: start, line_end: end })
            if *start <= *line_end + 1 && *line_start <= *end + 1 =>
        {
            *line_start = (*line_start).min(*start);
            *line_end = (*line_end).max(*end);
            true
        }
        (Place::Sheet { sheet, range }, Place::Sheet { sheet: other, range: more }) if sheet == other => {
            *range = range.union(*more);
            true
        }
        (known, other) => *known == *other,
    }
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
            let cells: Vec<Place> = ranges.iter().map(|range| cell(range)).collect();
            assert_eq!(gather(&cells), [cell(whole)], "{ranges:?}");
        }
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
