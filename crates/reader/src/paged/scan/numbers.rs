//! Numbers read a second time, and a third where the first two differ.
//!
//! The second reading knows digits alone and sees the picture smaller, the third sees it smaller still. What two of them
//! agree on is taken; where two numbers stay against each other, both are told.

use super::{Piece, place};
use crate::Options;
use crate::ocr::tesseract::{self, Alphabet};
use crate::ocr::{Reading, strokes};
use image::{GrayImage, imageops};
use model::{BBox, Diagnostic, Page};

/// Words with a digit under this confidence are read again.
const SURE: f32 = 0.9;
/// What one reading is worth that another contradicts.
const DISPUTED: f32 = 0.3;
/// What two readings are worth that agree against a third.
const OUTVOTED: f32 = 0.6;
/// What two readings that agree are worth.
const AGREED: f32 = 0.97;
/// Dots around a word that is cut out.
const AROUND: u32 = 5;
/// The second reading sees its picture at this share of the size, so that it does not repeat the faults of
/// the first: «57» of a bold scan is «37» at full size to either model, and «57» to both when smaller …
const SMALLER: f32 = 0.85;
/// … and the third at this.
const SMALLEST: f32 = 0.7;

/// The page, points for a dot of its picture, and the grey that parts its ink from paper.
type Sight<'a> = (&'a Page, f32, u8);

/// A number in doubt: a cell, or a word of one.
struct Doubt {
    piece: usize,
    word: Option<usize>,
    dots: GrayImage,
    first: String,
    second: String,
}

/// Reads numbers again and settles what they are.
pub fn settle(
    pieces: &mut [Piece],
    sight: Sight<'_>,
    options: &Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<()> {
    let threshold = sight.2;
    count_strokes(pieces, threshold);
    let mut doubts = doubts(pieces);
    let dots: Vec<GrayImage> = doubts.iter().map(|doubt| softened(&doubt.dots, threshold, SMALLER)).collect();
    let second = tesseract::read(&dots, Alphabet::Numbers, options.cache)?;
    for (doubt, readings) in doubts.iter_mut().zip(second) {
        doubt.second = joined(&readings);
    }
    let (open, agreed): (Vec<Doubt>, Vec<Doubt>) = doubts.into_iter().partition(is_open);
    for doubt in agreed {
        doubt.rate(pieces, AGREED);
        doubt.dust(pieces, sight.1);
    }
    let (numbers, words): (Vec<Doubt>, Vec<Doubt>) =
        open.into_iter().partition(|doubt| is_number(trimmed(&doubt.first)));
    // The model that knows digits alone knows them best; a word it would make a number of.
    for (doubts, alphabet) in [(numbers, Alphabet::Numbers), (words, Alphabet::VietnameseLine)] {
        let dots: Vec<GrayImage> =
            doubts.iter().map(|doubt| softened(&doubt.dots, threshold, SMALLEST)).collect();
        let third = tesseract::read(&dots, alphabet, options.cache)?;
        for (doubt, readings) in doubts.into_iter().zip(third) {
            diagnostics.extend(doubt.decide(&joined(&readings), pieces, sight));
        }
    }
    Some(())
}

/// Sets Roman numerals right by their strokes.
fn count_strokes(pieces: &mut [Piece], threshold: u8) {
    for Piece { dots, readings, .. } in pieces {
        for reading in readings.iter_mut().filter(|reading| strokes::is_numeral_like(&reading.text)) {
            let counted = strokes::count(&cut(dots, reading), threshold);
            if let Some(numeral) = counted.and_then(|counted| strokes::numeral(&reading.text, counted)) {
                reading.text = numeral;
                reading.confidence = reading.confidence.max(AGREED);
            }
        }
    }
}

fn doubts(pieces: &[Piece]) -> Vec<Doubt> {
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let first = joined(&piece.readings);
        if piece.cell && is_number_like(&first) {
            let dots = piece.dots.clone();
            found.push(Doubt { piece: index, word: None, dots, first, second: String::new() });
            continue;
        }
        for (word, reading) in piece.readings.iter().enumerate() {
            if reading.confidence < SURE && is_number(trimmed(&reading.text)) {
                let dots = cut(&piece.dots, reading);
                let first = reading.text.clone();
                found.push(Doubt { piece: index, word: Some(word), dots, first, second: String::new() });
            }
        }
    }
    found
}

fn is_open(doubt: &Doubt) -> bool {
    let (first, second) = (trimmed(&doubt.first), trimmed(&doubt.second));
    // Capitals that are no numeral: a word, which the alphabet of numbers cannot spell.
    let word = first.chars().count() > 1 && first.chars().all(char::is_alphabetic);
    (first != second || first.is_empty()) && !word
}

