//! Where each field of a record stands.

use crate::Places;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The places of a record's fields by the field's name; written as an object in the names' order. A list
/// and no map: an archive holds a million of them, and the nodes of a map are half empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FieldPlaces(Vec<(Cow<'static, str>, Places)>);

impl FieldPlaces {
    /// The places of a field, if it has a cell of its own.
    pub fn get(&self, name: &str) -> Option<&Places> {
        let at = self.position(name).ok()?;
        self.0.get(at).map(|(_, places)| places)
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_ref().cmp(name))
    }
}

/// Of two entries of one name the later one holds.
impl<N: Into<Cow<'static, str>>> FromIterator<(N, Places)> for FieldPlaces {
    fn from_iter<I: IntoIterator<Item = (N, Places)>>(entries: I) -> Self {
        let entries = entries.into_iter().map(|(name, places)| (name.into(), places));
        let mut sorted: Vec<(Cow<'static, str>, Places)> = entries.collect();
        sorted.sort_by(|(one, _), (next, _)| one.cmp(next));
        sorted.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                std::mem::swap(next, kept);
            }
            same
        });
        sorted.shrink_to_fit();
        Self(sorted)
    }
}

impl Serialize for FieldPlaces {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, places)| (name, places)))
    }
}

impl<'de> Deserialize<'de> for FieldPlaces {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<String, Places>::deserialize(deserializer).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_and_written_by_name() {
        let row = |row| Places::from([crate::Place::Row { table: 1, row }]);
        let places = FieldPlaces::from_iter([
            ("text", row(1)),
            ("index", row(2)),
            ("values.0", row(3)),
            ("text", row(4)),
        ]);
        assert_eq!(places.get("text"), Some(&row(4)));
        assert_eq!(places.get("index"), Some(&row(2)));
        assert_eq!(places.get("unit"), None);
        let json = serde_json::to_string(&places).unwrap();
        let keys: Vec<usize> =
            ["index", "text", "values.0"].iter().filter_map(|key| json.find(key)).collect();
        assert!(keys.len() == 3 && keys.is_sorted(), "{json}");
        assert_eq!(serde_json::from_str::<FieldPlaces>(&json).unwrap(), places);
    }
}
