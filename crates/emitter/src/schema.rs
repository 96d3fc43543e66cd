//! The JSON Schemas (draft 2020-12), made from the types that are written.

use model::{Assessment, Diagnostic, PlanDocument, Quantity, SCHEMA_VERSION, Target, Task};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    PlanDocument,
    Target,
    Task,
    Assessment,
    Quantity,
    Diagnostic,
}

impl Shape {
    pub const ALL: [Self; 6] =
        [Self::PlanDocument, Self::Target, Self::Task, Self::Assessment, Self::Quantity, Self::Diagnostic];

    /// As in `schemas/<name>.schema.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PlanDocument => "plan-document",
            Self::Target => "target",
            Self::Task => "task",
            Self::Assessment => "assessment",
            Self::Quantity => "quantity",
            Self::Diagnostic => "diagnostic",
        }
    }

    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }

    /// What a value claims to be: by a field that no other shape has.
    pub fn of(value: &Value) -> Option<Self> {
        let has = |field: &str| value.get(field).is_some();
        let marks = [
            ("schema_version", Self::PlanDocument),
            ("values", Self::Target),
            ("products", Self::Task),
            ("components", Self::Assessment),
            ("comparator", Self::Quantity),
            ("severity", Self::Diagnostic),
        ];
        marks.into_iter().find(|(field, _)| has(field)).map(|(_, shape)| shape)
    }

    /// The schema. Objects are closed, and what may be null is there all the same: a field that is not
    /// known is told from one that was forgotten.
    pub fn schema(self) -> Value {
        let schema = match self {
            Self::PlanDocument => generate::<PlanDocument>(),
            Self::Target => generate::<Target>(),
            Self::Task => generate::<Task>(),
            Self::Assessment => generate::<Assessment>(),
            Self::Quantity => generate::<Quantity>(),
            Self::Diagnostic => generate::<Diagnostic>(),
        };
        let mut schema = schema.to_value();
        if matches!(self, Self::Target | Self::Task | Self::Assessment) {
            stand_alone(&mut schema);
        }
        close(&mut schema);
        with_identity(schema, self.name())
    }
}

fn generate<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// A record in an NDJSON file says from which document it is; in its plan document it need not.
fn stand_alone(schema: &mut Value) {
    let link = generate::<crate::rows::Link<'_>>().to_value();
    let definitions = link.get("$defs").and_then(Value::as_object).cloned().unwrap_or_default();
    let properties = link.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    merge(schema, "$defs", definitions);
    merge(schema, "properties", properties);
}

fn merge(schema: &mut Value, field: &str, more: Map<String, Value>) {
    let Some(schema) = schema.as_object_mut() else { return };
    let place = schema.entry(field).or_insert_with(|| json!({}));
    if let Some(place) = place.as_object_mut() {
        place.extend(more);
    }
}

/// No object holds fields that its type does not have.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.contains_key("properties") && !object.contains_key("additionalProperties") {
                object.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            object.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn with_identity(schema: Value, name: &str) -> Value {
    let mut out = Map::new();
    out.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    out.insert("$id".to_owned(), json!(format!("urn:kehoach:{name}:{SCHEMA_VERSION}")));
    if let Value::Object(fields) = schema {
        out.extend(fields.into_iter().filter(|(field, _)| field != "$schema"));
    }
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        for shape in Shape::ALL {
            assert_eq!(Shape::find(shape.name()), Some(shape));
        }
        assert_eq!(Shape::find("plan"), None);
    }

    #[test]
    fn every_object_is_closed_and_every_field_of_a_record_required() {
        for shape in Shape::ALL {
            let schema = shape.schema();
            assert_eq!(schema["additionalProperties"], json!(false), "{}", shape.name());
            let required = schema["required"].as_array().unwrap();
            let optional: Vec<_> = schema["properties"]
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| !required.contains(&json!(key)))
                .collect();
            let stands_alone = matches!(shape, Shape::Target | Shape::Task | Shape::Assessment);
            assert_eq!(
                optional,
                if stands_alone { vec!["source", "document"] } else { vec![] },
                "{}",
                shape.name()
            );
        }
    }
}
