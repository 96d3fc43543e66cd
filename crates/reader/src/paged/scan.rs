//! A page read from its picture: rulings, the cells that they enclose, words with their confidence.
//!
//! Each cell is cut out and read by itself, its borders erased: read as a whole, a table's lines become
//! letters. Numbers are read a second time with an alphabet of digits alone: where both readings agree
//! they have been right, whatever their confidence; where not, both are reported.

use super::Lettered;
use crate::layout::Word;
use crate::ocr::tesseract::{self, Alphabet};
use crate::ocr::{Picture, Reading, rulings};
use crate::{Options, table};
use image::{GrayImage, Luma, imageops};
use model::page::Font;
use model::{BBox, Diagnostic, Page, Place, Ruling};

/// Words under this confidence that hold a digit are pointed out.
const SURE: f32 = 0.8;
/// What two readings that disagree are worth.
const DISPUTED: f32 = 0.3;
/// Fewer dots of ink in a cell are dust.
const LEAST_INK: usize = 25;
/// A page of which less can be read lies on its side or upside down.
const READABLE: f32 = 0.6;

/// Reads a page's picture, turned upright; `None` where the OCR fails.
pub fn read(picture: &Picture, page: &Page, options: &Options<'_>) -> Option<(Lettered, Vec<Diagnostic>)> {
    let mut best = attempt(picture.clone(), page, options)?;
    let mut score = share(&best.0, options);
    if score >= READABLE || best.0.words.len() < 8 && score > 0.0 {
        return Some(best);
    }
    for quarters in [1, 3, 2] {
        let mut turned = page.clone();
        if quarters != 2 {
            (turned.width, turned.height) = (page.height, page.width);
        }
        let Some(other) = attempt(picture.turned(quarters), &turned, options) else { continue };
        let other_score = share(&other.0, options);
        if other_score > score {
            (best, score) = (other, other_score);
        }
        if score >= READABLE {
            break;
        }
    }
    Some(best)
}

/// Readable words for each word, weighed by how sure the OCR is of them, and so that a handful proves
/// nothing: writing on its side gives short scraps that could be words.
fn share(page: &Lettered, options: &Options<'_>) -> f32 {
    let text: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
    let (words, readable) = (options.readability)(&text.join(" "));
    let sure: f32 = page.words.iter().map(|word| word.confidence).sum();
    readable as f32 / (words as f32).max(8.0) * sure / (page.words.len() as f32).max(1.0)
}

fn attempt(picture: Picture, page: &Page, options: &Options<'_>) -> Option<(Lettered, Vec<Diagnostic>)> {
    let picture = picture.levelled();
    let scale = page.width / picture.dots.width().max(1) as f32;
    let (level, upright) = rulings::find(&picture, 72.0 / scale.max(0.01));
    let lines = [level, upright].concat();
    let mut page = Page {
        number: page.number,
        width: page.width,
        height: page.height,
        rulings: lines.iter().map(|line| ruling(line, scale)).collect(),
        fonts: vec![Font { name: "".into(), bold: false, italic: false }],
        ocr: true,
        ..Page::default()
    };
    let clean = rulings::erase(&picture, &lines);
    let mut pieces = pieces(&clean, &page, scale);
    let mut diagnostics = Vec::new();
    read_cells(&mut pieces, options)?;
    read_numbers(&mut pieces, &page, scale, options, &mut diagnostics)?;
    let mut words = words(&pieces, scale);
    flag_numbers(&words, &page, &mut diagnostics);
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    page.rulings.retain(|ruling| ruling.x0.is_finite());
    Some((Lettered { page, words }, diagnostics))
}

fn ruling(line: &rulings::Line, scale: f32) -> Ruling {
    let level = line.x1 - line.x0 >= line.y1 - line.y0;
    let (x0, x1) = (line.x0 as f32 * scale, (line.x1 + 1) as f32 * scale);
    let (y0, y1) = (line.y0 as f32 * scale, (line.y1 + 1) as f32 * scale);
    if level {
        let y = (y0 + y1) / 2.0;
        Ruling { x0, y0: y, x1, y1: y, thickness: y1 - y0 }
    } else {
        let x = (x0 + x1) / 2.0;
        Ruling { x0: x, y0, x1: x, y1, thickness: x1 - x0 }
    }
}

/// A part of the picture that is read by itself.
struct Piece {
    dots: GrayImage,
    /// Its upper left corner in the page's picture.
    x: u32,
    y: u32,
    readings: Vec<Reading>,
    cell: bool,
}

