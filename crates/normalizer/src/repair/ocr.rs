//! What OCR confuses, repaired only where vocabulary and spelling leave one answer: «tối thiếu» for
//! «tối thiểu», «HH.» for «III.» before a heading. Numbers are never touched.

use super::{Prior, Repairs};
use crate::syllable::spelling::{Case, Spelling, case, is_syllable};
use crate::syllable::{data_lines, is_common, is_word};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What is read, and the letters that it may stand for: chiefly the hook read as an acute.
const CONFUSED: [(char, &str); 25] = [
    ('ấ', "ẩâ"),
    ('ế', "ểê"),
    ('ố', "ổô"),
    ('ỉ', "iị"),
    ('ă', "ẳắặ"),
    ('l', "t"),
    ('ớ', "ở"),
    ('í', "i"),
    ('ì', "i"),
    ('ĩ', "i"),
    ('ầ', "âẩ"),
    ('ồ', "ôổ"),
    ('ề', "êể"),
    ('đ', "d"),
    ('ê', "ềễ"),
    ('ể', "ế"),
    ('ã', "ẩ"),
    ('â', "ẩậầ"),
    ('ô', "ổộ"),
    ('ú', "ủ"),
    ('á', "ả"),
    ('à', "ả"),
    ('ä', "àăả"),
    ('ö', "ỏơ"),
    ('ï', "ìỉ"),
];

/// Capitals lose their roof, or gain a hook: «GIÁM ĐÓC», «YÊU CÀU», «MỤC TIỂU».
const CONFUSED_CAPITALS: [(char, &str); 19] = [
    ('á', "ấ"),
    ('à', "ầ"),
    ('ả', "ẩ"),
    ('ã', "ẫ"),
    ('ạ', "ậ"),
    ('é', "ế"),
    ('è', "ề"),
    ('ẻ', "ể"),
    ('ẽ', "ễế"),
    ('ẹ', "ệ"),
    ('ể', "êế"),
    ('ế', "ệ"),
    ('ó', "ố"),
    ('ò', "ồ"),
    ('ỏ', "ổồ"),
    ('õ', "ỗ"),
    ('ọ', "ộ"),
    ('ứ', "ú"),
    ('í', "ỉ"),
];

/// Between the letters of a compound alone: elsewhere either may be meant. «kiêm tra», «hô sơ», «phân đấu».
const CONFUSED_IN_COMPOUNDS: [(char, &str); 4] = [('ê', "ể"), ('ô', "ồ"), ('â', "ấ"), ('ă', "ằ")];

static COMPOUNDS: LazyLock<BTreeSet<(u64, u64)>> = LazyLock::new(|| {
    let lines = data_lines(include_str!("../../data/compounds.txt"));
    let pairs = lines.flat_map(|line| line.split(", ")).filter_map(|pair| pair.split_once(' '));
    pairs.filter_map(|(left, right)| Some((key(left)?, key(right)?))).collect()
});

static CODES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    data_lines(include_str!("../../data/ocr_codes.tsv")).filter_map(|line| line.split_once('\t')).collect()
});

/// Repairs text that OCR read, and nothing else: in other text the same words are the writer's own.
pub fn repair_ocr(text: &str) -> (String, Repairs) {
    let mut runs = [(text.to_owned(), None)];
    let mut repairs = super::repair(&mut runs, &Prior::default());
    let [(text, _)] = runs;
    let text = numerals(&text, &mut repairs);
    let text = codes(&text, &mut repairs);
    let text = marks(&text, &mut repairs);
    let text = apart(&text, &mut repairs);
    let text = letters(&text, &mut repairs);
    let text = phrases(&text, &mut repairs);
    let text = compounds(&text, &mut repairs);
    (capitals(&text, &mut repairs), repairs)
}

/// Phrases by their words, folded to small letters.
static PHRASES: LazyLock<Vec<(Vec<&'static str>, Vec<&'static str>)>> = LazyLock::new(|| {
    let lines =
        data_lines(include_str!("../../data/ocr_phrases.tsv")).filter_map(|line| line.split_once('\t'));
    lines.map(|(read, meant)| (read.split(' ').collect(), meant.split(' ').collect())).collect()
});

