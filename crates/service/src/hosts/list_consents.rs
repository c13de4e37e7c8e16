//! Who may see what of a user, since when.

use vermilion_model::{AppId, Id, Scope, Time, User};

use super::HostCaller;
use crate::{Desk, Failure};

/// One scope that the user allowed one account, now or before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Whom.
    pub app_id: AppId,
    /// What.
    pub scope: Scope,
    /// Under which notice.
    pub notice: u32,
    /// Since when.
    pub granted_at: Time,
    /// When it was taken back.
    pub withdrawn_at: Option<Time>,
}

/// Everything a user ever allowed, by account and scope.
pub async fn list_consents(desk: &Desk, by: HostCaller, user: Id<User>) -> Result<Vec<Consent>, Failure> {
    by.user(desk, user).await?;
    let rows = desk.read.consents_of_user(user).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Consent {
                app_id: desk.in_force.account(row.account)?.app_id,
                scope: row.scope,
                notice: row.notice,
                granted_at: row.granted_at,
                withdrawn_at: row.withdrawn_at,
            })
        })
        .collect()
}
