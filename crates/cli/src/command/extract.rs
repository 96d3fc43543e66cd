//! `kehoach extract FILE`: one plan document as JSON.

use crate::arguments::ExtractArguments;
use crate::input::{self, guarded};
use crate::outcome::{Outcome, Problem};

pub fn run(arguments: &ExtractArguments) -> Result<Outcome, Problem> {
    let bytes = input::bytes(&arguments.file)?;
    let name = input::name(&arguments.file);
    let settings = arguments.reading.settings()?;
    // It is printed where it was made, while it is still near.
    let printed = guarded(&arguments.file, || {
        let plan = kehoach::extract(&bytes, &name, &settings)?;
        let printed = emitter::json::document(&plan, arguments.pretty, &mut std::io::stdout().lock());
        let printed = printed.map(|()| Outcome::of(&plan.diagnostics));
        // The process ends now; taking the plan apart piece by piece would only cost time.
        std::mem::forget(plan);
        Ok(printed)
    })?;
    Ok(printed?)
}
