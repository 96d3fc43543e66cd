//! Work on hostile input, so that a fault of the program is an error of that input.

use std::sync::{Mutex, Once, PoisonError};

/// Deeply nested files recurse; a main thread's stack is not ours to choose.
const STACK_BYTES: usize = 64 << 20;

/// What the last panic said. Several can come at once only from threads of one piece of work.
static FAULT: Mutex<String> = Mutex::new(String::new());
static HOOK: Once = Once::new();

/// Runs `work` on a thread of its own with a stack of 64 MiB.
///
/// # Errors
/// What a panic in it says, with its place.
pub fn guarded<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            *FAULT.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string().replace('\n', " ");
        }));
    });
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("source".to_owned()).stack_size(STACK_BYTES);
        let thread =
            thread.spawn_scoped(scope, work).map_err(|error| format!("no thread can be started: {error}"))?;
        thread.join().map_err(|_| {
            let fault = FAULT.lock().unwrap_or_else(PoisonError::into_inner);
            format!("the program failed on this file, which is a fault of the program: {fault}")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_says_what_and_where() {
        let fault = guarded::<()>(|| panic!("odd table")).unwrap_err();
        assert!(fault.contains("odd table") && fault.contains("guard.rs"), "{fault}");
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