impl Doubt {
    fn readings<'a>(&self, pieces: &'a mut [Piece]) -> &'a mut [Reading] {
        let readings =
            pieces.get_mut(self.piece).map(|piece| piece.readings.as_mut_slice()).unwrap_or_default();
        match self.word {
            Some(word) => readings.get_mut(word..=word).unwrap_or_default(),
            None => readings,
        }
    }

    /// Says how sure the first reading is.
    fn rate(&self, pieces: &mut [Piece], confidence: f32) {
        for reading in self.readings(pieces) {
            reading.confidence = reading.confidence.max(confidence);
        }
    }

    /// Drops what follows the number of a cell, «63...», but for the full stop of an index.
    fn dust(&self, pieces: &mut [Piece], scale: f32) {
        let number = trimmed(&self.first);
        let end = self.first.get(number.len()..).unwrap_or_default();
        if self.word.is_none() && is_number(number) && !matches!(end, "" | ".") {
            self.write(number, AGREED, pieces, scale);
        }
    }

    /// Takes what most readings agree on, and says where two numbers remain.
    fn decide(
        self,
        third: &str,
        pieces: &mut [Piece],
        (page, scale, threshold): Sight<'_>,
    ) -> Option<Diagnostic> {
        let (first, second) = (trimmed(&self.first), trimmed(&self.second));
        let third = trimmed(third);
        let Some((chosen, confidence)) = chosen(first, second, third) else {
            let unread = self.first.is_empty() && third.is_empty() && is_letter_sized(&self.dots, threshold);
            let bbox = pieces.get(self.piece)?.place(self.word, scale);
            let message =
                format!("there is something in a cell of page {} that could not be read", page.number);
            return unread.then(|| Diagnostic::warning("low-confidence", message, vec![place(page, bbox)]));
        };
        let rivals = [first, second, third].into_iter().filter(|rival| *rival != chosen && is_number(rival));
        let rivals: Vec<String> = rivals.map(|rival| format!("«{rival}»")).collect();
        let taken = chosen.to_owned();
        let confidence = if rivals.is_empty() { confidence.max(OUTVOTED) } else { confidence };
        let bbox = self.write(&taken, confidence, pieces, scale);
        let told = !rivals.is_empty() || confidence < OUTVOTED;
        told.then(|| {
            let against = if rivals.is_empty() { "nothing".to_owned() } else { rivals.join(" or ") };
            let message =
                format!("a number on page {} reads «{taken}» or {against}; «{taken}» was taken", page.number);
            Diagnostic::warning("low-confidence", message, vec![place(page, bbox)])
        })
    }

    /// Puts the number where it stands, and tells its place.
    fn write(&self, number: &str, confidence: f32, pieces: &mut [Piece], scale: f32) -> BBox {
        let Some(piece) = pieces.get_mut(self.piece) else { return BBox::new(0.0, 0.0, 0.0, 0.0) };
        let index = self.word.unwrap_or_default();
        if self.word.is_none() {
            piece.readings.truncate(1);
            if piece.readings.is_empty() {
                piece.readings.push(whole(&piece.dots));
            }
        }
        if let Some(reading) = piece.readings.get_mut(index) {
            let end = reading.text.get(trimmed(&reading.text).len()..).unwrap_or_default().to_owned();
            reading.text = if self.word.is_some() { format!("{number}{end}") } else { number.to_owned() };
            reading.confidence = confidence;
        }
        piece.place(self.word, scale)
    }
}

/// A reading that fills its picture, for a number that the first reading did not see at all.
fn whole(dots: &GrayImage) -> Reading {
    let (width, height) = (dots.width() as f32, dots.height() as f32);
    let (x0, x1) = (width * 0.3, width * 0.7);
    let (y0, y1) = (height / 2.0 - 12.0, height / 2.0 + 12.0);
    Reading { text: String::new(), x0, y0, x1, y1, line: 0, confidence: 0.0 }
}

/// Which of three readings counts, and what it is worth; `None` where none is a number and the first
/// stays.
fn chosen<'a>(first: &'a str, second: &'a str, third: &'a str) -> Option<(&'a str, f32)> {
    let number = |text: &&str| is_number(text);
    let paired = match () {
        () if first == third || first == second => Some(first),
        () if second == third => Some(second),
        () => None,
    };
    if let Some(pair) = paired.filter(number) {
        return Some((pair, OUTVOTED));
    }
    let found = [first, third, second].into_iter().find(number)?;
    // A comma is seen as a stroke more often than a stroke as a comma.
    let decimal = found.replace('/', ",");
    let found = [second, third].into_iter().find(|text| *text == decimal).unwrap_or(found);
    Some((found, DISPUTED))
}

