//! What waits for the writer: bounded, and at most one fact per guard key in a batch.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{Notify, oneshot};

use crate::sink::Happened;
use crate::{CommitFault, Committed, GuardKey, LoginRow, Lowered};

/// How many may wait on one key before the next answers busy.
const PER_KEY: u32 = 16;

pub(crate) type Answer = Result<Committed, CommitFault>;

/// A code to be spent, and whom to answer.
pub(crate) struct Spend {
    pub(crate) row: LoginRow,
    pub(crate) reply: oneshot::Sender<Answer>,
}

/// A fact to be written, and whom to answer.
pub(crate) struct Queued {
    pub(crate) lowered: Lowered,
    /// Whom to tell of it; the store's own housekeeping has none.
    pub(crate) fact: Option<Arc<Happened>>,
    pub(crate) reply: oneshot::Sender<Answer>,
    /// When it came, by the boot clock.
    pub(crate) since: Duration,
}

/// What one transaction carries.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) spends: Vec<Spend>,
    pub(crate) facts: Vec<Queued>,
}

impl Batch {
    pub(crate) fn is_empty(&self) -> bool {
        self.spends.is_empty() && self.facts.is_empty()
    }
}

/// The bounds of a queue and of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// How many may wait in all; one more answers busy at once.
    pub waiting: usize,
    /// How many facts a batch takes. Codes are taken all at once.
    pub batch: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { waiting: 8_192, batch: 1_024 }
    }
}

#[derive(Default)]
struct State {
    spends: Vec<Spend>,
    facts: VecDeque<Queued>,
    per_key: HashMap<GuardKey, u32>,
    closed: Option<String>,
}

pub(crate) struct Queue {
    state: Mutex<State>,
    bell: Notify,
    bounds: Bounds,
}

impl Queue {
    pub(crate) fn new(bounds: Bounds) -> Queue {
        Queue { state: Mutex::new(State::default()), bell: Notify::new(), bounds }
    }

    pub(crate) fn push_spend(&self, spend: Spend) -> Result<(), CommitFault> {
        let mut state = self.state.lock();
        self.admit(&state)?;
        state.spends.push(spend);
        let first = state.spends.len() == 1;
        drop(state);
        if first {
            self.bell.notify_one();
        }
        Ok(())
    }

    pub(crate) fn push_fact(&self, queued: Queued) -> Result<(), CommitFault> {
        let mut state = self.state.lock();
        self.admit(&state)?;
        let crowded = |key| state.per_key.get(key).is_some_and(|waiting| *waiting >= PER_KEY);
        if queued.lowered.keys.iter().any(crowded) {
            return Err(CommitFault::Busy);
        }
        for key in &queued.lowered.keys {
            let waiting = state.per_key.entry(key.clone()).or_insert(0);
            *waiting = waiting.saturating_add(1);
        }
        state.facts.push_back(queued);
        drop(state);
        self.bell.notify_one();
        Ok(())
    }

    fn admit(&self, state: &State) -> Result<(), CommitFault> {
        if let Some(why) = &state.closed {
            return Err(CommitFault::Stopped(why.clone()));
        }
        let waiting = state.spends.len().saturating_add(state.facts.len());
        if waiting >= self.bounds.waiting { Err(CommitFault::Busy) } else { Ok(()) }
    }

    /// Waits for something to write and takes all that may go together; false when closed and empty.
    pub(crate) async fn take(&self, batch: &mut Batch) -> bool {
        loop {
            {
                let mut state = self.state.lock();
                std::mem::swap(&mut batch.spends, &mut state.spends);
                state.pick(&mut batch.facts, self.bounds.batch);
                if !batch.is_empty() {
                    return true;
                }
                if state.closed.is_some() {
                    return false;
                }
            }
            self.bell.notified().await;
        }
    }

    /// Refuses what comes from now on; what waits is still taken.
    pub(crate) fn close(&self, why: &str) {
        self.state.lock().closed.get_or_insert_with(|| why.to_owned());
        self.bell.notify_one();
    }

    /// When the fact that has waited longest came. Codes are taken all at once, so that none of them
    /// waits longer than the batch under way.
    pub(crate) fn oldest(&self) -> Option<Duration> {
        self.state.lock().facts.iter().map(|queued| queued.since).min()
    }

    /// How many wait.
    pub(crate) fn len(&self) -> usize {
        let state = self.state.lock();
        state.spends.len().saturating_add(state.facts.len())
    }
}

