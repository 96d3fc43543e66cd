//! Footnotes: small print at the foot of a page, under a short rule or behind a raised mark.

use super::TextLine;
use model::Ruling;

/// Footnotes are set at most this large beside the body.
const SMALL: f32 = 0.92;
/// A rule above footnotes is at most this share of the page's width.
const SHORT_RULE: f32 = 0.5;

/// Takes the footnotes off the end of a page's lines, which are sorted from top to bottom.
pub fn take_footnotes(
    lines: &mut Vec<TextLine>,
    rulings: &[Ruling],
    body_size: f32,
    width: f32,
) -> Vec<TextLine> {
    let small = lines.iter().rev().take_while(|line| line.size <= body_size * SMALL).count();
    let from = lines.len() - small;
    let starts = |index: &usize| {
        lines.get(*index).is_some_and(|line| has_mark(line) || rule_above(line, rulings, width))
    };
    let Some(start) = (from..lines.len()).find(starts) else { return Vec::new() };
    // Small print that began further up is a text of its own, a list of recipients say.
    let alone = start == from
        || lines.get(start).is_some_and(|line| rule_above(line, rulings, width))
        || lines
            .get(start - 1)
            .zip(lines.get(start))
            .is_some_and(|(above, line)| line.bbox.y0 - above.bbox.y1 > 1.5 * line.size);
    if alone { lines.split_off(start) } else { Vec::new() }
}

fn has_mark(line: &TextLine) -> bool {
    line.words.first().is_some_and(|word| word.superscript) && line.words.len() > 1
}

fn rule_above(line: &TextLine, rulings: &[Ruling], width: f32) -> bool {
    rulings.iter().any(|rule| {
        let length = rule.x1 - rule.x0;
        rule.is_horizontal()
            && (36.0..width * SHORT_RULE).contains(&length)
            && (rule.x0 - line.bbox.x0).abs() < 1.5 * line.size
            && (-2.0..2.2 * line.size).contains(&(line.bbox.y0 - rule.y1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::samples::{page_of, typed};
    use crate::layout::{lines, words};

    fn taken(rule: Option<Ruling>) -> Vec<String> {
        let page = page_of(&[
            typed("Thực hiện theo Nghị quyết", 72.0, 100.0, 14.0),
            typed("của Chính phủ", 72.0, 118.0, 14.0),
            typed("1 Theo số liệu", 72.0, 760.0, 10.0),
            typed("của Cục Thống kê", 72.0, 772.0, 10.0),
        ]);
        let mut rows = lines(words(&page));
        let rules: Vec<Ruling> = rule.into_iter().collect();
        take_footnotes(&mut rows, &rules, 14.0, 595.0).iter().map(TextLine::text).collect()
    }

    #[test]
    fn small_print_under_a_short_rule_is_taken() {
        let rule = Ruling { x0: 72.0, y0: 748.0, x1: 216.0, y1: 748.0, thickness: 0.7 };
        assert_eq!(taken(Some(rule)), ["1 Theo số liệu", "của Cục Thống kê"]);
    }

    #[test]
    fn small_print_alone_stays() {
        assert_eq!(taken(None), [""; 0]);
    }
}
