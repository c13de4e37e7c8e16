//! The chain of audit entries: each entry's MAC covers the one before it (I8).

use vermilion_model::{Incarnation, Seq, Time};
use vermilion_seal::{ArchiveSeal, AuditKeys, ChainEntry, ChainFault, ChainTip, Head, HeadFault, Link};

use crate::cursor::Cursor;
use crate::{EntryDraft, Row, StoreFault, Value};

/// The MAC of an entry, or of the beginning of a lane (all zeros).
pub type Mac = [u8; 32];

/// An audit entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in commit order.
    pub seq: Seq,
    /// When it happened.
    pub at: Time,
    /// Who did it.
    pub actor: String,
    /// The fact's name.
    pub kind: String,
    /// The version of the body's form.
    pub version: u16,
    /// The ids it is about, as one text.
    pub subjects: String,
    /// The fact as canonical JSON.
    pub body: String,
    /// The number of the audit key its MAC was made with.
    pub key: u8,
    /// Over everything above and the MAC of the entry before.
    pub mac: Mac,
}

/// The columns [`Entry::from_row`] wants, in its order.
macro_rules! entry_columns {
    () => {
        "lane, number, at, actor, kind, version, subjects, body, key, mac"
    };
}
pub(crate) use entry_columns;

impl Entry {
    /// From a row of [`entry_columns`].
    pub(crate) fn from_row(row: &Row) -> Result<Entry, StoreFault> {
        Ok(Entry {
            seq: Seq { lane: row.small(0)?, number: row.int(1)? },
            at: row.time(2)?,
            actor: row.text(3)?,
            kind: row.text(4)?,
            version: row.small(5)?,
            subjects: row.text(6)?,
            body: row.text(7)?,
            key: row.small(8)?,
            mac: row.array(9)?,
        })
    }

    /// The parameters of the insert, in the order of [`entry_columns`].
    pub(crate) fn params(&self) -> [Value; 10] {
        [
            self.seq.lane.into(),
            self.seq.number.into(),
            self.at.into(),
            (&self.actor).into(),
            (&self.kind).into(),
            self.version.into(),
            (&self.subjects).into(),
            (&self.body).into(),
            self.key.into(),
            self.mac.into(),
        ]
    }

    fn chained(&self) -> ChainEntry<'_> {
        ChainEntry {
            lane: self.seq.lane,
            number: self.seq.number.unsigned_abs(),
            at: self.at,
            actor: self.actor.as_bytes(),
            kind: &self.kind,
            version: self.version,
            subjects: self.subjects.as_bytes(),
            body: self.body.as_bytes(),
        }
    }
}

/// The audit keys, none of which is in the store: the newest chains and signs, all verify.
#[derive(Debug)]
pub struct Chain(AuditKeys);

impl Chain {
    /// With the keys of the master key file.
    pub const fn new(keys: AuditKeys) -> Chain {
        Chain(keys)
    }

    /// The draft as the entry behind the cursor.
    pub(crate) fn append(&self, at: &Cursor, draft: &EntryDraft) -> Result<Entry, ChainFault> {
        let mut entry = Entry {
            seq: at.next(),
            at: draft.at,
            actor: draft.actor.clone(),
            kind: draft.kind.to_owned(),
            version: draft.version,
            subjects: draft.subjects.clone(),
            body: draft.body.clone(),
            key: 0,
            mac: [0; 32],
        };
        let link = self.0.append(&tip(at), &entry.chained())?;
        (entry.key, entry.mac) = (link.key_id, link.mac);
        Ok(entry)
    }

    /// The cursor after an entry, if it is the next and unaltered.
    pub(crate) fn follow(&self, at: &Cursor, entry: &Entry) -> Result<Cursor, ChainFault> {
        let link = Link { key_id: entry.key, mac: entry.mac };
        self.0.follow(&tip(at), &entry.chained(), &link)?;
        Ok(Cursor { seq: entry.seq, mac: entry.mac })
    }

    /// A signed line that says, elsewhere and later, how far a lane had come.
    pub(crate) fn sign_head(&self, incarnation: Incarnation, at: &Cursor, now: Time) -> String {
        self.0.sign_head(&Head { incarnation, lane: at.seq.lane, tip: tip(at), at: now })
    }

    /// Begins a part of an archive under the newest key, with that key's number.
    pub(crate) fn archive_seal(&self) -> Result<(u8, ArchiveSeal), StoreFault> {
        let key = self.0.newest_id();
        Ok((key, self.archive_seal_of(key)?))
    }

    /// Begins reading a part that says under which key it was sealed.
    pub(crate) fn archive_seal_of(&self, key: u8) -> Result<ArchiveSeal, StoreFault> {
        let missing = || StoreFault::Archive(format!("it is sealed with audit key {key}, which is not here"));
        self.0.archive_seal(key).ok_or_else(missing)
    }

    /// What such a line says, if one of our keys signed it.
    pub(crate) fn read_head(&self, line: &str) -> Result<SignedHead, HeadFault> {
        let head = self.0.read_head(line)?;
        let number = i64::try_from(head.tip.number).map_err(|_| HeadFault::Malformed)?;
        let cursor = Cursor { seq: Seq { lane: head.lane, number }, mac: head.tip.mac };
        Ok(SignedHead { incarnation: head.incarnation, cursor })
    }
}

/// What a signed line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignedHead {
    pub(crate) incarnation: Incarnation,
    pub(crate) cursor: Cursor,
}

fn tip(at: &Cursor) -> ChainTip {
    ChainTip { number: at.seq.number.unsigned_abs(), mac: at.mac }
}

#[cfg(test)]
pub(crate) fn test_chain() -> Chain {
    let seed = vermilion_seal::SeededEntropy::new([7; 32]);
    Chain::new(vermilion_seal::MasterKeys::generate(&seed).audit().clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> EntryDraft {
        EntryDraft {
            at: Time::from_secs(1),
            actor: "a".into(),
            kind: "K",
            version: 1,
            subjects: "s".into(),
            body: "{}".into(),
        }
    }

    #[test]
    fn any_edit_and_any_other_predecessor_breaks_it() {
        let (chain, start) = (test_chain(), Cursor::start(0));
        let entry = chain.append(&start, &draft()).unwrap();
        assert!(chain.follow(&start, &entry).is_ok());
        assert!(chain.follow(&Cursor { mac: [1; 32], ..start }, &entry).is_err());
        // The same letters split otherwise between subjects and body.
        let moved = Entry { subjects: "s{".into(), body: "}".into(), ..entry.clone() };
        assert!(chain.follow(&start, &moved).is_err());
        let later = Entry { at: Time::from_secs(2), ..entry };
        assert!(chain.follow(&start, &later).is_err());
    }

    #[test]
    fn a_signed_head_comes_back() {
        let (chain, start) = (test_chain(), Cursor::start(3));
        let entry = chain.append(&start, &draft()).unwrap();
        let cursor = chain.follow(&start, &entry).unwrap();
        let line = chain.sign_head(Incarnation(2), &cursor, Time::from_secs(9));
        assert_eq!(chain.read_head(&line), Ok(SignedHead { incarnation: Incarnation(2), cursor }));
    }
}
