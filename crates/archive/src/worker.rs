//! The worker's side: sources on stdin, what became of them on stdout.

use crate::guard::guarded;
use crate::memory::limit_memory;
use crate::protocol::{self, Counts, Made, Reply};
use crate::walk::Source;
use model::{PlanDocument, Severity};
use std::io::{BufRead, BufReader, BufWriter, Write};

/// Answers every source on stdin until there are no more. Memory beyond `memory_bytes` of address space
/// ends the process; the run starts another one.
///
/// # Errors
/// Where stdin or stdout break, which is so when the run has ended.
pub fn serve(settings: &kehoach::Settings, memory_bytes: u64) -> std::io::Result<()> {
    limit_memory(memory_bytes);
    answer(
        &mut BufReader::new(std::io::stdin().lock()),
        &mut BufWriter::new(std::io::stdout().lock()),
        settings,
    )
}

fn answer(
    input: &mut impl BufRead,
    out: &mut impl Write,
    settings: &kehoach::Settings,
) -> std::io::Result<()> {
    while let Some(source) = protocol::read_request(input)? {
        protocol::write_reply(&reply(&source, settings), out)?;
    }
    Ok(())
}

fn reply(source: &Source, settings: &kehoach::Settings) -> Reply {
    let work = || {
        let bytes =
            std::fs::read(&source.path).map_err(|error| format!("the file cannot be read: {error}"))?;
        let plan = kehoach::extract(&bytes, &source.name, settings).map_err(|error| error.to_string())?;
        made(&plan).map_err(|error| error.to_string())
    };
    guarded(work).and_then(|reply| reply)
}

fn made(plan: &PlanDocument) -> std::io::Result<Made> {
    let mut made = Made {
        counts: Counts {
            targets: plan.targets.len(),
            tasks: plan.tasks.len(),
            assessments: plan.assessments.len(),
            diagnostics: plan.diagnostics.len(),
        },
        lost: plan.diagnostics.iter().any(|one| one.severity == Severity::Error),
        ..Made::default()
    };
    emitter::json::document(plan, false, &mut made.document)?;
    emitter::rows::records(plan, &plan.targets, &mut made.targets)?;
    emitter::rows::records(plan, &plan.tasks, &mut made.tasks)?;
    emitter::rows::records(plan, &plan.assessments, &mut made.assessments)?;
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let source = |name: &str| Source { path: folder.path().join(name), name: name.to_owned() };
        std::fs::write(folder.path().join("empty.pdf"), b"").unwrap();
        let mut wire = Vec::new();
        for name in ["empty.pdf", "none.pdf"] {
            protocol::write_request(&source(name), &mut wire).unwrap();
        }
        let mut replies = Vec::new();
        answer(&mut wire.as_slice(), &mut replies, &kehoach::Settings::default()).unwrap();
        let mut input = replies.as_slice();
        let reason = |reply: Option<Reply>| reply.unwrap().unwrap_err();
        assert!(reason(protocol::read_reply(&mut input).unwrap()).contains("empty"));
        assert!(reason(protocol::read_reply(&mut input).unwrap()).contains("cannot be read"));
    }
}
