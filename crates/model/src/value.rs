//! Readings: what a stretch of text says in numbers, times and references.

use crate::Number;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuantityKind {
    Percent,
    Count,
    Money,
    Score,
    Rank,
    Ratio,
    Duration,
    Number,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Comparator {
    #[serde(rename = "=")]
    Equal,
    #[serde(rename = ">=")]
    AtLeast,
    #[serde(rename = ">")]
    MoreThan,
    #[serde(rename = "<=")]
    AtMost,
    #[serde(rename = "<")]
    LessThan,
    #[serde(rename = "range")]
    Range,
    #[serde(rename = "~")]
    About,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    Increase,
    Decrease,
}

/// The reading of «89,64%», «95-100%», «từ 30% trở lên», «18/21 điểm».
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// The words read: comparator and change words, number and unit.
    pub raw: String,
    pub kind: QuantityKind,
    pub comparator: Comparator,
    /// Null for a range.
    pub value: Option<Number>,
    /// Both ends of a range; else null.
    pub min: Option<Number>,
    pub max: Option<Number>,
    /// `%`, `điểm`, `tỷ đồng`, `sáng kiến, giải pháp`; null where bare.
    pub unit: Option<String>,
    /// The best possible score, for «18/21 điểm».
    pub of: Option<Number>,
    pub change: Option<Change>,
    /// «Cấp huyện», «Cấp xã» where one text gives a breakdown.
    pub scope: Option<String>,
    /// The year that the words tie it to.
    pub year: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScheduleKind {
    Period,
    Deadline,
    Recurring,
    Continuous,
    Conditional,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    NineMonths,
    Year,
}

/// One entry of «Thời gian». Dates are `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScheduleEntry {
    pub raw: String,
    /// The words before the time («Báo cáo kết quả»), or null.
    pub activity: Option<String>,
    pub kind: ScheduleKind,
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub start: Option<String>,
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub end: Option<String>,
    pub every: Option<Every>,
}

/// A legal document cited by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    pub kind: DocumentKind,
    pub number: Option<u32>,
    /// «NĐ-CP», «QĐ-UBND»; without number and year.
    pub symbol: Option<String>,
    /// ISO 8601, reduced precision where the day or month is blank.
    #[schemars(regex(pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$"))]
    pub date: Option<String>,
    pub issuer: Option<String>,
    pub raw: String,
}

/// Kinds of documents; the later ones only occur in references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    KeHoach,
    CongVan,
    QuyetDinh,
    BaoCao,
    NghiQuyet,
    ChiThi,
    ChuongTrinh,
    DeAn,
    ThongBao,
    ToTrinh,
    HuongDan,
    PhuLuc,
    Luat,
    NghiDinh,
    ThongTu,
    PhuongAn,
    QuyDinh,
    KetLuan,
    Khac,
}
