//! Everything a use case needs, in one place.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use ipnet::IpNet;
use vermilion_decide::InForce;
use vermilion_model::fact::traffic::Traffic;
use vermilion_model::fact::{Act, Actor, ClockAccepted, Fact};
use vermilion_model::{
    AccountNo, Catalogue, Entropy, Id, Incarnation, Ordinal, PermissionSets, RegisterRules, Seq, Span,
    SubjectRules, Time,
};
use vermilion_seal::{Ring, Serial};
use vermilion_store::{Engine, Kind, LoginRow, Store};

use crate::activity::ActivityLog;
use crate::admission::Admission;
use crate::callers::CallerLog;
use crate::clock_guard::{ClockFault, ClockGuard, ClockNews, Reading};
use crate::desk_data::{ReasonBook, WorkingDays};
use crate::evidence::{Files, FilesSettings};
use crate::keys::News;
use crate::lives::Lives;
use crate::nodes::OwnRun;
use crate::numbers::Numbers;
use crate::refusals::RefusalLog;
use crate::repeats::{Written, wrote};
use crate::saved_consents::Saving;
use crate::turns::Turns;
use crate::wechat::SecretCalls;
use crate::{Clock, Failure, Hasher, Vault};

/// Whether a phone number is proven by a code from a text message when somebody registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneProof {
    /// It is not: nothing here sends text messages.
    Off,
    /// Where one is given.
    Given,
    /// Always, and one must be given.
    Required,
}

/// What an operator may set; plain values, no config type.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How long a session key lives; not below 30 minutes.
    pub session_key_life: Span,
    /// How long a console session lives without use.
    pub console_idle: Span,
    /// How long it lives at most.
    pub console_life: Span,
    /// How many working days a reviewer has.
    pub review_days: u32,
    /// For how many days a subject stays verified.
    pub verification_days: u32,
    /// How long an account that its owner closes can still be kept.
    pub closing_grace: Span,
    /// How far the platform's zone is ahead of UTC; China has one zone and no summer time.
    pub zone_offset: Span,
    /// The addresses that `get_api_domain_ip` and `getcallbackip` name.
    pub server_addresses: Vec<String>,
    /// What this node is called among others, like `web-1:8080`.
    pub node_name: String,
    /// Whether anybody may register.
    pub open_registration: bool,
    /// Who may, where that is so.
    pub admission: Admission,
    /// The agreement's present version.
    pub agreement: u32,
    /// What browsers see of this installation, like `https://open.example.com`: links in messages begin so.
    pub public_url: String,
    /// Whether a phone number is proven by a code when somebody registers.
    pub phone_proof: PhoneProof,
    /// How many members may register with one phone number.
    pub members_per_phone: u32,
    /// How many accounts one member may administer.
    pub accounts_per_member: u32,
    /// Proxies whose `X-Forwarded-For` is believed; nobody's otherwise.
    pub trusted_proxies: Vec<IpNet>,
    /// Where evidence is kept, and for how long.
    pub files: FilesSettings,
    /// How far the clock may be off before nothing is written. No operator's to set: only the
    /// simulation, which moves the wall clock alone, has another.
    pub clock_slack: Span,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            session_key_life: Span::hours(72),
            console_idle: Span::hours(12),
            console_life: Span::days(7),
            review_days: 3,
            verification_days: 365,
            closing_grace: Span::days(7),
            zone_offset: Span::hours(8),
            server_addresses: vec!["127.0.0.1".to_owned()],
            node_name: "localhost:8080".to_owned(),
            open_registration: true,
            admission: Admission::Open,
            agreement: 1,
            public_url: "http://localhost:8080".to_owned(),
            phone_proof: PhoneProof::Given,
            members_per_phone: 5,
            accounts_per_member: 50,
            trusted_proxies: Vec::new(),
            files: FilesSettings::default(),
            clock_slack: Span::secs(5),
        }
    }
}

