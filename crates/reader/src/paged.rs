//! Pages → document: tables are cut out, what remains becomes paragraphs, parts are stitched.

use crate::layout::{self, Draft, Flow, Margins, TextLine, Word};
use crate::{Options, ReadError, pdf};
use model::page::Font;
use model::{Block, Diagnostic, Document, Format, Page, TextLayer};

/// Reads a PDF.
///
/// # Errors
/// Where the file cannot be opened at all.
pub fn read_pdf(bytes: &[u8], _options: &Options<'_>) -> Result<Document, ReadError> {
    let contents = pdf::read(bytes)?;
    let mut document = compose(contents.pages, Format::Pdf);
    document.signatures = contents.signatures;
    document.diagnostics.extend(contents.diagnostics);
    Ok(document)
}

/// Puts the pages of a document together.
pub fn compose(pages: Vec<Page>, format: Format) -> Document {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let diagnostics: Vec<Diagnostic> = Vec::new();
    let set: Vec<Set> = pages.iter().map(set).collect();
    let blocks = join(set);
    Document {
        format,
        pages: Some(count),
        text_layer: TextLayer::Native,
        blocks,
        signatures: Vec::new(),
        diagnostics,
    }
}

/// A page's text in reading order.
struct Set {
    drafts: Vec<Draft>,
    margins: Margins,
    fonts: Vec<Font>,
}

fn set(page: &Page) -> Set {
    let words: Vec<Word> = layout::words(page);
    let rows: Vec<TextLine> = layout::lines(words);
    let flows = layout::flows(rows);
    let margins = margins_of(page, &flows);
    let mut drafts = Vec::new();
    for flow in flows {
        let own = if flow.column == 0 { margins } else { column_margins(&flow) };
        drafts.extend(layout::paragraphs(flow, page.number, &own, &page.fonts));
    }
    Set { drafts, margins, fonts: page.fonts.clone() }
}

fn margins_of(page: &Page, flows: &[Flow]) -> Margins {
    let body = flows.iter().filter(|flow| flow.column == 0).flat_map(|flow| &flow.lines);
    Margins::of(body.clone()).unwrap_or_else(|| {
        let left = body.clone().map(|line| line.bbox.x0).fold(page.width, f32::min);
        let right = body.clone().map(|line| line.bbox.x1).fold(0.0, f32::max);
        Margins::within(left, right, &[])
    })
}

fn column_margins(flow: &Flow) -> Margins {
    let left = flow.lines.iter().map(|line| line.bbox.x0).fold(f32::MAX, f32::min);
    let right = flow.lines.iter().map(|line| line.bbox.x1).fold(0.0, f32::max);
    Margins::within(left, right, &flow.lines)
}

fn join(sets: Vec<Set>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<(Draft, Margins)> = None;
    for set in sets {
        for (index, draft) in set.drafts.into_iter().enumerate() {
            let goes_on = index == 0
                && last.as_ref().is_some_and(|(before, margins)| {
                    layout::continues(before, &draft, margins, &set.margins, &set.fonts)
                });
            last = Some((draft.clone(), set.margins));
            let mut paragraph = draft.into_paragraph(&set.fonts);
            match blocks.last_mut() {
                Some(Block::Paragraph(before)) if goes_on => before.lines.append(&mut paragraph.lines),
                _ => blocks.push(Block::Paragraph(paragraph)),
            }
        }
    }
    blocks
}
