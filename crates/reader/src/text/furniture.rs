//! Page numbers: set aside before anything else is read.

use super::line::TextLine;
use super::shape;

/// The page's lines, and its number where one is printed at the head or foot.
pub fn set_aside(page: &[TextLine]) -> (Vec<&TextLine>, Vec<&TextLine>) {
    let filled: Vec<usize> =
        (0..page.len()).filter(|&at| page.get(at).is_some_and(|line| !line.is_blank())).collect();
    let candidates = [filled.first(), filled.last()];
    let found = candidates
        .into_iter()
        .flatten()
        .copied()
        .find(|&at| filled.len() > 1 && page.get(at).is_some_and(is_page_number));
    let kept = (0..page.len()).filter(|&at| Some(at) != found).filter_map(|at| page.get(at)).collect();
    (kept, found.and_then(|at| page.get(at)).into_iter().collect())
}

/// «3», «- 3 -», «3/12»; not far from the page's count in the file, or in the middle of the line.
fn is_page_number(line: &TextLine) -> bool {
    const NEAR: usize = 3;
    const MIDDLE: usize = 12;
    let words: Vec<&str> =
        line.words.iter().map(|word| word.text.as_str()).filter(|word| !matches!(*word, "-" | "–")).collect();
    let [word] = words.as_slice() else { return false };
    let number = word.split('/').next().and_then(shape::whole_number);
    number.and_then(|number| usize::try_from(number).ok()).is_some_and(|number| {
        line.page > 0 && (number.abs_diff(line.page + 1) <= NEAR || line.indent() >= MIDDLE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::line::pages;

    #[test]
    fn numbers_of_pages() {
        for (text, found) in [
            ("a\n\u{c}          2\nb", true),
            ("a\n\u{c}2\nb", true),
            ("a\n\u{c}b\n  - 2 -\n", true),
            ("1\na\nb", false),
            ("a\n\u{c}2024\nb", false),
            ("a\n\u{c}2 b\nb", false),
        ] {
            let pages = pages(text);
            let last = pages.last().unwrap();
            assert_eq!(set_aside(last).1.len(), usize::from(found), "{text:?}");
        }
    }
}
