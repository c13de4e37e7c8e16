//! The audit log: reading it, and proving that nobody changed it (I8).

mod read_entries;
mod verify_chain;

pub use read_entries::read_entries;
pub use verify_chain::verify_chain;
pub use vermilion_store::{Entry, Finding, Report};
