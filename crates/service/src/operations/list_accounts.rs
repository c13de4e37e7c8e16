//! Every account of the platform, by AppID; by state, type, AppID, and name or the beginning of one.

use vermilion_model::{AccountName, AccountType, AppId, Standing};
use vermilion_store::{AccountRow, PAGE};

use crate::accounts::AccountView;
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// How many accounts one request opens: names are sealed, so each is opened to be compared.
const OPENED: usize = 500;

/// Which accounts.
#[derive(Default)]
pub struct WhichAccounts {
    /// How they stand.
    pub standing: Option<Standing>,
    /// Of which type.
    pub account_type: Option<AccountType>,
    /// An AppID, a name, or how a name begins, as names are compared.
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

/// A page of accounts behind one, at most `limit`; fewer, with more to come, where few names fit. The account
/// that is called just so comes first, the one of an AppID alone.
pub async fn list_accounts(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    which: &WhichAccounts,
    (after, limit): (Option<AppId>, usize),
) -> Result<AccountPage, Failure> {
    let Some(typed) = which.name.as_deref() else { return all(desk, which, (after, limit)).await };
    if let Ok(app_id) = typed.trim().to_ascii_lowercase().parse::<AppId>() {
        let found = one(desk, which, app_id).await?;
        return Ok(AccountPage { accounts: found.into_iter().collect(), next: None });
    }
    let exact = called(desk, typed).await?;
    let mut page = beginning(desk, which, (AccountName::fold(typed), exact), (after, limit)).await?;
    if let (None, Some(app_id)) = (after, exact)
        && let Some(found) = one(desk, which, app_id).await?
    {
        page.accounts.insert(0, found);
    }
    Ok(page)
}

async fn all(
    desk: &Desk,
    which: &WhichAccounts,
    (after, limit): (Option<AppId>, usize),
) -> Result<AccountPage, Failure> {
    let rows = behind(desk, which, after.as_ref(), limit).await?;
    let next = rows.last().filter(|_| rows.len() >= limit).map(|row| row.app_id);
    let mut accounts = Vec::new();
    for row in &rows {
        accounts.push(AccountView::of(desk, row).await?);
    }
    Ok(AccountPage { accounts, next })
}

async fn behind(
    desk: &Desk,
    which: &WhichAccounts,
    after: Option<&AppId>,
    limit: usize,
) -> Result<Vec<AccountRow>, Failure> {
    let limit = i64::try_from(limit).unwrap_or(PAGE);
    let which = (which.standing, which.account_type);
    Ok(desk.read.accounts_after(which, after.map_or("", AppId::as_str), limit).await?)
}

/// Those whose name begins so, but for the one that is called just so.
async fn beginning(
    desk: &Desk,
    which: &WhichAccounts,
    (prefix, exact): (String, Option<AppId>),
    (mut after, limit): (Option<AppId>, usize),
) -> Result<AccountPage, Failure> {
    let part = usize::try_from(PAGE).unwrap_or(OPENED).min(OPENED);
    let (mut accounts, mut opened) = (Vec::new(), 0);
    while opened < OPENED {
        let rows = behind(desk, which, after.as_ref(), part).await?;
        let last_part = rows.len() < part;
        for row in rows {
            opened += 1;
            after = Some(row.app_id);
            let view = AccountView::of(desk, &row).await?;
            if exact != Some(row.app_id) && AccountName::fold(&view.words.name).starts_with(&prefix) {
                accounts.push(view);
            }
            if accounts.len() >= limit {
                return Ok(AccountPage { accounts, next: after });
            }
        }
        if last_part {
            return Ok(AccountPage { accounts, next: None });
        }
    }
    Ok(AccountPage { accounts, next: after })
}

/// The account of an AppID, if it is of these.
async fn one(desk: &Desk, which: &WhichAccounts, app_id: AppId) -> Result<Option<AccountView>, Failure> {
    let Some(row) = desk.read.account_by_app_id(app_id).await? else { return Ok(None) };
    let view = AccountView::of(desk, &row).await?;
    let fits = which.standing.is_none_or(|wanted| wanted == view.standing)
        && which.account_type.is_none_or(|wanted| wanted == view.account_type);
    Ok(fits.then_some(view))
}

/// Who holds a name, or asks for it: found by its digest, however many accounts there are.
async fn called(desk: &Desk, typed: &str) -> Result<Option<AppId>, Failure> {
    // As wide as any type takes it.
    let Ok(name) = AccountName::parse(typed, AccountType::ServiceAccount, "/name") else { return Ok(None) };
    let Some(app_id) = desk.read.account_by_name(&desk.name_digest(&name)).await? else { return Ok(None) };
    let Some(row) = desk.read.account_by_app_id(app_id).await? else { return Ok(None) };
    // A name that is asked for is not how its account is called yet.
    let view = AccountView::of(desk, &row).await?;
    Ok(Some(app_id).filter(|_| AccountName::fold(&view.words.name) == name.folded()))
}
