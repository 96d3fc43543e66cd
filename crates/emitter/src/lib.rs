//! PlanDocument → files, and the schemas. The only crate that knows output formats.
