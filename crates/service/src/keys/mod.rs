//! The keys: rotated by a fact, read again by every node that hears of it.

mod news;
mod reload;
mod rewrap;
mod rotate;

pub(crate) use news::News;
pub(crate) use reload::reload_now;
pub use reload::reload_ring;
pub use rewrap::{Rewrapping, rewrap_keys};
pub use rotate::rotate_keys;
