//! A user takes a standing scope back; unspent codes that depend on it are dead with it (I4).

use vermilion_model::fact::ConsentWithdrawn;
use vermilion_model::{AppId, Id, Seq, User};

use super::{Asked, HostCaller};
use crate::{Desk, Failure, Kind};

/// Withdraws; nothing is committed where nothing is granted. The account need not be listed any more.
pub async fn withdraw_consent(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    asked: Asked<'_>,
) -> Result<Option<Seq>, Failure> {
    let scope = asked.scope()?;
    let missing = || Failure::Missing(Kind::Account);
    let app_id: AppId = asked.app_id.parse().map_err(|_| missing())?;
    let account = desk.in_force.account_by_app_id(&app_id).map_err(|_| missing())?.no;
    by.user(desk, user).await?;
    let Some(ordinal) = desk.read.ordinal_of_pair(account, user).await? else { return Ok(None) };
    let act = ConsentWithdrawn { user, account, ordinal, scope };
    match desk.record(desk.now(), by.actor(), act).await {
        Ok(seq) => Ok(Some(seq)),
        Err(Failure::Stale) => Ok(None),
        Err(failure) => Err(failure),
    }
}
