//! Records of a BIFF stream and the strings in them.

use encoding_rs::Encoding;

/// Kinds of records, named as in Microsoft's description of the format.
pub mod kind {
    pub const FORMULA: [u16; 3] = [0x0006, 0x0206, 0x0406];
    pub const EOF: u16 = 0x000A;
    pub const NAME: u16 = 0x0018;
    pub const DATE_MODE: u16 = 0x0022;
    pub const FILE_PASS: u16 = 0x002F;
    pub const FONT: [u16; 2] = [0x0031, 0x0231];
    pub const CONTINUE: u16 = 0x003C;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const COLUMN_INFO: u16 = 0x007D;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00BD;
    pub const MUL_BLANK: u16 = 0x00BE;
    pub const RICH_STRING: u16 = 0x00D6;
    pub const XF: u16 = 0x00E0;
    pub const MERGED_CELLS: u16 = 0x00E5;
    pub const SHARED_STRINGS: u16 = 0x00FC;
    pub const LABEL_SHARED: u16 = 0x00FD;
    pub const BLANK: u16 = 0x0201;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERROR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const DEFAULT_ROW_HEIGHT: u16 = 0x0225;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: [u16; 2] = [0x041E, 0x001E];
    pub const BOF: [u16; 4] = [0x0809, 0x0409, 0x0209, 0x0009];
}

/// A record with the continuations that follow it.
pub struct Record<'a> {
    pub kind: u16,
    chunks: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    pub fn fields(&self) -> Fields<'_, 'a> {
        Fields { chunks: &self.chunks, chunk: 0, at: 0 }
    }

    /// Bytes of the record itself, without continuations.
    pub fn length(&self) -> usize {
        self.chunks.first().map_or(0, |chunk| chunk.len())
    }
}

/// The records of a stream from a place on. A record that is cut off ends them.
pub struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    fn raw(&self) -> Option<(u16, &'a [u8])> {
        let head = self.stream.get(self.at..self.at.checked_add(4)?)?;
        let [k0, k1, l0, l1] = *head else { return None };
        let start = self.at + 4;
        let length = usize::from(u16::from_le_bytes([l0, l1]));
        Some((u16::from_le_bytes([k0, k1]), self.stream.get(start..start + length)?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.raw()?;
        self.at += 4 + data.len();
        let mut chunks = vec![data];
        while let Some((kind::CONTINUE, more)) = self.raw() {
            self.at += 4 + more.len();
            chunks.push(more);
        }
        Some(Record { kind, chunks })
    }
}

/// Reads a record's fields one after the other, across continuations.
pub struct Fields<'r, 'a> {
    chunks: &'r [&'a [u8]],
    chunk: usize,
    at: usize,
}

impl Fields<'_, '_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let chunk = self.chunks.get(self.chunk)?;
            if let Some(&byte) = chunk.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            self.chunk += 1;
            self.at = 0;
        }
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.byte()
    }

    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    pub fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Some(bytes)
    }

    pub fn skip(&mut self, count: usize) -> Option<()> {
        for _ in 0..count {
            self.byte()?;
        }
        Some(())
    }

    /// Letters of one byte in the file's code page.
    pub fn narrow(&mut self, length: usize, encoding: &'static Encoding) -> Option<String> {
        let mut bytes = Vec::with_capacity(length.min(1 << 16));
        for _ in 0..length {
            bytes.push(self.byte()?);
        }
        Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
    }

    /// A string of BIFF8 whose length has been read: flags, letters, then where fonts change.
    pub fn unicode(&mut self, length: usize) -> Option<RichText> {
        let flags = self.byte()?;
        let runs = if flags & 0x08 == 0 { 0 } else { self.u16()? };
        let extra = if flags & 0x04 == 0 { 0 } else { self.u32()? };
        let units = self.units(length, flags & 0x01 != 0)?;
        let mut fonts = Vec::new();
        for _ in 0..runs {
            fonts.push((usize::from(self.u16()?), self.u16()?));
        }
        self.skip(usize::try_from(extra).ok()?)?;
        Some(RichText { units, fonts })
    }

    /// Letters, one or two bytes each. Where a continuation cuts them, it says anew how wide they are.
    fn units(&mut self, length: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::with_capacity(length.min(1 << 15));
        while units.len() < length {
            if self.chunks.get(self.chunk)?.len() <= self.at {
                self.chunk += 1;
                self.at = 0;
                wide = self.byte()? & 0x01 != 0;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        Some(units)
    }
}

/// A string with the places where another font begins.
#[derive(Debug, Default, PartialEq)]
pub struct RichText {
    units: Vec<u16>,
    /// First letter and index of the font.
    fonts: Vec<(usize, u16)>,
}

impl RichText {
    pub fn text(&self) -> String {
        String::from_utf16_lossy(&self.units)
    }

    /// Stretches of one font; `None` is the cell's own.
    pub fn stretches(&self) -> Vec<(String, Option<u16>)> {
        let mut stretches = Vec::new();
        let mut begin = 0;
        let mut font = None;
        for &(at, next) in self.fonts.iter().chain(&[(self.units.len(), 0)]) {
            if let Some(units) = self.units.get(begin..at).filter(|units| !units.is_empty()) {
                stretches.push((String::from_utf16_lossy(units), font));
                begin = at;
            }
            font = Some(next);
        }
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn letters_change_width_at_a_continuation() {
        let stream =
            [record(kind::STRING, b"\x05\x00\x00ab"), record(kind::CONTINUE, b"\x01\xA5\x1Ec\x00d\x00")];
        let stream = stream.concat();
        let record = Records::from(&stream, 0).next().unwrap();
        let mut fields = record.fields();
        let length = fields.u16().unwrap();
        assert_eq!(fields.unicode(usize::from(length)).unwrap().text(), "abấcd");
        assert!(fields.u8().is_none());
    }

    #[test]
    fn stretches_of_fonts() {
        let text = RichText { units: "abcdef".encode_utf16().collect(), fonts: vec![(2, 5), (4, 6)] };
        let expected = [("ab".to_owned(), None), ("cd".to_owned(), Some(5)), ("ef".to_owned(), Some(6))];
        assert_eq!(text.stretches(), expected);
        let odd = RichText { units: vec![97], fonts: vec![(9, 1), (0, 2)] };
        assert_eq!(odd.stretches().len(), 1);
    }

    #[test]
    fn a_cut_record_ends_the_stream() {
        assert_eq!(Records::from(b"\x0A\x00\x04\x00ab", 0).count(), 0);
        assert_eq!(Records::from(b"\x0A", usize::MAX).count(), 0);
    }
}
