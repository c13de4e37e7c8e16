//! The one writer of a node: a batch is what arrived while the last commit ran; no timer.
//!
//! Disk, then memory, then answer (I4, I5); never memory first.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::oneshot;
use vermilion_model::Seq;
use vermilion_model::fact::{Fact, traffic::Traffic};

use crate::crash::{self, Point};
use crate::engine::{BatchFault, Hand, Written};
use crate::facts;
use crate::queue::{Answer, Batch, Queue, Queued, Spend};
use crate::sink::{Applier, Happened};
use crate::{Boot, CommitFault, LoginRow, Lowered};

/// How often a batch goes again after a conflict that running it again may solve.
const TRIES: usize = 3;

/// What the writer is asked to make durable.
#[derive(Debug)]
pub enum Job {
    /// A fact, as statements and as the value the [`Sink`](crate::Sink) is told.
    Fact {
        /// The statements.
        lowered: Lowered,
        /// The value.
        fact: Arc<Happened>,
    },
    /// A code spent; refused with guard 0 when it was spent before.
    Spend(LoginRow),
    /// The store's own housekeeping: no fact, so nobody is told. Has no audit entry.
    Upkeep(Lowered),
}

/// What was made durable and applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The fact's number; traffic has none.
    pub seq: Option<Seq>,
}

/// The queue in front of the writer. Cheap to clone.
#[derive(Clone)]
pub struct Writer {
    traffic: Arc<Queue>,
    governance: Arc<Queue>,
    beats: [Arc<Beat>; 2],
    boot: Boot,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("waiting", &self.waiting()).finish_non_exhaustive()
    }
}

impl Writer {
    pub(crate) fn new(
        traffic: (Arc<Queue>, Arc<Beat>),
        governance: (Arc<Queue>, Arc<Beat>),
        boot: Boot,
    ) -> Writer {
        Writer { traffic: traffic.0, governance: governance.0, beats: [traffic.1, governance.1], boot }
    }

    /// Makes a fact durable, has it applied, and answers. Dropping the future does not undo it.
    pub async fn commit(&self, job: Job) -> Result<Committed, CommitFault> {
        let (reply, answer) = oneshot::channel();
        match job {
            Job::Spend(row) => self.traffic.push_spend(Spend { row, reply })?,
            Job::Fact { lowered, fact } => {
                let queue = if lowered.entry.is_some() { &self.governance } else { &self.traffic };
                queue.push_fact(Queued { lowered, fact: Some(fact), reply, since: (self.boot)() })?;
            }
            Job::Upkeep(lowered) => {
                self.traffic.push_fact(Queued {
                    lowered: Lowered { entry: None, ..lowered },
                    fact: None,
                    reply,
                    since: (self.boot)(),
                })?;
            }
        }
        answer.await.unwrap_or_else(|_| Err(CommitFault::Stopped("the writer is gone".into())))
    }

    /// Makes a governance fact durable, numbered and chained.
    pub async fn record(&self, fact: Fact) -> Result<Seq, CommitFault> {
        let lowered = facts::lower(&fact);
        let fact = Arc::new(Happened::Governance(fact));
        let committed = self.commit(Job::Fact { lowered, fact }).await?;
        committed.seq.ok_or_else(|| CommitFault::Stopped("a governance fact came back unnumbered".into()))
    }

    /// Makes a traffic fact durable.
    pub async fn note(&self, fact: Traffic) -> Result<(), CommitFault> {
        let lowered = facts::lower_traffic(&fact);
        let fact = Arc::new(Happened::Traffic(fact));
        self.commit(Job::Fact { lowered, fact }).await.map(drop)
    }