/// The cells with ink, and what is left of the page without the tables.
fn pieces(clean: &Picture, page: &Page, scale: f32) -> Vec<Piece> {
    let threshold = clean.threshold();
    let mut rest = clean.dots.clone();
    let mut found = Vec::new();
    for bbox in table::cell_boxes(page) {
        let (x0, y0) = ((bbox.x0.max(0.0) / scale) as u32, (bbox.y0.max(0.0) / scale) as u32);
        let width = ((bbox.width() / scale) as u32).min(clean.dots.width().saturating_sub(x0));
        let height = ((bbox.height() / scale) as u32).min(clean.dots.height().saturating_sub(y0));
        if width < 4 || height < 4 {
            continue;
        }
        let dots = imageops::crop_imm(&clean.dots, x0, y0, width, height).to_image();
        let blank = GrayImage::from_pixel(width, height, Luma([255]));
        imageops::replace(&mut rest, &blank, i64::from(x0), i64::from(y0));
        if ink(&dots, threshold) >= LEAST_INK {
            found.push(Piece { dots, x: x0, y: y0, readings: Vec::new(), cell: true });
        }
    }
    if ink(&rest, threshold) >= LEAST_INK * 4 {
        found.push(Piece { dots: rest, x: 0, y: 0, readings: Vec::new(), cell: false });
    }
    found
}

fn ink(dots: &GrayImage, threshold: u8) -> usize {
    dots.pixels().filter(|dot| dot.0[0] < threshold).count()
}

/// Reads all pieces as Vietnamese.
fn read_cells(pieces: &mut [Piece], options: &Options<'_>) -> Option<()> {
    for (cell, alphabet) in [(true, Alphabet::Vietnamese), (false, Alphabet::VietnamesePage)] {
        let chosen: Vec<GrayImage> =
            pieces.iter().filter(|piece| piece.cell == cell).map(|piece| piece.dots.clone()).collect();
        let mut read = tesseract::read(&chosen, alphabet, options.cache)?.into_iter();
        for piece in pieces.iter_mut().filter(|piece| piece.cell == cell) {
            piece.readings = read.next().unwrap_or_default();
        }
    }
    Some(())
}

