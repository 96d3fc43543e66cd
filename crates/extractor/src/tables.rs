//! Tables → records: the heading understood, each row decided and accounted for.

use crate::assessment;
use crate::context::Context;
use crate::fields::Row;
use crate::grid::Grid;
use crate::header::{Column, Field, Header, TableKind, find_header};
use crate::provenance::gather;
use crate::rows::{RecordRow, RowUse, read_rows};
use crate::{target, task};
use model::{Assessment, Diagnostic, Heading, Places, RowLedger, Table, Target, Task};

/// What a table gives.
#[derive(Default)]
pub struct TableYield {
    pub targets: Vec<Target>,
    /// For each target the one, by its place in `targets`, that it is a part of.
    pub parents: Vec<Option<usize>>,
    pub tasks: Vec<Task>,
    pub assessments: Vec<Assessment>,
    /// Rows that are in no record, for the outline: sections and unused rows.
    pub outline: Vec<String>,
    pub rows: RowLedger,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a table under a path of headings. `previous` is the heading of the table before it: a table
/// without a heading of its own and with as many columns goes on under it.
pub fn read(
    table: Table,
    path: &[Heading],
    previous: Option<&Header>,
    context: &Context<'_>,
) -> (TableYield, Option<Header>) {
    let mut grid = Grid::new(table);
    let headings = context.vocabulary.headings();
    let about = path.iter().rev().find_map(|heading| headings.find(&heading.title));
    let found = find_header(&grid, context.vocabulary, about);
    // A row of data may read like a heading; without the index column's «STT» it goes on under the last.
    let goes_on = |header: &Header| {
        !header.numbered
            && previous.is_some_and(|last| last.numbered && last.columns.len() as u32 == grid.columns())
    };
    let header = match (found.filter(|header| !goes_on(header)), previous) {
        (Some(header), _) => header,
        (None, Some(previous))
            if previous.columns.len() as u32 == grid.columns() && previous.kind != TableKind::Other =>
        {
            Header { start: 0, end: 0, ..previous.clone() }
        }
        (None, _) => return (unused(&grid), None),
    };
    let mut result = TableYield::default();
    for row in 0..header.start {
        result.outline.extend(Some(grid.row_text(row)).filter(|text| !text.is_empty()));
    }
    result.rows.sections += header.start;
    result.rows.headings += header.end - header.start + grid.repeated_rows;
    unknown_headings(&grid, &header, &mut result.diagnostics);
    match header.kind {
        TableKind::Target | TableKind::Task => records(&mut grid, &header, path, context, &mut result),
        TableKind::Score => scores(&grid, &header, path, &mut result),
        TableKind::Other => {
            let titles = (header.start..header.end).map(|row| grid.row_text(row));
            result.outline.extend(titles.filter(|text| !text.is_empty()));
            other(&grid, header.end, &mut result);
        }
    }
    (result, Some(header))
}

/// Each row makes room for its record: of a sheet of 100,000 rows only one of the two is held.
fn records(
    grid: &mut Grid,
    header: &Header,
    path: &[Heading],
    context: &Context<'_>,
    result: &mut TableYield,
) {
    for (row, usage) in read_rows(grid, header, context.vocabulary) {
        match usage {
            RowUse::Record(record) => {
                result.rows.records += 1;
                result.outline.extend(leftovers(grid, header, &record));
                push_record(grid, header, &record, path, context, result);
            }
            RowUse::Section(_) => {
                result.rows.sections += 1;
                result.outline.push(grid.row_text(row));
            }
            RowUse::Heading => result.rows.headings += 1,
            RowUse::Blank => result.rows.furniture += 1,
            RowUse::Unused(reason) => {
                result.rows.unused += 1;
                let text = grid.row_text(row);
                let message = format!("row {} gave no record: {reason}: «{text}»", row + 1);
                result.diagnostics.push(Diagnostic::warning("unused-row", message, row_places(grid, row)));
                result.outline.push(text);
            }
        }
        grid.release(row);
    }
}

/// What a record's row says in columns that no field of its kind holds, for the outline.
fn leftovers(grid: &Grid, header: &Header, record: &RecordRow) -> Vec<String> {
    let row = Row { grid, header, record };
    let unheld = row.cells_of(|field| !is_held(field, header.kind));
    let line = |(number, column, _): (u32, &Column, _)| {
        format!("{} | {}: {}", record.text, column.label, row.text(number))
    };
    unheld.into_iter().map(line).collect()
}

/// Whether an assessment has a place for what a column says.
fn is_scored(field: &Field) -> bool {
    matches!(
        field,
        Field::Index
            | Field::Text
            | Field::Maximum
            | Field::SelfAssessed
            | Field::Achieved
            | Field::Deducted
            | Field::Percent
    )
}

/// Whether a record of this kind has a place for what a column says.
fn is_held(field: &Field, kind: TableKind) -> bool {
    match field {
        Field::Index | Field::Text | Field::Group | Field::Note => true,
        Field::Lead | Field::Coordinating | Field::Implementing | Field::Monitoring => true,
        Field::Value(_) | Field::Unit => kind == TableKind::Target,
        Field::Ticked(_) => true,
        Field::Product | Field::Schedule { .. } | Field::Start | Field::End | Field::Funding => {
            kind == TableKind::Task
        }
        _ => false,
    }
}

fn push_record(
    grid: &Grid,
    header: &Header,
    record: &RecordRow,
    path: &[Heading],
    context: &Context<'_>,
    result: &mut TableYield,
) {
    let row = Row { grid, header, record };
    if header.kind == TableKind::Target {
        result.targets.push(target::read(&row, path, context));
        result.parents.push(record.parent);
    } else {
        result.tasks.push(task::read(&row, path, context));
    }
}

fn scores(grid: &Grid, header: &Header, path: &[Heading], result: &mut TableYield) {
    let column =
        |wanted: Field| header.columns.iter().position(|column| column.field == wanted).map(|at| at as u32);
    let columns = assessment::ScoreColumns {
        index: column(Field::Index),
        text: column(Field::Text).unwrap_or_default(),
        maximum: column(Field::Maximum),
        self_assessed: column(Field::SelfAssessed),
        achieved: column(Field::Achieved),
        deducted: column(Field::Deducted),
        percent: column(Field::Percent),
    };
    result.assessments = assessment::read_table(grid, header.end, &columns, path);
    result.rows.records += grid.rows().saturating_sub(header.end);
    for row in header.end..grid.rows() {
        let said = |number: u32| grid.text(row, number).trim();
        for (number, column) in header.columns.iter().enumerate() {
            let number = number as u32;
            let own = grid.cell(row, number).is_some_and(|cell| cell.row == row && cell.column == number);
            if own && !is_scored(&column.field) && !said(number).is_empty() {
                result.outline.push(format!("{} | {}: {}", said(columns.text), column.label, said(number)));
            }
        }
    }
}

/// A table with a heading that names no plan: its rows are kept in the outline.
fn other(grid: &Grid, from: u32, result: &mut TableYield) {
    for row in from..grid.rows() {
        let text = grid.row_text(row);
        if text.is_empty() {
            result.rows.furniture += 1;
        } else {
            result.rows.unused += 1;
            result.outline.push(text);
        }
    }
    if result.rows.unused > 0 {
        let message = format!(
            "{} rows of a table that names neither targets nor tasks are in the outline only",
            result.rows.unused
        );
        result.diagnostics.push(Diagnostic::note("unused-row", message, gather(&grid.places)));
    }
}

fn unused(grid: &Grid) -> TableYield {
    let mut result = TableYield::default();
    other(grid, 0, &mut result);
    result
}

/// An unknown heading is pointed out with the line to paste into the vocabulary.
fn unknown_headings(grid: &Grid, header: &Header, diagnostics: &mut Vec<Diagnostic>) {
    if header.kind == TableKind::Other {
        return;
    }
    for (number, Column { field, label, guessed }) in header.columns.iter().enumerate() {
        if (*field == Field::Unknown || *guessed) && !label.is_empty() {
            let places =
                grid.cell(header.start, number as u32).map(|cell| gather(&cell.places)).unwrap_or_default();
            let name = field_name(field);
            let held = match name {
                Some(name) => format!("its cells were taken for «{name}»"),
                None => "what it holds is in no field".to_owned(),
            };
            let message = format!(
                "the column «{label}» is not known; {held}. To teach it, add a line to the columns table: {}\t{}\t1\tyours",
                name.unwrap_or("field"),
                label.to_lowercase()
            );
            diagnostics.push(Diagnostic::warning("unknown-header", message, places));
        }
    }
}

/// The name that a column's field has in the columns table, for those that cells alone can tell.
fn field_name(field: &Field) -> Option<&'static str> {
    match field {
        Field::Lead => Some("lead"),
        Field::Implementing => Some("implementing"),
        Field::Schedule { .. } => Some("schedule"),
        Field::Unit => Some("unit"),
        Field::Text => Some("task"),
        _ => None,
    }
}

fn row_places(grid: &Grid, row: u32) -> Places {
    gather(grid.row_cells(row).flat_map(|cell| &cell.places))
}
