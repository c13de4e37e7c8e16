//! One MAC an entry, over the entry and the MAC before it.
//!
//! Permanent: HMAC-SHA256 of (key id u8, the MAC before it, lane u16, number u64, time i64 in ms,
//! version u16, actor, kind, subjects, body), where the last four are each led by their length u32, all
//! big-endian.

use aws_lc_rs::hmac;
use subtle::ConstantTimeEq;
use vermilion_model::Time;

use super::{AuditKeys, hmac_key};

const CONTEXT: &str = "vermilion 1 audit chain";

/// What is chained. It holds ids and digests keyed per person, no personal data (I10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEntry<'a> {
    /// The lane; each has a chain of its own.
    pub lane: u16,
    /// Its number in the lane, from 1, without a gap.
    pub number: u64,
    /// When it happened.
    pub at: Time,
    /// Who did it, in the one spelling the model gives it.
    pub actor: &'a [u8],
    /// The fact's kind.
    pub kind: &'a str,
    /// The version of the body's shape.
    pub version: u16,
    /// The ids of the things concerned, in the one spelling the store gives them.
    pub subjects: &'a [u8],
    /// The fact as canonical JSON.
    pub body: &'a [u8],
}

/// Where a lane's chain stands: the last entry's number and MAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainTip {
    /// The last entry's number; zero before the first.
    pub number: u64,
    /// The last entry's MAC; zeros before the first.
    pub mac: [u8; 32],
}

impl ChainTip {
    /// Before the first entry.
    pub const START: ChainTip = ChainTip { number: 0, mac: [0; 32] };
}

/// What is stored beside an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The number of the key that made the MAC.
    pub key_id: u8,
    /// The entry's MAC.
    pub mac: [u8; 32],
}

/// Why a chain does not hold. A changed entry, a changed predecessor and a foreign key look the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// Entries are missing, repeated or in another order.
    #[error("entry {found} stands where {expected} belongs")]
    Number {
        /// The number that follows the tip.
        expected: u64,
        /// The number that was found.
        found: u64,
    },
    /// The MAC is not the one of this entry after that tip.
    #[error("entry {0} was changed")]
    Changed(u64),
    /// The key is in no master key file at hand.
    #[error("entry {number} was chained with key {key_id}, which is not here")]
    UnknownKey {
        /// The entry.
        number: u64,
        /// The key.
        key_id: u8,
    },
}

impl AuditKeys {
    /// The link of the next entry, with the newest key.
    ///
    /// # Errors
    /// `ChainFault::Number` when the entry is not the next after the tip.
    pub fn append(&self, tip: &ChainTip, entry: &ChainEntry<'_>) -> Result<Link, ChainFault> {
        let key_id = self.newest_id();
        Ok(Link { key_id, mac: self.mac(tip, entry, key_id)? })
    }

    /// The tip after an entry, if its link holds.
    pub fn follow(
        &self,
        tip: &ChainTip,
        entry: &ChainEntry<'_>,
        link: &Link,
    ) -> Result<ChainTip, ChainFault> {
        let mac = self.mac(tip, entry, link.key_id)?;
        if bool::from(mac.ct_eq(&link.mac)) {
            Ok(ChainTip { number: entry.number, mac })
        } else {
            Err(ChainFault::Changed(entry.number))
        }
    }

    fn mac(&self, tip: &ChainTip, entry: &ChainEntry<'_>, key_id: u8) -> Result<[u8; 32], ChainFault> {
        let (expected, found) = (tip.number.saturating_add(1), entry.number);
        if expected != found {
            return Err(ChainFault::Number { expected, found });
        }
        let unknown = ChainFault::UnknownKey { number: entry.number, key_id };
        let mut hmac = hmac::Context::with_key(&hmac_key(self.0.get(key_id).ok_or(unknown)?, CONTEXT));
        hmac.update(&[key_id]);
        hmac.update(&tip.mac);
        hmac.update(&entry.lane.to_be_bytes());
        hmac.update(&entry.number.to_be_bytes());
        hmac.update(&entry.at.millis().to_be_bytes());
        hmac.update(&entry.version.to_be_bytes());
        with_length(&mut hmac, entry.actor);
        with_length(&mut hmac, entry.kind.as_bytes());
        with_length(&mut hmac, entry.subjects);
        with_length(&mut hmac, entry.body);
        Ok(hmac.sign().as_ref().try_into().unwrap_or_default())
    }
}

