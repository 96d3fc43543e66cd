//! PlanDocument → files, and the schemas. The only crate that knows output formats.

mod blocks;
pub mod grid;
pub mod json;
pub mod rows;
pub mod schema;
