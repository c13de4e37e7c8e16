//! Reading the audit chain and saying what does not hold (I8).

use std::fmt;

use vermilion_model::fact::Act;
use vermilion_model::{Incarnation, Seq};
use vermilion_seal::ChainFault;

use crate::archive::Gap;
use crate::chain::{Chain, Entry};
use crate::cursor::Cursor;
use crate::engine::Snapshot;
use crate::{Engine, StoreFault, heads, statements};

/// How many entries are read at a time.
const PAGE: i64 = 1_000;

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The entry, or the one before it, was edited or put in another's place.
    Changed(Seq),
    /// Entries between two numbers are missing.
    Gap {
        /// The last one before the gap.
        after: Seq,
        /// The first one behind it.
        found: Seq,
    },
    /// The key the entry was chained with is not among the keys at hand.
    UnknownKey(Seq),
    /// The lane's head is not its last entry.
    Head {
        /// Where the entries end.
        entries: Seq,
        /// Where the head says they end.
        head: Seq,
    },
    /// A signed head remembers an entry that is gone: the tail was cut.
    Cut {
        /// What was remembered.
        remembered: Seq,
        /// Where the entries end.
        entries: Seq,
    },
    /// A signed head remembers another entry under this number: the tail was rewritten.
    Rewritten(Seq),
    /// A line of the heads file is not signed by any of the keys at hand.
    ForgedHead {
        /// The line, from 1.
        line: usize,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Changed(seq) => write!(f, "entry {seq} or the one before it was changed"),
            Finding::Gap { after, found } => write!(f, "entries between {after} and {found} are missing"),
            Finding::UnknownKey(seq) => write!(f, "entry {seq} was chained with a key that is not here"),
            Finding::Head { entries, head } => {
                write!(f, "the entries end at {entries}, the head says {head}")
            }
            Finding::Cut { remembered, entries } => {
                write!(f, "a signed head remembers {remembered}, the entries end at {entries}")
            }
            Finding::Rewritten(seq) => write!(f, "entry {seq} is not the one a signed head remembers"),
            Finding::ForgedHead { line } => write!(f, "line {line} of the heads is not signed by our keys"),
        }
    }
}

/// What a reading of one lane came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many entries were read.
    pub entries: i64,
    /// Where they end.
    pub tip: Seq,
    /// Up to where a signed head proves that nothing was cut or rewritten; the tail behind it
    /// cannot be proven.
    pub proven: Option<Seq>,
    /// Gaps that an operator accepted after a restore, by an entry of the chain itself.
    pub accepted: Vec<Gap>,
    /// What does not hold, in order.
    pub findings: Vec<Finding>,
}

/// Reads one lane's chain from its beginning, in one snapshot, and compares it with remembered heads.
pub async fn verify(
    engine: &Engine,
    chain: &Chain,
    (incarnation, lane): (Incarnation, u16),
    remembered: Option<&str>,
) -> Result<Report, StoreFault> {
    let mut snapshot = engine.snapshot().await?;
    let mut reading = Reading::new(chain, lane);
    loop {
        let entries = page(&mut snapshot, &reading.at).await?;
        if entries.is_empty() {
            break;
        }
        for entry in &entries {
            reading.entry(entry);
        }
    }
    let head = snapshot.cursor(lane).await?;
    if head != reading.at {
        reading.findings.push(Finding::Head { entries: reading.at.seq, head: head.seq });
    }
    let proven = match remembered {
        Some(text) => reading.heads(&mut snapshot, incarnation, text).await?,
        None => None,
    };
    Ok(reading.report(proven))
}

async fn page(snapshot: &mut Snapshot, at: &Cursor) -> Result<Vec<Entry>, StoreFault> {
    let params = [at.seq.lane.into(), at.seq.number.into(), PAGE.into()];
    snapshot.read(&statements::ENTRIES_AFTER, &params).await?.iter().map(Entry::from_row).collect()
}

/// The gap that an entry accepts, if that is what it does.
fn accepted(entry: &Entry) -> Option<Gap> {
    match Act::parse(&entry.kind, entry.version, &entry.body) {
        Ok(Act::GapAccepted(act)) => Some(Gap { after: act.after, before: act.before }),
        Ok(_) | Err(_) => None,
    }
}

struct Reading<'a> {
    chain: &'a Chain,
    at: Cursor,
    entries: i64,
    accepted: Vec<Gap>,
    findings: Vec<Finding>,
}

impl<'a> Reading<'a> {
    fn new(chain: &'a Chain, lane: u16) -> Reading<'a> {
        Reading { chain, at: Cursor::start(lane), entries: 0, accepted: Vec::new(), findings: Vec::new() }
    }

    /// Looks at one entry and goes on behind it, whatever was found: one edit is one finding.
    fn entry(&mut self, entry: &Entry) {
        self.entries = self.entries.saturating_add(1);
        self.findings.extend(match self.chain.follow(&self.at, entry) {
            Ok(_) => {
                self.accepted.extend(accepted(entry));
                None
            }
            Err(ChainFault::Number { .. }) => Some(Finding::Gap { after: self.at.seq, found: entry.seq }),
            Err(ChainFault::Changed(_)) => Some(Finding::Changed(entry.seq)),
            Err(ChainFault::UnknownKey { .. }) => Some(Finding::UnknownKey(entry.seq)),
        });
        self.at = Cursor { seq: entry.seq, mac: entry.mac };
    }

    /// What was found, less the gaps that entries behind them accept.
    fn report(mut self, proven: Option<Seq>) -> Report {
        let accepted = std::mem::take(&mut self.accepted);
        self.findings.retain(|finding| {
            let Finding::Gap { after, found } = finding else { return true };
            !accepted.contains(&Gap { after: after.number, before: found.number })
        });
        Report { entries: self.entries, tip: self.at.seq, proven, accepted, findings: self.findings }
    }

    /// Compares with every remembered head of this incarnation and lane; answers the newest that holds.
    async fn heads(
        &mut self,
        snapshot: &mut Snapshot,
        incarnation: Incarnation,
        text: &str,
    ) -> Result<Option<Seq>, StoreFault> {
        let mut proven: Option<Seq> = None;
        for (line, text) in (1..).zip(text.lines()) {
            let Ok(head) = self.chain.read_head(text) else {
                self.findings.push(Finding::ForgedHead { line });
                continue;
            };
            let seq = head.cursor.seq;
            if head.incarnation != incarnation || seq.lane != self.at.seq.lane {
                continue;
            }
            let params = [seq.lane.into(), seq.number.into()];
            let found = snapshot.read(&heads::ENTRY_MAC, &params).await?;
            match found.first().map(|row| row.array(1)).transpose()? {
                Some(mac) if mac == head.cursor.mac => {
                    proven = proven.filter(|old| old.number >= seq.number).or(Some(seq));
                }
                Some(_) => self.findings.push(Finding::Rewritten(seq)),
                None => self.findings.push(Finding::Cut { remembered: seq, entries: self.at.seq }),
            }
        }
        Ok(proven)
    }
}
