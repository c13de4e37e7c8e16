//! For tests only: a desk on a throw-away store, a clock that is moved by hand, seeded entropy, the
//! faces in process, and people who registered through them.
//!
//! Knows every crate but the binary; nothing but tests may know it. Deliberately absent: the network,
//! the machine's clock and randomness, sleeping, rows written past the use cases (but
//! memberships, which no use case makes yet). It panics when a
//! fixture does not come about: the test that asked for it has failed.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::indexing_slicing,
    reason = "a fixture that fails is a test that fails"
)]

mod answer;
mod authenticator;
mod clock;
mod desk;
mod golden;
mod holders;
mod lives;
mod mail;
mod people;
mod roles;
mod saved;
mod simulation;
mod together;

pub use answer::{Answer, Call};
pub use authenticator::Authenticator;
pub use clock::TestClock;
pub use desk::{NOW, TestDesk};
pub use golden::golden;
pub use holders::holders;
pub use lives::PutBack;
pub use people::{Member, PASSWORD};
pub use together::together;
