//! The document's body: what is neither letterhead, title, recipients, signature nor furniture, as
//! pieces of the outline; annexes and captions of tables recognised.

use crate::context::Context;
use crate::item::Item;
use crate::marker::MarkerKind;
use crate::metadata::{Part, Used};
use crate::outline::Piece;
use model::{Block, Document, Heading, ParagraphRole, Table};

/// The body.
pub struct Body {
    pub pieces: Vec<Piece>,
    /// The tables that pieces name by number.
    pub tables: Vec<Table>,
    pub footnotes: Vec<Item>,
    /// Paragraphs set aside: running heads, page numbers, letterheads, titles, signatures.
    pub furniture: u32,
}

/// A block on its way to a piece.
enum Draft {
    Item(Item, Option<Part>),
    Table(usize),
}

/// Sorts the blocks.
pub fn sort(document: Document, used: &Used, context: &Context<'_>) -> Body {
    let mut body = Body { pieces: Vec::new(), tables: Vec::new(), footnotes: Vec::new(), furniture: 0 };
    let mut drafts = Vec::new();
    for (number, block) in document.blocks.into_iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => {
                let item = Item::new(&paragraph, context.vocabulary);
                match paragraph.role {
                    _ if item.full.is_empty() => {}
                    ParagraphRole::Furniture => body.furniture += 1,
                    ParagraphRole::Footnote => body.footnotes.push(item),
                    ParagraphRole::Body => drafts.push(Draft::Item(item, used.paragraph(number))),
                }
            }
            Block::Table(table) => table_drafts(number, table, used, &mut body, &mut drafts, context),
        }
    }
    body.pieces = pieces(drafts, &mut body.furniture);
    body
}

/// A table of letterhead or signature is furniture; one row by one column is a box around prose and tables.
fn table_drafts(
    number: usize,
    mut table: Table,
    used: &Used,
    body: &mut Body,
    drafts: &mut Vec<Draft>,
    context: &Context<'_>,
) {
    let metadata = (0..table.rows.min(1000)).filter(|row| used.row(number, *row).is_some()).count();
    if metadata > 0 && metadata as u32 >= table.rows {
        body.furniture += 1;
    } else if table.columns <= 1 || is_layout(&table) {
        for cell in table.cells {
            if used.row(number, cell.row).is_some() {
                continue;
            }
            let items = cell.paragraphs.iter().map(|paragraph| Item::new(paragraph, context.vocabulary));
            drafts.extend(items.filter(|item| !item.full.is_empty()).map(|item| Draft::Item(item, None)));
            for inner in cell.tables {
                table_drafts(number, inner, &Used::default(), body, drafts, context);
            }
        }
    } else {
        crate::trim::without_rows(&mut table, |row| used.row(number, row).is_some());
        drafts.push(Draft::Table(body.tables.len()));
        body.tables.push(table);
    }
}

/// A borderless table of few, long cells only puts texts side by side.
fn is_layout(table: &Table) -> bool {
    table.make == model::TableMake::Borderless && table.columns <= 3 && table.rows <= 3
}

fn pieces(drafts: Vec<Draft>, furniture: &mut u32) -> Vec<Piece> {
    let captions = captions(&drafts);
    let mut pieces = Vec::new();
    let mut open: Option<(Item, Heading)> = None;
    for (draft, caption) in drafts.into_iter().zip(captions) {
        match (draft, caption) {
            (Draft::Item(item, _), Some(Caption::Opens)) => {
                pieces.extend(open.take().map(|(item, heading)| Piece::Annex(item, heading)));
                open = Some(annex(item));
            }
            (Draft::Item(item, _), Some(Caption::Continues)) => match &mut open {
                Some((first, heading)) => {
                    model::document::close_up(&mut heading.title, &item.full);
                    model::document::close_up(&mut first.full, &item.full);
                    first.places.extend(item.places);
                }
                None => open = Some(annex(item)),
            },
            (draft, _) => {
                pieces.extend(open.take().map(|(item, heading)| Piece::Annex(item, heading)));
                match draft {
                    Draft::Item(item, None) => pieces.push(Piece::Item(item)),
                    Draft::Item(_, Some(_)) => *furniture += 1,
                    Draft::Table(table) => pieces.push(Piece::Table(table)),
                }
            }
        }
    }
    pieces.extend(open.map(|(item, heading)| Piece::Annex(item, heading)));
    pieces
}