/// The desk of one running node.
#[derive(Debug)]
pub struct Desk {
    /// What is in force.
    pub in_force: Arc<InForce>,
    /// Named reads.
    pub read: Engine,
    /// Keys.
    pub ring: ArcSwap<Ring>,
    /// Persons' keys.
    pub vault: Vault,
    /// Passwords.
    pub hasher: Hasher,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Capabilities and calls.
    pub catalogue: Arc<Catalogue>,
    /// The numbered bundles by which capabilities are handed to third-party platforms.
    pub sets: PermissionSets,
    /// Working days.
    pub calendar: Arc<WorkingDays>,
    /// Coded reasons of rejection.
    pub reasons: Arc<ReasonBook>,
    /// What a change of the register needs.
    pub register: RegisterRules,
    /// What shows who a subject is.
    pub subjects: SubjectRules,
    /// What the operator set.
    pub settings: Settings,
    /// The store's life.
    pub incarnation: Incarnation,
    /// Which life gave which ordinal.
    pub lives: Lives,
    /// Evidence on disk.
    pub files: Files,
    /// Refused calls, kept so that their `rid` can be looked up.
    pub refusals: RefusalLog,
    /// Word that the ring changed.
    pub(crate) news: Arc<News>,
    /// An erasure still waits for the store's log to be emptied.
    pub(crate) log_waits: AtomicBool,
    /// Held while the audit log is read from its beginning.
    pub(crate) verifying: tokio::sync::Mutex<()>,
    /// Held while a past is replayed.
    pub(crate) replaying: tokio::sync::Mutex<()>,
    pub(crate) store: Store,
    pub(crate) numbers: Numbers,
    pub(crate) stable_turns: Turns,
    pub(crate) quota_turns: Turns,
    /// What calls leave behind.
    pub(crate) activity: ActivityLog,
    /// Who fetches tokens, and who is on no list.
    pub(crate) callers: CallerLog,
    pub(crate) secret_calls: SecretCalls,
    pub(crate) saving: Saving,
    /// Consents came from their saved copy, which is still to be held against the rows.
    pub(crate) from_copy: bool,
    /// Every living session stands in memory, where the store has no index for them.
    pub(crate) sessions_known: AtomicBool,
    pub(crate) guard: Arc<ClockGuard>,
    pub(crate) own_run: OwnRun,
}

impl Desk {
    /// The clock, read once a request; never before the last fact.
    pub fn now(&self) -> Time {
        self.guard.not_before_last(self.clock.now())
    }

    /// Why the clock cannot be believed and nothing is written, if it cannot.
    pub fn clock_fault(&self) -> Option<ClockFault> {
        self.guard.fault(self.reading())
    }

    /// Whether anything may be written just now; if not, the log says why, once.
    ///
    /// # Errors
    /// `Busy` while the clock cannot be believed.
    pub fn may_write(&self) -> Result<(), Failure> {
        let fault = self.clock_fault();
        self.tell(fault);
        if fault.is_none() { Ok(()) } else { Err(Failure::Busy) }
    }

    /// Looks at the clock, as it must be about once a second; whether anything may be written.
    pub(crate) fn look_at_clock(&self) -> bool {
        let fault = self.guard.look(self.reading());
        self.tell(fault);
        // What has outlived its use by a wrong clock may be needed by the right one.
        self.store.let_upkeep_wait(fault.is_some());
        fault.is_none()
    }

    fn reading(&self) -> Reading {
        Reading::of(&*self.clock, &self.store)
    }

    fn tell(&self, fault: Option<ClockFault>) {
        match self.guard.news(fault) {
            Some(ClockNews::Wrong(fault)) => tracing::error!(why = %fault, "nothing is written"),
            Some(ClockNews::Sound) => tracing::info!("the clock is believed again"),
            None => {}
        }
    }

    /// The boot clock, by which freshness is measured (I4).
    pub fn uptime(&self) -> Span {
        Span::millis(i64::try_from(self.clock.boot().as_millis()).unwrap_or(i64::MAX))
    }

    /// The day in the platform's zone, counted from the epoch; quotas are a day's.
    pub fn day(&self, now: Time) -> u32 {
        let local = now.plus(self.settings.zone_offset).secs();
        u32::try_from(local.div_euclid(86_400)).unwrap_or(0)
    }

