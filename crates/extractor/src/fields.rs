//! The fields that targets and tasks share, read from a row's cells.

use crate::context::Context;
use crate::grid::{Grid, GridCell};
use crate::header::{Column, Field, Header};
use crate::provenance::gather;
use crate::rows::RecordRow;
use model::{Agency, AgencyRole, Heading, Places};
use normalizer::{agency_key, find_agencies, split_agencies};
use std::borrow::Cow;

/// One row of a table with its heading.
pub struct Row<'a> {
    pub grid: &'a Grid,
    pub header: &'a Header,
    pub record: &'a RecordRow,
}

impl<'a> Row<'a> {
    /// The columns with this kind of field that say something in this row: (column, its cell).
    pub fn cells_of(&self, wanted: impl Fn(&Field) -> bool) -> Vec<(u32, &'a Column, &'a GridCell)> {
        let mut found: Vec<(u32, &Column, &GridCell)> = Vec::new();
        for (number, column) in self.header.columns.iter().enumerate() {
            let number = number as u32;
            let says = || !self.text(number).trim().is_empty();
            if let Some(cell) =
                self.grid.cell(self.record.row, number).filter(|_| wanted(&column.field) && says())
                // A cell over two columns of one field says it once.
                && !found.iter().any(|(_, known, same)| std::ptr::eq(*same, cell) && known.field == column.field)
            {
                found.push((number, column, cell));
            }
        }
        found
    }

    /// The cell's text on one line.
    pub fn text(&self, column: u32) -> &'a str {
        self.grid.text(self.record.row, column)
    }

    /// The first cell's text of a kind of field.
    pub fn first_text(&self, field: &Field) -> Option<String> {
        self.cells_of(|f| f == field).first().map(|(column, _, _)| self.text(*column).trim().to_owned())
    }

    /// The headings that the record stands under: `above` the table, then within it.
    pub fn path(&self, above: &[Heading]) -> Vec<Heading> {
        [above, &self.record.sections].concat()
    }

    /// Where the whole row stands.
    pub fn places(&self) -> Places {
        let own = self.grid.row_cells(self.record.row).filter(|cell| cell.row == self.record.row);
        gather(own.flat_map(|cell| &cell.places))
    }

    /// The lowest confidence of the row's cells.
    pub fn confidence(&self) -> f32 {
        let cells = self.grid.row_cells(self.record.row);
        cells.map(|cell| cell.confidence).fold(1.0, f32::min)
    }

    /// Points out values and times that OCR is not sure of.
    pub fn remark_doubtful(&self, context: &Context<'_>) {
        let valued = |field: &Field| {
            matches!(
                field,
                Field::Value(_) | Field::Ticked(_) | Field::Schedule { .. } | Field::Start | Field::End
            )
        };
        for (number, _, cell) in self.cells_of(valued) {
            if cell.row == self.record.row {
                context.remark_doubtful(self.text(number), cell.confidence, &cell.places);
            }
        }
    }

    /// The agencies of all agency columns. A cell merged over two columns counts for both.
    pub fn agencies(&self, context: &Context<'_>) -> Vec<Agency> {
        let mut agencies: Vec<Agency> = Vec::new();
        for (_, column, cell) in self.cells_of(|field| role_of(field).is_some()) {
            let Some(role) = role_of(&column.field) else { continue };
            for agency in agencies_of(&cell.words(), role, context) {
                if !agencies.iter().any(|known| known.role == agency.role && known.name == agency.name) {
                    agencies.push(agency);
                }
            }
        }
        agencies.shrink_to_fit();
        agencies
    }

    /// Whether the table has a column of agencies.
    pub fn has_agency_column(&self) -> bool {
        self.header.columns.iter().any(|column| role_of(&column.field).is_some())
    }

    /// Places of the fields that have a cell of their own, but for values.
    pub fn cell_places(&self) -> Vec<(Cow<'static, str>, Places)> {
        let cells = self.cells_of(|field| cell_name(field).is_some()).into_iter();
        let mut named: Vec<(&'static str, &GridCell)> =
            cells.filter_map(|(_, column, cell)| Some((cell_name(&column.field)?, cell))).collect();
        named.sort_by_key(|(name, _)| *name);
        let fields = named.chunk_by(|(one, _), (next, _)| one == next);
        let places = |cells: &[(&'static str, &GridCell)]| {
            let (name, _) = cells.first()?;
            Some((Cow::Borrowed(*name), gather(cells.iter().flat_map(|(_, cell)| &cell.places))))
        };
        fields.filter_map(places).collect()
    }

    /// The words of all columns of a kind that there may be several of, «Ghi chú» or «Kinh phí»; several
    /// are told apart by their headings.
    pub fn joined(&self, field: &Field) -> Option<String> {
        let cells = self.cells_of(|f| f == field);
        let texts: Vec<String> = cells
            .iter()
            .map(|(number, column, _)| match (cells.len(), self.text(*number).trim()) {
                (1, text) => text.to_owned(),
                (_, text) => format!("{}: {text}", column.label),
            })
            .collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }
}

/// The agencies of one cell. «Chủ trì: Sở A; Phối hợp: Sở B, Sở C» and «Sở A chủ trì, phối hợp với Sở B»
/// in a column of one role say their own.
fn agencies_of(words: &str, role: AgencyRole, context: &Context<'_>) -> Vec<Agency> {
    let mut role = role;
    let mut agencies = Vec::new();
    for name in split_agencies(words) {
        let label = name.split_once(':').and_then(|(label, rest)| Some((role_named(label, context)?, rest)));
        if let Some((named, rest)) = label {
            role = named;
            let names = split_agencies(rest).into_iter();
            agencies.extend(names.map(|name| Agency { role, key: agency_key(&name), name }));
        } else if normalizer::fold(&name).contains("chủtrìphốihợp") {
            agencies.extend(find_agencies(&name));
        } else {
            agencies.push(Agency { role, key: agency_key(&name), name });
        }
    }
    agencies
}

fn role_named(label: &str, context: &Context<'_>) -> Option<AgencyRole> {
    match context.vocabulary.columns().find_exact(label.trim_start_matches(['-', '–', '+', '*', ' '])) {
        Some("lead") => Some(AgencyRole::Lead),
        Some("coordinating") => Some(AgencyRole::Coordinating),
        Some("monitoring") => Some(AgencyRole::Monitoring),
        Some("implementing") => Some(AgencyRole::Implementing),
        _ => None,
    }
}

fn role_of(field: &Field) -> Option<AgencyRole> {
    match field {
        Field::Lead => Some(AgencyRole::Lead),
        Field::Coordinating => Some(AgencyRole::Coordinating),
        Field::Implementing => Some(AgencyRole::Implementing),
        Field::Monitoring => Some(AgencyRole::Monitoring),
        _ => None,
    }
}

fn cell_name(field: &Field) -> Option<&'static str> {
    match field {
        Field::Index => Some("index"),
        Field::Text => Some("text"),
        Field::Unit => Some("unit"),
        Field::Product => Some("products"),
        Field::Schedule { .. } | Field::Ticked(_) | Field::Start | Field::End => Some("schedule"),
        Field::Funding => Some("funding"),
        Field::Note => Some("note"),
        field if role_of(field).is_some() => Some("agencies"),
        _ => None,
    }
}

