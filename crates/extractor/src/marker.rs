//! The mark that an item opens with: «II.», «1.2.», «a)», «-», «Phụ lục số 01:».

use crate::vocabulary::Vocabulary;
use normalizer::fold;

/// What kind of mark, from the outermost level in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkerKind {
    Annex,
    /// «Phần thứ nhất».
    Part,
    /// «Chương II».
    Chapter,
    /// «Mục 1».
    Division,
    Capital,
    Roman,
    /// «Điều 3».
    Article,
    /// «1.» is level 1, «1.2.» level 2.
    Number(u8),
    /// «1)».
    Parenthesis,
    Letter,
    /// «(1)».
    Enclosed,
    Bullet(char),
}

/// A mark and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    pub kind: MarkerKind,
    /// As printed, without delimiter; `None` for bullets.
    pub index: Option<String>,
}

impl MarkerKind {
    /// Outer marks are smaller. All bullets are alike: the order in which they nest is the writer's.
    pub fn rank(self) -> u8 {
        match self {
            Self::Annex => 0,
            Self::Part => 1,
            Self::Chapter => 2,
            Self::Division => 3,
            Self::Capital => 4,
            Self::Roman => 5,
            Self::Article => 6,
            // One rank is left free for Roman numbers within an article.
            Self::Number(level) => 7 + level.min(5),
            Self::Parenthesis => 14,
            Self::Letter => 15,
            Self::Enclosed => 16,
            Self::Bullet(_) => 17,
        }
    }

    /// Whether its title may stand on the line below: «Chương II» / «MỤC TIÊU».
    pub fn is_part(self) -> bool {
        matches!(self, Self::Part | Self::Chapter | Self::Division)
    }

    pub fn is_bullet(self) -> bool {
        matches!(self, Self::Bullet(_))
    }
}

/// Splits the mark off a paragraph's text.
pub fn split<'a>(text: &'a str, vocabulary: &Vocabulary) -> (Option<Marker>, &'a str) {
    let text = text.trim();
    let found = bullet(text).or_else(|| annex(text, vocabulary)).or_else(|| numbered(text));
    match found {
        Some((marker, rest)) => (Some(marker), rest),
        None => (None, text),
    }
}

fn bullet(text: &str) -> Option<(Marker, &str)> {
    let mark = text.chars().next()?;
    let kind = match mark {
        '-' | '–' | '—' | '−' | '‒' => '-',
        '+' => '+',
        '*' => '*',
        '•' | '·' | '●' | '▪' | '○' | '◦' | '■' | '□' | '\u{f0b7}' | '\u{f0a7}' | '➢' | '✓' => {
            '•'
        }
        _ => return None,
    };
    let rest = text.strip_prefix(mark)?.trim_start();
    // «***» and «---» are rules, not items.
    rest.starts_with(|c: char| c.is_alphanumeric() || "“\"‘'(≥≤<>%".contains(c))
        .then_some((Marker { kind: MarkerKind::Bullet(kind), index: None }, rest))
}

/// «Phụ lục số 01: …», «PHỤ LỤC II», «Biểu số 3», «Phần thứ nhất», «Chương II», «Điều 3.», when alone or
/// before a delimiter: «Phụ lục 1 kèm theo Kế hoạch này» in a sentence is no annex heading.
fn annex<'a>(text: &'a str, vocabulary: &Vocabulary) -> Option<(Marker, &'a str)> {
    let named = vocabulary.phrases().opens_any(text, &["annex", "part", "chapter", "division", "article"])?;
    let kind = match named {
        "annex" => MarkerKind::Annex,
        "part" => MarkerKind::Part,
        "chapter" => MarkerKind::Chapter,
        "division" => MarkerKind::Division,
        _ => MarkerKind::Article,
    };
    let (head, rest) = match annex_head(text, kind == MarkerKind::Annex) {
        Some(found) => found,
        None => unnumbered_annex(text, vocabulary).filter(|_| kind == MarkerKind::Annex)?,
    };
    let delimited = head.ends_with([':', '.']) || rest.starts_with(['-', '–', ':', '.']);
    let shouted = rest.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !(delimited || rest.is_empty() || shouted) {
        return None;
    }
    let index = head.trim_end_matches([':', '.', '-', '–', ' ']).to_owned();
    let rest = rest.trim_start_matches(['-', '–', ':', '.', ' ', '\u{a0}']).trim();
    Some((Marker { kind, index: Some(index) }, rest))
}

