//! Known slips: words that are each right, and wrong together.

use super::data_lines;
use super::spelling::{Case, Spelling, case};
use super::suspect::Suspect;
use crate::chars::is_alphanumeric;
use std::ops::Range;
use std::sync::LazyLock;

/// The words of a text with their places.
pub struct Words<'a> {
    text: &'a str,
    words: Vec<Word>,
}

struct Word {
    range: Range<usize>,
    /// Without Vietnamese letters, or a possible syllable: nothing is to be said of the word alone.
    sound: bool,
    /// The word's spelling as a number; none for what is no short word.
    key: Option<u64>,
    /// Only blanks stand between this word and the one before.
    joined: bool,
}

impl<'a> Words<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut start = None;
        for (index, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (start, is_alphanumeric(c)) {
                (None, true) => start = Some(index),
                (Some(from), false) => {
                    words.push(Word::read(text, from..index, words.last().map_or(0, |word| word.range.end)));
                    start = None;
                }
                _ => {}
            }
        }
        Words { text, words }
    }

    fn are_alike(&self, words: &[Word]) -> bool {
        let mut texts = words.iter().map(|word| self.text.get(word.range.clone()));
        let first = texts.next();
        texts.all(|text| Some(text) == first)
    }

    /// Where the words stand that are neither ASCII nor possible syllables.
    pub fn unsound(&self) -> impl Iterator<Item = &Range<usize>> {
        self.words.iter().filter(|word| !word.sound).map(|word| &word.range)
    }

    /// Whether a word stands in an address of the net or of mail.
    pub fn is_in_address(&self, range: &Range<usize>) -> bool {
        let before = self.text.get(..range.start).unwrap_or_default();
        let after = self.text.get(range.end..).unwrap_or_default();
        let head = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let tail = after.split(char::is_whitespace).next().unwrap_or_default();
        [head, tail].iter().any(|part| part.contains('@') || part.contains("://") || part.contains("www."))
    }
}

impl Word {
    fn read(text: &str, range: Range<usize>, before: usize) -> Self {
        let word = text.get(range.clone()).unwrap_or_default();
        let spelling = Spelling::read(word.chars());
        let sound = word.is_ascii() || spelling.is_some_and(|word| word.is_cased() && word.is_syllable());
        let gap = text.get(before..range.start).unwrap_or_default();
        let joined = before > 0 && gap.chars().all(char::is_whitespace);
        Word { range, sound, key: spelling.map(|word| word.key()), joined }
    }
}

struct Slip {
    words: Vec<u64>,
    meant: &'static str,
    not_before: Vec<u64>,
    not_after: Vec<u64>,
}

/// All known slips, sorted by their words.
struct Slips {
    /// The first word of each: what nearly every word is looked up in, for nothing.
    firsts: Vec<u64>,
    slips: Vec<Slip>,
}

static SLIPS: LazyLock<Slips> = LazyLock::new(|| {
    let mut slips: Vec<Slip> = data_lines(include_str!("../../data/slips.tsv")).filter_map(read).collect();
    slips.sort_by(|left, right| left.words.cmp(&right.words));
    Slips {
        firsts: slips.iter().map(|slip| slip.words.first().copied().unwrap_or_default()).collect(),
        slips,
    }
});

impl Slips {
    /// Those that begin with a word.
    fn of(&self, first: u64) -> &[Slip] {
        let from = self.firsts.partition_point(|known| *known < first);
        let count = self.firsts.iter().skip(from).take_while(|known| **known == first).count();
        self.slips.get(from..from + count).unwrap_or_default()
    }
}

fn key(word: &str) -> Option<u64> {
    Spelling::read(word.chars()).map(|word| word.key())
}

fn read(line: &'static str) -> Option<Slip> {
    let mut fields = line.split('\t');
    let words = fields.next()?.split(' ').filter_map(key).collect();
    let meant = fields.next()?;
    let guards = fields.next().unwrap_or_default();
    let guard =
        |name: &str| guards.split(' ').filter_map(|word| word.strip_prefix(name)).filter_map(key).collect();
    Some(Slip { words, meant, not_before: guard("before:"), not_after: guard("after:") })
}

/// Finds the known slips of a text, in order.
pub fn find(words: &Words<'_>) -> Vec<Suspect> {
    let mut found = Vec::new();
    for (index, word) in words.words.iter().enumerate() {
        let Some(first) = word.key else { continue };
        if let Some(suspect) = SLIPS.of(first).iter().find_map(|slip| slip.at(words, index)) {
            found.push(suspect);
        }
    }
    found
}

impl Slip {
    /// «của của»: a word twice. «theo Theo» is where two sentences meet.
    fn is_doubled(&self) -> bool {
        matches!(self.words.as_slice(), [first, second] if first == second)
    }

    fn at(&self, words: &Words<'_>, index: usize) -> Option<Suspect> {
        let end = index + self.words.len();
        let stretch = words.words.get(index..end)?;
        let same = stretch.iter().zip(&self.words).all(|(word, key)| word.key == Some(*key));
        if !same || !stretch.iter().skip(1).all(|word| word.joined) {
            return None;
        }
        let before = index.checked_sub(1).and_then(|index| words.words.get(index)).and_then(|word| word.key);
        let after = words.words.get(end).and_then(|word| word.key);
        let guarded = |key: Option<u64>, guards: &[u64]| key.is_some_and(|key| guards.contains(&key));
        if guarded(before, &self.not_before) || guarded(after, &self.not_after) {
            return None;
        }
        if self.is_doubled() && !words.are_alike(stretch) {
            return None;
        }
        let range = stretch.first()?.range.start..stretch.last()?.range.end;
        let word = words.text.get(range.clone())?;
        Some(Suspect { range, word: word.to_owned(), suggestion: Some(in_case_of(word, self.meant)) })
    }
}

/// Writes what is meant with the capitals of what is printed.
fn in_case_of(printed: &str, meant: &str) -> String {
    let first = printed.split(char::is_whitespace).next().unwrap_or_default();
    if case(printed) == Case::Upper {
        return meant.to_uppercase();
    }
    let mut letters = meant.chars();
    match letters.next() {
        Some(head) if case(first) == Case::Title => head.to_uppercase().chain(letters).collect(),
        _ => meant.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_can_match() {
        for (slip, line) in
            data_lines(include_str!("../../data/slips.tsv")).map(|line| (read(line).unwrap(), line))
        {
            let printed = line.split('\t').next().unwrap();
            assert_eq!(slip.words.len(), printed.split(' ').count(), "{line}");
            assert!(slip.words.len() >= 2 && slip.meant != printed, "{line}");
            assert_eq!(find(&Words::of(printed)).len(), 1, "{line}");
        }
    }
}
