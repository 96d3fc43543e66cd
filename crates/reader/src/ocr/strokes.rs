//! The strokes of Roman numerals, counted: Tesseract reads II as H and III as HI or II, and no second
//! reading tells them apart; on the picture they are two bars or three. Likewise the bar of «≥», for which
//! its alphabet has no letter but «>».

use image::{GrayImage, imageops};
use std::ops::Range;

/// What a word that may be a numeral is made of, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strokes {
    /// Something else stands before the bars, such as V.
    before: bool,
    bars: usize,
    /// Something else stands behind them.
    after: bool,
    /// A full stop ends the word.
    stop: bool,
}

/// Lower letters have too few dots to tell a bar from a blot.
const LEAST_HEIGHT: u32 = 14;
/// The edge of a bar is ragged by so many dots on a bi-level scan.
const RAGGED: u32 = 3;

/// Counts the bars; `None` where there are none or something stands between them.
pub fn count(dots: &GrayImage, threshold: u8) -> Option<Strokes> {
    let is_ink = |x: u32, y: u32| dots.get_pixel(x, y).0[0] < threshold;
    let (width, height) = dots.dimensions();
    let inked = |y: &u32| (0..width).any(|x| is_ink(x, *y));
    let (top, bottom) = ((0..height).find(inked)?, (0..height).rev().find(inked)?);
    let tall = bottom - top + 1;
    if tall < LEAST_HEIGHT {
        return None;
    }
    let ink = |x: u32, from: u32, to: u32| (from..=to).filter(|y| is_ink(x, *y)).count() as u32;
    let bars = bars((0..width).map(|x| ink(x, top, bottom) * 10 >= tall * 8), tall / 2)?;
    let (first, last) = (bars.first()?.0, bars.last()?.1);
    let middle = |x: &u32| ink(*x, top + tall * 3 / 10, top + tall * 7 / 10) > 0;
    let beside = |x: &u32| bars.iter().any(|(from, to)| *x + RAGGED >= *from && *x <= *to + RAGGED);
    if (first..=last).any(|x| !beside(&x) && middle(&x)) {
        return None;
    }
    let after = (last + RAGGED + 1..width).any(|x| middle(&x));
    let low = |x: &u32| ink(*x, top, top + tall / 2) == 0 && ink(*x, bottom - tall / 5, bottom) > 1;
    let stop: Vec<u32> = (last + RAGGED + 1..width).filter(low).collect();
    // A foot that runs on from the bar is that of an L.
    if stop.first().is_some_and(|x| ink(x - 1, top, bottom) > 0) {
        return None;
    }
    Some(Strokes {
        before: (0..first.saturating_sub(RAGGED)).any(|x| middle(&x)),
        bars: bars.len(),
        after,
        stop: !after && stop.len() > 2,
    })
}

/// Runs of full columns; `None` where one is thicker than any bar.
fn bars(full: impl Iterator<Item = bool>, thickest: u32) -> Option<Vec<(u32, u32)>> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for (x, _) in (0..).zip(full).filter(|(_, full)| *full) {
        match found.last_mut() {
            Some((_, end)) if x <= *end + 2 => *end = x,
            _ => found.push((x, x)),
        }
    }
    found.iter().all(|(from, to)| to - from < thickest).then_some(found)
}

/// The numeral that a word means by its strokes, with its full stop, and whether that is sure; `None`
/// where it may be anything else. Bars that run together count as one: where the OCR saw more, its count
/// is taken, and neither is sure.
pub fn numeral(read: &str, strokes: Strokes) -> Option<(String, bool)> {
    let (head, tail) = split(read);
    // IV and IX are no misread bars.
    if head.trim_start_matches(['V', 'X']).contains(['V', 'X']) {
        return None;
    }
    let lead = match read.chars().next()? {
        lead @ ('V' | 'X') => lead.to_string(),
        _ => String::new(),
    };
    let seen: usize =
        head.chars().map(|c| if c == 'H' { 2 } else { usize::from("IÍÌỊĨỈ|".contains(c)) }).sum();
    let bars = strokes.bars.max(seen);
    let known = !strokes.after && strokes.before != lead.is_empty() && (1..=3).contains(&bars);
    let stop = if tail.is_empty() && (strokes.stop || head.ends_with('.')) { "." } else { tail };
    known.then(|| (format!("{lead}{}{stop}", "I".repeat(bars)), bars == strokes.bars))
}

