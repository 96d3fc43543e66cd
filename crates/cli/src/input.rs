//! A file's bytes, and work on them.

use crate::outcome::Problem;
use std::io::Read;
use std::path::Path;

/// No plan is as large; a device that never ends is.
const MOST_BYTES: u64 = 1 << 30;

/// Reads a file, or stdin for «-».
pub fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    if path.as_os_str() == "-" {
        return limited(std::io::stdin().lock(), 0, path);
    }
    let meta = std::fs::metadata(path).map_err(|error| Problem::file(path, reason(&error)))?;
    if meta.is_dir() {
        return Err(Problem::file(path, "this is a folder; `kehoach convert` reads folders"));
    }
    let file = std::fs::File::open(path).map_err(|error| Problem::file(path, reason(&error)))?;
    limited(file, meta.len(), path)
}

/// How records name their source: the file's own name, so that they are the same from any folder.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Does `work` on a file; a fault of the program in it becomes a problem of the file.
pub fn guarded<T: Send>(
    path: &Path,
    work: impl FnOnce() -> Result<T, kehoach::ReadError> + Send,
) -> Result<T, Problem> {
    match archive::guard::guarded(work) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Problem::file(path, error)),
        Err(fault) => Err(Problem::file(path, fault)),
    }
}

/// `length`: how much there will be, as far as that is known.
fn limited(input: impl Read, length: u64, path: &Path) -> Result<Vec<u8>, Problem> {
    // One more, to meet the end without growing.
    let mut bytes = Vec::with_capacity(length.min(MOST_BYTES) as usize + 1);
    input
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::file(path, reason(&error)))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Problem::file(path, "the file is larger than 1 GiB"));
    }
    Ok(bytes)
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "the file may not be read".to_owned(),
        _ => format!("the file cannot be read: {error}"),
    }
}
