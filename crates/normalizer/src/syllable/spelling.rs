//! The rules by which a Vietnamese syllable is spelled: onset, rhyme, tone, case.

use super::letter::{Letter, Tone, letter};
use std::sync::LazyLock;

/// «nghiêng» has seven letters; none has more.
const LONGEST: usize = 7;

/// What may stand before a rhyme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Anywhere,
    AlsoAfterQu,
    OnlyAfterQu,
    OnlyAfterGi,
}

#[derive(Debug, Clone, Copy)]
struct Rhyme {
    key: u32,
    used: Use,
}

static RHYMES: LazyLock<Vec<Rhyme>> = LazyLock::new(|| {
    let mut rhymes: Vec<Rhyme> = super::data_lines(include_str!("../../data/rhymes.tsv"))
        .map(|line| {
            let (rhyme, used) = line.split_once('\t').unwrap_or((line, ""));
            let used = match used {
                "q" => Use::AlsoAfterQu,
                "only-q" => Use::OnlyAfterQu,
                "gi" => Use::OnlyAfterGi,
                _ => Use::Anywhere,
            };
            Rhyme { key: key(rhyme.chars().filter_map(letter)), used }
        })
        .collect();
    rhymes.sort_by_key(|rhyme| rhyme.key);
    rhymes
});

/// The letters packed into one number, six bits each.
fn key(letters: impl Iterator<Item = Letter>) -> u32 {
    letters.fold(0, |packed, found| packed << 6 | u32::from(found.code))
}

/// How the capitals of a word are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Lower,
    /// A capital, then small letters; also a single capital.
    Title,
    Upper,
    /// A capital after a small letter, or capitals and then small letters.
    Odd,
}

/// How the capitals of a word are spread; characters without case do not count.
pub fn case(word: &str) -> Case {
    case_of(word.chars())
}

/// How the capitals among some letters are spread.
pub fn case_of(chars: impl Iterator<Item = char>) -> Case {
    let (mut upper, mut lower, mut first_upper) = (0, 0, false);
    for c in chars {
        if c.is_uppercase() {
            first_upper |= upper + lower == 0;
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, _) => Case::Lower,
        (1, _) if first_upper => Case::Title,
        (_, 0) => Case::Upper,
        _ => Case::Odd,
    }
}

/// Whether a composed word is a possible Vietnamese syllable in every respect.
pub fn is_syllable(word: &str) -> bool {
    is_syllable_of(word.chars())
}

/// Whether composed letters are a possible Vietnamese syllable in every respect.
pub fn is_syllable_of(chars: impl Iterator<Item = char>) -> bool {
    Spelling::read(chars).is_some_and(|spelling| spelling.is_cased() && spelling.is_syllable())
}

/// The letters of a word that is short enough to be a syllable.
#[derive(Debug, Clone, Copy)]
pub struct Spelling {
    letters: [Letter; LONGEST],
    length: usize,
}

impl Spelling {
    /// Reads composed letters of the alphabet; none where there is anything else, or too much.
    pub fn read(chars: impl Iterator<Item = char>) -> Option<Self> {
        let mut spelling = Spelling { letters: [Letter::NONE; LONGEST], length: 0 };
        for c in chars {
            *spelling.letters.get_mut(spelling.length)? = letter(c)?;
            spelling.length += 1;
        }
        (spelling.length > 0).then_some(spelling)
    }

    pub fn letters(&self) -> &[Letter] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    /// All small, all capital, or a capital and then small.
    pub fn is_cased(&self) -> bool {
        let upper = self.letters().iter().filter(|found| found.upper).count();
        upper == 0
            || upper == self.length
            || upper == 1 && self.letters().first().is_some_and(|found| found.upper)
    }

    /// Whether onset, rhyme and tone go together; case aside.
    pub fn is_syllable(&self) -> bool {
        super::is_common_key(self.key()) || self.is_spelled()
    }

    /// The same by the rules alone, which take longer than to look up a common syllable.
    pub fn is_spelled(&self) -> bool {
        spells(self.letters())
    }

