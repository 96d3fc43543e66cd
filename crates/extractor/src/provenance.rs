//! Places of several pieces put together: copied from the reader, never rebuilt.

use model::Place;

/// One place for each page, row or sheet that the pieces touch, in order of first mention.
pub fn gather<'a>(places: impl IntoIterator<Item = &'a Place>) -> Vec<Place> {
    let mut gathered: Vec<Place> = Vec::new();
    let mut spans: Vec<Span<'_>> = Vec::new();
    for place in places {
        if let Some(span) = Span::of(place) {
            match spans.iter_mut().find(|known| known.sheet == span.sheet) {
                Some(known) => known.widen(&span),
                None => {
                    gathered.push(place.clone());
                    spans.push(span);
                }
            }
        } else if !gathered.iter_mut().any(|known| join(known, place)) {
            gathered.push(place.clone());
        }
    }
    for place in &mut gathered {
        if let Place::Sheet { sheet, range } = place
            && let Some(span) = spans.iter().find(|span| span.sheet == sheet.as_ref())
        {
            *range = span.name().into();
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
        (known, other) => *known == *other,
    }
}

/// The cells of a sheet from one corner to the other: column, row.
struct Span<'a> {
    sheet: &'a str,
    low: (u32, u32),
    high: (u32, u32),
}

impl<'a> Span<'a> {
    fn of(place: &'a Place) -> Option<Self> {
        let Place::Sheet { sheet, range } = place else { return None };
        let (start, end) = range.split_once(':').unwrap_or((range, range));
        Some(Self { sheet, low: corner(start)?, high: corner(end)? })
    }

    /// A3 and C3:F4 give A3:F4.
    fn widen(&mut self, other: &Self) {
        self.low = (self.low.0.min(other.low.0), self.low.1.min(other.low.1));
        self.high = (self.high.0.max(other.high.0), self.high.1.max(other.high.1));
    }

    fn name(&self) -> String {
        let mut text = String::new();
        name(self.low, &mut text);
        if self.low != self.high {
            text.push(':');
            name(self.high, &mut text);
        }
        text
    }
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

/// Writes column 3, row 12 as «C12».
fn name((mut column, row): (u32, u32), text: &mut String) {
    let start = text.len();
    while column > 0 {
        text.insert(start, char::from_u32(u32::from('A') + (column - 1) % 26).unwrap_or('A'));
        column = (column - 1) / 26;
    }
    text.push_str(&row.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::BBox;

    #[test]
    fn ranges_and_pages_are_joined() {
        let cell = |range: &str| Place::Sheet { sheet: "Biểu 1".into(), range: range.into() };
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
