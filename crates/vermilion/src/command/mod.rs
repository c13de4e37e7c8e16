//! The commands, one a file.

pub(crate) mod config;
pub(crate) mod key;
pub(crate) mod licences;
pub(crate) mod settings;
