//! Bytes → [`Document`]. The only crate that knows file formats, and it knows no word of plans.
//!
//! `pdf`, `docx`, `doc`, `sheet`, `text` and `ocr` never import each other. What is laid out on pages
//! goes through `layout` (words, lines, paragraphs, furniture, reading order) and `table` (edges,
//! lattice, stream, spans, stitch), which never see a format; `paged` puts the two together.

mod detect;
mod doc;
mod docx;
mod error;
mod flow;
mod layout;
mod limits;
mod ocr;
mod package;
mod paged;
mod pdf;
mod sheet;
mod table;
#[cfg(test)]
mod testing;
mod text;

pub use error::ReadError;
use model::{CellKind, Document, Format};
pub use pdf::second_reading;

/// When to read pages from their picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OcrMode {
    /// Where a page's text layer is missing or unusable.
    #[default]
    Auto,
    Never,
    Always,
}

/// What words say of the columns of a table: the reader knows none of them itself.
pub trait Words {
    /// What a column with this heading holds, and whether a known phrase is all or most of the heading.
    fn column(&self, heading: &str) -> Option<(CellKind, bool)>;
    /// Whether a text, its paragraphs as lines, may be a whole cell of the kind.
    fn is_cell(&self, text: &str, kind: CellKind) -> bool;
}

/// What the reader asks of its caller.
pub struct Options<'a> {
    /// How many words of a text there are, and how many can be read: (words, readable).
    pub readability: &'a (dyn Fn(&str) -> (usize, usize) + Sync),
    pub words: &'a (dyn Words + Sync),
    pub ocr: OcrMode,
    /// A folder for page readings by content hash; none: nothing is kept.
    pub cache: Option<&'a std::path::Path>,
}

/// Reads a whole source. The format is found from the content, never from a name.
///
/// # Errors
/// Where nothing can be read at all; one bad page or sheet is a diagnostic instead.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Document, ReadError> {
    match detect::detect(bytes)? {
        Format::Pdf => paged::read_pdf(bytes, options),
        Format::Docx => docx::read(bytes),
        Format::Doc => doc::read_doc(bytes),
        Format::Rtf => doc::read_rtf(bytes),
        Format::Odt => doc::read_odt(bytes),
        Format::Html => doc::read_html(bytes),
        Format::Xlsx | Format::Xls | Format::Ods => sheet::read(bytes),
        Format::Txt => text::read(bytes, options.words),
        Format::Image => paged::read_image(bytes, options),
    }
}
