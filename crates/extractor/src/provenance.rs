//! Places of several pieces put together: copied from the reader, never rebuilt.

use model::Place;

/// One place for each page, row or sheet that the pieces touch, in order of first mention.
pub fn gather<'a>(places: impl IntoIterator<Item = &'a Place>) -> Vec<Place> {
    let mut gathered: Vec<Place> = Vec::new();
    for place in places {
        if !gathered.iter_mut().any(|known| join(known, place)) {
            gathered.push(place.clone());
        }
    }
    gathered
}

/// Widens a place by another of the same page, row or sheet; false where they have nothing in common.
fn join(known: &mut Place, other: &Place) -> bool {
    match (known, other) {
        (
            Place::Page { page, bbox, table, row },
            Place::Page { page: page2, bbox: bbox2, table: table2, row: row2 },
        ) if page == page2 && table == table2 && row == row2 => {
            *bbox = bbox.union(bbox2);
            true
        }
        (Place::Sheet { sheet, range }, Place::Sheet { sheet: sheet2, range: range2 }) if sheet == sheet2 => {
            *range = span(range, range2).into();
            true
        }
        (Place::Lines { line_start, line_end }, Place::Lines { line_start: start, line_end: end })
            if *start <= *line_end + 1 && *line_start <= *end + 1 =>
        {
            *line_start = (*line_start).min(*start);
            *line_end = (*line_end).max(*end);
            true
        }
        (known, other) => *known == *other,
    }
}

/// The range from the first corner of one to the last corner of the other: A3 and C3:F4 give A3:F4.
fn span(first: &str, second: &str) -> String {
    let corners = |range: &str| {
        let (start, end) = range.split_once(':').unwrap_or((range, range));
        Some((corner(start)?, corner(end)?))
    };
    let (Some((a, b)), Some((c, d))) = (corners(first), corners(second)) else { return first.to_owned() };
    let low = (a.0.min(c.0), a.1.min(c.1));
    let high = (b.0.max(d.0), b.1.max(d.1));
    let (start, end) = (name(low), name(high));
    if start == end { start } else { format!("{start}:{end}") }
}

/// «C12» as column 3, row 12.
fn corner(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at_checked(digits)?;
    let column = letters.chars().try_fold(0_u32, |sum, letter| {
        let value =
            u32::from(letter).checked_sub(u32::from('A') - 1).filter(|value| (1..=26).contains(value))?;
        sum.checked_mul(26)?.checked_add(value)
    })?;
    Some((column, row.parse().ok()?))
}

fn name((mut column, row): (u32, u32)) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(char::from_u32(u32::from('A') + (column - 1) % 26).unwrap_or('A'));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::BBox;

    #[test]
    fn ranges_and_pages_are_joined() {
        assert_eq!(span("A3", "C3:F4"), "A3:F4");
        assert_eq!(span("AA10", "Z9"), "Z9:AA10");
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
