//! Typed ids: UUIDv7 inside, the kind in the type.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::Time;

/// An id of one kind of thing, so that a case's id is never passed for an account's.
pub struct Id<T> {
    uuid: Uuid,
    kind: PhantomData<fn() -> T>,
}

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

impl<T> Id<T> {
    /// A UUIDv7 from a time and ten random bytes, which the caller draws from its entropy.
    pub fn new(now: Time, random: [u8; 10]) -> Id<T> {
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        Id::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// From its sixteen bytes, as stored.
    pub const fn from_bytes(bytes: [u8; 16]) -> Id<T> {
        Id::from_uuid(Uuid::from_bytes(bytes))
    }

    /// From a stored column of exactly sixteen bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Id<T>, NotAnId> {
        Uuid::from_slice(bytes).map(Id::from_uuid).map_err(|_| NotAnId)
    }

    /// The sixteen bytes to store.
    pub const fn bytes(&self) -> &[u8; 16] {
        self.uuid.as_bytes()
    }

    const fn from_uuid(uuid: Uuid) -> Id<T> {
        Id { uuid, kind: PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<T> FromStr for Id<T> {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Uuid::try_parse(text).map(Id::from_uuid).map_err(|_| NotAnId)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.uuid.serialize(s)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Uuid::deserialize(d).map(Id::from_uuid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_made_later_sort_later() {
        let a: Id<()> = Id::new(Time::from_millis(1), [255; 10]);
        let b: Id<()> = Id::new(Time::from_millis(2), [0; 10]);
        assert!(a < b);
    }

    #[test]
    fn text_and_bytes_come_back() {
        let a: Id<()> = Id::new(Time::from_secs(1_700_000_000), [7; 10]);
        assert_eq!(a.to_string().parse(), Ok(a));
        assert_eq!(Id::from_slice(a.bytes()), Ok(a));
        assert_eq!("zzz".parse::<Id<()>>(), Err(NotAnId));
    }
}
