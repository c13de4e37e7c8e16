//! 清零: the day's counters begin anew, so often a month.

use vermilion_model::fact::{Actor, QuotaCleared};
use vermilion_model::{AccountNo, LimitsState, Refusal, Seq};

use super::read_quotas::{Clears, clears};
use crate::may::ManageSettings;
use crate::{Desk, Failure, Kind, May};

/// What a clearing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cleared {
    /// The fact's place.
    pub seq: Seq,
    /// How many of the month's are used now.
    pub clears: Clears,
}

/// Clears as the account's own server asks, of one call or of all.
///
/// # Errors
/// `ClearsSpent` when the month's are used up.
pub async fn clear_for_account(
    desk: &Desk,
    account: AccountNo,
    call: Option<String>,
) -> Result<Seq, Failure> {
    clear(desk, account, call, Actor::Account(account)).await
}

/// Clears as a member asks in the console; counted together with the server's.
///
/// # Errors
/// `ClearsSpent`; `Missing` when there is no such call, or it has no daily limit.
pub async fn clear_quotas(
    desk: &Desk,
    may: &May<ManageSettings>,
    call: Option<&str>,
) -> Result<Cleared, Failure> {
    may.standing(desk)?;
    if let Some(named) = call {
        let known = desk.catalogue.call_by_name(named).ok_or(Failure::Missing(Kind::Call))?;
        desk.catalogue.limits().of(known.no).daily.ok_or(Failure::Missing(Kind::Call))?;
    }
    let (account, one) = (may.account(), call.is_some());
    let seq = clear(desk, account, call.map(str::to_owned), Actor::Member(may.by.member)).await?;
    Ok(Cleared { seq, clears: clears(desk, account, one, desk.now()).await? })
}

async fn clear(desk: &Desk, account: AccountNo, call: Option<String>, by: Actor) -> Result<Seq, Failure> {
    let now = desk.now();
    let allowances = desk.catalogue.limits().allowances();
    let counted = desk.in_force.account(account)?.limits == LimitsState::On;
    let most = if call.is_some() { allowances.single_clears_a_month } else { allowances.clears_a_month };
    let most = if counted { most } else { u32::MAX };
    let act = QuotaCleared { account, call, month: desk.month(now)?, most };
    match desk.record(now, by, act).await {
        Err(Failure::Stale) => Err(Refusal::ClearsSpent.into()),
        cleared => cleared,
    }
}
