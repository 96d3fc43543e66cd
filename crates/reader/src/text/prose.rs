//! Paragraphs from lines: by spacing, indents, bullets and how full a line is.

use super::line::{Segment, TextLine, Word, print_width, text};
use super::shape;
use model::{Line, Paragraph, ParagraphRole, Place, Run};

/// What is typical of the whole text.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// Empty lines between lines that belong together.
    gap: usize,
    /// Print width of a full line.
    full: f32,
    /// Whether spaces show where texts stand on the page.
    pub laid_out: bool,
}

impl Habits {
    pub fn of(pages: &[Vec<TextLine>]) -> Self {
        let filled: Vec<&TextLine> = pages.iter().flatten().filter(|line| !line.is_blank()).collect();
        let mut gaps: Vec<usize> = filled
            .iter()
            .zip(filled.iter().skip(1))
            .map(|(one, next)| usize::try_from(next.number.saturating_sub(one.number + 1)).unwrap_or(0))
            .collect();
        gaps.sort_unstable();
        let gap = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
        let placed = filled.iter().filter(|line| line.segments().len() > 1 || line.indent() >= 4).count();
        let full = full_width(filled.iter().copied());
        Self { gap, full, laid_out: placed * 7 >= filled.len() }
    }

    /// The same where only these lines are prose: lines of cells are shorter.
    pub fn beside_tables<'a>(self, prose: impl Iterator<Item = &'a TextLine>) -> Self {
        Self { full: full_width(prose), ..self }
    }
}

/// The print width that nine lines of ten do not pass.
fn full_width<'a>(lines: impl Iterator<Item = &'a TextLine>) -> f32 {
    let filled = lines.filter(|line| !line.is_blank());
    let mut widths: Vec<f32> = filled.map(|line| print_width(&line.words)).collect();
    widths.sort_by(f32::total_cmp);
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0.0)
}

/// A text on a line: its words, and whether it stands right of another.
struct Piece<'a> {
    line: &'a TextLine,
    words: &'a [Word],
}

/// The paragraphs of some lines.
pub fn paragraphs(lines: &[&TextLine], habits: Habits) -> Vec<Paragraph> {
    let mut result = Vec::new();
    let base = lines.iter().filter(|line| !line.is_blank()).map(|line| line.indent()).min().unwrap_or(0);
    let mut run: Vec<Piece<'_>> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_blank() {
            at += 1;
            continue;
        }
        if habits.laid_out
            && let Some(band) = Band::at(lines, at)
        {
            result.extend(build(&std::mem::take(&mut run), habits, base, 0));
            at = band.end;
            for (column, side) in [(1, &band.left), (2, &band.right)] {
                let base = side.iter().filter_map(|piece| piece.words.first()).map(|word| word.start).min();
                result.extend(build(side, habits, base.unwrap_or(0), column));
            }
            continue;
        }
        run.push(Piece { line, words: &line.words });
        at += 1;
    }
    result.extend(build(&run, habits, base, 0));
    result
}

/// Page numbers and the like, as furniture.
pub fn furniture(line: &TextLine) -> Paragraph {
    let place = Place::Lines { line_start: line.number, line_end: line.number };
    let run = Run { text: line.text(), ..Run::default() };
    let role = ParagraphRole::Furniture;
    Paragraph { role, lines: [Line { runs: [run].into(), place }].into(), ..Paragraph::default() }
}

fn build(pieces: &[Piece<'_>], habits: Habits, base: usize, column: u8) -> Vec<Paragraph> {
    let mut result: Vec<Paragraph> = Vec::new();
    let mut first_indent = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        let place = Place::Lines { line_start: piece.line.number, line_end: piece.line.number };
        let line = Line { runs: [Run { text: text(piece.words), ..Run::default() }].into(), place };
        let joins = before.is_some_and(|before| {
            let full = if column > 0 { 0.0 } else { habits.full };
            joins(before, piece, Look { habits, base, first_indent, full })
        });
        match result.last_mut().filter(|_| joins) {
            Some(paragraph) => paragraph.lines.push(line),
            None => {
                first_indent = piece.words.first().map_or(0, |word| word.start);
                result.push(Paragraph {
                    lines: [line].into(),
                    column,
                    // About the width of a letter in points.
                    indent: f32::from(u16::try_from(first_indent).unwrap_or(0)) * 5.0,
                    ..Paragraph::default()
                });
            }
        }
    }
    result
}

struct Look {
    habits: Habits,
    /// Least indent of the lines around.
    base: usize,
    /// Indent of the paragraph's first line.
    first_indent: usize,
    full: f32,
}

/// Whether a line goes on the paragraph of the line before.
fn joins(before: &Piece<'_>, piece: &Piece<'_>, look: Look) -> bool {
    const FIRST_LINE: usize = 3;
    let begin = text(piece.words);
    let ended = text(before.words);
    let lines_between = piece.line.number.saturating_sub(before.line.number + 1);
    let new_page = piece.line.page != before.line.page;
    let gap = usize::try_from(lines_between).unwrap_or(0);
    if shape::begins_item(piece.words) {
        return false;
    }
    // A title in capitals is done where a line in small letters begins.
    let capitals = |text: &str| !text.chars().any(char::is_lowercase);
    if begin.starts_with('(') && capitals(&ended) && !capitals(&begin) {
        return false;
    }
    if gap > look.habits.gap && !new_page {
        return false;
    }
    if shape::goes_on(&begin) {
        return !ended.ends_with([':', ';']) || look.habits.laid_out;
    }
    let next = piece.words.first().map_or(0.0, |word| print_width(std::slice::from_ref(word)));
    let width = print_width(before.words) + next;
    let full = look.full > 0.0 && width > look.full * 0.88;
    if !look.habits.laid_out {
        return full && !(shape::ends_sentence(&ended) && width < look.full * 0.97);
    }
    let indent = piece.words.first().map_or(0, |word| word.start);
    let above = before.words.first().map_or(0, |word| word.start);
    let begins = indent >= look.base + FIRST_LINE && indent + 1 >= look.first_indent.min(above + FIRST_LINE);
    full && !begins
}

