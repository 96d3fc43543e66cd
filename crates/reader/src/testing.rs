//! What tests of the reader know of words.

use crate::Words;
use model::CellKind;

/// A few headings and cells.
pub struct FewWords;

impl Words for FewWords {
    fn column(&self, heading: &str) -> Option<(CellKind, bool)> {
        let kind = match heading {
            "STT" | "TT" | "ST T" => CellKind::Index,
            "ĐVT" | "Đơn vị tính" => CellKind::Unit,
            _ if heading.contains("20") => CellKind::Number,
            _ if heading.starts_with("Cơ quan") || heading.starts_with("Đơn vị") => CellKind::Agency,
            _ if heading.starts_with("Thời gian") => CellKind::Time,
            "Chỉ tiêu" | "Nội dung chỉ tiêu" | "Nhiệm vụ" | "Sản phẩm" | "Ghi chú" => {
                CellKind::Text
            }
            _ => return None,
        };
        Some((kind, true))
    }

    fn is_cell(&self, text: &str, kind: CellKind) -> bool {
        let mut words = text.split_whitespace();
        match kind {
            CellKind::Index | CellKind::Text => true,
            CellKind::Number => words.all(|word| word.contains(|c: char| c.is_ascii_digit())),
            CellKind::Agency => words.next().is_some_and(|word| matches!(word, "Sở" | "Phòng" | "Công")),
            CellKind::Time => words.next().is_some_and(|word| matches!(word, "Quý" | "Tháng")),
            CellKind::Unit => matches!(text, "%" | "ha" | "Người" | "Tỷ đồng"),
        }
    }
}
