//! The simulation's face, `/dev/v1`: mounted by `vermilion dev` only, on loopback only. No sign-in:
//! whoever reaches it may read every message and move the clock.

mod clock;
mod env;
mod outbox;
mod routes;
mod tools;

pub(crate) use routes::routes;
pub use tools::DevTools;
