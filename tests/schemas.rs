//! The schemas in `schemas/` are those of the types.

use crate::root;
use emitter::schema::Shape;

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    for shape in Shape::ALL {
        let path = root().join("schemas").join(format!("{}.schema.json", shape.name()));
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        let made = serde_json::to_string_pretty(&shape.schema()).unwrap() + "\n";
        assert!(committed == made, "{} has drifted from the types: run `make schemas`", path.display());
    }
    let files = std::fs::read_dir(root().join("schemas")).unwrap().count();
    assert_eq!(files, Shape::ALL.len(), "schemas/ holds a file that is no schema of ours");
}

#[test]
fn every_schema_is_one() {
    for shape in Shape::ALL {
        jsonschema::meta::validate(&shape.schema()).unwrap();
        jsonschema::draft202012::new(&shape.schema()).unwrap();
    }
}
