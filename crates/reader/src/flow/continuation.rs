//! Whether a text goes on in another: the second half of a cell whose row was cut in two.

use model::{Cell, Paragraph};

/// Words with which no Vietnamese sentence ends: they ask for what follows.
const OPEN_WORDS: [&str; 38] = [
    "và", "của", "các", "những", "cho", "với", "về", "theo", "để", "do", "bởi", "hoặc", "hay", "trong",
    "tại", "từ", "đến", "là", "được", "bị", "mà", "như", "khi", "nếu", "thì", "vì", "nhằm", "qua", "vào",
    "trên", "dưới", "giữa", "một", "mọi", "mỗi", "bằng", "đối", "cùng",
];

/// How surely a text goes on in the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Continuation {
    /// The first one is finished, or the second one begins an item.
    No,
    /// Nothing speaks against it.
    Possible,
    /// In the middle of a sentence.
    Sure,
}

/// The last words of one cell and the first ones of the next.
pub fn continuation(before: &Cell, after: &Cell) -> Continuation {
    let Some((first, second)) = last_text(before).zip(first_text(after)) else { return Continuation::No };
    let labelled =
        after.paragraphs.iter().find(|p| !p.text().trim().is_empty()).is_some_and(|p| p.label.is_some());
    if labelled || begins_item(&second) || is_number(&first) || is_number(&second) {
        return Continuation::No;
    }
    if is_finished(&first) {
        return Continuation::No;
    }
    let legacy = font(after).is_some_and(|font| font.to_ascii_lowercase().starts_with(".vn"));
    if begins_small(&second, legacy) || asks_for_more(&first) || closes_bracket(&cell_text(before), &second) {
        return Continuation::Sure;
    }
    Continuation::Possible
}

fn cell_text(cell: &Cell) -> String {
    cell.text().trim().to_owned()
}

fn last_text(cell: &Cell) -> Option<String> {
    let texts = cell.paragraphs.iter().rev().map(Paragraph::text);
    texts.map(|text| text.trim().to_owned()).find(|text| !text.is_empty())
}

fn first_text(cell: &Cell) -> Option<String> {
    let texts = cell.paragraphs.iter().map(Paragraph::text);
    texts.map(|text| text.trim().to_owned()).find(|text| !text.is_empty())
}

fn font(cell: &Cell) -> Option<&str> {
    cell.paragraphs.first()?.lines.first()?.runs.first()?.font.as_deref()
}

/// Whether a text ends as sentences and items of lists do.
pub fn is_finished(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '»', ')', ' ']).ends_with(['.', ';', ':', '!', '?', '…'])
}

/// «-», «+», «a)», «1.», «(2)»: the second text is an item of its own.
fn begins_item(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    if first.is_some_and(|c| matches!(c, '-' | '–' | '+' | '•' | '*' | '●' | '▪' | '■' | '➢')) {
        return true;
    }
    let mark: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    let after = text.chars().nth(mark.chars().count());
    mark.chars().count() <= 2 && !mark.is_empty() && matches!(after, Some(')' | '.'))
}

/// A value, not a text: «95%», «95-100%», «12,5», «x».
pub fn is_number(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits > 0 && letters <= 1) || text.chars().count() <= 1
}

/// In TCVN3 the small letters above ASCII are codes that are no small letters in Unicode.
fn begins_small(text: &str, legacy: bool) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_lowercase() || (legacy && ('\u{a8}'..='\u{fe}').contains(&c)))
}

fn asks_for_more(text: &str) -> bool {
    let word = text.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    text.ends_with([',', '(', '-', '/', '–', '&']) || OPEN_WORDS.contains(&word.as_str())
}

/// The first text opens a bracket that the second one closes.
fn closes_bracket(before: &str, after: &str) -> bool {
    let opened = before.matches('(').count() > before.matches(')').count();
    let close = after.find(')').unwrap_or(usize::MAX);
    opened && close < after.find('(').unwrap_or(usize::MAX)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use model::{Line, Place, Run};

    /// A cell of one paragraph for each line of the text.
    pub fn cell(text: &str) -> Cell {
        let paragraph = |text: &str| {
            let run = Run { text: text.to_owned(), ..Run::default() };
            let line = Line { runs: [run].into(), place: Place::Row { table: 1, row: 1 } };
            Paragraph { lines: [line].into(), ..Paragraph::default() }
        };
        let paragraphs = text.lines().filter(|line| !line.is_empty()).map(paragraph).collect();
        Cell { row_span: 1, column_span: 1, paragraphs, ..Cell::default() }
    }

    #[test]
    fn texts_go_on_in_the_middle_of_a_sentence() {
        use Continuation::{No, Possible, Sure};
        let cases = [
            ("được cơ quan nhà nước", "kết nối, chia sẻ.", Sure),
            ("xây dựng Chính quyền điện tử và", "Chính quyền số", Sure),
            ("Sở Nội vụ,", "Sở Tài chính", Sure),
            ("báo cáo (lồng ghép trong", "Báo cáo năm).", Sure),
            ("của Thủ tướng", "Chính phủ có 14 thủ tục", Possible),
            ("Tổng số hộ nghèo.", "trong đó: thành thị", No),
            ("Tổng số hộ nghèo", "- thành thị", No),
            ("Tổng số hộ nghèo", "a) thành thị", No),
            ("100%", "90%", No),
            ("", "kết nối", No),
        ];
        for (before, after, expected) in cases {
            assert_eq!(continuation(&cell(before), &cell(after)), expected, "{before} | {after}");
        }
    }
}
