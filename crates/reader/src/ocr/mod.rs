//! Pictures of pages → words with confidence, and rulings. Tesseract with Vietnamese is a process of
//! its own: a crash or a hang costs one page, and where it is not installed only scans are not read.
//!
//! What it does not do: it knows nothing of tables and paragraphs; `paged` cuts the picture into the
//! cells that its rulings enclose and gives each to [`tesseract::read`].

pub mod blots;
mod light;
pub mod picture;
pub mod rulings;
pub mod seals;
pub mod specks;
pub mod strip;
pub mod strokes;
pub mod tesseract;

pub use picture::{Picture, count, decode, is_cut};
pub use tesseract::{Reading, is_installed};
