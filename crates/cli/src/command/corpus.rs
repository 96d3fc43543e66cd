//! `kehoach corpus check|accept|show DIR`: a corpus against its accepted results.

use crate::arguments::{CorpusArguments, CorpusCommand};
use crate::outcome::{Outcome, Problem};
use std::io::Write;

pub fn run(arguments: &CorpusArguments) -> Result<Outcome, Problem> {
    match &arguments.command {
        CorpusCommand::Check(arguments) => {
            let report = check(&arguments.folder, arguments.only.as_deref())?;
            write!(std::io::stdout().lock(), "{report}")?;
            Ok(if report.is_accepted() { Outcome::Clean } else { Outcome::Lost })
        }
        CorpusCommand::Show(arguments) => {
            let report = check(&arguments.folder, arguments.only.as_deref())?;
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            for (file, difference) in report.differences() {
                writeln!(out, "{file}: {difference}")?;
            }
            out.flush()?;
            Ok(Outcome::Clean)
        }
        CorpusCommand::Accept(arguments) => {
            if std::env::var_os("CI").is_some_and(|value| !value.is_empty()) {
                return Err(Problem::Request(
                    "CI is set: what is accepted is looked at by a person first".to_owned(),
                ));
            }
            let accepted = corpus::accept(&arguments.folder, arguments.only.as_deref(), &settings());
            let differences = accepted.map_err(|error| Problem::Request(error.to_string()))?;
            std::io::stdout().lock().write_all(differences.as_bytes())?;
            Ok(Outcome::Clean)
        }
    }
}

fn check(folder: &std::path::Path, only: Option<&str>) -> Result<corpus::Report, Problem> {
    corpus::check(folder, only, &settings()).map_err(|error| Problem::Request(error.to_string()))
}

/// What is accepted must not depend on what is installed: no OCR.
fn settings() -> kehoach::Settings {
    kehoach::Settings { ocr: kehoach::OcrMode::Never, ..kehoach::Settings::default() }
}
