//! PDF → pages of glyphs, rulings and images, each upright, in points from its top left.
//!
//! hayro interprets the page contents and the appearances of annotations and form fields (the number
//! and date of a signed document often stand only there); [`device::Collector`] keeps what we need.
//! This module knows nothing of words, paragraphs or tables.

mod device;
mod fonts;
mod page;
mod rulings;
mod signature;
mod upright;

use crate::ReadError;
use hayro_interpret::InterpreterSettings;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use model::{Diagnostic, Page, Signature};

/// More pages than any plan has: a page tree can be made to repeat itself.
const MOST_PAGES: usize = 20_000;

/// Pages that one thread reads with one set of font caches.
const PAGES_A_THREAD: usize = 24;

/// Forms nest up to 50 deep, and each level takes many frames of the interpreter.
const STACK: usize = 32 << 20;

/// What a PDF holds.
#[derive(Debug, Default)]
pub struct Contents {
    pub pages: Vec<Page>,
    pub signatures: Vec<Signature>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Opens the file, with the empty password where it is encrypted.
fn open(bytes: &[u8]) -> Result<Pdf, ReadError> {
    let opened = std::panic::catch_unwind(|| Pdf::new(bytes.to_vec()))
        .map_err(|_| ReadError::Damaged("the PDF's structure cannot be followed".to_owned()))?;
    opened.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => {
            ReadError::Unsupported("the PDF is encrypted in a way that is not known".to_owned())
        }
        LoadPdfError::Invalid => ReadError::Damaged("no page of the PDF can be found".to_owned()),
    })
}

/// Reads every page.
///
/// # Errors
/// Where the file cannot be opened at all. A page that cannot be read is a diagnostic and an empty page.
pub fn read(bytes: &[u8]) -> Result<Contents, ReadError> {
    let pdf = open(bytes)?;
    let all = pdf.pages();
    let some = all.get(..all.len().min(MOST_PAGES)).unwrap_or_default();
    let signed = std::panic::AssertUnwindSafe(|| signature::signatures(&pdf));
    let signatures = std::panic::catch_unwind(signed).unwrap_or_default();
    let mut contents = Contents { signatures, ..Contents::default() };
    if some.is_empty() {
        return Err(ReadError::Damaged("the PDF has no pages".to_owned()));
    }
    if some.len() < all.len() {
        contents.diagnostics.push(Diagnostic::error(
            "page-unreadable",
            format!("only the first {MOST_PAGES} of {} pages were read", all.len()),
            vec![],
        ));
    }
    for (page, diagnostic) in in_threads(some) {
        contents.pages.push(page);
        contents.diagnostics.extend(diagnostic);
    }
    Ok(contents)
}

/// Pages in order, read by a few threads of their own: the interpreter needs more stack than a
/// caller may have, and its caches do not leave their thread.
fn in_threads(pages: &[hayro_syntax::page::Page<'_>]) -> Vec<(Page, Option<Diagnostic>)> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = pages.len().div_ceil(PAGES_A_THREAD).clamp(1, cores);
    let size = pages.len().div_ceil(threads).max(1);
    let settings = InterpreterSettings::default();
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for (index, chunk) in pages.chunks(size).enumerate() {
            let first = index * size;
            let settings = settings.clone();
            let work = move || page::read_all(chunk, first, &settings);
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            running.push((first, chunk, thread));
        }
        let mut read = Vec::with_capacity(pages.len());
        for (first, chunk, thread) in running {
            let done = thread.ok().and_then(|thread| thread.join().ok());
            read.extend(done.unwrap_or_else(|| {
                (0..chunk.len()).map(|i| page::unreadable(first + i, "it could not be read")).collect()
            }));
        }
        read
    })
}
