//! The saved copy of consents: kept so that a start reads a byte a pair, and held against the rows
//! after every start that used it.

mod check;
mod save;

pub use check::{Pace, check_consents};
pub(crate) use save::Saving;
pub use save::save_consents;
pub(crate) use save::save_when_due;
