//! The ring: every key that the store keeps, unwrapped and ready.

use vermilion_model::Time;

use crate::code::CodeKey;
use crate::key_set::KeySet;
use crate::master::MasterKeys;
use crate::ring_row::{KeyKind, RingRow};
use crate::sealed::BoxFault;
use crate::{Boxes, Codes, Digests, KeyBytes, OpenIds, Sessions, Tokens};

/// What makes and reads everything; a node holds one and replaces it when the rows change.
#[derive(Debug)]
pub struct Ring {
    /// OpenIDs and UnionIDs.
    pub open_ids: OpenIds,
    /// Keyed digests.
    pub digests: Digests,
    /// Access tokens.
    pub tokens: Tokens,
    /// Single-use codes.
    pub codes: Codes,
    /// Session keys.
    pub sessions: Sessions,
    /// Sealed boxes.
    pub boxes: Boxes,
}

/// Why the ring could not be opened or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RingFault {
    /// No key of that kind is in force.
    #[error("the ring has no {} key", .0.name())]
    Missing(KeyKind),
    /// A row could not be unwrapped: the master key file is another installation's, or lacks a key.
    #[error("the ring's {} key {id} does not unwrap: {fault}", .kind.name())]
    Unreadable {
        /// The row's kind.
        kind: KeyKind,
        /// The row's number.
        id: u8,
        /// Why.
        fault: BoxFault,
    },
    /// A key whose number texts of its kind cannot carry.
    #[error("{} keys end before number {id}", .kind.name())]
    Number {
        /// The row's kind.
        kind: KeyKind,
        /// The row's number.
        id: u8,
    },
    /// Keys of this kind are not rotated: what they made must stay the same.
    #[error("{} keys are not rotated", .0.name())]
    NotRotated(KeyKind),
    /// All 255 numbers of the kind are taken.
    #[error("no number is left for a new {} key", .0.name())]
    Full(KeyKind),
}

impl Ring {
    /// Opens the ring from the store's rows; retired ones are left out.
    pub fn open(masters: &MasterKeys, rows: &[RingRow]) -> Result<Ring, RingFault> {
        let opener = Opener { masters, rows };
        Ok(Ring {
            open_ids: OpenIds::new(opener.set(KeyKind::OpenId, OpenIds::MAX_KEY_ID, OpenIds::cipher)?),
            digests: Digests::new(opener.set(KeyKind::Digest, u8::MAX, Digests::key)?),
            tokens: Tokens::new(opener.set(KeyKind::Token, u8::MAX, Tokens::key)?),
            codes: Codes::new(opener.set(KeyKind::Code, u8::MAX, CodeKey::new)?),
            sessions: Sessions::new(opener.set(KeyKind::Session, u8::MAX, Sessions::key)?),
            boxes: Boxes::new(opener.set(KeyKind::Box, u8::MAX, Boxes::key)?),
        })
    }
}

struct Opener<'a> {
    masters: &'a MasterKeys,
    rows: &'a [RingRow],
}

impl Opener<'_> {
    fn set<K>(&self, kind: KeyKind, max: u8, make: fn(&KeyBytes) -> K) -> Result<KeySet<K>, RingFault> {
        let rows = self.rows.iter().filter(|row| row.kind == kind && row.retired_at.is_none());
        let keys: Result<Vec<(u8, Time, K)>, RingFault> = rows
            .map(|row| {
                if row.id > max {
                    return Err(RingFault::Number { kind, id: row.id });
                }
                let unreadable = |fault| RingFault::Unreadable { kind, id: row.id, fault };
                Ok((row.id, row.created_at, make(&row.key(self.masters).map_err(unreadable)?)))
            })
            .collect();
        KeySet::new(keys?).ok_or(RingFault::Missing(kind))
    }
}

#[cfg(test)]
#[path = "ring_tests.rs"]
mod tests;
