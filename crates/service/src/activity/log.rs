//! Counts that wait to be written.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

use parking_lot::Mutex;
use vermilion_model::fact::traffic::{CallsOfDay, RefusalRow, RefusalsOfDay, Traffic};
use vermilion_model::{AccountNo, CallNo, Span, Time};

use super::users::UserLog;
use crate::stripes::Stripes;
use crate::{Desk, Failure};

/// How often counts are written.
const EVERY: Span = Span::secs(10);
/// Past this many kinds of refusal that wait, further ones are only counted with their calls.
const KINDS: usize = 10_000;

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    answered: u32,
    refused: u32,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.answered = self.answered.saturating_add(other.answered);
        self.refused = self.refused.saturating_add(other.refused);
    }
}

type Tallies = HashMap<(AccountNo, CallNo), Tally>;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RefusalKind {
    account: AccountNo,
    call: String,
    code: i32,
    reason: String,
}

#[derive(Debug, Clone, Copy)]
struct Refusals {
    count: u32,
    last_at: Time,
    last_rid: [u32; 3],
}

/// What is not yet written. A call is counted on the day on which its count is written, ten seconds later at
/// most.
#[derive(Debug)]
pub(crate) struct ActivityLog {
    tallies: Stripes<Tallies>,
    refusals: Mutex<HashMap<RefusalKind, Refusals>>,
    pub(super) users: UserLog,
    /// When it is written next, in milliseconds of the boot clock.
    next: AtomicI64,
    /// Held while they are written: who reads them afterwards must not miss what another flush has on its way.
    pub(super) flushing: tokio::sync::Mutex<()>,
}

impl ActivityLog {
    /// Of one run of a node.
    pub(crate) fn new(run: [u8; 16]) -> ActivityLog {
        ActivityLog {
            tallies: Stripes::default(),
            refusals: Mutex::default(),
            users: UserLog::new(run),
            next: AtomicI64::new(0),
            flushing: tokio::sync::Mutex::default(),
        }
    }

    /// Whether it is time to write again; the next time is ten seconds later.
    pub(crate) fn due(&self, uptime: Span) -> bool {
        let now = uptime.as_millis();
        let due = self.next.load(Relaxed) <= now;
        if due {
            self.next.store(now.saturating_add(EVERY.as_millis()), Relaxed);
        }
        due
    }

    /// It is time now, whatever the clock says.
    pub(crate) fn hurry(&self) {
        self.next.store(0, Relaxed);
    }

    /// Counts one call.
    pub(crate) fn count(&self, account: AccountNo, call: CallNo, answered: bool) {
        let one =
            if answered { Tally { answered: 1, refused: 0 } } else { Tally { answered: 0, refused: 1 } };
        self.tallies.mine(|tallies| tallies.entry((account, call)).or_default().add(one));
    }

    /// Counts a refusal of an account by its kind. Answers whether it is to be kept: where there is `room`, and
    /// the first of each kind between two flushes, so that the kind's newest `rid` is one that can be looked up.
    pub(crate) fn refused(&self, row: &RefusalRow, room: bool) -> bool {
        let Some(account) = row.account else { return room };
        let kind =
            RefusalKind { account, call: row.call.clone(), code: row.code, reason: row.reason.clone() };
        let mut waiting = self.refusals.lock();
        let first = !waiting.contains_key(&kind);
        if first && waiting.len() >= KINDS {
            return room;
        }
        let new = Refusals { count: 0, last_at: row.at, last_rid: row.rid };
        let held = waiting.entry(kind).or_insert(new);
        let last_rid = if room { row.rid } else { held.last_rid };
        *held = Refusals { count: held.count.saturating_add(1), last_at: row.at, last_rid };
        room || first
    }

    /// Writes what waits; what cannot be written waits on.
    pub(crate) async fn flush(&self, desk: &Desk) -> Result<(), Failure> {
        let _one = self.flushing.lock().await;
        let now = desk.now();
        let day = desk.day(now);
        self.flush_calls(desk, (now, day)).await?;
        let taken = std::mem::take(&mut *self.refusals.lock());
        if taken.is_empty() {
            return Ok(());
        }
        let row = |(kind, refusals): (&RefusalKind, &Refusals)| RefusalsOfDay {
            account: kind.account,
            day,
            call: kind.call.clone(),
            code: kind.code,
            reason: kind.reason.clone(),
            count: refusals.count,
            last_at: refusals.last_at,
            last_rid: refusals.last_rid,
        };
        let rows = taken.iter().map(row).collect();
        if let Err(failure) = desk.note(Traffic::RefusalsCounted(rows)).await {
            let mut waiting = self.refusals.lock();
            for (kind, old) in taken {
                let held = waiting.entry(kind).or_insert(Refusals { count: 0, ..old });
                held.count = held.count.saturating_add(old.count);
            }
            return Err(failure);
        }
        Ok(())
    }

    async fn flush_calls(&self, desk: &Desk, (now, day): (Time, u32)) -> Result<(), Failure> {
        let mut taken = Tallies::new();
        for mut part in self.tallies.all() {
            for (key, tally) in std::mem::take(&mut *part) {
                taken.entry(key).or_default().add(tally);
            }
        }
        let row = |((account, call), tally): (&(AccountNo, CallNo), &Tally)| {
            let call = desk.catalogue.call(*call)?.name();
            let Tally { answered, refused } = *tally;
            Some(CallsOfDay { account: *account, day, call, answered, refused, at: now })
        };
        let rows: Vec<CallsOfDay> = taken.iter().filter_map(row).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let written = desk.note(Traffic::CallsCounted(rows)).await;
        if written.is_err() {
            self.tallies.mine(|waiting| {
                for (key, tally) in taken {
                    waiting.entry(key).or_default().add(tally);
                }
            });
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_a_kind_is_one_that_is_kept() {
        let log = ActivityLog::new([0; 16]);
        let refused = |rid: u32, room: bool| {
            let row = RefusalRow {
                rid: [rid, 0, 0],
                at: Time::from_secs(i64::from(rid)),
                account: Some(AccountNo(7)),
                call: "GET:/code".to_owned(),
                code: 48001,
                reason: "capability_missing".to_owned(),
                client: None,
                query: String::new(),
                cost: Span::ZERO,
                token: None,
            };
            log.refused(&row, room)
        };
        let newest = || log.refusals.lock().values().map(|of| (of.count, of.last_rid[0])).collect::<Vec<_>>();
        assert!(refused(1, false), "the first of its kind is kept where there is no room");
        assert!(!refused(2, false));
        assert_eq!(newest(), [(2, 1)]);
        assert!(refused(3, true));
        assert_eq!(newest(), [(3, 3)]);
    }
}
