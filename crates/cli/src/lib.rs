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

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What one file may use of memory, in bytes of address space.
const MOST_MEMORY: u64 = 2 << 30;

/// Runs the program and says how it went.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = arguments.collect();
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; clap prints them to stdout. Whether that worked cannot be told.
            let _ = error.print();
            return if error.use_stderr() { Outcome::Nothing.into() } else { Outcome::Clean.into() };
        }
    };
    logging::start(arguments.verbose);
    match guarded(arguments, &words) {
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

/// What reads one file runs in a process of its own: a file that crashes it, or eats its memory or time,
/// gets a reason and an exit code like any other.
fn guarded(arguments: Arguments, words: &[OsString]) -> Result<Outcome, Problem> {
    let Some(file) = arguments.command.file() else { return dispatch(arguments.command, arguments.verbose) };
    if arguments.inside {
        archive::limit_memory(MOST_MEMORY);
        return dispatch(arguments.command, arguments.verbose);
    }
    let program = std::env::current_exe();
    let program =
        program.map_err(|error| Problem::Request(format!("the program cannot find itself: {error}")))?;
    let mut command = std::process::Command::new(program);
    command.arg("--inside").args(words.iter().skip(1));
    let limit = archive::Limits::default().time_of(file);
    match archive::supervise(&mut command, limit)? {
        Ok(code) => Ok(Outcome::from_code(code)),
        Err(reason) => Err(Problem::file(file, reason)),
    }
}

fn dispatch(command: Command, verbose: u8) -> Result<Outcome, Problem> {
    match command {
        Command::Extract(arguments) => command::extract::run(&arguments),
        Command::Convert(arguments) => command::convert::run(&arguments, verbose),
        Command::Corpus(arguments) => command::corpus::run(&arguments),
        Command::Worker(arguments) => command::worker::run(&arguments),
        Command::Second(arguments) => command::second::run(&arguments),
        Command::Tables(arguments) => command::tables::run(&arguments),
        Command::Text(arguments) => command::text::run(&arguments),
        Command::Read(arguments) => command::read::run(&arguments),
        Command::Validate(arguments) => command::validate::run(&arguments),
        Command::Schema(arguments) => command::schema::run(&arguments),
    }
}
