//! Zip containers (DOCX, ODT, XLSX, ODS): named parts, inflated under a limit.

use crate::ReadError;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that one part may inflate to. A plan of 1,000 pages is about 40 MB of XML.
pub const PART_LIMIT: usize = 96 << 20;
/// The most that all parts that are read may inflate to together.
const TOTAL_LIMIT: u64 = 160 << 20;

/// An open container.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in lower case with `/`: producers differ in both.
    names: BTreeMap<String, usize>,
    left: u64,
}

impl<'a> Package<'a> {
    /// # Errors
    /// Where the directory of the container is missing or broken.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| ReadError::Damaged(format!("the zip container cannot be opened ({error})")))?;
        let names = archive
            .file_names()
            .enumerate()
            .filter_map(|(index, name)| Some((normalized(&name.ok()?), index)))
            .collect();
        Ok(Self { archive, names, left: TOTAL_LIMIT })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normalized(name))
    }

    /// The bytes of a part; `None` where there is none of that name.
    ///
    /// # Errors
    /// Where the part is encrypted, damaged, or inflates beyond the limit.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&index) = self.names.get(&normalized(name)) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|error| failure(name, &error))?;
        let limit = (PART_LIMIT as u64).min(self.left);
        // What it says of its size may be a lie, but as a rule it saves growing and copying.
        let mut bytes = Vec::with_capacity(file.size().min(limit) as usize + 1);
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| ReadError::Damaged(format!("{name} in the zip container ({error})")))?;
        let length = bytes.len() as u64;
        if length > limit {
            return Err(ReadError::TooLarge(format!("{name} inflates to more than {} MiB", limit >> 20)));
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// A part to be read bit by bit, for those that are too large to hold beside what is made of them.
    ///
    /// # Errors
    /// Where the part is encrypted, or says itself that it inflates beyond the limit. One that lies
    /// about its size ends where it said that it would.
    pub fn stream(&mut self, name: &str) -> Result<Option<impl BufRead + '_>, ReadError> {
        let Some(&index) = self.names.get(&normalized(name)) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|error| failure(name, &error))?;
        let size = file.size();
        if size > self.left {
            return Err(ReadError::TooLarge(format!("{name} inflates to {} MiB", size >> 20)));
        }
        self.left -= size;
        Ok(Some(BufReader::with_capacity(1 << 16, file.take(size))))
    }
}

fn normalized(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

fn failure(name: &str, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            ReadError::Encrypted
        }
        _ => ReadError::Damaged(format!("{name} in the zip container ({error})")),
    }
}
