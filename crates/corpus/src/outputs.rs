//! What the program makes of a file today.

use serde_json::Value;
use std::path::Path;

/// Deeply nested files recurse.
const STACK_BYTES: usize = 64 << 20;

/// The plan document as JSON, or why there is none. A panic of the program is such a reason: the other
/// files are still worth measuring.
pub fn read(folder: &Path, file: &str, settings: &kehoach::Settings) -> Result<Value, String> {
    let bytes = std::fs::read(folder.join(file)).map_err(|error| error.to_string())?;
    let plan = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let thread = thread.spawn_scoped(scope, || kehoach::extract(&bytes, file, settings));
        let thread = thread.map_err(|error| error.to_string())?;
        let read = thread.join().map_err(|_| "the program panicked".to_owned())?;
        read.map_err(|error| error.to_string())
    })?;
    serde_json::to_value(&plan).map_err(|error| error.to_string())
}
