//! The words of the domain: lines of TSV tables, embedded in the program and extensible at run time.
//!
//! A phrase matches whole words on the folded key, so «Cơ quan  chủ trì:» matches «cơ quan chủ trì»;
//! with `=` in front it must be the whole text, where spaces do not count («ST T» is «STT»).

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use normalizer::{fold, fold_onto, is_alphanumeric};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The tables' names, as of the files of a `--vocabulary` folder.
pub const TABLES: [&str; 3] = ["columns", "headings", "phrases"];

const BUILTIN: [&str; 3] = [
    include_str!("../data/columns.tsv"),
    include_str!("../data/headings.tsv"),
    include_str!("../data/phrases.tsv"),
];

/// All tables.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    columns: PhraseTable,
    headings: PhraseTable,
    phrases: PhraseTable,
}

/// Phrases with what they mean.
#[derive(Debug, Clone, Default)]
pub struct PhraseTable {
    entries: Vec<Entry>,
    index: Index,
}

/// Where to look a text up, so that no entry is compared that cannot be in it.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Finds the keys that stand within a text; `inner` has their entries.
    keys: Option<AhoCorasick>,
    inner: Vec<usize>,
    /// Bytes of the longest key that is a whole text.
    longest_whole: usize,
    /// Entries by the key without spaces.
    compact: BTreeMap<String, Vec<usize>>,
    /// Entries that may stand within a text, by the first word.
    first: BTreeMap<String, Vec<usize>>,
    /// Words of the longest of these.
    longest: usize,
}

#[derive(Debug, Clone)]
struct Entry {
    kind: String,
    /// Folded words with a space on each side; for a whole-text phrase the words without spaces.
    key: String,
    /// The key without spaces.
    compact: String,
    whole: bool,
    rank: u32,
}

/// Why a line of a table is no phrase.
#[derive(Debug, PartialEq, Eq)]
pub struct BadLine {
    pub table: String,
    /// Counted from 1.
    pub line: usize,
    pub reason: &'static str,
}

impl std::fmt::Display for BadLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "vocabulary table {}, line {}: {}", self.table, self.line, self.reason)
    }
}

impl Vocabulary {
    /// The tables that are part of the program.
    pub fn builtin() -> &'static Self {
        static BUILT: OnceLock<Vocabulary> = OnceLock::new();
        BUILT.get_or_init(|| {
            let [columns, headings, phrases] =
                BUILTIN.map(|text| PhraseTable::parse("", text).unwrap_or_default());
            Self { columns, headings, phrases }
        })
    }

    /// The built-in tables and the lines of further ones: (table's name, its text).
    ///
    /// # Errors
    /// Names the first line that is no phrase, or a table that does not exist.
    pub fn extended<'a>(tables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, BadLine> {
        let mut all = Self::builtin().clone();
        for (name, text) in tables {
            let more = PhraseTable::parse(name, text)?;
            let table = match name {
                "columns" => &mut all.columns,
                "headings" => &mut all.headings,
                "phrases" => &mut all.phrases,
                _ => {
                    return Err(BadLine {
                        table: name.to_owned(),
                        line: 0,
                        reason: "there is no such table",
                    });
                }
            };
            *table = PhraseTable::new(table.entries.iter().cloned().chain(more.entries).collect());
        }
        Ok(all)
    }

    /// Headings of columns → fields.
    pub fn columns(&self) -> &PhraseTable {
        &self.columns
    }

    /// What a section heading says of the items below it: the first phrase in it decides. One that rules
    /// records out must open it, but for «Về», «Một số»: «Phát triển nguồn nhân lực đáp ứng yêu cầu mới» heads
    /// tasks like any other.
    pub fn section_kind(&self, heading: &str) -> Option<&str> {
        self.headings.find_first(heading, |kind, words_before| match kind {
            "none" | "report" => words_before <= 2,
            "ahead" | "lead_in" => false,
            _ => true,
        })
    }

    /// Section headings → kinds of records below them.
    pub fn headings(&self) -> &PhraseTable {
        &self.headings
    }

    /// Words that tell what a line or a period is.
    pub fn phrases(&self) -> &PhraseTable {
        &self.phrases
    }
}

