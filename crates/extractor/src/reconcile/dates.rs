//! Dates left open, and deadlines that lie outside the plan's years.

use super::excerpt;
use model::{Diagnostic, Metadata, ScheduleEntry, ScheduleKind, Task};

/// A report on the last year is due in the first months of the next.
const MONTHS_AFTER: i32 = 3;

pub(super) fn check(metadata: &Metadata, tasks: &[Task]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    match metadata.date.as_deref() {
        Some(date) if date.len() < 10 => {
            let message = format!("the document's date is left open: only «{date}» is printed");
            found.push(Diagnostic::note("date-open", message, Vec::new()));
        }
        // Without any letterhead there is no date to leave open.
        None if metadata.symbol.is_some() || metadata.place.is_some() => {
            let message = "the document has a letterhead, but no date";
            found.push(Diagnostic::note("date-open", message, Vec::new()));
        }
        _ => {}
    }
    if let Some(symbol) = metadata.symbol.as_deref().filter(|_| metadata.number.is_none()) {
        let message = format!("the document's number before «{symbol}» is left open");
        found.push(Diagnostic::note("number-open", message, Vec::new()));
    }
    for task in tasks {
        found.extend(task.schedule.iter().filter_map(|entry| outside(metadata, task, entry)));
    }
    found
}

fn outside(metadata: &Metadata, task: &Task, entry: &ScheduleEntry) -> Option<Diagnostic> {
    let period = metadata.period?;
    if !matches!(entry.kind, ScheduleKind::Deadline | ScheduleKind::Period) {
        return None;
    }
    let (year, month) = year_and_month(entry.end.as_deref()?)?;
    let late =
        year > period.end.saturating_add(1) || (year == period.end.saturating_add(1) && month > MONTHS_AFTER);
    let side = match () {
        // A plan for next year is drawn up in this one.
        () if year < period.start
            && metadata.date.as_deref().is_none_or(|date| entry.end.as_deref() < Some(date)) =>
        {
            "before"
        }
        () if late => "after",
        () => return None,
    };
    let years = if period.start == period.end {
        period.start.to_string()
    } else {
        format!("{}–{}", period.start, period.end)
    };
    let message =
        format!("«{}» of «{}» lies {side} the years of the plan ({years})", entry.raw, excerpt(&task.text));
    let place = task.cells.get("schedule").unwrap_or(&task.provenance);
    Some(Diagnostic::warning("deadline-outside-period", message, place.clone()))
}

fn year_and_month(date: &str) -> Option<(i32, i32)> {
    let mut parts = date.split('-');
    Some((parts.next()?.parse().ok()?, parts.next().map_or(Ok(12), str::parse).ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{metadata, task};
    use super::*;
    use model::Period;

    fn deadline(end: &str) -> ScheduleEntry {
        ScheduleEntry {
            raw: format!("trước {end}"),
            activity: None,
            kind: ScheduleKind::Deadline,
            start: None,
            end: Some(end.to_owned()),
            every: None,
        }
    }

    #[test]
    fn deadlines() {
        let mut metadata = metadata();
        metadata.date = Some("2023-01-05".into());
        metadata.period = Some(Period { start: 2023, end: 2023 });
        for (end, outside) in [
            ("2023-12-31", false),
            ("2024-01-15", false),
            ("2024-06-30", true),
            ("2025-01-01", true),
            ("2022-11-15", true),
        ] {
            let mut task = task("Báo cáo");
            task.schedule.push(deadline(end));
            assert_eq!(check(&metadata, &[task]).len(), usize::from(outside), "{end}");
        }
    }

    #[test]
    fn open_letterheads() {
        let mut metadata = metadata();
        assert_eq!(check(&metadata, &[]), []);
        metadata.symbol = Some("KH-UBND".into());
        metadata.date = Some("2023-01".into());
        let codes: Vec<String> = check(&metadata, &[]).into_iter().map(|one| one.code).collect();
        assert_eq!(codes, ["date-open", "number-open"]);
    }
}
