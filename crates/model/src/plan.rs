//! The contract: what comes out of one document. The schemas in `schemas/` are generated from here.

use crate::{Diagnostic, DocumentKind, FieldPlaces, Number, Places, Quantity, Reference, ScheduleEntry};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Semver of the schemas.
pub const SCHEMA_VERSION: &str = "1.0.0";

/// Everything that one source says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanDocument {
    pub schema_version: String,
    pub source: SourceInfo,
    pub document: Metadata,
    /// The outline: every line of prose once.
    pub sections: Vec<Section>,
    pub targets: Vec<Target>,
    pub tasks: Vec<Task>,
    pub assessments: Vec<Assessment>,
    pub ledger: Ledger,
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceInfo {
    /// Relative to the input root, with `/`.
    pub path: String,
    /// Lower-case hexadecimal.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub sha256: String,
    pub bytes: u64,
    pub format: Format,
    /// Null where the format has none.
    pub pages: Option<u32>,
    pub text_layer: TextLayer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Pdf,
    Docx,
    Doc,
    Xlsx,
    Xls,
    Ods,
    Odt,
    Rtf,
    Html,
    Txt,
    Image,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TextLayer {
    Native,
    Ocr,
    Mixed,
}

/// The document's own metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Metadata {
    pub kind: DocumentKind,
    pub number: Option<u32>,
    pub symbol: Option<String>,
    pub title: Option<String>,
    pub issuer: Option<String>,
    pub parent_issuer: Option<String>,
    pub place: Option<String>,
    /// ISO 8601, reduced precision where the day or month is blank.
    #[schemars(regex(pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$"))]
    pub date: Option<String>,
    pub period: Option<Period>,
    pub signer: Option<Signer>,
    pub recipients: Vec<String>,
    pub signatures: Vec<DigitalSignature>,
    pub references: Vec<Reference>,
}

/// The years that the plan covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    pub start: i32,
    pub end: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signer {
    pub authority: Option<String>,
    pub position: Option<String>,
    pub name: Option<String>,
}

/// A digital signature of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DigitalSignature {
    pub name: Option<String>,
    pub organisation: Option<String>,
    pub time: Option<String>,
}

/// A node of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    pub index: Option<String>,
    /// Null for what stands before the first heading.
    pub title: Option<String>,
    pub paragraphs: Vec<String>,
    pub children: Vec<Section>,
}

/// A heading that a record stands under.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Heading {
    pub index: Option<String>,
    pub title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AgencyRole {
    Lead,
    Coordinating,
    Implementing,
    Monitoring,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Agency {
    pub role: AgencyRole,
    /// As printed.
    pub name: String,
    /// Folded, to join «Phòng Văn hoá – Xã hội» and «Phòng VH-XH».
    pub key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Table,
    Prose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ValueRole {
    Baseline,
    Target,
    Forecast,
}

/// One non-empty period cell of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PeriodValue {
    pub year: Option<i32>,
    pub role: ValueRole,
    /// The column's heading, both storeys joined.
    pub label: String,
    pub raw: String,
    pub quantities: Vec<Quantity>,
}

/// Chỉ tiêu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    pub id: String,
    pub index: Option<String>,
    pub sections: Vec<Heading>,
    pub text: String,
    pub quantities: Vec<Quantity>,
    pub values: Vec<PeriodValue>,
    pub unit: Option<String>,
    pub parent: Option<String>,
    pub agencies: Vec<Agency>,
    pub note: Option<String>,
    pub origin: Origin,
    /// The place of each field that has a cell of its own.
    #[schemars(with = "BTreeMap<String, Places>")]
    pub cells: FieldPlaces,
    pub provenance: Places,
    /// 1 for native text, else from the OCR's own word confidences.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// Nhiệm vụ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    pub id: String,
    pub index: Option<String>,
    pub sections: Vec<Heading>,
    pub text: String,
    pub quantities: Vec<Quantity>,
    pub agencies: Vec<Agency>,
    pub products: Vec<String>,
    pub schedule: Vec<ScheduleEntry>,
    pub funding: Option<String>,
    pub note: Option<String>,
    pub origin: Origin,
    /// The place of each field that has a cell of its own.
    #[schemars(with = "BTreeMap<String, Places>")]
    pub cells: FieldPlaces,
    pub provenance: Places,
    /// 1 for native text, else from the OCR's own word confidences.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// Kết quả đánh giá.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    pub id: String,
    pub index: Option<String>,
    pub sections: Vec<Heading>,
    /// The criterion.
    pub text: String,
    pub achieved: Option<Number>,
    pub maximum: Option<Number>,
    pub deducted: Option<Number>,
    pub percent: Option<Number>,
    pub rating: Option<String>,
    pub unit: Option<String>,
    pub self_assessed: Option<Number>,
    pub components: Vec<Component>,
    pub provenance: Places,
    /// 1 for native text, else from the OCR's own word confidences.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
}

/// A part of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Component {
    pub index: Option<String>,
    pub text: String,
    pub achieved: Option<Number>,
    pub self_assessed: Option<Number>,
    pub maximum: Option<Number>,
    pub deducted: Option<Number>,
    pub components: Vec<Component>,
}

/// Nothing is silently lost: what became of every table row and paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Ledger {
    pub table_rows: RowLedger,
    pub paragraphs: ParagraphLedger,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct RowLedger {
    pub records: u32,
    pub sections: u32,
    pub headings: u32,
    pub furniture: u32,
    pub unused: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ParagraphLedger {
    pub records: u32,
    pub outline: u32,
    pub furniture: u32,
}
