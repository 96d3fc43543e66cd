//! Tasks (nhiệm vụ) from the rows of a task table.

use crate::context::Context;
use crate::fields::{Row, split_list};
use crate::grid::cell_parts;
use crate::header::Field;
use model::{Every, Heading, Origin, ScheduleEntry, ScheduleKind, Task};

/// Reads one row. `sections` is the path above the table; the id is set later.
pub fn read(row: &Row<'_>, sections: &[Heading], context: &Context<'_>) -> Task {
    let mut path = sections.to_vec();
    path.extend(row.record.sections.iter().cloned());
    let products = row.cells_of(|field| *field == Field::Product);
    Task {
        id: String::new(),
        index: row.record.index.clone(),
        sections: path,
        text: row.record.text.clone(),
        quantities: context.quantities(&row.record.text, &row.places()),
        agencies: row.agencies(),
        products: products.iter().flat_map(|(_, _, cell)| split_list(cell, context)).collect(),
        schedule: schedule(row, context),
        funding: row.first_text(&Field::Funding),
        note: row.note(),
        origin: Origin::Table,
        cells: row.cell_places(),
        provenance: row.places(),
        confidence: row.confidence(),
    }
}

fn schedule(row: &Row<'_>, context: &Context<'_>) -> Vec<ScheduleEntry> {
    let mut entries = Vec::new();
    for (number, column, cell) in
        row.cells_of(|field| matches!(field, Field::Schedule { .. } | Field::Quarter(_)))
    {
        let words = cell_parts(cell).join("\n");
        match &column.field {
            Field::Quarter(quarter) if is_tick(row.text(number)) => {
                entries.push(quarter_entry(*quarter, &column.label, context));
            }
            Field::Schedule { deadline } => entries.extend(context.schedule(&words, *deadline, &cell.places)),
            _ => entries.extend(context.schedule(&words, false, &cell.places)),
        }
    }
    entries
}

fn is_tick(text: &str) -> bool {
    matches!(text.trim(), "x" | "X" | "×" | "✓" | "✔" | "v" | "V" | "\u{f0fc}" | "+")
}

/// A tick in a quarter's column: that quarter of the plan's year.
fn quarter_entry(quarter: u8, label: &str, context: &Context<'_>) -> ScheduleEntry {
    let spans = [("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")];
    let span = spans.get(usize::from(quarter).saturating_sub(1));
    let date = |part: &str| context.year.map(|year| format!("{year:04}-{part}"));
    ScheduleEntry {
        raw: label.to_owned(),
        activity: None,
        kind: ScheduleKind::Period,
        start: span.and_then(|(start, _)| date(start)),
        end: span.and_then(|(_, end)| date(end)),
        every: None::<Every>,
    }
}
