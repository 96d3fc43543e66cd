//! The `kehoach` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(2) else { return ExitCode::from(2) };
    let Ok(bytes) = std::fs::read(&path) else { return ExitCode::from(2) };
    match kehoach::extract(&bytes, &path, &kehoach::Settings::default()) {
        Ok(plan) => {
            let mut out = std::io::stdout().lock();
            if serde_json::to_writer(&mut out, &plan).is_err() {
                return ExitCode::from(2);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(2)
        }
    }
}