fn key(word: &str) -> Option<u64> {
    Spelling::read(word.chars()).map(|word| word.key())
}

fn count(repairs: &mut Repairs, kind: &'static str) {
    *repairs.entry(kind).or_default() += 1;
}

/// Applies a change to every stretch that `is_part` holds together.
fn by_word(text: &str, is_part: fn(char) -> bool, mut change: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c| !is_part(c)) {
        let word = piece.trim_end_matches(|c| !is_part(c));
        match change(word) {
            Some(changed) => out.push_str(&changed),
            None => out.push_str(word),
        }
        out.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    out
}

/// «HH. NHIỆM VỤ», «Quý HH»: stacks of bars that are no other numeral and no single letter of a list.
fn numerals(text: &str, repairs: &mut Repairs) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let (head, rest) = line.split_once('.').unwrap_or(("", line));
        // No list of capital letters goes as far as L.
        let first = (head.trim_start() == "L").then_some("I");
        match first.or_else(|| numeral(head.trim_start())) {
            Some(right) if rest.trim_start().starts_with(char::is_uppercase) => {
                count(repairs, "ocr-numeral");
                out.push_str(line.get(..indent).unwrap_or_default());
                out.push_str(right);
                out.push('.');
                out.push_str(rest);
            }
            _ => out.push_str(line),
        }
    }
    quarters(&out, repairs)
}

/// Dust and remains of lines: «CCHC_», «'TTHC», «Văn phòng -- Thống kê», «2.7, Công tác» for «2.7. Công tác».
fn marks(text: &str, repairs: &mut Repairs) -> String {
    let strokes = text.replace("/⁄", "/").replace("⁄/", "/").replace('⁄', "/");
    if strokes != text {
        count(repairs, "ocr-mark");
    }
    let mut out = String::with_capacity(text.len());
    let words: Vec<&str> = strokes.split_inclusive(char::is_whitespace).collect();
    for (at, piece) in words.iter().enumerate() {
        let word = piece.trim_end();
        if is_dust(word) {
            count(repairs, "ocr-mark");
            out.extend(piece.chars().filter(|c| matches!(c, '\n' | '\u{2029}')));
            continue;
        }
        // C in two pieces.
        let pieces = ["('h", "C'h", "C:h", "C“h", "C.h", "C\"h"];
        let rest = pieces.iter().find_map(|pieces| word.strip_prefix(pieces));
        let whole = rest.map(|rest| format!("Ch{rest}"));
        let whole = whole.as_deref().unwrap_or(word);
        let bare = whole.trim_matches('_').trim_start_matches(['\'', '‘', '|']);
        let dashes = word.chars().count() > 1 && word.chars().all(|c| "-‐–—−".contains(c));
        let before = out.trim_end_matches([' ', '\u{2029}']);
        let first = before.is_empty();
        let start = first || before.ends_with('\n');
        let mut right = if dashes { "-".to_owned() } else { bare.to_owned() };
        let heads = first && words.get(at + 1).is_some_and(|next| next.starts_with(char::is_uppercase));
        if let Some(index) = index_with_comma(&right).filter(|index| start && (index.contains('.') || heads))
        {
            right = format!("{index}.");
        }
        // A blank line to be filled in is meant, but not where a text begins.
        if right.is_empty() || right == word || word.contains("__") && !first {
            right = word.to_owned();
        } else {
            count(repairs, "ocr-mark");
        }
        out.push_str(&right);
        out.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    out
}

/// The index of «2.7, Công tác», «2, Công tác».
fn index_with_comma(word: &str) -> Option<&str> {
    let index = word.strip_suffix(',')?;
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    index.split('.').all(is_number).then_some(index)
}

/// «XãAn Phú»: two words that a narrow space left together.
fn apart(text: &str, repairs: &mut Repairs) -> String {
    by_word(text, char::is_alphanumeric, |word| {
        let inner = |(at, c): &(usize, char)| *at > 0 && c.is_uppercase();
        let (at, _) = word.char_indices().find(inner)?;
        let (left, right) = word.split_at_checked(at)?;
        let is_word = |part: &str| {
            let lower = part.chars().skip(1).all(char::is_lowercase) && part.starts_with(char::is_uppercase);
            lower && part.chars().count() > 1 && is_word(part)
        };
        (is_word(left) && is_word(right)).then(|| {
            count(repairs, "ocr-space");
            format!("{left} {right}")
        })
    })
}

/// A word of marks that no text has, and that no line to be filled in has either.
fn is_dust(word: &str) -> bool {
    let mark = |c: char| "_~¬^|`´‹›-—–=.,:'‘“”\"".contains(c);
    let telling = |c: char| "_~¬^|`´‹›".contains(c);
    word.chars().all(mark) && word.contains(telling) && !word.contains("__")
}

fn numeral(read: &str) -> Option<&'static str> {
    match read {
        "HH" | "IH" | "HI" | "TII" | "IIl" | "lII" | "IlI" => Some("III"),
        "Il" | "lI" | "TI" => Some("II"),
        _ => None,
    }
}

