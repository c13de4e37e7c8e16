//! The steps of a batch of facts, each one round trip.

use tokio_postgres::Statement;

use super::connect::{Answer, Got, Link};
use super::lost::Mark;
use super::pipeline::{Flight, pipelined};
use super::{Trouble, lost, sort};
use crate::chain::Entry;
use crate::crash::{self, Point};
use crate::cursor::Cursor;
use crate::engine::{BatchFault, Written};
use crate::queue::Batch;
use crate::sink::Applier;
use crate::{Sql, Stmt, Value, statements};

/// How many entries of other nodes a batch reads at most; the feed keeps them few.
const CATCH_UP: i64 = 20_000;

/// A batch of which only the commit is missing.
pub(super) struct Ready {
    pub(super) written: Written,
    /// Whether any fact passed.
    pub(super) anything: bool,
    head: Option<Cursor>,
}

/// Begins, runs the guards, then the writes of what passed and, for governance, locks the head.
pub(super) async fn before_commit(
    link: &mut Link,
    batch: &Batch,
    applier: &Applier,
) -> Result<Ready, BatchFault> {
    // `begin` travels with the guards: for the server nothing has begun yet.
    crash::here(Point::AfterBegin);
    let refused = guards(link, batch).await?;
    crash::here(Point::AfterGuards);
    let passed: Vec<usize> =
        (0..batch.facts.len()).filter(|i| !refused.iter().any(|(of, _)| of == i)).collect();
    let mut ready = Ready {
        written: Written { refused, ..Written::default() },
        anything: !passed.is_empty(),
        head: None,
    };
    if ready.anything {
        let cursor = governs(batch, &passed).then(|| applier.cursor());
        let rows = writes(link, batch, &passed, cursor.as_ref()).await?;
        crash::here(Point::AfterWrites);
        if let (Some(cursor), [.., head, entries]) = (cursor, rows.as_slice()) {
            ready.number(batch, &passed, applier, (&cursor, head, entries))?;
        }
    }
    Ok(ready)
}

fn governs(batch: &Batch, passed: &[usize]) -> bool {
    passed.iter().filter_map(|i| batch.facts.get(*i)).any(|queued| queued.lowered.entry.is_some())
}

/// A statement, and the fact it is of.
type Of<'a> = (usize, &'a Stmt);

/// Which facts are refused, each with the first guard that changed nothing.
async fn guards(link: &mut Link, batch: &Batch) -> Result<Vec<(usize, usize)>, BatchFault> {
    let facts = batch.facts.iter().enumerate();
    let all: Vec<Of<'_>> =
        facts.flat_map(|(i, queued)| queued.lowered.guards.iter().map(move |stmt| (i, stmt))).collect();
    let answers = run(link, Some("begin"), &all, &[]).await?;
    let mut refused: Vec<(usize, usize)> = Vec::new();
    let mut last = None;
    let mut guard = 0_usize;
    for ((i, _), answer) in all.iter().zip(answers) {
        guard = if last == Some(*i) { guard.saturating_add(1) } else { 0 };
        last = Some(*i);
        let nothing = matches!(answer, Answer::Changed(0));
        if nothing && refused.last().is_none_or(|(of, _)| of != i) {
            refused.push((*i, guard));
        }
    }
    Ok(refused)
}

/// The writes, and behind them the head and the entries after the cursor when asked for.
async fn writes(
    link: &mut Link,
    batch: &Batch,
    passed: &[usize],
    cursor: Option<&Cursor>,
) -> Result<Vec<Answer>, BatchFault> {
    let facts = passed.iter().filter_map(|i| Some((*i, batch.facts.get(*i)?)));
    let all: Vec<Of<'_>> =
        facts.flat_map(|(i, queued)| queued.lowered.writes.iter().map(move |stmt| (i, stmt))).collect();
    let tail: Vec<(&'static Sql, Vec<Value>)> = cursor.map_or_else(Vec::new, |cursor| {
        let lane: Value = cursor.seq.lane.into();
        vec![
            (&statements::LANE_LOCK, vec![lane.clone()]),
            (&statements::ENTRIES_AFTER, vec![lane, cursor.seq.number.into(), CATCH_UP.into()]),
        ]
    });
    run(link, None, &all, &tail).await
}

