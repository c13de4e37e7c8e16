//! Refused calls, redacted and kept seven days, so that their `rid` can be looked up.

use parking_lot::Mutex;
use vermilion_model::fact::traffic::{RefusalRow, Traffic};

use crate::{Desk, Failure};

/// Past this many that wait, further ones are only counted: refusals are never worth an outage.
const WAITING: usize = 10_000;

/// Those not yet written.
#[derive(Debug, Default)]
pub struct RefusalLog {
    waiting: Mutex<Vec<RefusalRow>>,
}

impl RefusalLog {
    /// Keeps one; written with the next batch.
    pub fn keep(&self, desk: &Desk, row: RefusalRow) {
        desk.activity.refused(&row);
        let mut waiting = self.waiting.lock();
        if waiting.len() < WAITING {
            waiting.push(row);
        }
    }

    /// One that is not yet written.
    pub fn waiting(&self, rid: [u32; 3]) -> Option<RefusalRow> {
        self.waiting.lock().iter().find(|row| row.rid == rid).cloned()
    }

    /// Writes what waits.
    pub(crate) async fn flush(&self, desk: &Desk) -> Result<(), Failure> {
        let rows = std::mem::take(&mut *self.waiting.lock());
        if rows.is_empty() { Ok(()) } else { desk.note(Traffic::RefusalsKept(rows)).await }
    }
}
