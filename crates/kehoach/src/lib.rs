//! The library face: one source through all stages.

mod grid;
pub mod readings;
mod text;
mod vocabulary;
mod words;

pub use grid::grids;
pub use text::text;
pub use vocabulary::{VocabularyError, load_vocabulary};

pub use extractor::Vocabulary;
use model::{Document, PlanDocument, SourceInfo};
pub use reader::{OcrMode, ReadError, second_reading};
use std::sync::Arc;

/// How a source is read.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub ocr: OcrMode,
    /// A folder for page readings, so that a second run costs no OCR.
    pub cache: Option<std::path::PathBuf>,
    /// Words beyond the built-in ones; none: the built-in ones.
    pub vocabulary: Option<Arc<Vocabulary>>,
}

impl Settings {
    /// The words that a source is understood by.
    fn words(&self) -> &Vocabulary {
        self.vocabulary.as_deref().unwrap_or_else(|| Vocabulary::builtin())
    }
}

/// Bytes → blocks in reading order, text as in the file.
///
/// # Errors
/// Where nothing can be read at all.
pub fn read(bytes: &[u8], settings: &Settings) -> Result<Document, ReadError> {
    let readability = |text: &str| {
        let found = normalizer::readability(text);
        (found.words, found.readable)
    };
    let words = words::PlanWords(settings.words());
    let options = reader::Options {
        readability: &readability,
        words: &words,
        ocr: settings.ocr,
        cache: settings.cache.as_deref(),
    };
    reader::read(bytes, &options)
}

/// Bytes → blocks in reading order, the encoding of their text repaired.
///
/// # Errors
/// Where nothing can be read at all.
pub fn read_repaired(bytes: &[u8], settings: &Settings) -> Result<Document, ReadError> {
    let mut document = read(bytes, settings)?;
    let repairs = extractor::repair(&mut document, settings.words());
    document.diagnostics.extend(repairs);
    Ok(document)
}

/// Bytes → records. `path` is what the records name their source by: relative, with `/`.
///
/// # Errors
/// Where nothing can be read at all.
pub fn extract(bytes: &[u8], path: &str, settings: &Settings) -> Result<PlanDocument, ReadError> {
    let document = read(bytes, settings)?;
    let source = SourceInfo {
        path: path.to_owned(),
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
        format: document.format,
        pages: document.pages,
        text_layer: document.text_layer,
    };
    Ok(extractor::extract(document, source, settings.words()))
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
