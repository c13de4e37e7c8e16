//! `[evidence]`

use std::path::PathBuf;

use crate::section::section;

section! {
    /// Files on which requests rest, kept sealed.
    pub struct Evidence in "evidence", "VERMILION_EVIDENCE_";

    /// Where they are kept: `blobs` in the data folder without it. Several nodes need one folder that all of them
    /// reach.
    folder: Option<PathBuf> = None;
    /// The longest file that is taken, in MiB.
    longest_mib: u32 = 10 => within 1 64;
    /// How many days after the last decision that rested on it a file is deleted.
    retention_days: u32 = 180 => within 1 36500;
    /// A command that reads a file on its standard input and ends with 0 where nothing was found, with 1 where
    /// something was; files stay in quarantine until it said so. Without one nothing is scanned.
    scanner: String = String::new();
    /// Where files are posted instead, `http://` or `https://`: an answer of 2xx with `{"clean":true}` or
    /// `{"clean":false}` is believed.
    scanner_url: Option<String> = None;
}
