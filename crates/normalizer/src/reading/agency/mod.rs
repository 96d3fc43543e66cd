//! Agencies: splitting the names of a cell, finding those of a sentence, and the key they join on.

mod key;
mod name;
mod prose;

use super::token::{Gap, Tokens};
pub use key::agency_key;
pub(crate) use name::issuer_end;
use name::{Head, head_at};
pub use prose::find_agencies;

/// Whether a text is the name of one agency and nothing else: «Công chức Tư pháp - hộ tịch».
pub fn is_agency_name(text: &str) -> bool {
    let t = Tokens::new(text);
    t.len() > 0 && name::name_end(&t, 0) == Some(t.len())
}

/// The agencies that a text is and nothing else: «Văn phòng Sở, Phòng Kế hoạch - Tài chính»; none where
/// it says anything more.
pub fn agency_names(text: &str) -> Vec<String> {
    let t = Tokens::new(text);
    let mut names = Vec::new();
    let mut first = 0;
    loop {
        let joined = |end: usize| {
            matches!(t.low(end), "," | "và" | ";") && head_at(&t, end + 1).is_some() && end + 1 < t.len()
        };
        let known = name::name_end(&t, first).filter(|end| *end == t.len() || joined(*end));
        let Some(end) = known.or_else(|| name::open_end(&t, first).filter(|end| *end == t.len())) else {
            return Vec::new();
        };
        names.push(super::quantity::closed(t.raw(first, end)));
        if end == t.len() {
            return names;
        }
        first = end + 1;
    }
}

/// The agencies of one cell, as printed: split at bullets, semicolons and line ends (paragraphs are
/// given as lines), at a comma only between two named agencies.
pub fn split_agencies(cell: &str) -> Vec<String> {
    let t = Tokens::new(cell);
    let mut names = Vec::new();
    let mut start = 0;
    for i in 0..=t.len() {
        if i < t.len() && !splits(&t, start, i) {
            continue;
        }
        let name = trimmed(t.raw(start, i));
        if !name.is_empty() {
            names.push(name);
        }
        start = i;
    }
    names
}

/// Whether a new agency starts at `i`.
fn splits(t: &Tokens<'_>, start: usize, i: usize) -> bool {
    if i == start {
        return false;
    }
    if t.mark(i) == ';' || is_bullet(t, i) {
        return true;
    }
    if t.mark(i) == ',' {
        return is_named(t, i + 1) && !t.ends_clause(i + 1) && begins_agency(t, start);
    }
    t.gap(i) == Gap::Line && !is_continued(t, i)
}

/// A dash, plus or dot that opens a line, or stands between two names where the cell has bullets.
fn is_bullet(t: &Tokens<'_>, i: usize) -> bool {
    let sign = |k: usize| t.is_dash(k) || matches!(t.mark(k), '+' | '•' | '*' | '·' | '◦' | '▪' | '\u{f0b7}');
    if !sign(i) {
        return false;
    }
    let listed = sign(0) && t.gap(i) == Gap::Space && t.gap(i + 1) == Gap::Space;
    matches!(t.mark(i), '•' | '▪' | '\u{f0b7}')
        || (t.gap(i) == Gap::Line && (t.is_capital(i + 1) || sign(0)))
        || (listed && is_named(t, i + 1))
}

/// Whether a line goes on with the name of the line before.
fn is_continued(t: &Tokens<'_>, i: usize) -> bool {
    let before = t.low(i.wrapping_sub(1));
    let hangs = t.is_dash(i.wrapping_sub(1))
        || matches!(
            before,
            "," | "&" | "(" | "thuộc" | "của" | "và" | "với" | "các" | "phòng" | "sở" | "văn"
        );
    hangs
        || (t.is_word(i) && (!t.is_capital(i) || head_at(t, i).is_none()))
        || t.is_number(i)
        || t.mark(i) == '('
}

/// Whether a line that ends here ends one agency's name and the next line begins another's: the first is
/// whole and says its level («… UBND phường»), and the second is one too.
pub fn are_two_agencies(line: &str, next: &str) -> bool {
    let t = Tokens::new(line);
    name::ends_with_level(&t)
        && is_agency_name(line)
        && is_named(&Tokens::new(next), 0)
        && !agency_names(next).is_empty()
}

/// Whether a named agency (not «các …») starts at `i` with a capital.
fn is_named(t: &Tokens<'_>, i: usize) -> bool {
    t.is_capital(i) && head_at(t, i).is_some_and(|(_, head)| head != Head::Group || t.word(i) == "các")
}

/// Whether what starts at `start` is an agency, its bullet aside.
fn begins_agency(t: &Tokens<'_>, start: usize) -> bool {
    let mut k = start;
    while k < t.len() && !t.is_word(k) {
        k += 1;
    }
    head_at(t, k).is_some()
}

/// Without bullet, end punctuation and doubled blanks.
fn trimmed(name: &str) -> String {
    let bullets = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | '+' | '•' | '*' | ';' | ',' | '.' | ':' | '·' | '▪' | '\u{f0b7}')
    };
    super::quantity::closed(name.trim_matches(bullets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_agencies_on_two_lines() {
        for (line, next, two) in [
            ("Văn phòng HĐND&UBND phường", "Trung tâm phục vụ hành chính công phường", true),
            ("Công an xã", "Ban Chỉ huy Quân sự xã", true),
            ("Sở Tài chính tỉnh", "Văn phòng UBND tỉnh", true),
            ("Phòng Cảnh sát giao thông", "Công an tỉnh", false),
            ("Hội đồng nhân dân", "Ủy ban nhân dân xã", false),
            ("Văn phòng", "Ủy ban nhân dân phường", false),
            ("UBND phường", "Trung tâm", false),
            ("Báo cáo của UBND phường", "Trung tâm phục vụ hành chính công phường", false),
            ("UBND phường", "và các đoàn thể", false),
            ("UBND phường", "Đạt 95%", false),
            ("", "UBND phường", false),
        ] {
            assert_eq!(are_two_agencies(line, next), two, "{line} / {next}");
        }
    }

    #[test]
    fn splits_the_agencies_of_a_cell() {
        for (cell, expected) in [
            ("Sở Tư pháp, Công an tỉnh", "Sở Tư pháp|Công an tỉnh"),
            ("Các sở, ban, ngành", "Các sở, ban, ngành"),
            ("- Sở Nội vụ;\n- UBND các huyện.", "Sở Nội vụ|UBND các huyện"),
            ("Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Kinh tế, Hạ tầng và Đô thị"),
            (
                "Trung tâm phục vụ\nhành chính công\nVăn phòng HĐND&UBND",
                "Trung tâm phục vụ hành chính công|Văn phòng HĐND&UBND",
            ),
            ("Phòng Văn hoá –\nXã hội phường", "Phòng Văn hoá – Xã hội phường"),
            (
                "Các cơ quan, đơn vị chuyên môn thuộc\nUBND phường",
                "Các cơ quan, đơn vị chuyên môn thuộc UBND phường",
            ),
            ("- Sở Nội vụ - Sở Tài chính", "Sở Nội vụ|Sở Tài chính"),
            ("", ""),
            ("…", "…"),
        ] {
            assert_eq!(split_agencies(cell).join("|"), expected, "{cell}");
        }
    }
}
