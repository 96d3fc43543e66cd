//! Targets (chỉ tiêu) from the rows of a target table.

use crate::context::Context;
use crate::fields::Row;
use crate::header::Field;
use crate::period::{PeriodColumn, Stretch, years};
use model::{Heading, Origin, PeriodValue, Place, Quantity, Target};

/// Reads one row. `sections` is the path above the table; ids and parents are set later.
pub fn read(row: &Row<'_>, sections: &[Heading], context: &Context<'_>) -> Target {
    row.remark_doubtful(context);
    let mut cells = row.cell_places();
    let mut values = Vec::new();
    // «CHỈ TIÊU NĂM 2025» above the table dates its columns.
    let named = sections.iter().rev().find_map(|heading| match years(&heading.title).as_slice() {
        [year] => Some(*year),
        _ => None,
    });
    for (number, column, cell) in row.cells_of(|field| matches!(field, Field::Value(_) | Field::Ticked(_))) {
        let raw = row.text(number).trim();
        if !is_text_cell(row, number) {
            cells.push((format!("values.{}", values.len()).into(), cell.places.clone()));
            values.push(value(&column.field, &column.label, (raw, &cell.places), named, context));
        }
    }
    values.shrink_to_fit();
    let provenance = row.places();
    Target {
        id: String::new(),
        index: row.record.index.clone(),
        sections: row.path(sections),
        text: row.record.text.clone(),
        quantities: context.quantities(&row.record.text, &provenance),
        values,
        unit: row.first_text(&Field::Unit),
        parent: None,
        agencies: row.agencies(context),
        note: row.joined(&Field::Note),
        origin: Origin::Table,
        cells: cells.into_iter().collect(),
        provenance,
        confidence: row.confidence(),
    }
}

/// A text merged over value columns is no value of each.
fn is_text_cell(row: &Row<'_>, column: u32) -> bool {
    let text = row.header.columns.iter().position(|c| c.field == Field::Text).unwrap_or_default() as u32;
    let cell = |column| row.grid.cell(row.record.row, column).map(std::ptr::from_ref);
    cell(text).is_some() && cell(text) == cell(column)
}

fn value(
    field: &Field,
    label: &str,
    (raw, places): (&str, &[Place]),
    named: Option<i32>,
    context: &Context<'_>,
) -> PeriodValue {
    // A part of the year («Quý I») has a value of its own, as a level has.
    let part = |scope| PeriodColumn { year: None, role: None, scope };
    let period = match field {
        Field::Value(period) => period.clone(),
        Field::Ticked(Stretch::Years(_, year)) => PeriodColumn { year: Some(*year), ..part(None) },
        _ => part(Some(label.to_owned())),
    };
    let role = period.role_in(context.first_year, context.issued);
    // A column that names no year means the heading's or the plan's own, if it is what the plan aims at.
    let aim = named.or(context.aim).filter(|_| role == model::ValueRole::Target);
    let year = period.year.or(aim);
    let quantities = context.quantities(raw, places).into_iter().map(|quantity| scoped(quantity, &period));
    PeriodValue { year, role, label: label.to_owned(), raw: raw.to_owned(), quantities: quantities.collect() }
}

fn scoped(quantity: Quantity, period: &PeriodColumn) -> Quantity {
    match (&quantity.scope, &period.scope) {
        (None, Some(scope)) => Quantity { scope: Some(scope.clone()), ..quantity },
        _ => quantity,
    }
}
