//! `[keys]`

use std::path::PathBuf;

use crate::Secret;
use crate::section::section;

section! {
    /// The master key, without which nothing sealed can be read.
    pub struct Keys in "keys", "VERMILION_";

    /// The file made by `vermilion key new`; keep a copy where the backups are not.
    master_key_file: Option<PathBuf> = None;
    /// The text of that file, or 32 bytes in base64 or hex; in the environment only.
    master_key: Option<Secret> = None => never in the file;
}
