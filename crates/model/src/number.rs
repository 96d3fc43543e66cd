//! Exact decimals that every JSON reader can hold.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// An exact decimal of at most 15 significant digits: «89,64» is `89.64`, never `89.640000001`.
/// 15 digits is what a double carries without loss, so any JSON reader gets the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(Decimal);

impl Number {
    /// `None` where the value has more than 15 significant digits.
    pub fn new(value: Decimal) -> Option<Self> {
        let value = value.normalize();
        (value.mantissa().unsigned_abs() < 1_000_000_000_000_000).then_some(Self(value))
    }

    /// The decimal itself.
    pub fn decimal(self) -> Decimal {
        self.0
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(Decimal::from(value))
    }
}

/// Reads «89.64»: ASCII digits, `.` as the decimal mark.
impl FromStr for Number {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value = Decimal::from_str_exact(text)?;
        Self::new(value).ok_or(rust_decimal::Error::ExceedsMaximumPossibleValue)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An integer where it is one, else the shortest decimal, which is exact up to 15 digits.
impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.scale() == 0 {
            let whole = i64::try_from(self.0.mantissa()).map_err(serde::ser::Error::custom)?;
            return serializer.serialize_i64(whole);
        }
        let double: f64 = self.0.to_string().parse().map_err(serde::ser::Error::custom)?;
        serializer.serialize_f64(double)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let double = f64::deserialize(deserializer)?;
        Self::from_str(&format!("{double}")).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact decimal of at most 15 significant digits.", "type": "number"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_read() {
        for text in ["89.64", "0", "100", "0.1", "-3.5", "123456789012345", "0.000001"] {
            let number: Number = text.parse().unwrap();
            let json = serde_json::to_string(&number).unwrap();
            assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), number, "{text}");
            assert_eq!(number.to_string(), text);
        }
        assert!(Number::from_str("1234567890123456").is_err());
        assert_eq!(Number::from_str("89.6400").unwrap().to_string(), "89.64");
    }
}
