//! `kehoach tables FILE`: the logical tables.

use crate::arguments::{TableFormat, TablesArguments};
use crate::input::{self, guarded};
use crate::outcome::{Outcome, Problem};
use std::io::Write;

pub fn run(arguments: &TablesArguments) -> Result<Outcome, Problem> {
    let bytes = input::bytes(&arguments.file)?;
    let settings = arguments.reading.settings()?;
    let document = guarded(&arguments.file, || kehoach::read_repaired(&bytes, &settings))?;
    let grids = kehoach::grids(&document, arguments.layout);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match arguments.format {
        TableFormat::Ndjson => emitter::grid::ndjson(&grids, &mut out)?,
        TableFormat::Csv => emitter::grid::csv(&grids, &mut out)?,
        TableFormat::Html => emitter::grid::html(&grids, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::of(&document.diagnostics))
}
