//! A batch as one durable SQLite transaction.

use rusqlite::{Connection, ErrorCode};

use super::{execute, prepare, query};
use crate::chain::Entry;
use crate::crash::{self, Point};
use crate::cursor::Cursor;
use crate::engine::{BatchFault, Written};
use crate::queue::{Batch, Queued};
use crate::sink::Applier;
use crate::statements;

/// The writer's connection, on the writer's thread.
pub(crate) struct Hand {
    conn: Connection,
}

impl Hand {
    pub(crate) fn new(conn: Connection) -> Hand {
        Hand { conn }
    }

    pub(crate) fn run(&mut self, batch: &Batch, applier: &Applier) -> Result<Written, BatchFault> {
        begin(&self.conn).map_err(|error| sort(&error))?;
        crash::here(Point::AfterBegin);
        match self.steps(batch, applier) {
            Ok(written) => {
                crash::here(Point::BeforeCommit);
                self.finish()?;
                crash::here(Point::AfterCommit);
                Ok(written)
            }
            Err(step) => {
                self.roll_back()?;
                match step {
                    Step::Refused(written) => Ok(written),
                    Step::Fault(fault) => Err(fault),
                }
            }
        }
    }

    fn steps(&self, batch: &Batch, applier: &Applier) -> Result<Written, Step> {
        let mut written = Written::default();
        self.guard(batch, &mut written)?;
        crash::here(Point::AfterGuards);
        let refused = |i: usize| written.refused.iter().any(|(of, _)| *of == i);
        let passed = || batch.facts.iter().enumerate().filter(|(i, _)| !refused(*i));
        for (_, queued) in passed() {
            for stmt in &queued.lowered.writes {
                execute(&self.conn, stmt.sql, &stmt.params)?;
            }
        }
        let won = self.spend(batch)?;
        crash::here(Point::AfterWrites);
        let own = self.number(passed(), applier)?;
        Ok(Written { refused: written.refused, own, read: Vec::new(), won })
    }

    /// Each guard writes, and its row count is the verdict.
    fn guard(&self, batch: &Batch, written: &mut Written) -> Result<(), Step> {
        for (i, queued) in batch.facts.iter().enumerate() {
            for (guard, stmt) in queued.lowered.guards.iter().enumerate() {
                if execute(&self.conn, stmt.sql, &stmt.params)? > 0 {
                    continue;
                }
                written.refused.push((i, guard));
                if guard > 0 {
                    // An earlier guard wrote: such a fact is alone, so the whole batch goes back.
                    return Err(Step::Refused(std::mem::take(written)));
                }
                break;
            }
        }
        Ok(())
    }

    /// I6: the insert is the proof.
    fn spend(&self, batch: &Batch) -> rusqlite::Result<Vec<bool>> {
        if batch.spends.is_empty() {
            return Ok(Vec::new());
        }
        let mut insert = prepare(&self.conn, &statements::SPEND_CODE)?;
        let mut won = Vec::with_capacity(batch.spends.len());
        for spend in &batch.spends {
            let row = &spend.row;
            won.push(insert.execute((row.serial, row.kind, row.key, row.account, row.usr, row.at))? > 0);
        }
        Ok(won)
    }

    /// Numbers and chains the governance facts behind the head.
    fn number<'a>(
        &self,
        passed: impl Iterator<Item = (usize, &'a Queued)>,
        applier: &Applier,
    ) -> Result<Vec<(usize, Entry)>, Step> {
        let mut drafts =
            passed.filter_map(|(i, queued)| Some((i, queued.lowered.entry.as_ref()?))).peekable();
        if drafts.peek().is_none() {
            return Ok(Vec::new());
        }
        let cursor = applier.cursor();
        let lane = cursor.seq.lane;
        let rows = query(&self.conn, &statements::LANE_LOCK, &[lane.into()])?;
        let row = rows.first().ok_or_else(|| Step::stop("the head is gone"))?;
        let mut head = Cursor::from_row(lane, row).map_err(|fault| Step::stop(fault.to_string()))?;
        // One process writes here, so whatever it did not apply came past it.
        if head != cursor {
            return Err(Step::stop("the head moved without this process"));
        }
        let mut own = Vec::new();
        for (i, draft) in drafts {
            let entry =
                applier.chain().append(&head, draft).map_err(|fault| Step::stop(fault.to_string()))?;
            execute(&self.conn, &statements::ENTRY_INSERT, &entry.params())?;
            head = Cursor { seq: entry.seq, mac: entry.mac };
            own.push((i, entry));
        }
        execute(&self.conn, &statements::LANE_ADVANCE, &head.params())?;
        Ok(own)
    }

    fn finish(&self) -> Result<(), BatchFault> {
        let Err(error) = self.conn.execute_batch("commit") else { return Ok(()) };
        if error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure) {
            // Whether it is durable is not known; only a new start reads what is true (I5).
            tracing::error!(%error, "the commit could not be made durable; the process ends");
            std::process::abort();
        }
        self.roll_back()?;
        Err(sort(&error))
    }

    /// An error may have rolled back by itself; a transaction left open would swallow the next batch.
    fn roll_back(&self) -> Result<(), BatchFault> {
        if self.conn.is_autocommit() {
            return Ok(());
        }
        self.conn.execute_batch("rollback").map_err(|error| BatchFault::Stop(error.to_string()))
    }
}

fn begin(conn: &Connection) -> rusqlite::Result<()> {
    conn.prepare_cached("begin immediate")?.execute(()).map(drop)
}

/// Why the steps ended before the commit.
enum Step {
    /// A fact with several guards was refused at a later one.
    Refused(Written),
    Fault(BatchFault),
}

impl Step {
    fn stop(why: impl Into<String>) -> Step {
        Step::Fault(BatchFault::Stop(why.into()))
    }
}

impl From<rusqlite::Error> for Step {
    fn from(error: rusqlite::Error) -> Step {
        Step::Fault(sort(&error))
    }
}

fn sort(error: &rusqlite::Error) -> BatchFault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => BatchFault::Again,
        Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory) => {
            tracing::error!(%error, "the store can't take more");
            BatchFault::Busy
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => BatchFault::Stop(error.to_string()),
        _ => BatchFault::Data(error.to_string()),
    }
}
