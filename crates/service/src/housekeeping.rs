//! What a node does beside answering: look at the clock, flush marks and refusals, forget, sweep, rebuild sessions,
//! look after files, delete the logins of sessions that ended, say how it stands.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::watch;
use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{CodeKind, Span, Time};

use crate::accounts::{retire_due, tend_accounts};
use crate::activity::flush_users;
use crate::evidence::tend_evidence;
use crate::keys::reload_ring;
use crate::nodes::{leave, speak};
use crate::notices::tell_what_is_due;
use crate::quotas::{give_back, give_back_idle};
use crate::review::tend_cases;
use crate::saved_consents::{Pace, check_consents, save_consents, save_when_due};
use crate::{Desk, Failure};

/// How many spent codes one read of the rebuild takes.
const STEP: i64 = 10_000;

/// How often cases are looked through for what is late or left.
const TEND_APART: Span = Span::mins(1);

/// How often files are looked after, ended logins deleted, and leased blocks of quota looked through for idle ones.
const FILES_APART: Duration = Duration::from_secs(1);
const LOGINS_APART: Duration = Duration::from_mins(1);
const IDLE_APART: Duration = Duration::from_secs(30);

/// How often a node says how it stands, where others hear it.
const SPOKEN_APART: Duration = Duration::from_secs(10);

/// How many steps of a thousand logins one sweep takes at most: more in a minute than a node can take in.
const SWEPT_STEPS: usize = 10_000;

/// How long a spent code is kept at least: far longer than any code can be shown again.
const SPENT_KEPT: Span = Span::hours(24);

/// Runs until `stop` changes; what waits is written before it ends.
pub async fn housekeep(desk: Arc<Desk>, stop: watch::Receiver<bool>) {
    let others = async {
        tokio::join!(
            beside(&stop, FILES_APART, || files(&desk)),
            beside(&stop, LOGINS_APART, || logins(&desk)),
            beside(&stop, IDLE_APART, || quotas(&desk)),
            known(&desk, &stop),
        )
    };
    tokio::join!(settle(&desk, stop.clone()), others, rounds(&desk, stop.clone()));
    if let Err(failure) = save_consents(&desk).await {
        tracing::warn!(%failure, "consents were not saved; the next start replays more");
    }
}

/// What a start leaves for afterwards, because calls can be answered without it.
async fn settle(desk: &Desk, mut stop: watch::Receiver<bool>) {
    let settled = async {
        if let Err(failure) = rebuild_sessions(desk).await {
            tracing::error!(%failure, "sessions could not be rebuilt; each is looked for in the store");
        }
        if !desk.from_copy {
            return;
        }
        match check_consents(desk, Pace::Gently).await {
            Ok(0) => tracing::info!("the saved copy of consents agrees with the rows"),
            Ok(accounts) => tracing::error!(accounts, "consents of some accounts are in doubt"),
            Err(failure) => tracing::error!(%failure, "consents could not be held against the rows"),
        }
    };
    tokio::select! {
        () = settled => {}
        _ = stop.changed() => {}
    }
}

/// Does one thing again and again beside everything else, `apart` from its own end, until `stop` changes: what takes
/// long must not make marks, keys and refusals wait. Not at once: a start has other things to do.
async fn beside<F>(stop: &watch::Receiver<bool>, apart: Duration, work: impl Fn() -> F)
where
    F: Future<Output = ()>,
{
    let mut stop = stop.clone();
    let mut tick = tokio::time::interval(apart);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let again = async {
        tick.tick().await;
        loop {
            tick.tick().await;
            work().await;
        }
    };
    tokio::select! {
        () = again => {}
        _ = stop.changed() => {}
    }
}

/// A scanner may take a minute over one file.
async fn files(desk: &Desk) {
    if desk.clock_fault().is_some() {
        return;
    }
    if let Err(failure) = tend_evidence(desk).await {
        tracing::warn!(%failure, "files were not looked after; it will be tried again in a second");
    }
}

/// After a busy day there may be millions to delete, a step at a time.
async fn logins(desk: &Desk) {
    if let Err(failure) = sweep_logins(desk).await {
        tracing::warn!(%failure, "old logins were not deleted; it will be tried again in a minute");
    }
}

/// Leased blocks that lie idle, where there are other nodes that may want them.
async fn quotas(desk: &Desk) {
    if desk.read.is_shared()
        && let Err(failure) = give_back_idle(desk).await
    {
        tracing::warn!(%failure, "idle blocks of quota were not given back; it will be tried again");
    }
}

/// Says how this node stands while it works, and nothing any more when it ends.
async fn known(desk: &Desk, stop: &watch::Receiver<bool>) {
    if !desk.read.is_shared() {
        return;
    }
    let say = async || {
        if let Err(failure) = speak(desk).await {
            tracing::warn!(%failure, "how this node stands was not written; it will be tried again");
        }
    };
    beside(stop, SPOKEN_APART, say).await;
    if let Err(failure) = leave(desk).await {
        tracing::warn!(%failure, "for a day this node will look like one that is silent");
    }
}

