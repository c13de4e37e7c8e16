//! Refused calls, redacted and kept seven days, so that their `rid` can be looked up.

use std::collections::{HashMap, HashSet};

use parking_lot::Mutex;
use vermilion_model::AccountNo;
use vermilion_model::fact::traffic::{RefusalRow, Traffic};
use vermilion_store::Kind;

use crate::{Desk, Failure};

/// Past this many that wait, further ones are only counted: refusals are never worth an outage.
const WAITING: usize = 10_000;
/// How many of one account a node keeps in a day of the platform's zone; past it the first of each kind
/// between two counts. `dev` keeps every one.
const OF_ACCOUNT: u32 = 10_000;
/// The same for calls of which nobody knows whose they are: all of them past it are only logged in sum.
const OF_NOBODY: u32 = 50_000;

/// Those that the store does not have yet.
#[derive(Debug, Default)]
pub struct RefusalLog {
    pending: Mutex<Pending>,
    kept: Mutex<Kept>,
}

/// How many were kept on a day.
#[derive(Debug, Default)]
struct Kept {
    day: u32,
    of: HashMap<Option<AccountNo>, u32>,
}

impl Kept {
    /// Counts one more, if there is room for it on that day.
    fn one(&mut self, day: u32, account: Option<AccountNo>) -> bool {
        if self.day != day {
            *self = Kept { day, of: HashMap::new() };
        }
        let most = if account.is_some() { OF_ACCOUNT } else { OF_NOBODY };
        let kept = self.of.entry(account).or_insert(0);
        let room = *kept < most;
        *kept = kept.saturating_add(u32::from(room));
        room
    }
}

#[derive(Debug, Default)]
struct Pending {
    waiting: Vec<RefusalRow>,
    /// On their way; a caller who looks up what it was just told finds it all the while.
    writing: Vec<RefusalRow>,
}

impl RefusalLog {
    /// Keeps one; written with the next batch.
    pub fn keep(&self, desk: &Desk, row: RefusalRow) {
        let kept = self.kept.lock().one(desk.day(row.at), row.account);
        let room = kept || desk.store().meta.kind == Kind::Dev;
        if !desk.activity.refused(&row, room) {
            return;
        }
        let mut pending = self.pending.lock();
        if pending.waiting.len() < WAITING {
            pending.waiting.push(row);
        }
    }

    /// One that is not yet written.
    pub fn pending(&self, rid: [u32; 3]) -> Option<RefusalRow> {
        let pending = self.pending.lock();
        pending.waiting.iter().chain(&pending.writing).find(|row| row.rid == rid).cloned()
    }

    /// Writes what waits; what cannot be written waits on.
    pub(crate) async fn flush(&self, desk: &Desk) -> Result<(), Failure> {
        let rows = self.pending.lock().take();
        if rows.is_empty() {
            return Ok(());
        }
        let written = desk.note(Traffic::RefusalsKept(rows.clone())).await;
        self.pending.lock().done(rows, written.is_ok());
        written
    }
}

impl Pending {
    fn take(&mut self) -> Vec<RefusalRow> {
        let rows = std::mem::take(&mut self.waiting);
        self.writing.extend(rows.iter().cloned());
        rows
    }

    fn done(&mut self, rows: Vec<RefusalRow>, written: bool) {
        let rids: HashSet<[u32; 3]> = rows.iter().map(|row| row.rid).collect();
        self.writing.retain(|row| !rids.contains(&row.rid));
        if !written {
            let room = WAITING.saturating_sub(self.waiting.len());
            self.waiting.extend(rows.into_iter().take(room));
        }
    }
}

#[cfg(test)]
mod tests {
    use vermilion_model::{Span, Time};

    use super::*;

    fn row(number: u32) -> RefusalRow {
        RefusalRow {
            rid: [number, 0, 0],
            at: Time::from_secs(0),
            account: None,
            call: String::new(),
            code: 40001,
            reason: String::new(),
            client: None,
            query: String::new(),
            cost: Span::ZERO,
            token: None,
        }
    }

    #[test]
    fn a_flood_is_bounded_by_account_and_day() {
        let mut kept = Kept::default();
        let mut many = |day, account| (0..60_000).filter(|_| kept.one(day, account)).count();
        assert_eq!(many(1, Some(AccountNo(1))), 10_000);
        assert_eq!(many(1, Some(AccountNo(2))), 10_000, "another's flood takes nobody's room");
        assert_eq!(many(1, None), 50_000);
        assert_eq!(many(2, Some(AccountNo(1))), 10_000, "a new day");
    }

    #[test]
    fn one_on_its_way_is_found_and_comes_back_when_it_did_not_arrive() {
        let log = RefusalLog::default();
        log.pending.lock().waiting.push(row(1));
        let taken = log.pending.lock().take();
        assert!(log.pending([1, 0, 0]).is_some(), "on its way");
        log.pending.lock().waiting.push(row(2));
        log.pending.lock().done(taken, false);
        assert_eq!(log.pending.lock().waiting.iter().map(|row| row.rid[0]).collect::<Vec<_>>(), [2, 1]);
        let taken = log.pending.lock().take();
        log.pending.lock().done(taken, true);
        assert!(log.pending([1, 0, 0]).is_none() && log.pending([2, 0, 0]).is_none(), "the store has them");
    }
}
