//! The text of a PDF as another library reads it, to be compared with ours: what it sees and we do not is
//! worth a look. It knows nothing of places, panics on odd files, overflows the stack and may run without
//! end: only ever run in a process of its own, and never a source of records.

use crate::ReadError;

/// All text in the order of the file's drawing.
///
/// # Errors
/// Where the other library gives up.
pub fn second_reading(bytes: &[u8]) -> Result<String, ReadError> {
    pdf_extract::extract_text_from_mem(bytes).map_err(|error| ReadError::Damaged(error.to_string()))
}
