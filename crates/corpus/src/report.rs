//! What a check found, for a person.

use crate::score::{Score, Tally};
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result};

/// More changes of one file than this are only counted.
const MOST_CHANGES: usize = 10;

/// What a check found in a whole corpus.
#[derive(Debug)]
pub struct Report {
    pub files: Vec<FileReport>,
}

/// What a check found in one file.
#[derive(Debug)]
pub struct FileReport {
    /// Relative to the corpus.
    pub file: String,
    /// Why it could not be read.
    pub failure: Option<String>,
    /// Against what a person expects; none where nobody wrote that down.
    pub score: Option<Score>,
    /// Against what is accepted.
    pub changes: Vec<String>,
}

impl Report {
    /// Whether today's output is what is accepted.
    pub fn is_accepted(&self) -> bool {
        self.files.iter().all(|file| file.changes.is_empty())
    }

    /// Every difference from what is expected, by file.
    pub fn differences(&self) -> impl Iterator<Item = (&str, &str)> {
        let of = |file: &FileReport| file.score.as_ref().map_or(0, |score| score.differences.len());
        self.files.iter().filter(move |file| of(file) > 0).flat_map(|file| {
            let differences = file.score.iter().flat_map(|score| &score.differences);
            differences.map(|one| (file.file.as_str(), one.as_str()))
        })
    }

    fn fields(&self) -> BTreeMap<&str, Tally> {
        let mut all: BTreeMap<&str, Tally> = BTreeMap::new();
        for (name, tally) in
            self.files.iter().filter_map(|file| file.score.as_ref()).flat_map(|score| &score.fields)
        {
            all.entry(name).or_default().add(*tally);
        }
        all.retain(|_, tally| tally.expected + tally.found > 0);
        all
    }
}

/// Counts by file, precision and recall by field, then what changed.
impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "{:44} records: exact / expected (found)", "file")?;
        for file in &self.files {
            write!(f, "{:44}", file.file)?;
            for (kind, counts) in file.score.iter().flat_map(|score| &score.kinds) {
                if counts.expected + counts.found > 0 {
                    write!(f, " {kind} {}/{} ({})", counts.exact, counts.expected, counts.found)?;
                }
            }
            match &file.failure {
                Some(reason) => writeln!(f, " NOT READ: {reason}")?,
                None => writeln!(f)?,
            }
        }
        writeln!(f, "\n{:28} {:>9} {:>9} {:>9}", "field", "expected", "precision", "recall")?;
        for (name, tally) in self.fields() {
            writeln!(
                f,
                "{name:28} {:>9} {:>9.4} {:>9.4}",
                tally.expected,
                tally.precision(),
                tally.recall()
            )?;
        }
        for file in self.files.iter().filter(|file| !file.changes.is_empty()) {
            writeln!(f, "\n{}: {} changes against what is accepted", file.file, file.changes.len())?;
            for change in file.changes.iter().take(MOST_CHANGES) {
                writeln!(f, "  {change}")?;
            }
        }
        Ok(())
    }
}
