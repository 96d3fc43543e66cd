//! `kehoach text FILE`: the text in reading order.

use crate::arguments::TextArguments;
use crate::input::{self, guarded};
use crate::outcome::{Outcome, Problem};
use std::io::Write;

pub fn run(arguments: &TextArguments) -> Result<Outcome, Problem> {
    let bytes = input::bytes(&arguments.file)?;
    let settings = arguments.reading.settings()?;
    let document = guarded(&arguments.file, || kehoach::read_repaired(&bytes, &settings))?;
    let mut out = std::io::stdout().lock();
    out.write_all(kehoach::text(&document).as_bytes())?;
    out.flush()?;
    Ok(Outcome::of(&document.diagnostics))
}
