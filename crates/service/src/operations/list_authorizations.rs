//! What an account holds, as operators see it: what is in force, and no document.

use vermilion_model::{AppId, Authorization, Capabilities, Giver, Id, Time};
use vermilion_store::{AuthorizationRow, PAGE};

use super::host_app::account;
use crate::authorizations::{State, capability_ids, state};
use crate::may::Operate;
use crate::{Desk, Failure, Kind, PlatformMay};

/// One authorization without what was written for it.
#[derive(Debug)]
pub struct HeldView {
    /// Its id.
    pub id: Id<Authorization>,
    /// Who receives.
    pub receiver: AppId,
    /// The giving account; nothing means the platform.
    pub giver: Option<AppId>,
    /// Where it stands.
    pub state: State,
    /// What is in force of it.
    pub capabilities: Vec<String>,
    /// Since when.
    pub effective_since: Option<Time>,
    /// Until when.
    pub until: Option<Time>,
    /// When the platform stopped it.
    pub suspended_at: Option<Time>,
}

/// What was granted to an account, then what it received from others, oldest first; at most a page of each.
pub async fn list_authorizations(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    app_id: &str,
) -> Result<Vec<HeldView>, Failure> {
    let (no, now) = (account(desk, app_id)?.no, desk.now());
    let mut rows = desk.read.authorizations_of_account(no, None, PAGE).await?;
    rows.extend(desk.read.delegations_received(no, None, PAGE).await?);
    let mut views = Vec::with_capacity(rows.len());
    for row in &rows {
        views.push(held_view(desk, row, now).await?);
    }
    Ok(views)
}

pub(super) async fn held_view(desk: &Desk, row: &AuthorizationRow, now: Time) -> Result<HeldView, Failure> {
    let held = &row.authorization;
    let in_force = held.effective.as_ref().filter(|_| held.revoked_at.is_none());
    let capabilities = in_force.map_or(Capabilities::NONE, |effective| effective.capabilities);
    let app_id = async |no| {
        let row = desk.read.account_by_no(no).await?;
        row.map(|row| row.app_id).ok_or(Failure::Missing(Kind::Account))
    };
    Ok(HeldView {
        id: held.id,
        receiver: app_id(held.account).await?,
        giver: match held.giver {
            Giver::Platform => None,
            Giver::Account(no) => Some(app_id(no).await?),
        },
        state: state(held, None, now),
        capabilities: capability_ids(&desk.catalogue, capabilities),
        effective_since: row.effective_at,
        until: held.effective.as_ref().and_then(|effective| effective.until),
        suspended_at: held.suspended_at,
    })
}
