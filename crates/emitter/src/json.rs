//! Plan documents as JSON.

use model::PlanDocument;
use std::io::{Result, Write};

/// One plan document and a line end; `pretty` indents it for a reader.
///
/// # Errors
/// Where `out` cannot be written.
pub fn document(plan: &PlanDocument, pretty: bool, out: &mut dyn Write) -> Result<()> {
    if pretty {
        serde_json::to_writer_pretty(&mut *out, plan)?;
    } else {
        serde_json::to_writer(&mut *out, plan)?;
    }
    out.write_all(b"\n")
}
