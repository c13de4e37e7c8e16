//! Every account of the platform, by AppID; by state, type and the beginning of its name.

use vermilion_model::{AccountName, AccountType, AppId, Standing};
use vermilion_store::{AccountRow, PAGE};

use crate::accounts::AccountView;
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// How many accounts one request looks at: names are sealed, so each is opened to be compared.
const LOOKED_AT: usize = 2_000;

/// Which accounts.
#[derive(Default)]
pub struct WhichAccounts {
    /// How they stand.
    pub standing: Option<Standing>,
    /// Of which type.
    pub account_type: Option<AccountType>,
    /// How their name begins, as names are compared.
    pub name: Option<String>,
}

impl std::fmt::Debug for WhichAccounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WhichAccounts({:?} {:?})", self.standing, self.account_type)
    }
}

/// A page of them.
#[derive(Debug)]
pub struct AccountPage {
    /// Those that fit.
    pub accounts: Vec<AccountView>,
    /// Where to go on; nothing where all were looked at.
    pub next: Option<AppId>,
}

/// A page of accounts behind one, at most `limit`; fewer, with more to come, where few fit.
pub async fn list_accounts(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    which: &WhichAccounts,
    (mut after, limit): (Option<AppId>, usize),
) -> Result<AccountPage, Failure> {
    let name = which.name.as_deref().map(AccountName::fold);
    let (mut accounts, mut looked_at) = (Vec::new(), 0);
    while looked_at < LOOKED_AT {
        let rows = desk.read.accounts_after(after.as_ref().map_or("", AppId::as_str), PAGE).await?;
        let last_page = rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        for row in rows {
            looked_at += 1;
            after = Some(row.app_id);
            if let Some(view) = fitting(desk, &row, which, name.as_deref()).await? {
                accounts.push(view);
            }
            if accounts.len() >= limit {
                return Ok(AccountPage { accounts, next: after });
            }
        }
        if last_page {
            return Ok(AccountPage { accounts, next: None });
        }
    }
    Ok(AccountPage { accounts, next: after })
}

async fn fitting(
    desk: &Desk,
    row: &AccountRow,
    which: &WhichAccounts,
    name: Option<&str>,
) -> Result<Option<AccountView>, Failure> {
    let standing = desk.in_force.account(row.account)?.standing;
    let fits = which.standing.is_none_or(|wanted| wanted == standing)
        && which.account_type.is_none_or(|wanted| wanted == row.account_type);
    if !fits {
        return Ok(None);
    }
    let view = AccountView::of(desk, row).await?;
    let begins = |prefix: &str| AccountName::fold(&view.words.name).starts_with(prefix);
    Ok(name.is_none_or(begins).then_some(view))
}
