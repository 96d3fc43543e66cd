//! Word 97, RTF, ODT and HTML → document. Which libraries were tried instead is in the crate's README.

mod html;
mod odt;
mod open_table;
mod rtf;
mod word;

use crate::ReadError;
use model::Document;

/// # Errors
/// Where the file cannot be opened at all.
pub fn read_doc(bytes: &[u8]) -> Result<Document, ReadError> {
    word::read(bytes)
}

/// # Errors
/// Where the file cannot be opened at all.
pub fn read_rtf(bytes: &[u8]) -> Result<Document, ReadError> {
    rtf::read(bytes)
}

/// # Errors
/// Where the file cannot be opened at all.
pub fn read_odt(bytes: &[u8]) -> Result<Document, ReadError> {
    odt::read(bytes)
}

/// # Errors
/// Where the file cannot be opened at all.
pub fn read_html(bytes: &[u8]) -> Result<Document, ReadError> {
    html::read(bytes)
}
