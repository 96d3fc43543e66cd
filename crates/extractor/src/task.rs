//! Tasks (nhiệm vụ) from the rows of a task table.

use crate::context::Context;
use crate::fields::{Row, split_list};
use crate::header::{Field, is_tick};
use crate::period::Stretch;
use model::{Agency, AgencyRole, Heading, Origin, ScheduleEntry, ScheduleKind, Task};
use normalizer::{agency_key, is_agency_name};

/// Reads one row. `sections` is the path above the table; the id is set later.
pub fn read(row: &Row<'_>, sections: &[Heading], context: &Context<'_>) -> Task {
    row.remark_doubtful(context);
    let provenance = row.places();
    let products = row.cells_of(|field| *field == Field::Product);
    Task {
        id: String::new(),
        index: row.record.index.clone(),
        sections: row.path(sections),
        text: row.record.text.clone(),
        quantities: context.quantities(&row.record.text, &provenance),
        agencies: agencies(row, context),
        products: products.iter().flat_map(|(_, _, cell)| split_list(cell, context)).collect(),
        schedule: schedule(row, context),
        funding: row.joined(&Field::Funding),
        note: row.joined(&Field::Note),
        origin: Origin::Table,
        cells: row.cell_places().into_iter().collect(),
        provenance,
        confidence: row.confidence(),
    }
}

/// Those of the agency columns; in a table without any, the agency that the row's group is headed by.
fn agencies(row: &Row<'_>, context: &Context<'_>) -> Vec<Agency> {
    let group = row.record.sections.last().filter(|group| is_agency_name(&group.title));
    match group {
        Some(group) if !row.has_agency_column() => {
            let name = group.title.clone();
            vec![Agency { role: AgencyRole::Lead, key: agency_key(&name), name }]
        }
        _ => row.agencies(context),
    }
}

fn schedule(row: &Row<'_>, context: &Context<'_>) -> Vec<ScheduleEntry> {
    let timed = |field: &Field| {
        matches!(field, Field::Schedule { .. } | Field::Ticked(_) | Field::Start | Field::End)
    };
    let mut entries = Vec::new();
    for (number, column, cell) in row.cells_of(timed) {
        let words = cell.words();
        match &column.field {
            Field::Ticked(stretch) if is_tick(row.text(number)) => {
                entries.push(ticked(*stretch, &column.label, context));
            }
            Field::Schedule { deadline } => {
                let words = with_unit(&column.label, &words);
                entries.extend(context.schedule(&words, *deadline, &cell.places));
            }
            Field::End => {
                let ends = context.schedule(&words, true, &cell.places);
                close(&mut entries, ends);
            }
            _ => entries.extend(context.schedule(&words, false, &cell.places)),
        }
    }
    entries
}

/// «2» in a column «Tháng», «III» in a column «Quý»: the heading says of what it is a number.
fn with_unit(label: &str, words: &str) -> String {
    let label = label.to_lowercase();
    let numeral = |part: &str| {
        let part = part.trim();
        part.parse::<u32>().is_ok_and(|number| number <= 12) || matches!(part, "I" | "II" | "III" | "IV")
    };
    let unit = matches!(label.trim(), "tháng" | "quý");
    if unit && words.split([',', '-', ';']).all(numeral) {
        return format!("{} {words}", label.trim());
    }
    words.to_owned()
}

/// «Bắt đầu» and «Kết thúc» beside each other are one period.
fn close(entries: &mut Vec<ScheduleEntry>, ends: Vec<ScheduleEntry>) {
    if let ([start], [end]) = (entries.as_mut_slice(), ends.as_slice())
        && start.kind == ScheduleKind::Period
        && end.kind == ScheduleKind::Deadline
        && start.start.is_some()
        && start.start <= end.end
    {
        start.raw = format!("{} - {}", start.raw, end.raw);
        start.end.clone_from(&end.end);
    } else {
        entries.extend(ends);
    }
}

/// A tick in the column of a year, or of a quarter or month of the plan's year.
fn ticked(stretch: Stretch, label: &str, context: &Context<'_>) -> ScheduleEntry {
    let words = match stretch {
        Stretch::Years(first, last) if first == last => format!("năm {first}"),
        Stretch::Years(first, last) => format!("{first}-{last}"),
        Stretch::Quarter(quarter) => format!("quý {quarter}"),
        Stretch::Month(month) => format!("tháng {month}"),
    };
    let read = context.schedule(&words, false, &[]).into_iter().next();
    let (start, end) = read.map(|entry| (entry.start, entry.end)).unwrap_or_default();
    let raw = label.to_owned();
    ScheduleEntry { raw, activity: None, kind: ScheduleKind::Period, start, end, every: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_of_what_a_number_is() {
        for (label, words, expected) in [
            ("Tháng", "2", "tháng 2"),
            ("QUÝ", "II, III", "quý II, III"),
            ("Tháng", "Tháng 3", "Tháng 3"),
            ("Tháng", "13", "13"),
            ("Thời gian", "2", "2"),
        ] {
            assert_eq!(with_unit(label, words), expected, "{label} {words}");
        }
    }

    #[test]
    fn a_beginning_and_an_end_are_one_period() {
        let entry = |kind, start: Option<&str>, end: Option<&str>| ScheduleEntry {
            raw: "x".to_owned(),
            activity: None,
            kind,
            start: start.map(str::to_owned),
            end: end.map(str::to_owned),
            every: None,
        };
        let begins = entry(ScheduleKind::Period, Some("2025-03-01"), Some("2025-03-31"));
        for (end, expected) in [("2025-12-31", 1), ("2025-01-31", 2)] {
            let mut entries = vec![begins.clone()];
            close(&mut entries, vec![entry(ScheduleKind::Deadline, None, Some(end))]);
            assert_eq!(entries.len(), expected, "{end}");
            let last = entries.first().and_then(|entry| entry.end.as_deref());
            assert_eq!(last == Some(end), expected == 1, "{end}");
        }
    }
}
