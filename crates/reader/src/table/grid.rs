//! Edges that hang together → a grid of units with walls → cells with spans.

use super::edges::{Edge, Edges, merge, snap};

/// A grid with the walls between its units.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Boundaries of the columns, ascending.
    pub xs: Vec<f32>,
    /// Boundaries of the rows, ascending.
    pub ys: Vec<f32>,
    /// No edge lies along this side of the grid: the lines of the other direction end in the open.
    pub open: Sides,
    /// `walls_right[row * columns + column]`: an edge lies to the right of the unit.
    walls_right: Vec<bool>,
    walls_below: Vec<bool>,
}

/// The four sides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sides {
    pub left: bool,
    pub right: bool,
    pub top: bool,
    pub bottom: bool,
}

/// A cell as units of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

/// Lines that go on past the last crossing line by more than this leave a side open. Corners overlap by
/// up to a line's thickness, scanned ones by two or three points; a column or row is wider.
const OVERHANG: f32 = 7.0;
/// The share of a unit's side that an edge must cover to be a wall: faded scans lose a third.
const COVER: f32 = 0.5;
/// More units than any page has.
const MOST_UNITS: usize = 200_000;

impl Grid {
    /// The grid of edges that hang together; none where they enclose nothing.
    pub fn new(edges: &Edges) -> Option<Self> {
        let mut xs = snap(edges.vertical.iter().map(|edge| edge.at).collect());
        let mut ys = snap(edges.horizontal.iter().map(|edge| edge.at).collect());
        if xs.is_empty() || ys.is_empty() {
            return None;
        }
        let (left, right) = open_ends(&edges.horizontal, &mut xs);
        let (top, bottom) = open_ends(&edges.vertical, &mut ys);
        Self::with_walls(xs, ys, edges, Sides { left, right, top, bottom })
    }

    /// A grid of which only the boundaries are known.
    pub fn plain(xs: Vec<f32>, ys: Vec<f32>, open: Sides) -> Self {
        Self { xs, ys, open, ..Self::default() }
    }

    /// A grid of given boundaries whose walls are where edges lie.
    pub fn with_walls(xs: Vec<f32>, ys: Vec<f32>, edges: &Edges, open: Sides) -> Option<Self> {
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns == 0 || rows == 0 || columns.saturating_mul(rows) > MOST_UNITS {
            return None;
        }
        let mut walls_right = vec![false; columns * rows];
        for (boundary, unit) in covered(&edges.vertical, &xs, &ys) {
            if boundary > 0
                && let Some(wall) = walls_right.get_mut(unit * columns + boundary - 1)
            {
                *wall = boundary < columns;
            }
        }
        let mut walls_below = vec![false; columns * rows];
        for (boundary, unit) in covered(&edges.horizontal, &ys, &xs) {
            if boundary > 0
                && let Some(wall) = walls_below.get_mut((boundary - 1) * columns + unit)
            {
                *wall = boundary < rows;
            }
        }
        Some(Self { xs, ys, open, walls_right, walls_below })
    }

    pub fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    fn wall_right(&self, row: usize, column: usize) -> bool {
        self.walls_right.get(row * self.columns() + column).copied().unwrap_or(true)
    }

    fn wall_below(&self, row: usize, column: usize) -> bool {
        self.walls_below.get(row * self.columns() + column).copied().unwrap_or(true)
    }

    /// Units with no wall between them make one cell. Cells are rectangles that cover the grid without
    /// overlap, in reading order; where missing walls leave another shape, it is cut into rectangles.
    pub fn spans(&self) -> Vec<Span> {
        let (columns, rows) = (self.columns(), self.rows());
        let mut taken = vec![false; columns * rows];
        let mut spans = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if taken.get(row * columns + column) == Some(&false) {
                    let span = self.grow(row, column, &taken);
                    for r in span.row..span.row + span.rows {
                        let from = r * columns + span.column;
                        if let Some(units) = taken.get_mut(from..from + span.columns) {
                            units.fill(true);
                        }
                    }
                    spans.push(span);
                }
            }
        }
        spans
    }

    fn grow(&self, row: usize, column: usize, taken: &[bool]) -> Span {
        let columns = self.columns();
        let free = |r: usize, c: usize| taken.get(r * columns + c) == Some(&false);
        let mut width = 1;
        while column + width < columns
            && !self.wall_right(row, column + width - 1)
            && free(row, column + width)
        {
            width += 1;
        }
        let mut height = 1;
        while row + height < self.rows() {
            let next = row + height;
            let mut units = column..column + width;
            let joined = units.all(|c| !self.wall_below(next - 1, c) && free(next, c))
                && (column..column + width - 1).all(|c| !self.wall_right(next, c));
            if !joined {
                break;
            }
            height += 1;
        }
        Span { row, column, rows: height, columns: width }
    }

    /// Without the boundaries at which no cell ends.
    #[must_use]
    pub fn compact(self, spans: &[Span]) -> (Self, Vec<Span>) {
        let keep_x = used(self.xs.len(), spans.iter().flat_map(|s| [s.column, s.column + s.columns]));
        let keep_y = used(self.ys.len(), spans.iter().flat_map(|s| [s.row, s.row + s.rows]));
        let spans = spans.iter().filter_map(|span| {
            let column = *keep_x.get(span.column)?;
            let row = *keep_y.get(span.row)?;
            let columns = keep_x.get(span.column + span.columns)? - column;
            let rows = keep_y.get(span.row + span.rows)? - row;
            Some(Span { row, column, rows, columns })
        });
        let spans = spans.collect();
        let grid = Self::plain(kept(&self.xs, &keep_x), kept(&self.ys, &keep_y), self.open);
        (grid, spans)
    }
}

