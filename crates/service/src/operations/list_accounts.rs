//! Every account of the platform, by AppID.

use vermilion_model::AppId;

use crate::accounts::AccountView;
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// A page of accounts behind one, at most `limit`.
pub async fn list_accounts(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    after: Option<AppId>,
    limit: i64,
) -> Result<Vec<AccountView>, Failure> {
    let after = after.as_ref().map_or("", AppId::as_str);
    let mut views = Vec::new();
    for row in desk.read.accounts_after(after, limit).await? {
        views.push(AccountView::of(desk, &row).await?);
    }
    Ok(views)
}
