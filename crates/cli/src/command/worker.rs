//! `kehoach worker`: the side of `convert` that reads files, in a process that may be lost.

use crate::arguments::WorkerArguments;
use crate::outcome::{Outcome, Problem};

pub fn run(arguments: &WorkerArguments) -> Result<Outcome, Problem> {
    archive::serve(&arguments.reading.settings()?, arguments.memory.saturating_mul(1 << 20))?;
    Ok(Outcome::Clean)
}
