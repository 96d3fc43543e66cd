//! The subcommands, one file each.

pub mod extract;
pub mod read;
pub mod tables;
pub mod text;