/// For each boundary its number among the used ones; an unused one has the number of the next used.
fn used(count: usize, ends: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut marks = vec![0_usize; count];
    for end in ends {
        if let Some(mark) = marks.get_mut(end) {
            *mark = 1;
        }
    }
    let mut number = 0;
    marks
        .into_iter()
        .map(|mark| {
            number += mark;
            number - mark
        })
        .collect()
}

fn kept(values: &[f32], numbers: &[usize]) -> Vec<f32> {
    let next = numbers.iter().skip(1).copied().chain([usize::MAX]);
    let used = values.iter().zip(numbers.iter().zip(next));
    used.filter(|(_, (number, next))| *number != next).map(|(value, _)| *value).collect()
}

/// Adds a boundary on each side where lines of the other direction end together in the open.
fn open_ends(lines: &[Edge], across: &mut Vec<f32>) -> (bool, bool) {
    let (Some(&first), Some(&last)) = (across.first(), across.last()) else { return (false, false) };
    let low = common_end(lines.iter().map(|line| first - line.from));
    let high = common_end(lines.iter().map(|line| line.to - last));
    if let Some(overhang) = low {
        across.insert(0, first - overhang);
    }
    if let Some(overhang) = high {
        across.push(last + overhang);
    }
    (low.is_some(), high.is_some())
}

/// The overhang that at least two lines, and half of those that come as far as the last crossing, share.
fn common_end(overhangs: impl Iterator<Item = f32>) -> Option<f32> {
    let mut reaching: Vec<f32> = overhangs.filter(|overhang| *overhang > -OVERHANG).collect();
    let all = reaching.len();
    reaching.retain(|overhang| *overhang > OVERHANG);
    reaching.sort_by(f32::total_cmp);
    let median = *reaching.get(reaching.len() / 2)?;
    let alike = reaching.iter().filter(|overhang| (*overhang - median).abs() <= OVERHANG).count();
    (alike >= 2 && alike * 2 >= all).then_some(median)
}

/// (boundary, unit) pairs: along the boundary's line, the unit's side is covered by edges.
fn covered(edges: &[Edge], boundaries: &[f32], units: &[f32]) -> Vec<(usize, usize)> {
    let mut on_boundary: Vec<Vec<Edge>> = vec![Vec::new(); boundaries.len()];
    for edge in edges {
        if let Some(edges) = on_boundary.get_mut(nearest(boundaries, edge.at)) {
            edges.push(Edge { at: 0.0, ..*edge });
        }
    }
    let mut pairs = Vec::new();
    for (boundary, edges) in on_boundary.into_iter().enumerate() {
        let mut cover = vec![0.0_f32; units.len().saturating_sub(1)];
        for edge in merge(edges) {
            let first = units.partition_point(|unit| *unit <= edge.from).saturating_sub(1);
            let sides = cover.iter_mut().zip(units.iter().zip(units.iter().skip(1)));
            for (length, (from, to)) in sides.skip(first).take_while(|(_, (from, _))| **from < edge.to) {
                *length += (edge.to.min(*to) - edge.from.max(*from)) / (to - from).max(0.1);
            }
        }
        pairs
            .extend(cover.iter().enumerate().filter(|(_, c)| **c >= COVER).map(|(unit, _)| (boundary, unit)));
    }
    pairs
}

/// Index of the value nearest to `at`; the values are ascending.
pub fn nearest(values: &[f32], at: f32) -> usize {
    let above = values.partition_point(|value| *value < at);
    let below = above.saturating_sub(1);
    let distance = |index: usize| values.get(index).map_or(f32::INFINITY, |value| (value - at).abs());
    if distance(above) < distance(below) { above } else { below }
}
