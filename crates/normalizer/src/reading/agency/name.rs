//! Where the name of an agency ends: «Phòng Kinh tế, Hạ tầng và Đô thị phường», «UBND thị xã Quảng Trị».

use crate::reading::table::Phrases;
use crate::reading::token::{Gap, Tokens};
use std::sync::LazyLock;

/// What sort of agency a word opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A name by itself: «UBND», «Chính phủ».
    Body,
    /// Needs a field or a name: «Sở», «Phòng», «Trung tâm».
    Office,
    /// Who leads or serves one: «Chủ tịch», «Công chức».
    Person,
    /// Several without names: «các cơ quan, đơn vị».
    Group,
    /// Words that only begin like one: «Tổ chức», «Ban hành».
    Other,
}

static HEADS: LazyLock<Phrases<Head>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../data/agency_heads.tsv"), |row| match *row.get(1)? {
        "body" => Some(Head::Body),
        "office" => Some(Head::Office),
        "person" => Some(Head::Person),
        "group" => Some(Head::Group),
        "other" => Some(Head::Other),
        _ => None,
    })
});

static FIELDS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/agency_fields.tsv"), |_| Some(())));

static LEVELS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/agency_levels.tsv"), |_| Some(())));

static MEMBERS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(include_str!("../../../data/agency_groups.tsv"), |_| Some(())));

/// Whether the text ends with the level or place of an agency; «nhân dân» is part of a name.
pub(super) fn ends_with_level(t: &Tokens<'_>) -> bool {
    LEVELS.before(t, t.len()).is_some() && t.low(t.len().wrapping_sub(1)) != "dân"
}

/// The head that starts at `i`.
pub(super) fn head_at(t: &Tokens<'_>, i: usize) -> Option<(usize, Head)> {
    HEADS.at(t, i).filter(|(_, head)| *head != Head::Other)
}

/// The token after the agency that starts at `i`, whatever its letters' case.
pub(super) fn name_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    let (length, head) = head_at(t, i)?;
    match head {
        Head::Other => None,
        Head::Group => group_end(t, i),
        // «UBND các phường, xã», «Chủ tịch UBND các xã».
        Head::Body => Some(parts_end(t, i + length, head).max(several_end(t, i + length).unwrap_or(0))),
        Head::Person => Some(several_end(t, i + length).unwrap_or_else(|| parts_end(t, i + length, head))),
        Head::Office => {
            let end = parts_end(t, i + length, head);
            (end > i + length).then_some(end)
        }
    }
}

fn several_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    matches!(t.word(i), "các" | "những").then(|| group_end(t, i)).flatten()
}

/// The end of an office whose field no table knows («Ban Quản lý rừng phòng hộ Krông Năng chủ trì»): all
/// words up to a verb of duty, a colon, a bracket or the end of the text.
pub(super) fn open_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 14;
    let (length, head) = head_at(t, i)?;
    // «Ban Quản lý rừng phòng hộ …» goes on in small letters.
    let board = t.word(i) == "ban" && length > 1;
    let named = t.is_capital(i) && (board || t.is_capital(i + length));
    if !matches!(head, Head::Office | Head::Body) || !named {
        return None;
    }
    let duty = |k: usize| !t.is_capital(k) && super::prose::lead_verb(t, k).is_some();
    let goes_on = |k: usize| k < t.len() && (t.is_word(k) || t.is_dash(k) || t.mark(k) == '&') && !duty(k);
    let end = (i + length..).find(|k| !goes_on(*k))?;
    let closed = end == t.len() || matches!(t.mark(end), ':' | '(') || duty(end);
    (closed && end - i <= LONGEST_NAME).then_some(end)
}

/// Fields, levels, proper names and nested agencies, with what joins them.
fn parts_end(t: &Tokens<'_>, from: usize, head: Head) -> usize {
    let mut k = from;
    // Only right behind «phòng», «công chức» or a joint may a field stand in small letters.
    let mut small = head != Head::Body;
    loop {
        if let Some(next) = part_end(t, k, small, small) {
            k = next;
            small = false;
            continue;
        }
        let joint = t.is_dash(k) || matches!(t.low(k), "và" | "&");
        match joint.then(|| part_end(t, k + 1, true, false)).flatten() {
            // «UBND tỉnh và Sở Nội vụ» are two agencies, «HĐND và UBND» is one.
            Some(next) if k > from && !(t.word(k) == "và" && is_other(t, k + 1)) => k = next,
            _ => return k,
        }
    }
}

fn is_other(t: &Tokens<'_>, i: usize) -> bool {
    head_at(t, i).is_some_and(|(length, head)| head == Head::Office && FIELDS.is_at(t, i + length))
}

