//! Blocks of quota, leased from the store and counted down in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::AcqRel, Ordering::Acquire};

use vermilion_model::{AccountNo, CallNo, LimitsState, Span, Time};

use super::rules::Rule;
use super::shards::Shards;
use super::{AccountState, InForce};
use crate::recorder::Recorder;
use crate::{Ask, Reason};

/// How many calls to lease when this many are left of the day: few enough that a node which dies
/// loses a sixteenth of what was left at most, and one at a time at the end.
pub fn block_size(left: u32) -> u32 {
    if left < 16 { left.min(1) } else { (left / 16).min(1000) }
}

/// A leased block of one account's calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The day it is good for, as in [`Ask::day`].
    pub day: u32,
    /// The counter's epoch, raised when the quota is cleared; a block of an earlier one is worth nothing.
    pub epoch: u32,
    /// How many calls; none means that the day is used up.
    pub calls: u32,
}

/// For how long it is believed that the day is used up: another node may give back what it leased, and
/// whoever asks at every call would make the store count refusals.
const SPENT_BELIEVED: Span = Span::secs(5);

#[derive(Debug)]
struct Lent {
    day: u32,
    epoch: u32,
    left: AtomicU32,
    /// What was left when idle blocks were last looked for.
    seen: AtomicU32,
    /// The store had nothing left to lease when it was asked, at this time.
    last: Option<Time>,
}

impl Lent {
    fn new((day, epoch): (u32, u32), left: u32, last: Option<Time>) -> Arc<Lent> {
        // Not what is left: a block is idle when two looks find it the same.
        let seen = AtomicU32::new(u32::MAX);
        Arc::new(Lent { day, epoch, left: AtomicU32::new(left), seen, last })
    }

    fn is_of(&self, block: &Block) -> bool {
        (self.day, self.epoch) == (block.day, block.epoch)
    }
}

#[derive(Debug)]
pub(super) struct Quotas(Shards<(AccountNo, CallNo), Arc<Lent>>);

impl Quotas {
    pub(super) fn new() -> Quotas {
        Quotas(Shards::new())
    }
}

impl InForce {
    /// A block was leased at `now`. What is left of the one before it is handed back for the store to take
    /// back, unless it is of an earlier day or epoch; a block of an earlier epoch changes nothing.
    pub fn lend(&self, account: AccountNo, call: CallNo, block: Block, now: Time) -> Option<Block> {
        let _one = self.writing.lock();
        let old = self.quota.0.get(&(account, call));
        if old.as_ref().is_some_and(|old| (old.day, old.epoch) > (block.day, block.epoch)) {
            return Some(block);
        }
        let new = Lent::new((block.day, block.epoch), block.calls, (block.calls == 0).then_some(now));
        self.quota.0.put((account, call), new);
        old.filter(|old| old.is_of(&block)).and_then(|old| take_all(&old))
    }

    /// Counts a call that AppID and AppSecret make: no token, so no [`decide`](crate::decide).
    ///
    /// # Errors
    /// `QuotaSpent`, `MinuteSpent`, `QuotaBlockNeeded`, or that the call is not known.
    pub fn count_secret_call(&self, account: &AccountState, ask: &Ask, now: Time) -> Result<(), Reason> {
        self.count::<crate::recorder::Quiet>(self.rule(ask.call)?, account, ask, now)
    }

    /// How many calls of this day's block this node has left; none without one of that day. What the store
    /// counts as used includes them.
    pub fn quota_at_hand(&self, account: AccountNo, call: CallNo, day: u32) -> Option<u32> {
        let lent = self.quota.0.get(&(account, call)).filter(|lent| lent.day == day)?;
        Some(lent.left.load(Acquire))
    }

    /// The store's counter was set back, of one call by its name or of all: what is at hand is worth
    /// nothing any more.
    pub(crate) fn clear_quota(&self, account: AccountNo, call: Option<&str>) {
        let _one = self.writing.lock();
        let named = call.map(|name| self.rules.named(name));
        let all = self.quota.0.all().into_iter();
        let theirs = all.filter(|((of, no), _)| *of == account && named.is_none_or(|call| call == Some(*no)));
        for (key, old) in theirs {
            self.quota.0.put(key, Lent::new((old.day, old.epoch.saturating_add(1)), 0, None));
        }
    }

    /// Every block's rest, for an orderly stop to give back. Nothing is counted from them any more.
    pub fn give_back(&self) -> Vec<(AccountNo, CallNo, Block)> {
        let all = self.quota.0.all().into_iter();
        all.filter_map(|((account, call), lent)| Some((account, call, take_all(&lent)?))).collect()
    }

    /// The rests of blocks from which nothing was counted since this was last asked, for other nodes to use.
    pub fn give_back_idle(&self) -> Vec<(AccountNo, CallNo, Block)> {
        let all = self.quota.0.all().into_iter();
        let idle = all.filter(|(_, lent)| {
            let left = lent.left.load(Acquire);
            lent.seen.swap(left, AcqRel) == left
        });
        idle.filter_map(|((account, call), lent)| Some((account, call, take_all(&lent)?))).collect()
    }

    /// Rests that the store could not take back after all.
    pub fn take_again(&self, rests: &[(AccountNo, CallNo, Block)]) {
        for (account, call, rest) in rests {
            if let Some(lent) = self.quota.0.get(&(*account, *call)).filter(|lent| lent.is_of(rest)) {
                lent.left.fetch_add(rest.calls, AcqRel);
            }
        }
    }

    #[inline]
    pub(crate) fn count<R: Recorder>(
        &self,
        rule: &Rule,
        account: &AccountState,
        ask: &Ask,
        now: Time,
    ) -> Result<(), Reason> {
        if account.limits == LimitsState::Off {
            return Ok(());
        }
        if let Some(limit) = rule.minute_limit {
            self.minutes.count((account.no, ask.call), (now, limit), R::COUNTS)?;
        }
        let Some(limit) = rule.daily_limit else { return Ok(()) };
        let lent = self.quota.0.get(&(account.no, ask.call)).filter(|lent| lent.day == ask.day);
        let Some(lent) = lent else { return block_needed::<R>() };
        let down = u32::from(R::COUNTS);
        let one = |left: u32| (left > 0).then(|| left.saturating_sub(down));
        match lent.left.fetch_update(AcqRel, Acquire, one) {
            Ok(_) => Ok(()),
            Err(_) if lent.last.is_some_and(|at| !R::COUNTS || now.since(at) < SPENT_BELIEVED) => {
                Err(Reason::QuotaSpent { limit })
            }
            Err(_) => block_needed::<R>(),
        }
    }
}

/// Whoever only asks needs no block: as far as is known, there is room.
fn block_needed<R: Recorder>() -> Result<(), Reason> {
    if R::COUNTS { Err(Reason::QuotaBlockNeeded) } else { Ok(()) }
}

fn take_all(lent: &Lent) -> Option<Block> {
    let calls = lent.left.swap(0, AcqRel);
    (calls > 0).then_some(Block { day: lent.day, epoch: lent.epoch, calls })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_shrink_with_what_is_left() {
        let sizes = [0, 1, 15, 16, 160, 16_000, 1_000_000].map(block_size);
        assert_eq!(sizes, [0, 1, 1, 1, 10, 1000, 1000]);
    }
}