    /// Spends a code: true for exactly one caller per serial, ever (I6).
    pub async fn spend(&self, row: LoginRow) -> Result<bool, CommitFault> {
        match self.commit(Job::Spend(row)).await {
            Ok(_) => Ok(true),
            Err(CommitFault::Refused { .. }) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// How many facts wait.
    pub fn waiting(&self) -> usize {
        let both = !Arc::ptr_eq(&self.traffic, &self.governance);
        self.traffic.len().saturating_add(if both { self.governance.len() } else { 0 })
    }

    /// How old the oldest fact without an answer is, be it in the batch under way or waiting for the
    /// next; readiness watches it, since a stuck writer behind a healthy connection is the failure a
    /// connection check does not see.
    pub fn oldest(&self) -> Option<Duration> {
        let now = (self.boot)();
        let waiting = [&self.traffic, &self.governance].into_iter().filter_map(|queue| queue.oldest());
        let running = self.beats.iter().filter_map(|beat| beat.since());
        waiting.chain(running).map(|since| now.saturating_sub(since)).max()
    }

    /// Takes nothing more; what waits is still written.
    pub(crate) fn close(&self, why: &str) {
        self.traffic.close(why);
        self.governance.close(why);
    }
}

/// When the batch under way began.
#[derive(Default)]
pub(crate) struct Beat(Mutex<Option<Duration>>);

impl Beat {
    fn since(&self) -> Option<Duration> {
        *self.0.lock()
    }
}

/// One writer at work: its queue, its connection, and whom it tells.
pub(crate) struct Desk {
    pub(crate) queue: Arc<Queue>,
    pub(crate) hand: Hand,
    pub(crate) applier: Arc<Applier>,
    pub(crate) beat: Arc<Beat>,
    pub(crate) boot: Boot,
}

impl Desk {
    /// The queue in front, and the beat to watch.
    pub(crate) fn door(&self) -> (Arc<Queue>, Arc<Beat>) {
        (Arc::clone(&self.queue), Arc::clone(&self.beat))
    }

    /// Works until the queue is closed and empty.
    pub(crate) async fn work(mut self) {
        let mut batch = Batch::default();
        while self.queue.take(&mut batch).await {
            *self.beat.0.lock() = Some((self.boot)());
            if self.hand.parts() && !batch.facts.is_empty() {
                let mut facts = Batch { facts: std::mem::take(&mut batch.facts), ..Batch::default() };
                self.write(&mut facts).await;
            }
            self.write(&mut batch).await;
            *self.beat.0.lock() = None;
        }
    }

    /// Writes a batch until each of its facts has an answer.
    async fn write(&mut self, batch: &mut Batch) {
        let mut tries = 0;
        if crash::answers_early() {
            answer_early(batch);
        }
        while !batch.is_empty() {
            if let Some(why) = self.applier.halted() {
                return refuse(batch, &CommitFault::Stopped(why.to_owned()));
            }
            match self.hand.run(batch, &self.applier).await {
                Ok(written) => return self.settle(batch, written),
                Err(BatchFault::Again) if tries < TRIES => tries += 1,
                Err(BatchFault::Again | BatchFault::Busy) => refuse(batch, &CommitFault::Busy),
                Err(BatchFault::TimedOut { fact }) if fact < batch.facts.len() => {
                    answer(batch.facts.remove(fact).reply, Err(CommitFault::Busy));
                }
                Err(BatchFault::TimedOut { .. }) => return self.singly(batch, &CommitFault::Busy).await,
                Err(BatchFault::Data(why)) => return self.singly(batch, &CommitFault::Bad(why)).await,
                Err(BatchFault::Stop(why)) => {
                    // Memory cannot be told any more what the store holds, so it allows nothing either.
                    self.applier.halt(why.clone());
                    self.queue.close(&why);
                    refuse(batch, &CommitFault::Stopped(why));
                }
            }
        }
    }

    /// Runs each fact in a batch of its own, so that one bad fact falls alone.
    async fn singly(&mut self, batch: &mut Batch, alone: &CommitFault) {
        if batch.facts.len().saturating_add(batch.spends.len()) == 1 {
            return refuse(batch, alone);
        }
        for fact in std::mem::take(&mut batch.facts) {
            let mut one = Batch { facts: vec![fact], ..Batch::default() };
            Box::pin(self.write(&mut one)).await;
        }
        for spend in std::mem::take(&mut batch.spends) {
            let mut one = Batch { spends: vec![spend], ..Batch::default() };
            Box::pin(self.write(&mut one)).await;
        }
    }

    /// Tells the sink, then answers: the batch is durable.
    fn settle(&self, batch: &mut Batch, written: Written) {
        let mut own = Vec::new();
        let mut entries = written.own.into_iter().peekable();
        let mut answers = Vec::with_capacity(batch.facts.len());
        for (i, queued) in batch.facts.drain(..).enumerate() {
            let entry = entries.next_if(|(of, _)| *of == i).map(|(_, entry)| entry);
            let seq = entry.as_ref().map(|entry| entry.seq);
            let refused = written.refused.iter().find(|(of, _)| *of == i);
            let verdict = match refused {
                Some((_, guard)) => Err(CommitFault::Refused { guard: *guard }),
                None => Ok(Committed { seq }),
            };
            match (entry, queued.fact) {
                (Some(entry), Some(fact)) => own.push((entry, fact)),
                (None, Some(fact)) if verdict.is_ok() => self.applier.sink().traffic(&fact),
                (_, None) | (None, Some(_)) => {}
            }
            answers.push((queued.reply, verdict));
        }
        if let Err(fault) = self.applier.apply(&written.read, &own) {
            // Durable, but not applied: the caller must not go on as if it were in force.
            for (_, verdict) in &mut answers {
                *verdict = Err(CommitFault::Stopped(fault.to_string()));
            }
        }
        crash::here(Point::AfterApply);
        for (reply, verdict) in answers {
            answer(reply, verdict);
        }
        for (spend, won) in batch.spends.drain(..).zip(written.won) {
            if won {
                self.applier.sink().spent(&spend.row);
            }
            answer(
                spend.reply,
                if won { Ok(Committed { seq: None }) } else { Err(CommitFault::Refused { guard: 0 }) },
            );
        }
    }
}

fn refuse(batch: &mut Batch, fault: &CommitFault) {
    for queued in batch.facts.drain(..) {
        answer(queued.reply, Err(fault.clone()));
    }
    for spend in batch.spends.drain(..) {
        answer(spend.reply, Err(fault.clone()));
    }
}

/// What a mutant does: says that it is durable while it is not.
fn answer_early(batch: &mut Batch) {
    let said = || Ok(Committed { seq: Some(Seq { lane: 0, number: 0 }) });
    for queued in &mut batch.facts {
        answer(std::mem::replace(&mut queued.reply, oneshot::channel().0), said());
    }
    for spend in &mut batch.spends {
        answer(std::mem::replace(&mut spend.reply, oneshot::channel().0), said());
    }
}

/// A caller that went away does not undo what was written.
fn answer(reply: oneshot::Sender<Answer>, verdict: Answer) {
    drop(reply.send(verdict));
}
