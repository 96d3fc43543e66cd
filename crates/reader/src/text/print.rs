//! How wide words are in print. These documents are set in Times or a face of its widths; where a
//! column's lines were wrapped shows in this, not in the number of letters.

use unicode_normalization::UnicodeNormalization;

/// The width of a space, in tenths of the letter size, as all widths are.
pub const SPACE: f32 = 2.5;

/// The width of a word as Times sets it.
pub fn width(word: &str) -> f32 {
    word.nfd().map(letter_width).sum::<f32>() / 100.0
}

/// Widths of Times Roman in thousandths; Vietnamese letters are as wide as their base letters.
fn letter_width(letter: char) -> f32 {
    match letter {
        '\u{300}'..='\u{36f}' => 0.0,
        '.' | ',' => 250.0,
        'i' | 'j' | 'l' | 't' | '/' | ':' | ';' => 278.0,
        'f' | 'r' | '-' | '(' | ')' | 'I' | '!' => 333.0,
        's' | 'J' => 389.0,
        'a' | 'c' | 'e' | 'z' | '?' | '“' | '”' | '"' => 444.0,
        'F' | 'P' | 'S' | '≥' | '≤' | '<' | '>' | '+' => 556.0,
        'E' | 'L' | 'T' | 'Z' => 611.0,
        'B' | 'C' | 'R' => 667.0,
        'w' | 'A' | 'D' | 'Đ' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' => 722.0,
        'm' | '&' => 778.0,
        '%' => 833.0,
        'M' => 889.0,
        'W' | '…' => 944.0,
        _ => 500.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        for (word, expected) in [("tỉnh", 15.56), ("100%", 23.33), ("Đề", 11.66), ("", 0.0)] {
            assert!((width(word) - expected).abs() < 0.01, "{word}");
        }
    }
}
