//! The words by which letterheads, titles, signatures and scores are known: TSV tables of how a line
//! begins, and the keys to compare on.

use normalizer::{bare_letter, fold, is_alphabetic, is_alphanumeric};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Phrases with a tag each, compared word by word with how a line begins.
pub(crate) struct Phrases {
    entries: Vec<Phrase>,
    /// The entries that begin with a word, by its bare letters: few lines begin like any phrase.
    by_first: BTreeMap<String, Vec<usize>>,
    /// Words of the longest phrase: no more of a line are compared.
    longest: usize,
}

struct Phrase {
    tag: &'static str,
    words: Vec<String>,
    bare: Vec<String>,
    /// The letters of the bare words, one after the other.
    letters: Vec<char>,
}

/// The phrase that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) tag: &'static str,
    /// How many words of the line it takes.
    pub(crate) words: usize,
}

pub(crate) static KINDS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/document_kinds.tsv"), 1, 0));
pub(crate) static LETTERHEAD: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/letterhead.tsv"), 1, 0));
pub(crate) static ISSUERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/issuer_heads.tsv"), 0, 1));
pub(crate) static UNITS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/units.tsv"), 0, 0));
pub(crate) static SIGNERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/signers.tsv"), 1, 0));

pub(crate) static SURNAMES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/surnames.tsv"), 0, 1));
pub(crate) static SCORES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/scores.tsv"), 1, 0));
pub(crate) static FALLING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::load(include_str!("../data/falling.tsv"), 0, 0));

/// The fields of each line of an embedded table: without comments, blank lines and the heading line.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split('\t').map(str::trim).collect())
}

