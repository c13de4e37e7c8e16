//! An account's own page.

use crate::accounts::AccountView;
use crate::may::See;
use crate::{Desk, Failure, May};

/// The account as it stands.
pub async fn see_account(desk: &Desk, may: &May<See>) -> Result<AccountView, Failure> {
    AccountView::of(desk, &may.row).await
}
