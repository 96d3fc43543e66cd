//! A sheet's cells → tables and the paragraphs around them, in reading order.

use super::grid::{self, Content, FontLook, Sheet, SheetCell};
use super::prose;
use super::region::{self, Region};
use model::CellRange;
use model::{Block, Cell, Diagnostic, Line, Paragraph, Place, Run, Runs, Table, TableMake};
use std::sync::Arc;

/// A grid larger than this is not laid out: its cells are given as far as they are filled.
const MAX_GRID: u64 = 1_500_000;

/// One step of a cell's indent, in points.
const INDENT_STEP: f32 = 9.0;

/// The blocks of a sheet. Its texts move into them: a sheet of 100,000 rows is not held twice.
pub fn blocks(mut sheet: Sheet, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
    let name: Arc<str> = sheet.name.as_str().into();
    let tables = fitting(region::find_tables(&sheet), &sheet, diagnostics);
    let mut cells = std::mem::take(&mut sheet.cells);
    let (around, last) = prose_around(&sheet, &name, &cells, &tables);
    let mut result = Vec::new();
    for (&table, before) in tables.iter().zip(around) {
        result.extend(before.into_iter().map(Block::Paragraph));
        result.push(Block::Table(build_table(&sheet, &mut cells, &name, table)));
    }
    result.extend(last.into_iter().map(Block::Paragraph));
    result
}

/// The prose before each table, and what stands after the last.
fn prose_around(
    sheet: &Sheet,
    name: &Arc<str>,
    cells: &[SheetCell],
    tables: &[Region],
) -> (Vec<Vec<Paragraph>>, Vec<Paragraph>) {
    let free = region::free_cells(cells, tables);
    // Prose stands before the first table that begins below it.
    let mut rest = free.as_slice();
    let mut around = Vec::with_capacity(tables.len());
    for table in tables {
        let before = rest.partition_point(|cell| cell.row < table.area.top);
        let (head, tail) = rest.split_at_checked(before).unwrap_or((rest, &[]));
        around.push(prose::paragraphs(sheet, name, head));
        rest = tail;
    }
    (around, prose::paragraphs(sheet, name, rest))
}

/// Leaves out tables whose grid is absurd; their texts stay as paragraphs.
fn fitting(tables: Vec<Region>, sheet: &Sheet, diagnostics: &mut Vec<Diagnostic>) -> Vec<Region> {
    let mut left = MAX_GRID;
    let (fit, large): (Vec<Region>, Vec<Region>) = tables.into_iter().partition(|table| {
        let area = table.area;
        let size = u64::from(area.bottom - area.top + 1) * u64::from(area.right - area.left + 1);
        let fits = size <= left;
        left -= if fits { size } else { 0 };
        fits
    });
    for table in large {
        let place = place(&sheet.name.as_str().into(), table.area);
        diagnostics.push(Diagnostic::error(
            "sheet-too-large",
            "the table has more places than can be read; its texts are given as paragraphs",
            vec![place],
        ));
    }
    fit
}

/// A place on a sheet.
pub fn place(sheet: &Arc<str>, area: CellRange) -> Place {
    Place::Sheet { sheet: sheet.clone(), range: area }
}

fn build_table(sheet: &Sheet, filled: &mut [SheetCell], name: &Arc<str>, region: Region) -> Table {
    let area = region.area;
    let rows = area.bottom - area.top + 1;
    let columns = area.right - area.left + 1;
    let mut grid = Grid { sheet, name, area, taken: vec![0; usize::try_from(columns).unwrap_or(0)] };
    let mut cells = Vec::new();
    let mut filled = grid::rows_mut(filled, area.top, area.bottom).iter_mut().peekable();
    for row in area.top..=area.bottom {
        for column in area.left..=area.right {
            while filled.next_if(|cell| (cell.row, cell.column) < (row, column)).is_some() {}
            let cell = filled.next_if(|cell| (cell.row, cell.column) == (row, column));
            cells.extend(grid.cell(row, column, cell));
        }
    }
    let header_rows = sheet.title_rows.map_or(0, |(first, last)| {
        if first <= area.top && (area.top..area.bottom).contains(&last) { last - area.top + 1 } else { 0 }
    });
    Table {
        make: if region.bordered { TableMake::Lattice } else { TableMake::Borderless },
        rows,
        columns,
        cells,
        header_rows,
        repeated_rows: 0,
        parts: [place(name, area)].into(),
        name: Some(name.to_string()),
    }
}

/// The grid of a table while its cells are laid out row by row.
struct Grid<'a> {
    sheet: &'a Sheet,
    name: &'a Arc<str>,
    area: CellRange,
    /// For each column, the first row that no cell above reaches into.
    taken: Vec<u32>,
}