impl Phrases {
    fn load(table: &'static str, phrase: usize, tag: usize) -> Self {
        let entries: Vec<Phrase> = rows(table)
            .filter_map(|fields| {
                let words = words(fields.get(phrase)?);
                let bare: Vec<String> = words.iter().map(|word| bare(word)).collect();
                let letters = bare.concat().chars().collect();
                let tag = fields.get(tag).copied().unwrap_or_default();
                (!words.is_empty()).then_some(Phrase { tag, words, bare, letters })
            })
            .collect();
        let longest = entries.iter().map(|phrase| phrase.words.len()).max().unwrap_or_default();
        let mut by_first: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, phrase) in entries.iter().enumerate() {
            by_first.entry(phrase.bare.first().cloned().unwrap_or_default()).or_default().push(number);
        }
        Self { entries, by_first, longest }
    }

    /// The phrases that the text begins with. A phrase of one word must agree in its tone marks («SỞ» is
    /// not «SỐ»); a longer one need not, since scans lose marks.
    fn openings(&self, text: &str) -> Vec<&Phrase> {
        let first = raw_words(text).next().map(bare).unwrap_or_default();
        let Some(numbers) = self.by_first.get(&first) else {
            return Vec::new();
        };
        let line: Vec<String> = raw_words(text).take(self.longest).map(fold).collect();
        let plain: Vec<String> = line.iter().map(|word| bare(word)).collect();
        let opens = |phrase: &&Phrase| {
            line.starts_with(&phrase.words) || (phrase.words.len() > 1 && plain.starts_with(&phrase.bare))
        };
        numbers.iter().filter_map(|number| self.entries.get(*number)).filter(opens).collect()
    }

    /// The longest phrase that the text begins with.
    pub(crate) fn opening(&self, text: &str) -> Option<Opening> {
        let longest = self.openings(text).into_iter().max_by_key(|phrase| phrase.words.len())?;
        Some(Opening { tag: longest.tag, words: longest.words.len() })
    }

    /// Whether the text begins with a phrase of this tag.
    pub(crate) fn opens(&self, text: &str, tag: &str) -> bool {
        self.openings(text).iter().any(|phrase| phrase.tag == tag)
    }

    /// The words of all phrases of one word.
    pub(crate) fn single(&self) -> impl Iterator<Item = &str> {
        self.entries
            .iter()
            .filter(|phrase| phrase.words.len() == 1)
            .filter_map(|phrase| phrase.words.first())
            .map(String::as_str)
    }

    /// Whether any phrase stands in folded words with a space on either side.
    pub(crate) fn is_within(&self, spaced: &str) -> bool {
        self.entries.iter().any(|phrase| spaced.contains(&format!(" {} ", phrase.words.join(" "))))
    }

    /// The tag of the phrase that is the whole text, where spaces do not count: «K Ế  H O Ạ C H».
    pub(crate) fn whole(&self, text: &str) -> Option<&'static str> {
        let most = self.entries.iter().map(|phrase| phrase.letters.len()).max()?;
        let length = letters_up_to(text, most + 1);
        let mut candidates = self.entries.iter().filter(|phrase| phrase.letters.len() == length).peekable();
        candidates.peek()?;
        let key = fold(text);
        let plain: Vec<char> = bare(text).chars().collect();
        let is = |phrase: &&Phrase| {
            phrase.words.concat() == key || (phrase.words.len() > 1 && phrase.letters == plain)
        };
        candidates.find(is).map(|phrase| phrase.tag)
    }

    /// Whether the whole text is one of the phrases of this tag, but for a scan's slips: one wrong
    /// letter in eight.
    pub(crate) fn resembles(&self, text: &str, tag: &str) -> bool {
        self.slips(text, tag).is_some()
    }

    /// How many letters are wrong in a text that resembles a phrase.
    pub(crate) fn slips(&self, text: &str, tag: &str) -> Option<usize> {
        // Most lines are of another length, which is known without looking at their letters.
        let tagged = || self.entries.iter().filter(|phrase| phrase.tag == tag);
        let most = tagged().map(|phrase| phrase.letters.len()).max()? * 9 / 8;
        let length = letters_up_to(text, most + 1);
        let near = |phrase: &&Phrase| length.abs_diff(phrase.letters.len()) * 8 <= phrase.letters.len();
        let mut candidates = tagged().filter(near).peekable();
        candidates.peek()?;
        let key: Vec<char> = bare(text).chars().collect();
        candidates
            .filter_map(|phrase| {
                let most = phrase.letters.len() / 8;
                let shared = || letters_missing(&key, &phrase.letters) <= most;
                shared().then(|| distance(&key, &phrase.letters)).filter(|slips| *slips <= most)
            })
            .min()
    }
}

/// The folded words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    raw_words(text).map(fold).collect()
}

fn raw_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty())
}

/// Lower-case letters and digits without any marks: what a scan at least gets right.
pub(crate) fn bare(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match bare_letter(c) {
            Some(letter) => key.push(letter),
            None if c.is_ascii() => key.extend(c.is_ascii_digit().then_some(c)),
            None => key.extend(plain_letters(c)),
        }
    }
    key
}

/// What is left of a letter without marks.
fn plain_letters(c: char) -> impl Iterator<Item = char> {
    [c].into_iter()
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, 'đ' | 'ð' | 'ɖ') { 'd' } else { c })
        .filter(|c| c.is_alphanumeric())
}

/// How many letters and digits a text has, counted no further than `most`.
fn letters_up_to(text: &str, most: usize) -> usize {
    text.chars().filter(|c| is_alphanumeric(*c)).take(most).count()
}

/// Whether at least four in five of the letters are capitals.
pub(crate) fn is_upper(text: &str) -> bool {
    let (mut letters, mut capitals) = (0, 0);
    for c in text.chars() {
        letters += usize::from(is_alphabetic(c));
        capitals += usize::from(c.is_uppercase());
    }
    letters > 0 && capitals * 5 >= letters * 4
}

/// The words with one space between them.
pub(crate) fn single_spaced(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !single.is_empty() {
            single.push(' ');
        }
        single.push_str(word);
    }
    single
}

