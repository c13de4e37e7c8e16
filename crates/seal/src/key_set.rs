//! The keys of one kind: which one makes new texts, which ones are still believed.

use std::fmt;

use vermilion_model::{Span, Time};

/// How long every node knows a new key before any node makes texts with it.
pub const SIGNS_AFTER: Span = Span::mins(1);

/// One key with its number and the time it was made.
struct Held<K> {
    id: u8,
    created_at: Time,
    key: K,
}

/// Never empty; the newest first.
pub(crate) struct KeySet<K> {
    newest: Held<K>,
    older: Vec<Held<K>>,
}

impl<K> KeySet<K> {
    /// From (id, time made, key) in any order; `None` when there is none.
    pub(crate) fn new(keys: Vec<(u8, Time, K)>) -> Option<KeySet<K>> {
        let mut held: Vec<_> =
            keys.into_iter().map(|(id, created_at, key)| Held { id, created_at, key }).collect();
        held.sort_by_key(|k| std::cmp::Reverse((k.created_at, k.id)));
        let mut held = held.into_iter();
        Some(KeySet { newest: held.next()?, older: held.collect() })
    }

    fn all(&self) -> impl Iterator<Item = &Held<K>> {
        std::iter::once(&self.newest).chain(&self.older)
    }

    /// The key of a number, if it is still believed.
    pub(crate) fn get(&self, id: u8) -> Option<&K> {
        self.all().find(|held| held.id == id).map(|held| &held.key)
    }

    /// The newest key that every node has known for a minute; the oldest while none is that old.
    pub(crate) fn signing(&self, now: Time) -> (u8, &K) {
        let known = self.all().find(|held| held.created_at.plus(SIGNS_AFTER) <= now);
        let held = known.unwrap_or_else(|| self.older.last().unwrap_or(&self.newest));
        (held.id, &held.key)
    }

    /// The newest key.
    pub(crate) const fn newest(&self) -> (u8, &K) {
        (self.newest.id, &self.newest.key)
    }

    /// The oldest key: the one that never changes as long as none is dropped.
    pub(crate) fn oldest(&self) -> (u8, &K) {
        let held = self.older.last().unwrap_or(&self.newest);
        (held.id, &held.key)
    }

    /// Every key with its number, the newest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u8, &K)> {
        self.all().map(|held| (held.id, &held.key))
    }
}

impl<K> fmt::Debug for KeySet<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all().map(|held| held.id)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(keys: &[(u8, i64)]) -> KeySet<u8> {
        KeySet::new(keys.iter().map(|(id, at)| (*id, Time::from_secs(*at), *id)).collect()).unwrap()
    }

    #[test]
    fn a_new_key_is_believed_at_once_and_signs_a_minute_later() {
        let keys = set(&[(1, 0), (2, 1000)]);
        assert_eq!(keys.get(2), Some(&2));
        assert_eq!(keys.signing(Time::from_secs(1059)).0, 1);
        assert_eq!(keys.signing(Time::from_secs(1060)).0, 2);
    }

    #[test]
    fn an_only_key_signs_from_its_first_moment() {
        assert_eq!(set(&[(2, 1000)]).signing(Time::from_secs(1000)).0, 2);
    }

    #[test]
    fn of_several_new_keys_the_oldest_signs() {
        assert_eq!(set(&[(3, 1002), (1, 1000), (2, 1001)]).signing(Time::from_secs(1010)).0, 1);
    }

    #[test]
    fn age_and_not_the_number_tells_the_newest() {
        let keys = set(&[(200, 5), (1, 9)]);
        assert_eq!((keys.newest().0, keys.oldest().0), (1, 200));
        assert_eq!(keys.get(7), None);
    }
}