fn with_length(hmac: &mut hmac::Context, field: &[u8]) {
    hmac.update(&length(field.len()));
    hmac.update(field);
}

fn length(len: usize) -> [u8; 4] {
    u32::try_from(len).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyBytes;

    const SUBJECTS: &[u8] = b"account:7 case:2";

    fn keys() -> AuditKeys {
        AuditKeys::only(KeyBytes::new([7; 32]))
    }

    fn entry(number: u64) -> ChainEntry<'static> {
        ChainEntry {
            lane: 0,
            number,
            at: Time::from_secs(1_700_000_000),
            actor: b"member:1",
            kind: "revision_approved",
            version: 1,
            subjects: SUBJECTS,
            body: br#"{"case":1}"#,
        }
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        let link = keys().append(&ChainTip::START, &entry(1)).unwrap();
        let tip = keys().follow(&ChainTip::START, &entry(1), &link).unwrap();
        let link = keys().append(&tip, &entry(2)).unwrap();
        assert_eq!(
            blake3::Hash::from_bytes(link.mac).to_hex().as_str(),
            "31397926a0c8dd58c86c410169cbcb16ab8d42a6137ca4a0392a3c1c201805fd"
        );
    }

    #[test]
    fn every_field_counts() {
        let link = keys().append(&ChainTip::START, &entry(1)).unwrap();
        let tip = ChainTip::START;
        let changed = [
            ChainEntry { lane: 1, ..entry(1) },
            ChainEntry { at: Time::from_secs(1_700_000_001), ..entry(1) },
            ChainEntry { actor: b"member:2", ..entry(1) },
            ChainEntry { actor: b"member:", kind: "1revision_approved", ..entry(1) },
            ChainEntry { kind: "revision_rejected", ..entry(1) },
            ChainEntry { version: 2, ..entry(1) },
            ChainEntry { subjects: &SUBJECTS[..9], ..entry(1) },
            ChainEntry { body: br#"{"case":2}"#, ..entry(1) },
        ];
        assert!(keys().follow(&tip, &entry(1), &link).is_ok());
        for entry in &changed {
            assert_eq!(keys().follow(&tip, entry, &link), Err(ChainFault::Changed(1)), "{entry:?}");
        }
        let other = ChainTip { mac: [1; 32], ..tip };
        assert_eq!(keys().follow(&other, &entry(1), &link), Err(ChainFault::Changed(1)));
    }

    #[test]
    fn gaps_repetitions_and_unknown_keys_are_named() {
        let link = keys().append(&ChainTip::START, &entry(1)).unwrap();
        let gap = ChainFault::Number { expected: 1, found: 2 };
        assert_eq!(keys().append(&ChainTip::START, &entry(2)), Err(gap));
        let tip = keys().follow(&ChainTip::START, &entry(1), &link).unwrap();
        let again = ChainFault::Number { expected: 2, found: 1 };
        assert_eq!(keys().follow(&tip, &entry(1), &link), Err(again));
        let unknown = ChainFault::UnknownKey { number: 1, key_id: 2 };
        assert_eq!(keys().follow(&ChainTip::START, &entry(1), &Link { key_id: 2, ..link }), Err(unknown));
    }

    #[test]
    fn a_new_key_chains_on_and_the_old_entries_still_hold() {
        let both = keys().with_new(KeyBytes::new([8; 32])).unwrap();
        let first = keys().append(&ChainTip::START, &entry(1)).unwrap();
        let tip = both.follow(&ChainTip::START, &entry(1), &first).unwrap();
        let second = both.append(&tip, &entry(2)).unwrap();
        assert_eq!(second.key_id, 2);
        assert!(both.follow(&tip, &entry(2), &second).is_ok());
    }
}