/// One part of a name; `low` where a field may stand in small letters, `first` right behind the head.
fn part_end(t: &Tokens<'_>, i: usize, low: bool, first: bool) -> Option<usize> {
    if i >= t.len() || (t.gap(i) == Gap::Line && t.is_dash(i)) {
        return None;
    }
    if let Some(end) = region_end(t, i) {
        return Some(end);
    }
    let field = FIELDS.at(t, i).filter(|(length, ())| t.is_capital(i) || (low && !is_verb(t, i, *length)));
    if let Some((length, ())) = longer(field, LEVELS.at(t, i)) {
        // «UBND phường 2»: the number is its name.
        let numbered =
            t.integer(i + length).is_some_and(|n| n < 100) && matches!(t.word(i), "phường" | "quận" | "tổ");
        return Some(i + length + usize::from(numbered));
    }
    if let Some((length, head)) = head_at(t, i) {
        let printed_as_name = t.is_capital(i) && (first || head == Head::Body);
        if printed_as_name && matches!(head, Head::Body | Head::Office) {
            return Some(i + length);
        }
    }
    if !t.is_capital(i) || is_stop(t.word(i)) {
        return None;
    }
    // A proper name of one capital and one small syllable: «Lễ tân», «Nghiệp vụ».
    let small = first
        && t.is_word(i + 1)
        && t.gap(i + 1) == Gap::Space
        && !t.is_capital(i + 1)
        && !is_stop(t.word(i + 1))
        && !is_verb(t, i + 1, 1)
        && !LEVELS.is_at(t, i + 1);
    Some(clipped_end(t, i + 1 + usize::from(small)))
}

/// «khu vực VII», «Chi nhánh Khu vực 12», «chi nhánh tỉnh Đồng Tháp».
fn region_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    if t.has(i, &["chi", "nhánh"]) {
        return part_end(t, i + 2, false, false);
    }
    let roman = |k: usize| t.is_capital(k) && t.printed(k).chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    (t.has(i, &["khu", "vực"]) && (t.is_number(i + 2) || roman(i + 2))).then_some(i + 3)
}

/// «Cư M'gar», «Ea H’leo»: names of the highlands go on behind the apostrophe.
fn clipped_end(t: &Tokens<'_>, k: usize) -> usize {
    let clipped = matches!(t.mark(k), '\'' | '’') && t.touches(k) && t.is_word(k + 1) && t.touches(k + 1);
    if clipped { k + 2 } else { k }
}

/// Whether a verb of duty at least as long stands here: «xây dựng kế hoạch» is no field.
fn is_verb(t: &Tokens<'_>, i: usize, length: usize) -> bool {
    super::prose::lead_verb(t, i).is_some_and(|verb| verb >= length)
}

fn longer(a: Option<(usize, ())>, b: Option<(usize, ())>) -> Option<(usize, ())> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.0 >= b.0 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Words that go on with the sentence, not with a name.
fn is_stop(word: &str) -> bool {
    matches!(
        word,
        "về" | "quy"
            | "hướng"
            | "ban"
            | "phê"
            | "để"
            | "trong"
            | "theo"
            | "tại"
            | "chủ"
            | "phối"
            | "có"
            | "được"
            | "là"
            | "cho"
            | "đã"
            | "thực"
            | "triển"
            | "tham"
            | "trên"
            | "từ"
            | "đến"
            | "với"
            | "số"
            | "ngày"
            | "giao"
            | "báo"
            | "xây"
            | "rà"
            | "tổ"
            | "và"
            | "của"
            | "đối"
            | "nhằm"
            | "khi"
            | "sửa"
            | "ký"
    )
}

/// «các cơ quan, đơn vị có liên quan», «các sở, ban, ngành cấp tỉnh», «các phòng, ban thị xã».
pub(super) fn group_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    let mut k = i + usize::from(matches!(t.word(i), "các" | "những"));
    let mut members = 0;
    loop {
        let (length, ()) = longer(MEMBERS.at(t, k), None)?;
        k += length;
        members += 1;
        let joint = matches!(t.low(k), "," | "và" | "-" | "–" | "/");
        if !joint || !MEMBERS.is_at(t, k + 1) || has_members(t, k + 1) || members > 12 {
            break;
        }
        k += 1;
    }
    Some(qualifiers_end(t, k))
}

/// «UBND các phường, xã» behind «các sở, ban, ngành,» is an agency of its own, no member of that group.
fn has_members(t: &Tokens<'_>, i: usize) -> bool {
    head_at(t, i).is_some_and(|(length, head)| head == Head::Body && t.word(i + length) == "các")
}

/// «liên quan», «chuyên môn», «thuộc UBND phường», «của tỉnh», «trên địa bàn».
fn qualifiers_end(t: &Tokens<'_>, mut k: usize) -> usize {
    loop {
        let next = match (t.word(k), t.word(k + 1)) {
            ("có", "liên") if t.word(k + 2) == "quan" => k + 3,
            ("liên", "quan") | ("chuyên", "môn") | ("trực", "thuộc") | ("chức", "năng") | ("hữu", "quan") => {
                k + 2
            }
            ("địa", "phương") | ("sự", "nghiệp") | ("công", "lập") | ("đoàn", "thể") | ("ngành", "dọc") => {
                k + 2
            }
            ("trên", "địa") if t.word(k + 2) == "bàn" => k + 3,
            ("thuộc" | "của", _) => {
                match name_end(t, k + 1).or_else(|| LEVELS.at(t, k + 1).map(|(n, ())| k + 1 + n)) {
                    Some(end) if k + 1 < t.len() => end,
                    _ => return k,
                }
            }
            _ => match LEVELS.at(t, k) {
                Some((length, ())) => k + length,
                None if t.is_capital(k) && k > 0 && LEVELS.before(t, k).is_some() => k + 1,
                None => return k,
            },
        };
        k = next;
    }
}

/// The end of an issuer after «của»: a body, an office with a name, a person of one.
pub(crate) fn issuer_end(t: &Tokens<'_>, i: usize) -> Option<usize> {
    let (_, head) = head_at(t, i)?;
    if head == Head::Group {
        return None;
    }
    name_end(t, i)
}
