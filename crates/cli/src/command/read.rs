//! `kehoach read …`: a line of stdin, one JSON value a line. Made for pipes of millions of lines.

use crate::arguments::{ReadArguments, Reading};
use crate::outcome::{Outcome, Problem};
use kehoach::readings;
use std::io::{BufRead, Write};

const BUFFER_BYTES: usize = 1 << 16;

pub fn run(arguments: &ReadArguments) -> Result<Outcome, Problem> {
    let input = std::io::stdin().lock();
    let mut out = std::io::BufWriter::with_capacity(BUFFER_BYTES, std::io::stdout().lock());
    let clean = lines(input, &mut out, arguments)?;
    out.flush()?;
    Ok(if clean { Outcome::Clean } else { Outcome::Lost })
}

/// Whether every line was text. Bytes that are no UTF-8 are read as U+FFFD: the line still gives its
/// line of output, or everything after it would stand beside the wrong input.
fn lines(mut input: impl BufRead, out: &mut impl Write, arguments: &ReadArguments) -> Result<bool, Problem> {
    let mut clean = true;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = input.read_until(b'\n', &mut bytes);
        if read.map_err(|error| Problem::Request(format!("stdin cannot be read: {error}")))? == 0 {
            return Ok(clean);
        }
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
        if matches!(line, std::borrow::Cow::Owned(_)) {
            clean = false;
        }
        match arguments.what {
            Reading::Quantities => serde_json::to_writer(&mut *out, &readings::quantities(&line))?,
            Reading::Schedule => {
                serde_json::to_writer(&mut *out, &readings::schedule(&line, arguments.year))?
            }
            Reading::References => serde_json::to_writer(&mut *out, &readings::references(&line))?,
            Reading::Agencies => serde_json::to_writer(&mut *out, &readings::agencies(&line))?,
            Reading::Suspects => serde_json::to_writer(&mut *out, &readings::suspects(&line))?,
            Reading::Text => serde_json::to_writer(&mut *out, &readings::text(&line))?,
        }
        out.write_all(b"\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_gives_a_line() {
        let arguments = ReadArguments { what: Reading::Text, year: None };
        let mut out = Vec::new();
        let clean = lines("một\r\n\nhai\\n".as_bytes(), &mut out, &arguments).unwrap();
        assert!(clean);
        assert_eq!(String::from_utf8(out).unwrap(), "\"một\"\n\"\"\n\"hai\\\\n\"\n");
        let mut out = Vec::new();
        assert!(!lines(b"a\xffb\nc".as_slice(), &mut out, &arguments).unwrap());
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\u{fffd}b\"\n\"c\"\n");
    }
}
