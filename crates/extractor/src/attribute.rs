//! Lines of prose that say a field of the task above them: «Đơn vị chủ trì: Sở Nội vụ; thời gian
//! thực hiện: Quý II». Plans without tables carry agencies, products and times in such lines.

use crate::context::Context;
use crate::item::Item;
use model::{Agency, AgencyRole, Task};
use normalizer::{agency_key, split_agencies};

/// A label is a heading of a column, not a clause.
const LONGEST_LABEL: usize = 60;

/// What one label and its words say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    field: String,
    words: String,
}

/// Reads an item as «label: words», several parted by semicolons; `None` where any part
/// has no label that names a field.
pub fn find_attributes(item: &Item, context: &Context<'_>) -> Option<Vec<Attribute>> {
    let mut found: Vec<Attribute> = Vec::new();
    for part in item.text.trim_end_matches('.').split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match attribute(part, context) {
            Some(attribute) => found.push(attribute),
            // «Đơn vị phối hợp: Sở A; Sở B» goes on with the same field.
            None if !found.is_empty() && !part.contains(':') => {
                if let Some(last) = found.last_mut() {
                    last.words.push_str("; ");
                    last.words.push_str(part);
                }
            }
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

fn attribute(part: &str, context: &Context<'_>) -> Option<Attribute> {
    let (label, words) = part.split_once(':')?;
    if label.chars().count() > LONGEST_LABEL || words.trim().is_empty() {
        return None;
    }
    let field = context.vocabulary.columns().find_exact(label)?;
    let known =
        ["lead", "implementing", "coordinating", "monitoring", "schedule", "deadline", "product", "funding"];
    known.contains(&field).then(|| Attribute { field: field.to_owned(), words: words.trim().to_owned() })
}

/// Adds what the attributes say to a task.
pub fn apply(task: &mut Task, attributes: &[Attribute], context: &Context<'_>) {
    for Attribute { field, words } in attributes {
        match field.as_str() {
            "lead" | "implementing" => add_agencies(task, AgencyRole::Lead, words),
            "coordinating" => add_agencies(task, AgencyRole::Coordinating, words),
            "monitoring" => add_agencies(task, AgencyRole::Monitoring, words),
            "schedule" => task.schedule.extend(context.schedule(words, false, &task.provenance)),
            "deadline" => task.schedule.extend(context.schedule(words, true, &task.provenance)),
            "product" => task.products.extend(words.split(';').map(|product| product.trim().to_owned())),
            _ => task.funding = Some(words.clone()),
        }
    }
}

fn add_agencies(task: &mut Task, role: AgencyRole, words: &str) {
    for name in split_agencies(words) {
        let key = agency_key(&name);
        if !task.agencies.iter().any(|agency| agency.role == role && agency.key == key) {
            task.agencies.push(Agency { role, name, key });
        }
    }
}
