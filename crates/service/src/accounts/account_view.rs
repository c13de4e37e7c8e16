//! An account as its members see it.

use vermilion_model::{AccountNo, AccountType, AppId, SecretsState, Standing, Time};
use vermilion_store::AccountRow;

use crate::people::AccountBox;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind};

/// An account, opened.
#[derive(Debug)]
pub struct AccountView {
    /// Its AppID.
    pub app_id: AppId,
    /// Its type.
    pub account_type: AccountType,
    /// Name and introduction.
    pub words: AccountBox,
    /// Whether it may act.
    pub standing: Standing,
    /// Why the platform stopped it, by code.
    pub suspended_reason: Option<String>,
    /// Whether its secrets work.
    pub secrets: SecretsState,
    /// When it was opened.
    pub created_at: Time,
    /// Until when it can still be kept, while its owner closes it.
    pub closing_until: Option<Time>,
    /// The open-platform account that it is bound to.
    pub bound_to: Option<AppId>,
    /// Raised by every change.
    pub version: i64,
}

impl AccountView {
    /// Opens a row; standing and secrets are what is in force.
    pub async fn of(desk: &Desk, row: &AccountRow) -> Result<AccountView, Failure> {
        let words = account_box(desk, row).await?;
        let state = desk.in_force.account(row.account)?;
        Ok(AccountView {
            app_id: row.app_id,
            account_type: row.account_type,
            words,
            standing: state.standing,
            suspended_reason: row.suspended_reason.clone(),
            secrets: state.secrets,
            created_at: row.created_at,
            closing_until: row.closing.map(|(_, until)| until),
            bound_to: match state.bound_to {
                Some(open) => Some(desk.in_force.account(open)?.app_id),
                None => None,
            },
            version: row.version,
        })
    }

    /// Reads and opens one.
    pub(crate) async fn by_no(desk: &Desk, no: AccountNo) -> Result<AccountView, Failure> {
        let row = desk.read.account_by_no(no).await?.ok_or(Failure::Missing(Kind::Account))?;
        AccountView::of(desk, &row).await
    }
}