/// The words up to the number, which stands right behind «Chương» or «thứ»; or the whole of an unnumbered
/// «Phụ Lục: …».
fn annex_head(text: &str, annex: bool) -> Option<(&str, &str)> {
    let mut end = 0;
    let named =
        text.split_whitespace().nth(1).is_some_and(|word| matches!(fold(word).as_str(), "thứ" | "số"));
    let longest = if annex { 4 } else { 2 + usize::from(named) };
    for word in text.split_inclusive(char::is_whitespace).take(longest) {
        end += word.len();
        if is_ordinal(word.trim_end().trim_end_matches([':', '.', '-', '–', ',', ')'])) {
            let (head, rest) = text.split_at_checked(end)?;
            return Some((head.trim_end(), rest.trim()));
        }
    }
    let (head, rest) = text.split_once(':').unwrap_or((text, ""));
    (annex && head.split_whitespace().count() == 2 && is_capital(head)).then_some((head, rest.trim()))
}

/// «Phụ lục» alone, «Phụ lục: Bảng …», «PHỤ LỤC PHÂN CÔNG NHIỆM VỤ»; not «Phụ lục kèm theo Kế hoạch này».
fn unnumbered_annex<'a>(text: &'a str, vocabulary: &Vocabulary) -> Option<(&'a str, &'a str)> {
    let end = text.match_indices(char::is_whitespace).nth(1).map_or(text.len(), |(end, _)| end);
    let colon = text.find(':').unwrap_or(end);
    let (head, rest) = text.split_at_checked(end.min(colon))?;
    let shouted = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let named = vocabulary.phrases().find_exact(head) == Some("annex");
    (named && (shouted || rest.is_empty() || rest.starts_with(':'))).then_some((head, rest.trim()))
}

/// Whether the first letter of the last word is no lower-case one: «Phụ Lục», «PHỤ LỤC».
fn is_capital(head: &str) -> bool {
    head.split_whitespace().last().and_then(|word| word.chars().next()).is_some_and(char::is_uppercase)
}

