//! The host apps' face and the simulation's, over the WeChat face that their codes are for.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "every function here is part of a test: what is not as expected fails it"
)]

mod clock;
mod codes;
mod consents;
mod dev;
mod ground;
mod keys;
mod lives;
mod oauth;
mod operations;
mod order;
mod profiles;
mod repeating;
mod saved;
mod sealed;
mod sessions;
mod users;
