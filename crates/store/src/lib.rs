//! The only SQL of the product: migrations, statements, readers, the writer, the feed and the audit
//! chain, over SQLite and PostgreSQL.
//!
//! One text per statement ([`Sql`]), two engines inside ([`Engine`]). What is to be made durable
//! arrives as statements ([`Lowered`]); the [`Writer`] commits it in batches, tells the [`Sink`], and
//! answers: disk, then memory, then answer.
//!
//! Knows `model` and `seal`. Deliberately absent: any rule of the product, who listens behind the
//! `Sink`, HTTP, clocks and randomness of its own, SQL built at run time, database sequences,
//! triggers, savepoints, a second pooled connection inside a transaction.

mod block;
mod chain;
mod clock;
mod cursor;
mod engine;
mod facts;
mod fault;
mod lease;
mod lowered;
mod migrate;
mod open;
mod queue;
mod read;
mod ring;
mod row;
mod sink;
mod sql;
pub mod statements;
mod value;
mod writer;

pub use chain::{Chain, Entry, Mac};
pub use clock::{Boot, Clocks};
pub use cursor::Cursor;
pub use engine::{Engine, Snapshot};
pub use fault::{CommitFault, StoreFault};
pub use lowered::{EntryDraft, GuardKey, LoginRow, Lowered, Stmt};
pub use migrate::{MIGRATIONS, Migration};
pub use open::{Kind, Meta, Opened, Place, PostgresUrl, Store, StoreOptions, migrate, open};
pub use queue::Bounds;
pub use read::{
    AccountRow, AuthorizationRow, CaseRow, ConsentRow, DraftRow, HostAppRow, MailRowRead, MemberRow, PAGE,
    RefusalRowRead, RevisionRow, SecretRow, SessionRow, SpentRow, UserRow, VerificationRow,
};
pub use row::Row;
pub use sink::{Happened, Sink, Told};
pub use sql::Sql;
pub use value::Value;
pub use writer::{Committed, Job, Writer};
