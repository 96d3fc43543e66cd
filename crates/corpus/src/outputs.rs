//! What the program makes of a file today.

use model::Document;
use serde_json::Value;
use std::path::Path;

/// Deeply nested files recurse.
const STACK_BYTES: usize = 64 << 20;

/// The plan document as JSON, or why there is none.
pub fn read(folder: &Path, file: &str, settings: &kehoach::Settings) -> Result<Value, String> {
    let plan = guarded(folder, file, |bytes| kehoach::extract(bytes, file, settings))?;
    serde_json::to_value(&plan).map_err(|error| error.to_string())
}

/// The document as it is read, its text as in the file, or why there is none.
pub fn document(folder: &Path, file: &str, settings: &kehoach::Settings) -> Result<Document, String> {
    guarded(folder, file, |bytes| kehoach::read(bytes, settings))
}

/// What the program makes of a file. A panic is a reason why there is nothing: the other files are still
/// worth measuring.
fn guarded<T: Send>(
    folder: &Path,
    file: &str,
    work: impl FnOnce(&[u8]) -> Result<T, kehoach::ReadError> + Send,
) -> Result<T, String> {
    let bytes = std::fs::read(folder.join(file)).map_err(|error| error.to_string())?;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let thread = thread.spawn_scoped(scope, || work(&bytes)).map_err(|error| error.to_string())?;
        let read = thread.join().map_err(|_| "the program panicked".to_owned())?;
        read.map_err(|error| error.to_string())
    })
}
