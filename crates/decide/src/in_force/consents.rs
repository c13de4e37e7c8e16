//! What the users of one account allow it: one byte a pair.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU8, Ordering::Acquire, Ordering::Release};

use parking_lot::RwLock;
use vermilion_model::Ordinal;

use super::dense::Dense;

/// The bits of [`vermilion_model::Scope::bit`] and `GONE`, by the user's ordinal.
#[derive(Debug, Default)]
pub(crate) struct Consents {
    dense: Dense<AtomicU8>,
    /// Ordinals from 2³¹ up: OpenIDs brought from elsewhere, few.
    brought: RwLock<HashMap<u32, u8>>,
}

impl Consents {
    /// Nothing for a user never seen.
    #[inline]
    pub(crate) fn of(&self, user: Ordinal) -> u8 {
        if let Some(byte) = self.dense.get(user.0) {
            return byte.load(Acquire);
        }
        if user.0 < super::dense::DENSE_END {
            0
        } else {
            self.brought.read().get(&user.0).copied().unwrap_or(0)
        }
    }

    /// Sets these bits.
    pub(crate) fn set(&self, user: Ordinal, bits: u8) {
        match self.dense.make(user.0) {
            Some(byte) => _ = byte.fetch_or(bits, Release),
            None => *self.brought.write().entry(user.0).or_default() |= bits,
        }
    }

    /// Takes these bits away.
    pub(crate) fn clear(&self, user: Ordinal, bits: u8) {
        match self.dense.make(user.0) {
            Some(byte) => _ = byte.fetch_and(!bits, Release),
            None => *self.brought.write().entry(user.0).or_default() &= !bits,
        }
    }

    /// Replaces all bits at once: no reader sees a part of them.
    pub(crate) fn put(&self, user: Ordinal, bits: u8) {
        match self.dense.make(user.0) {
            Some(byte) => byte.store(bits, Release),
            None => _ = self.brought.write().insert(user.0, bits),
        }
    }

    /// The bits of so many users from `first` up, without the empty ones at the end.
    pub(crate) fn run(&self, first: u32, length: u32) -> Vec<u8> {
        let last = first.saturating_add(length.saturating_sub(1));
        let mut bits: Vec<u8> = (first..=last).map(|n| self.of(Ordinal(n))).collect();
        let used = bits.iter().rposition(|bits| *bits != 0).map_or(0, |last| last + 1);
        bits.truncate(used);
        bits
    }

    /// In which runs of so many users anything stands.
    pub(crate) fn chunks(&self, length: u32) -> BTreeSet<u32> {
        let dense = self.dense.made().filter(|(_, byte)| byte.load(Acquire) != 0).map(|(n, _)| n / length);
        let brought = self.brought.read();
        dense.chain(brought.iter().filter(|(_, bits)| **bits != 0).map(|(n, _)| n / length)).collect()
    }

    /// Every user with any bit.
    pub(crate) fn all(&self) -> Vec<(Ordinal, u8)> {
        let dense = self.dense.made().map(|(n, byte)| (n, byte.load(Acquire)));
        let brought = self.brought.read();
        let all = dense.chain(brought.iter().map(|(n, bits)| (*n, *bits)));
        all.filter(|(_, bits)| *bits != 0).map(|(n, bits)| (Ordinal(n), bits)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dense_and_brought_users_behave_alike() {
        for user in [Ordinal(5), Ordinal(99_999), Ordinal(1 << 31), Ordinal(u32::MAX)] {
            let consents = Consents::default();
            assert_eq!(consents.of(user), 0);
            consents.set(user, 3);
            consents.set(user, 4);
            consents.clear(user, 1);
            assert_eq!((consents.of(user), consents.all()), (6, vec![(user, 6)]));
            consents.put(user, 0x80);
            assert_eq!(consents.of(user), 0x80);
        }
    }
}
