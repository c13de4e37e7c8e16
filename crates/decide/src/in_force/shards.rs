//! A map in sixty-four parts, so that readers of one part never wait for a writer of another.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

use parking_lot::RwLock;

const SHARDS: usize = 64;

/// Spreads keys that nobody outside chooses: account numbers, AppIDs from our entropy, keyed
/// digests. A hash that resists chosen keys would cost as much as the rest of a look-up.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Spread(u64);

impl Spread {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
impl Hasher for Spread {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            for (slot, byte) in word.iter_mut().zip(part) {
                *slot = *byte;
            }
            self.mix(u64::from_le_bytes(word));
        }
    }
    #[inline]
    fn write_u32(&mut self, n: u32) {
        self.mix(u64::from(n));
    }
    #[inline]
    fn write_usize(&mut self, n: usize) {
        self.mix(n as u64);
    }
    #[inline]
    fn finish(&self) -> u64 {
        // The map looks at the lowest and the highest bits; multiplying favours the high ones.
        self.0 ^ (self.0 >> 32)
    }
}

type Spreading = BuildHasherDefault<Spread>;
type Shard<K, V> = RwLock<HashMap<K, V, Spreading>>;

#[derive(Debug)]
pub(crate) struct Shards<K, V> {
    shards: [Shard<K, V>; SHARDS],
}

impl<K: Hash + Eq + Copy, V: Clone> Shards<K, V> {
    pub(crate) fn new() -> Shards<K, V> {
        Shards { shards: std::array::from_fn(|_| RwLock::default()) }
    }

    fn shard(&self, key: &K) -> Option<&Shard<K, V>> {
        // Bits from the middle: the map within the shard uses the others.
        let hash = Spreading::default().hash_one(key) >> 40;
        self.shards.get(usize::try_from(hash % SHARDS as u64).unwrap_or(0))
    }

    /// The value, cloned: no lock is held afterwards.
    #[inline]
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        self.shard(key)?.read().get(key).cloned()
    }

    pub(crate) fn put(&self, key: K, value: V) {
        if let Some(shard) = self.shard(&key) {
            shard.write().insert(key, value);
        }
    }

    pub(crate) fn remove(&self, key: &K) {
        if let Some(shard) = self.shard(key) {
            shard.write().remove(key);
        }
    }

    /// Everything, in no order. For checks and tests, not for requests.
    pub(crate) fn all(&self) -> Vec<(K, V)> {
        let parts = self.shards.iter().map(RwLock::read);
        parts.flat_map(|part| part.iter().map(|(k, v)| (*k, v.clone())).collect::<Vec<_>>()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vermilion_model::{AccountNo, AppId};

    #[test]
    fn what_was_put_is_found_until_removed() {
        let map = Shards::new();
        for n in 0..1000 {
            map.put(AccountNo(n), n);
        }
        assert!((0..1000).all(|n| map.get(&AccountNo(n)) == Some(n)));
        map.remove(&AccountNo(7));
        assert_eq!(map.get(&AccountNo(7)), None);
        assert_eq!(map.all().len(), 999);
    }

    #[test]
    fn keys_spread_over_the_shards() {
        let map = Shards::new();
        for n in 0u64..6400 {
            map.put(AppId::from_random((n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).to_be_bytes()), ());
        }
        let numbers = Shards::new();
        for n in 0u32..6400 {
            numbers.put(AccountNo(n), ());
        }
        for sizes in [map.shards.map(|s| s.read().len()), numbers.shards.map(|s| s.read().len())] {
            assert!(sizes.iter().all(|n| (40..=220).contains(n)), "{sizes:?}");
        }
    }
}
