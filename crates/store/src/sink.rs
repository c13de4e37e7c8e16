//! Who is told of what was committed, and the order in which.

use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use vermilion_model::Seq;
use vermilion_model::fact::Fact;
use vermilion_model::fact::traffic::{Mark, Traffic};

use crate::chain::{Chain, Entry};
use crate::cursor::Cursor;
use crate::{LoginRow, StoreFault};

/// A fact as its writer had it.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened {
    /// Numbered and chained.
    Governance(Fact),
    /// Neither.
    Traffic(Traffic),
}

/// Told of every commit, after the disk and before the caller's answer. Must be quick and not wait.
pub trait Sink: Send + Sync {
    /// A governance fact, strictly in order within its lane, each exactly once.
    fn governance(&self, seq: Seq, told: Told<'_>);

    /// One of this node's own traffic facts. These merge by their own number, not by arrival.
    fn traffic(&self, fact: &Arc<Happened>);

    /// Marks of any node, read back from the store; those already known come too.
    fn marks(&self, marks: &[Mark]);

    /// A code this node spent.
    fn spent(&self, row: &LoginRow);

    /// Everything up to a head is applied: memory may be believed until the boot clock reads this.
    /// A store that one process alone writes says `Duration::MAX` once (I4).
    fn fresh_until(&self, boot: std::time::Duration);

    /// The order of facts is in doubt: allow nothing from here on.
    fn halted(&self, why: &str);
}

/// A governance fact, as this node's value or as another node's text.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// Committed by this node just now.
    Own(&'a Arc<Happened>),
    /// Read back from the store: another node's, or one's own whose answer was lost.
    Read(&'a Entry),
}

/// Applies one lane's facts in order. The writer and the feed both bring entries here; what was
/// applied already is skipped, and a gap or a broken chain halts the node (I2, I8).
pub(crate) struct Applier {
    sink: Arc<dyn Sink>,
    chain: Arc<Chain>,
    cursor: Mutex<Cursor>,
    halted: OnceLock<String>,
}

impl Applier {
    pub(crate) fn new(sink: Arc<dyn Sink>, chain: Arc<Chain>, cursor: Cursor) -> Applier {
        Applier { sink, chain, cursor: Mutex::new(cursor), halted: OnceLock::new() }
    }

    pub(crate) fn sink(&self) -> &dyn Sink {
        &*self.sink
    }

    pub(crate) fn chain(&self) -> &Chain {
        &self.chain
    }

    pub(crate) fn cursor(&self) -> Cursor {
        *self.cursor.lock()
    }

    /// Applies entries read from the store, then this node's own with their values.
    pub(crate) fn apply(&self, read: &[Entry], own: &[(Entry, Arc<Happened>)]) -> Result<(), StoreFault> {
        let told = read.iter().map(|entry| (entry, Told::Read(entry)));
        let told = told.chain(own.iter().map(|(entry, fact)| (entry, Told::Own(fact))));
        let mut cursor = self.cursor.lock();
        for (entry, told) in told {
            if entry.seq.number <= cursor.seq.number {
                continue;
            }
            match self.chain.follow(&cursor, entry) {
                Ok(next) => {
                    self.sink.governance(entry.seq, told);
                    *cursor = next;
                }
                Err(fault) => {
                    drop(cursor);
                    return Err(self.halt(format!("entry {}: {fault}", entry.seq)));
                }
            }
        }
        Ok(())
    }

    /// Where entries read lead to, from a cursor; a fault when they don't follow it.
    pub(crate) fn follow(&self, from: Cursor, read: &[Entry]) -> Result<Cursor, StoreFault> {
        read.iter().try_fold(from, |at, entry| {
            let next = self.chain.follow(&at, entry);
            next.map_err(|fault| self.halt(format!("entry {}: {fault}", entry.seq)))
        })
    }

    /// Stops the node for good, once; hands back the fault to answer with.
    pub(crate) fn halt(&self, why: String) -> StoreFault {
        if self.halted.set(why.clone()).is_ok() {
            tracing::error!(why, "the order of facts is in doubt; nothing is allowed any more");
            self.sink.halted(&why);
        }
        StoreFault::Chain(why)
    }

    /// Why the node was halted, if it was.
    pub(crate) fn halted(&self) -> Option<&str> {
        self.halted.get().map(String::as_str)
    }
}
