//! A key of the ring as the store keeps it: wrapped under a master key.

use vermilion_model::Time;

use crate::KeyBytes;
use crate::master::MasterKeys;
use crate::sealed::{BoxFault, Place};

/// What a key of the ring is for. Names and numbers are permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// OpenIDs and UnionIDs; never rotated for ids already given.
    OpenId,
    /// Keyed digests; kept as long as a row names it.
    Digest,
    /// Access tokens.
    Token,
    /// Single-use codes.
    Code,
    /// Session keys; old ones are kept as long as sessions live.
    Session,
    /// Sealed boxes; kept as long as a box names it.
    Box,
}

impl KeyKind {
    /// Every kind; a ring needs a key of each.
    pub const ALL: [KeyKind; 6] =
        [KeyKind::OpenId, KeyKind::Digest, KeyKind::Token, KeyKind::Code, KeyKind::Session, KeyKind::Box];

    /// The name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            KeyKind::OpenId => "openid",
            KeyKind::Digest => "digest",
            KeyKind::Token => "token",
            KeyKind::Code => "code",
            KeyKind::Session => "session",
            KeyKind::Box => "box",
        }
    }

    /// The kind of a name, or `None` if a later version wrote it.
    pub fn of_name(name: &str) -> Option<KeyKind> {
        KeyKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether `key rotate` makes a new one.
    pub const fn rotates(self) -> bool {
        matches!(self, KeyKind::Token | KeyKind::Code | KeyKind::Session)
    }
}

/// One row of the ring; (kind, id) is its primary key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingRow {
    /// What it is for.
    pub kind: KeyKind,
    /// Its number among those of its kind, from 1; texts made with it carry the number.
    pub id: u8,
    /// The key, sealed under a master key.
    pub wrapped: Vec<u8>,
    /// When it was made. It signs a minute later.
    pub created_at: Time,
    /// Since when nothing made with it is believed.
    pub retired_at: Option<Time>,
}

impl RingRow {
    /// The number of the master key that wraps it.
    pub fn master_id(&self) -> Result<u8, BoxFault> {
        crate::sealed::key_id(&self.wrapped)
    }

    pub(crate) fn key(&self, masters: &MasterKeys) -> Result<KeyBytes, BoxFault> {
        in_place(self.kind, self.id, |place| masters.unwrap_key(place, &self.wrapped))
    }
}

/// Calls with the place of a ring's key: it unwraps as the kind and number it was made for only.
pub(crate) fn in_place<T>(kind: KeyKind, id: u8, call: impl FnOnce(Place<'_>) -> T) -> T {
    call(Place { table: "ring", row: &[kind.name().as_bytes(), &[id]].concat() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for kind in KeyKind::ALL {
            assert_eq!(KeyKind::of_name(kind.name()), Some(kind));
        }
        assert_eq!(KeyKind::of_name("upload"), None);
    }
}
