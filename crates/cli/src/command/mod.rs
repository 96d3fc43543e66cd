//! The subcommands, one file each.

pub mod convert;
pub mod corpus;
pub mod extract;
pub mod read;
pub mod schema;
pub mod second;
pub mod tables;
pub mod text;
pub mod validate;
pub mod worker;
