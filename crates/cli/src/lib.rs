//! The `kehoach` program: arguments, printing and exit codes. One file for each subcommand; what they
//! do lives in the other crates.

mod arguments;
mod command;
mod input;
mod logging;
mod outcome;

use arguments::{Arguments, Command};
use clap::Parser;
use outcome::{Outcome, Problem};
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program and says how it went.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; clap prints them to stdout. Whether that worked cannot be told.
            let _ = error.print();
            return if error.use_stderr() { Outcome::Nothing.into() } else { Outcome::Clean.into() };
        }
    };
    logging::start(arguments.verbose);
    match dispatch(arguments.command, arguments.verbose) {
        Ok(outcome) => outcome.into(),
        // Whoever read the output has seen enough: `kehoach text FILE | head`.
        Err(Problem::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            Outcome::Clean.into()
        }
        Err(problem) => {
            eprintln!("kehoach: {problem}");
            Outcome::Nothing.into()
        }
    }
}

fn dispatch(command: Command, verbose: u8) -> Result<Outcome, Problem> {
    match command {
        Command::Extract(arguments) => command::extract::run(&arguments),
        Command::Convert(arguments) => command::convert::run(&arguments, verbose),
        Command::Worker(arguments) => command::worker::run(&arguments),
        Command::Tables(arguments) => command::tables::run(&arguments),
        Command::Text(arguments) => command::text::run(&arguments),
        Command::Read(arguments) => command::read::run(&arguments),
        Command::Validate(arguments) => command::validate::run(&arguments),
        Command::Schema(arguments) => command::schema::run(&arguments),
    }
}
