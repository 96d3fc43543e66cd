//! PDF → pages of glyphs, rulings and images, each upright, in points from its top left.
//!
//! hayro interprets the page contents and the appearances of annotations and form fields (the number
//! and date of a signed document often stand only there); [`device::Collector`] keeps what we need.
//! This module knows nothing of words, paragraphs or tables.

mod damage;
mod device;
mod fonts;
mod named;
mod page;
mod picture;
mod rulings;
mod second;
mod signature;
mod upright;
mod weight;

pub use second::second_reading;

use crate::ReadError;
use hayro_interpret::InterpreterSettings;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use model::{Diagnostic, Page, Signature};
use std::panic::AssertUnwindSafe;

/// More pages than any plan has: a page tree can be made to repeat itself.
const MOST_PAGES: usize = 20_000;

/// Pages that one thread reads with one set of font caches: each thread reads the fonts anew.
const PAGES_A_THREAD: usize = 250;

/// Forms nest up to 50 deep, and each level takes many frames of the interpreter.
const STACK: usize = 32 << 20;

/// An opened PDF.
pub struct File {
    pdf: Pdf,
    /// What is said of the file as a whole.
    damage: Vec<Diagnostic>,
}

impl File {
    /// Opens the file, with the empty password where it is encrypted.
    ///
    /// # Errors
    /// Where it cannot be opened, or shows no page.
    pub fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        if weight::holds_a_bomb(bytes) {
            return Err(ReadError::TooLarge(
                "a part of the PDF unpacks to more than any font or picture has".to_owned(),
            ));
        }
        let load = |bytes: Vec<u8>| {
            std::panic::catch_unwind(|| Pdf::new(bytes))
                .map_err(|_| ReadError::Damaged("the PDF's structure cannot be followed".to_owned()))
        };
        let mut opened = load(bytes.to_vec())?;
        if matches!(opened, Err(LoadPdfError::Invalid))
            && let Some(whole) = damage::with_page_list(bytes)
        {
            opened = load(whole)?;
        }
        let pdf = opened.map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
            LoadPdfError::Decryption(_) => {
                ReadError::Unsupported("the PDF is encrypted in a way that is not known".to_owned())
            }
            LoadPdfError::Invalid => ReadError::Damaged("no page of the PDF can be found".to_owned()),
        })?;
        if pdf.pages().is_empty() {
            return Err(ReadError::Damaged("the PDF has no pages".to_owned()));
        }
        let damage = damage::complaints(&pdf, bytes);
        Ok(Self { pdf, damage })
    }

    /// What `set` makes of every page, in order. A page that cannot be read is a diagnostic and has what
    /// could be read.
    pub fn pages<T: Send>(&self, set: impl Fn(Page) -> T + Sync) -> (Vec<T>, Vec<Diagnostic>) {
        let all = self.pdf.pages();
        let some = all.get(..all.len().min(MOST_PAGES)).unwrap_or_default();
        let mut diagnostics = self.damage.clone();
        if some.len() < all.len() {
            diagnostics.push(Diagnostic::error(
                "page-unreadable",
                format!("only the first {MOST_PAGES} of {} pages were read", all.len()),
                vec![],
            ));
        }
        let mut pages = Vec::with_capacity(some.len());
        for (page, diagnostic) in in_threads(some, &set) {
            pages.push(page);
            diagnostics.extend(diagnostic);
        }
        (pages, diagnostics)
    }

    /// The digital signatures in the order in which they were made.
    pub fn signatures(&self) -> Vec<Signature> {
        let signed = AssertUnwindSafe(|| signature::signatures(&self.pdf));
        std::panic::catch_unwind(signed).unwrap_or_default()
    }

    /// The picture of a page, counted from 1, upright as the file says.
    pub fn picture(&self, number: u32, dots_per_inch: f32) -> Option<image::RgbImage> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        picture::draw(self.pdf.pages().get(index)?, dots_per_inch)
    }
}

/// Pages in order, read by a few threads, of which the first is this one: what it has read is still near
/// when it is put together.
fn in_threads<T: Send>(
    pages: &[hayro_syntax::page::Page<'_>],
    set: &(impl Fn(Page) -> T + Sync),
) -> Vec<(T, Option<Diagnostic>)> {
    let threads = pages.len().div_ceil(PAGES_A_THREAD).clamp(1, rayon::current_num_threads());
    let size = pages.len().div_ceil(threads).max(1);
    let settings = InterpreterSettings { font_resolver: named::resolver(), ..Default::default() };
    let read = |(index, chunk): (usize, &[hayro_syntax::page::Page<'_>]), settings: &InterpreterSettings| {
        let first = index * size;
        with_stack(|| page::read_all(chunk, first, settings, set)).unwrap_or_else(|| {
            let lost = (0..chunk.len()).map(|i| page::unreadable(first + i, "it could not be read"));
            lost.map(|(page, diagnostic)| (set(page), diagnostic)).collect()
        })
    };
    let read = &read;
    std::thread::scope(|scope| {
        let mut chunks = pages.chunks(size).enumerate();
        let here = chunks.next();
        let mut running = Vec::new();
        for chunk in chunks {
            let settings = settings.clone();
            let thread = std::thread::Builder::new().spawn_scoped(scope, move || read(chunk, &settings));
            running.push((chunk, thread));
        }
        let mut all = here.map(|chunk| read(chunk, &settings)).unwrap_or_default();
        for (chunk, thread) in running {
            let done = thread.ok().and_then(|thread| thread.join().ok());
            // No thread could be had: here then.
            all.extend(done.unwrap_or_else(|| read(chunk, &settings)));
        }
        all
    })
}

/// Runs what goes deep, on a stack of its own where this thread's is too small; `None` where it could not
/// be run to its end.
fn with_stack<T>(work: impl FnOnce() -> T) -> Option<T> {
    let deep = AssertUnwindSafe(|| stacker::maybe_grow(STACK, STACK, work));
    std::panic::catch_unwind(deep).ok()
}
