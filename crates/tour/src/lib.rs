//! The main job, end to end, as a stranger would do it: over HTTP only, against `vermilion dev`.
//!
//! Registers an owner, applies, is rejected, mends, is approved, signs a user in, calls, changes,
//! withdraws, revokes and erases. Each step says what it expects before it asks, shows what was sent
//! and answered with secrets shortened, and the first surprise ends the tour.
//!
//! Knows `vermilion-wire` for what clients know too: error codes, the `rid`, the login-state
//! signature. Deliberately absent: every other crate of the server, so that a fault in one of them
//! cannot hide in both; TLS, because a simulated installation is served on loopback alone; retries,
//! because an answer that is right the second time is a surprise.

mod answer;
mod ask;
mod cast;
mod chapters;
mod client;
mod report;
mod shorten;
mod step;
mod tour;
mod want;

use std::io::{self, Write};

pub use report::Voice;
pub use tour::Tally;

/// What a tour needs to know.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the installation answers: `http://HOST:PORT`.
    pub server: String,
    /// Lower-case letters and digits that no other tour of this installation used; they make its
    /// e-mail addresses and names its own. Eight are enough; more than twelve are cut.
    pub word: String,
    /// How to tell it.
    pub voice: Voice,
}

/// Walks the main job and tells it to `out`.
///
/// The last line is `N passed, M failed`. An error is a fault of `out`; a server that answers
/// wrongly, or not at all, is a failed step.
pub fn run(options: &Options, out: &mut dyn Write) -> io::Result<Tally> {
    tour::run(options, out)
}