/// Splits a list cell at bullets, semicolons and paragraph ends; entries lose their dash and their
/// end punctuation.
pub fn split_list(cell: &GridCell, context: &Context<'_>) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for part in cell.parts() {
        let (marker, words) = crate::marker::split(part, context.vocabulary);
        let mut split = split_outside_brackets(words, ';').into_iter();
        if let (None, Some(last), Some(first)) = (marker, entries.last_mut(), split.as_slice().first())
            && goes_on(last, first)
        {
            model::document::close_up(last, first);
            split.next();
        }
        entries.extend(split);
    }
    let trimmed = entries.iter().map(|entry| {
        // The bullet of an entry that a line break within the paragraph parts.
        let entry = match crate::marker::split(entry, context.vocabulary) {
            (Some(marker), rest) if marker.kind.is_bullet() => rest,
            _ => entry,
        };
        entry.trim().trim_end_matches(['.', ',', ';', ':', ' ']).trim().to_owned()
    });
    trimmed.filter(|entry| entry.chars().any(char::is_alphanumeric)).collect()
}

/// Whether a paragraph goes on with the entry before it: «Kế hoạch của⏎UBND tỉnh», «Báo cáo⏎kết quả».
fn goes_on(entry: &str, next: &str) -> bool {
    let hanging = ["của", "và", "với", "về", "theo", "cho", "các", "do", "đến", "trên", "tại", "trong"];
    let last = entry.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    hanging.contains(&last.as_str())
        || entry.trim_end().ends_with(',')
        || next.trim_start().starts_with(char::is_lowercase)
}

/// Splits at a sign that stands in no brackets.
fn split_outside_brackets(text: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if c == sign && depth <= 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn a_cell_may_say_the_roles_of_its_agencies() {
        let document = crate::testing::blank();
        let context = Context::new(&document, Vocabulary::builtin(), None, None);
        for (cell, expected) in [
            ("Sở Nội vụ", "Lead Sở Nội vụ"),
            (
                "- Chủ trì: Sở KH&CN\n- Phối hợp: Các sở, ban, ngành; UBND cấp xã",
                "Lead Sở KH&CN|Coordinating Các sở, ban, ngành|Coordinating UBND cấp xã",
            ),
            ("Sở Nội vụ chủ trì, phối hợp với Sở KH&CN", "Lead Sở Nội vụ|Coordinating Sở KH&CN"),
        ] {
            let found = agencies_of(cell, AgencyRole::Lead, &context);
            let shown: Vec<String> =
                found.iter().map(|agency| format!("{:?} {}", agency.role, agency.name)).collect();
            assert_eq!(shown.join("|"), expected, "{cell}");
        }
    }

    #[test]
    fn a_paragraph_may_go_on_with_a_product() {
        let document = crate::testing::blank();
        let context = Context::new(&document, Vocabulary::builtin(), None, None);
        for (cell, expected) in [
            ("Kế hoạch của\nUBND tỉnh", "Kế hoạch của UBND tỉnh"),
            ("Báo cáo\nkết quả", "Báo cáo kết quả"),
            ("Kế hoạch\nBáo cáo", "Kế hoạch|Báo cáo"),
            ("- Kế hoạch;\n- báo cáo.", "Kế hoạch|báo cáo"),
            ("Quyết định (sửa; đổi); Báo cáo", "Quyết định (sửa; đổi)|Báo cáo"),
            ("- Kế hoạch; - Hướng dẫn; + Tờ trình", "Kế hoạch|Hướng dẫn|Tờ trình"),
        ] {
            let grid = Grid::new(crate::testing::table(&[&[cell]]));
            let found = grid.cell(0, 0).map(|cell| split_list(cell, &context)).unwrap_or_default();
            assert_eq!(found.join("|"), expected, "{cell}");
        }
    }
}
