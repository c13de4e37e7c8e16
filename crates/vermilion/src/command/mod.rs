//! The commands, one a file.

pub(crate) mod config;
pub(crate) mod dev;
pub(crate) mod dev_env;
pub(crate) mod key;
pub(crate) mod licences;
pub(crate) mod serve;
pub(crate) mod settings;
