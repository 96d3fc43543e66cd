//! What a run and its workers say to each other over pipes: a JSON line, then for a reply its parts.

use crate::walk::Source;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Error, ErrorKind, Read, Result, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

/// No reply is larger: what a worker of bounded memory cannot hold.
const MOST_BYTES: u64 = 1 << 32;

/// What a worker made of one source, ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    pub counts: Counts,
    /// A diagnostic says that something was lost.
    pub lost: bool,
    /// The plan document on one line, with line end.
    pub document: Vec<u8>,
    /// Records as lines of NDJSON.
    pub targets: Vec<u8>,
    pub tasks: Vec<u8>,
    pub assessments: Vec<u8>,
}

/// How many records there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub targets: usize,
    pub tasks: usize,
    pub assessments: usize,
    pub diagnostics: usize,
}

/// The plan document and records, or why there are none.
pub type Reply = std::result::Result<Made, String>;

#[derive(Serialize, Deserialize)]
struct Request {
    /// The path's bytes: names in old encodings are no UTF-8.
    path: Vec<u8>,
    name: String,
}

#[derive(Serialize, Deserialize)]
enum Header {
    Made { counts: Counts, lost: bool, lengths: [u64; 4] },
    Failed { reason: String },
}

pub fn write_request(source: &Source, out: &mut impl Write) -> Result<()> {
    let path = source.path.as_os_str().as_bytes().to_vec();
    write_line(&Request { path, name: source.name.clone() }, out)?;
    out.flush()
}

/// `None` where there are no more.
pub fn read_request(input: &mut impl BufRead) -> Result<Option<Source>> {
    let Some(line) = read_line(input)? else { return Ok(None) };
    let request: Request = serde_json::from_str(&line)?;
    let path = PathBuf::from(std::ffi::OsString::from_vec(request.path));
    Ok(Some(Source { path, name: request.name }))
}

pub fn write_reply(reply: &Reply, out: &mut impl Write) -> Result<()> {
    match reply {
        Ok(made) => {
            let parts = [&made.document, &made.targets, &made.tasks, &made.assessments];
            let lengths = parts.map(|part| part.len() as u64);
            write_line(&Header::Made { counts: made.counts, lost: made.lost, lengths }, out)?;
            for part in parts {
                out.write_all(part)?;
            }
        }
        Err(reason) => write_line(&Header::Failed { reason: reason.clone() }, out)?,
    }
    out.flush()
}

/// `None` where the worker has ended.
pub fn read_reply(input: &mut impl BufRead) -> Result<Option<Reply>> {
    let Some(line) = read_line(input)? else { return Ok(None) };
    let (counts, lost, lengths) = match serde_json::from_str(&line)? {
        Header::Made { counts, lost, lengths } => (counts, lost, lengths),
        Header::Failed { reason } => return Ok(Some(Err(reason))),
    };
    let [document, targets, tasks, assessments] = lengths;
    let mut part = |length: u64| read_part(input, length);
    Ok(Some(Ok(Made {
        counts,
        lost,
        document: part(document)?,
        targets: part(targets)?,
        tasks: part(tasks)?,
        assessments: part(assessments)?,
    })))
}

fn read_part(input: &mut impl Read, length: u64) -> Result<Vec<u8>> {
    if length > MOST_BYTES {
        return Err(Error::new(ErrorKind::InvalidData, "the reply is too long"));
    }
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

fn write_line(value: &impl Serialize, out: &mut impl Write) -> Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

fn read_line(input: &mut impl BufRead) -> Result<Option<String>> {
    let mut line = String::new();
    Ok((input.read_line(&mut line)? > 0).then_some(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood() {
        let made = Made {
            counts: Counts { targets: 1, ..Counts::default() },
            lost: true,
            document: b"{}\n".to_vec(),
            targets: b"{\"a\":1}\n".to_vec(),
            ..Made::default()
        };
        let replies: [Reply; 3] = [Ok(made), Err("a\nb".to_owned()), Ok(Made::default())];
        let mut wire = Vec::new();
        for reply in &replies {
            write_reply(reply, &mut wire).unwrap();
        }
        let mut input = wire.as_slice();
        for reply in replies {
            assert_eq!(read_reply(&mut input).unwrap(), Some(reply));
        }
        assert_eq!(read_reply(&mut input).unwrap(), None);
        assert!(read_reply(&mut b"panic\n".as_slice()).is_err());
    }

    #[test]
    fn paths_need_be_no_text() {
        let path = PathBuf::from(std::ffi::OsString::from_vec(b"k\xff\n.doc".to_vec()));
        let source = Source { path, name: "k\u{fffd}\n.doc".to_owned() };
        let mut wire = Vec::new();
        write_request(&source, &mut wire).unwrap();
        assert_eq!(read_request(&mut wire.as_slice()).unwrap(), Some(source));
    }
}