    /// When a day of the platform's zone begins.
    pub(crate) fn day_begins(&self, day: u32) -> Time {
        Time::from_secs(i64::from(day) * 86_400).minus(self.settings.zone_offset)
    }

    /// A time as the database's clock would have shown it, for what several nodes stamp and compare. A
    /// clock that `dev` moves is off the database's by intent, and alone.
    pub(crate) fn store_time(&self, at: Time) -> Time {
        let store = self.store();
        if store.meta.kind == Kind::Dev { at } else { store.by_the_databases_clock(at) }
    }

    /// A new id.
    pub fn id<T>(&self, now: Time) -> Id<T> {
        Id::new(now, self.entropy.bytes())
    }

    /// Makes a governance fact durable and in force; returns its place in commit order.
    /// Its time is not before the last fact's.
    ///
    /// # Errors
    /// `Stale` when a guard refuses it; `Busy` when it cannot be written now.
    pub async fn record(&self, at: Time, actor: Actor, act: impl Into<Act>) -> Result<Seq, Failure> {
        self.may_write()?;
        self.put(self.guard.not_before_last(at), actor, act.into()).await
    }

    /// Likewise at a time of the past: what a simulation tells of the time before it began.
    pub(crate) async fn record_past(&self, at: Time, actor: Actor, act: Act) -> Result<Seq, Failure> {
        self.may_write()?;
        self.put(at, actor, act).await
    }

    /// Records that the present clock is right, although it jumped.
    pub(crate) async fn put_clock_accepted(&self, actor: Actor) -> Result<(Time, Seq), Failure> {
        match self.clock_fault() {
            None | Some(ClockFault::Ahead(_)) => {}
            Some(_) => self.may_write()?,
        }
        let clock = self.clock.now();
        let at = self.guard.not_before_last(clock);
        Ok((clock, self.put(at, actor, ClockAccepted { clock }.into()).await?))
    }

    async fn put(&self, at: Time, actor: Actor, act: Act) -> Result<Seq, Failure> {
        let recorded = self.store.writer.record(Fact { at, actor, act }).await;
        wrote(Written::Fact, &recorded);
        Ok(recorded?)
    }

    /// Leases a block of numbers; the first of them.
    pub(crate) async fn lease(&self, name: &str, size: u32) -> Result<i64, Failure> {
        self.may_write()?;
        Ok(self.store.lease_block(name, size).await?)
    }

    /// Makes a traffic fact durable.
    pub async fn note(&self, fact: Traffic) -> Result<(), Failure> {
        self.may_write()?;
        let noted = self.store.writer.note(fact).await;
        wrote(Written::Traffic, &noted);
        Ok(noted?)
    }

    /// Spends a code: true for exactly one caller per serial, ever (I6).
    pub async fn spend(&self, row: LoginRow) -> Result<bool, Failure> {
        self.may_write()?;
        let spent = self.store.writer.spend(row).await;
        wrote(Written::Traffic, &spent);
        Ok(spent?)
    }

    /// A serial nobody else has.
    pub async fn serial(&self, now: Time) -> Result<Serial, Failure> {
        self.numbers.serial(self, now).await
    }

    /// An ordinal of this account that no pair has.
    pub async fn ordinal(&self, account: AccountNo) -> Result<Ordinal, Failure> {
        self.numbers.ordinal(self, account).await
    }

    /// Empties the store's log after an erasure (I10). When readers keep it from being emptied now,
    /// housekeeping goes on trying.
    pub(crate) async fn forget_log(&self) {
        let emptied = self.store.forget_log().await.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "the log still holds what was erased; it will be emptied later");
            false
        });
        self.log_waits.store(!emptied, Ordering::Release);
    }

    /// Takes no more facts, writes what waits, and closes the store.
    pub async fn close(self) {
        self.store.close().await;
    }

    /// The store, for commands that look after it.
    pub fn store(&self) -> &Store {
        &self.store
    }
}
