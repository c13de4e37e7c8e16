//! The audit log: searching it, taking a copy away, and proving that nobody changed it (I8).

mod export_entries;
mod search_entries;
mod verify_chain;

pub use export_entries::{Export, export_entries};
pub use search_entries::{Found, search_entries};
pub use verify_chain::verify_chain;
pub use vermilion_store::{Entry, Finding, Report};

/// The lane of a new installation's facts.
const LANE: u16 = 0;
