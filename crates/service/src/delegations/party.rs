//! The other account, as far as the two sides know each other.

use vermilion_model::{AccountNo, AccountType, AppId};

use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind};

/// One side of a delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its AppID.
    pub app_id: AppId,
    /// Its name; empty once it was erased.
    pub name: String,
    /// Its type.
    pub account_type: AccountType,
}

pub(super) async fn party(desk: &Desk, no: AccountNo) -> Result<Party, Failure> {
    let row = desk.read.account_by_no(no).await?.ok_or(Failure::Missing(Kind::Account))?;
    let name = match account_box(desk, &row).await {
        Ok(opened) => opened.name,
        Err(Failure::Missing(_)) => String::new(),
        Err(failure) => return Err(failure),
    };
    Ok(Party { app_id: row.app_id, name, account_type: row.account_type })
}
