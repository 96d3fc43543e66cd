//! Whatever words and rulings a page has: no panic, and the cells cover the grid once.

use super::samples::{ruling, word};
use super::stitch::{Piece, stitch};
use super::{Part, find};
use crate::layout::Word;
use model::{Cell, Page, Ruling};
use proptest::prelude::*;

fn covers_once(cells: &[Cell], rows: usize, columns: usize) -> bool {
    let mut covered = vec![0_u32; rows * columns];
    for cell in cells {
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.column..cell.column + cell.column_span {
                match covered.get_mut(row as usize * columns + column as usize) {
                    Some(unit) if (column as usize) < columns => *unit += 1,
                    _ => return false,
                }
            }
        }
    }
    covered.iter().all(|times| *times == 1)
}

/// Places that often coincide, as those of real tables do, and some that no page has.
fn place() -> impl Strategy<Value = f32> {
    prop_oneof![
        8 => (0_u8..30).prop_map(|step| f32::from(step) * 17.0),
        4 => 0.0_f32..600.0,
        1 => prop_oneof![Just(f32::NAN), Just(f32::INFINITY), Just(-1.0e30), Just(1.0e30)],
    ]
}

fn rulings() -> impl Strategy<Value = Vec<Ruling>> {
    let line = (place(), place(), place(), prop::bool::ANY);
    let lines = prop::collection::vec(line, 0..60);
    lines.prop_map(|lines| {
        let drawn = lines.into_iter().map(|(at, from, to, level)| {
            let (from, to) = (from.min(to), from.max(to));
            if level { ruling(from, at, to, at) } else { ruling(at, from, at, to) }
        });
        drawn.collect()
    })
}

fn words() -> impl Strategy<Value = Vec<Word>> {
    let text =
        prop_oneof![Just("1"), Just("II"), Just("*STT*"), Just("Báo"), Just("cáo."), Just("100%"), Just("-")];
    let words = prop::collection::vec((text, place(), place(), 0_u16..5), 0..120);
    words.prop_map(|words| {
        let set = words
            .into_iter()
            .map(|(text, x, y, turn)| Word { rotation: turn.saturating_sub(1) * 90, ..word(text, x, y) });
        set.collect()
    })
}

fn check(parts: &[Part]) -> Result<(), TestCaseError> {
    for part in parts {
        prop_assert!(covers_once(&part.cells, part.rows.len() - 1, part.columns.len() - 1), "{part:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn cells_cover_the_grid_once(
        pages in prop::collection::vec((rulings(), words()), 1..4),
        after_text in prop::bool::ANY,
    ) {
        let mut before = None;
        let mut pieces = Vec::new();
        for (number, (rulings, words)) in (1..).zip(pages) {
            let page = Page { number, width: 595.0, height: 842.0, rulings, ..Page::default() };
            let found = find(&words, &page, before.as_ref());
            check(&found.parts)?;
            pieces.extend(found.parts.iter().map(|part| Piece { part: part.clone(), after_text }));
            before = Some(found);
        }
        for stitched in stitch(pieces) {
            let table = stitched.table;
            prop_assert!(covers_once(&table.cells, table.rows as usize, table.columns as usize), "{table:?}");
        }
    }
}

#[test]
fn a_drawing_of_a_hundred_thousand_strokes_is_borne() {
    let rulings = (0..100_000_u32).map(|index| {
        let (x, y) = ((index % 317) as f32 * 1.7, (index / 317) as f32 * 2.3);
        if index % 2 == 0 { ruling(x, y, x + 40.0, y) } else { ruling(x, y, x, y + 40.0) }
    });
    let page = Page { number: 1, width: 595.0, height: 842.0, rulings: rulings.collect(), ..Page::default() };
    let words: Vec<Word> =
        (0..2000).map(|i| word("a", (i % 50) as f32 * 11.0, (i / 50) as f32 * 20.0)).collect();
    let found = find(&words, &page, None);
    assert!(
        found
            .parts
            .iter()
            .all(|part| { covers_once(&part.cells, part.rows.len() - 1, part.columns.len() - 1) })
    );
}
