//! The strokes of Roman numerals, counted: Tesseract reads II as H and III as HI or II, and no second
//! reading tells them apart; on the picture they are two bars or three.

use image::GrayImage;

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

/// The numeral that a word means by its strokes, with its full stop; `None` where it may be anything else.
pub fn numeral(read: &str, strokes: Strokes) -> Option<String> {
    let lead = match read.chars().next()? {
        lead @ ('V' | 'X') => lead.to_string(),
        _ => String::new(),
    };
    let known = !strokes.after && strokes.before != lead.is_empty() && (1..=3).contains(&strokes.bars);
    let stop = if strokes.stop || read.ends_with('.') { "." } else { "" };
    known.then(|| format!("{lead}{}{stop}", "I".repeat(strokes.bars)))
}

/// Whether a word may be a numeral with bars, as Tesseract spells them.
pub fn is_numeral_like(read: &str) -> bool {
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
            assert_eq!(found.as_deref(), meant, "{word} read as {read}");
        }
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
