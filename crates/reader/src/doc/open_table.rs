//! Tables of RTF and Word 97: cells come first, the edges of their row after them.

use crate::flow::edges::Edges;
use crate::flow::grid::{self, MOST_COLUMNS, Merge, Origin, Row, RowCell};
use crate::flow::inner::Inner;
use model::{Block, Diagnostic, Table, TableMake};

/// What a row says of one of its cells.
#[derive(Debug, Clone, Default)]
pub struct CellDefinition {
    pub right: i32,
    pub merge: Merge,
    /// Goes on from the cell to the left.
    pub sideways: bool,
    pub drawn: bool,
}

/// What the next word about a border belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Border {
    /// A paragraph.
    #[default]
    Other,
    Cell,
    Row,
}

/// What a row says of itself.
#[derive(Debug, Clone, Default)]
pub struct RowDefinition {
    pub left: i32,
    pub cells: Vec<CellDefinition>,
    /// The cell that is being defined.
    pub next: CellDefinition,
    pub header: bool,
    pub drawn: bool,
    pub border: Border,
}

impl RowDefinition {
    /// What it says of so many cells: the same long definition may hold for many short rows.
    fn for_cells(&self, count: usize) -> Self {
        let Self { left, header, drawn, .. } = *self;
        let cells = self.cells.iter().take(count).cloned().collect();
        Self { left, cells, header, drawn, ..Self::default() }
    }

    /// A border is drawn.
    pub fn draw(&mut self) {
        match self.border {
            Border::Cell => self.next.drawn = true,
            Border::Row => self.drawn = true,
            Border::Other => {}
        }
    }
}

/// A table that is being read.
pub struct OpenTable {
    pub origin: Origin,
    rows: Vec<(RowDefinition, Vec<Inner>)>,
    cells: Vec<Inner>,
    blocks: Vec<Block>,
}

/// Width of a cell that its row does not define.
const DEFAULT_WIDTH: i32 = 1500;

impl OpenTable {
    pub fn new(origin: Origin) -> Self {
        Self { origin, rows: Vec::new(), cells: Vec::new(), blocks: Vec::new() }
    }

    /// Where a table inside the row that is being read stands.
    pub fn inside(&self) -> Origin {
        Origin { table: self.origin.table, row: Some(self.origin.row.unwrap_or(self.row() + 1)) }
    }

    /// The row that is being read, from 0.
    pub fn row(&self) -> u32 {
        self.rows.len() as u32
    }

    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// What stands beyond the last column that a table may have is put into that.
    pub fn end_cell(&mut self) {
        let inner = Inner::from(std::mem::take(&mut self.blocks));
        let is_full = self.cells.len() >= MOST_COLUMNS as usize;
        match self.cells.last_mut().filter(|_| is_full) {
            Some(last) => last.append(inner),
            None => self.cells.push(inner),
        }
    }

    pub fn end_row(&mut self, definition: &RowDefinition) {
        if !self.blocks.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            self.rows.push((definition.for_cells(cells.len()), cells));
        }
    }

    /// Lays the rows on a grid; `None` where there are none.
    pub fn finish(mut self, last: &RowDefinition, remarks: &mut Vec<Diagnostic>) -> Option<Table> {
        self.end_row(last);
        let edges = self.edges();
        let header = self.rows.iter().take_while(|(row, _)| row.header).count() as u32;
        let count = self.rows.len() as u32;
        let (mut drawn, mut all) = (0, 0);
        let mut rows = Vec::with_capacity(self.rows.len());
        for (definition, cells) in self.rows {
            all += cells.len();
            let defined = definition.cells.iter().take(cells.len());
            drawn += defined.filter(|cell| cell.drawn || definition.drawn).count();
            rows.push(row(&definition, cells, &edges));
        }
        let mut hidden = Vec::new();
        let cells = grid::merged(rows, self.origin, &mut hidden);
        if !hidden.is_empty() {
            let message = "text in the hidden part of merged cells is left out";
            remarks.push(Diagnostic::note("hidden-text", message, hidden));
        }
        match grid::table(count, cells, self.origin) {
            Ok(mut table) => {
                table.make = if drawn * 2 >= all.max(1) { TableMake::Lattice } else { TableMake::Borderless };
                table.header_rows = if header < count { header } else { 0 };
                (count > 0).then_some(table)
            }
            Err(error) => {
                let place = vec![self.origin.place(0)];
                remarks.push(Diagnostic::error("table-too-large", error.to_string(), place));
                None
            }
        }
    }

    fn edges(&self) -> Edges {
        let mut edges = Vec::new();
        for (definition, cells) in &self.rows {
            edges.push(definition.left);
            edges.extend((0..cells.len()).map(|index| right_edge(definition, index)));
        }
        Edges::new(edges)
    }
}

fn right_edge(definition: &RowDefinition, index: usize) -> i32 {
    definition.cells.get(index).map_or_else(
        || {
            let last = definition.cells.last().map_or(definition.left, |cell| cell.right);
            let beyond = i32::try_from(index + 1 - definition.cells.len()).unwrap_or(i32::MAX);
            last.saturating_add(beyond.saturating_mul(DEFAULT_WIDTH))
        },
        |cell| cell.right,
    )
}

fn row(definition: &RowDefinition, cells: Vec<Inner>, edges: &Edges) -> Row {
    let mut row = Row { header: definition.header, ..Row::default() };
    let mut left = definition.left;
    for (index, inner) in cells.into_iter().enumerate() {
        let right = right_edge(definition, index);
        let (column, span) = edges.span(left, right);
        left = right;
        let own = definition.cells.get(index);
        match row.cells.last_mut() {
            Some(before) if own.is_some_and(|cell| cell.sideways) => {
                before.span = (column + span).saturating_sub(before.column).max(1);
                before.paragraphs.extend(inner.paragraphs);
                before.tables.extend(inner.tables);
            }
            _ => row.cells.push(RowCell {
                column,
                span,
                merge: own.map_or(Merge::None, |cell| cell.merge),
                paragraphs: inner.paragraphs,
                tables: inner.tables,
            }),
        }
    }
    row
}
