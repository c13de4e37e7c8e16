//! Reads an account's authorizations.

use vermilion_model::{Authorization, Id};
use vermilion_store::RevisionRow;

use super::checked::authorization_row;
use super::form::account_key;
use super::view::{AuthorizationView, Maker};
use crate::{Desk, Failure, May};

/// An account's authorizations after one, oldest first, at most `limit`.
pub async fn read_authorizations<R>(
    desk: &Desk,
    may: &May<R>,
    after: Option<Id<Authorization>>,
    limit: i64,
) -> Result<Vec<AuthorizationView>, Failure> {
    let key = account_key(desk, &may.row).await?;
    let maker = Maker { desk, key: &key, app_id: may.row.app_id, now: desk.now() };
    let rows = desk.read.authorizations_of_account(may.account(), after, limit).await?;
    let newest = desk.read.newest_revisions_of_account(may.account(), after, limit).await?;
    let mut views = Vec::new();
    for row in &rows {
        let of_it = newest.iter().filter(|revision| revision.authorization == row.authorization.id);
        let of_it: Vec<RevisionRow> = of_it.cloned().collect();
        views.push(maker.view(row, &of_it).await?);
    }
    Ok(views)
}

/// One of them, with every submission.
pub async fn read_authorization<R>(
    desk: &Desk,
    may: &May<R>,
    id: Id<Authorization>,
) -> Result<AuthorizationView, Failure> {
    let key = account_key(desk, &may.row).await?;
    let maker = Maker { desk, key: &key, app_id: may.row.app_id, now: desk.now() };
    let row = authorization_row(desk, may, id).await?;
    let revisions = desk.read.revisions_of_authorization(id).await?;
    maker.view(&row, &revisions).await
}
