//! Why a source cannot be read at all.

/// The only errors of the program's stages: from here on nothing fails.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("this is no document that can be read: {0}")]
    UnknownFormat(String),
    #[error("the file is encrypted with a password")]
    Encrypted,
    #[error("the file is damaged: {0}")]
    Damaged(String),
    #[error("the file asks for too much: {0}")]
    TooLarge(String),
    #[error("{0}")]
    Unsupported(String),
}
