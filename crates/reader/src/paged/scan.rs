//! A page read from its picture: rulings, the cells that they enclose, words with their confidence.
//!
//! Each cell is cut out and read by itself, its borders erased: read as a whole, a table's lines become
//! letters.

mod numbers;
mod unread;

use super::Lettered;
use crate::layout::Word;
use crate::ocr::tesseract::{self, Alphabet};
use crate::ocr::{Picture, Reading, blots, rulings, seals, specks, strip, strokes};
use crate::{Options, table};
use image::{GrayImage, Luma, imageops};
use model::page::Font;
use model::{BBox, Diagnostic, Dispute, Page, Place, Ruling};

/// Words under this confidence that hold a digit are pointed out.
const SURE: f32 = 0.8;
/// Fewer dots of ink in a cell are dust.
const LEAST_INK: usize = 25;
/// Two lines of writing are taller, in points.
const LOW: f32 = 22.0;
/// Words of so many letters are wider than tall.
const LONG: usize = 4;
/// Dots of ink on a page without writing, at most: dust, folds, the shadow of an edge.
const MOST_BLANK_INK: usize = 20_000;
/// A page of which less can be read lies on its side or upside down.
const READABLE: f32 = 0.6;

/// A page as it was read, and how well.
struct Attempt {
    page: Lettered,
    diagnostics: Vec<Diagnostic>,
    score: f32,
}

/// Reads a page's picture, turned upright; `None` where the OCR fails.
pub fn read(picture: &Picture, page: &Page, options: &Options<'_>) -> Option<(Lettered, Vec<Diagnostic>)> {
    let read = read_upright(picture, page, options)?;
    Some((read.page, read.diagnostics))
}

fn read_upright(picture: &Picture, page: &Page, options: &Options<'_>) -> Option<Attempt> {
    let prepared = Prepared::new(picture.clone(), page);
    let read = prepared.read(options)?;
    if read.score >= READABLE || read.page.words.len() < 8 && read.score > 0.0 {
        return Some(read);
    }
    let Some(quarters) = best_turn(&prepared.clean, options) else { return Some(read) };
    drop(prepared);
    let other = turned(picture, page, quarters).read(options);
    // A strip proves little; the whole page has to be read better.
    other.filter(|other| other.score > read.score).or(Some(read))
}

/// The turn by which a strip of the page can be read best; `None` where it is that in which it lies.
fn best_turn(clean: &Picture, options: &Options<'_>) -> Option<u32> {
    let strips: Vec<GrayImage> = (0..4).map(|quarters| strip::of(&clean.turned(quarters))).collect();
    let read = tesseract::read(&strips, Alphabet::Vietnamese, options.cache)?;
    let scores = (0..4).zip(&read).map(|(quarters, readings)| (quarters, share(readings.iter(), options)));
    let best = scores.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (best.0 > 0).then_some(best.0)
}

fn turned(picture: &Picture, page: &Page, quarters: u32) -> Prepared {
    let mut turned = page.clone();
    if quarters % 2 == 1 {
        (turned.width, turned.height) = (page.height, page.width);
    }
    Prepared::new(picture.turned(quarters), &turned)
}

/// Readable words for each word, weighed by how sure the OCR is of them, and so that a handful proves
/// nothing: writing on its side gives short scraps that could be words. Where the OCR finds that it lies
/// on its side, it reads the words and loses their order.
fn share<'a>(readings: impl Iterator<Item = &'a Reading> + Clone, options: &Options<'_>) -> f32 {
    let text: Vec<&str> = readings.clone().map(|reading| reading.text.as_str()).collect();
    let sure: f32 = readings.clone().map(|reading| reading.confidence).sum();
    let (words, readable) = (options.readability)(&text.join(" "));
    let long = readings.filter(|reading| reading.text.chars().count() >= LONG);
    let (level, on_side): (Vec<&Reading>, Vec<&Reading>) = long.partition(|reading| reading.is_level());
    let level = (level.len() + 1) as f32 / (level.len() + on_side.len() + 1) as f32;
    readable as f32 / (words as f32).max(8.0) * sure / (text.len() as f32).max(1.0) * level
}

