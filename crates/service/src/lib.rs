//! One use case a file: read, ask the model, commit the fact.
//!
//! Knows `model`, `decide`, `seal` and `store`. Deliberately absent: HTTP, SQL text, JSON or XML of
//! any face, clocks and randomness of its own. Each use case takes the [`Desk`], and, where a right
//! is needed, the witness that proves it.

pub mod accounts;
pub mod activity;
pub mod admission;
pub mod audit;
pub mod authorizations;
mod callers;
pub mod calls;
pub mod catalogue;
mod clock;
mod clock_guard;
pub mod colleagues;
pub mod delegations;
mod deliver;
mod desk;
mod desk_data;
pub mod evidence;
pub mod factors;
mod failure;
mod faults;
mod hasher;
pub mod hosts;
mod housekeeping;
pub mod keys;
mod lives;
mod mail;
pub mod may;
pub mod members;
pub mod nodes;
pub mod notices;
mod numbers;
pub mod operations;
pub mod outbox;
pub mod people;
pub mod preflight;
pub mod quotas;
mod reach;
mod recognize;
mod refusals;
pub mod register;
pub mod repeats;
pub mod review;
mod saved_consents;
pub mod scans;
pub mod seed;
pub mod settings;
mod sink;
mod start;
mod stripes;
mod turns;
mod vault;
pub mod verification;
pub mod wechat;
pub mod who_am_i;

pub use clock::{Clock, Waiting};
pub use clock_guard::ClockFault;
pub use deliver::{Carrying, Courier, Undelivered, deliver, deliver_due};
pub use desk::{Desk, PhoneProof, Settings};
pub use desk_data::{ReasonBook, WorkingDays};
pub use failure::{Failure, Fault, Kind};
pub use hasher::Hasher;
pub use housekeeping::{flush_marks, housekeep, rebuild_sessions, sweep_logins};
pub use lives::Lives;
pub use mail::open_mail;
pub use may::{May, PlatformMay, SignedIn};
pub use reach::reach;
pub use refusals::RefusalLog;
pub use saved_consents::{Pace, check_consents, save_consents};
pub use start::{StartFault, StartOptions, start, start_through};
pub use vault::Vault;
pub use vermilion_seal::SecretText;
