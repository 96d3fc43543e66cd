//! One run: every source under some paths becomes files in a folder.

use crate::ArchiveError;
use crate::output::Output;
use crate::pool::{Limits, Seat, WorkerProgram};
use crate::protocol::{Counts, Reply};
use crate::walk::{self, Source};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};

/// Replies that wait for an earlier source are held in memory; no more than so many sources are begun
/// ahead of the first that is not done.
const MOST_AHEAD: usize = 256;

/// What is to be done.
pub struct Request<'a> {
    pub paths: &'a [PathBuf],
    pub out: &'a std::path::Path,
    /// How many files at once; at least one.
    pub jobs: usize,
    pub worker: &'a WorkerProgram,
    pub limits: Limits,
}

/// How far it is.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    pub done: usize,
    pub of: usize,
    /// The source that was done last.
    pub name: &'a str,
}

/// What came of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    pub files: usize,
    pub documents: usize,
    pub targets: usize,
    pub tasks: usize,
    pub assessments: usize,
    pub diagnostics: usize,
    /// Documents of which something was lost, which their diagnostics tell.
    pub lost: Vec<String>,
    /// Files of which nothing could be read.
    pub failures: Vec<Failure>,
}

/// A file of which nothing could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    pub path: String,
    pub reason: String,
}

/// Reads every source under the paths and writes what they hold. `progress` is called for each.
///
/// # Errors
/// Where nothing can be done: no source, or no place to write to.
pub fn convert(
    request: &Request<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, ArchiveError> {
    let sources = walk::sources(request.paths, request.out)?;
    if sources.is_empty() {
        return Err(ArchiveError::NoSource);
    }
    let output = Output::create(request.out)?;
    let jobs = request.jobs.clamp(1, sources.len());
    let threads = (std::thread::available_parallelism().map_or(1, usize::from) / jobs).max(1);
    let queue = Queue::new(sources.len());
    let (sender, replies) = sync_channel(jobs);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, queue, sources) = (sender.clone(), &queue, sources.as_slice());
            scope.spawn(move || {
                sit(Seat::new(request.worker, request.limits, threads), queue, sources, &sender)
            });
        }
        drop(sender);
        let collected = collect(&sources, output, &replies, &queue, progress);
        // Where writing failed, nobody waits for what is still to come.
        queue.close();
        drop(replies);
        collected
    })
}

fn sit(mut seat: Seat<'_>, queue: &Queue, sources: &[Source], replies: &SyncSender<(usize, Reply)>) {
    while let Some(number) = queue.next() {
        let Some(source) = sources.get(number) else { return };
        tracing::info!("{}", source.name);
        if replies.send((number, seat.ask(source))).is_err() {
            return;
        }
    }
}

/// Writes the replies in the order of their sources.
fn collect(
    sources: &[Source],
    mut output: Output,
    replies: &Receiver<(usize, Reply)>,
    queue: &Queue,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, ArchiveError> {
    let mut report = Report { files: sources.len(), ..Report::default() };
    let mut waiting = BTreeMap::new();
    let mut written = sources.iter().enumerate();
    let mut next = written.next();
    for (done, (number, reply)) in replies.iter().enumerate() {
        if let Some(source) = sources.get(number) {
            progress(Progress { done: done + 1, of: sources.len(), name: &source.name });
        }
        waiting.insert(number, reply);
        while let Some((number, source)) = next
            && let Some(reply) = waiting.remove(&number)
        {
            report.add(source, reply, &mut output)?;
            queue.written(number);
            next = written.next();
        }
    }
    output.finish(&report)?;
    Ok(report)
}

impl Report {
    fn add(&mut self, source: &Source, reply: Reply, output: &mut Output) -> Result<(), ArchiveError> {
        let reply = reply.and_then(|made| match output.document(&source.name, &made) {
            Ok(()) => Ok(made),
            Err(error) => Err(error.to_string()),
        });
        match reply {
            Ok(made) => {
                output.lines(&made)?;
                let Counts { targets, tasks, assessments, diagnostics } = made.counts;
                self.documents += 1;
                self.targets += targets;
                self.tasks += tasks;
                self.assessments += assessments;
                self.diagnostics += diagnostics;
                if made.lost {
                    self.lost.push(source.name.clone());
                }
            }
            Err(reason) => self.failures.push(Failure { path: source.name.clone(), reason }),
        }
        Ok(())
    }
}

/// Hands out the numbers of sources, never too far ahead of what is written.
struct Queue {
    state: Mutex<State>,
    moved: Condvar,
}

struct State {
    next: usize,
    end: usize,
    /// How many are written.
    written: usize,
}

impl Queue {
    fn new(end: usize) -> Self {
        Self { state: Mutex::new(State { next: 0, end, written: 0 }), moved: Condvar::new() }
    }

    fn next(&self) -> Option<usize> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let far = |state: &mut State| {
            state.next < state.end && state.next >= state.written.saturating_add(MOST_AHEAD)
        };
        let mut state = self.moved.wait_while(state, far).unwrap_or_else(PoisonError::into_inner);
        let number = state.next;
        state.next += 1;
        (number < state.end).then_some(number)
    }

    fn written(&self, number: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).written = number + 1;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).end = 0;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_runs_too_far_ahead() {
        let queue = Queue::new(MOST_AHEAD + 2);
        for number in 0..MOST_AHEAD {
            assert_eq!(queue.next(), Some(number));
        }
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.next());
            queue.written(0);
            assert_eq!(waiting.join().unwrap(), Some(MOST_AHEAD));
        });
        queue.close();
        assert_eq!(queue.next(), None);
    }
}