/// A level picture with its drawn lines, and without them.
struct Prepared {
    clean: Picture,
    /// The page with its rulings.
    page: Page,
    /// Points for a dot.
    scale: f32,
    seals: Vec<seals::Seal>,
}

impl Prepared {
    fn new(picture: Picture, page: &Page) -> Self {
        let scale = page.width / picture.dots.width().max(1) as f32;
        let dots_per_inch = 72.0 / scale.max(0.01);
        let picture = blots::erase(picture.evened(), dots_per_inch).levelled();
        let (level, upright) = rulings::find(&picture, dots_per_inch);
        let lines = [level, upright].concat();
        let rulings =
            lines.iter().map(|line| ruling(&line.edges, scale)).filter(|ruling| ruling.x0.is_finite());
        let page = Page {
            number: page.number,
            width: page.width,
            height: page.height,
            rulings: rulings.collect(),
            fonts: vec![Font { name: "".into(), bold: false, italic: false }],
            ocr: true,
            ..Page::default()
        };
        let mut clean = rulings::erase(picture, &lines);
        let threshold = clean.threshold();
        let seals = seals::find(&clean.dots, threshold, dots_per_inch);
        for seal in &seals {
            seals::erase(&mut clean.dots, seal, threshold, dots_per_inch);
        }
        specks::erase(&mut clean.dots, threshold, dots_per_inch);
        Self { clean, page, scale, seals }
    }

    fn read(&self, options: &Options<'_>) -> Option<Attempt> {
        let Self { clean, page, scale, seals } = self;
        let (scale, threshold) = (*scale, clean.threshold());
        let mut pieces = pieces(clean, threshold, page, scale);
        let mut diagnostics = Vec::new();
        read_cells(&mut pieces, scale, options)?;
        let disputes = numbers::settle(&mut pieces, (page, scale, threshold), options)?;
        let inked: usize = pieces.iter().map(|piece| ink(&piece.dots, threshold)).sum();
        if words_of(&pieces) == 0 && inked > MOST_BLANK_INK {
            let message = format!("nothing on page {} could be read", page.number);
            let whole = BBox::new(0.0, 0.0, page.width, page.height);
            diagnostics.push(Diagnostic::warning("page-unreadable", message, vec![place(page, whole)]));
        }
        diagnostics.extend(unread_ink(&unread::find(&pieces, seals, threshold, 72.0 / scale), page, scale));
        let score = share(pieces.iter().flat_map(|piece| &piece.readings), options);
        let mut words = words(&pieces, scale);
        flag_numbers(&words, page, &disputes, &mut diagnostics);
        words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
        Some(Attempt { page: Lettered { page: page.clone(), words, disputes }, diagnostics, score })
    }
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

impl Piece {
    /// Its place on the page, or that of one of its words.
    fn place(&self, word: Option<usize>, scale: f32) -> BBox {
        let (x, y) = (self.x as f32 * scale, self.y as f32 * scale);
        let whole = (0.0, 0.0, self.dots.width() as f32, self.dots.height() as f32);
        let word = word.and_then(|word| self.readings.get(word));
        let (x0, y0, x1, y1) = word.map_or(whole, |word| (word.x0, word.y0, word.x1, word.y1));
        BBox::new(x + x0 * scale, y + y0 * scale, x + x1 * scale, y + y1 * scale)
    }
}

/// The cells with ink, and what is left of the page without the tables.
fn pieces(clean: &Picture, threshold: u8, page: &Page, scale: f32) -> Vec<Piece> {
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
    found.extend(inked_part(&rest, threshold).filter(|part| ink(&part.dots, threshold) >= LEAST_INK * 4));
    found
}

/// The part of a picture that holds ink: looking for layout in white paper takes time.
fn inked_part(dots: &GrayImage, threshold: u8) -> Option<Piece> {
    let (columns, rows) = strokes::edges(dots, threshold);
    let (x, y) = (columns.start, rows.start);
    let part = imageops::crop_imm(dots, x, y, columns.len() as u32, rows.len() as u32).to_image();
    (!columns.is_empty()).then_some(Piece { dots: part, x, y, readings: Vec::new(), cell: false })
}

fn words_of(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.readings.len()).sum()
}

