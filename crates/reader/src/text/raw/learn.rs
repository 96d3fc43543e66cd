//! What a table's columns are like is learnt from its rows, and the rows are parted by it: in rounds.

use super::column::{CellWords, Column};
use super::count::is_group;
use super::edge::{Edge, Edges, Left};
use super::fit::{self, Cell as FitCell, Context, Fit, Model};
use super::heading::Heading;
use super::likely::cost_of;
use super::rows::RawRow;
use super::sense::Senses;
use super::width::Wrap;
use crate::text::phrase::Phrases;
use model::CellKind;

/// Dearer rows are none, each of its lines counted.
const DEAR: f32 = 12.0;
const DEAR_LINE: f32 = 1.0;
/// A column without any cell.
const EMPTY_COLUMN: f32 = 3.0;

/// The rows of a table parted into cells, and what one costs on average.
pub struct Parted {
    pub cost: f32,
    pub fits: Vec<Fit>,
    pub columns: Vec<Column>,
}

/// Parts all rows below a heading: the first ones teach what the others are like.
pub fn part_all(
    rows: &[RawRow<'_>],
    heading: &Heading,
    phrases: &Phrases,
    senses: &Senses<'_>,
) -> Option<Parted> {
    const ROUNDS: usize = 5;
    const TEACHERS: usize = 300;
    let (teachers, others) = rows.split_at_checked(TEACHERS).unwrap_or((rows, &[]));
    let (mut fits, model) = taught(teachers, others.is_empty(), heading, ROUNDS, phrases, senses)?;
    let last = |at: usize| at + 1 == others.len();
    fits.extend(others.iter().enumerate().map(|(at, row)| fit_row(row, &model, last(at))));
    judge(rows, fits, model)
}

/// Parts some rows below a heading.
pub fn part_rows(
    rows: &[RawRow<'_>],
    heading: &Heading,
    rounds: usize,
    phrases: &Phrases,
    senses: &Senses<'_>,
) -> Option<Parted> {
    let (fits, model) = taught(rows, true, heading, rounds, phrases, senses)?;
    judge(rows, fits, model)
}

/// Rows parted again and again, each time by what the last has taught. `ends`: the table may end in the last.
fn taught<'a>(
    rows: &[RawRow<'_>],
    ends: bool,
    heading: &Heading,
    rounds: usize,
    phrases: &'a Phrases,
    senses: &'a Senses<'_>,
) -> Option<(Vec<Fit>, Model<'a>)> {
    const FEWEST: usize = 2;
    if rows.len() < FEWEST {
        return None;
    }
    let mut columns = blank_columns(heading);
    if let Some(main) = columns.first_mut() {
        main.presume(&first_wraps(rows));
    }
    let mut model =
        Model { columns, edges: Edges::default(), further: further_cost(rows, &[]), phrases, senses };
    let last = |at: usize| ends && at + 1 == rows.len();
    let part = |model: &Model<'_>| -> Vec<Fit> {
        rows.iter().enumerate().map(|(at, row)| fit_row(row, model, last(at))).collect()
    };
    let mut fits = part(&model);
    for _ in 1..rounds {
        model.columns = learn(rows, &fits, &model);
        model.edges = edges(rows, &fits);
        model.further = further_cost(rows, &fits);
        fits = part(&model);
    }
    Some((fits, model))
}

/// What the parted rows cost on average, if they are a table's.
fn judge(rows: &[RawRow<'_>], fits: Vec<Fit>, model: Model<'_>) -> Option<Parted> {
    let count = u16::try_from(fits.len()).map_or(f32::MAX, f32::from);
    let sum: f32 = rows.iter().zip(&fits).map(|(row, fit)| fit.cost.min(dear(row))).sum();
    let empty: f32 = model.columns.iter().filter(|column| !column.is_used()).map(|_| EMPTY_COLUMN).sum();
    let most = model.columns.iter().map(Column::count).fold(1.0, f32::max);
    let misfit: f32 = model.columns.iter().map(|column| column.misfit(most)).sum();
    let poor = rows.iter().zip(&fits).filter(|(row, fit)| is_dear(row, fit)).count();
    let sound = poor * 2 <= rows.len() && sum < DEAR * count && is_table(rows, &fits);
    sound.then_some(Parted { cost: sum / count + empty + misfit, fits, columns: model.columns })
}

/// Whether there are columns at all: most rows that are no groups have more than a text.
fn is_table(rows: &[RawRow<'_>], fits: &[Fit]) -> bool {
    let wide =
        |fit: &Fit| fit.rows.iter().any(|cells| cells.iter().filter(|cell| !cell.is_empty()).count() > 1);
    let plain = rows.iter().zip(fits).filter(|(row, _)| !is_group(&row.index.1));
    let (wide, narrow): (Vec<_>, Vec<_>) = plain.partition(|(_, fit)| wide(fit));
    wide.len() >= narrow.len() && !wide.is_empty()
}

/// What a row may cost.
fn dear(row: &RawRow<'_>) -> f32 {
    DEAR + DEAR_LINE * u16::try_from(row.height()).map_or(f32::MAX, f32::from)
}

pub fn is_dear(row: &RawRow<'_>, fit: &Fit) -> bool {
    fit.cost > dear(row) * u16::try_from(fit.rows.len().max(1)).map_or(f32::MAX, f32::from)
}

/// Columns of which only the headings are known.
fn blank_columns(heading: &Heading) -> Vec<Column> {
    let kinds = heading.kinds.get(1..).unwrap_or_default();
    let mut others: Vec<CellKind> = kinds.iter().flatten().copied().collect();
    others.retain(|kind| matches!(kind, CellKind::Agency | CellKind::Time));
    others.sort_unstable();
    others.dedup();
    let column = |(at, &kind): (usize, &Option<CellKind>)| {
        Column::new(kind, if at > 0 { &others } else { &[] }, at == 0, heading.wraps(at + 1))
    };
    kinds.iter().enumerate().map(column).collect()
}

/// What the first lines of the rows say of the column of texts.
fn first_wraps(rows: &[RawRow<'_>]) -> Vec<Wrap> {
    let first = rows.iter().filter_map(|row| {
        let lines = &row.pieces.first()?.lines;
        Wrap::of(lines.first()?, lines.get(1)?)
    });
    first.collect()
}

/// What a further row without index costs, by how many there are.
fn further_cost(rows: &[RawRow<'_>], fits: &[Fit]) -> f32 {
    const PRIOR: (f32, f32) = (1.5, 20.0);
    let small = |count: usize| u16::try_from(count).map_or(f32::MAX, f32::from);
    let good = rows.iter().zip(fits).filter(|(row, fit)| !is_dear(row, fit));
    let further: usize = good.map(|(_, fit)| fit.rows.len().saturating_sub(1)).sum();
    cost_of(small(further) + PRIOR.0, small(further + rows.len()) + PRIOR.1)
}

/// A row's pieces fitted one after the other, each going on with the cells of the one before.
fn fit_row(row: &RawRow<'_>, model: &Model<'_>, last: bool) -> Fit {
    let mut whole = Fit::default();
    for (at, piece) in row.pieces.iter().enumerate().filter(|(_, piece)| !piece.lines.is_empty()) {
        let begun: Vec<CellWords<'_>> =
            whole.rows.last().into_iter().flatten().map(|cell| row.cell_words(cell)).collect();
        let context = Context {
            before: (!whole.rows.is_empty()).then_some(begun.as_slice()),
            cut: row.pieces.iter().skip(at + 1).any(|piece| !piece.lines.is_empty()),
            open: last && at + 1 == row.pieces.len(),
            indexed: at == 0 && row.indexed,
            group: is_group(&row.index.1),
        };
        let Some(mut found) = fit::fit(piece, model, context) else {
            return Fit { cost: f32::MAX, ..Fit::default() };
        };
        let offset = row.offset(at);
        found.rows.iter_mut().flatten().flatten().for_each(|stretch| stretch.line += offset);
        whole.cost += found.cost;
        whole.doubt += found.doubt;
        whole.lines = offset + found.lines;
        let mut parts = found.rows.into_iter();
        if context.before.is_some()
            && let (Some(open), Some(first)) = (whole.rows.last_mut(), parts.next())
        {
            open.iter_mut().zip(first).for_each(|(cell, more)| cell.extend(more));
        }
        whole.rows.extend(parts);
    }
    whole
}

/// What the columns are like in the rows as they are parted now.
fn learn(rows: &[RawRow<'_>], fits: &[Fit], model: &Model<'_>) -> Vec<Column> {
    // A title says nothing of the other columns.
    let filled = |parts: &&Vec<FitCell>| parts.iter().skip(1).any(|cell| !cell.is_empty());
    let known = |column: usize| -> Vec<(bool, CellWords<'_>)> {
        let good = rows.iter().zip(fits).filter(|(row, fit)| !is_dear(row, fit));
        let cells = good.flat_map(|(row, fit)| {
            fit.rows.iter().filter(filled).filter_map(move |parts| {
                let before = column.checked_sub(1).and_then(|before| parts.get(before));
                Some((before.is_some_and(Vec::is_empty), row.cell_words(parts.get(column)?)))
            })
        });
        cells.collect()
    };
    let learn = |(at, column): (usize, &Column)| column.learn(&known(at), model.senses);
    model.columns.iter().enumerate().map(learn).collect()
}

/// How the cells of rows on one page follow on each other.
fn edges(rows: &[RawRow<'_>], fits: &[Fit]) -> Edges {
    let mut edges = Edges::default();
    let whole = rows.iter().zip(fits).filter(|(row, fit)| row.pieces.len() == 1 && !is_dear(row, fit));
    for (row, fit) in whole {
        for (part, cells) in fit.rows.iter().enumerate() {
            let mut left = if part == 0 { Left::Index } else { Left::Nothing };
            for cell in cells.iter().filter(|cell| !cell.is_empty()) {
                let start = cell.first().map_or((0, 0), |stretch| (stretch.line, stretch.first));
                let single = cell.len() == 1;
                let shared = start.1 > 0 || start == (0, 0) && row.indexed;
                edges.learn(Edge { left, single, shared });
                left = if single { Left::One } else { Left::Many };
            }
        }
    }
    edges
}
