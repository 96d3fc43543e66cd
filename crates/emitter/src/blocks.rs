//! Small writes gathered into large ones.

use std::io::{Result, Write};

/// How much is written at once, in bytes.
const BLOCK: usize = 1 << 16;

/// The serializer writes each quotation mark by itself, hundreds for a record: they are gathered here,
/// where that costs no call.
pub struct Blocks<'a> {
    pending: Vec<u8>,
    out: &'a mut dyn Write,
}

impl<'a> Blocks<'a> {
    /// What is left at the end has to be flushed.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { pending: Vec::new(), out }
    }
}

impl Write for Blocks<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> Result<()> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() < BLOCK { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<()> {
        self.out.write_all(&self.pending)?;
        self.pending.clear();
        self.out.flush()
    }
}
