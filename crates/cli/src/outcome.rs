//! How a run went: exit codes and errors.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a run went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Clean,
    /// Done, but something was lost.
    Lost,
    /// Nothing could be done.
    Nothing,
}

impl Outcome {
    /// What another run of the program says.
    pub fn from_code(code: i32) -> Self {
        match code {
            0 => Self::Clean,
            1 => Self::Lost,
            _ => Self::Nothing,
        }
    }

    /// Lost where a diagnostic says that something was.
    pub fn of(diagnostics: &[model::Diagnostic]) -> Self {
        if diagnostics.iter().any(|one| one.severity == model::Severity::Error) {
            Self::Lost
        } else {
            Self::Clean
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Lost => Self::from(1),
            Outcome::Nothing => Self::from(2),
        }
    }
}

/// Why nothing could be done.
#[derive(Debug)]
pub enum Problem {
    /// A file, and what is wrong with it.
    File { path: PathBuf, reason: String },
    /// What was asked for cannot be done.
    Request(String),
    /// The output cannot be written.
    Output(std::io::Error),
}

impl Problem {
    pub fn file(path: &Path, reason: impl ToString) -> Self {
        Self::File { path: path.to_owned(), reason: reason.to_string() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File { path, reason } => write!(f, "{}: {reason}", path.display()),
            Self::Request(reason) => f.write_str(reason),
            Self::Output(error) => write!(f, "the output cannot be written: {error}"),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}
