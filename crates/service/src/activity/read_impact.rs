//! What a revocation would stop: calls and users of the last thirty days, by capability.

use std::collections::HashSet;

use vermilion_model::{Authorization, Call, Capability, Id};
use vermilion_store::{CallsRow, UsersRow};

use super::DAYS;
use super::users::{Distinct, flush_users};
use crate::authorizations::authorization_row;
use crate::may::See;
use crate::{Desk, Failure, May};

/// One capability's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapabilityImpact {
    /// Which.
    pub capability: String,
    /// Calls answered that it opens.
    pub calls: u64,
    /// Users that those calls were about.
    pub users: u64,
    /// The account would keep it: it has it from the start, or another authorization gives it.
    pub kept: bool,
}

/// The whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImpactView {
    /// How many days were looked at.
    pub days: u32,
    /// Each capability that is in force by this authorization.
    pub capabilities: Vec<CapabilityImpact>,
    /// Calls answered of which none would be allowed any more.
    pub calls: u64,
    /// Users that those calls were about.
    pub users: u64,
}

/// Reads it.
pub async fn read_impact(desk: &Desk, may: &May<See>, id: Id<Authorization>) -> Result<ImpactView, Failure> {
    desk.activity.flush(desk).await?;
    flush_users(desk).await?;
    authorization_row(desk, may, id).await?;
    let now = desk.now();
    let state = desk.in_force.account(may.account())?;
    let given = state.given_by(id, now);
    let kept = state.held_without(id, now);
    let since = desk.day(now).saturating_sub(DAYS - 1);
    let used = Used {
        calls: desk.read.calls_since(may.account(), since).await?,
        users: desk.read.users_since(may.account(), since).await?,
    };
    let of = |capability: &Capability| {
        let opens = |call: &Call| call.opened_by.has(capability.number);
        let (calls, users) = used.of(&names(desk, opens));
        let kept = kept.has(capability.number);
        CapabilityImpact { capability: capability.id.clone(), calls, users, kept }
    };
    let capabilities = desk.catalogue.capabilities().iter().filter(|one| given.has(one.number)).map(of);
    let capabilities = capabilities.collect();
    let lost = |call: &Call| !call.open && call.opened_by.meets(given) && !call.opened_by.meets(kept);
    let (calls, users) = used.of(&names(desk, lost));
    Ok(ImpactView { days: DAYS, capabilities, calls, users })
}

/// The names of the calls that fit.
fn names(desk: &Desk, fits: impl Fn(&Call) -> bool) -> HashSet<String> {
    desk.catalogue.calls().iter().filter(|call| fits(call)).map(Call::name).collect()
}

/// What was called.
struct Used {
    calls: Vec<CallsRow>,
    users: Vec<UsersRow>,
}

impl Used {
    /// How many calls of these names were answered, and about how many users.
    fn of(&self, names: &HashSet<String>) -> (u64, u64) {
        let calls = self.calls.iter().filter(|row| names.contains(&row.call)).map(|row| row.answered).sum();
        let mut users = Distinct::default();
        for row in self.users.iter().filter(|row| names.contains(&row.call)) {
            users.add(row.chunk, &row.bits);
        }
        (calls, users.count())
    }
}
