//! The `kehoach` program, for the tests of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}