fn ink(dots: &GrayImage, threshold: u8) -> usize {
    dots.pixels().filter(|dot| dot.0[0] < threshold).count()
}

/// Reads all pieces as Vietnamese.
fn read_cells(pieces: &mut [Piece], scale: f32, options: &Options<'_>) -> Option<()> {
    // A page number alone is read with the cells: a process of its own takes as long as ten of them.
    let among_cells = pieces.len() > 1;
    let is_block = |piece: &Piece| piece.cell || among_cells && is_low(piece, scale);
    let blocks: Vec<bool> = pieces.iter().map(is_block).collect();
    for (block, alphabet) in [(true, Alphabet::Vietnamese), (false, Alphabet::VietnamesePage)] {
        let mut chosen: Vec<&mut Piece> =
            pieces.iter_mut().zip(&blocks).filter(|(_, is)| **is == block).map(|(piece, _)| piece).collect();
        let dots: Vec<GrayImage> = chosen.iter().map(|piece| piece.dots.clone()).collect();
        let mut read = tesseract::read(&dots, alphabet, options.cache)?.into_iter();
        for piece in &mut chosen {
            piece.readings = read.next().unwrap_or_default();
        }
    }
    Some(())
}

/// Too low for more than a line or two, whose order asks no question.
fn is_low(piece: &Piece, scale: f32) -> bool {
    (piece.dots.height() as f32) * scale < LOW
}

