//! Watches another process: how it ended, and an end where it takes too long.

use crate::memory::WITHOUT_RESERVE;
use rustix::process::{Pid, Signal, kill_process};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Runs a command to its end: its exit code, or why there is none.
///
/// # Errors
/// Where it cannot be started.
pub fn supervise(command: &mut Command, limit: Duration) -> std::io::Result<Result<i32, String>> {
    let mut child = command.envs([WITHOUT_RESERVE]).spawn()?;
    let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let (sender, ended) = channel();
    let waiter = std::thread::Builder::new().name("waiter".to_owned());
    waiter.spawn(move || sender.send(child.wait()))?;
    match ended.recv_timeout(limit) {
        Ok(status) => Ok(status.map_err(|error| error.to_string()).and_then(code)),
        Err(_) => {
            if let Some(process) = process {
                // It may have ended in this moment; then there is nobody to end.
                let _ = kill_process(process, Signal::KILL);
            }
            Ok(Err(too_long(limit)))
        }
    }
}

fn code(status: ExitStatus) -> Result<i32, String> {
    status.code().ok_or_else(|| ending(status).to_owned())
}

/// What is said of a file that took longer than allowed.
pub fn too_long(limit: Duration) -> String {
    format!("given up after {} s", limit.as_secs())
}

/// What is said of a file on which a process ended.
pub fn ending(status: ExitStatus) -> &'static str {
    match status.signal() {
        Some(signal) if signal == Signal::ABORT.as_raw() => {
            "the program ended on this file: out of the memory that a file may use, or a fault of the program"
        }
        Some(signal) if signal == Signal::SEGV.as_raw() => {
            "the program crashed on this file, which is a fault of the program"
        }
        _ => "the program ended on this file without an answer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_a_process_ended() {
        let cases = [
            ("exit 1", 600, Ok(1)),
            ("kill -ABRT $$", 600, Err("memory")),
            ("exec sleep 900", 0, Err("given up")),
        ];
        for (script, seconds, expected) in cases {
            let mut command = Command::new("/bin/sh");
            let ended = supervise(command.args(["-c", script]), Duration::from_secs(seconds)).unwrap();
            match (ended, expected) {
                (Ok(code), Ok(expected)) => assert_eq!(code, expected),
                (Err(reason), Err(word)) => assert!(reason.contains(word), "{reason}"),
                (ended, _) => panic!("{script}: {ended:?}"),
            }
        }
    }
}
