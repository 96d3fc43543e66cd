//! Every legal document cited, once.

use super::Used;
use model::{Block, Metadata, Reference, Table};
use normalizer::{fold, read_references};

/// Cells beyond this many are not searched: a workbook of raw data cites nothing.
const MOST_CELLS: usize = 200_000;

/// The references of the title and of everything below the letterhead, each once, in order of first
/// mention; not the document itself.
pub(crate) fn collect(blocks: &[Block], used: &Used, own: &Metadata, head: &[&str]) -> Vec<Reference> {
    let mut found = Found { own, references: Vec::new() };
    for text in head {
        found.read(text);
    }
    let mut cells = 0;
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(_) if used.paragraph(index).is_some() => {}
            Block::Paragraph(paragraph) => found.read(&paragraph.words()),
            Block::Table(table) => found.table(table, index, used, &mut cells),
        }
    }
    found.references
}

struct Found<'a> {
    own: &'a Metadata,
    references: Vec<Reference>,
}

impl Found<'_> {
    fn table(&mut self, table: &Table, block: usize, used: &Used, cells: &mut usize) {
        for cell in table.cells.iter().filter(|cell| used.row(block, cell.row).is_none()) {
            *cells += 1;
            if *cells > MOST_CELLS {
                return;
            }
            for paragraph in &cell.paragraphs {
                self.read(&paragraph.words());
            }
            for inner in &cell.tables {
                for paragraph in inner.cells.iter().flat_map(|cell| &cell.paragraphs) {
                    self.read(&paragraph.words());
                }
            }
        }
    }

    fn read(&mut self, text: &str) {
        if !text.contains(['/', '-', '–']) {
            return;
        }
        for reference in read_references(text) {
            if !self.is_own(&reference) && !self.references.iter().any(|known| same(known, &reference)) {
                self.references.push(reference);
            }
        }
    }

    fn is_own(&self, reference: &Reference) -> bool {
        self.own.symbol.is_some()
            && self.own.number == reference.number
            && key(&self.own.symbol) == key(&reference.symbol)
            && agree(self.own.date.as_deref(), reference.date.as_deref())
    }
}

/// Number and symbol are those of one document, unless the dates say that there are two.
fn same(one: &Reference, other: &Reference) -> bool {
    one.kind == other.kind
        && one.number == other.number
        && key(&one.symbol) == key(&other.symbol)
        && agree(one.date.as_deref(), other.date.as_deref())
}

/// Dates agree where one is open or goes on from the other: «2025-07» and «2025-07-14».
fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
        _ => true,
    }
}

/// «QĐ/TTg» and «QĐ-TTg» are one symbol.
fn key(symbol: &Option<String>) -> String {
    symbol.as_deref().map(fold).unwrap_or_default()
}