impl PhraseTable {
    fn parse(name: &str, text: &str) -> Result<Self, BadLine> {
        let mut entries = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |reason| BadLine { table: name.to_owned(), line: number + 1, reason };
            let mut fields = line.split('\t');
            let kind = fields.next().unwrap_or_default().trim();
            let phrase = fields
                .next()
                .ok_or_else(|| bad("a line has at least a kind and a phrase, parted by a tab"))?;
            let rank = match fields.next().map(str::trim) {
                None | Some("") => 1,
                Some(rank) => rank.parse().map_err(|_| bad("the rank is no number"))?,
            };
            let whole = phrase.starts_with('=');
            let key = if whole { fold(phrase) } else { spaced(&words(phrase)) };
            if kind.is_empty() || key.trim().is_empty() {
                return Err(bad("the kind or the phrase is empty"));
            }
            let compact = key.replace(' ', "");
            entries.push(Entry { kind: kind.to_owned(), key, compact, whole, rank });
        }
        Ok(Self::new(entries))
    }

    fn new(entries: Vec<Entry>) -> Self {
        let mut index = Index::default();
        for (number, entry) in entries.iter().enumerate() {
            index.compact.entry(entry.compact.clone()).or_default().push(number);
            if entry.whole {
                index.longest_whole = index.longest_whole.max(entry.key.len());
            } else {
                index.inner.push(number);
                let mut words = entry.key.split_whitespace();
                index.first.entry(words.next().unwrap_or_default().to_owned()).or_default().push(number);
                index.longest = index.longest.max(1 + words.count());
            }
        }
        let keys = index.inner.iter().filter_map(|number| entries.get(*number)).map(|entry| &entry.key);
        // Only a vocabulary of many gigabytes cannot be indexed.
        index.keys = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(keys).ok();
        Self { entries, index }
    }

    /// The phrases in a text: where each begins in its [`spaced`] words, and its number.
    fn within(&self, text: &str, padded: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if padded.bytes().filter(|byte| *byte != b' ').count() <= self.index.longest_whole {
            let same = self.index.compact.get(&fold(text)).into_iter().flatten();
            let whole = |number: &&usize| self.entries.get(**number).is_some_and(|entry| entry.whole);
            found.extend(same.filter(whole).map(|number| (0, *number)));
        }
        for hit in self.index.keys.iter().flat_map(|keys| keys.find_overlapping_iter(padded)) {
            found.extend(self.index.inner.get(hit.pattern().as_usize()).map(|number| (hit.start(), *number)));
        }
        found
    }

    /// What the longest phrase in the text means; a narrow cell may have torn its words («Đơn v ị ch ủ trì»).
    pub fn find(&self, text: &str) -> Option<&str> {
        self.find_where(text, |_| true).or_else(|| self.find_exact(text))
    }

    /// The same among some kinds only.
    pub fn find_where(&self, text: &str, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        self.within(text, &spaced(&words(text)))
            .into_iter()
            .filter_map(|(_, number)| Some((number, self.entries.get(number)?)))
            .filter(|(_, entry)| wanted(&entry.kind))
            .max_by_key(|(number, entry)| {
                (entry.whole, entry.key.chars().count(), Reverse(entry.rank), *number)
            })
            .map(|(_, entry)| entry.kind.as_str())
    }

    /// Whether a phrase is at least half of the text.
    pub fn covers_half(&self, text: &str) -> bool {
        let padded = spaced(&words(text));
        let length = padded.len();
        let found = self.within(text, &padded);
        let mut entries = found.iter().filter_map(|(_, number)| self.entries.get(*number));
        entries.any(|entry| entry.whole || entry.key.len() * 2 >= length)
    }

    /// What a text means that is a phrase and nothing else.
    pub fn find_exact(&self, text: &str) -> Option<&str> {
        let same = self.index.compact.get(&fold(text))?;
        let same = same.iter().filter_map(|number| self.entries.get(*number));
        same.min_by_key(|entry| entry.rank).map(|entry| entry.kind.as_str())
    }

    /// What the first phrase in the text means; of those that begin together the longest. A phrase counts
    /// where `counts` says so, by its kind and the number of words before it.
    fn find_first(&self, text: &str, counts: impl Fn(&str, usize) -> bool) -> Option<&str> {
        let padded = spaced(&words(text));
        let before = |at: usize| padded.get(..at).map_or(0, |head| head.split_whitespace().count());
        self.within(text, &padded)
            .into_iter()
            .filter_map(|(at, number)| Some((at, number, self.entries.get(number)?)))
            .filter(|(at, _, entry)| counts(&entry.kind, before(*at)))
            .min_by_key(|(at, number, entry)| (*at, Reverse(entry.key.len()), *number))
            .map(|(.., entry)| entry.kind.as_str())
    }

    /// Whether a phrase of this kind stands in the text.
    pub fn has(&self, text: &str, kind: &str) -> bool {
        self.find_where(text, |found| found == kind).is_some()
    }

    /// Whether the text ends with a phrase of this kind.
    pub fn closes(&self, text: &str, kind: &str) -> bool {
        let padded = spaced(&words(text));
        self.entries.iter().any(|entry| entry.kind == kind && !entry.whole && padded.ends_with(&entry.key))
    }

    /// Whether the text opens with a phrase of this kind.
    pub fn opens(&self, text: &str, kind: &str) -> bool {
        self.opens_any(text, &[kind]).is_some()
    }

    /// The first of some kinds that a phrase at the beginning of the text is of.
    pub fn opens_any<'k>(&self, text: &str, kinds: &[&'k str]) -> Option<&'k str> {
        let mut words = text.split(is_gap).filter(|word| !word.is_empty());
        if words.next()?.len() > LONGEST_WORD {
            return None;
        }
        let numbers = self.index.first.get(&first_words(text, 1))?;
        let padded = spaced(&first_words(text, self.index.longest));
        let entries = || numbers.iter().filter_map(|number| self.entries.get(*number));
        let opens = |kind: &str| entries().any(|entry| entry.kind == kind && padded.starts_with(&entry.key));
        kinds.iter().copied().find(|kind| opens(kind))
    }
}