fn is_ordinal(word: &str) -> bool {
    let core = word.trim_start_matches('(');
    !core.is_empty()
        && (core.chars().all(|c| c.is_ascii_digit())
            || is_roman(core)
            || (core.chars().next().is_some_and(|c| c.is_ascii_digit())
                && core.chars().count() <= 4
                && core.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'))
            || matches!(core.to_lowercase().as_str(), "nhất" | "hai" | "ba" | "tư" | "năm"))
}

fn numbered(text: &str) -> Option<(Marker, &str)> {
    let opened = text.strip_prefix('(');
    let body = opened.unwrap_or(text);
    let digits = body.starts_with(|c: char| c.is_ascii_digit());
    let part = |c: char| {
        c.is_ascii_digit() || c == '.' || !digits && (c.is_ascii_alphabetic() || c == 'đ' || c == 'Đ')
    };
    let end = body.find(|c| !part(c))?;
    let (token, after) = body.split_at_checked(end)?;
    let (core, dotted) = match token.strip_suffix('.') {
        Some(core) => (core, true),
        None => (token, false),
    };
    if let Some(found) = dashed(core, after).filter(|_| opened.is_none()) {
        return Some(found);
    }
    let delimiter = after.chars().next()?;
    let closed = matches!(delimiter, ')' | '/' | ':');
    let rest = if closed { after.get(delimiter.len_utf8()..)? } else { after };
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let kind = kind_of(core, dotted || closed, delimiter == ')')?;
    if opened.is_some() && delimiter != ')' {
        return None;
    }
    let kind = if opened.is_some() && kind == MarkerKind::Parenthesis { MarkerKind::Enclosed } else { kind };
    // «1.000 hộ» is a number, «9:00» a time, «I. Mục» a heading; «1.Tên» occurs, «2/9» is a date.
    let joined = rest.chars().next().is_some_and(|c| c.is_alphabetic());
    if !spaced && !(joined && (dotted || delimiter == ')')) {
        return None;
    }
    let rest = rest.trim_start();
    if matches!(kind, MarkerKind::Number(_)) && !(dotted || closed) && !opens_like_a_title(rest) {
        return None;
    }
    if delimiter == ':' && !matches!(kind, MarkerKind::Roman) {
        return None;
    }
    Some((Marker { kind, index: Some(core.to_owned()) }, rest))
}

/// The Party's «I- QUAN ĐIỂM», «1- Nâng cao», «A - ĐÁNH GIÁ», «2.1- Rà soát»: a title or sentence follows,
/// so that «8 - 9%» and «12-CT/TU» are none.
fn dashed<'a>(core: &str, after: &'a str) -> Option<(Marker, &'a str)> {
    let kind = kind_of(core, true, false)?;
    let digits = matches!(kind, MarkerKind::Number(_));
    if kind == MarkerKind::Letter {
        return None;
    }
    let rest = if digits { after } else { after.trim_start() }.strip_prefix(['-', '–', '—'])?;
    let spaced = rest.starts_with(char::is_whitespace);
    let rest = rest.trim_start();
    let opens = opens_like_a_title(rest) && (spaced || kind == MarkerKind::Roman);
    opens.then(|| (Marker { kind, index: Some(core.to_owned()) }, rest))
}

fn kind_of(core: &str, delimited: bool, parenthesis: bool) -> Option<MarkerKind> {
    let mut letters = core.chars();
    let first = letters.next()?;
    if first.is_ascii_digit() {
        let parts: Vec<&str> = core.split('.').collect();
        let numeric = parts
            .iter()
            .all(|part| !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit()));
        // «1.250» is a number; outlines do not count to a hundred below the first level.
        if !numeric || parts.len() > 5 || parts.iter().skip(1).any(|part| part.len() > 2) {
            return None;
        }
        if parts.len() == 1 && !delimited {
            return None;
        }
        let level = u8::try_from(parts.len()).ok()?;
        return Some(if level == 1 && parenthesis {
            MarkerKind::Parenthesis
        } else {
            MarkerKind::Number(level)
        });
    }
    if !delimited {
        return None;
    }
    if is_roman(core) && !matches!(core, "C" | "D" | "L" | "M") {
        return Some(MarkerKind::Roman);
    }
    match (first, letters.next()) {
        (c, None) if c.is_uppercase() => Some(MarkerKind::Capital),
        (c, None) if c.is_lowercase() => Some(MarkerKind::Letter),
        (c, Some(d)) if c.is_lowercase() && d.is_ascii_digit() && core.len() <= 3 => Some(MarkerKind::Letter),
        _ => None,
    }
}

/// Whether the letters are a Roman numeral up to 39.
pub fn is_roman(text: &str) -> bool {
    let digits = text.trim_start_matches('X');
    let tens = text.len() - digits.len();
    !text.is_empty()
        && tens <= 3
        && matches!(digits, "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX")
        || matches!(text, "C" | "D" | "L" | "M")
}

