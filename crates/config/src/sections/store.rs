//! `[store]`

use std::path::PathBuf;

use crate::Secret;
use crate::section::section;

section! {
    /// Where data is kept.
    pub struct Store in "store", "VERMILION_STORE_";

    /// The data folder: SQLite's file, evidence, audit heads.
    data: PathBuf = PathBuf::from("./data");
    /// `postgres://user:password@host/database`, for several nodes; SQLite in the data folder without it.
    url: Option<Secret> = None;
    /// The certificates by which PostgreSQL proves itself over TLS, a PEM file; the machine's own without it.
    root_certificate: Option<PathBuf> = None;
}
