//! The run's side of the workers: starting, asking, waiting no longer than allowed, replacing.

use crate::memory::WITHOUT_RESERVE;
use crate::protocol::{self, Reply};
use crate::supervise;
use crate::walk::Source;
use rustix::process::{Pid, Signal, kill_process_group};
use std::ffi::OsString;
use std::io::BufReader;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How a worker is started: a program that ends in [`crate::serve`].
#[derive(Debug, Clone)]
pub struct WorkerProgram {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    /// Whether what workers say on stderr is shown.
    pub heard: bool,
}

/// What one file may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Time for a small file.
    pub time: Duration,
    /// More time for each mebibyte, which holds 20 bi-level pages: a long scan is no hang.
    pub time_per_mebibyte: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(300), time_per_mebibyte: Duration::from_secs(240) }
    }
}

impl Limits {
    /// How long this file may take.
    pub fn time_of(&self, path: &Path) -> Duration {
        let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
        let mebibytes = u32::try_from(bytes >> 20).unwrap_or(u32::MAX);
        self.time.saturating_add(self.time_per_mebibyte.saturating_mul(mebibytes))
    }
}

/// One place at the bench: a worker, and a new one whenever it is lost.
pub struct Seat<'a> {
    program: &'a WorkerProgram,
    limits: Limits,
    threads: usize,
    worker: Option<Worker>,
}

impl<'a> Seat<'a> {
    /// `threads`: how many of its own a worker may use.
    pub fn new(program: &'a WorkerProgram, limits: Limits, threads: usize) -> Self {
        Self { program, limits, threads, worker: None }
    }

    /// What becomes of a source.
    pub fn ask(&mut self, source: &Source) -> Reply {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => Worker::start(self.program, self.threads)
                .map_err(|error| format!("no worker can be started: {error}"))?,
        };
        let limit = self.limits.time_of(&source.path);
        if protocol::write_request(source, &mut worker.requests).is_err() {
            return Err(worker.end());
        }
        match worker.replies.recv_timeout(limit) {
            Ok(reply) => {
                self.worker = Some(worker);
                reply
            }
            Err(RecvTimeoutError::Timeout) => {
                worker.kill();
                Err(supervise::too_long(limit))
            }
            Err(RecvTimeoutError::Disconnected) => Err(worker.end()),
        }
    }
}

struct Worker {
    child: Child,
    requests: ChildStdin,
    /// Closed when the worker ends or says something that is no reply.
    replies: Receiver<Reply>,
}

impl Worker {
    fn start(program: &WorkerProgram, threads: usize) -> std::io::Result<Self> {
        let mut child = Command::new(&program.program)
            .args(&program.arguments)
            .env("RAYON_NUM_THREADS", threads.to_string())
            .envs([WITHOUT_RESERVE])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(if program.heard { Stdio::inherit() } else { Stdio::null() })
            // A group of its own, so that what it started can be ended with it.
            .process_group(0)
            .spawn()?;
        let (Some(requests), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(std::io::Error::other("the worker has no pipes"));
        };
        let (sender, replies) = channel();
        std::thread::Builder::new().name("replies".to_owned()).spawn(move || {
            let mut input = BufReader::new(stdout);
            while let Ok(Some(reply)) = protocol::read_reply(&mut input) {
                if sender.send(reply).is_err() {
                    break;
                }
            }
        })?;
        Ok(Self { child, requests, replies })
    }

    /// Why it ended.
    fn end(mut self) -> String {
        self.kill();
        let ended = self.child.wait().map(supervise::ending);
        ended.unwrap_or("the program ended on this file").to_owned()
    }

    /// Ends it and all that it started. Whether they had ended already is of no matter.
    fn kill(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

impl Drop for Worker {
    /// Waits, so that no dead process stays behind.
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(script: &str, seconds: u64) -> Reply {
        let program = WorkerProgram {
            program: PathBuf::from("/bin/sh"),
            arguments: vec!["-c".into(), script.into()],
            heard: false,
        };
        let limits = Limits { time: Duration::from_secs(seconds), time_per_mebibyte: Duration::ZERO };
        let mut seat = Seat::new(&program, limits, 1);
        let source = Source { path: PathBuf::from("a.pdf"), name: "a.pdf".to_owned() };
        let first = seat.ask(&source);
        assert_eq!(seat.ask(&source), first, "a new worker fares alike");
        first
    }

    #[test]
    fn a_worker_that_is_lost_costs_its_file() {
        let cases = [
            ("read line; kill -ABRT $$", 600, "out of the memory"),
            ("read line; kill -SEGV $$", 600, "crashed"),
            ("read line; exit 3", 600, "without an answer"),
            ("read line; echo nonsense; sleep 900", 600, "without an answer"),
            ("exec sleep 900", 0, "given up after 0 s"),
            ("while read line; do echo '{\"Failed\":{\"reason\":\"odd\"}}'; done", 600, "odd"),
        ];
        for (script, seconds, reason) in cases {
            let found = ask(script, seconds).unwrap_err();
            assert!(found.contains(reason), "{script}: {found}");
        }
    }
}
