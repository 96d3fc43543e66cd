//! Cross-checks over the finished records: what a careful clerk would pencil in the margin.
//!
//! They report and never change a record. Each rule would rather stay silent than cry wolf: it speaks
//! only where everything that it compares is printed.

mod dates;
mod indices;
mod parts;
mod scores;
mod shares;
mod spelling;
#[cfg(test)]
mod testing;
mod values;

pub use shares::shares_hold;

use model::{Assessment, Diagnostic, Metadata, Section, Target, Task};

/// What the checks look at.
pub struct Finished<'a> {
    pub metadata: &'a Metadata,
    pub sections: &'a [Section],
    pub targets: &'a [Target],
    pub tasks: &'a [Task],
    pub assessments: &'a [Assessment],
}

/// All checks, one after the other.
pub fn check(finished: &Finished<'_>) -> Vec<Diagnostic> {
    let mut found = dates::check(finished.metadata, finished.tasks);
    found.extend(indices::check(finished));
    found.extend(values::check(finished.targets));
    found.extend(parts::check(finished.targets));
    found.extend(scores::check(finished.assessments));
    found.extend(shares::check(finished));
    found.extend(spelling::check(finished));
    found
}

/// The first words of a record, for a message.
fn excerpt(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}
