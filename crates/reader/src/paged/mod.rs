//! Pages → document: tables are cut out, what remains becomes paragraphs, parts are stitched.
//!
//! ```text
//! file ──pdf──▶ pages ──layer──▶ pages that can be read ──sheet──▶ paragraphs, tables ──join──▶ blocks
//! ```

mod join;
mod layer;
mod sheet;

use crate::layout::{self, Word};
use crate::table::{self, Found};
use crate::{OcrMode, Options, ReadError, pdf};
use layer::Layer;
use model::{Diagnostic, Document, Format, Page, TextLayer};
use rayon::prelude::*;
use sheet::Sheet;

/// A page with its words.
pub struct Lettered {
    pub page: Page,
    pub words: Vec<Word>,
}

impl Lettered {
    /// Sets the page's visible glyphs into words.
    pub fn new(page: Page) -> Self {
        let words = layout::words(&page);
        Self { page, words }
    }
}

/// Reads a PDF.
///
/// # Errors
/// Where the file cannot be opened at all.
pub fn read_pdf(bytes: &[u8], options: &Options<'_>) -> Result<Document, ReadError> {
    let file = pdf::File::open(bytes)?;
    let (pages, mut diagnostics) = file.pages();
    let read: Vec<(Lettered, Option<Diagnostic>)> =
        pages.into_par_iter().map(|page| readable(page, &file, options)).collect();
    let mut pages = Vec::with_capacity(read.len());
    for (page, diagnostic) in read {
        pages.push(page);
        diagnostics.extend(diagnostic);
    }
    let mut document = compose(pages, Format::Pdf);
    document.signatures = file.signatures();
    document.diagnostics.append(&mut diagnostics);
    Ok(document)
}

/// The page as it can be read: by its text layer, or else from its picture.
fn readable(page: Page, file: &pdf::File, options: &Options<'_>) -> (Lettered, Option<Diagnostic>) {
    let page = Lettered::new(page);
    let layer = match options.ocr {
        OcrMode::Always => Layer::Missing,
        OcrMode::Auto | OcrMode::Never => layer::judge(&page, options.readability),
    };
    match layer {
        Layer::Usable => (page, None),
        Layer::Hidden(page) => (page, None),
        Layer::Missing | Layer::Unusable(_) if options.ocr != OcrMode::Never => {
            from_picture(&page, file, options).map_or_else(
                || {
                    let diagnostic = layer.complaint(&page.page);
                    (page, diagnostic)
                },
                |page| (page, None),
            )
        }
        Layer::Missing | Layer::Unusable(_) => {
            let diagnostic = layer.complaint(&page.page);
            (page, diagnostic)
        }
    }
}

/// The page as the OCR reads its picture; `None` where there is no OCR or it fails.
fn from_picture(_page: &Lettered, _file: &pdf::File, _options: &Options<'_>) -> Option<Lettered> {
    None
}

/// Puts the pages of a document together.
pub fn compose(pages: Vec<Lettered>, format: Format) -> Document {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let scanned = pages.iter().filter(|page| page.page.ocr).count();
    let text_layer = match scanned {
        0 => TextLayer::Native,
        some if some == pages.len() => TextLayer::Ocr,
        _ => TextLayer::Mixed,
    };
    let mut sheets: Vec<Sheet> = Vec::with_capacity(pages.len());
    let mut before: Option<Found> = None;
    for Lettered { page, words } in pages {
        let found = table::find(&words, &page, before.as_ref());
        sheets.push(Sheet::new(page, words, &found));
        before = Some(found);
    }
    sheet::set_aside_furniture(&mut sheets);
    sheet::set_aside_footnotes(&mut sheets);
    let blocks = join::join(sheet::set(sheets));
    Document {
        format,
        pages: Some(count),
        text_layer,
        blocks,
        signatures: Vec::new(),
        diagnostics: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
