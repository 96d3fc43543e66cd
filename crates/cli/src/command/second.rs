//! `kehoach second-reading FILE OUT`: the other reading of a PDF, in the process that may be lost for it.

use crate::arguments::SecondArguments;
use crate::outcome::{Outcome, Problem};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What the other library may use of memory, in bytes of address space.
const MOST_MEMORY: u64 = 512 << 20;
/// And of time.
const MOST_TIME: Duration = Duration::from_secs(60);

pub fn run(arguments: &SecondArguments) -> Result<Outcome, Problem> {
    archive::limit_memory(MOST_MEMORY);
    let bytes = crate::input::bytes(&arguments.file)?;
    let text =
        kehoach::second_reading(&bytes).map_err(|error| Problem::file(&arguments.file, error.to_string()))?;
    std::fs::write(&arguments.out, text)?;
    Ok(Outcome::Clean)
}

/// The reading of a file by a process of its own. It goes through a file: the library prints to stdout.
pub fn read(file: &Path) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let out = folder.path().join("text");
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command
        .arg("second-reading")
        .args([file, &out])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match archive::supervise(&mut command, MOST_TIME).map_err(|error| error.to_string())? {
        Ok(0) => std::fs::read_to_string(&out).map_err(|error| error.to_string()),
        Ok(_) => Err("the other library gives up on this file".to_owned()),
        Err(reason) => Err(reason),
    }
}
