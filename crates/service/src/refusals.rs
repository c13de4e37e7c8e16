//! Refused calls, redacted and kept seven days, so that their `rid` can be looked up.

use std::collections::HashSet;

use parking_lot::Mutex;
use vermilion_model::fact::traffic::{RefusalRow, Traffic};

use crate::{Desk, Failure};

/// Past this many that wait, further ones are only counted: refusals are never worth an outage.
const WAITING: usize = 10_000;

/// Those that the store does not have yet.
#[derive(Debug, Default)]
pub struct RefusalLog {
    pending: Mutex<Pending>,
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
        desk.activity.refused(&row);
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
