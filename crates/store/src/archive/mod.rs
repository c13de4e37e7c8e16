//! Backup, following and restore.
//!
//! An archive is a folder of *bases* (every archived table at one moment), *logs* of *groups* (the
//! entries after a place, and the images of everything they were about), and one *mirror* of the
//! person keys, which is overwritten and has no history (I10). Rows are sealed as stored. A restore
//! reads the newest base and every group behind it, and begins a new incarnation of the store.

mod backup;
mod folder;
mod follow;
mod gap;
mod images;
mod line;
mod part;
mod person_keys;
mod restore;
mod roots;
mod scan;
mod settle;
mod table;
mod tables;
#[cfg(test)]
mod tables_tests;

pub use backup::{BackedUp, Source, backup};
pub use follow::{Follow, Step};
pub use gap::accept_gaps;
pub use restore::{Restored, Restoring, restore};
pub use scan::Gap;
