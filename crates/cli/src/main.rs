//! The `kehoach` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    kehoach_cli::run(std::env::args_os())
}
