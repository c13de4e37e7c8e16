//! Looks for entries of the audit log, the newest first.

use std::collections::{BTreeMap, BTreeSet};

use vermilion_model::{AccountNo, AppId, EntryFilter, Named, Seq, Time};
use vermilion_store::{Between, Entry};

use super::LANE;
use crate::may::Audit;
use crate::{Desk, Failure, Kind, PlatformMay};

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Which accounts they name, by number.
    pub accounts: BTreeMap<u32, AppId>,
    /// Before which number the search goes on; nothing where it is at its end.
    pub next: Option<i64>,
    /// How far it came, where it stopped before it found as much as was asked for.
    pub searched: Option<(Seq, Time)>,
}

/// Entries before a number that a filter lets through, the newest first, at most `limit`. A filter may name an
/// account by its AppID.
///
/// # Errors
/// `Missing` when no account has the AppID.
pub async fn search_entries(
    desk: &Desk,
    _: &PlatformMay<Audit>,
    filter: EntryFilter,
    (before, limit): (Option<i64>, i64),
) -> Result<Found, Failure> {
    let filter = numbered(desk, filter).await?;
    let within = desk.read.entries_within(LANE, &filter).await?;
    let before = before.unwrap_or(i64::MAX).min(within.before);
    let sought = desk.read.newest_entries(LANE, &filter, (Between { before, ..within }, limit)).await?;
    let found = i64::try_from(sought.entries.len()).unwrap_or(limit);
    let next = Some(sought.left.before).filter(|_| !sought.left.is_over());
    let searched = match next.filter(|_| found < limit) {
        Some(number) => desk.read.entry_time(LANE, number).await?.map(|at| (Seq { lane: LANE, number }, at)),
        None => None,
    };
    let accounts = accounts_in(desk, &sought.entries).await?;
    Ok(Found { entries: sought.entries, accounts, next, searched })
}

/// The filter with accounts' numbers, as the log has them, in place of their AppIDs.
pub(super) async fn numbered(desk: &Desk, mut filter: EntryFilter) -> Result<EntryFilter, Failure> {
    for named in [&mut filter.actor, &mut filter.subject].into_iter().flatten() {
        let text = named.as_str();
        let Ok(app_id) = text.strip_prefix("account:").unwrap_or(text).parse::<AppId>() else { continue };
        let row = desk.read.account_by_app_id(app_id).await?.ok_or(Failure::Missing(Kind::Account))?;
        if let Some(number) = Named::parse(&format!("account:{}", row.account.0)) {
            *named = number;
        }
    }
    Ok(filter)
}

async fn accounts_in(desk: &Desk, entries: &[Entry]) -> Result<BTreeMap<u32, AppId>, Failure> {
    let names = entries.iter().flat_map(|entry| entry.subjects.split(' ').chain([entry.actor.as_str()]));
    let numbers = names.filter_map(|name| name.strip_prefix("account:")?.parse().ok());
    let numbers: BTreeSet<u32> = numbers.collect();
    let mut accounts = BTreeMap::new();
    for number in numbers {
        if let Some(row) = desk.read.account_by_no(AccountNo(number)).await? {
            accounts.insert(number, row.app_id);
        }
    }
    Ok(accounts)
}
