//! Pictures of pages → pages whose glyphs carry the OCR's confidence.

use crate::{Options, ReadError};
use model::Document;

/// # Errors
/// Where the picture cannot be decoded.
pub fn read_image(_bytes: &[u8], _options: &Options<'_>) -> Result<Document, ReadError> {
    Err(ReadError::Unsupported("pictures are not read yet".to_owned()))
}
