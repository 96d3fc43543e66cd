//! What words look like: numbers of items, bullets, ends of sentences. Shapes only, no vocabulary.

/// «1», «1.2», «IV», «a)», «(2)», «-»: what stands in the first column of a table or before an item.
pub fn is_index(text: &str) -> bool {
    const LONGEST: usize = 9;
    let inner = text.trim_start_matches('(').trim_end_matches(['.', ')', '/']);
    if matches!(text, "-" | "+" | "*" | "•") {
        return true;
    }
    if inner.is_empty() || text.chars().count() > LONGEST {
        return false;
    }
    let numbers = inner.chars().all(|c| c.is_ascii_digit() || c == '.')
        && inner.split('.').all(|part| (1..=3).contains(&part.len()));
    numbers || is_roman(inner) || is_lettered(inner)
}

/// The index that a list begins with: «1», «01», «I», «A», «a», «1.1».
pub fn is_first_index(text: &str) -> bool {
    let inner = text.trim_start_matches('(').trim_end_matches(['.', ')', '/']);
    matches!(inner, "1" | "01" | "I" | "A" | "a" | "1.1" | "I.1")
}

/// «XIV.»
pub fn is_roman(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ')']);
    !text.is_empty() && text.len() <= 6 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
}

/// «a», «B», «a1», «II.1».
fn is_lettered(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == 'đ' || c == 'Đ');
    if first && letters.clone().all(|c| c.is_ascii_digit() || c == '.') {
        return true;
    }
    text.split_once('.')
        .is_some_and(|(head, rest)| is_roman(head) && rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// A mark before an item, alone.
pub fn is_bullet(text: &str) -> bool {
    matches!(text, "-" | "–" | "+" | "*" | "•" | "●" | "▪" | "\u{f0b7}")
}

/// The whole number of an index such as «7», «7.» or «(7)».
pub fn whole_number(text: &str) -> Option<u32> {
    let inner = text.trim_start_matches('(').trim_end_matches(['.', ')']);
    if inner.len() > 4 || inner.is_empty() || !inner.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    inner.parse().ok()
}

/// «89,64%», «1.200», «-», «95-100%».
pub fn is_number(text: &str) -> bool {
    let mut digits = false;
    let plain = text.chars().all(|letter| {
        digits |= letter.is_ascii_digit();
        letter.is_ascii_digit()
            || matches!(letter, '.' | ',' | '%' | '-' | '–' | '+' | '/' | '≥' | '≤' | '>' | '<')
    });
    // A number with a full stop ends a sentence, it is no cell.
    plain && !text.ends_with(['.', ',']) && (digits || text == "-")
}

/// Whether two neighbours are of two cells whatever the gap: two numbers, a name and the unit «%»; «Điểm %»
/// is one unit.
pub fn stand_apart(one: &str, next: &str) -> bool {
    // «-» may be the bullet before a number.
    let number = |text: &str| is_number(text) && !is_bullet(text);
    number(next) && number(one) || next == "%" && one.starts_with(char::is_lowercase)
}

/// Whether a text begins an item: «- …», «+ …», «1. …», «a) …», «2.3. …», «IV. …».
pub fn begins_item(words: &[super::line::Word]) -> bool {
    let Some(first) = words.first().map(|word| word.text.as_str()) else { return false };
    if first.starts_with(['-', '+', '•', '*', '–', '●', '▪', '\u{f0b7}']) {
        return !first.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    }
    words.len() > 1 && is_index(first) && first.ends_with(['.', ')', '/'])
}

pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '\'', ')', ' ']).ends_with(['.', ';', ':', '!', '?', '…'])
        || text.ends_with([':', ';', '.'])
}

/// Whether the text goes on a sentence: it begins with a small letter or a closing mark.
pub fn goes_on(text: &str) -> bool {
    // Alone it is a unit.
    text != "%"
        && text.chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ')' | '/' | ';' | '%'))
}

/// Whether a word binds the next one, so that no text ends after it: conjunctions and prepositions.
pub fn binds(word: &str) -> bool {
    const BINDING: [&str; 22] = [
        "của", "và", "về", "các", "theo", "với", "cho", "trong", "tại", "để", "bằng", "những", "hoặc", "là",
        "mỗi", "giữa", "từ", "đến", "nhằm", "do", "vì", "mà",
    ];
    BINDING.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::line::TextLine;

    #[test]
    fn indexes() {
        for yes in ["1", "10", "1.2", "1.2.3.", "I", "XIV", "a", "a)", "(2)", "b.", "II.1", "đ)", "-"] {
            assert!(is_index(yes), "{yes}");
        }
        for no in ["STT", "TT", "2023", "100%", "Số", "89,64", "QĐ", "và", ""] {
            assert!(!is_index(no), "{no}");
        }
        assert_eq!(whole_number("(7)"), Some(7));
        assert_eq!(whole_number("7.1"), None);
    }

    #[test]
    fn items() {
        for (text, item) in [
            ("- Như trên;", true),
            ("1. Mục đích", true),
            ("a) Sở Tài chính", true),
            ("2.3. Công chức", true),
            ("100% hồ sơ", false),
            ("-5 độ", false),
            ("Điều 1", false),
        ] {
            assert_eq!(begins_item(&TextLine::parse(1, 0, text).words), item, "{text}");
        }
    }
}