    /// A number for the letters and tones, case aside: equal for equal words only.
    pub fn key(&self) -> u64 {
        self.letters()
            .iter()
            .fold(0, |packed, found| packed << 9 | u64::from(found.code) << 3 | found.tone as u64)
    }
}

fn spells(letters: &[Letter]) -> bool {
    let mut toned = letters.iter().enumerate().filter(|(_, found)| found.tone != Tone::Level);
    let tone = toned.next();
    if toned.next().is_some() {
        return false;
    }
    let (onset, rhyme) = split_onset(letters);
    let place = tone.map(|(index, _)| index);
    let tone = tone.map_or(Tone::Level, |(_, found)| found.tone);
    if onset == "gi" && fits("gi", rhyme, place, 2, tone) {
        return true;
    }
    // «gì», «gìn»: here the i is the vowel.
    if onset == "gi" {
        let bases = || rhyme.iter().map(|found| found.base);
        let (_, rest) = letters.split_at(1);
        return (rhyme.is_empty() || bases().eq(['n'])) && tone_fits(rest, place, 1, tone);
    }
    fits(onset, rhyme, place, letters.len() - rhyme.len(), tone)
}

/// The onset of a word and what is left for the rhyme. Only «gi» may leave nothing.
pub fn split_onset(letters: &[Letter]) -> (&'static str, &[Letter]) {
    let base = |index: usize| letters.get(index).map_or(' ', |found| found.base);
    let onset = match (base(0), base(1), base(2)) {
        ('n', 'g', 'h') => "ngh",
        ('n', 'g', _) => "ng",
        ('n', 'h', _) => "nh",
        ('c', 'h', _) => "ch",
        ('g', 'h', _) => "gh",
        ('g', 'i', _) => "gi",
        ('k', 'h', _) => "kh",
        ('p', 'h', _) => "ph",
        ('q', 'u', _) => "qu",
        ('t', 'h', _) => "th",
        ('t', 'r', _) => "tr",
        (first, ..) => single_onset(first),
    };
    let length = onset.chars().count();
    let rest = letters.get(length..).unwrap_or_default();
    if rest.is_empty() && onset != "gi" { ("", letters) } else { (onset, rest) }
}

fn single_onset(letter: char) -> &'static str {
    const ONSETS: [&str; 16] =
        ["b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"];
    ONSETS.into_iter().find(|onset| onset.starts_with(letter)).unwrap_or_default()
}

fn fits(onset: &str, rhyme: &[Letter], place: Option<usize>, offset: usize, tone: Tone) -> bool {
    let Some(first) = rhyme.first() else { return false };
    if rhyme.len() > 4 {
        return false;
    }
    let packed = key(rhyme.iter().copied());
    let Ok(index) = RHYMES.binary_search_by_key(&packed, |known| known.key) else { return false };
    let used = RHYMES.get(index).map_or(Use::Anywhere, |known| known.used);
    let allowed = match onset {
        "qu" => matches!(used, Use::AlsoAfterQu | Use::OnlyAfterQu),
        "gi" => used != Use::OnlyAfterQu && !matches!(first.base, 'i' | 'y'),
        _ => matches!(used, Use::Anywhere | Use::AlsoAfterQu) && onset_fits(onset, rhyme),
    };
    allowed && tone_fits(rhyme, place, offset, tone)
}

/// The spelling rules between an onset and the vowel after it.
fn onset_fits(onset: &str, rhyme: &[Letter]) -> bool {
    let first = rhyme.first().map_or(' ', |found| found.base);
    let second = rhyme.get(1).map_or(' ', |found| found.base);
    let front = matches!(first, 'e' | 'ê' | 'i');
    let spelled = match onset {
        "k" => front || first == 'y',
        "gh" | "ngh" => front,
        "c" | "g" | "ng" => !front && first != 'y',
        _ => true,
    };
    let glide = match (first, second) {
        ('i', 'ê') => !onset.is_empty(),
        ('y', 'ê') => onset.is_empty(),
        ('y', _) => matches!(
            onset,
            "" | "b" | "d" | "h" | "k" | "l" | "m" | "n" | "p" | "r" | "s" | "t" | "th" | "v" | "x"
        ),
        _ => true,
    };
    spelled && glide
}

