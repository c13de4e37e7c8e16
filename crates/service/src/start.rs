//! Start: open the store, rebuild what is in force in one snapshot, then take facts.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arc_swap::ArcSwap;
use vermilion_decide::{InForce, ServedCall};
use vermilion_model::{
    Calendar, CatalogueFault, Entropy, PermissionSets, RegisterRules, ReviewReasons, Span, SubjectRules, Time,
};
use vermilion_seal::{KeyMaker, MasterKeys, Ring, RingFault};
use vermilion_store::{CommitFault, Opened, SavedCopy, Sink, Stood, Store, StoreFault};

use crate::activity::ActivityLog;
use crate::callers::CallerLog;
use crate::catalogue::catalogue_in_force;
use crate::clock_guard::{ClockGuard, Reading};
use crate::desk::{Desk, Settings};
use crate::desk_data::{DeskData, ReasonBook, WorkingDays};
use crate::evidence::Files;
use crate::keys::News;
use crate::lives::Lives;
use crate::nodes::OwnRun;
use crate::numbers::Numbers;
use crate::refusals::RefusalLog;
use crate::saved_consents::Saving;
use crate::sink::Appliers;
use crate::turns::Turns;
use crate::wechat::SecretCalls;
use crate::{Clock, Hasher, Vault};

/// An erasure older than this is not looked after at start: one that ran well emptied the log long ago.
const LOG_MAY_WAIT: Span = Span::days(30);

/// What a start is handed.
#[derive(Debug)]
pub struct StartOptions {
    /// The store, open and not yet written to.
    pub opened: Opened,
    /// The master key file's keys.
    pub masters: Arc<MasterKeys>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness: the machine's, in `dev` too, or nonces would repeat after a restart.
    pub entropy: Arc<dyn Entropy>,
    /// The calls that this installation answers.
    pub served: Vec<ServedCall>,
    /// What the operator set.
    pub settings: Settings,
}