impl Grid<'_> {
    /// The cell that begins here, if the place is not covered from above or from the left.
    fn cell(&mut self, row: u32, column: u32, filled: Option<&mut SheetCell>) -> Option<Cell> {
        if !self.is_free(row, column) {
            return None;
        }
        let merged = self.sheet.area_at(row, column);
        let bottom = merged.bottom.min(self.area.bottom);
        let wanted = merged.right.min(self.area.right);
        // Merged areas that overlap give way to the one that came first.
        let right =
            (column..=wanted).take_while(|&column| self.is_free(row, column)).last().unwrap_or(column);
        for column in column..=right {
            if let Some(taken) = self.slot(column).and_then(|slot| self.taken.get_mut(slot)) {
                *taken = bottom + 1;
            }
        }
        let own = CellRange { top: row, left: column, bottom, right };
        let place = place(self.name, own);
        let paragraphs = filled
            .filter(|cell| !cell.content.is_blank())
            .map(|cell| {
                let paragraphs = cell_paragraphs(cell, &place);
                cell.content = Content::Empty;
                paragraphs
            })
            .unwrap_or_default();
        Some(Cell {
            row: row - self.area.top,
            column: column - self.area.left,
            row_span: bottom - row + 1,
            column_span: right - column + 1,
            paragraphs,
            places: [place].into(),
            tables: Vec::new(),
            hidden: self.sheet.is_hidden(own),
        })
    }

    fn slot(&self, column: u32) -> Option<usize> {
        usize::try_from(column.checked_sub(self.area.left)?).ok()
    }

    fn is_free(&self, row: u32, column: u32) -> bool {
        self.slot(column).and_then(|slot| self.taken.get(slot)).is_some_and(|&taken| taken <= row)
    }
}

/// The paragraphs of a cell. A line break that its writer put in begins a new paragraph, unless the
/// text goes on in the middle of a sentence.
pub fn cell_paragraphs(cell: &SheetCell, place: &Place) -> Vec<Paragraph> {
    if let Content::Plain(text) = &cell.content
        && !text.contains('\n')
    {
        // By far the most cells; a vector of one element takes no room to grow.
        let runs = [run(text, &cell.look.font, &cell.look.font)].into();
        return vec![paragraph(cell, Line { runs, place: place.clone() })];
    }
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for runs in lines(cell) {
        let line = Line { runs, place: place.clone() };
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on(paragraph, &line) => paragraph.lines.push(line),
            _ => paragraphs.push(paragraph(cell, line)),
        }
    }
    paragraphs
}

fn paragraph(cell: &SheetCell, line: Line) -> Paragraph {
    Paragraph {
        lines: [line].into(),
        centered: cell.look.centered,
        indent: f32::from(cell.look.indent) * INDENT_STEP,
        ..Paragraph::default()
    }
}

/// Whether the line goes on in the middle of the paragraph's sentence: it begins with a small letter,
/// and what stands before it is not closed.
pub fn goes_on(paragraph: &Paragraph, line: &Line) -> bool {
    let text = line.text();
    let begins_small = text.trim_start().chars().next().is_some_and(char::is_lowercase);
    // «a) …», «b. …» are numbers of their own.
    let numbered = text.trim_start().chars().nth(1).is_some_and(|second| matches!(second, ')' | '.'));
    let before = paragraph.lines.last().map(Line::text).unwrap_or_default();
    let closed = before.trim_end().ends_with(['.', ';', ':', '!', '?']);
    begins_small && !numbered && !closed
}

/// The cell's lines that are not empty.
fn lines(cell: &SheetCell) -> Vec<Runs> {
    let plain;
    let pieces: &[super::grid::TextRun] = match &cell.content {
        Content::Empty => &[],
        Content::Plain(text) => {
            plain = [super::grid::TextRun { text: text.to_string(), font: None }];
            &plain
        }
        Content::Rich(runs) => runs,
    };
    let mut lines = vec![Runs::new()];
    for piece in pieces {
        let font = piece.font.as_ref().unwrap_or(&cell.look.font);
        for (order, text) in piece.text.split('\n').enumerate() {
            if order > 0 {
                lines.push(Runs::new());
            }
            let text = text.trim_end_matches('\r');
            if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                line.push(run(text, font, &cell.look.font));
            }
        }
    }
    lines.retain(|line| line.iter().any(|run| !run.text.trim().is_empty()));
    lines
}

fn run(text: &str, font: &FontLook, of_cell: &FontLook) -> Run {
    Run {
        text: text.to_owned(),
        font: font.name.clone().or_else(|| of_cell.name.clone()),
        bold: font.bold,
        italic: font.italic,
        superscript: font.superscript,
        confidence: None,
    }
}