/// Width of a year and the slash before it, as a share of their height: in common fonts a digit is half
/// an em wide, the slash a quarter.
const YEAR_WIDTH: f32 = 3.35;
/// Width of a mark that ends a word, and of a bracket, likewise.
const MARK_WIDTH: f32 = 0.38;
const BRACKET_WIDTH: f32 = 0.5;

/// The part of a word's picture that holds its numeral: of «II/2026» what stands before the slash.
pub fn numeral_part(dots: GrayImage, read: &str, threshold: u8) -> GrayImage {
    let (_, tail) = split(read);
    if tail.is_empty() {
        return dots;
    }
    let (columns, rows) = edges(&dots, threshold);
    let widths = tail.chars().map(|c| match c {
        '/' | '⁄' => YEAR_WIDTH,
        ')' => BRACKET_WIDTH,
        c if c.is_ascii_digit() => 0.0,
        _ => MARK_WIDTH,
    });
    let tail = widths.sum::<f32>() * rows.len() as f32;
    let width = columns.end.saturating_sub(tail as u32).max(1);
    imageops::crop_imm(&dots, 0, 0, width, dots.height()).to_image()
}

/// A numeral, and what stands behind it: a year behind a slash, or a closing bracket.
fn split(read: &str) -> (&str, &str) {
    let at = read.find(|c: char| is_slash(c) || c == ')').unwrap_or(read.len());
    let (head, tail) = read.split_at_checked(at).unwrap_or((read, ""));
    let year = tail.trim_start_matches(is_slash).trim_end_matches(['.', ',', ';', ':', ')']);
    let known = year.is_empty() || year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    if known { (head, tail) } else { (read, "") }
}

fn is_slash(c: char) -> bool {
    matches!(c, '/' | '⁄')
}

/// The columns and rows from the first ink to the last.
pub fn edges(dots: &GrayImage, threshold: u8) -> (Range<u32>, Range<u32>) {
    let ink = dots.enumerate_pixels().filter(|(_, _, dot)| dot.0[0] < threshold);
    let found = ink.fold(None, |edges, (x, y, _)| {
        let (x0, y0, x1, y1) = edges.unwrap_or((x, y, x, y));
        Some((x0.min(x), y0.min(y), x1.max(x), y1.max(y)))
    });
    found.map_or((0..0, 0..0), |(x0, y0, x1, y1)| (x0..x1 + 1, y0..y1 + 1))
}

/// The columns of the first letter: as far as the first column without ink.
fn first_letter(dots: &GrayImage, threshold: u8) -> Range<u32> {
    let inked = |x: &u32| (0..dots.height()).any(|y| dots.get_pixel(*x, y).0[0] < threshold);
    let from = (0..dots.width()).find(inked).unwrap_or_default();
    let to = (from..dots.width()).find(|x| !inked(x)).unwrap_or(dots.width());
    from..to
}

/// A word's picture without its first letter.
pub fn without_first(dots: &GrayImage, threshold: u8) -> GrayImage {
    let from = first_letter(dots, threshold).end.min(dots.width().saturating_sub(1));
    imageops::crop_imm(dots, from, 0, dots.width() - from, dots.height()).to_image()
}

/// Whether white space stands behind the first letter, wider than between the letters of a word.
pub fn is_first_apart(dots: &GrayImage, threshold: u8) -> bool {
    let (_, rows) = edges(dots, threshold);
    let rest = without_first(dots, threshold);
    let gap = edges(&rest, threshold).0;
    !gap.is_empty() && gap.start as usize * 4 > rows.len()
}

/// Whether the first letter stands on a bar as wide as itself: «≥», not «>».
pub fn is_barred(dots: &GrayImage, threshold: u8) -> bool {
    let columns = first_letter(dots, threshold);
    let letter = imageops::crop_imm(dots, columns.start, 0, columns.len() as u32, dots.height()).to_image();
    let (columns, rows) = edges(&letter, threshold);
    let foot = rows.end - rows.len() as u32 / 5..rows.end;
    let inked = |x: &u32| foot.clone().any(|y| letter.get_pixel(*x, y).0[0] < threshold);
    rows.len() as u32 >= LEAST_HEIGHT && columns.clone().filter(inked).count() * 10 >= columns.len() * 8
}

