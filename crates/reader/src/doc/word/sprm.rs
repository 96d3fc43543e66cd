//! Properties as Word 97 writes them: an operation and its operand, one after the other.

use super::bytes::{part, u8_at, u16_at, u32_at};

/// One property.
#[derive(Debug, Clone, Copy)]
pub struct Property<'a> {
    pub code: u16,
    pub operand: &'a [u8],
}

impl Property<'_> {
    pub fn byte(&self) -> u8 {
        u8_at(self.operand, 0).unwrap_or(0)
    }

    pub fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }

    pub fn short(&self) -> i16 {
        self.word() as i16
    }

    pub fn long(&self) -> u32 {
        u32_at(self.operand, 0).unwrap_or(0)
    }
}

/// The properties of a list of them; what is cut off at the end is left out.
pub fn properties(list: &[u8]) -> impl Iterator<Item = Property<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = u16_at(list, at)?;
        at += 2;
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if code == TABLE => {
                // Its length is a word, and counts one more than follows.
                let length = usize::from(u16_at(list, at)?);
                at += 2;
                length.saturating_sub(1)
            }
            _ => {
                let length = usize::from(u8_at(list, at)?);
                at += 1;
                // Tabs that are changed beyond 255 bytes would have to be counted; nobody has them.
                if code == 0xC615 && length == 255 { return None } else { length }
            }
        };
        let operand = part(list, at, length);
        at += length;
        (operand.len() == length).then_some(Property { code, operand })
    })
}

/// The definition of a table's row.
pub const TABLE: u16 = 0xD608;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_have_operands_of_all_sizes() {
        let list =
            [0x35, 0x08, 1, 0x4F, 0x4A, 7, 0, 0x08, 0xD6, 4, 0, 1, 2, 3, 0x15, 0xC6, 2, 9, 9, 0x03, 0x6A, 1];
        let found: Vec<(u16, usize)> = properties(&list).map(|p| (p.code, p.operand.len())).collect();
        assert_eq!(found, [(0x0835, 1), (0x4A4F, 2), (0xD608, 3), (0xC615, 2)]);
    }
}
