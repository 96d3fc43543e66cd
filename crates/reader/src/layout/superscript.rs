//! Raised marks, such as a footnote's number: small words above the base line of a neighbour.

use super::Word;

/// A mark is at most this large beside its neighbour.
const SMALL: f32 = 0.8;
/// A mark's base line stands this far above its neighbour's, in the neighbour's sizes.
const RAISED: std::ops::RangeInclusive<f32> = 0.12..=0.7;
/// A mark stands this close to its neighbour, in the neighbour's sizes.
const NEAR: f32 = 0.7;
/// Longer words are text set small, not marks.
const LONGEST: usize = 5;

/// Marks them, sets them down on the neighbour's base line and glues them to a neighbour on the left.
pub fn mark(words: &mut [Word]) {
    let Some(usual) = usual_size(words) else { return };
    let small: Vec<usize> =
        (0..words.len()).filter(|i| words.get(*i).is_some_and(|word| could_be(word, usual))).collect();
    if small.is_empty() {
        return;
    }
    let mut order: Vec<usize> = (0..words.len()).collect();
    let top = |i: &usize| words.get(*i).map_or(0.0, |word| word.baseline);
    order.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let mut raised: Vec<(usize, usize)> = Vec::new();
    for index in small {
        let Some(word) = words.get(index) else { continue };
        let from = order.partition_point(|i| top(i) <= word.baseline);
        let near = order.iter().skip(from).take_while(|i| top(i) < word.baseline + usual * 1.5);
        let candidates = near.filter_map(|i| words.get(*i).map(|other| (*i, other)));
        let closest = candidates
            .filter(|(_, other)| is_raised_beside(word, other))
            .min_by(|a, b| distance(word, a.1).total_cmp(&distance(word, b.1)));
        if let Some((neighbour, _)) = closest {
            raised.push((index, neighbour));
        }
    }
    settle(words, &raised);
}

fn settle(words: &mut [Word], raised: &[(usize, usize)]) {
    for (index, neighbour) in raised {
        let Some(other) = words.get(*neighbour) else { continue };
        let (baseline, right, size, middle) =
            (other.baseline, other.bbox.x1, other.size, other.bbox.center().0);
        if let Some(word) = words.get_mut(*index) {
            word.superscript = true;
            word.baseline = baseline;
            word.glued = middle < word.bbox.x0 && word.bbox.x0 - right < 0.15 * size;
        }
    }
}

fn could_be(word: &Word, usual: f32) -> bool {
    word.rotation == 0
        && word.size <= usual * SMALL
        && word.text.chars().count() <= LONGEST
        && word.text.chars().all(|c| c.is_alphanumeric() || "()[]*,".contains(c))
}

fn is_raised_beside(word: &Word, other: &Word) -> bool {
    word.rotation == other.rotation
        && word.size <= other.size * SMALL
        && RAISED.contains(&((other.baseline - word.baseline) / other.size.max(0.1)))
        && distance(word, other) <= NEAR * other.size
}

/// The gap between the two, whichever stands left.
fn distance(word: &Word, other: &Word) -> f32 {
    if other.bbox.center().0 < word.bbox.center().0 {
        (word.bbox.x0 - other.bbox.x1).abs()
    } else {
        (other.bbox.x0 - word.bbox.x1).abs()
    }
}

/// The size that most letters are set in.
fn usual_size(words: &[Word]) -> Option<f32> {
    super::commonest(words.iter().map(|word| (word.size, word.text.len())), 0.5)
}

#[cfg(test)]
mod tests {
    use crate::layout::samples::{page_of, typed};
    use crate::layout::word::words;

    #[test]
    fn a_small_raised_number_is_a_mark() {
        let page = page_of(&[
            typed("đạt 95%", 72.0, 100.0, 14.0),
            typed("1", 72.0 + 49.5, 95.0, 8.0),
            typed("năm sau", 72.0, 118.0, 14.0),
        ]);
        let found = words(&page);
        let marks: Vec<_> = found.iter().filter(|word| word.superscript).collect();
        assert_eq!(marks.len(), 1);
        assert_eq!((marks[0].text.as_str(), marks[0].glued, marks[0].baseline), ("1", true, 100.0));
    }

    #[test]
    fn small_print_below_is_none() {
        let page = page_of(&[typed("đạt 95%", 72.0, 100.0, 14.0), typed("12", 72.0, 130.0, 8.0)]);
        assert!(words(&page).iter().all(|word| !word.superscript));
    }
}
