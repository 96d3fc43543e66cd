//! Whether a document parts thousands with dots or with commas.

use crate::reading::{Doubt, NumberStyle};

/// The style of a document's numbers, from all its texts, and a doubt where they disagree.
pub fn number_style<'t>(texts: impl IntoIterator<Item = &'t str>) -> (NumberStyle, Vec<Doubt>) {
    let mut vietnamese = Evidence::default();
    let mut english = Evidence::default();
    for text in texts {
        for number in numbers(text) {
            match weigh(number) {
                Some((NumberStyle::Vietnamese, sure)) => vietnamese.add(number, sure),
                Some((NumberStyle::English, sure)) => english.add(number, sure),
                None => {}
            }
        }
    }
    let style = if english.sure > vietnamese.sure && vietnamese.all <= english.all {
        NumberStyle::English
    } else {
        NumberStyle::Vietnamese
    };
    let (with, against) = match style {
        NumberStyle::Vietnamese => (vietnamese, english),
        NumberStyle::English => (english, vietnamese),
    };
    let doubt = (against.sure > 0).then(|| {
        let words = format!("{} / {}", with.example, against.example);
        Doubt::new("number-ambiguous", words, "the document parts thousands both with dots and with commas")
    });
    (style, doubt.into_iter().collect())
}

#[derive(Debug, Default)]
struct Evidence {
    sure: usize,
    all: usize,
    example: String,
}

impl Evidence {
    fn add(&mut self, number: &str, sure: bool) {
        if self.example.is_empty() || (sure && self.sure == 0) {
            self.example = number.to_owned();
        }
        self.all += 1;
        self.sure += usize::from(sure);
    }
}

/// The stretches of digits, dots and commas that start and end with a digit.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .map(|part| part.trim_matches(['.', ',']))
        .filter(|part| part.contains(['.', ',']))
}

/// Which style a number shows, and whether no other reading is possible.
fn weigh(number: &str) -> Option<(NumberStyle, bool)> {
    let groups: Vec<&str> = number.split(['.', ',']).collect();
    let marks: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let threes = |list: &[&str]| list.iter().all(|group| group.len() == 3);
    let style = |mark: char| if mark == '.' { NumberStyle::Vietnamese } else { NumberStyle::English };
    let (first, rest) = groups.split_first()?;
    if first.is_empty() || first.len() > 3 || rest.iter().any(|group| group.is_empty()) {
        return None;
    }
    match marks.as_slice() {
        [mark] if rest.iter().any(|group| group.len() != 3) => {
            // «10.5» may be an outline number; «10,5» can only be decimals.
            (*mark == ',').then_some((NumberStyle::Vietnamese, false))
        }
        [first, .., last] if first != last => {
            let (_, middle) = rest.split_last()?;
            threes(middle).then_some((style(*first), true))
        }
        [first, ..] if marks.len() > 1 && marks.iter().all(|m| m == first) && threes(rest) => {
            Some((style(*first), true))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decides_from_all_numbers_of_a_document() {
        for (texts, expected, doubts) in [
            (vec!["1.250,5 tỷ", "1.250 hộ"], NumberStyle::Vietnamese, 0),
            (vec!["148,320,000 đồng", "1,250"], NumberStyle::English, 0),
            (vec!["1,250.5", "1.250.000", "12.345.678"], NumberStyle::Vietnamese, 1),
            (vec!["10,5%", "1.2 Mục"], NumberStyle::Vietnamese, 0),
            (vec![], NumberStyle::Vietnamese, 0),
        ] {
            let (style, found) = number_style(texts.iter().copied());
            assert_eq!((style, found.len()), (expected, doubts), "{texts:?}");
        }
    }
}
