//! PDF → pages → document.

use crate::{Options, ReadError};
use model::Document;

/// # Errors
/// Where the file cannot be opened at all.
pub fn read(_bytes: &[u8], _options: &Options<'_>) -> Result<Document, ReadError> {
    Err(ReadError::Unsupported("PDF is not read yet".to_owned()))
}
