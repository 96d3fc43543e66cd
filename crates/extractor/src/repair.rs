//! Repairs the text of a whole document in place, before anything is understood.

mod broken;
mod index;

use model::{Block, Cell, Diagnostic, Document, Paragraph, Run, Table};
use normalizer::{Prior, Repairs};
use std::collections::BTreeMap;

/// Repairs every paragraph and cell; one diagnostic for each kind of repair, and one for each index that
/// its column settles.
pub fn repair(document: &mut Document) -> Vec<Diagnostic> {
    let prior = survey(document);
    let mut repairs = Repairs::new();
    let mut settled = Vec::new();
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => repair_block(&mut [paragraph], &prior, &mut repairs),
            Block::Table(table) => {
                repair_table(table, &prior, &mut repairs);
                let joined = broken::join(table);
                if joined > 0 {
                    *repairs.entry("broken over lines").or_insert(0) += joined;
                }
                settled.extend(index::settle(table));
            }
        }
    }
    repairs.iter().map(|(kind, count)| diagnostic(kind, *count)).chain(settled).collect()
}

fn diagnostic(kind: &str, count: usize) -> Diagnostic {
    let legacy = normalizer::is_legacy_repair(kind);
    let code = if legacy { "legacy-encoding" } else { "encoding-repaired" };
    Diagnostic::note(code, format!("{kind}: {count} repaired"), Vec::new())
}

fn survey(document: &Document) -> Prior {
    let mut paragraphs = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => paragraphs.push(paragraph),
            Block::Table(table) => collect(table, &mut paragraphs),
        }
    }
    let runs = paragraphs.iter().flat_map(|paragraph| &paragraph.lines).flat_map(|line| &line.runs);
    normalizer::survey(runs.map(|run| (run.text.as_str(), run.font.as_deref())))
}

fn collect<'a>(table: &'a Table, paragraphs: &mut Vec<&'a Paragraph>) {
    for cell in &table.cells {
        paragraphs.extend(&cell.paragraphs);
        for inner in &cell.tables {
            collect(inner, paragraphs);
        }
    }
}

fn repair_table(table: &mut Table, prior: &Prior, repairs: &mut Repairs) {
    for cell in &mut table.cells {
        let Cell { paragraphs, tables, .. } = cell;
        repair_block(&mut paragraphs.iter_mut().collect::<Vec<_>>(), prior, repairs);
        for inner in tables {
            repair_table(inner, prior, repairs);
        }
    }
}

/// A paragraph or a cell is decided as one; a line end stands between its lines' runs.
fn repair_block(paragraphs: &mut [&mut Paragraph], prior: &Prior, repairs: &mut Repairs) {
    let sound = |run: &Run| !run.superscript && !is_reading(run) && normalizer::is_sound(&run.text, prior);
    if runs(paragraphs).all(sound) {
        return;
    }
    let readings = runs(paragraphs).any(is_reading);
    let mut fonts = Vec::new();
    let mut texts = Vec::new();
    for line in paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.lines) {
        for run in &mut line.runs {
            texts.push(std::mem::take(&mut run.text));
            fonts.push(run.font.clone());
        }
        texts.push("\n".to_owned());
        fonts.push(None);
    }
    let mut runs: Vec<(String, Option<&str>)> =
        texts.into_iter().zip(&fonts).map(|(text, font)| (text, font.as_deref())).collect();
    for (kind, count) in normalizer::repair(&mut runs, prior) {
        *repairs.entry(kind).or_insert(0) += count;
    }
    let repaired: Vec<String> = runs.into_iter().map(|(text, _)| text).collect();
    let repaired = if readings { repair_reading(repaired, repairs) } else { repaired };
    let mut repaired = repaired.into_iter();
    for line in paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.lines) {
        for run in &mut line.runs {
            let text = repaired.next().unwrap_or_default();
            // Only now: a raised 1 is a letter in TCVN3.
            run.text = if run.superscript { superscript(&text) } else { text };
        }
        repaired.next();
    }
}

fn runs<'a>(paragraphs: &'a [&mut Paragraph]) -> impl Iterator<Item = &'a Run> {
    paragraphs.iter().flat_map(|paragraph| &paragraph.lines).flat_map(|line| &line.runs)
}

/// What OCR read has confusions of its own; only such a run has a confidence.
fn is_reading(run: &Run) -> bool {
    run.confidence.is_some_and(|confidence| confidence < 1.0)
}

/// Repairs the runs of a cell or paragraph as one text: half of all compounds of two words stand at a
/// line's end.
fn repair_reading(texts: Vec<String>, repairs: &mut Repairs) -> Vec<String> {
    let (text, found) = normalizer::repair_ocr(&texts.join(SEPARATOR));
    let repaired: Vec<String> = text.split(SEPARATOR).map(str::to_owned).collect();
    if repaired.len() != texts.len() {
        return texts;
    }
    for (kind, count) in found {
        *repairs.entry(kind).or_insert(0) += count;
    }
    repaired
}

/// Parts runs: white space that no text has, so that words on both sides are neighbours.
const SEPARATOR: &str = "\u{2029}";

/// Raised digits are marks of footnotes or exponents, never digits of the number before them:
/// «95%» with a raised 1 is «95%¹», «m» with a raised 2 is «m²».
fn superscript(text: &str) -> String {
    let raised: BTreeMap<char, char> = "0123456789".chars().zip("⁰¹²³⁴⁵⁶⁷⁸⁹".chars()).collect();
    text.chars().map(|c| raised.get(&c).copied().unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::paragraph;
    use model::{Format, TextLayer};

    fn document(paragraph: Paragraph) -> Document {
        Document {
            format: Format::Docx,
            pages: None,
            text_layer: TextLayer::Native,
            blocks: vec![Block::Paragraph(paragraph)],
            signatures: Vec::new(),
            disputes: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    #[test]
    fn only_what_was_read_by_ocr_has_its_confusions() {
        for (confidence, expected) in [(None, "tối thiếu 80%"), (Some(0.9), "tối thiểu 80%")] {
            let mut text = paragraph("tối thiếu 80%");
            text.lines[0].runs[0].confidence = confidence;
            let mut document = document(text);
            repair(&mut document);
            let Block::Paragraph(text) = &document.blocks[0] else { panic!("a paragraph") };
            assert_eq!(text.text(), expected);
        }
    }

    #[test]
    fn a_compound_over_a_line_end_is_repaired() {
        let mut text = paragraph("sửa đổi bố");
        text.lines.extend(paragraph("sung").lines);
        text.lines.iter_mut().flat_map(|line| &mut line.runs).for_each(|run| run.confidence = Some(0.9));
        let mut document = document(text);
        repair(&mut document);
        let Block::Paragraph(text) = &document.blocks[0] else { panic!("a paragraph") };
        assert_eq!(text.text(), "sửa đổi bổ sung");
    }

    #[test]
    fn raised_digits_do_not_join_numbers() {
        let mut text = paragraph("95%");
        text.lines[0].runs.push(Run { text: "1".to_owned(), superscript: true, ..Run::default() });
        let mut document = document(text);
        repair(&mut document);
        let Block::Paragraph(text) = &document.blocks[0] else { panic!("a paragraph") };
        assert_eq!(text.text(), "95%¹");
    }
}