fn quarters(text: &str, repairs: &mut Repairs) -> String {
    let (mut after_quarter, mut listed) = (false, false);
    by_word(text, char::is_alphanumeric, |word| {
        let found = match word {
            "H" if after_quarter => Some("II"),
            "l" if after_quarter => Some("I"),
            // There is no eleventh quarter.
            "11" if after_quarter && !listed => Some("II"),
            "1I" | "I1" if after_quarter => Some("II"),
            "111" if after_quarter && !listed => Some("III"),
            "H1" | "1H" | "II1" if after_quarter => Some("III"),
            "1V" if after_quarter => Some("IV"),
            _ if after_quarter => numeral(word),
            _ => None,
        };
        // «Quý II, III/2025»
        let numbered = found.is_some() || matches!(word, "I" | "II" | "III" | "IV");
        let goes_on = after_quarter && (numbered || word.is_empty());
        listed = goes_on && (listed || numbered);
        after_quarter = goes_on || matches!(word, "quý" | "Quý" | "QUÝ");
        found.inspect(|_| count(repairs, "ocr-numeral")).map(str::to_owned)
    })
}

fn codes(text: &str, repairs: &mut Repairs) -> String {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'');
    by_word(text, part, |word| {
        let exact = CODES.get(word).copied().map(str::to_owned);
        // The first part of «UBNĐD-VP».
        let first = || {
            let (head, tail) = word.split_once('-')?;
            CODES.get(head).map(|right| format!("{right}-{tail}"))
        };
        exact.or_else(first).inspect(|_| count(repairs, "ocr-code"))
    })
}

/// Words that are no syllable, where one letter read otherwise makes one common word.
fn letters(text: &str, repairs: &mut Repairs) -> String {
    by_word(text, char::is_alphanumeric, |word| {
        if word.is_ascii() || is_word(word) || word.chars().count() < 2 {
            return None;
        }
        let read: Vec<String> = match case(word) {
            _ if word.contains(|c: char| c.is_numeric()) => lettered(word).into_iter().collect(),
            Case::Odd => return None,
            _ => variants(word).chain(without_doubles(word)).collect(),
        };
        let mut found: Vec<String> =
            read.into_iter().filter(|variant| is_syllable(variant) && is_common(variant)).collect();
        found.sort();
        found.dedup();
        let [only] = found.as_slice() else { return None };
        count(repairs, "ocr-letter");
        Some(only.clone())
    })
}

/// «1IÊU», «1rọng»: T is read as 1 where a word begins; «1THỂ»: its foot is read besides.
fn lettered(word: &str) -> Option<String> {
    let rest = word.strip_prefix('1').filter(|rest| rest.chars().count() >= 3)?;
    let whole = case(rest) == Case::Upper && rest.starts_with('T');
    let word = if whole { rest.to_owned() } else { format!("T{rest}") };
    rest.chars().all(char::is_alphabetic).then_some(word)
}

/// «NHIÊỆM»: a letter read twice, with two sets of marks; the word without either.
fn without_doubles(word: &str) -> impl Iterator<Item = String> + '_ {
    let letters: Vec<char> = word.chars().collect();
    let double = |pair: &[char]| pair.first().map(|c| base(*c)) == pair.last().map(|c| base(*c));
    let at: Vec<usize> =
        letters.windows(2).enumerate().filter(|(_, pair)| double(pair)).map(|(at, _)| at).collect();
    at.into_iter().flat_map(|at| [at, at + 1]).map(move |dropped| {
        letters.iter().enumerate().filter(|(at, _)| *at != dropped).map(|(_, c)| *c).collect()
    })
}

