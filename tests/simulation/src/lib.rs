//! Generated lists of operations over one node on SQLite or two on one PostgreSQL, against a naive
//! account of what must hold. The invariants I1 to I10 are the failure conditions: an honest run
//! breaks none, and for each a fault made on values must be caught.
//!
//! Knows the service and everything below. Deliberately absent: HTTP (`tests/crash` kills whole
//! processes), sleeping, and any switch in production code: faults reach it through the sink that
//! memory hears of commits by, through statements stripped of their guard, or through rows.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a simulation stops at its first surprise")]
#![expect(missing_debug_implementations, reason = "nothing here is printed but verdicts")]

mod bound;
mod broken;
mod clock;
pub mod cover;
mod dice;
mod fault;
mod found;
mod ground;
mod invariants;
#[cfg(test)]
mod nodes;
mod oracle;
#[expect(clippy::unwrap_used, reason = "the store suite's, where what is not as expected fails the test")]
#[path = "../../../crates/store/tests/suite/proxy.rs"]
mod proxy;
mod run;
mod steps;
mod tampering;
mod world;

pub use bound::{BOUND, Times, time_to_refuse};
pub use broken::Broken;
pub use fault::Fault;
pub use found::{Found, found};
pub use ground::Ground;
pub use run::{Ran, replay, run};
pub use steps::Step;
