//! Words, lines, paragraphs, furniture and reading order of a page, from positions alone.

pub mod word;

pub use word::Word;
