//! What operators name in a path.

use std::sync::Arc;

use vermilion_decide::AccountState;
use vermilion_model::{AppId, HostApp, Id};
use vermilion_store::HostAppRow;

use crate::{Desk, Failure, Kind};

/// A host app that is there.
pub(super) async fn host_app(desk: &Desk, id: Id<HostApp>) -> Result<HostAppRow, Failure> {
    desk.read.host_app_by_id(id).await?.ok_or(Failure::Missing(Kind::HostApp))
}

/// An account that is there, whatever its standing.
pub(crate) fn account(desk: &Desk, app_id: &str) -> Result<Arc<AccountState>, Failure> {
    let missing = || Failure::Missing(Kind::Account);
    let app_id: AppId = app_id.parse().map_err(|_| missing())?;
    desk.in_force.account_by_app_id(&app_id).map_err(|_| missing())
}