/// Reads the cells that look like numbers a second time, as nothing else.
fn read_numbers(
    pieces: &mut [Piece],
    page: &Page,
    scale: f32,
    options: &Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<()> {
    let numeric = |piece: &Piece| piece.cell && is_number_like(&joined(&piece.readings));
    let dots: Vec<GrayImage> =
        pieces.iter().filter(|piece| numeric(piece)).map(|piece| piece.dots.clone()).collect();
    let mut second = tesseract::read(&dots, Alphabet::Numbers, options.cache)?.into_iter();
    for piece in pieces.iter_mut().filter(|piece| numeric(piece)) {
        diagnostics.extend(settle(piece, second.next().unwrap_or_default(), page, scale));
    }
    Some(())
}

fn joined(readings: &[Reading]) -> String {
    readings.iter().map(|reading| reading.text.as_str()).collect()
}

/// Short, and digits or nothing that could not be one misread: a second reading can tell.
fn is_number_like(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let length = text.chars().count();
    let roman =
        (1..=6).contains(&length) && text.chars().all(|c| c.is_uppercase() || matches!(c, 'l' | '|' | '.'));
    let lone = length == 1 && text.starts_with(['S', 's', 'l', 'O', 'o', 'Z', 'z', 'i', '|']);
    length <= 12 && (digits > 0 && letters <= 2 || text.is_empty() || roman || lone)
}

/// Two readings of a number: alike they are sure; else the one that is a number counts, and both are told.
fn settle(piece: &mut Piece, second: Vec<Reading>, page: &Page, scale: f32) -> Option<Diagnostic> {
    let (first_text, second_text) = (joined(&piece.readings), joined(&second));
    if first_text == second_text || second_text.is_empty() {
        let agreed = !second_text.is_empty();
        for reading in &mut piece.readings {
            reading.confidence =
                if agreed { reading.confidence.max(0.97) } else { reading.confidence.min(0.6) };
        }
        return None;
    }
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    let letters = first_text.chars().filter(|c| c.is_alphabetic()).count();
    if let Some(numeral) = roman_of(&first_text, &second_text) {
        if numeral == first_text {
            return None;
        }
        piece.readings.truncate(1);
        if let Some(reading) = piece.readings.first_mut() {
            reading.text = numeral;
        }
    } else if letters > 1 && letters == first_text.chars().count() {
        // Capitals that are no numeral: a word, which the alphabet of numbers cannot spell.
        return None;
    } else if !plain(&first_text) && plain(&second_text) || first_text.is_empty() {
        piece.readings = second;
    }
    for reading in &mut piece.readings {
        reading.confidence = DISPUTED;
    }
    let chosen = joined(&piece.readings);
    let message = format!(
        "a cell of page {} reads «{first_text}» or «{second_text}»; «{chosen}» was taken",
        page.number
    );
    let bbox = piece_box(piece, scale);
    Some(Diagnostic::warning("low-confidence", message, vec![place(page, bbox)]))
}

/// The Roman numeral that two readings mean: Tesseract takes II for H and adds marks that none has.
fn roman_of(first: &str, second: &str) -> Option<String> {
    let bare: String = first.chars().map(|c| if "ỊÌÍĨỈ|l".contains(c) { 'I' } else { c }).collect();
    // What Tesseract makes of numerals; in «STT» there is none.
    if bare.is_empty() || !bare.chars().all(|c| "IVXHNYU.".contains(c)) {
        return None;
    }
    let spelled = bare.replace('H', "II");
    let known = [first, spelled.as_str(), second].into_iter().map(|text| text.trim_end_matches('.'));
    known.into_iter().find(|text| is_roman(text)).map(str::to_owned)
}

/// Whether the letters are a Roman numeral up to 39.
fn is_roman(text: &str) -> bool {
    let units = text.trim_start_matches('X');
    let known = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    !text.is_empty() && text.len() - units.len() <= 3 && known.contains(&units)
}

fn piece_box(piece: &Piece, scale: f32) -> BBox {
    let (x, y) = (piece.x as f32 * scale, piece.y as f32 * scale);
    BBox::new(x, y, x + piece.dots.width() as f32 * scale, y + piece.dots.height() as f32 * scale)
}

fn place(page: &Page, bbox: BBox) -> Place {
    Place::Page { page: page.number, bbox, table: None, row: None }
}

/// The readings as words on the page. The words of a line share its base line, lines of about the
/// page's size share that: the OCR's boxes follow the letters and differ from word to word.
fn words(pieces: &[Piece], scale: f32) -> Vec<Word> {
    let mut lines: Vec<(f32, f32, Vec<Word>)> = Vec::new();
    for piece in pieces {
        let mut readings = piece.readings.as_slice();
        while let Some(first) = readings.first() {
            let end =
                readings.iter().position(|reading| reading.line != first.line).unwrap_or(readings.len());
            let (line, rest) = readings.split_at_checked(end).unwrap_or((readings, &[]));
            readings = rest;
            let baseline = (median(line.iter().map(|reading| reading.y1)) + piece.y as f32) * scale;
            let size = median(line.iter().map(|reading| reading.y1 - reading.y0)) * scale;
            let word = |reading: &Reading| Word {
                text: reading.text.clone(),
                bbox: BBox::new(
                    (reading.x0 + piece.x as f32) * scale,
                    0.0,
                    (reading.x1 + piece.x as f32) * scale,
                    0.0,
                ),
                confidence: reading.confidence,
                ..Word::default()
            };
            lines.push((baseline, size, line.iter().map(word).collect()));
        }
    }
    let usual = median(lines.iter().map(|(_, size, _)| *size));
    let mut words = Vec::new();
    for (baseline, size, line) in lines {
        let size = if (size - usual).abs() < 0.5 * usual { usual } else { size };
        for mut word in line {
            word.bbox.y0 = baseline - 0.8 * size;
            word.bbox.y1 = baseline + 0.2 * size;
            word.baseline = baseline;
            word.size = size;
            words.push(word);
        }
    }
    words
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Words with digits that the OCR is not sure of.
fn flag_numbers(words: &[Word], page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    for word in words {
        let doubtful = word.confidence < SURE && word.confidence > DISPUTED;
        if doubtful && word.text.contains(|c: char| c.is_ascii_digit()) {
            let message = format!(
                "«{}» on page {} is read with a confidence of {:.2}",
                word.text, page.number, word.confidence
            );
            diagnostics.push(Diagnostic::warning("low-confidence", message, vec![place(page, word.bbox)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(text: &str) -> Vec<Reading> {
        vec![Reading {
            text: text.to_owned(),
            x0: 0.0,
            y0: 0.0,
            x1: 10.0,
            y1: 10.0,
            line: 1,
            confidence: 0.9,
        }]
    }

    #[test]
    fn two_readings_of_a_number() {
        let page = Page { number: 3, ..Page::default() };
        for (first, second, taken, told) in [
            ("100%", "100%", "100%", false),
            ("l00%", "100%", "100%", true),
            ("13", "18", "13", true),
            ("85%", "", "85%", false),
            ("H", "I", "II", true),
            ("VỊ", "VI", "VI", true),
            ("VINH", "VIII", "VIII", true),
            ("III", "III", "III", false),
            ("TỔNG", "10", "TỔNG", false),
            ("STT", "I", "STT", false),
            ("S", "5", "5", true),
        ] {
            let dots = GrayImage::new(10, 10);
            let mut piece = Piece { dots, x: 0, y: 0, readings: reading(first), cell: true };
            let second = if second.is_empty() { vec![] } else { reading(second) };
            let diagnostic = settle(&mut piece, second, &page, 1.0);
            assert_eq!((joined(&piece.readings).as_str(), diagnostic.is_some()), (taken, told), "{first}");
        }
    }

    #[test]
    fn what_is_read_twice() {
        for (text, twice) in [
            ("100%", true),
            ("", true),
            ("III", true),
            ("S", true),
            ("l5", true),
            ("Cấp xã: 10%", false),
            ("Ghi chú", false),
        ] {
            assert_eq!(is_number_like(text), twice, "{text}");
        }
    }
}
