//! The pages' paragraphs and tables → blocks of the document.

use super::sheet::{Item, Set};
use crate::layout::{self, Draft, Margins};
use crate::table::{self, Piece};
use model::{Block, ParagraphRole};

/// The blocks of all pages: paragraphs that go on over a page's end are one, tables are stitched.
pub fn join(sets: Vec<Set>) -> Vec<Block> {
    let mut blocks: Vec<Option<Block>> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    // Where each piece stands among the blocks.
    let mut places: Vec<usize> = Vec::new();
    let mut after_text = false;
    // The last paragraph of body text on a page, where no table follows it.
    let mut last: Option<(usize, Draft, Margins)> = None;
    for set in sets {
        let mut first = true;
        let set_aside =
            |item: &Item<Draft>| matches!(item, Item::Text(draft) if draft.role != ParagraphRole::Body);
        let end = set.items.iter().rposition(|item| !set_aside(item));
        for (number, item) in set.items.into_iter().enumerate() {
            match item {
                Item::Table(part) => {
                    pieces.push(Piece { part, after_text });
                    places.push(blocks.len());
                    blocks.push(None);
                    (after_text, first, last) = (false, false, None);
                }
                Item::Text(draft) if draft.role == ParagraphRole::Body => {
                    let goes_on = last.as_ref().filter(|(_, before, margins)| {
                        first && layout::continues(before, &draft, margins, &set.margins, &set.fonts)
                    });
                    let target = goes_on.map_or(blocks.len(), |(index, ..)| *index);
                    last = (Some(number) == end).then(|| (target, draft.clone(), set.margins));
                    let mut paragraph = draft.into_paragraph(&set.fonts);
                    match blocks.get_mut(target) {
                        Some(Some(Block::Paragraph(before))) => before.lines.append(&mut paragraph.lines),
                        _ => blocks.push(Some(Block::Paragraph(paragraph))),
                    }
                    (after_text, first) = (true, false);
                }
                Item::Text(draft) => {
                    blocks.push(Some(Block::Paragraph(draft.into_paragraph(&set.fonts))));
                }
            }
        }
    }
    for stitched in table::stitch(pieces) {
        if let Some(block) = places.get(stitched.first).and_then(|place| blocks.get_mut(*place)) {
            *block = Some(Block::Table(stitched.table));
        }
    }
    blocks.into_iter().flatten().collect()
}
