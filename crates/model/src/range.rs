//! Cells of a spreadsheet by their names: «B7», «A3:F3».

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A rectangle of a sheet's cells, ends included. Rows and columns count from 0; written as «A3:F3».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellRange {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

impl CellRange {
    /// One cell.
    pub fn cell(row: u32, column: u32) -> Self {
        Self { top: row, left: column, bottom: row, right: column }
    }

    /// Whether the cell is one of them.
    pub fn contains(self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            top: self.top.min(other.top),
            left: self.left.min(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.max(other.right),
        }
    }

    /// Whether a cell is in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.top <= other.bottom
            && other.top <= self.bottom
            && self.left <= other.right
            && other.left <= self.right
    }

    /// Reads «A3:F3», «A3», «$A$3».
    pub fn parse(name: &str) -> Option<Self> {
        let (first, last) = name.split_once(':').unwrap_or((name, name));
        let (top, left) = parse_cell_name(first)?;
        let (bottom, right) = parse_cell_name(last)?;
        (top <= bottom && left <= right).then_some(Self { top, left, bottom, right })
    }
}

/// «A3:F3», or «A3» for one cell.
impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_cell(f, self.top, self.left)?;
        if (self.top, self.left) == (self.bottom, self.right) {
            return Ok(());
        }
        f.write_str(":")?;
        write_cell(f, self.bottom, self.right)
    }
}

impl Serialize for CellRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("«{text}» names no cells")))
    }
}

/// «B7» for row 6, column 1.
fn write_cell(f: &mut fmt::Formatter<'_>, row: u32, column: u32) -> fmt::Result {
    write_column(f, u64::from(column) + 1)?;
    write!(f, "{}", u64::from(row) + 1)
}

/// «A», «Z», «AA» … for 1, 26, 27 …: the letters are digits without a zero.
fn write_column(f: &mut fmt::Formatter<'_>, column: u64) -> fmt::Result {
    let Some(last) = column.checked_sub(1) else { return Ok(()) };
    write_column(f, last / 26)?;
    write!(f, "{}", char::from(b'A' + u8::try_from(last % 26).unwrap_or(0)))
}

/// Row and column of «B7» or «$B$7».
pub fn parse_cell_name(name: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for byte in name.bytes().filter(|&byte| byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column =
                    column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' if column > 0 => {
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places() {
        for (name, row, column) in
            [("A1", 0, 0), ("Z9", 8, 25), ("AA10", 9, 26), ("XFD1048576", 1_048_575, 16_383)]
        {
            assert_eq!(CellRange::cell(row, column).to_string(), name);
            assert_eq!(parse_cell_name(name), Some((row, column)));
        }
        for bad in ["", "A", "1", "1A", "A0", "A1B", "ZZZZZZZZZ1", "A99999999999", "Ấ1"] {
            assert_eq!(parse_cell_name(bad), None, "{bad}");
        }
        assert_eq!(CellRange::parse("$A$3:F3").unwrap().to_string(), "A3:F3");
        assert_eq!(CellRange::parse("B2:A1"), None);
    }
}