/// One remark for all that a page holds and nobody read; boxes in dots.
fn unread_ink(found: &[BBox], page: &Page, scale: f32) -> Option<Diagnostic> {
    let points = |bbox: &BBox| BBox::new(bbox.x0 * scale, bbox.y0 * scale, bbox.x1 * scale, bbox.y1 * scale);
    let places: Vec<Place> = found.iter().map(|bbox| place(page, points(bbox))).collect();
    let message = format!("there is writing on page {} from which no words were read", page.number);
    (!places.is_empty()).then(|| Diagnostic::warning("unread-ink", message, places))
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
            let (line, _) = readings.split_at_checked(end).unwrap_or((readings, &[]));
            let (line, rest) = readings.split_at_checked(side_end(line)).unwrap_or((readings, &[]));
            readings = rest;
            let baseline = (foot(line) + piece.y as f32) * scale;
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

/// Where a line's left side ends: what stands far to the right of it on another level, such as the rim of
/// a seal beside «Nơi nhận:», is no part of it.
fn side_end(line: &[Reading]) -> usize {
    let size = median(line.iter().map(|reading| reading.y1 - reading.y0));
    let parts = |at: &usize| {
        let Some((left, right)) = line.split_at_checked(*at) else { return false };
        let gap = right.first().zip(left.last()).map_or(0.0, |(right, left)| right.x0 - left.x1);
        gap > FAR * size && (foot(left) - foot(right)).abs() > OFF_LEVEL * size
    };
    (1..line.len()).find(parts).unwrap_or(line.len())
}

/// Where the letters of a line stand: the lower edge of the words that have nothing below it.
fn foot(line: &[Reading]) -> f32 {
    let standing = || line.iter().filter(|reading| !reading.text.contains(|c| SINKING.contains(c)));
    if standing().next().is_some() {
        return median(standing().map(|reading| reading.y1));
    }
    median(line.iter().map(|reading| reading.y1 - SUNK * (reading.y1 - reading.y0)))
}

/// What stands beside a line at such a distance, in sizes …
const FAR: f32 = 3.0;
/// … and so far above or below it is a line of its own.
const OFF_LEVEL: f32 = 0.35;
/// Letters and marks that reach below the base line …
const SINKING: &str = "gjpqyQ,;()[]{}/|ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴýỳỷỹ";
/// … by this share of their word's height.
const SUNK: f32 = 0.2;

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Words with digits that the OCR is not sure of, and of which nothing has been said yet.
fn flag_numbers(words: &[Word], page: &Page, disputes: &[Dispute], diagnostics: &mut Vec<Diagnostic>) {
    let told: Vec<BBox> = disputes.iter().filter_map(|dispute| dispute.place.bbox()).collect();
    let is_told = |word: &Word| {
        let (x, y) = word.bbox.center();
        told.iter().any(|bbox| bbox.contains(x, y))
    };
    for word in words.iter().filter(|word| !is_told(word)) {
        let message = if is_impossible_date(&word.text) {
            format!("«{}» on page {} is no date", word.text, page.number)
        } else if word.confidence < SURE && is_numeric(&word.text) {
            format!(
                "«{}» on page {} is read with a confidence of {:.2}",
                word.text, page.number, word.confidence
            )
        } else {
            continue;
        };
        diagnostics.push(Diagnostic::warning("low-confidence", message, vec![place(page, word.bbox)]));
    }
    for trio in words.windows(3) {
        if let [from, dash, to] = trio
            && matches!(dash.text.as_str(), "-" | "–" | "—")
            && is_backward(&from.text, &to.text)
        {
            let message =
                format!("«{} - {}» on page {} ends before it begins", from.text, to.text, page.number);
            let places = vec![place(page, from.bbox), place(page, to.bbox)];
            diagnostics.push(Diagnostic::warning("low-confidence", message, places));
        }
    }
}

/// «01/5» up to «30/4/2026»: one of the two is misread.
fn is_backward(from: &str, to: &str) -> bool {
    let parts = |text: &str| -> Option<Vec<u32>> {
        let core = text.trim_matches(|c: char| !c.is_ascii_digit());
        core.split('/').map(|part| part.parse().ok()).collect()
    };
    let (Some(from), Some(to)) = (parts(from), parts(to)) else { return false };
    match (from.as_slice(), to.as_slice()) {
        ([day, month], [last_day, last_month, _]) => (month, day) > (last_month, last_day),
        ([day, month, year], [last_day, last_month, last_year]) => {
            (year, month, day) > (last_year, last_month, last_day)
        }
        _ => false,
    }
}

/// Holds a digit, or is a Roman numeral.
fn is_numeric(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ',', ';', ':', ')']);
    text.contains(|c: char| c.is_ascii_digit())
        || bare.contains(['I', 'V', 'X']) && bare.chars().all(|c| "IVXHl".contains(c))
}

/// «42/02/2018»: no calendar has such a day, however sure the OCR is of its digits.
fn is_impossible_date(text: &str) -> bool {
    let core = text.trim_matches(|c: char| !c.is_ascii_digit());
    let parts: Vec<&str> = core.split('/').collect();
    let [day, month, year] = parts.as_slice() else { return false };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let (Some(day), Some(month)) = (number(day), number(month)) else { return false };
    year.len() == 4 && year.parse::<u32>().is_ok() && !((1..=31).contains(&day) && (1..=12).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_that_end_before_they_begin_are_told() {
        for (from, to, backward) in [
            ("01/5", "30/4/2026", true),
            ("01/3", "30/4/2026;", false),
            ("(15/12/2025", "15/01/2026)", false),
            ("15/12/2026", "15/01/2026", true),
            ("95", "100", false),
            ("15/12", "15/01", false),
        ] {
            assert_eq!(is_backward(from, to), backward, "{from} - {to}");
        }
    }

    #[test]
    fn dates_that_no_calendar_has_are_told() {
        for (text, impossible) in [
            ("42/02/2018", true),
            ("(12/20/2018);", true),
            ("00/1/2018", true),
            ("22/02/2018", false),
            ("35/2018", false),
            ("45/50/60", false),
            ("120/33/2018", false),
            ("ngày", false),
        ] {
            assert_eq!(is_impossible_date(text), impossible, "{text}");
        }
    }
}
