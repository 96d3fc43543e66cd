//! A grid of edges and the words in it → a part with its cells.

use super::content;
use super::edges::Edges;
use super::grid::{Grid, Span};
use super::mixed::cut_rows;
use super::part::Part;
use crate::layout::Word;
use model::{BBox, Cell, Page, Place, TableMake};

/// A narrower strip between two edges holds no text: it is the inside of a doubled or thick border.
const SLIVER: f32 = 5.5;

/// The words of a page, to be taken by the tables that they stand in.
pub struct Words<'a> {
    pub all: &'a [Word],
    pub page: &'a Page,
    /// Indices into `all`, by the height of the words' middle.
    by_height: Vec<(f32, usize)>,
}

impl<'a> Words<'a> {
    pub fn new(all: &'a [Word], page: &'a Page) -> Self {
        let mut by_height: Vec<(f32, usize)> =
            all.iter().enumerate().map(|(index, word)| (word.bbox.center().1, index)).collect();
        by_height.retain(|(height, _)| height.is_finite());
        by_height.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self { all, page, by_height }
    }

    pub fn is_bold(&self, index: usize) -> bool {
        let font = self.all.get(index).and_then(|word| self.page.fonts.get(usize::from(word.font)));
        font.is_some_and(|font| font.bold)
    }

    /// The words whose middle lies in the box, with their indices, from top to bottom.
    pub fn within(&self, bbox: BBox) -> impl Iterator<Item = (usize, &'a Word)> {
        let start = self.by_height.partition_point(|(height, _)| *height < bbox.y0);
        let below = self.by_height.iter().skip(start).take_while(move |(height, _)| *height <= bbox.y1);
        let words = below.filter_map(|(_, index)| Some((*index, self.all.get(*index)?)));
        words.filter(move |(_, word)| bbox.contains(word.bbox.center().0, word.bbox.center().1))
    }
}

/// The table that edges enclose; none where they enclose nothing or only one text.
pub fn lattice(edges: &Edges, words: &Words<'_>) -> Option<Part> {
    let grid = without_slivers(Grid::new(edges)?, edges, words)?;
    let spans = grid.spans();
    let (grid, spans) = grid.compact(&spans);
    if grid.columns() < 2 {
        return None;
    }
    let (ys, spans) = cut_rows(&grid.xs, &grid.ys, &spans, words);
    let part = fill(&Grid::plain(grid.xs, ys, grid.open), &spans, words);
    (!part.words.is_empty()).then_some(part)
}

/// The boxes of the cells, also of empty ones.
pub fn boxes(edges: &Edges, words: &Words<'_>) -> Vec<BBox> {
    let Some(grid) = Grid::new(edges).and_then(|grid| without_slivers(grid, edges, words)) else {
        return Vec::new();
    };
    let spans = grid.spans();
    let (grid, spans) = grid.compact(&spans);
    if grid.columns() < 2 {
        return Vec::new();
    }
    let x = |index: usize| grid.xs.get(index).copied().unwrap_or_default();
    let y = |index: usize| grid.ys.get(index).copied().unwrap_or_default();
    let bbox = |span: &Span| {
        BBox::new(x(span.column), y(span.row), x(span.column + span.columns), y(span.row + span.rows))
    };
    spans.iter().map(bbox).collect()
}

/// The grid without strips that are too narrow for text and hold none.
fn without_slivers(grid: Grid, edges: &Edges, words: &Words<'_>) -> Option<Grid> {
    let bbox = bbox(&grid)?;
    let inside: Vec<(f32, f32)> = words.within(bbox).map(|(_, word)| word.bbox.center()).collect();
    let xs = wide(&grid.xs, |from, to| inside.iter().any(|(x, _)| *x > from && *x < to));
    let ys = wide(&grid.ys, |from, to| inside.iter().any(|(_, y)| *y > from && *y < to));
    if xs.len() == grid.xs.len() && ys.len() == grid.ys.len() {
        return Some(grid);
    }
    let open = grid.open;
    Grid::with_walls(xs, ys, edges, open)
}

fn wide(values: &[f32], holds_words: impl Fn(f32, f32) -> bool) -> Vec<f32> {
    let mut kept: Vec<f32> = Vec::with_capacity(values.len());
    for &value in values {
        match kept.last_mut() {
            Some(last) if value - *last < SLIVER && !holds_words(*last, value) => {
                *last = (*last + value) / 2.0;
            }
            _ => kept.push(value),
        }
    }
    kept
}

fn bbox(grid: &Grid) -> Option<BBox> {
    Some(BBox::new(*grid.xs.first()?, *grid.ys.first()?, *grid.xs.last()?, *grid.ys.last()?))
}

/// Puts the words into the cells.
pub fn fill(grid: &Grid, spans: &[Span], words: &Words<'_>) -> Part {
    let outline = bbox(grid).unwrap_or_default();
    let mut owners = vec![0_usize; grid.columns() * grid.rows()];
    for (index, span) in spans.iter().enumerate() {
        for row in span.row..span.row + span.rows {
            let from = row * grid.columns() + span.column;
            if let Some(units) = owners.get_mut(from..from + span.columns) {
                units.fill(index);
            }
        }
    }
    let mut contents: Vec<Vec<&Word>> = vec![Vec::new(); spans.len()];
    let mut taken = Vec::new();
    for (index, word) in words.within(outline) {
        let (x, y) = word.bbox.center();
        let unit = unit(&grid.ys, y) * grid.columns() + unit(&grid.xs, x);
        if let Some(content) = owners.get(unit).and_then(|owner| contents.get_mut(*owner)) {
            content.push(word);
            taken.push(index);
        }
    }
    taken.sort_unstable();
    let cells = spans.iter().zip(contents);
    Part {
        page: words.page.number,
        make: TableMake::Lattice,
        bbox: outline,
        columns: grid.xs.clone(),
        rows: grid.ys.clone(),
        cells: cells.map(|(span, content)| cell(grid, *span, &content, words.page)).collect(),
        open_top: grid.open.top,
        open_bottom: grid.open.bottom,
        words: taken,
    }
}

/// The unit between the boundaries around a value.
fn unit(boundaries: &[f32], at: f32) -> usize {
    let last = boundaries.len().saturating_sub(2);
    boundaries.partition_point(|boundary| *boundary <= at).saturating_sub(1).min(last)
}

fn cell(grid: &Grid, span: Span, content: &[&Word], page: &Page) -> Cell {
    let x = |index: usize| grid.xs.get(index).copied().unwrap_or_default();
    let y = |index: usize| grid.ys.get(index).copied().unwrap_or_default();
    let bbox = BBox::new(x(span.column), y(span.row), x(span.column + span.columns), y(span.row + span.rows));
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Cell {
        row: number(span.row),
        column: number(span.column),
        row_span: number(span.rows),
        column_span: number(span.columns),
        paragraphs: content::paragraphs(content, bbox, page),
        places: [Place::Page { page: page.number, bbox, table: None, row: None }].into(),
        tables: Vec::new(),
        hidden: false,
    }
}
