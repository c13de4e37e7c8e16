//! Counts forced refreshes of the stable token, one by one: there are few a day, and each must count.

use vermilion_decide::Reason;
use vermilion_model::fact::traffic::{QuotaLeased, Traffic};
use vermilion_model::{AccountNo, LimitsState, Time};

use crate::{Desk, Failure};

/// What they are counted under, beside the names of calls.
pub(super) const FORCED: &str = "force_refresh";
/// How often a count is tried for when others are faster.
const TRIES: usize = 16;

/// Counts one.
///
/// # Errors
/// `QuotaSpent` when the day's are used up.
pub(crate) async fn count_forced(desk: &Desk, account: AccountNo, now: Time) -> Result<(), Failure> {
    if desk.in_force.account(account)?.limits == LimitsState::Off {
        return Ok(());
    }
    let (limit, day) = (desk.catalogue.limits().allowances().forced_refreshes_a_day, desk.day(now));
    for _ in 0..TRIES {
        let row = desk.read.quota_of_call(account, FORCED).await?;
        let epoch = row.as_ref().map_or(0, |row| row.epoch);
        let used = row.as_ref().filter(|row| row.day == day).map_or(0, |row| row.used);
        if used >= limit {
            return Err(Failure::Denied(Reason::QuotaSpent { limit }));
        }
        let seen = row.map(|row| (row.day, row.used));
        let counted = QuotaLeased { account, call: FORCED.to_owned(), day, epoch, seen, used: used + 1 };
        match desk.note(Traffic::QuotaLeased(counted)).await {
            Err(Failure::Stale) => {}
            done => return done,
        }
    }
    Err(Failure::Busy)
}