/// Texts side by side: a letterhead, or recipients beside a signature.
struct Band<'a> {
    left: Vec<Piece<'a>>,
    right: Vec<Piece<'a>>,
    /// The first line after it.
    end: usize,
}

/// The words left and right of a wide gap; a blank left to be filled in is no such gap.
fn sides(line: &TextLine) -> Option<(&[Word], &[Word])> {
    const WIDE: usize = 4;
    let segments = line.segments();
    let mut found = None;
    for (order, segment) in segments.iter().enumerate().skip(1) {
        let before = segments.get(order - 1).map_or(0, |before| before.end);
        let begins =
            segment.text().chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '(' | '-'));
        if begins && segment.start >= before + WIDE {
            let parted = line.words.iter().position(|word| word.start == segment.start)?;
            found = line.words.split_at_checked(parted);
        }
    }
    found
}

impl<'a> Band<'a> {
    fn at(lines: &[&'a TextLine], at: usize) -> Option<Self> {
        let (left, right) = sides(lines.get(at)?)?;
        let split = left.last()?.end.midpoint(right.first()?.start);
        let mut band = Self { left: Vec::new(), right: Vec::new(), end: at };
        let mut gap = false;
        for (index, line) in lines.iter().enumerate().skip(at) {
            if line.is_blank() {
                gap = true;
                continue;
            }
            let whole = Segment { words: &line.words, start: line.indent(), end: line.end() };
            let (left, right) = match sides(line).filter(|(left, right)| part_at(left, right, split)) {
                Some(both) => both,
                None if whole.start + 2 >= split => (&[][..], whole.words),
                None if whole.end <= split + 2 && !gap && !is_numbered(whole.words) => (whole.words, &[][..]),
                None => break,
            };
            for (side, words) in [(&mut band.left, left), (&mut band.right, right)] {
                if !words.is_empty() {
                    side.push(Piece { line, words });
                }
            }
            gap = false;
            band.end = index + 1;
        }
        (!band.left.is_empty() && !band.right.is_empty()).then_some(band)
    }
}

fn part_at(left: &[Word], right: &[Word], split: usize) -> bool {
    const LOOSE: usize = 12;
    left.last().is_some_and(|word| word.end <= split + LOOSE)
        && right.first().is_some_and(|word| word.start + LOOSE >= split)
}

/// «1. …» begins the text below a letterhead; «- …» may be a recipient.
fn is_numbered(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|word| shape::begins_item(words) && !word.text.starts_with(['-', '+', '•', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::line::pages;

    fn read(source: &str) -> Vec<(u8, String)> {
        let pages = pages(source);
        let habits = Habits::of(&pages);
        let lines: Vec<&TextLine> = pages.iter().flatten().collect();
        paragraphs(&lines, habits).iter().map(|paragraph| (paragraph.column, paragraph.text())).collect()
    }

    fn texts(source: &str) -> Vec<String> {
        read(source).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn letterhead_and_body_with_layout() {
        let source = "    ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA
     Số:      /UBND-VP             Độc lập - Tự do - Hạnh phúc
 V/v triển khai

      Thực hiện Kế hoạch số 27 ngày 16/01/2023 của Ủy ban nhân dân phường
về cải cách hành chính năm 2023.
      Yêu cầu các cán bộ, công chức phường triển khai thực hiện bảo đảm kế
hoạch đề ra.
      - Rà soát.";
        let expected = [
            (1, "ỦY BAN NHÂN DÂN"),
            (1, "Số: /UBND-VP"),
            (1, "V/v triển khai"),
            (2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
            (2, "Độc lập - Tự do - Hạnh phúc"),
            (
                0,
                "Thực hiện Kế hoạch số 27 ngày 16/01/2023 của Ủy ban nhân dân phường về cải cách hành chính năm 2023.",
            ),
            (0, "Yêu cầu các cán bộ, công chức phường triển khai thực hiện bảo đảm kế hoạch đề ra."),
            (0, "- Rà soát."),
        ];
        assert_eq!(read(source), expected.map(|(column, text)| (column, text.to_owned())));
    }

    #[test]
    fn lines_with_an_empty_line_after_each() {
        let lines = [
            "Căn cứ Quyết định số 1428/QĐ-UBND ngày 28/12/2022 của Ủy ban nhân dân thị xã",
            "Quảng Trị về việc công bố chỉ số cải cách hành chính năm 2022.",
            "1. Công tác chỉ đạo, điều hành: đạt 18/21 điểm; số điểm bị trừ 3 điểm ở các tiêu",
            "chí sau:",
            "- Mức độ thực hiện.",
        ];
        let found = texts(&lines.join("\n\n"));
        assert_eq!(found.len(), 3);
        assert!(found[1].ends_with("tiêu chí sau:"));
    }
}
