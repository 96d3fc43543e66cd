//! Runs the program as a person would.

use std::path::Path;
use std::process::{Command, Output, Stdio};

pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program with these arguments and nothing on stdin.
pub fn kehoach<A: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    let output = command().args(arguments).stdin(Stdio::null()).output().unwrap();
    run(output)
}

/// Runs the program with a text on stdin.
pub fn kehoach_with_input(arguments: &[&str], input: &str) -> Run {
    let file = tempfile::tempfile().unwrap();
    std::io::Write::write_all(&mut &file, input.as_bytes()).unwrap();
    std::io::Seek::rewind(&mut &file).unwrap();
    run(command().args(arguments).stdin(file).output().unwrap())
}

/// Runs the program with a variable of the environment.
pub fn kehoach_where(arguments: &[&str], variable: &str, value: &str) -> Run {
    run(command().args(arguments).env(variable, value).stdin(Stdio::null()).output().unwrap())
}

/// The path as an argument.
pub fn argument(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kehoach-under-test"))
}

fn run(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}