/// Whether the tone stands on its legal letter, and whether the end of the rhyme allows it.
fn tone_fits(rhyme: &[Letter], place: Option<usize>, offset: usize, tone: Tone) -> bool {
    let stopped = is_stopped(rhyme);
    let Some(place) = place else { return !stopped };
    if stopped && !matches!(tone, Tone::Acute | Tone::Dot) {
        return false;
    }
    let (first, second) = tone_places(rhyme);
    place == first + offset || Some(place) == second.map(|index| index + offset)
}

/// Whether a rhyme ends in -c, -ch, -p or -t.
fn is_stopped(rhyme: &[Letter]) -> bool {
    let before = rhyme.len().checked_sub(2).and_then(|index| rhyme.get(index)).map(|found| found.base);
    match rhyme.last().map(|found| found.base) {
        Some('c' | 'p' | 't') => true,
        Some('h') => before == Some('c'),
        _ => false,
    }
}

/// The letters of a rhyme that may carry the tone; two only for open -oa, -oe, -uy, whose tone the
/// older style puts on the first and the newer on the second.
pub fn tone_places(rhyme: &[Letter]) -> (usize, Option<usize>) {
    let vowels = rhyme.iter().take_while(|found| found.is_vowel()).count();
    let closed = vowels < rhyme.len();
    // The last one with a hat, breve or horn: in «ươ» the tone stands on the second.
    let mut shaped = rhyme.iter().take(vowels).enumerate().filter(|(_, found)| found.is_shaped());
    if let Some((index, _)) = shaped.next_back() {
        return (index, None);
    }
    match vowels {
        3 => (1, None),
        2 if closed => (1, None),
        2 => {
            let base = |index: usize| rhyme.get(index).map_or(' ', |found| found.base);
            (0, matches!((base(0), base(1)), ('o', 'a' | 'e') | ('u', 'y')).then_some(1))
        }
        _ => (0, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_syllables() {
        for word in [
            "nước",
            "Việt",
            "NAM",
            "nghiêng",
            "hoà",
            "hòa",
            "thuỷ",
            "thủy",
            "uỷ",
            "ủy",
            "quý",
            "Quyết",
            "quả",
            "gì",
            "gìn",
            "giếng",
            "giá",
            "giữa",
            "yêu",
            "yếu",
            "khuya",
            "khuỷu",
            "ươm",
            "lượng",
            "ý",
            "ĐƯỜNG",
            "xoong",
            "toàn",
            "Ở",
            "kỳ",
            "kĩ",
            "nghĩa",
            "của",
            "ngoằn",
            "uyển",
            "giêng",
            "quốc",
            "thuở",
            "được",
            "tỷ",
            "lúa",
            "nghỉ",
        ] {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn refuses_what_no_syllable_can_be() {
        for word in [
            "",
            "nƣớc",
            "sốngày",
            "baỏ",
            "lựơng",
            "nghịêm",
            "qúy",
            "gía",
            "cuả",
            "nghiã",
            "đựơc",
            "taì",
            "khÊu",
            "Vieät",
            "céng1",
            "việc ",
            "cat",
            "tac",
            "ngiên",
            "kông",
            "ghà",
            "cì",
            "UBND",
            "QĐ",
            "école",
            "für",
            "đ",
            "qa",
            "áá",
            "hoÀ",
            "năMm",
            "nguyêễn",
            "iêu",
            "lyên",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn tells_the_spread_of_capitals() {
        for (word, expected) in [
            ("số", Case::Lower),
            ("Số", Case::Title),
            ("Đ", Case::Title),
            ("SỐ", Case::Upper),
            ("QĐ", Case::Upper),
            ("sỐ", Case::Odd),
            ("12", Case::Lower),
        ] {
            assert_eq!(case(word), expected, "{word}");
        }
    }
}
