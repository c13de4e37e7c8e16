//! The chain of audit entries: each entry's MAC covers the one before it (I8).

use std::fmt;

use vermilion_model::{Seq, Time};

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
    /// The id of the audit key its MAC was made with.
    pub key: u16,
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
}

impl Entry {
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
}

/// The audit keys, none of which is in the store: the newest signs, all verify.
pub struct Chain {
    newest: (u16, [u8; 32]),
    older: Vec<(u16, [u8; 32])>,
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").field("key", &self.newest.0).finish_non_exhaustive()
    }
}

impl Chain {
    /// A chain signing with one key, each key with the id that entries carry.
    pub fn new(newest: (u16, [u8; 32]), older: Vec<(u16, [u8; 32])>) -> Chain {
        Chain { newest, older }
    }

    /// The draft as the entry that follows one with this MAC.
    pub(crate) fn next(&self, before: &Mac, seq: Seq, draft: &EntryDraft) -> Entry {
        let mut entry = Entry {
            seq,
            at: draft.at,
            actor: draft.actor.clone(),
            kind: draft.kind.to_owned(),
            version: draft.version,
            subjects: draft.subjects.clone(),
            body: draft.body.clone(),
            key: self.newest.0,
            mac: [0; 32],
        };
        entry.mac = mac(&self.newest.1, before, &entry);
        entry
    }

    /// Whether the entry follows one with this MAC, unaltered.
    pub(crate) fn holds(&self, before: &Mac, entry: &Entry) -> bool {
        self.key(entry.key).is_some_and(|key| mac(key, before, entry) == entry.mac)
    }

    /// A MAC over a text that is not an entry, with the newest key; for signed heads.
    pub(crate) fn sign(&self, purpose: &str, text: &str) -> (u16, Mac) {
        (self.newest.0, text_mac(&self.newest.1, purpose, text))
    }

    /// Whether the MAC of [`Chain::sign`] is genuine.
    pub(crate) fn signed(&self, purpose: &str, text: &str, key: u16, mac: &Mac) -> bool {
        self.key(key).is_some_and(|key| text_mac(key, purpose, text) == *mac)
    }

    fn key(&self, id: u16) -> Option<&[u8; 32]> {
        std::iter::once(&self.newest).chain(&self.older).find(|(has, _)| *has == id).map(|(_, key)| key)
    }
}

/// Every field with its length before it, so that no two entries share an encoding.
fn mac(key: &[u8; 32], before: &Mac, entry: &Entry) -> Mac {
    let mut hash = blake3::Hasher::new_keyed(key);
    hash.update(b"vermilion audit entry 1\0").update(before);
    hash.update(&entry.seq.lane.to_be_bytes()).update(&entry.seq.number.to_be_bytes());
    hash.update(&entry.at.millis().to_be_bytes()).update(&entry.version.to_be_bytes());
    hash.update(&entry.key.to_be_bytes());
    for text in [&entry.actor, &entry.kind, &entry.subjects, &entry.body] {
        hash.update(&(text.len() as u64).to_be_bytes()).update(text.as_bytes());
    }
    hash.finalize().into()
}

fn text_mac(key: &[u8; 32], purpose: &str, text: &str) -> Mac {
    let mut hash = blake3::Hasher::new_keyed(key);
    hash.update(b"vermilion audit text 1\0").update(&(purpose.len() as u64).to_be_bytes());
    hash.update(purpose.as_bytes()).update(text.as_bytes());
    hash.finalize().into()
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
        let chain = Chain::new((1, [7; 32]), Vec::new());
        let entry = chain.next(&[0; 32], Seq { lane: 0, number: 1 }, &draft());
        assert!(chain.holds(&[0; 32], &entry));
        assert!(!chain.holds(&[1; 32], &entry));
        // The same letters split otherwise among the fields.
        let moved = Entry { actor: "aK".into(), kind: String::new(), ..entry.clone() };
        assert!(!chain.holds(&[0; 32], &moved));
        let later = Entry { at: Time::from_secs(2), ..entry };
        assert!(!chain.holds(&[0; 32], &later));
    }

    #[test]
    fn an_older_key_still_verifies() {
        let entry = Chain::new((1, [7; 32]), Vec::new()).next(&[0; 32], Seq { lane: 0, number: 1 }, &draft());
        assert!(Chain::new((2, [8; 32]), vec![(1, [7; 32])]).holds(&[0; 32], &entry));
        assert!(!Chain::new((2, [8; 32]), Vec::new()).holds(&[0; 32], &entry));
    }
}