impl State {
    /// Takes facts in order of arrival, none whose key is taken or waited on by an earlier one.
    fn pick(&mut self, batch: &mut Vec<Queued>, bound: usize) {
        if self.facts.is_empty() {
            return;
        }
        if self.facts.front().is_some_and(|first| first.lowered.alone()) {
            batch.extend(self.facts.pop_front());
        } else {
            let mut seen: HashSet<GuardKey> = HashSet::new();
            let mut later = VecDeque::new();
            for queued in std::mem::take(&mut self.facts) {
                let free = queued.lowered.keys.iter().all(|key| !seen.contains(key));
                seen.extend(queued.lowered.keys.iter().cloned());
                if free && batch.len() < bound && !queued.lowered.alone() {
                    batch.push(queued);
                } else {
                    later.push_back(queued);
                }
            }
            self.facts = later;
        }
        // Every node takes its locks in this order, so that no two batches wait for each other.
        batch.sort_by(|a, b| a.lowered.keys.cmp(&b.lowered.keys));
        for key in batch.iter().flat_map(|queued| &queued.lowered.keys) {
            if let Some(waiting) = self.per_key.get_mut(key) {
                *waiting = waiting.saturating_sub(1);
                if *waiting == 0 {
                    self.per_key.remove(key);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sql, Stmt};

    static NOTHING: Sql = Sql::both("select 1");

    fn queued(keys: &[u8], guards: usize) -> Queued {
        let since = Duration::from_secs(keys.iter().map(|key| u64::from(*key)).sum());
        let keys = keys.iter().map(|key| GuardKey { table: 1, key: vec![*key] }).collect();
        let guards = (0..guards).map(|_| Stmt::new(&NOTHING, [])).collect();
        let (reply, _) = oneshot::channel();
        let lowered = Lowered { keys, guards, ..Lowered::default() };
        Queued { lowered, fact: None, reply, since }
    }

    fn taken(queue: &Queue) -> Vec<Vec<u8>> {
        let mut batch = Vec::new();
        queue.state.lock().pick(&mut batch, queue.bounds.batch);
        batch
            .iter()
            .map(|queued| queued.lowered.keys.iter().flat_map(|key| key.key.clone()).collect())
            .collect()
    }

    #[test]
    fn one_fact_a_key_a_batch_in_order_of_keys() {
        let queue = Queue::new(Bounds::default());
        for key in [3, 1, 3, 2] {
            queue.push_fact(queued(&[key], 1)).unwrap();
        }
        assert_eq!(taken(&queue), vec![vec![1], vec![2], vec![3]]);
        assert_eq!(taken(&queue), vec![vec![3]]);
        assert!(taken(&queue).is_empty() && queue.state.lock().per_key.is_empty());
    }

    #[test]
    fn what_was_left_for_a_later_batch_is_not_forgotten() {
        let queue = Queue::new(Bounds::default());
        for key in [7, 9, 7] {
            queue.push_fact(queued(&[key], 1)).unwrap();
        }
        for oldest in [Some(Duration::from_secs(7)), Some(Duration::from_secs(7)), None] {
            assert_eq!(queue.oldest(), oldest);
            taken(&queue);
        }
    }

    #[test]
    fn several_roots_or_guards_go_alone_and_hold_their_place() {
        let queue = Queue::new(Bounds::default());
        for (keys, guards) in [(&[1][..], 1), (&[1, 2], 2), (&[2], 1), (&[3], 1)] {
            queue.push_fact(queued(keys, guards)).unwrap();
        }
        assert_eq!(taken(&queue), vec![vec![1], vec![3]]);
        assert_eq!(taken(&queue), vec![vec![1, 2]]);
        assert_eq!(taken(&queue), vec![vec![2]]);
    }

    #[test]
    fn crowding_a_key_or_the_queue_answers_busy() {
        let queue = Queue::new(Bounds { waiting: 20, batch: 8 });
        for _ in 0..16 {
            queue.push_fact(queued(&[1], 1)).unwrap();
        }
        assert_eq!(queue.push_fact(queued(&[1], 1)), Err(CommitFault::Busy));
        for key in 2..6 {
            queue.push_fact(queued(&[key], 1)).unwrap();
        }
        assert_eq!(queue.push_fact(queued(&[9], 1)), Err(CommitFault::Busy));
        queue.close("closing");
        assert!(matches!(queue.push_fact(queued(&[9], 1)), Err(CommitFault::Stopped(_))));
    }
}
