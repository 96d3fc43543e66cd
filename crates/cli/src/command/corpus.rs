//! `kehoach corpus check|accept|show DIR`: a corpus against its accepted results.

use super::second;
use crate::arguments::{CheckArguments, CorpusArguments, CorpusCommand, CorpusFolder};
use crate::outcome::{Outcome, Problem};
use std::io::Write;

pub fn run(arguments: &CorpusArguments) -> Result<Outcome, Problem> {
    match &arguments.command {
        CorpusCommand::Check(CheckArguments { corpus, cross_check: true }) => cross_check(corpus),
        CorpusCommand::Check(CheckArguments { corpus: arguments, .. }) => {
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

/// A file that cannot be read a second time is no finding; a word that only the second reading has is.
fn cross_check(arguments: &CorpusFolder) -> Result<Outcome, Problem> {
    let checks = corpus::cross_check(&arguments.folder, arguments.only.as_deref(), &settings(), second::read);
    let checks = checks.map_err(|error| Problem::Request(error.to_string()))?;
    let mut out = std::io::stdout().lock();
    for check in &checks {
        writeln!(out, "{check}")?;
    }
    let found = checks.iter().any(|check| check.unseen.is_ok() && !check.is_clean());
    Ok(if found { Outcome::Lost } else { Outcome::Clean })
}

fn check(folder: &std::path::Path, only: Option<&str>) -> Result<corpus::Report, Problem> {
    corpus::check(folder, only, &settings()).map_err(|error| Problem::Request(error.to_string()))
}

/// What is accepted must not depend on what is installed: no OCR.
fn settings() -> kehoach::Settings {
    kehoach::Settings { ocr: kehoach::OcrMode::Never, ..kehoach::Settings::default() }
}
