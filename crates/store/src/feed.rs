//! Following what other nodes committed, and knowing how fresh memory is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use vermilion_model::{Seq, Span, Time};

use crate::chain::Entry;
use crate::clock::{Boot, Clocks};
use crate::cursor::Cursor;
use crate::sink::Applier;
use crate::{Engine, Sql, StoreFault, statements};

/// How often the head is asked.
pub(crate) const EVERY: Duration = Duration::from_millis(250);

/// How many entries are read at a time.
const PAGE: i64 = 1_000;

/// The head, the MAC of the entry at the cursor, whether the server only follows another, and its
/// clock in milliseconds; zero where the store has no clock but ours.
pub(crate) static HEAD: Sql = Sql::each(
    "select l.number, l.mac, (select e.mac from entry e where e.lane = l.lane and e.number = $2), 0, 0 \
     from lane l where l.lane = $1",
    "select l.number, l.mac, (select e.mac from entry e where e.lane = l.lane and e.number = $2), \
     case when pg_is_in_recovery() then 1::bigint else 0::bigint end, \
     (extract(epoch from clock_timestamp()) * 1000)::bigint from lane l where l.lane = $1",
);

/// How often other nodes' marks are read. One counts five minutes after its token, so this is soon.
const MARKS_EVERY: Duration = Duration::from_secs(30);

/// How far back they are read: what counts already was read when it did not yet, or at the start.
const MARKS_BACK: Span = Span::mins(6);

/// Until when memory may be believed. Cheap to ask: one atomic and one clock.
#[derive(Clone)]
pub struct Freshness {
    /// In nanoseconds of the boot clock; [`FOR_EVER`] where one process alone writes.
    until: Arc<AtomicU64>,
    boot: Boot,
}

const FOR_EVER: u64 = u64::MAX;

impl std::fmt::Debug for Freshness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Freshness").field("fresh", &self.fresh()).finish_non_exhaustive()
    }
}

impl Freshness {
    /// How old what memory holds is, where it may be `bound` old: nothing where nobody else writes, and before the
    /// first poll.
    pub(crate) fn age(&self, bound: Duration) -> Option<Duration> {
        let until = self.until.load(Ordering::Acquire);
        if until == 0 || until == FOR_EVER {
            return None;
        }
        let asked = Duration::from_nanos(until).saturating_sub(bound);
        Some((self.boot)().saturating_sub(asked))
    }

    /// Always fresh: nobody else writes.
    pub(crate) fn for_ever(boot: Boot) -> Freshness {
        Freshness { until: Arc::new(AtomicU64::new(FOR_EVER)), boot }
    }

    /// Not fresh before the first poll.
    pub(crate) fn stale(boot: Boot) -> Freshness {
        Freshness { until: Arc::new(AtomicU64::new(0)), boot }
    }

    /// Whether a call may be allowed on what memory says (I4).
    pub fn fresh(&self) -> bool {
        match self.until.load(Ordering::Acquire) {
            FOR_EVER => true,
            until => nanos((self.boot)()) < until,
        }
    }

    fn renew(&self, until: Duration) {
        self.until.fetch_max(nanos(until), Ordering::AcqRel);
    }
}

fn nanos(time: Duration) -> u64 {
    // Below the mark of a store that is always fresh.
    u64::try_from(time.as_nanos()).unwrap_or(FOR_EVER).min(FOR_EVER.saturating_sub(1))
}

/// Follows one lane.
pub(crate) struct Feed {
    pub(crate) engine: Engine,
    pub(crate) applier: Arc<Applier>,
    pub(crate) freshness: Freshness,
    pub(crate) clocks: Clocks,
    /// How far the server's clock was ahead of ours at the last poll, in milliseconds.
    pub(crate) ahead: AtomicI64,
    /// How old memory may be.
    pub(crate) bound: Duration,
    /// Rung when another node said that it committed.
    pub(crate) heard: Arc<Notify>,
}

