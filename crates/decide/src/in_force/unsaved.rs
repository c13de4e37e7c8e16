//! The saved copy of consents: which parts of it are older than memory, and what memory has for them.

use std::collections::{BTreeSet, HashSet};

use parking_lot::Mutex;
use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, Ordinal, Scope};

use super::{InForce, Misfit};

/// How many users of one account stand in one chunk of the saved copy. Permanent.
pub const PAIRS_A_CHUNK: u32 = 4096;

/// One chunk: users of one account whose ordinals are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chunk {
    /// Which account.
    pub account: AccountNo,
    /// Which chunk of it, from zero.
    pub number: u32,
}

impl Chunk {
    /// Where a pair stands.
    pub const fn of(pair: Pair) -> Chunk {
        Chunk { account: pair.account, number: pair.ordinal.0 / PAIRS_A_CHUNK }
    }

    /// The first of its users.
    pub const fn first(self) -> Ordinal {
        Ordinal(self.number.saturating_mul(PAIRS_A_CHUNK))
    }
}

/// Chunks that changed since they were taken to be saved.
#[derive(Debug, Default)]
pub(crate) struct Unsaved(Mutex<HashSet<Chunk>>);

impl Unsaved {
    pub(crate) fn note(&self, pair: Pair) {
        self.0.lock().insert(Chunk::of(pair));
    }
}

impl InForce {
    /// The chunks that changed since the last time, to be saved by the caller.
    pub fn take_unsaved_chunks(&self) -> Vec<Chunk> {
        std::mem::take(&mut *self.unsaved.0.lock()).into_iter().collect()
    }

    /// They could not be saved; the next time has them again.
    pub fn chunks_not_saved(&self, chunks: &[Chunk]) {
        self.unsaved.0.lock().extend(chunks);
    }

    /// What a chunk holds now: a byte a user, without the empty ones at its end.
    pub fn chunk(&self, chunk: Chunk) -> Vec<u8> {
        let of = |account: std::sync::Arc<super::AccountState>| {
            account.consents.run(chunk.first().0, PAIRS_A_CHUNK)
        };
        self.account(chunk.account).map(of).unwrap_or_default()
    }

    /// The chunks of an account in which anything stands, rising.
    pub fn chunks_of(&self, account: AccountNo) -> BTreeSet<Chunk> {
        let Ok(state) = self.account(account) else { return BTreeSet::new() };
        state.consents.chunks(PAIRS_A_CHUNK).into_iter().map(|number| Chunk { account, number }).collect()
    }

    /// Every account's number, rising.
    pub fn account_numbers(&self) -> Vec<AccountNo> {
        let mut numbers: Vec<AccountNo> = self.accounts.all().into_iter().map(|(number, _)| number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// Nothing that this user allowed the account holds any more.
    ///
    /// # Errors
    /// There is no such account.
    pub fn user_gone(&self, pair: Pair) -> Result<(), Misfit> {
        if !self.is_gone(pair) {
            self.consent(pair, |consents, user| consents.put(user, Scope::GONE))?;
        }
        Ok(())
    }

    pub(super) fn stand_chunk(&self, account: AccountNo, first: Ordinal, bits: &[u8]) -> Result<(), Misfit> {
        let state = self.account(account).map_err(|_| Misfit::UnknownAccount(account))?;
        for (ordinal, bits) in (first.0..).zip(bits) {
            if *bits != 0 {
                state.consents.put(Ordinal(ordinal), *bits);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_names_its_first_user() {
        let of = |n| Chunk::of(Pair { account: AccountNo(3), ordinal: Ordinal(n) });
        assert_eq!(
            (of(0).number, of(4095).number, of(4096).number, of(u32::MAX).number),
            (0, 0, 1, 1_048_575)
        );
        assert_eq!(of(4097).first(), Ordinal(4096));
        assert_eq!(of(u32::MAX).first(), Ordinal(u32::MAX - 4095));
    }
}
