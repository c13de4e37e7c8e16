//! What is used and left of an account's quotas today.

use vermilion_model::{AccountNo, Call, CallLimit, LimitsState, Time};

use super::CLEARS;
use super::count_forced::FORCED;
use crate::calls::can_be_theirs;
use crate::may::See;
use crate::{Desk, Failure, May};

/// One call's quota. What a node has leased and not used counts as left on that node and as used on others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaView {
    /// Which call, `METHOD:/path`; `force_refresh` for forced stable tokens.
    pub call: String,
    /// Its limits; none where it is not counted, or the account is not.
    pub limit: CallLimit,
    /// How many of today's are used.
    pub used: u32,
}

impl QuotaView {
    /// How many of today's are left; none where there is no daily limit.
    pub fn left(&self) -> Option<u32> {
        self.limit.daily.map(|daily| daily.saturating_sub(self.used))
    }
}

/// How many of a month's clearings are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clears {
    /// Used this month.
    pub used: u32,
    /// Allowed a month.
    pub limit: u32,
}

/// An account's quotas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotasView {
    /// Whether the account's calls are counted at all.
    pub limits: LimitsState,
    /// Each call that it can come to make and that has a limit.
    pub quotas: Vec<QuotaView>,
    /// Clearings of all.
    pub clears: Clears,
    /// Clearings of one.
    pub single_clears: Clears,
}

/// Reads them.
pub async fn read_quotas(desk: &Desk, may: &May<See>) -> Result<QuotasView, Failure> {
    let (now, account, catalogue) = (desk.now(), may.account(), &*desk.catalogue);
    let rows = desk.read.quotas_of_account(account).await?;
    let (day, limits) = (desk.day(now), desk.in_force.account(account)?.limits);
    let used =
        |name: &str| rows.iter().find(|row| row.call == name && row.day == day).map_or(0, |row| row.used);
    let limited = |call: &&Call| catalogue.limits().of(call.no) != CallLimit::default();
    let theirs = |call: &&Call| {
        catalogue.secret_calls().contains(&call.no) || can_be_theirs(catalogue, call, may.row.account_type)
    };
    let view = |call: &Call| {
        let at_hand = desk.in_force.quota_at_hand(account, call.no, day).unwrap_or(0);
        let used = used(&call.name()).saturating_sub(at_hand);
        QuotaView { call: call.name(), limit: catalogue.limits().of(call.no), used }
    };
    let mut quotas: Vec<QuotaView> =
        catalogue.calls().iter().filter(limited).filter(theirs).map(view).collect();
    let daily = Some(catalogue.limits().allowances().forced_refreshes_a_day);
    let limit = CallLimit { daily, minute: None };
    quotas.push(QuotaView { call: FORCED.to_owned(), limit, used: used(FORCED) });
    Ok(QuotasView {
        limits,
        quotas,
        clears: clears(desk, account, false, now).await?,
        single_clears: clears(desk, account, true, now).await?,
    })
}

/// One call's, as the account's own server asks; without limits where the account is not counted.
pub async fn quota_of_call(
    desk: &Desk,
    account: AccountNo,
    call: &Call,
    now: Time,
) -> Result<QuotaView, Failure> {
    let (name, day) = (call.name(), desk.day(now));
    let row = desk.read.quota_of_call(account, &name).await?.filter(|row| row.day == day);
    let at_hand = desk.in_force.quota_at_hand(account, call.no, day).unwrap_or(0);
    let used = row.map_or(0, |row| row.used).saturating_sub(at_hand);
    let limit = match desk.in_force.account(account)?.limits {
        LimitsState::On => desk.catalogue.limits().of(call.no),
        LimitsState::Off => CallLimit::default(),
    };
    Ok(QuotaView { call: name, limit, used })
}

pub(super) async fn clears(desk: &Desk, account: AccountNo, one: bool, now: Time) -> Result<Clears, Failure> {
    let allowances = desk.catalogue.limits().allowances();
    let [all, single] = CLEARS;
    let (what, limit) =
        if one { (single, allowances.single_clears_a_month) } else { (all, allowances.clears_a_month) };
    let used = desk.read.count_of_month(account, what, desk.month(now)?).await?;
    Ok(Clears { used, limit })
}
