//! The years of a heading row go up.

use super::verdict::Verdict;

/// So many other years make a row of them.
const LEAST: usize = 2;

/// Which readings of a cell keep the years of its row in order. `row`: the row's cells from left to right;
/// `at`: the disputed one among them; `readings`: its text by each reading.
pub fn ascending(row: &[String], at: usize, readings: &[String]) -> Option<Verdict> {
    let years: Vec<(usize, u32)> =
        row.iter().enumerate().filter_map(|(place, text)| Some((place, year(text)?))).collect();
    let others: Vec<(usize, u32)> = years.into_iter().filter(|(place, _)| *place != at).collect();
    let in_order = |pair: &[(usize, u32)]| matches!(pair, [a, b] if a.1 <= b.1);
    if others.len() < LEAST || !others.windows(2).all(in_order) {
        return None;
    }
    let fits = |text: &String| {
        year(text).is_some_and(|own| {
            others.iter().all(|(place, year)| if *place < at { *year <= own } else { own <= *year })
        })
    };
    let fits: Vec<bool> = readings.iter().map(fits).collect();
    let why = "the years of its row go up".to_owned();
    fits.contains(&true).then_some(Verdict { fits, why })
}

/// The year of a heading: its only number.
fn year(text: &str) -> Option<u32> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    (numbers.next().is_none() && (1990..=2100).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_go_up() {
        for (row, at, readings, expected) in [
            (&["Năm 2021", "Năm 2022", "?", "Năm 2024"][..], 2, ["2023", "2028"], Some([true, false])),
            (&["Năm 2021", "Năm 2022", "?", "Năm 2024"], 2, ["2022", "2023"], Some([true, true])),
            (&["2024", "2025", "?"], 2, ["2026", "2020"], Some([true, false])),
            (&["2024", "2025", "?"], 2, ["2010", "2020"], None),
            (&["2025", "2024", "?"], 2, ["2026", "2020"], None),
            (&["2024", "?", "ĐVT"], 1, ["2026", "2020"], None),
            (&["2024", "2021-2025", "?"], 2, ["2026", "2020"], None),
        ] {
            let row: Vec<String> = row.iter().map(|text| (*text).to_owned()).collect();
            let found = ascending(&row, at, &readings.map(|reading| format!("KH {reading}")));
            assert_eq!(found.map(|verdict| verdict.fits), expected.map(|fits| fits.to_vec()), "{row:?}");
        }
    }
}
