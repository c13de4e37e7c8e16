//! The commands, one a file.

pub(crate) mod admin;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod config;
pub(crate) mod dev;
pub(crate) mod dev_env;
pub(crate) mod explain;
pub(crate) mod key;
pub(crate) mod key_rotate;
pub(crate) mod licences;
pub(crate) mod migrate;
pub(crate) mod restore;
pub(crate) mod serve;
pub(crate) mod settings;
pub(crate) mod tour;
