#![no_main]
//! The readings of a line of text.

use kehoach::readings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    let repaired = readings::text(line);
    assert_eq!(readings::text(&repaired), repaired, "repairing twice is repairing once");
    readings::quantities(line);
    readings::schedule(line, Some(2025));
    readings::references(line);
    readings::agencies(line);
    readings::suspects(line);
});