/// Digits, marks and per cent signs alone, with a digit.
fn is_number(text: &str) -> bool {
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-' | '/');
    text.chars().all(part) && text.contains(|c: char| c.is_ascii_digit()) && text.len() <= 14
}

/// Without end punctuation, which the readings see differently.
fn trimmed(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ',', ';', ':', '-', '/'])
}

fn joined(readings: &[Reading]) -> String {
    readings.iter().map(|reading| reading.text.as_str()).collect()
}

/// Short, and digits or nothing that could not be one misread: a second reading can tell.
fn is_number_like(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let length = text.chars().count();
    // «ÿ» for 7; «a», «b», «c» number lists, and «x» is a mark.
    let lone = length == 1 && text.starts_with(|c: char| "SsOoZzlijrJT|?¡".contains(c) || is_foreign(c));
    length <= 12 && (digits > 0 && letters <= 2 || text.is_empty() || lone)
}

/// Letters that are in no Vietnamese word.
fn is_foreign(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii() && "ÿüöïëäçñåøæß".contains(c)
}

fn cut(dots: &GrayImage, reading: &Reading) -> GrayImage {
    let start = |at: f32| (at.max(0.0) as u32).saturating_sub(AROUND);
    let (x, y) = (start(reading.x0), start(reading.y0));
    let (right, bottom) = (reading.x1.max(0.0) as u32 + AROUND, reading.y1.max(0.0) as u32 + AROUND);
    let width = right.min(dots.width()).saturating_sub(x).max(1);
    let height = bottom.min(dots.height()).saturating_sub(y).max(1);
    imageops::crop_imm(
        dots,
        x.min(dots.width().saturating_sub(1)),
        y.min(dots.height().saturating_sub(1)),
        width,
        height,
    )
    .to_image()
}

/// The ink's edges: left, top, right, bottom.
fn inked(dots: &GrayImage, threshold: u8) -> Option<(u32, u32, u32, u32)> {
    let ink = dots.enumerate_pixels().filter(|(_, _, dot)| dot.0[0] < threshold);
    ink.fold(None, |edges, (x, y, _)| {
        let (x0, y0, x1, y1) = edges.unwrap_or((x, y, x, y));
        Some((x0.min(x), y0.min(y), x1.max(x), y1.max(y)))
    })
}

/// Whether the ink could be letters: neither dust nor what is left of a border.
fn is_letter_sized(dots: &GrayImage, threshold: u8) -> bool {
    inked(dots, threshold).is_some_and(|(x0, y0, x1, y1)| x1 - x0 >= 6 && (16..90).contains(&(y1 - y0)))
}

/// The ink alone, smaller and softer: ragged edges of a bi-level scan make a 9 of a 5.
fn softened(dots: &GrayImage, threshold: u8, share: f32) -> GrayImage {
    let Some((x0, y0, x1, y1)) = inked(dots, threshold) else { return dots.clone() };
    let (x0, y0) = (x0.saturating_sub(AROUND), y0.saturating_sub(AROUND));
    let width = (x1 + AROUND).min(dots.width()).saturating_sub(x0).max(1);
    let height = (y1 + AROUND).min(dots.height()).saturating_sub(y0).max(1);
    let inked = imageops::crop_imm(dots, x0, y0, width, height).to_image();
    let smaller = |side: u32| ((side as f32 * share) as u32).max(1);
    imageops::resize(&inked, smaller(width), smaller(height), imageops::FilterType::Triangle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_readings_count() {
        for (first, second, third, taken) in [
            ("90%", "50%", "50%", Some(("50%", OUTVOTED))),
            ("75%", "73%", "75%", Some(("75%", OUTVOTED))),
            ("ÿ", "7", "7", Some(("7", OUTVOTED))),
            ("ÿ", "7", "ÿ", Some(("7", DISPUTED))),
            ("92/7", "927", "92,7", Some(("92,7", DISPUTED))),
            ("13", "18", "", Some(("13", DISPUTED))),
            ("l00%", "100%", "00%", Some(("00%", DISPUTED))),
            ("x", "", "x", None),
            ("", "", "", None),
        ] {
            assert_eq!(chosen(first, second, third), taken, "{first} {second} {third}");
        }
    }

    #[test]
    fn what_is_read_twice() {
        for (text, twice) in [
            ("100%", true),
            ("", true),
            ("S", true),
            ("ÿ", true),
            ("l5", true),
            ("a", false),
            ("x", false),
            ("Cấp xã: 10%", false),
            ("Ghi chú", false),
        ] {
            assert_eq!(is_number_like(text), twice, "{text}");
        }
    }
}
