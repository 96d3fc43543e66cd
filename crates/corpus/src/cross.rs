//! A PDF's words against those of a second reading by another library.

use crate::manifest::Manifest;
use crate::{CorpusError, outputs};
use model::{Block, Document, ParagraphRole};
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result as Written};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More words of one file than this are only counted.
const MOST_WORDS: usize = 20;

/// What a second reading of a PDF says.
#[derive(Debug)]
pub struct CrossCheck {
    /// Relative to the corpus.
    pub file: String,
    /// The words that it sees more often than the program, and how much more often; or why there is no
    /// comparison.
    pub unseen: Result<BTreeMap<String, usize>, String>,
}

/// Compares every PDF with what `second` reads in it. `only`: the files whose path contains this.
///
/// # Errors
/// Where the corpus is not as it should be; a file that cannot be read twice is part of the report.
pub fn cross_check(
    folder: &Path,
    only: Option<&str>,
    settings: &kehoach::Settings,
    second: impl Fn(&Path) -> Result<String, String>,
) -> Result<Vec<CrossCheck>, CorpusError> {
    let manifest = Manifest::load(folder)?;
    let files = manifest.files(only)?.into_iter().map(|(_, file)| file);
    let pdfs = files.filter(|file| Path::new(file).extension().is_some_and(|end| end == "pdf"));
    let checked = pdfs.map(|file| {
        let first = outputs::document(folder, file, settings);
        let both = first.and_then(|first| Ok((first, second(&folder.join(file))?)));
        CrossCheck { file: file.to_owned(), unseen: both.map(|(first, second)| unseen(first, &second)) }
    });
    Ok(checked.collect())
}

/// The words of a text that a document has not so often, and how often they are missing. A word that the
/// document has as a part of others is not missing: the two may part words differently.
fn unseen(document: Document, second: &str) -> BTreeMap<String, usize> {
    let ours: String = fold(&text(document)).split_whitespace().collect();
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for word in fold(second).split_whitespace() {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    let missing = |(word, count): (String, usize)| {
        let found = ours.matches(&word).count();
        (count > found).then(|| (word, count - found))
    };
    words.into_iter().filter_map(missing).collect()
}

/// All text, running heads and page numbers too, and headings as often as they may be repeated.
fn text(mut document: Document) -> String {
    let mut repeated = Vec::new();
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => paragraph.role = ParagraphRole::Body,
            Block::Table(table) if table.repeated_rows > 0 => {
                let mut heading = table.clone();
                heading.cells.retain(|cell| cell.row < table.header_rows);
                repeated.extend(vec![Block::Table(heading); table.parts.len().saturating_sub(1)]);
            }
            Block::Table(_) => {}
        }
    }
    document.blocks.append(&mut repeated);
    kehoach::text(&document)
}

/// Letters and digits without case and marks, the rest blanks: the two may order marks differently.
fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    plain.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
}

impl CrossCheck {
    /// Whether it was compared and sees nothing more.
    pub fn is_clean(&self) -> bool {
        self.unseen.as_ref().is_ok_and(BTreeMap::is_empty)
    }
}

impl Display for CrossCheck {
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        write!(f, "{:44} ", self.file)?;
        match &self.unseen {
            Err(reason) => write!(f, "no second reading: {reason}"),
            Ok(words) if words.is_empty() => write!(f, "no word is missing"),
            Ok(words) => {
                write!(f, "{} words are seen by the second reading only:", words.values().sum::<usize>())?;
                words.iter().take(MOST_WORDS).try_for_each(|(word, count)| write!(f, " {word} ({count})"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Format, Line, Paragraph, Place, Run, TextLayer};

    #[test]
    fn words_that_only_the_second_reading_sees_are_counted() {
        let paragraph = |text: &str, role| {
            let run = Run { text: text.to_owned(), ..Run::default() };
            let line = Line { runs: [run].into(), place: Place::Paragraph { paragraph: 1 } };
            Block::Paragraph(Paragraph { lines: [line].into(), role, ..Paragraph::default() })
        };
        let document = || Document {
            format: Format::Pdf,
            pages: Some(1),
            text_layer: TextLayer::Native,
            blocks: vec![
                paragraph("Tỷ lệ hồ sơ đạt 95,5%", ParagraphRole::Body),
                paragraph("Trang 7", ParagraphRole::Furniture),
            ],
            signatures: Vec::new(),
            disputes: Vec::new(),
            diagnostics: Vec::new(),
        };
        for (second, expected) in [
            ("TỶ LỆ hồ sơ đạt\n95,5% trang 7", vec![]),
            ("Ty\u{309} lê\u{323} h ồ sơ", vec![]),
            ("Tỷ lệ hồ sơ Số: 15", vec![("15", 1), ("so", 1)]),
            ("đạt đạt", vec![("đat", 1)]),
        ] {
            let found = unseen(document(), second);
            let found: Vec<(&str, usize)> =
                found.iter().map(|(word, count)| (word.as_str(), *count)).collect();
            assert_eq!(found, expected, "{second}");
        }
    }
}
