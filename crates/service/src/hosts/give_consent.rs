//! A user allows one account a standing scope.

use vermilion_model::fact::{ConsentGiven, Pair};
use vermilion_model::{Id, Scope, Seq, Time, User};

use super::HostCaller;
use super::pair::pair;
use crate::{Desk, Failure, Kind};

/// Which scope of which account.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The account's AppID, as sent.
    pub app_id: &'a str,
    /// The scope's wire name, as sent.
    pub scope: &'a str,
}

impl Asked<'_> {
    pub(super) fn scope(&self) -> Result<Scope, Failure> {
        Scope::from_name(self.scope).ok_or(Failure::Missing(Kind::Scope))
    }
}

/// Records the consent, under the notice that the user was shown.
pub async fn give_consent(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    asked: Asked<'_>,
    notice: u32,
) -> Result<Seq, Failure> {
    let scope = asked.scope()?;
    let account = by.mini_program(desk, asked.app_id)?.no;
    by.living_user(desk, user).await?;
    let now = desk.now();
    let pair = pair(desk, user, account, now).await?;
    record(desk, (by, user, pair), (scope, notice), now).await
}

/// Records a consent that the user's act gives, where none stands.
pub(super) async fn once(
    desk: &Desk,
    who: (HostCaller, Id<User>, Pair),
    what: (Scope, u32),
    now: Time,
) -> Result<(), Failure> {
    let bits = desk.in_force.account(who.2.account)?.consent_bits(who.2.ordinal);
    if bits & what.0.bit().unwrap_or(0) == 0 {
        record(desk, who, what, now).await?;
    }
    Ok(())
}

pub(super) async fn record(
    desk: &Desk,
    (by, user, pair): (HostCaller, Id<User>, Pair),
    (scope, notice): (Scope, u32),
    now: Time,
) -> Result<Seq, Failure> {
    let act = ConsentGiven { user, account: pair.account, ordinal: pair.ordinal, scope, notice };
    match desk.record(now, by.actor(), act).await {
        // The guard is the living user.
        Err(Failure::Stale) => Err(vermilion_model::Refusal::UserGone.into()),
        other => other,
    }
}
