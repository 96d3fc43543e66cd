//! Tables of a page from rulings (lattice) or alignment (stream), and one logical table over many
//! pages (stitch): edges → cells → rows → parts → tables, each step small and pure.
//!
//! The caller runs [`find`] on the pages in order, cuts the words in [`Part::words`] out of its text,
//! and at the end gives all parts in reading order to [`stitch`].

mod align;
mod content;
mod counts;
mod edges;
mod grid;
mod header;
mod lattice;
mod logical;
mod merged;
mod mixed;
mod part;
mod regions;
mod rivers;
mod rows;
mod seam;
mod stitch;
mod stream;

pub use part::{Found, Part};
pub use stitch::{Piece, stitch};

use crate::layout::Word;
use edges::Edges;
use model::Page;

/// Finds the tables of one page. `words` are all visible words of the page, running heads and page
/// numbers too (a repeated heading row must not be mistaken for one of them: run this first).
/// `before` is what was found on the page before, for what goes on from there.
pub fn find(words: &[Word], page: &Page, before: Option<&Found>) -> Found {
    let words = lattice::Words::new(words, page);
    let edges = edges::edges(&page.rulings);
    let mut parts: Vec<Part> = Vec::new();
    let mut loose = Edges::default();
    for component in edges::components(&edges) {
        match lattice::lattice(&component, &words) {
            Some(part) => parts.push(part),
            None => loose.add(component),
        }
    }
    loose.sort();
    parts.extend(mixed::mixed(&loose, &words, &taken(words.all.len(), &parts)));
    parts.extend(stream::streams(&words, &taken(words.all.len(), &parts), before));
    parts.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    Found { parts }
}

/// The boxes of the cells that a page's rulings enclose, before any word is known: a scanned page is
/// read cell by cell.
pub fn cell_boxes(page: &Page) -> Vec<model::BBox> {
    let words = lattice::Words::new(&[], page);
    let edges = edges::edges(&page.rulings);
    edges::components(&edges).iter().flat_map(|edges| lattice::boxes(edges, &words)).collect()
}

/// Which words stand in the parts.
fn taken(count: usize, parts: &[Part]) -> Vec<bool> {
    let mut taken = vec![false; count];
    for index in parts.iter().flat_map(|part| &part.words) {
        if let Some(word) = taken.get_mut(*index) {
            *word = true;
        }
    }
    taken
}

#[cfg(test)]
mod lattice_tests;
#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod stitch_tests;
