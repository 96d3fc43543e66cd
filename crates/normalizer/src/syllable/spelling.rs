//! The rules by which a Vietnamese syllable is spelled: onset, rhyme, tone, case.

use super::letter::{Letter, Tone, letter};
use std::sync::LazyLock;

/// «nghiêng» has seven letters; none has more.
const LONGEST: usize = 7;

/// Every onset, longest first, so that the first that fits is the right one.
const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

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
    let (mut upper, mut lower, mut first_upper) = (0, 0, false);
    for c in word.chars() {
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
    let mut letters = [None; LONGEST];
    let mut count = 0;
    let (mut upper, mut first_upper) = (0, false);
    for c in chars {
        let (Some(found), Some(slot)) = (letter(c), letters.get_mut(count)) else { return false };
        if found.upper {
            upper += 1;
            first_upper |= count == 0;
        }
        *slot = Some(found);
        count += 1;
    }
    let cased = upper == 0 || upper == count || (upper == 1 && first_upper);
    if count == 0 || !cased {
        return false;
    }
    let letters: Vec<Letter> = letters.into_iter().flatten().collect();
    spells(&letters)
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
        let (_, rest) = letters.split_at(1);
        let text: String = rest.iter().map(|found| found.base).collect();
        return matches!(text.as_str(), "i" | "in") && tone_fits(rest, place, 1, tone);
    }
    fits(onset, rhyme, place, letters.len() - rhyme.len(), tone)
}

fn split_onset(letters: &[Letter]) -> (&'static str, &[Letter]) {
    for onset in ONSETS {
        let length = onset.chars().count();
        let Some((head, rest)) = letters.split_at_checked(length) else { continue };
        if onset.chars().eq(head.iter().map(|found| found.base)) && (!rest.is_empty() || onset == "gi") {
            return (onset, rest);
        }
    }
    ("", letters)
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
            let pair: String = rhyme.iter().map(|found| found.base).collect();
            (0, matches!(pair.as_str(), "oa" | "oe" | "uy").then_some(1))
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
