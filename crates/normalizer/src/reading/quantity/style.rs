//! Whether a document parts thousands with dots or with commas.

use crate::reading::{Doubt, NumberStyle};

/// The style of a document's numbers, from all its texts, and a doubt where they do not settle it.
pub fn number_style<'t>(texts: impl IntoIterator<Item = &'t str>) -> (NumberStyle, Vec<Doubt>) {
    let mut seen = Seen::default();
    for text in texts {
        numbers(text).for_each(|number| seen.add(number));
    }
    let (style, doubt) = seen.decide();
    (style, doubt.into_iter().collect())
}

/// How often each sort of number occurs, with the first of each.
#[derive(Debug, Default)]
struct Seen {
    vietnamese: Sort,
    english: Sort,
    /// «51,8»: a comma that can only part decimals.
    decimals: Sort,
    /// «5.798».
    dot_threes: Sort,
    /// «2,700».
    comma_threes: Sort,
}

#[derive(Debug, Default)]
struct Sort {
    count: usize,
    example: String,
}

impl Sort {
    fn add(&mut self, number: &str) {
        if self.count == 0 {
            number.clone_into(&mut self.example);
        }
        self.count += 1;
    }
}

impl Seen {
    fn add(&mut self, number: &str) {
        match weigh(number) {
            Some(Sign::Style(NumberStyle::Vietnamese)) => self.vietnamese.add(number),
            Some(Sign::Style(NumberStyle::English)) => self.english.add(number),
            Some(Sign::CommaDecimals) => self.decimals.add(number),
            Some(Sign::DotThrees) => self.dot_threes.add(number),
            Some(Sign::CommaThrees) => self.comma_threes.add(number),
            None => {}
        }
    }

    fn decide(&self) -> (NumberStyle, Option<Doubt>) {
        let (vietnamese, english) = (self.vietnamese.count, self.english.count);
        if vietnamese > 0 && english > 0 {
            let style = if english > vietnamese { NumberStyle::English } else { NumberStyle::Vietnamese };
            let words = format!("{} / {}", self.vietnamese.example, self.english.example);
            return (style, Some(doubt(words, "thousands are parted both with dots and with commas")));
        }
        if english > 0 {
            return (NumberStyle::English, None);
        }
        if vietnamese > 0 || self.decimals.count > 0 || self.comma_threes.count == 0 {
            return (NumberStyle::Vietnamese, None);
        }
        // Decimals would not come in threes every time, and dots part none.
        let words = self.comma_threes.example.clone();
        if self.comma_threes.count > 1 && self.dot_threes.count == 0 {
            return (
                NumberStyle::English,
                Some(doubt(words, "taken for thousands: all commas stand before three digits")),
            );
        }
        (
            NumberStyle::Vietnamese,
            Some(doubt(words, "nothing tells whether commas part thousands or decimals")),
        )
    }
}

fn doubt(words: String, reason: &'static str) -> Doubt {
    Doubt::new("number-ambiguous", words, reason)
}

/// The stretches of digits, dots and commas that start and end with a digit.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .map(|part| part.trim_matches(['.', ',']))
        .filter(|part| part.contains(['.', ',']))
}

/// What a number tells of the style.
enum Sign {
    Style(NumberStyle),
    CommaDecimals,
    DotThrees,
    CommaThrees,
}

/// What a number tells of the style: «1.250,5» all, «5.798» little, «10.5» nothing.
fn weigh(number: &str) -> Option<Sign> {
    let groups: Vec<&str> = number.split(['.', ',']).collect();
    let marks: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let threes = |list: &[&str]| list.iter().all(|group| group.len() == 3);
    let style = |mark: char| if mark == '.' { NumberStyle::Vietnamese } else { NumberStyle::English };
    let (first, rest) = groups.split_first()?;
    if first.is_empty() || first.len() > 3 || rest.iter().any(|group| group.is_empty()) {
        return None;
    }
    match marks.as_slice() {
        [','] if !threes(rest) || *first == "0" => Some(Sign::CommaDecimals),
        [','] => Some(Sign::CommaThrees),
        ['.'] => (threes(rest) && *first != "0").then_some(Sign::DotThrees),
        [mark, .., last] if mark != last => {
            let (_, middle) = rest.split_last()?;
            threes(middle).then(|| Sign::Style(style(*mark)))
        }
        [mark, ..] if marks.iter().all(|m| m == mark) && threes(rest) => Some(Sign::Style(style(*mark))),
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
            (vec!["2,700 ha", "51,8%"], NumberStyle::Vietnamese, 0),
            (vec!["2,700 ha", "12,500"], NumberStyle::English, 1),
            (vec!["2,700 ha", "5.798"], NumberStyle::Vietnamese, 1),
            (vec!["5.798", "1.2.3", "0,125"], NumberStyle::Vietnamese, 0),
            (vec![], NumberStyle::Vietnamese, 0),
        ] {
            let (style, found) = number_style(texts.iter().copied());
            assert_eq!((style, found.len()), (expected, doubts), "{texts:?}");
        }
    }
}
