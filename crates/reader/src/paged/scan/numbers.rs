//! Numbers read a second time, and a third where the first two differ.
//!
//! The second reading knows digits alone and sees the picture smaller, the third sees it smaller still. What two of them
//! agree on is taken; where two numbers stay against each other, both are handed on.

use super::{Piece, place};
use crate::Options;
use crate::ocr::tesseract::{self, Alphabet};
use crate::ocr::{Reading, strokes};
use image::{GrayImage, imageops};
use model::{BBox, Dispute, Page};

/// Words with a digit under this confidence are read again.
const SURE: f32 = 0.9;
/// A second reading under this confidence proves nothing.
const UNSURE: f32 = 0.85;
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
    /// The number's picture, without its comparator.
    dots: GrayImage,
    /// «≥» and its like before the number: the alphabet of numbers makes digits of it.
    comparator: String,
    first: String,
    second: String,
    /// How sure the second reading is.
    sure: f32,
}

/// Reads numbers again and settles what they are; gives those that stay in doubt.
pub fn settle(pieces: &mut [Piece], sight: Sight<'_>, options: &Options<'_>) -> Option<Vec<Dispute>> {
    let threshold = sight.2;
    count_strokes(pieces, threshold);
    find_bars(pieces, threshold);
    let mut doubts = doubts(pieces, threshold);
    let dots: Vec<GrayImage> = doubts.iter().map(|doubt| softened(&doubt.dots, threshold, SMALLER)).collect();
    let second = tesseract::read(&dots, Alphabet::Numbers, options.cache)?;
    for (doubt, readings) in doubts.iter_mut().zip(second) {
        doubt.second = joined(&readings);
        doubt.sure = readings.iter().map(|reading| reading.confidence).fold(1.0, f32::min);
    }
    let (open, agreed): (Vec<Doubt>, Vec<Doubt>) = doubts.into_iter().partition(is_open);
    for doubt in agreed {
        // A line through a cell takes the comma from both readings, and both are unsure.
        let first = doubt.readings(pieces).iter().map(|reading| reading.confidence).fold(1.0, f32::min);
        if first >= SURE || doubt.sure >= UNSURE {
            doubt.rate(pieces, AGREED);
            doubt.dust(pieces, AGREED, sight.1);
        } else {
            doubt.doubt(pieces, OUTVOTED);
            doubt.dust(pieces, OUTVOTED, sight.1);
        }
    }
    let (numbers, words): (Vec<Doubt>, Vec<Doubt>) =
        open.into_iter().partition(|doubt| is_number(trimmed(&doubt.first)));
    let mut disputes = Vec::new();
    // The model that knows digits alone knows them best; a word it would make a number of.
    for (doubts, alphabet) in [(numbers, Alphabet::Numbers), (words, Alphabet::VietnameseLine)] {
        let dots: Vec<GrayImage> =
            doubts.iter().map(|doubt| softened(&doubt.dots, threshold, SMALLEST)).collect();
        let third = tesseract::read(&dots, alphabet, options.cache)?;
        for (doubt, readings) in doubts.into_iter().zip(third) {
            disputes.extend(doubt.decide(&joined(&readings), pieces, sight));
        }
    }
    Some(disputes)
}

/// Sets Roman numerals right by their strokes.
fn count_strokes(pieces: &mut [Piece], threshold: u8) {
    for Piece { dots, readings, .. } in pieces {
        for reading in readings.iter_mut().filter(|reading| strokes::is_numeral_like(&reading.text)) {
            let numeral = strokes::numeral_part(cut(dots, reading), &reading.text, threshold);
            let Some(counted) = strokes::count(&numeral, threshold) else { continue };
            let Some((numeral, sure)) = strokes::numeral(&reading.text, counted) else { continue };
            reading.text = numeral;
            reading.confidence = if sure { reading.confidence.max(AGREED) } else { DISPUTED };
        }
    }
}

/// Tells «≥» from «>», which the OCR's alphabet lacks, by its bar.
fn find_bars(pieces: &mut [Piece], threshold: u8) {
    for Piece { dots, readings, .. } in pieces {
        for reading in readings.iter_mut() {
            let Some((bare, barred)) = BARRED.iter().find(|(bare, _)| reading.text.starts_with(*bare)) else {
                continue;
            };
            let word = cut(dots, reading);
            let sign =
                if strokes::is_barred(&word, threshold) { (*barred).to_owned() } else { bare.to_string() };
            // «> 85» is read as one word.
            let gap = if strokes::is_first_apart(&word, threshold) { " " } else { "" };
            let number = reading.text.get(bare.len_utf8()..).unwrap_or_default().trim_start();
            reading.text = if number.is_empty() { sign } else { format!("{sign}{gap}{number}") };
        }
    }
}

/// A comparator without its bar, and with it.
const BARRED: [(char, &str); 2] = [('>', "≥"), ('<', "≤")];

fn doubts(pieces: &[Piece], threshold: u8) -> Vec<Doubt> {
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let text = joined(&piece.readings);
        let is_line = piece.readings.windows(2).all(|pair| matches!(pair, [a, b] if a.line == b.line));
        if piece.cell && is_line && is_number_like(&text) {
            found.push(Doubt::new((index, None), piece.dots.clone(), &text, threshold));
            continue;
        }
        for (word, reading) in piece.readings.iter().enumerate() {
            if reading.confidence < SURE && is_number(trimmed(compared(&reading.text).1)) {
                let dots = cut(&piece.dots, reading);
                found.push(Doubt::new((index, Some(word)), dots, &reading.text, threshold));
            }
        }
    }
    found
}

