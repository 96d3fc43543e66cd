//! Many sources: walking, worker processes, limits, progress and the report of a run.
//!
//! ```text
//! paths ──walk──▶ sources ──pool──▶ workers (one process each, lasting) ──▶ replies ──output──▶ folder
//! ```
//!
//! A file that crashes, hangs or eats memory costs itself and a new worker, nothing else. What is
//! written stands in order of path, whatever the number of workers.

mod convert;
pub mod guard;
mod memory;
mod output;
mod pool;
mod protocol;
mod supervise;
pub mod walk;
mod worker;

pub use convert::{Failure, Progress, Report, Request, convert};
pub use memory::limit_memory;
pub use pool::{Limits, WorkerProgram};
pub use supervise::supervise;
pub use worker::serve;

/// Why a run cannot be done at all; a file that cannot be read is a [`Failure`] instead.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("{path}: {reason}")]
    Path { path: String, reason: String },
    #[error("no file was found")]
    NoSource,
    #[error("{path} cannot be written: {source}")]
    Output { path: String, source: std::io::Error },
    #[error("no worker can be started: {0}")]
    Worker(std::io::Error),
}
