//! Pages → document: tables are cut out, what remains becomes paragraphs, parts are stitched.
//!
//! ```text
//! file ──pdf──▶ pages ──layer──▶ pages that can be read ──sheet──▶ paragraphs, tables ──join──▶ blocks
//! ```

mod join;
mod layer;
mod scan;
mod sheet;

use crate::layout::{self, Word};
use crate::table::{self, Found};
use crate::{OcrMode, Options, ReadError, ocr, pdf};
use layer::Layer;
use model::{Diagnostic, Dispute, Document, Format, Page, TextLayer};
use rayon::prelude::*;
use sheet::Sheet;

/// Tesseract reads best at this resolution.
const DOTS_PER_INCH: f32 = 300.0;

const NOT_INSTALLED: &str = "scans are read by Tesseract with Vietnamese, which is not installed: apt-get install tesseract-ocr tesseract-ocr-vie";

const OCR_FAILED: &str = "Tesseract failed or took too long";

/// Dots of all pictures on a page that is drawn: A3 at 600 dots per inch has 70 million.
const MOST_DOTS: u64 = 120_000_000;

/// A page with its words.
pub struct Lettered {
    pub page: Page,
    pub words: Vec<Word>,
    /// Numbers that the readings of its picture do not agree on.
    pub disputes: Vec<Dispute>,
}

impl Lettered {
    /// Sets the page's visible glyphs into words.
    pub fn new(page: Page) -> Self {
        let words = layout::words(&page);
        Self { page, words, disputes: Vec::new() }
    }
}

/// Reads a PDF.
///
/// # Errors
/// Where the file cannot be opened at all.
pub fn read_pdf(bytes: &[u8], options: &Options<'_>) -> Result<Document, ReadError> {
    let file = pdf::File::open(bytes)?;
    let (judged, mut diagnostics) = file.pages(|page| judged(page, options));
    let read = |(page, layer)| readable(page, layer, &file, options);
    // Only pictures are worth the threads.
    let read: Vec<(Lettered, Vec<Diagnostic>)> = if judged.iter().all(|(_, layer)| layer.is_read()) {
        judged.into_iter().map(read).collect()
    } else {
        judged.into_par_iter().map(read).collect()
    };
    let mut pages = Vec::with_capacity(read.len());
    for (page, more) in read {
        pages.push(page);
        diagnostics.extend(more);
    }
    let mut document = compose(pages, Format::Pdf);
    document.signatures = file.signatures();
    document.diagnostics.append(&mut diagnostics);
    Ok(document)
}

/// Reads a picture, or the many of a TIFF. Pages are decoded as they are read: all at once would not fit
/// into memory.
///
/// # Errors
/// Where no page can be decoded.
pub fn read_image(bytes: &[u8], options: &Options<'_>) -> Result<Document, ReadError> {
    let count = ocr::count(bytes)?;
    if options.ocr == OcrMode::Never {
        return Err(ReadError::Unsupported("pictures are read by the OCR, which is switched off".to_owned()));
    }
    if !ocr::is_installed() {
        return Err(ReadError::Unsupported(NOT_INSTALLED.to_owned()));
    }
    let mut read: Vec<Result<(Lettered, Vec<Diagnostic>), ReadError>> = (0..count)
        .into_par_iter()
        .map(|page| Ok(pictured(page as u32 + 1, &ocr::decode(bytes, page)?, options)))
        .collect();
    if read.iter().all(Result::is_err) {
        return Err(read.swap_remove(0).err().unwrap_or(ReadError::Damaged("no page".to_owned())));
    }
    let mut diagnostics = Vec::new();
    let mut pages = Vec::with_capacity(read.len());
    for (number, page) in (1..).zip(read) {
        let page = page.unwrap_or_else(|error| unreadable(blank(number, 595.0, 842.0), &error.to_string()));
        pages.push(page.0);
        diagnostics.extend(page.1);
    }
    if ocr::is_cut(bytes) {
        let message = "the picture ends too soon; what is missing below could not be read".to_owned();
        diagnostics.push(Diagnostic::error("page-unreadable", message, vec![]));
    }
    let mut document = compose(pages, Format::Image);
    document.diagnostics = diagnostics;
    Ok(document)
}

fn blank(number: u32, width: f32, height: f32) -> Page {
    Page { number, width, height, ..Page::default() }
}

/// A page of which nothing is known but why.
fn unreadable(page: Page, why: &str) -> (Lettered, Vec<Diagnostic>) {
    let message = format!("page {} could not be read from its picture: {why}", page.number);
    let failed = Diagnostic::error("page-unreadable", message, vec![]);
    let page = Page { ocr: true, ..page };
    (Lettered { page, words: Vec::new(), disputes: Vec::new() }, vec![failed])
}

/// A page that is nothing but a picture; its paper is taken for A4, upright or on its side.
fn pictured(number: u32, picture: &ocr::Picture, options: &Options<'_>) -> (Lettered, Vec<Diagnostic>) {
    let (width, height) = picture.dots.dimensions();
    let points = if width > height { 842.0 } else { 595.0 };
    let page = blank(number, points, points * height as f32 / (width as f32).max(1.0));
    scan::read(picture, &page, options).unwrap_or_else(|| unreadable(page, OCR_FAILED))
}

/// A page set into words, and whether they can be used. Its glyphs, by far the most of it, are let go: the
/// next page takes their memory.
fn judged(page: Page, options: &Options<'_>) -> (Lettered, Layer) {
    let mut page = Lettered::new(page);
    let layer = match options.ocr {
        OcrMode::Always => Layer::Missing,
        OcrMode::Auto | OcrMode::Never => layer::judge(&page, options.readability),
    };
    page.page.glyphs = Vec::new();
    (page, layer)
}

/// The page as it can be read: by its text layer, or else from its picture.
fn readable(
    page: Lettered,
    layer: Layer,
    file: &pdf::File,
    options: &Options<'_>,
) -> (Lettered, Vec<Diagnostic>) {
    let layer = match layer {
        Layer::Usable => return (page, Vec::new()),
        Layer::Hidden(page) => return (page, Vec::new()),
        other => other,
    };
    let mut complaints: Vec<Diagnostic> = layer.complaint(&page.page).into_iter().collect();
    if options.ocr == OcrMode::Never {
        return (page, complaints);
    }
    if !ocr::is_installed() {
        complaints.push(Diagnostic::error("ocr-not-installed", NOT_INSTALLED, vec![]));
        return (page, complaints);
    }
    if is_immense(&page.page) {
        let (page, failed) = unreadable(page.page, "it has more dots than a page can hold");
        complaints.extend(failed);
        return (page, complaints);
    }
    let drawn = file.picture(page.page.number, DOTS_PER_INCH).map(|drawn| ocr::Picture::of(&drawn));
    let read = drawn.and_then(|picture| scan::read(&picture, &page.page, options));
    read.unwrap_or_else(|| {
        let message = format!("page {} could not be read from its picture: {OCR_FAILED}", page.page.number);
        complaints.push(Diagnostic::error("page-unreadable", message, vec![]));
        (page, complaints)
    })
}

/// Whether a page's pictures would not fit into memory when it is drawn.
fn is_immense(page: &Page) -> bool {
    let dots = page.images.iter().map(|image| u64::from(image.width) * u64::from(image.height));
    dots.fold(0, u64::saturating_add) > MOST_DOTS
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
    let mut disputes = Vec::new();
    for Lettered { page, words, disputes: mut disputed } in pages {
        disputes.append(&mut disputed);
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
        disputes,
        diagnostics: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
