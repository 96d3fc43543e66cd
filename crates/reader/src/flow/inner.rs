//! What stands inside a cell, a note, a header or a text box.

use model::{Block, Paragraph, Table};

#[derive(Debug, Default)]
pub struct Inner {
    pub paragraphs: Vec<Paragraph>,
    pub tables: Vec<Table>,
}

impl From<Vec<Block>> for Inner {
    fn from(blocks: Vec<Block>) -> Self {
        let mut inner = Self::default();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => inner.paragraphs.push(paragraph),
                Block::Table(table) => inner.tables.push(table),
            }
        }
        inner
    }
}

impl Inner {
    pub fn append(&mut self, more: Self) {
        self.paragraphs.extend(more.paragraphs);
        self.tables.extend(more.tables);
    }

    /// All paragraphs, those of the tables' cells after the others.
    pub fn all_paragraphs(self) -> Vec<Paragraph> {
        let cells = self.tables.into_iter().flat_map(|table| table.cells).flat_map(|cell| cell.paragraphs);
        self.paragraphs.into_iter().chain(cells).collect()
    }
}