/// A number's comparator, and the rest.
fn compared(text: &str) -> (&str, &str) {
    let number = text.trim_start_matches(['≥', '≤', '>', '<', '=', ' ']);
    let comparator = text.strip_suffix(number).unwrap_or_default();
    (comparator, number)
}

fn is_open(doubt: &Doubt) -> bool {
    let (first, second) = (trimmed(&doubt.first), trimmed(&doubt.second));
    // Capitals that are no numeral: a word, which the alphabet of numbers cannot spell.
    let word = first.chars().count() > 1 && first.chars().all(char::is_alphabetic);
    (first != second || first.is_empty()) && !word
}

impl Doubt {
    fn new((piece, word): (usize, Option<usize>), dots: GrayImage, text: &str, threshold: u8) -> Self {
        let (comparator, first) = compared(text);
        let signs = comparator.chars().filter(|c| *c != ' ').count();
        let dots = (0..signs).fold(dots, |dots, _| strokes::without_first(&dots, threshold));
        Self {
            piece,
            word,
            dots,
            comparator: comparator.to_owned(),
            first: first.to_owned(),
            second: String::new(),
            sure: 0.0,
        }
    }

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

    /// Says how unsure the first reading is.
    fn doubt(&self, pieces: &mut [Piece], confidence: f32) {
        for reading in self.readings(pieces) {
            reading.confidence = reading.confidence.min(confidence);
        }
    }

    /// Drops what follows the number of a cell, «63...», but for the full stop of an index.
    fn dust(&self, pieces: &mut [Piece], confidence: f32, scale: f32) {
        let number = trimmed(&self.first);
        let end = self.first.get(number.len()..).unwrap_or_default();
        if self.word.is_none() && is_number(number) && !matches!(end, "" | ".") {
            self.write(number, confidence, pieces, scale);
        }
    }

    /// Takes what most readings agree on, and says where two numbers remain or none is found.
    fn decide(
        self,
        third: &str,
        pieces: &mut [Piece],
        (page, scale, threshold): Sight<'_>,
    ) -> Option<Dispute> {
        let (first, second) = (trimmed(&self.first), trimmed(&self.second));
        let third = trimmed(third);
        let Some((chosen, confidence)) = chosen(first, second, third) else {
            let is_nothing = |text: &str| !text.contains(char::is_alphanumeric);
            let unread = is_nothing(first) && is_nothing(third) && is_letter_sized(&self.dots, threshold);
            let place = place(page, pieces.get(self.piece)?.place(self.word, scale));
            return unread.then(|| Dispute { place, taken: String::new(), rivals: Vec::new() });
        };
        let mut rivals = Vec::new();
        for rival in [first, second, third] {
            if rival != chosen && is_number(rival) && !rivals.iter().any(|other| other == rival) {
                rivals.push(rival.to_owned());
            }
        }
        let taken = chosen.to_owned();
        let confidence = if rivals.is_empty() { confidence.max(OUTVOTED) } else { confidence };
        let bbox = if taken == self.first {
            // As it stands, with the spaces in «2 - 3».
            self.readings(pieces).iter_mut().for_each(|reading| reading.confidence = confidence);
            pieces.get(self.piece)?.place(self.word, scale)
        } else {
            self.write(&taken, confidence, pieces, scale)
        };
        let doubtful = !rivals.is_empty() || confidence < OUTVOTED;
        doubtful.then(|| Dispute { place: place(page, bbox), taken, rivals })
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
            let end = if self.word.is_some() { end.as_str() } else { "" };
            reading.text = format!("{}{number}{end}", self.comparator);
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
    // «KH 2026» holds a number and is none.
    if text.chars().filter(|c| c.is_alphabetic()).any(|c| !is_like_digit(c) && c != 'I') {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let length = text.chars().count();
    // «ÿ» for 7; «a», «b», «c» number lists, and «x» is a mark.
    let lone = length == 1 && text.starts_with(|c: char| is_like_digit(c) || "|?¡".contains(c));
    // «_» for 5: no letter and no digit is no reading.
    let lone = lone || length <= 3 && text.chars().all(|c| !c.is_alphanumeric());
    length <= 12 && (digits > 0 && letters <= 2 || text.is_empty() || lone)
}

/// Letters that digits are taken for.
fn is_like_digit(c: char) -> bool {
    "SsOoZzlijrJT".contains(c) || is_foreign(c)
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

/// Whether the ink could be letters: neither dust nor what is left of a border.
fn is_letter_sized(dots: &GrayImage, threshold: u8) -> bool {
    let (columns, rows) = strokes::edges(dots, threshold);
    columns.len() > 6 && (17..=90).contains(&rows.len())
}

/// The ink alone, smaller and softer: ragged edges of a bi-level scan make a 9 of a 5.
fn softened(dots: &GrayImage, threshold: u8, share: f32) -> GrayImage {
    let (columns, rows) = strokes::edges(dots, threshold);
    if columns.is_empty() {
        return dots.clone();
    }
    let (x0, y0) = (columns.start.saturating_sub(AROUND), rows.start.saturating_sub(AROUND));
    let width = (columns.end + AROUND).min(dots.width()).saturating_sub(x0).max(1);
    let height = (rows.end + AROUND).min(dots.height()).saturating_sub(y0).max(1);
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
    fn comparators_are_no_part_of_the_number() {
        for (text, comparator, number) in
            [("≥5", "≥", "5"), (">=85%", ">=", "85%"), ("85", "", "85"), (">", ">", ""), ("1>2", "", "1>2")]
        {
            assert_eq!(compared(text), (comparator, number));
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
            ("KH2026", false),
            ("8S%", true),
            ("_", true),
        ] {
            assert_eq!(is_number_like(text), twice, "{text}");
        }
    }
}
