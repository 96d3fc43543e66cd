//! `kehoach schema [NAME]`: the JSON Schemas.

use crate::arguments::SchemaArguments;
use crate::outcome::{Outcome, Problem};
use emitter::schema::Shape;
use std::io::Write;

pub fn run(arguments: &SchemaArguments) -> Result<Outcome, Problem> {
    let mut out = std::io::stdout().lock();
    match (&arguments.name, &arguments.write) {
        (None, Some(folder)) => {
            for shape in Shape::ALL {
                let path = folder.join(format!("{}.schema.json", shape.name()));
                let mut file = std::fs::File::create(&path).map_err(|error| Problem::file(&path, error))?;
                print(shape, &mut file)?;
            }
        }
        (Some(name), _) => print(find(name)?, &mut out)?,
        (None, None) => {
            for shape in Shape::ALL {
                writeln!(out, "{}", shape.name())?;
            }
        }
    }
    Ok(Outcome::Clean)
}

fn find(name: &str) -> Result<Shape, Problem> {
    Shape::find(name).ok_or_else(|| {
        let names: Vec<&str> = Shape::ALL.into_iter().map(Shape::name).collect();
        Problem::Request(format!("there is no schema «{name}»; there are {}", names.join(", ")))
    })
}

fn print(shape: Shape, out: &mut dyn Write) -> Result<(), Problem> {
    serde_json::to_writer_pretty(&mut *out, &shape.schema())?;
    out.write_all(b"\n")?;
    Ok(())
}
