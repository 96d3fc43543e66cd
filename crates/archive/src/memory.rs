//! How much memory a process may use.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What a process that will limit its memory has to find in its environment: the limit counts address
/// space, of which mimalloc would take a gibibyte at the start, to be used or not.
pub const WITHOUT_RESERVE: (&str, &str) = ("MIMALLOC_DISALLOW_ARENA_ALLOC", "1");

/// Limits the address space of this process, and of those that it starts.
pub fn limit_memory(bytes: u64) {
    let allowed = getrlimit(Resource::As);
    let bytes = allowed.maximum.map_or(bytes, |most| bytes.min(most));
    if let Err(error) = setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: allowed.maximum }) {
        tracing::warn!("memory cannot be limited: {error}");
    }
}