fn opens_like_a_title(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks() {
        use MarkerKind::{
            Annex, Article, Bullet, Capital, Chapter, Division, Enclosed, Letter, Number, Parenthesis, Part,
            Roman,
        };
        for (text, kind, index, rest) in [
            ("I- QUAN ĐIỂM", Roman, Some("I"), "QUAN ĐIỂM"),
            ("II-MỤC TIÊU", Roman, Some("II"), "MỤC TIÊU"),
            ("III – NHIỆM VỤ", Roman, Some("III"), "NHIỆM VỤ"),
            ("B - NHIỆM VỤ", Capital, Some("B"), "NHIỆM VỤ"),
            ("1- Nâng cao", Number(1), Some("1"), "Nâng cao"),
            ("2.1- Rà soát", Number(2), Some("2.1"), "Rà soát"),
            ("Điều 2. Nhiệm vụ", Article, Some("Điều 2"), "Nhiệm vụ"),
            ("Mục 1", Division, Some("Mục 1"), ""),
            ("Chương II", Chapter, Some("Chương II"), ""),
            ("PHẦN II: NHIỆM VỤ", Part, Some("PHẦN II"), "NHIỆM VỤ"),
            ("I. MỤC TIÊU", Roman, Some("I"), "MỤC TIÊU"),
            ("XIV. Khác", Roman, Some("XIV"), "Khác"),
            ("A. PHẦN CHUNG", Capital, Some("A"), "PHẦN CHUNG"),
            ("1. Mục đích", Number(1), Some("1"), "Mục đích"),
            ("1.3. 98% cán bộ", Number(2), Some("1.3"), "98% cán bộ"),
            ("2.1 Cải cách", Number(2), Some("2.1"), "Cải cách"),
            ("1.Tên", Number(1), Some("1"), "Tên"),
            ("1) Tên", Parenthesis, Some("1"), "Tên"),
            ("(2) Tên", Enclosed, Some("2"), "Tên"),
            ("a) Sở Tài chính", Letter, Some("a"), "Sở Tài chính"),
            ("đ) Sở Y tế", Letter, Some("đ"), "Sở Y tế"),
            ("- 100% hồ sơ", Bullet('-'), None, "100% hồ sơ"),
            ("–  Tỷ lệ", Bullet('-'), None, "Tỷ lệ"),
            ("+ Xã", Bullet('+'), None, "Xã"),
            ("Phụ lục số 01: Các nhiệm vụ", Annex, Some("Phụ lục số 01"), "Các nhiệm vụ"),
            ("PHỤ LỤC II", Annex, Some("PHỤ LỤC II"), ""),
            ("PHỤ LỤC", Annex, Some("PHỤ LỤC"), ""),
            ("Phụ lục", Annex, Some("Phụ lục"), ""),
            ("Phụ lục: BẢNG ĐIỂM", Annex, Some("Phụ lục"), "BẢNG ĐIỂM"),
            ("PHỤ LỤC PHÂN CÔNG NHIỆM VỤ", Annex, Some("PHỤ LỤC"), "PHÂN CÔNG NHIỆM VỤ"),
            ("Biểu số 3 - Chỉ tiêu", Annex, Some("Biểu số 3"), "Chỉ tiêu"),
            ("Phần thứ nhất", Part, Some("Phần thứ nhất"), ""),
        ] {
            let (marker, left) = split(text, Vocabulary::builtin());
            let marker = marker.unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marker.kind, marker.index.as_deref(), left), (kind, index, rest), "{text}");
        }
    }

    #[test]
    fn no_marks() {
        for text in [
            "100% hồ sơ",
            "1.250 ha lúa",
            "12,5 tỷ đồng",
            "Phụ lục 1 kèm theo Kế hoạch này",
            "Phụ lục kèm theo Kế hoạch này",
            "Mục tiêu chung",
            "9:00 sáng",
            "2/9 là ngày Quốc khánh",
            "---",
            "năm 2025",
            "5 rõ",
            "Biểu dương các tập thể",
            "MỤC TIÊU",
            "MỤC ĐÍCH",
            "PHẦN MỀM",
            "Điều chỉnh 5 chỉ tiêu.",
            "8 - 9% mỗi năm",
            "95- 100% hộ dân",
            "12-CT/TU ngày 05/3/2025",
            "Điều 2 Quyết định này",
        ] {
            assert_eq!(split(text, Vocabulary::builtin()).0, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_keeps_the_rest(text in "\\PC{0,40}") {
            let (_, rest) = split(&text, Vocabulary::builtin());
            prop_assert!(text.contains(rest));
        }
    }
}
