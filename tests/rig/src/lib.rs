//! What `bench` and `crash` share: installations that are made and filled before a server is started on
//! them, a client of few instructions, child processes that end with whoever started them, and a
//! `PostgreSQL` that may be killed.
//!
//! It fills a store by facts, as the product does; since codes are sealed serials from leased blocks, it
//! can also make them while no server runs. Deliberately absent: SQL, assertions, any knowledge of what is
//! measured.
#![expect(clippy::disallowed_methods, reason = "experiments read the machine's clock and wait for processes")]

mod accounts;
mod child;
mod client;
mod codes;
mod folder;
mod installation;
mod machine;
mod people;
mod postgres;

pub use accounts::{Program, grant, open_program, revoke};
pub use child::Child;
pub use client::{Answer, Client};
pub use codes::{Minting, mint, mint_kind};
pub use folder::Folder;
pub use installation::{Installation, listen_and_answer};
pub use machine::{Machine, Usage, cpu_model, random_number};
pub use people::{Crowd, agree, crowd};
pub use postgres::{Postgres, create_database, drop_database};