/// Why a node did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// Writing the first keys.
    #[error("the first keys could not be written: {0}")]
    Keys(#[from] CommitFault),
    /// The key ring.
    #[error(transparent)]
    Ring(#[from] RingFault),
    /// The catalogue.
    #[error(transparent)]
    Catalogue(#[from] CatalogueFault),
    /// A row of the store and what is in force do not fit.
    #[error("the store does not fit together: {0}")]
    Misfit(String),
}

/// Starts a node and returns its desk.
pub async fn start(options: StartOptions) -> Result<Desk, StartFault> {
    start_through(options, |sink| sink).await
}

/// Starts a node whose memory hears of commits through another sink: how the simulation makes faults
/// on values instead of in this code.
pub async fn start_through(
    options: StartOptions,
    through: impl FnOnce(Arc<dyn Sink>) -> Arc<dyn Sink> + Send,
) -> Result<Desk, StartFault> {
    let StartOptions { opened, masters, clock, entropy, served, settings } = options;
    let now = clock.now();
    let catalogue = Arc::new(catalogue_in_force(&opened.engine, now).await?);
    let data = DeskData {
        calendar: Arc::new(WorkingDays::new(Calendar::embedded()?)),
        reasons: Arc::new(ReasonBook::new(ReviewReasons::embedded()?)),
    };
    let sets = PermissionSets::embedded()?;
    let (register, subjects) = (RegisterRules::embedded()?, SubjectRules::embedded()?);
    let in_force = Arc::new(InForce::new(&catalogue, &served));
    halt_on_gaps(&opened, &in_force).await?;
    let lives = Lives::new(opened.engine.incarnation_ranges().await?, opened.meta.incarnation);
    let news = Arc::new(News::default());
    let guard = Arc::new(ClockGuard::new(settings.clock_slack));
    let appliers = Appliers {
        in_force: Arc::clone(&in_force),
        news: Arc::clone(&news),
        guard: Arc::clone(&guard),
        clock: Arc::clone(&clock),
        data: data.clone(),
        remembers_sessions: !opened.engine.indexes_sessions(),
    };
    let (store, saved) = stand(opened, &in_force, through(Arc::new(appliers)), now).await?;
    let saving = Saving::new(saved, clock.boot());
    data.stand(&store.engine).await?;
    look_first(&guard, &store, &*clock).await?;
    // A crash may have come between an erasure and the emptying of the log (I10).
    let erased = store.engine.last_erasure().await?;
    let log_waits = erased.is_some_and(|at| now.since(at) < LOG_MAY_WAIT);
    let maker = KeyMaker { masters: &masters, entropy: &*entropy, now };
    let ring = ring(&store, &maker).await?;
    let vault = Vault::new(Arc::clone(&masters), store.engine.clone(), Arc::clone(&entropy));
    let secret_calls = SecretCalls::of(&catalogue);
    let activity = ActivityLog::new(entropy.child("activity").bytes());
    let own_run = OwnRun { run: entropy.child("node").bytes(), started_at: now };
    Ok(Desk {
        in_force,
        read: store.engine.clone(),
        ring: ArcSwap::from_pointee(ring),
        vault,
        hasher: Hasher::new(Arc::clone(&entropy)),
        clock,
        entropy,
        catalogue,
        calendar: data.calendar,
        reasons: data.reasons,
        sets,
        register,
        subjects,
        files: Files::new(&settings.files),
        settings,
        incarnation: store.meta.incarnation,
        lives,
        news,
        refusals: RefusalLog::default(),
        log_waits: AtomicBool::new(log_waits),
        verifying: tokio::sync::Mutex::default(),
        replaying: tokio::sync::Mutex::default(),
        store,
        numbers: Numbers::default(),
        stable_turns: Turns::default(),
        quota_turns: Turns::default(),
        callers: CallerLog::default(),
        activity,
        secret_calls,
        saving,
        from_copy: saved.is_some(),
        sessions_known: AtomicBool::new(false),
        guard,
        own_run,
    })
}

/// What a restore found missing may be a revocation: nothing is allowed before somebody accepts it (I5).
async fn halt_on_gaps(opened: &Opened, in_force: &InForce) -> Result<(), StartFault> {
    for gap in opened.engine.open_gaps().await? {
        let (after, before) = (gap.after, gap.before);
        tracing::error!(
            after,
            before,
            "entries are missing since a restore: nothing is allowed until \
            `restore --accept-gap`"
        );
        in_force.halt();
    }
    Ok(())
}

/// Rebuilds what is in force from one snapshot, and puts the store to work from there.
async fn stand(
    opened: Opened,
    in_force: &InForce,
    sink: Arc<dyn Sink>,
    now: Time,
) -> Result<(Store, Option<SavedCopy>), StartFault> {
    let mut misfit = None;
    let mut stand = |row| {
        if let Err(fault) = in_force.stand(row) {
            misfit.get_or_insert(fault.to_string());
        }
    };
    let Stood { cursors, saved } = opened.engine.ground(opened.meta.lanes, now, &mut stand).await?;
    if let Some(misfit) = misfit {
        return Err(StartFault::Misfit(misfit));
    }
    let cursor = cursors.into_iter().next().ok_or(StartFault::Misfit("the store has no lane".into()))?;
    Ok((opened.start(sink, cursor)?, saved))
}

/// Holds the clock against the last fact. That it is far ahead of it is no wonder: nobody was here.
async fn look_first(guard: &ClockGuard, store: &Store, clock: &dyn Clock) -> Result<(), StoreFault> {
    let newest = store.engine.entries_before(store.cursor().seq.lane, i64::MAX, 1).await?;
    for entry in newest {
        guard.saw(entry.at);
    }
    guard.look(Reading::of(clock, store));
    Ok(())
}

/// Opens the ring; a new installation's is made first.
async fn ring(store: &Store, maker: &KeyMaker<'_>) -> Result<Ring, StartFault> {
    let mut rows = store.engine.ring().await?;
    if rows.is_empty() {
        match store.make_ring(&maker.generate()?).await {
            // Refused: another node made it first.
            Ok(()) | Err(CommitFault::Refused { .. }) => {}
            Err(fault) => return Err(fault.into()),
        }
        rows = store.engine.ring().await?;
    }
    Ok(Ring::open(maker.masters, &rows)?)
}
