//! Where a thing stands: born in the reader, copied afterwards, never rebuilt.

use crate::CellRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::sync::Arc;

/// A box in points on the upright page: left, top, right, bottom; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BBox {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl BBox {
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Middle of the box, (x, y).
    pub fn center(&self) -> (f32, f32) {
        ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether the point lies inside or on the border.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }
}

/// Printed as `[x0, y0, x1, y1]` with one decimal: a tenth of a point is 0.035 mm.
impl Serialize for BBox {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tenth = |v: f32| (f64::from(v) * 10.0).round() / 10.0 + 0.0;
        [tenth(self.x0), tenth(self.y0), tenth(self.x1), tenth(self.y1)].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BBox {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [x0, y0, x1, y1] = <[f32; 4]>::deserialize(deserializer)?;
        Ok(Self { x0, y0, x1, y1 })
    }
}

impl JsonSchema for BBox {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BBox".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Left, top, right, bottom in points from the top left of the upright page.",
            "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4
        })
    }
}

/// Where a thing stands, part by part: nearly always in one place, in several where a page break cuts it.
pub type Places = SmallVec<[Place; 1]>;

/// Where something stands in its source; which form it takes depends on the format.
/// Numbers of pages, tables, rows, paragraphs and lines start at 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Place {
    /// On a page (PDF, scan). `table` and `row` count within the document where it stands in a table.
    Page {
        page: u32,
        bbox: BBox,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        table: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<u32>,
    },
    /// In a spreadsheet: `{"sheet": "Biểu 1", "range": "A3:F3"}`. Shared strings: a sheet of 100,000 rows
    /// names itself a million times.
    Sheet {
        #[serde(with = "shared_text")]
        #[schemars(with = "String")]
        sheet: Arc<str>,
        #[schemars(with = "String")]
        range: CellRange,
    },
    /// In a table of a document without pages (DOCX, DOC, ODT, RTF, HTML).
    Row { table: u32, row: u32 },
    /// In a paragraph of a document without pages; paragraphs of the body are counted, cells' are not.
    Paragraph { paragraph: u32 },
    /// In a text file.
    Lines { line_start: u32, line_end: u32 },
}

/// A shared string is written as any other.
mod shared_text {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::sync::Arc;

    pub fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(deserializer).map(Arc::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_a_sheet_survives_json() {
        let place = Place::Sheet { sheet: "Biểu 1".into(), range: CellRange::parse("A3:F3").unwrap() };
        let json = serde_json::to_string(&place).unwrap();
        assert_eq!(json, r#"{"sheet":"Biểu 1","range":"A3:F3"}"#);
        assert_eq!(serde_json::from_str::<Place>(&json).unwrap(), place);
    }
}