/// The letters of Latin script, which all names and words of these documents are written in, and the
/// capitals among those of Vietnamese.
const LETTERS: &str = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]";
const CAPITALS: &str = "[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]";

/// Compiles a constant pattern. `\d`, `\p{L}` and `\p{Lu}` mean what stands in these documents: those of
/// every script would take a third of the program's start.
#[expect(clippy::unwrap_used, reason = "patterns are constants of this program; the tests compile each")]
pub(crate) fn pattern(text: &'static str) -> Regex {
    let text = text.replace(r"\d", "[0-9]").replace(r"\p{Lu}", CAPITALS).replace(r"\p{L}", LETTERS);
    Regex::new(&text).unwrap()
}

/// How many letters of the second have no like in the first, wherever they stand: there are at least as
/// many edits between the two.
fn letters_missing(a: &[char], b: &[char]) -> usize {
    const BUCKETS: usize = 64;
    let mut left = [0_i32; BUCKETS];
    let mut count = |c: &char, by: i32| {
        if let Some(bucket) = left.get_mut(*c as usize % BUCKETS) {
            *bucket += by;
        }
    };
    a.iter().for_each(|c| count(c, -1));
    b.iter().for_each(|c| count(c, 1));
    left.iter().filter_map(|left| usize::try_from(*left).ok()).sum()
}

/// Edits from one word to the other; both are short.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let (mut diagonal, mut left) = (i, i + 1);
        let mut cells = row.iter_mut();
        cells.next().into_iter().for_each(|first| *first = left);
        for (y, cell) in b.iter().zip(cells) {
            left = (diagonal + usize::from(x != y)).min(*cell + 1).min(left + 1);
            diagonal = std::mem::replace(cell, left);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_its_columns() {
        for (phrases, least) in [
            (&KINDS, 25),
            (&LETTERHEAD, 25),
            (&ISSUERS, 60),
            (&UNITS, 15),
            (&SIGNERS, 40),
            (&SCORES, 20),
            (&FALLING, 40),
            (&SURNAMES, 50),
        ] {
            assert!(phrases.entries.len() >= least);
        }
        assert!(ISSUERS.entries.iter().all(|p| matches!(p.tag, "" | "unit" | "part" | "weak")));
        assert!(SIGNERS.entries.iter().all(|p| matches!(p.tag, "authority" | "position")));
    }

    #[test]
    fn lines_are_known_by_how_they_begin() {
        for (text, tag) in [
            ("ỦY BAN NHÂN DÂN", Some("unit")),
            ("UỶ BAN NHÂN DÂN TỈNH", Some("unit")),
            ("UY BAN NHAN DAN XA", Some("unit")),
            ("SỞ NỘI VỤ", Some("part")),
            ("SỐ 12/QĐ-SNV", None),
            ("THÔNG TIN", None),
        ] {
            assert_eq!(ISSUERS.opening(text).map(|found| found.tag), tag, "{text}");
        }
    }

    #[test]
    fn a_scan_may_slip() {
        for (text, like) in [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true),
            ("CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true),
            ("CONG HOA XÁ HỌI CHỦ NGHIA VIỆT NAIM", true),
            ("Độc lập – Tự do – Hạnh phúc", true),
            ("Độc lập", false),
            ("", false),
            ("HỘI ĐỒNG NHÂN DÂN", false),
        ] {
            assert_eq!(LETTERHEAD.resembles(text, "motto"), like, "{text}");
        }
    }

    #[test]
    fn spaced_out_kinds_are_whole() {
        assert_eq!(KINDS.whole("K Ế  H O Ạ C H"), Some("ke_hoach"));
        assert_eq!(KINDS.whole("KÉHOẠCH"), Some("ke_hoach"), "a scan's");
        assert_eq!(KINDS.whole("KẾ HOẠCH NĂM"), None);
    }
}
