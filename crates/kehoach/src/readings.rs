//! A line of text → the values that it says, for use in a pipe.

use model::{AgencyRole, Quantity, Reference, ScheduleEntry};
use normalizer::{NumberStyle, ScheduleContext};
use serde::Serialize;

/// An agency that a line names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedAgency {
    /// `None` in a list that says none.
    pub role: Option<AgencyRole>,
    /// As printed.
    pub name: String,
    /// Folded, to join «Phòng Văn hoá – Xã hội» and «Phòng VH-XH».
    pub key: String,
}

/// A word worth a pencil mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuspectWord {
    pub word: String,
    /// What may have been meant, where one answer is known.
    pub suggestion: Option<String>,
}

/// The line with its encoding repaired.
pub fn text(line: &str) -> String {
    normalizer::repair_line(line).0
}

/// Every quantity in the line, in order.
pub fn quantities(line: &str) -> Vec<Quantity> {
    normalizer::read_quantities(&text(line), NumberStyle::default())
}

/// The entries of a «Thời gian» cell. `year` is the plan's own, for what names none.
pub fn schedule(line: &str, year: Option<i32>) -> Vec<ScheduleEntry> {
    normalizer::read_schedule(&text(line), ScheduleContext { year, deadline: false })
}

/// Every legal document cited by number.
pub fn references(line: &str) -> Vec<Reference> {
    normalizer::read_references(&text(line))
}

/// The agencies of a sentence with their roles («Sở A chủ trì, phối hợp với Sở B»), or those of a list.
pub fn agencies(line: &str) -> Vec<NamedAgency> {
    let line = text(line);
    let stated = normalizer::find_agencies(&line);
    if !stated.is_empty() {
        let named = |agency: model::Agency| NamedAgency {
            role: Some(agency.role),
            name: agency.name,
            key: agency.key,
        };
        return stated.into_iter().map(named).collect();
    }
    let names = normalizer::split_agencies(&line).into_iter().filter(|name| normalizer::is_agency_name(name));
    names.map(|name| NamedAgency { role: None, key: normalizer::agency_key(&name), name }).collect()
}

/// Words that cannot be Vietnamese, and known slips, in order.
pub fn suspects(line: &str) -> Vec<SuspectWord> {
    let found = normalizer::suspect_words(&text(line)).into_iter();
    found.map(|suspect| SuspectWord { word: suspect.word, suggestion: suspect.suggestion }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_of_lists_and_sentences() {
        for (line, expected) in [
            ("Sở Nội vụ; UBND các xã", "None Sở Nội vụ|None UBND các xã"),
            (
                "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính",
                "Some(Lead) Sở Nội vụ|Some(Coordinating) Sở Tài chính",
            ),
            ("Trồng 500 ha rừng", ""),
        ] {
            let found = agencies(line);
            let shown: Vec<String> =
                found.iter().map(|agency| format!("{:?} {}", agency.role, agency.name)).collect();
            assert_eq!(shown.join("|"), expected, "{line}");
        }
        let keys = |line: &str| agencies(line).into_iter().map(|agency| agency.key).collect::<Vec<_>>();
        assert_eq!(keys("Phòng Văn hoá – Xã hội"), keys("Phòng VH-XH"));
    }

    #[test]
    fn suspects_have_suggestions() {
        let found = suspects("dịch vụ công trạc tuyến");
        assert_eq!(found.first().and_then(|suspect| suspect.suggestion.as_deref()), Some("trực tuyến"));
        assert!(suspects("dịch vụ công trực tuyến").is_empty());
    }
}
