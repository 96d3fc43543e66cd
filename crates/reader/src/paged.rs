//! Pages → document: tables are cut out, what remains becomes paragraphs, parts are stitched.

use crate::layout::{self, Draft, Flow, Margins, TextLine, Word};
use crate::table::{self, Found, Part, Piece};
use crate::{Options, ReadError, pdf};
use model::page::Font;
use model::{Block, Document, Format, Page, ParagraphRole, TextLayer};

/// Reads a PDF.
///
/// # Errors
/// Where the file cannot be opened at all.
pub fn read_pdf(bytes: &[u8], _options: &Options<'_>) -> Result<Document, ReadError> {
    let contents = pdf::read(bytes)?;
    let mut document = compose(&contents.pages, Format::Pdf);
    document.signatures = contents.signatures;
    document.diagnostics.extend(contents.diagnostics);
    Ok(document)
}

/// Puts the pages of a document together.
pub fn compose(pages: &[Page], format: Format) -> Document {
    let mut sheets: Vec<Sheet> = Vec::with_capacity(pages.len());
    let mut before: Option<Found> = None;
    for page in pages {
        let words = layout::words(page);
        let found = table::find(&words, page, before.as_ref());
        sheets.push(Sheet::new(page, words, &found));
        before = Some(found);
    }
    let common = layout::common_margins(sheets.iter().map(|sheet| (sheet.width, sheet.body())));
    let sets = sheets.into_iter().map(|sheet| sheet.set(&common)).collect();
    Document {
        format,
        pages: Some(u32::try_from(pages.len()).unwrap_or(u32::MAX)),
        text_layer: TextLayer::Native,
        blocks: join(sets),
        signatures: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// What stands on a page, from top to bottom.
enum Item<T> {
    Text(T),
    Table(Part),
}

/// A page of lines and tables.
struct Sheet {
    page: u32,
    width: f32,
    fonts: Vec<Font>,
    items: Vec<Item<Flow>>,
}

/// A page of paragraphs and tables.
struct Set {
    fonts: Vec<Font>,
    margins: Margins,
    items: Vec<Item<Draft>>,
}

impl Sheet {
    /// Cuts the tables out of a page's words and sets the rest into lines.
    fn new(page: &Page, words: Vec<Word>, found: &Found) -> Self {
        let mut taken = vec![false; words.len()];
        for index in found.parts.iter().flat_map(|part| &part.words) {
            if let Some(taken) = taken.get_mut(*index) {
                *taken = true;
            }
        }
        let mut stretches: Vec<Vec<Word>> = vec![Vec::new(); found.parts.len() + 1];
        for (word, _) in words.into_iter().zip(taken).filter(|(_, taken)| !taken) {
            let y = word.bbox.center().1;
            let above = found.parts.iter().filter(|part| part.bbox.center().1 < y).count();
            if let Some(stretch) = stretches.get_mut(above) {
                stretch.push(word);
            }
        }
        let mut parts = found.parts.iter().cloned();
        let mut items = Vec::new();
        for stretch in stretches {
            items.extend(layout::flows(layout::lines(stretch)).into_iter().map(Item::Text));
            items.extend(parts.next().map(Item::Table));
        }
        Self { page: page.number, width: page.width, fonts: page.fonts.clone(), items }
    }

    /// The lines that run over the full width.
    fn body(&self) -> Vec<&TextLine> {
        let flows = self.items.iter().filter_map(|item| match item {
            Item::Text(flow) if flow.column == 0 => Some(&flow.lines),
            _ => None,
        });
        flows.flatten().collect()
    }

    fn set(self, common: &layout::CommonMargins) -> Set {
        let margins = common.of_page(self.width, &self.body());
        let mut items = Vec::new();
        for item in self.items {
            match item {
                Item::Table(part) => items.push(Item::Table(part)),
                Item::Text(flow) => {
                    let own = if flow.column == 0 { margins } else { Margins::of_column(&flow.lines) };
                    let drafts = layout::paragraphs(flow, self.page, &own, &self.fonts);
                    items.extend(drafts.into_iter().map(Item::Text));
                }
            }
        }
        Set { fonts: self.fonts, margins, items }
    }
}

/// The blocks of all pages: paragraphs that go on over a page's end are one, tables are stitched.
fn join(sets: Vec<Set>) -> Vec<Block> {
    let mut blocks: Vec<Option<Block>> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    // Where each piece stands among the blocks.
    let mut places: Vec<usize> = Vec::new();
    let mut after_text = false;
    // The last paragraph of body text, where no table follows it.
    let mut last: Option<(usize, Draft, Margins)> = None;
    for set in sets {
        let mut first = true;
        for item in set.items {
            match item {
                Item::Table(part) => {
                    pieces.push(Piece { part, after_text });
                    places.push(blocks.len());
                    blocks.push(None);
                    (after_text, first, last) = (false, false, None);
                }
                Item::Text(draft) if draft.role == ParagraphRole::Body => {
                    let goes_on = last.as_ref().filter(|(_, before, margins)| {
                        first && layout::continues(before, &draft, margins, &set.margins, &set.fonts)
                    });
                    let target = goes_on.map_or(blocks.len(), |(index, ..)| *index);
                    last = Some((target, draft.clone(), set.margins));
                    let mut paragraph = draft.into_paragraph(&set.fonts);
                    match blocks.get_mut(target) {
                        Some(Some(Block::Paragraph(before))) => before.lines.append(&mut paragraph.lines),
                        _ => blocks.push(Some(Block::Paragraph(paragraph))),
                    }
                    (after_text, first) = (true, false);
                }
                Item::Text(draft) => {
                    blocks.push(Some(Block::Paragraph(draft.into_paragraph(&set.fonts))));
                }
            }
        }
    }
    for stitched in table::stitch(pieces) {
        if let Some(block) = places.get(stitched.first).and_then(|place| blocks.get_mut(*place)) {
            *block = Some(Block::Table(stitched.table));
        }
    }
    blocks.into_iter().flatten().collect()
}
