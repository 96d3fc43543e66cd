//! Lines of a text, their words and the stretches between wide gaps.

use super::print;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A line as it stands in the file.
#[derive(Debug, Clone)]
pub struct TextLine {
    /// Counted from 1 over the whole file.
    pub number: u32,
    /// Counted from 0.
    pub page: usize,
    pub words: Vec<Word>,
}

/// A word and the columns of letters that it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub text: String,
    pub start: usize,
    pub end: usize,
    /// A tabulator stands before it: nothing else parts cells so surely.
    pub after_tab: bool,
    /// In print.
    pub width: f32,
    /// The same for words that differ in case and end punctuation only.
    pub key: u64,
}

/// Words with single spaces between them.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    pub words: &'a [Word],
    pub start: usize,
    pub end: usize,
}

impl Segment<'_> {
    pub fn text(&self) -> String {
        text(self.words)
    }
}

/// The words joined by single spaces.
pub fn text(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

impl TextLine {
    pub fn parse(number: u32, page: usize, text: &str) -> Self {
        const TAB: usize = 8;
        let mut words: Vec<Word> = Vec::new();
        let mut column = 0;
        let mut after_tab = false;
        let mut open = false;
        for letter in text.chars() {
            match letter {
                '\t' => {
                    column = (column / TAB + 1) * TAB;
                    (after_tab, open) = (true, false);
                }
                // Marks stand over the letter before them; zero-width characters take no place.
                '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {
                    if let Some(word) = words.last_mut().filter(|_| open) {
                        word.text.push(letter);
                    }
                }
                letter if letter.is_whitespace() => {
                    column += 1;
                    open = false;
                }
                letter => {
                    match words.last_mut().filter(|_| open) {
                        Some(word) => {
                            word.text.push(letter);
                            word.end = column + 1;
                        }
                        None => {
                            let text = letter.to_string();
                            words.push(Word {
                                text,
                                start: column,
                                end: column + 1,
                                after_tab,
                                width: 0.0,
                                key: 0,
                            });
                            (after_tab, open) = (false, true);
                        }
                    }
                    column += 1;
                }
            }
        }
        for word in &mut words {
            word.width = print::width(&word.text);
            word.key = key(&word.text);
        }
        Self { number, page, words }
    }

    pub fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    pub fn text(&self) -> String {
        text(&self.words)
    }

    pub fn indent(&self) -> usize {
        self.words.first().map_or(0, |word| word.start)
    }

    pub fn end(&self) -> usize {
        self.words.last().map_or(0, |word| word.end)
    }

    /// Stretches between gaps of two spaces or more, and between tabulators.
    pub fn segments(&self) -> Vec<Segment<'_>> {
        self.words
            .chunk_by(|one, next| next.start <= one.end + 1 && !next.after_tab)
            .filter_map(|words| {
                let (first, last) = words.first().zip(words.last())?;
                Some(Segment { words, start: first.start, end: last.end })
            })
            .collect()
    }
}

/// The pages of a text: parted by form feeds, lines numbered through.
pub fn pages(text: &str) -> Vec<Vec<TextLine>> {
    let mut pages: Vec<Vec<TextLine>> = vec![Vec::new()];
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    for (number, line) in (1_u32..).zip(unified.split('\n')) {
        for (part, piece) in line.split('\u{c}').enumerate() {
            if part > 0 {
                pages.push(Vec::new());
            }
            let page = pages.len() - 1;
            if let Some(lines) = pages.last_mut() {
                lines.push(TextLine::parse(number, page, piece));
            }
        }
    }
    pages
}

fn key(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let letters = word.trim_matches(|letter: char| letter.is_ascii_punctuation()).chars();
    letters.flat_map(char::to_lowercase).for_each(|letter| letter.hash(&mut hasher));
    hasher.finish()
}

/// How wide the words are in print with single spaces between them.
pub fn print_width(words: &[Word]) -> f32 {
    let spaces = u16::try_from(words.len().saturating_sub(1)).unwrap_or(u16::MAX);
    words.iter().map(|word| word.width).sum::<f32>() + f32::from(spaces) * print::SPACE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_segments() {
        let line = TextLine::parse(1, 0, "  1   Tỷ lệ hồ sơ  90%\tGhi chú ");
        let segments: Vec<(usize, String)> =
            line.segments().iter().map(|segment| (segment.start, segment.text())).collect();
        let expected = [(2, "1"), (6, "Tỷ lệ hồ sơ"), (19, "90%"), (24, "Ghi chú")];
        assert_eq!(segments, expected.map(|(start, text)| (start, text.to_owned())));
        let decomposed = TextLine::parse(1, 0, "Ty\u{309}  lê\u{323}");
        assert_eq!(decomposed.segments()[1].start, 4);
    }

    #[test]
    fn pages_and_numbers() {
        let pages = pages("a\nb\n\u{c}c\r\nd");
        let numbers: Vec<Vec<u32>> = pages
            .iter()
            .map(|page| page.iter().filter(|line| !line.is_blank()).map(|line| line.number).collect())
            .collect();
        assert_eq!(numbers, [vec![1, 2], vec![3, 4]]);
    }
}