/// A letter without its marks, in small.
fn base(c: char) -> char {
    let plain = std::iter::once(c).nfd().next().unwrap_or(c);
    if plain == 'đ' || plain == 'Đ' { 'd' } else { plain.to_lowercase().next().unwrap_or(plain) }
}

/// A word with one letter read otherwise.
fn variants(word: &str) -> impl Iterator<Item = String> + '_ {
    let capitals: &[(char, &str)] = if case(word) == Case::Upper { &CONFUSED_CAPITALS } else { &[] };
    read_otherwise(word, &CONFUSED, capitals)
}

/// A word with one letter that one of two tables knows read otherwise.
fn read_otherwise<'a>(
    word: &'a str,
    confused: &'a [(char, &'a str)],
    more: &'a [(char, &'a str)],
) -> impl Iterator<Item = String> + 'a {
    word.char_indices().flat_map(move |(at, c)| {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let meant = confused.iter().chain(more).filter(move |(read, _)| *read == lower);
        meant.flat_map(|(_, meant)| meant.chars()).map(move |letter| {
            let mut variant = word.get(..at).unwrap_or_default().to_owned();
            if c.is_uppercase() {
                variant.extend(letter.to_uppercase())
            } else {
                variant.push(letter)
            }
            variant.push_str(word.get(at + c.len_utf8()..).unwrap_or_default());
            variant
        })
    })
}

/// Pairs of words that one letter in either or both makes a known compound, in one way only.
fn compounds(text: &str, repairs: &mut Repairs) -> String {
    let ranges = ranges(text);
    let word = |index: usize| ranges.get(index).and_then(|range| text.get(range.clone())).unwrap_or_default();
    let known =
        |left: &str, right: &str| key(left).zip(key(right)).is_some_and(|pair| COMPOUNDS.contains(&pair));
    let joined = |index: usize| {
        let gap = ranges
            .get(index)
            .zip(ranges.get(index + 1))
            .and_then(|(left, right)| text.get(left.end..right.start));
        gap.is_some_and(|gap| gap.chars().all(char::is_whitespace))
    };
    let held: Vec<bool> = (0..ranges.len())
        .map(|index| {
            let before =
                index.checked_sub(1).is_some_and(|before| joined(before) && known(word(before), word(index)));
            before || joined(index) && known(word(index), word(index + 1))
        })
        .collect();
    let is_held = |index: usize| held.get(index).copied().unwrap_or_default();
    let mut changed: BTreeMap<usize, String> = BTreeMap::new();
    for index in 0..ranges.len().saturating_sub(1) {
        let free = !is_held(index) && !is_held(index + 1) && !changed.contains_key(&index);
        if free
            && joined(index)
            && let Some((left, right)) = only_compound(word(index), word(index + 1))
        {
            count(repairs, "ocr-word");
            changed.insert(index, left);
            changed.insert(index + 1, right);
        }
    }
    replaced(text, &ranges, &changed)
}

