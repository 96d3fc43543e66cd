//! `kehoach validate FILE...`: plan documents and NDJSON against the schemas.

use crate::arguments::ValidateArguments;
use crate::input;
use crate::outcome::{Outcome, Problem};
use emitter::schema::Shape;
use jsonschema::Validator;
use serde_json::Value;
use std::path::Path;

/// More findings of one file than this are only counted.
const MOST_PRINTED: usize = 20;

pub fn run(arguments: &ValidateArguments) -> Result<Outcome, Problem> {
    let schemas = Schemas::new()?;
    let mut outcome = Outcome::Clean;
    for file in &arguments.files {
        let findings = check(file, &schemas)?;
        for finding in findings.lines.iter().take(MOST_PRINTED) {
            eprintln!("{}: {finding}", file.display());
        }
        if findings.lines.len() > MOST_PRINTED {
            eprintln!("{}: and {} more", file.display(), findings.lines.len() - MOST_PRINTED);
        }
        if findings.lines.is_empty() {
            tracing::info!("{}: {} valid", file.display(), findings.values);
        } else {
            outcome = Outcome::Lost;
        }
    }
    Ok(outcome)
}

#[derive(Default)]
struct Findings {
    /// How many values the file holds.
    values: usize,
    /// What is wrong with them.
    lines: Vec<String>,
}

/// One JSON value, or any number of them one after another: NDJSON is such a stream.
fn check(file: &Path, schemas: &Schemas) -> Result<Findings, Problem> {
    let bytes = input::bytes(file)?;
    let mut findings = Findings::default();
    for value in serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>() {
        findings.values += 1;
        let number = findings.values;
        match value {
            Ok(value) => {
                findings
                    .lines
                    .extend(schemas.check(&value).into_iter().map(|line| format!("value {number}: {line}")));
            }
            Err(error) => findings.lines.push(format!("value {number} is no JSON: {error}")),
        }
    }
    // A run that finds no record of a kind still writes its file.
    let may_be_empty = file.extension().is_some_and(|extension| extension == "ndjson");
    if findings.values == 0 && !may_be_empty {
        findings.lines.push("the file holds no JSON value".to_owned());
    }
    Ok(findings)
}

struct Schemas(Vec<(Shape, Validator)>);

impl Schemas {
    fn new() -> Result<Self, Problem> {
        let compile = |shape: Shape| {
            let validator = jsonschema::draft202012::new(&shape.schema());
            validator.map(|validator| (shape, validator)).map_err(|error| Problem::Request(error.to_string()))
        };
        Shape::ALL.into_iter().map(compile).collect::<Result<_, _>>().map(Self)
    }

    fn check(&self, value: &Value) -> Vec<String> {
        let shape = Shape::of(value);
        let Some((shape, validator)) = self.0.iter().find(|(one, _)| Some(*one) == shape) else {
            return vec!["this is no plan document, record, quantity or diagnostic".to_owned()];
        };
        validator
            .iter_errors(value)
            .map(|error| format!("{} {}: {error}", shape.name(), error.instance_path()))
            .collect()
    }
}