/// Deletes the logins and resets whose sessions have ended, from the oldest on. A code spent less than a day ago
/// stays whatever the sessions' life is: its row is why it cannot be spent again (I6).
///
/// # Errors
/// They could not be deleted; what was deleted until then is.
pub async fn sweep_logins(desk: &Desk) -> Result<(), Failure> {
    for _ in 0..SWEPT_STEPS {
        if desk.clock_fault().is_some() {
            return Ok(());
        }
        let kept = desk.settings.session_key_life.max(SPENT_KEPT);
        let before = desk.store_time(desk.now()).minus(kept);
        if !desk.store().writer.sweep_logins(before).await.map_err(Failure::from)? {
            return Ok(());
        }
    }
    Ok(())
}

async fn rounds(desk: &Desk, mut stop: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut tended = Time::ZERO;
    loop {
        let stopping = tokio::select! {
            _ = tick.tick() => false,
            () = desk.news.heard() => false,
            _ = stop.changed() => true,
        };
        if let Err(failure) = once(desk).await {
            tracing::warn!(%failure, "housekeeping will try again in a second");
        }
        tend(desk, &mut tended).await;
        if stopping {
            desk.activity.hurry();
            if let Err(failure) = once(desk).await {
                tracing::warn!(%failure, "the last counts of calls are lost");
            }
            // What is left of leased blocks is the next start's, and other nodes'.
            if let Err(failure) = give_back(desk, desk.in_force.give_back()).await {
                tracing::warn!(%failure, "what was left of today's quotas is lost");
            }
            return;
        }
    }
}

/// The review desk and closing accounts, once a minute of the desk's own clock: nothing there is due to the
/// second.
async fn tend(desk: &Desk, tended: &mut Time) {
    let now = desk.now();
    if now.since(*tended) < TEND_APART || desk.clock_fault().is_some() {
        return;
    }
    *tended = now;
    if let Err(failure) = tend_accounts(desk).await {
        tracing::warn!(%failure, "closing accounts were not tended; it will be tried again in a minute");
    }
    if let Err(failure) = tend_cases(desk).await {
        tracing::warn!(%failure, "the review desk was not tended; it will be tried again in a minute");
    }
    if let Err(failure) = tell_what_is_due(desk).await {
        tracing::warn!(%failure, "what is due will be told in a minute");
    }
}

async fn once(desk: &Desk) -> Result<(), Failure> {
    // First, and whatever fails behind it: a dropped key must not be believed any longer.
    if let Err(failure) = reload_ring(desk).await {
        tracing::error!(%failure, "the ring changed and can't be read; it will be tried again in a second");
    }
    if !desk.look_at_clock() {
        // Nothing is written, and nothing forgotten by a time that cannot be believed.
        return Ok(());
    }
    flush_marks(desk).await?;
    desk.in_force.forget_withdrawals(desk.now());
    if desk.log_waits.load(Ordering::Acquire) {
        desk.forget_log().await;
    }
    save_when_due(desk).await?;
    desk.callers.flush(desk).await?;
    if desk.activity.due(desk.uptime()) {
        desk.activity.flush(desk).await?;
        flush_users(desk).await?;
        retire_due(desk).await?;
    }
    desk.refusals.flush(desk).await
}

/// Writes the marks of tokens that were issued since the last time; other nodes read them.
///
/// # Errors
/// They could not be written; the next time has them again.
pub async fn flush_marks(desk: &Desk) -> Result<(), Failure> {
    let marks = desk.in_force.take_marks_to_flush();
    if marks.is_empty() {
        return Ok(());
    }
    let noted = desk.note(Traffic::MarksNoted(marks.clone())).await;
    if noted.is_err() {
        desk.in_force.marks_not_flushed(&marks);
    }
    noted
}

/// Reads the newest session of each pair into memory, where the store has no index for it; other calls
/// are answered meanwhile.
///
/// # Errors
/// The store could not be read.
pub async fn rebuild_sessions(desk: &Desk) -> Result<(), Failure> {
    let mut after = 0;
    while !desk.read.indexes_sessions() {
        let rows = desk.read.logins_after(after, STEP).await?;
        let Some(last) = rows.last() else { break };
        after = last.serial;
        for row in rows.iter().filter(|row| row.kind <= CodeKind::Login.number()) {
            desk.in_force
                .note_session(row.pair, row.at, row.serial)
                .map_err(|m| Failure::broken(m.to_string()))?;
        }
    }
    desk.sessions_known.store(true, Ordering::Release);
    Ok(())
}
