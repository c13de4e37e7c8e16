//! The clock: handed in, and able to wait, so that expiry, retry and review clocks follow it.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use vermilion_model::Time;

/// A future that ends when a time has come.
pub type Waiting<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Where time comes from. The binary's reads the machine's; `vermilion dev` and tests move theirs.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The wall clock.
    fn now(&self) -> Time;

    /// Time since some fixed point, by a clock that runs through suspend and is never set.
    fn boot(&self) -> Duration;

    /// Ends when `now` has reached `at`, however the clock got there.
    fn wait_until(&self, at: Time) -> Waiting<'_>;
}
