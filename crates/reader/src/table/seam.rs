//! What the two sides of a page break say: is the row below the row above, gone on?

use super::content;
use model::{Cell, Place};
use unicode_normalization::UnicodeNormalization;

/// What is known of the break besides the texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Break {
    /// No ruling closes the row above.
    pub open_above: bool,
    /// No ruling closes the row below at its top.
    pub open_below: bool,
    /// The first column holds numbers of rows.
    pub indexed: bool,
}

/// Whether the row below goes on the row above. The cells are paired by column; a row is given by the
/// cells that touch the break.
pub fn goes_on(above: &[&Cell], below: &[&Cell], seam: Break) -> bool {
    if below.iter().all(|cell| is_blank(cell)) {
        return true;
    }
    let pair = |column: u32| {
        let find = |row: &[&Cell]| row.iter().find(|cell| cell.column == column).map(|cell| is_blank(cell));
        find(above).zip(find(below))
    };
    let mut score = 0;
    let mut needed = 1;
    if seam.indexed {
        match pair(0) {
            // Both rows have a number of their own.
            Some((false, false)) => return false,
            // A number merged over rows says nothing of the row: its cell goes on in either case.
            Some((false, true)) => {
                let tall = above.iter().any(|cell| cell.column == 0 && cell.row_span > 1);
                score += i32::from(!tall);
            }
            // The number stands on the second page: it is in the middle of a tall row, or this row is
            // a new one.
            Some((true, false)) => needed = 3,
            _ => {}
        }
    }
    score += 3 * i32::from(seam.open_above) + 2 * i32::from(seam.open_below);
    let mut texts = 0;
    for cell in below.iter().filter(|cell| !(seam.indexed && cell.column == 0)) {
        let partner = above.iter().find(|upper| upper.column == cell.column);
        score += partner.map_or(0, |upper| flow(upper, cell));
        texts += i32::from(!is_blank(cell));
    }
    // A row of its own says something in more than one column.
    score += i32::from(texts == 1);
    score >= needed
}

/// Whether nothing is in the cell.
pub fn is_blank(cell: &Cell) -> bool {
    cell.tables.is_empty() && cell.paragraphs.iter().all(|paragraph| paragraph.text().trim().is_empty())
}

/// How well a cell's text goes on in the cell below: positive where it does.
pub fn flow(above: &Cell, below: &Cell) -> i32 {
    let Some(after) = below.paragraphs.first().and_then(|paragraph| paragraph.lines.first()) else {
        return 0;
    };
    let Some(before) = above.paragraphs.last().and_then(|paragraph| paragraph.lines.last()) else {
        // A cell of a cut row starts above the cut.
        return -1;
    };
    let (end, start) = (before.text(), after.text());
    if content::is_listed(&start) {
        return 0;
    }
    let ended = content::is_ended(&end);
    if start.trim_start().starts_with(char::is_lowercase) {
        return if ended { 1 } else { 3 };
    }
    if before.is_bold() != after.is_bold() {
        return -3;
    }
    if is_number(&end) && is_number(&start) {
        return -2;
    }
    if expects_more(&end) {
        return 3;
    }
    let bbox = above.places.last().and_then(Place::bbox);
    let has_room = bbox.is_some_and(|bbox| content::is_early(before, after, bbox));
    match (has_room, ended) {
        (true, _) => -2,
        (false, true) => -1,
        (false, false) => 1,
    }
}

/// Words of the language that never end a sentence.
const OPEN_WORDS: &[&str] = &[
    "và", "của", "các", "những", "với", "cho", "trong", "theo", "về", "tại", "từ", "để", "bằng", "hoặc",
    "do", "là", "thuộc", "trên", "cùng", "như", "khi", "nếu", "mà", "bởi", "nhằm", "qua", "giữa", "số",
];

/// Whether a text cannot end here.
fn expects_more(text: &str) -> bool {
    let text = text.trim_end();
    let last: String = text.split_whitespace().next_back().unwrap_or_default().nfc().collect();
    text.ends_with([',', '-', '–', '(', '/']) || OPEN_WORDS.contains(&last.to_lowercase().as_str())
}

/// Whether a text is a row's number: «6», «1.4», «IV», «a)», «-».
pub fn is_index(text: &str) -> bool {
    let text = text.trim().trim_matches(['(', ')', '.', '/', ' ']);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let roman = text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'i' | 'v' | 'x'));
    let plain = text.chars().all(|c| c.is_ascii_digit() || c.is_alphabetic() || matches!(c, '.' | '-' | '*'));
    !text.is_empty() && text.chars().count() <= 8 && plain && (letters <= 1 || roman)
}

/// Whether a text is a bare value: «100%», «2.025,5».
pub fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' ' | '-' | '–' | '/'))
}
