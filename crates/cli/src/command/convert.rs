//! `kehoach convert PATH... --out DIR`: every document in files and folders.

use crate::arguments::ConvertArguments;
use crate::outcome::{Outcome, Problem};
use archive::{Limits, Progress, Report, Request, WorkerProgram};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// More failures than this are only counted; the report names them all.
const MOST_PRINTED: usize = 50;

pub fn run(arguments: &ConvertArguments, verbose: u8) -> Result<Outcome, Problem> {
    // What is wrong with the settings is said once, not by every worker.
    arguments.reading.settings()?;
    let worker = worker(arguments, verbose)?;
    let jobs = arguments.jobs.map_or_else(cores, usize::from);
    let limits = Limits { time: Duration::from_secs(arguments.seconds), ..Limits::default() };
    let request = Request { paths: &arguments.paths, out: &arguments.out, jobs, worker: &worker, limits };
    let bar = bar(verbose);
    let show = &mut |progress: Progress<'_>| {
        bar.set_length(progress.of as u64);
        bar.set_position(progress.done as u64);
        bar.set_message(progress.name.to_owned());
    };
    let report = archive::convert(&request, show).map_err(|error| Problem::Request(error.to_string()))?;
    bar.finish_and_clear();
    eprint!("{}", summary(&report));
    Ok(outcome(&report))
}

fn worker(arguments: &ConvertArguments, verbose: u8) -> Result<WorkerProgram, Problem> {
    let program = std::env::current_exe()
        .map_err(|error| Problem::Request(format!("the program cannot find itself: {error}")))?;
    let mut words = vec!["worker".into(), "--memory".into(), arguments.memory.to_string().into()];
    words.extend(arguments.reading.forward());
    words.extend((0..verbose).map(|_| "-v".into()));
    Ok(WorkerProgram { program, arguments: words, heard: verbose > 0 })
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// On a terminal that does not show logs; elsewhere nothing is drawn.
fn bar(verbose: u8) -> ProgressBar {
    let target = if verbose > 0 { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(None, target);
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {eta:>4} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn summary(report: &Report) -> String {
    let mut text = String::new();
    for failure in report.failures.iter().take(MOST_PRINTED) {
        text += &format!("{}: {}\n", failure.path, failure.reason);
    }
    if report.failures.len() > MOST_PRINTED {
        text += &format!("and {} more files that could not be read\n", report.failures.len() - MOST_PRINTED);
    }
    for path in report.lost.iter().take(MOST_PRINTED) {
        text += &format!("{path}: something was lost; its diagnostics say what\n");
    }
    if report.lost.len() > MOST_PRINTED {
        text +=
            &format!("and {} more documents of which something was lost\n", report.lost.len() - MOST_PRINTED);
    }
    text += &format!(
        "{} files: {} documents, {} failed\n{} targets, {} tasks, {} assessments, {} diagnostics\n",
        report.files,
        report.documents,
        report.failures.len(),
        report.targets,
        report.tasks,
        report.assessments,
        report.diagnostics
    );
    text
}

fn outcome(report: &Report) -> Outcome {
    match (report.documents, report.failures.is_empty() && report.lost.is_empty()) {
        (0, _) => Outcome::Nothing,
        (_, true) => Outcome::Clean,
        (_, false) => Outcome::Lost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive::Failure;

    #[test]
    fn the_exit_code_says_whether_something_was_lost() {
        let failures = vec![Failure { path: "a.pdf".to_owned(), reason: "the file is empty".to_owned() }];
        let report = |documents, failures: &[Failure], lost: &[&str]| Report {
            documents,
            failures: failures.to_vec(),
            lost: lost.iter().map(|path| (*path).to_owned()).collect(),
            ..Report::default()
        };
        assert_eq!(outcome(&report(2, &[], &[])), Outcome::Clean);
        assert_eq!(outcome(&report(2, &failures, &[])), Outcome::Lost);
        assert_eq!(outcome(&report(2, &[], &["b.pdf"])), Outcome::Lost);
        assert_eq!(outcome(&report(0, &failures, &[])), Outcome::Nothing);
        let text = summary(&report(2, &failures, &["b.pdf"]));
        assert!(text.contains("a.pdf: the file is empty\nb.pdf: something was lost"), "{text}");
    }
}