/// The text with some of its words changed.
fn replaced(text: &str, ranges: &[Range<usize>], changed: &BTreeMap<usize, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for (index, range) in ranges.iter().enumerate() {
        out.push_str(text.get(end..range.start).unwrap_or_default());
        let word = text.get(range.clone()).unwrap_or_default();
        out.push_str(changed.get(&index).map_or(word, String::as_str));
        end = range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

/// Words that are meant for others in a phrase.
fn phrases(text: &str, repairs: &mut Repairs) -> String {
    let ranges = ranges(text);
    let words: Vec<String> =
        ranges.iter().map(|range| text.get(range.clone()).unwrap_or_default().to_lowercase()).collect();
    let apart = |index: usize| {
        let gap = ranges.get(index).zip(ranges.get(index + 1)).and_then(|(a, b)| text.get(a.end..b.start));
        !gap.is_some_and(|gap| gap.chars().all(char::is_whitespace))
    };
    let mut changed: BTreeMap<usize, String> = BTreeMap::new();
    for (read, meant) in PHRASES.iter() {
        for (start, window) in words.windows(read.len()).enumerate() {
            if window != read.as_slice() || (start + 1..start + read.len()).any(|index| apart(index - 1)) {
                continue;
            }
            for (index, (read, meant)) in (start..).zip(read.iter().zip(meant)).filter(|(_, (a, b))| a != b) {
                let word = ranges.get(index).and_then(|range| text.get(range.clone())).unwrap_or_default();
                if word == *read || word.to_uppercase() == word {
                    let right = if word == *read { (*meant).to_owned() } else { meant.to_uppercase() };
                    changed.insert(index, right);
                    count(repairs, "ocr-word");
                }
            }
        }
    }
    replaced(text, &ranges, &changed)
}

/// Letters whose capital is the same, only larger.
const SAME_SHAPE: &str = "CKOÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢPSUÚÙỦŨỤƯỨỪỬỮỰVXZÍ";

/// «hồ SƠ», «đơn Vị»: the second word of a compound that only its size made a capital.
fn capitals(text: &str, repairs: &mut Repairs) -> String {
    let ranges = ranges(text);
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut changed: BTreeMap<usize, String> = BTreeMap::new();
    for (index, pair) in ranges.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let joined = text.get(left.end..right.start).is_some_and(|gap| gap.chars().all(char::is_whitespace));
        let (left, right) = (word(left), word(right));
        let same = right.chars().filter(|c| c.is_uppercase()).all(|c| SAME_SHAPE.contains(c));
        let known = key(left).zip(key(right)).is_some_and(|pair| COMPOUNDS.contains(&pair));
        if joined && known && same && !left.contains(char::is_uppercase) && right.contains(char::is_uppercase)
        {
            changed.insert(index + 1, right.to_lowercase());
            count(repairs, "ocr-capital");
        }
    }
    replaced(text, &ranges, &changed)
}

/// The one compound that two words may be meant for.
fn only_compound(left: &str, right: &str) -> Option<(String, String)> {
    let choices = |word: &str| -> Vec<String> {
        let more = read_otherwise(word, &CONFUSED_IN_COMPOUNDS, &[]);
        std::iter::once(word.to_owned()).chain(variants(word)).chain(more).collect()
    };
    if left.chars().count() > 7 || right.chars().count() > 7 {
        return None;
    }
    let rights: Vec<(String, u64)> =
        choices(right).into_iter().filter_map(|word| key(&word).map(|key| (word, key))).collect();
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for (left, left_key) in choices(left).into_iter().filter_map(|word| key(&word).map(|key| (word, key))) {
        for (right, right_key) in &rights {
            if COMPOUNDS.contains(&(left_key, *right_key)) {
                found.insert((left.clone(), right.clone()));
            }
        }
    }
    if found.len() == 1 { found.pop_first() } else { None }
}

fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = None;
    for (index, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(index),
            (Some(from), false) => {
                ranges.push(from..index);
                start = None;
            }
            _ => {}
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs_what_has_one_answer() {
        for (text, expected) in [
            ("tối thiếu 10%", "tối thiểu 10%"),
            ("kiêm tra hô sơ, phân đấu, băng cấp", "kiểm tra hồ sơ, phấn đấu, bằng cấp"),
            ("Tống đàn lợn", "Tổng đàn lợn"),
            ("XãAn Phú", "Xã An Phú"),
            ("2, Trung tâm Khuyến nông", "2. Trung tâm Khuyến nông"),
            ("__3, Tỷ lệ hài lòng", "3. Tỷ lệ hài lòng"),
            ("Văn phòng –— Thống kê", "Văn phòng - Thống kê"),
            ("Tối thiếu 80%", "Tối thiểu 80%"),
            ("tố chức triến khai", "tổ chức triển khai"),
            ("thấm quyên", "thẩm quyền"),
            ("chuyến đối số", "chuyển đổi số"),
            ("411/ỌĐ-TTg, 12/QD-UBND", "411/QĐ-TTg, 12/QĐ-UBND"),
            ("QÐ-UBND, QĐÐ-UBND", "QĐ-UBND, QĐ-UBND"),
            ("HDND và LIBND phường", "HĐND và UBND phường"),
            ("HH. NHIỆM VỤ", "III. NHIỆM VỤ"),
            ("I. MỤC TIÊU\nIH. Giải pháp", "I. MỤC TIÊU\nIII. Giải pháp"),
            ("Quý HH/2025, quý H", "Quý III/2025, quý II"),
            ("Quý II, H1/2012, quý 11/⁄2024, quý 1V", "Quý II, III/2012, quý II/2024, quý IV"),
            ("trong näm 2025", "trong năm 2025"),
            ("đưỡng, bồi đưỡng", "đưỡng, bồi dưỡng"),
            ("sửa đổi bố\nsung", "sửa đổi bổ\nsung"),
            ("Kinh phí chỉ thường xuyên", "Kinh phí chi thường xuyên"),
            ("CHỈ LIÊU đạt, vê việc", "CHỈ TIÊU đạt, về việc"),
            ("hồ SƠ của đơn Vị", "hồ sơ của đơn vị"),
            ("chỉ số CCHC_ phường, 'TTHC", "chỉ số CCHC phường, TTHC"),
            ("2.7, Công tác -- chung", "2.7. Công tác - chung"),
            ("_ KẾ HOẠCH ~-\n| năm 2025 _", "KẾ HOẠCH \nnăm 2025 "),
            ("CHÍ THỊ, GIÁM ĐÓC, SỞ KÉ HOẠCH", "CHỈ THỊ, GIÁM ĐỐC, SỞ KẾ HOẠCH"),
            ("MỤC TIỂU, CHỈ TIỂU, YÊU CÀU, TỎNG HỢP", "MỤC TIÊU, CHỈ TIÊU, YÊU CẦU, TỔNG HỢP"),
            ("TỎ CHỨC, BỎI DƯỠNG", "TỔ CHỨC, BỒI DƯỠNG"),
            ("NHIÊỆM VỤ CỤ 1THỂ, CHỈ 1IÊU 1rọng tâm", "NHIỆM VỤ CỤ THỂ, CHỈ TIÊU Trọng tâm"),
            ("số, ('hính quyền, C:hính phủ", "số, Chính quyền, Chính phủ"),
            ("L. Đánh giá chung", "I. Đánh giá chung"),
        ] {
            assert_eq!(repair_ocr(text).0, expected, "{text}");
        }
    }

    #[test]
    fn leaves_what_may_be_meant() {
        for text in [
            "tối thiểu 10%, tổ chức kiểm tra",
            "thế mạnh, kiếm tiền, đối với, có thế",
            "H. Nhà Bè, HI, IH là mã",
            "1009%, 2025, 13/18",
            "chi tỉnh, chỉ tính, quý độc giả",
            "đợn vị, trạc tuyến",
            "2, 3 và 4; quý I, II; Họ tên: ____ ThS, TTg, UBND",
            "Phòng Văn hóa - Xã hội",
            "chỉ thường trú, không chỉ một chi",
            "giao mức chỉ tiêu, kinh phí chỉ đạo, nguồn chỉ đạo, không chỉ bộ phận",
            "không chỉ theo quy định, chỉ trả kết quả, không chỉ đầu tư, không chỉ thường xuyên",
            "Hồ Sơ, ĐƠN VỊ, giai đoạn Chính phủ",
            "ngày ___ tháng __, đạt 2.7, tăng",
            "K. L. m, L.Đ.",
            "quý 1/2025, Quý 4, 11 tháng, quý I, 11 xã có 11 thôn",
            "1ha, 1tấn, 1 TIÊU CHÍ, 1Độ, ('áp dụng)",
            "- Cấp tỉnh — cấp xã ... a = b",
            "Á QUÂN, CÓ Ý KIẾN, TỎ RÕ, ĐÃ CÓ, TIỂU HỌC, CHỈ SỐ, MỤC TIÊU",
        ] {
            assert_eq!(repair_ocr(text), (text.to_owned(), Repairs::new()), "{text}");
        }
    }

    #[test]
    fn every_compound_is_two_syllables() {
        let lines = data_lines(include_str!("../../data/compounds.txt"));
        for pair in lines.flat_map(|line| line.split(", ")) {
            let words: Vec<&str> = pair.split(' ').collect();
            assert!(words.len() == 2 && words.iter().all(|word| is_syllable(word)), "{pair}");
        }
    }
}
