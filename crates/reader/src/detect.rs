//! Which format the bytes are, whatever the file's name says.

use crate::ReadError;
use model::Format;

/// # Errors
/// Empty input, and bytes that are no document.
pub fn detect(bytes: &[u8]) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    Err(ReadError::UnknownFormat("unknown content".to_owned()))
}
