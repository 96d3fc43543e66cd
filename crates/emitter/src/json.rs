//! Plan documents as JSON.

use crate::blocks::Blocks;
use model::PlanDocument;
use std::io::{Result, Write};

/// One plan document and a line end; `pretty` indents it for a reader.
///
/// # Errors
/// Where `out` cannot be written.
pub fn document(plan: &PlanDocument, pretty: bool, out: &mut dyn Write) -> Result<()> {
    let mut blocks = Blocks::new(out);
    if pretty {
        serde_json::to_writer_pretty(&mut blocks, plan)?;
    } else {
        serde_json::to_writer(&mut blocks, plan)?;
    }
    blocks.write_all(b"\n")?;
    blocks.flush()
}