/// Whether a word may be a numeral with bars, as Tesseract spells them.
pub fn is_numeral_like(read: &str) -> bool {
    let (read, _) = split(read);
    // I with its full stop is read as L.
    if read == "L." {
        return true;
    }
    let bare = read.trim_end_matches(['.', ',', ':', ';']);
    let bar = |c: char| "IHlÍÌỊĨỈ|".contains(c);
    let length = bare.chars().count();
    // «IT» and «IL» may be meant, in «TII» and «IIIL» it is a serif or a full stop.
    let part = |c: char| bar(c) || "VX".contains(c) || length > 2 && "TLJN1".contains(c);
    (1..=5).contains(&length) && bare.chars().all(part) && bare.chars().any(|c| c != 'l' && bar(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    /// A picture of 40 dots' height from its strokes: bars, a V, the crossbar of an H, a full stop.
    fn drawn(word: &str) -> GrayImage {
        let mut dots = GrayImage::from_pixel(200, 60, Luma([255]));
        let mut x = 10;
        for stroke in word.chars() {
            for y in 10..50 {
                let (from, to) = match stroke {
                    'I' => (x + 3, x + 8),
                    'V' => (x + (y - 10) / 4, x + 24 - (y - 10) / 4),
                    '-' if (28..32).contains(&y) => (x, x + 12),
                    '.' if y > 43 => (x, x + 5),
                    '_' if y > 44 => (x - 6, x + 12),
                    _ => continue,
                };
                let ends = stroke == 'V';
                for column in (from..to).filter(|c| !ends || c - from < 5 || to - c < 5) {
                    dots.put_pixel(column, y, Luma([0]));
                }
            }
            x += if stroke == 'V' { 28 } else { 12 };
        }
        dots
    }

    #[test]
    fn bars_are_counted() {
        for (word, read, meant) in [
            ("II", "H", Some("II")),
            ("III", "HI", Some("III")),
            ("III.", "IIIL", Some("III.")),
            ("III", "II", Some("III")),
            ("VII", "VH", Some("VII")),
            ("I-I", "H", None),
            ("I .", "L.", Some("I.")),
            ("I_", "L.", None),
            ("IV", "IV", None),
            ("V", "V", None),
            ("II", "VI", None),
        ] {
            let found = count(&drawn(word), 128).and_then(|strokes| numeral(read, strokes));
            assert_eq!(found, meant.map(|meant: &str| (meant.to_owned(), true)), "{word} read as {read}");
        }
        for (word, read, meant) in [("II", "HI).", "III)."), ("I", "II", "II")] {
            let found = count(&drawn(word), 128).and_then(|strokes| numeral(read, strokes));
            assert_eq!(found, Some((meant.to_owned(), false)), "{word} read as {read}");
        }
    }

    /// «>» of 40 dots' height, with or without its bar, and a digit at a distance.
    fn compared(bar: bool, gap: u32) -> GrayImage {
        GrayImage::from_fn(120, 60, |x, y| {
            let arm = |y: u32| x.abs_diff(10 + y.min(30 - y) * 2) < 5;
            let sign = (10..40).contains(&y) && arm(y - 10) && (10..40).contains(&x);
            let foot = bar && (46..50).contains(&y) && (10..40).contains(&x);
            let digit = (10..50).contains(&y) && (40 + gap..60 + gap).contains(&x);
            Luma([if sign || foot || digit { 0 } else { 255 }])
        })
    }

    #[test]
    fn comparators_are_told_by_their_bar() {
        for (bar, gap) in [(true, 5), (false, 5), (true, 20), (false, 20)] {
            let dots = compared(bar, gap);
            assert_eq!(is_barred(&dots, 128), bar, "{bar} {gap}");
            assert_eq!(is_first_apart(&dots, 128), gap > 10, "{bar} {gap}");
            assert_eq!(edges(&without_first(&dots, 128), 128).0.len(), 20);
        }
    }

    #[test]
    fn years_and_brackets_are_no_part_of_a_numeral() {
        for (read, parts) in [
            ("II/2026.", ("II", "/2026.")),
            ("HI⁄2026", ("HI", "⁄2026")),
            ("III).", ("III", ").")),
            ("VII.", ("VII.", "")),
            ("II/26", ("II/26", "")),
        ] {
            assert_eq!(split(read), parts, "{read}");
        }
        let found = numeral("H/2026", count(&drawn("III"), 128).unwrap());
        assert_eq!(found, Some(("III/2026".to_owned(), true)));
        assert_eq!(numeral("IV/2026", count(&drawn("I"), 128).unwrap()), None);
    }

    #[test]
    fn numerals_are_told_from_words() {
        for (read, like) in [
            ("H", true),
            ("IIIL", true),
            ("VỊ", true),
            ("VIII.", true),
            ("L.", true),
            ("IT", false),
            ("TT", false),
            ("l", false),
            ("11", false),
            ("V", false),
            ("HĐND", false),
        ] {
            assert_eq!(is_numeral_like(read), like, "{read}");
        }
    }
}
