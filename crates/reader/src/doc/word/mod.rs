//! Word 97 to 2003 (.doc) → document.
//!
//! ```text
//! OLE streams ──fib──▶ text from its pieces ─┐
//!             ──formatted──▶ stretches of    ├──body──▶ Document
//!               properties ──sprm, look──▶ looks ┘  └─▶ open_table (rows from edges)
//! ```
//! Left alone on purpose: pictures, embedded objects, comments, the changes of fast saves that only
//! touch looks. Word 6 and 95 wrote another format.

mod body;
mod bytes;
mod fib;
mod formatted;
mod lists;
mod look;
mod notes;
mod sprm;
mod styles;
#[cfg(test)]
mod tests;

use crate::ReadError;
use body::Body;
use fib::Streams;
use model::{Document, Format, TextLayer};
use std::io::{Cursor, Read};

/// The first version whose files this reads: Word 97.
const WORD_97: u16 = 0xC0;
/// The most that a stream may hold.
const STREAM_LIMIT: u64 = 128 << 20;

/// # Errors
/// Where the container cannot be opened, is encrypted, or was written by Word 6 or 95.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let streams = open(bytes)?;
    let text = fib::text(&streams)?;
    let (blocks, diagnostics) = Body::new(&streams, &text).read();
    Ok(Document {
        format: Format::Doc,
        pages: None,
        text_layer: TextLayer::Native,
        blocks: crate::flow::finished(blocks)?,
        signatures: Vec::new(),
        disputes: Vec::new(),
        diagnostics,
    })
}

fn open(bytes: &[u8]) -> Result<Streams, ReadError> {
    let damaged = |error: std::io::Error| ReadError::Damaged(format!("the OLE container ({error})"));
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let mut stream = |name: &str| -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let stream = file.open_stream(name).map_err(damaged)?;
        stream.take(STREAM_LIMIT).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    };
    let document = stream("WordDocument")?;
    let head = fib::head(&document)
        .ok_or_else(|| ReadError::Damaged("the document's first stream is too short".to_owned()))?;
    if head.encrypted {
        return Err(ReadError::Encrypted);
    }
    if head.version < WORD_97 {
        return Err(ReadError::Unsupported("a document of Word 6 or 95 is not read".to_owned()));
    }
    let tables = stream(if head.second_table { "1Table" } else { "0Table" })?;
    let data = stream("Data").unwrap_or_default();
    Ok(Streams { document, tables, data })
}