impl Feed {
    /// Asks the head once and applies everything up to it; answers the head.
    ///
    /// Memory's age counts from when the question was sent, and is renewed only when all was applied.
    pub(crate) async fn poll(&self) -> Result<Seq, StoreFault> {
        let asked = (self.clocks.boot)();
        let before = self.applier.cursor();
        let head = self.head(&before).await?;
        loop {
            let at = self.applier.cursor();
            if at.seq.number >= head.seq.number {
                break;
            }
            let params = [at.seq.lane.into(), at.seq.number.into(), PAGE.into()];
            let rows = self.engine.read(&statements::ENTRIES_AFTER, &params).await?;
            let entries = rows.iter().map(Entry::from_row).collect::<Result<Vec<_>, _>>()?;
            if entries.is_empty() && self.applier.cursor() == at {
                return Err(self.applier.halt(format!("the entries behind {} are gone", at.seq)));
            }
            self.applier.apply(&entries, &[])?;
        }
        if self.applier.halted().is_none() {
            let until = asked.saturating_add(self.bound);
            self.freshness.renew(until);
            self.applier.sink().fresh_until(until);
        }
        Ok(head.seq)
    }

    /// The head, once it is known to be of the history that was applied.
    async fn head(&self, at: &Cursor) -> Result<Cursor, StoreFault> {
        let lane = at.seq.lane;
        let asked = (self.clocks.wall)();
        let row = self.engine.read_one(&HEAD, &[lane.into(), at.seq.number.into()]).await?;
        let answered = (self.clocks.wall)();
        let row = row.ok_or_else(|| self.applier.halt(format!("lane {lane} is gone")))?;
        self.ahead.store(ahead(row.int(4)?, asked, answered), Ordering::Release);
        if row.int(3)? != 0 {
            return Err(StoreFault::Busy("the server is in recovery".into()));
        }
        let head = Cursor::from_row(lane, &row)?;
        let same = at.seq.number == 0 || row.opt_blob(2)?.as_deref() == Some(at.mac.as_slice());
        if head.seq.number < at.seq.number || !same {
            // I5: a server put back, or another history; only `restore` knows what is true.
            return Err(self.applier.halt(format!("the store is of another history than {}", at.seq)));
        }
        Ok(head)
    }

    /// How old memory's view of the store is; see [`Freshness::age`].
    pub(crate) fn view_age(&self) -> Option<Duration> {
        self.freshness.age(self.bound)
    }

    /// How far the server's clock was off ours at the last poll; zero where it has none.
    pub(crate) fn clock_off(&self) -> Span {
        Span::millis(self.ahead.load(Ordering::Acquire).saturating_abs())
    }

    /// A time of ours, moved by as much as the server's clock was ahead of ours at the last poll.
    pub(crate) fn by_the_servers_clock(&self, ours: Time) -> Time {
        Time::from_millis(ours.millis().saturating_add(self.ahead.load(Ordering::Acquire)))
    }

    /// Reads the marks that other nodes noted: by a window, since traffic has no numbers to follow.
    pub(crate) async fn read_marks(&self) -> Result<(), StoreFault> {
        let since = (self.clocks.wall)().minus(MARKS_BACK);
        let marks = self.engine.marks_since(since).await?;
        self.applier.sink().marks(&marks);
        Ok(())
    }

    /// Polls for as long as the store is open, and sooner when another node says that there is something.
    pub(crate) async fn follow(self: Arc<Feed>) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut well, mut marks_due) = (true, (self.clocks.boot)());
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = self.heard.notified() => {}
            }
            let mut polled = self.poll().await;
            let now = (self.clocks.boot)();
            if polled.is_ok() && now >= marks_due {
                polled = self.read_marks().await.and(polled);
                marks_due = now.saturating_add(MARKS_EVERY);
            }
            if well != polled.is_ok() {
                well = polled.is_ok();
                match polled {
                    Ok(head) => tracing::info!(%head, "the feed is followed again"),
                    Err(fault) => tracing::warn!(%fault, "the feed can't be followed"),
                }
            }
        }
    }
}

/// By how many milliseconds at least a clock is ahead that was read at some moment between asking and
/// being answered; less than nothing where it is behind.
fn ahead(server: i64, asked: Time, answered: Time) -> i64 {
    if server == 0 {
        return 0;
    }
    let server = Time::from_millis(server);
    // A span is never less than nothing, and one of the two is nothing.
    server.since(answered).as_millis().saturating_sub(asked.since(server).as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_answer_is_not_a_wrong_clock() {
        let (asked, answered) = (Time::from_secs(100), Time::from_secs(110));
        assert_eq!(ahead(105_000, asked, answered), 0);
        assert_eq!(ahead(93_000, asked, answered), -7_000);
        assert_eq!(ahead(118_000, asked, answered), 8_000);
        assert_eq!(ahead(0, asked, answered), 0);
    }
}