/// The folded words of a text with one space between them.
pub fn words(text: &str) -> String {
    first_words(text, usize::MAX)
}

/// What parts words; «%» is one.
fn is_gap(c: char) -> bool {
    !is_alphanumeric(c) && c != '%'
}

/// No phrase begins with a word of so many bytes; hostile text is one word of megabytes.
const LONGEST_WORD: usize = 128;

fn first_words(text: &str, most: usize) -> String {
    let words = text.split(is_gap).filter(|word| !word.is_empty());
    let mut all = String::with_capacity(text.len().min(most.saturating_mul(8)));
    for word in words.take(most) {
        if !all.is_empty() {
            all.push(' ');
        }
        if word.contains('%') {
            all.push('%');
        } else {
            fold_onto(&mut all, word);
        }
    }
    all
}

fn spaced(words: &str) -> String {
    format!(" {words} ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_line_is_a_phrase() {
        for (name, text) in TABLES.iter().zip(BUILTIN) {
            assert!(PhraseTable::parse(name, text).unwrap().entries.len() > 10, "{name}");
        }
    }

    #[test]
    fn headings_match_whole_words_and_the_longest_wins() {
        let columns = Vocabulary::builtin().columns();
        for (heading, field) in [
            ("ST T", Some("index")),
            ("Cơ quan  thực hiện", Some("implementing")),
            ("Cơ quan chủ trì\nthực hiện", Some("lead")),
            ("Thời gian hoàn thành", Some("deadline")),
            ("Hoạt động/sản phẩm", Some("product")),
            ("Đơn vị theo dõi, hướng dẫn thực hiện", Some("monitoring")),
            ("ĐVT", Some("unit")),
            ("Đơn vị được kiểm tra", Some("none")),
            ("Màu sắc", None),
            ("Đơ n vịch ủ trì", Some("lead")),
        ] {
            assert_eq!(columns.find(heading), field, "{heading}");
        }
    }

    #[test]
    fn headings_say_what_stands_below() {
        for (heading, kind) in [
            ("Mục tiêu cụ thể đến năm 2030", Some("target")),
            ("MỘT SỐ CHỈ TIÊU CHỦ YẾU", Some("target")),
            ("Mục tiêu chung", Some("none")),
            ("MỤC ĐÍCH, YÊU CẦU", Some("none")),
            ("Về kết quả thực hiện nhiệm vụ năm 2024", Some("report")),
            ("Kết quả thực hiện các chỉ tiêu", Some("report")),
            ("Nội dung", Some("task")),
            ("Nội dung cuộc họp", None),
            ("Phát triển nguồn nhân lực đáp ứng yêu cầu công nghiệp hiện đại", None),
            ("Thực hiện các chương trình mục tiêu quốc gia", Some("silent")),
            ("Cơ chế, chính sách chủ yếu để thực hiện các mục tiêu", Some("task")),
            ("Huy động nguồn lực nhằm hoàn thành các chỉ tiêu", Some("silent")),
            ("Phương hướng, nhiệm vụ năm 2025", Some("task")),
            ("Kế hoạch công tác 6 tháng cuối năm", Some("task")),
            ("Kinh phí", Some("none")),
            ("Phát triển kinh tế số", None),
        ] {
            assert_eq!(Vocabulary::builtin().section_kind(heading), kind, "{heading}");
        }
    }

    #[test]
    fn further_tables_add_lines_and_name_bad_ones() {
        let more = Vocabulary::extended([("columns", "product\tđầu ra mong đợi\t1\there\n")]).unwrap();
        assert_eq!(more.columns().find("Đầu ra mong đợi"), Some("product"));
        assert_eq!(Vocabulary::extended([("columns", "product")]).unwrap_err().line, 1);
        assert!(Vocabulary::extended([("colours", "a\tb")]).is_err());
    }
}
