//! `kehoach extract FILE`: one plan document as JSON.

use crate::arguments::ExtractArguments;
use crate::input::{self, guarded};
use crate::outcome::{Outcome, Problem};
use std::io::Write;

pub fn run(arguments: &ExtractArguments) -> Result<Outcome, Problem> {
    let bytes = input::bytes(&arguments.file)?;
    let name = input::name(&arguments.file);
    let settings = arguments.reading.settings()?;
    let plan = guarded(&arguments.file, || kehoach::extract(&bytes, &name, &settings))?;
    let mut out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    emitter::json::document(&plan, arguments.pretty, &mut out)?;
    out.flush()?;
    let outcome = Outcome::of(&plan.diagnostics);
    // The process ends now; taking the plan apart piece by piece would only cost time.
    std::mem::forget(plan);
    Ok(outcome)
}
