//! The product's words as values.
//!
//! Knows the embedded `catalogue/`. Deliberately absent: I/O, async, a clock, randomness,
//! any wire format, SQL, HTTP. Time comes in as `now: Time`, random bytes as arguments.

mod app_id;
mod entropy;
mod id;
mod seq;
mod time;

pub use app_id::{AccountNo, AppId, Incarnation, NotAnAppId, Ordinal, SecretNo};
pub use entropy::Entropy;
pub use id::{Id, NotAnId};
pub use seq::{NotASeq, Seq};
pub use time::{Span, Time};
