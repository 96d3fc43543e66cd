//! Pages → document: tables are cut out, what remains becomes paragraphs, parts are stitched.
