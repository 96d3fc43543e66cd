//! The marks that a list item or a numbered paragraph begins with.

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// «-», «+», «•» …
    Bullet,
    /// «1.», «1.2», «a)», «II.», «(3)».
    Number,
}

/// Finds the marker in the first words of a line.
pub fn find_marker(text: &str) -> Option<Marker> {
    let text = text.trim_start();
    let mut chars = text.chars();
    let first = chars.next()?;
    if is_bullet(first) {
        // «-5» and «+12%» are numbers, «--» is a line.
        let next = chars.next();
        return match next {
            None => Some(Marker::Bullet),
            Some(c) if c.is_whitespace() => Some(Marker::Bullet),
            Some(c) if c.is_alphabetic() || c == '\u{FFFD}' => Some(Marker::Bullet),
            _ => None,
        };
    }
    let word = text.split_whitespace().next()?;
    is_number(word).then_some(Marker::Number)
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '−'
            | '+'
            | '*'
            | '•'
            | '●'
            | '○'
            | '◦'
            | '▪'
            | '■'
            | '□'
            | '▫'
            | '◆'
            | '◇'
            | '►'
            | '▶'
            | '➢'
            | '➤'
            | '✓'
            | '✔'
            | '❖'
            | '\u{F0B7}'
            | '\u{F0A7}'
            | '\u{F02D}'
            | '\u{F0D8}'
            | '\u{F0FC}'
            | '\u{F076}'
            | '\u{F02B}'
            | '·'
    )
}

/// «1.», «12)», «1.2.», «1.2.3», «a)», «b.», «IV.», «(1)», «(a)»; the word may go on: «1.Xây».
fn is_number(word: &str) -> bool {
    if let Some(inner) = word.strip_prefix('(').and_then(|rest| rest.split(')').next()) {
        return word.contains(')') && is_short_index(inner);
    }
    let end = word.find([')', '.', '/', ':']).unwrap_or(word.len());
    let (head, tail) = word.split_at(end);
    if !is_short_index(head) {
        return false;
    }
    let mut rest = tail.chars();
    match rest.next() {
        Some(')') => true,
        Some('/') => rest.next().is_none(),
        Some('.') => after_point(rest.as_str(), head),
        _ => false,
    }
}

/// «1.» goes on as «1.2», «1.2.», «1.Xây» but not as «1.500.000» or «10.5%».
fn after_point(rest: &str, head: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if first.is_alphabetic() {
        return !head.chars().all(char::is_alphabetic) || rest.chars().count() > 3;
    }
    let parts: Vec<&str> = rest.trim_end_matches(['.', ')']).split('.').collect();
    head.len() <= 2 && parts.iter().all(|part| (1..=2).contains(&part.len()) && is_digits(part))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// A number up to 99, one letter, or a roman number.
fn is_short_index(text: &str) -> bool {
    let count = text.chars().count();
    let roman = text.chars().all(|c| "IVXL".contains(c)) || text.chars().all(|c| "ivx".contains(c));
    (is_digits(text) && count <= 2)
        || (count == 1 && text.chars().all(char::is_alphabetic))
        || (count > 0 && count <= 7 && roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_numbers_and_words() {
        for (text, expected) in [
            ("- Rà soát", Some(Marker::Bullet)),
            ("+ 100%", Some(Marker::Bullet)),
            ("-Rà soát", Some(Marker::Bullet)),
            ("-5%", None),
            ("1. Mục tiêu", Some(Marker::Number)),
            ("1.Mục tiêu", Some(Marker::Number)),
            ("2.1. Chỉ tiêu", Some(Marker::Number)),
            ("2.1 Chỉ tiêu", Some(Marker::Number)),
            ("1.500 tấn", None),
            ("2025. Trong", None),
            ("2025", None),
            ("a) Sở", Some(Marker::Number)),
            ("đ) Sở", Some(Marker::Number)),
            ("IV. TỔ CHỨC", Some(Marker::Number)),
            ("(1) Sở", Some(Marker::Number)),
            ("(nếu có)", None),
            ("UBND tỉnh", None),
            ("1/ Sở", Some(Marker::Number)),
            ("01/2025", None),
            ("", None),
        ] {
            assert_eq!(find_marker(text), expected, "{text}");
        }
    }
}
