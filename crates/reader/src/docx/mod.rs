//! docx → document.

use crate::ReadError;
use model::Document;

/// # Errors
/// Where the file cannot be opened at all.
pub fn read(_bytes: &[u8]) -> Result<Document, ReadError> {
    Err(ReadError::Unsupported("docx is not read yet".to_owned()))
}
