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
    /// How old, in milliseconds, what a node knows may be where several write: past it, calls that need
    /// an allow are answered "busy". Nodes ask every 250 ms.
    bound_ms: u32 = 1_000 => within 500 60_000;
    /// Files that get every signed head of the audit log beside `DATA/audit-heads`: best on a disk or a
    /// share that nobody who could rewrite the store can rewrite. The folder must exist.
    audit_heads: Vec<PathBuf> = Vec::new();
}
