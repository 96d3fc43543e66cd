//! Reads one source so that a fault of the program is an error of that file.

use crate::outcome::Problem;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Deeply nested files recurse; the main thread's stack is not ours to choose.
const STACK_BYTES: usize = 64 << 20;

/// Runs `work` on a thread of its own; a panic in it becomes a problem of the file.
pub fn guarded<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> Result<T, kehoach::ReadError> + Send + 'static,
) -> Result<T, Problem> {
    let fault = Arc::new(Mutex::new(String::new()));
    let place = Arc::clone(&fault);
    std::panic::set_hook(Box::new(move |panic| {
        *place.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string().replace('\n', " ");
    }));
    let thread = std::thread::Builder::new().name("source".to_owned()).stack_size(STACK_BYTES).spawn(work)?;
    match thread.join() {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Problem::file(path, error)),
        Err(_) => {
            let fault = fault.lock().unwrap_or_else(PoisonError::into_inner);
            Err(Problem::file(
                path,
                format!("the program failed on this file, which is a fault of the program: {fault}"),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_names_the_file_and_the_place() {
        let path = Path::new("plan.pdf");
        let problem = guarded::<()>(path, || panic!("odd table")).unwrap_err().to_string();
        assert!(problem.starts_with("plan.pdf: the program failed"), "{problem}");
        assert!(problem.contains("odd table") && problem.contains("guard.rs"), "{problem}");
        assert_eq!(guarded(path, || Ok(7)).unwrap(), 7);
        assert_eq!(
            guarded::<()>(path, || Err(kehoach::ReadError::Empty)).unwrap_err().to_string(),
            "plan.pdf: the file is empty"
        );
    }
}