fn annex(item: Item) -> (Item, Heading) {
    let marked = item.marker.as_ref().filter(|marker| marker.kind == MarkerKind::Annex);
    let heading = match marked {
        Some(marker) => Heading { index: marker.index.clone(), title: item.text.clone() },
        None => Heading { index: None, title: item.full.clone() },
    };
    (item, heading)
}

/// What a line is to the heading of an annex or a table's caption.
#[derive(Clone, Copy, PartialEq)]
enum Caption {
    Opens,
    Continues,
}

/// Annex marks with the title lines below them, and the title lines straight above a table.
fn captions(drafts: &[Draft]) -> Vec<Option<Caption>> {
    let mut found: Vec<Option<Caption>> = vec![None; drafts.len()];
    let mut in_annex = false;
    for (number, draft) in drafts.iter().enumerate() {
        let caption = match draft {
            Draft::Item(item, None) if is_annex(item) => Some(Caption::Opens),
            Draft::Item(item, None | Some(Part::Title)) if in_annex && is_title_line(item) => {
                Some(Caption::Continues)
            }
            Draft::Table(_) => {
                mark_caption(drafts, number, &mut found);
                None
            }
            _ => None,
        };
        in_annex = caption.is_some();
        if let Some(slot) = found.get_mut(number) {
            *slot = slot.or(caption);
        }
    }
    found
}

/// Walks up from a table over notes in brackets and units to the lines of its title.
fn mark_caption(drafts: &[Draft], table: usize, found: &mut [Option<Caption>]) {
    let mut top = None;
    for number in (0..table).rev() {
        let Some(Draft::Item(item, part)) = drafts.get(number) else { break };
        if found.get(number).copied().flatten().is_some() {
            return;
        }
        let title = *part == Some(Part::Title) || part.is_none() && is_title_line(item);
        if title && !item.is_bracketed() {
            top = Some(number);
        } else if top.is_some() || !is_note(item) {
            break;
        }
    }
    let Some(top) = top else { return };
    for (offset, slot) in found.iter_mut().enumerate().take(table).skip(top) {
        let bracketed = matches!(drafts.get(offset), Some(Draft::Item(item, _)) if is_note(item));
        *slot = if offset == top { Some(Caption::Opens) } else { (!bracketed).then_some(Caption::Continues) };
    }
}

fn is_annex(item: &Item) -> bool {
    item.marker.as_ref().is_some_and(|marker| marker.kind == MarkerKind::Annex)
}

/// A line of a title that stands for itself: centred and striking, or in capitals; without mark.
fn is_title_line(item: &Item) -> bool {
    let striking = item.is_shouted() || item.centered && (item.bold || item.style.is_some());
    item.marker.is_none()
        && (striking || is_year(&item.full))
        && !item.is_bracketed()
        && !item.is_lead_in()
        && item.full.chars().count() <= 400
}

/// «2025»: what is left of «… NĂM 2025» on a line of its own.
fn is_year(text: &str) -> bool {
    text.len() == 4 && crate::period::years(text).len() == 1
}

/// «(Ban hành kèm theo …)», «Đơn vị tính: …»: what may stand between a title and its table.
fn is_note(item: &Item) -> bool {
    item.is_bracketed() || item.marker.is_none() && item.full.chars().count() <= 60 && item.full.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{blank, table};
    use crate::vocabulary::Vocabulary;

    #[test]
    fn a_box_around_prose_gives_all_its_paragraphs() {
        for (text, expected) in [
            ("một\nhai", vec!["một", "hai"]),
            ("\nmột\n\nhai", vec!["một", "hai"]),
            ("UBND phường\nTrạm Y tế phường", vec!["UBND phường", "Trạm Y tế phường"]),
            ("\n", vec![]),
        ] {
            let document = Document { blocks: vec![Block::Table(table(&[&[text]]))], ..blank() };
            let context = Context::new(&document, Vocabulary::builtin(), None, None);
            let body = sort(document, &Used::default(), &context);
            let full = |piece: &Piece| match piece {
                Piece::Item(item) => item.full.clone(),
                _ => "no item".to_owned(),
            };
            assert_eq!(body.pieces.iter().map(full).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_table_in_a_box_is_one_like_any_other() {
        let mut around = table(&[&["một"]]);
        around.cells[0].tables = vec![table(&[&["STT", "Nhiệm vụ"], &["1", "Báo cáo"]])];
        let document = Document { blocks: vec![Block::Table(around)], ..blank() };
        let context = Context::new(&document, Vocabulary::builtin(), None, None);
        let body = sort(document, &Used::default(), &context);
        assert_eq!((body.pieces.len(), body.tables.len()), (2, 1));
    }
}
