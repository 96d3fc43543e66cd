//! RTF → document.
//!
//! ```text
//! bytes ──token──▶ groups and control words ──words──▶ reader (paragraphs, notes) ─▶ Document
//!                                                          └─▶ open_table (rows from edges)
//! ```
//! Left alone on purpose: pictures, drawings without text, comments, positions on the page other than
//! the order of frames.

mod font;
mod reader;
mod state;

#[cfg(test)]
mod tests;
mod token;
mod words;

use crate::ReadError;
use model::{Diagnostic, Document, Format, TextLayer};
use reader::Reader;
use token::{Token, Tokens};

/// Deeper nesting than this is no document.
const DEEPEST: usize = 2000;

/// # Errors
/// Where the groups nest absurdly deep.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    // A mark of UTF-8 or blank lines before the first group are no text.
    let start = bytes.iter().position(|&byte| byte == b'{').unwrap_or_default();
    let bytes = bytes.get(start..).unwrap_or_default();
    let mut reader = Reader::new();
    let mut depth = 0usize;
    for token in Tokens::new(bytes) {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(ReadError::TooLarge(format!("RTF groups nested deeper than {DEEPEST}")));
        }
        reader.token(token);
        if reader.meter.is_full() {
            break;
        }
    }
    reader.meter.check()?;
    let (blocks, mut diagnostics) = reader.finish();
    if depth > 0 {
        // A download or copy that was cut off looks like a whole document that ends early.
        let message =
            format!("the file ends before {depth} of its groups are closed; what is there was read");
        diagnostics.push(Diagnostic::warning("file-damaged", message, Vec::new()));
    }
    Ok(Document {
        format: Format::Rtf,
        pages: None,
        text_layer: TextLayer::Native,
        blocks: crate::flow::finished(blocks)?,
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics,
    })
}
