//! Leases a block of a call's quota to this node, durably, and hands what is left back at the end.

use vermilion_decide::{Block, block_size};
use vermilion_model::fact::traffic::{QuotaLeased, QuotaRest, Traffic};
use vermilion_model::{AccountNo, CallNo, Time};

use crate::{Desk, Failure, Kind};

/// How often a block is tried for when other nodes are faster.
const TRIES: usize = 16;

/// Leases the next block; nothing to do when somebody who waited before us did. A day that is used up
/// gives a block without calls, so that the store is not asked at every call; it is believed for some seconds.
pub async fn lease_quota(desk: &Desk, account: AccountNo, call: CallNo, now: Time) -> Result<(), Failure> {
    let Some(limit) = desk.catalogue.limits().of(call).daily else { return Ok(()) };
    let name = desk.catalogue.call(call).ok_or(Failure::Missing(Kind::Call))?.name();
    let day = desk.day(now);
    let _turn = desk.quota_turns.of(account).await;
    for _ in 0..TRIES {
        if desk.in_force.quota_at_hand(account, call, day).is_some_and(|left| left > 0) {
            return Ok(());
        }
        let row = desk.read.quota_of_call(account, &name).await?;
        let epoch = row.as_ref().map_or(0, |row| row.epoch);
        let used = row.as_ref().filter(|row| row.day == day).map_or(0, |row| row.used);
        let calls = block_size(limit.saturating_sub(used));
        if calls > 0 {
            let seen = row.map(|row| (row.day, row.used));
            let (call, used) = (name.clone(), used.saturating_add(calls));
            let leased = QuotaLeased { account, call, day, epoch, seen, used };
            match desk.note(Traffic::QuotaLeased(leased)).await {
                Ok(()) => {}
                Err(Failure::Stale) => continue,
                Err(failure) => return Err(failure),
            }
        }
        if let Some(rest) = desk.in_force.lend(account, call, Block { day, epoch, calls }, now) {
            give_back(desk, vec![(account, call, rest)]).await?;
        }
        return Ok(());
    }
    Err(Failure::Busy)
}

/// Gives back what is left of blocks.
pub(crate) async fn give_back(desk: &Desk, rests: Vec<(AccountNo, CallNo, Block)>) -> Result<(), Failure> {
    let rest = |(account, call, block): (AccountNo, CallNo, Block)| {
        let call = desk.catalogue.call(call)?.name();
        Some(QuotaRest { account, call, day: block.day, epoch: block.epoch, calls: block.calls })
    };
    let rests: Vec<QuotaRest> = rests.into_iter().filter_map(rest).collect();
    if rests.is_empty() { Ok(()) } else { desk.note(Traffic::QuotaGivenBack(rests)).await }
}

/// Gives back what is left of blocks that nobody counts from: other nodes may be at the day's end.
pub(crate) async fn give_back_idle(desk: &Desk) -> Result<(), Failure> {
    let rests = desk.in_force.give_back_idle();
    let given = give_back(desk, rests.clone()).await;
    if given.is_err() {
        desk.in_force.take_again(&rests);
    }
    given
}