/// One round trip: perhaps `begin`, then statements that change, then queries.
async fn run(
    link: &mut Link,
    first: Option<&'static str>,
    changes: &[Of<'_>],
    queries: &[(&'static Sql, Vec<Value>)],
) -> Result<Vec<Answer>, BatchFault> {
    let asked = changes.iter().map(|(_, stmt)| stmt.sql).chain(queries.iter().map(|(sql, _)| *sql));
    let prepared = match link.prepared(asked).await {
        Ok(prepared) => prepared,
        Err(error) => return Err(sort(&error).of_batch()),
    };
    let (for_changes, for_queries) = prepared.split_at_checked(changes.len()).unwrap_or_default();
    let mut flights: Vec<Flight<'_, Got>> = first.into_iter().map(|text| link.plain(text)).collect();
    let before = flights.len();
    flights.extend(
        for_changes.iter().zip(changes).map(|(statement, (_, stmt))| link.count(statement, &stmt.params)),
    );
    flights.extend(
        for_queries.iter().zip(queries).map(|(statement, (_, values))| link.query(statement, values)),
    );
    let mut answers = Vec::with_capacity(flights.len());
    for (i, got) in pipelined(flights).await.into_iter().enumerate() {
        match got {
            Ok(answer) if i >= before => answers.push(answer),
            Ok(_) => {}
            // The first error tells; what follows it in a failed transaction says nothing.
            Err(error) => {
                let fact = i.checked_sub(before).and_then(|at| changes.get(at)).map(|(of, _)| *of);
                let trouble = sort(&error);
                return Err(if fact.is_some() { trouble.of_fact(fact) } else { trouble.of_batch() });
            }
        }
    }
    Ok(answers)
}

impl Ready {
    /// Numbers and chains the facts that passed, behind the head that is now locked.
    fn number(
        &mut self,
        batch: &Batch,
        passed: &[usize],
        applier: &Applier,
        (cursor, head, entries): (&Cursor, &Answer, &Answer),
    ) -> Result<(), BatchFault> {
        let stop = |why: String| BatchFault::Stop(why);
        let (Answer::Rows(head), Answer::Rows(entries)) = (head, entries) else {
            return Err(stop("the head was not answered".into()));
        };
        let head = head.first().ok_or_else(|| stop("the head is gone".into()))?;
        let mut at = Cursor::from_row(cursor.seq.lane, head).map_err(|fault| stop(fault.to_string()))?;
        let read = entries.iter().map(Entry::from_row).collect::<Result<Vec<_>, _>>();
        self.written.read = read.map_err(|fault| stop(fault.to_string()))?;
        let reached = applier.follow(*cursor, &self.written.read).map_err(|fault| stop(fault.to_string()))?;
        if reached != at {
            // Either more was written meanwhile than one batch reads, or this is another history.
            let behind = reached.seq.number < at.seq.number && !self.written.read.is_empty();
            applier.apply(&self.written.read, &[]).map_err(|fault| stop(fault.to_string()))?;
            return Err(if behind {
                BatchFault::Again
            } else {
                stop("the head is of another history".into())
            });
        }
        for i in passed {
            let Some(draft) = batch.facts.get(*i).and_then(|queued| queued.lowered.entry.as_ref()) else {
                continue;
            };
            let entry = applier.chain().append(&at, draft).map_err(|fault| stop(fault.to_string()))?;
            at = Cursor { seq: entry.seq, mac: entry.mac };
            self.written.own.push((*i, entry));
        }
        self.head = Some(at);
        Ok(())
    }
}

/// The entries, the head, the batch's mark and COMMIT, in one round trip.
pub(super) async fn commit(link: &mut Link, ready: &Ready, mark: &Mark) -> Result<(), Trouble> {
    let mut calls: Vec<(&'static Sql, Vec<Value>)> = Vec::new();
    calls.extend(
        ready.written.own.iter().map(|(_, entry)| (&statements::ENTRY_INSERT, entry.params().to_vec())),
    );
    calls.extend(ready.head.iter().map(|head| (&statements::LANE_ADVANCE, head.params().to_vec())));
    calls.push((&lost::MARK, mark.params().to_vec()));
    let prepared: Vec<Statement> =
        link.prepared(calls.iter().map(|(sql, _)| *sql)).await.map_err(|error| sort(&error))?;
    let mut flights: Vec<Flight<'_, Got>> =
        prepared.iter().zip(&calls).map(|(statement, (_, values))| link.count(statement, values)).collect();
    flights.push(link.plain("commit"));
    pipelined(flights).await.into_iter().try_for_each(|got| got.map(drop).map_err(|error| sort(&error)))
}
