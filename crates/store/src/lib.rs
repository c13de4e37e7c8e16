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

mod archive;
mod audit;
mod blobs;
mod block;
mod chain;
mod clock;
mod crash;
mod cursor;
mod engine;
mod facts;
mod fault;
mod feed;
mod heads;
mod lease;
mod lowered;
mod meta;
mod migrate;
mod open;
mod options;
mod queue;
mod read;
mod ring;
mod row;
mod sink;
mod sql;
pub mod statements;
mod store;
mod sweep;
mod upkeep;
mod value;
mod writer;

pub use archive::{BackedUp, Follow, Gap, Restored, Restoring, Source, Step, accept_gaps, backup, restore};
pub use audit::{Finding, Report, verify};
pub use blobs::{BlobName, Blobs};
pub use chain::{Chain, Entry, Mac};
pub use clock::{Boot, Clocks};
pub use cursor::Cursor;
pub use engine::{Engine, Snapshot};
pub use facts::BOUND_MAX;
pub use facts::settings::{ALLOW_LIST, MESSAGE_PUSH, SERVER_DOMAINS};
pub use fault::{CommitFault, StoreFault};
pub use feed::Freshness;
pub use lowered::{EntryDraft, GuardKey, LoginRow, Lowered, Stmt};
pub use meta::{Kind, Meta};
pub use migrate::{MIGRATIONS, Migration};
pub use open::{Opened, migrate, open, open_beside};
pub use options::{Place, PostgresUrl, StoreOptions};
pub use queue::Bounds;
pub use read::RegistrationInvitationRow;
pub use read::{About, Between, CallsRow, KeyedRequestRow, RefusalsRow, Sought, UsersRow};
pub use read::{
    AccountRow, AgreementRow, AuthorizationRow, CaseMessageRow, CaseRow, CeremonyRow, ColleagueRow,
    ConsentRow, DecisionRow, DraftRow, DueMailRow, EndingRow, EvidenceRow, FactorRow, HostAppRow, HostKeyRow,
    InvitationRow, MailRowRead, MemberRow, NoticeRowRead, OAuthRow, OfferRow, OverdueRow, PAGE, PetitionCase,
    PetitionRow, ProtectedWordRow, RangeRow, RefusalRowRead, RegisterRow, RevisionCase, RevisionRow,
    SavedChunk, SavedCopy, ScanRow, SecretRow, SessionRow, SpentRow, Stood, TookRow, UserRow,
    VerificationRow, VerifiedSubject,
};
pub use read::{CatalogueRow, PolicyInForceRow, PolicyRow, PolicyVersionRow};
pub use read::{FetchPlace, FetchRow, QuotaRow, SettingRow, StrangerRow};
pub use ring::Rewrapped;
pub use row::Row;
pub use sink::{Happened, Sink, Told};
pub use sql::Sql;
pub use store::Store;
pub use value::Value;
pub use writer::{Committed, Job, Writer};
