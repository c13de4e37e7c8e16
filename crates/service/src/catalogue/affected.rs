//! For whom another version changes something: calls, authorizations, cases that wait and drafts.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vermilion_model::{AccountNo, AppId, Becomes, Capabilities, Catalogue, CatalogueDiff, Time};
use vermilion_seal::PersonKey;
use vermilion_store::DraftRow;

use super::calls_changed::{Changed, calls_changed};
use crate::authorizations::{Form, account_key, capability_ids, draft_place};
use crate::who_am_i::account_box;
use crate::{Desk, Failure};

/// How many rows are read at once.
const ROWS: i64 = 1_000;
/// How many drafts are opened at most: each is sealed.
const DRAFTS_MAX: usize = 10_000;

/// What changes for one account. Capabilities are those that become others or are gone.
#[derive(Debug, Clone)]
pub struct AccountAffected {
    /// Which.
    pub app_id: AppId,
    /// What it is called; nothing for one whose owner was erased.
    pub name: Option<String>,
    /// Calls that it may make from then on.
    pub gained: Vec<String>,
    /// Calls that it may make no longer.
    pub lost: Vec<String>,
    /// What its authorizations give that is affected, those that others handed to it among them.
    pub holds: Vec<String>,
    /// What it asks for or was offered that is affected.
    pub waits: Vec<String>,
    /// How many of its drafts ask for what is affected.
    pub drafts: usize,
}

/// What is gathered about one account.
#[derive(Debug, Default)]
struct Gathered {
    calls: Arc<Changed>,
    holds: Capabilities,
    waits: Capabilities,
    drafts: usize,
}

/// What changes, for everybody.
#[derive(Debug, Default)]
pub(super) struct Affected {
    accounts: BTreeMap<AccountNo, Gathered>,
    /// Authorizations that give something that is affected.
    pub(super) authorizations: usize,
    /// Cases and offers that ask for it.
    pub(super) waiting: usize,
    /// Drafts that ask for it.
    pub(super) drafts: usize,
    /// Whether every draft was looked at.
    pub(super) every_draft: bool,
}

impl Affected {
    /// Looks at everybody.
    pub(super) async fn gather(
        desk: &Desk,
        (present, next): (Catalogue, Catalogue),
        diff: &CatalogueDiff,
    ) -> Result<Affected, Failure> {
        let (in_force, now) = (Arc::clone(&desk.in_force), desk.now());
        let touched = touched(&present, diff);
        let calls = move || calls_changed(&in_force, (&present, &next), now);
        let calls = tokio::task::spawn_blocking(calls).await.map_err(Failure::broken)?;
        let mut affected = Affected { every_draft: true, ..Affected::default() };
        for (no, calls) in calls {
            affected.of(no).calls = calls;
        }
        if touched.numbers.is_empty() {
            return Ok(affected);
        }
        affected.authorizations(desk, touched.numbers, now).await?;
        affected.drafts(desk, &touched.ids).await?;
        Ok(affected)
    }

    fn of(&mut self, no: AccountNo) -> &mut Gathered {
        self.accounts.entry(no).or_default()
    }

    async fn authorizations(&mut self, desk: &Desk, touched: Capabilities, now: Time) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let rows = desk.read.authorizations_after(after, ROWS).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.authorization.id);
            for row in rows {
                let held = row.authorization;
                let living = held.effective.as_ref().filter(|it| it.until.is_none_or(|until| now < until));
                let gives = living.map_or(Capabilities::NONE, |it| it.capabilities.shared(touched));
                let (pending, offered) = (held.pending.as_ref(), held.offered.as_ref());
                let asked = pending.map(|it| it.capabilities).or(offered.map(|it| it.capabilities));
                let asks = asked.unwrap_or_default().shared(touched);
                if gives.is_empty() && asks.is_empty() {
                    continue;
                }
                self.authorizations += usize::from(!gives.is_empty());
                self.waiting += usize::from(!asks.is_empty());
                let account = self.of(held.account);
                (account.holds, account.waits) = (account.holds.and(gives), account.waits.and(asks));
            }
        }
    }

    async fn drafts(&mut self, desk: &Desk, touched: &BTreeSet<String>) -> Result<(), Failure> {
        let (mut after, mut looked, mut keys) = (None, 0, BTreeMap::new());
        loop {
            let rows = desk.read.drafts_after(after, ROWS).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.draft);
            for row in rows {
                if looked >= DRAFTS_MAX {
                    self.every_draft = false;
                    return Ok(());
                }
                looked += 1;
                if asks_for(desk, &row, (touched, &mut keys)).await? {
                    self.drafts += 1;
                    self.of(row.account).drafts += 1;
                }
            }
        }
    }

    /// How many accounts something changes for.
    pub(super) fn count(&self) -> usize {
        self.accounts.len()
    }

    /// How many accounts gain and lose each call, by its name.
    pub(super) fn calls(&self) -> [BTreeMap<String, usize>; 2] {
        let [mut gained, mut lost] = [BTreeMap::new(), BTreeMap::new()];
        for account in self.accounts.values() {
            for (all, into) in [(&account.calls.gained, &mut gained), (&account.calls.lost, &mut lost)] {
                for call in all {
                    *into.entry(call.clone()).or_default() += 1;
                }
            }
        }
        [gained, lost]
    }

    /// The first accounts, by their number.
    pub(super) async fn named(
        &self,
        desk: &Desk,
        present: &Catalogue,
        most: usize,
    ) -> Result<Vec<AccountAffected>, Failure> {
        let mut named = Vec::new();
        for (no, gathered) in self.accounts.iter().take(most) {
            let Some(row) = desk.read.account_by_no(*no).await? else { continue };
            named.push(AccountAffected {
                app_id: row.app_id,
                name: account_box(desk, &row).await.ok().map(|account| account.name),
                gained: gathered.calls.gained.clone(),
                lost: gathered.calls.lost.clone(),
                holds: capability_ids(present, gathered.holds),
                waits: capability_ids(present, gathered.waits),
                drafts: gathered.drafts,
            });
        }
        Ok(named)
    }
}

/// Capabilities that become others or are gone.
struct Touched {
    ids: BTreeSet<String>,
    numbers: Capabilities,
}

fn touched(present: &Catalogue, diff: &CatalogueDiff) -> Touched {
    let touched = diff.capabilities.iter().filter(|(_, becomes)| *becomes != Becomes::Added);
    let ids: BTreeSet<String> = touched.map(|(id, _)| id.clone()).collect();
    let numbers = ids.iter().filter_map(|id| present.capability(id)).map(|capability| capability.number);
    Touched { numbers: numbers.collect(), ids }
}

/// Whether a draft asks for any of these; one whose key is gone asks for nothing.
async fn asks_for(
    desk: &Desk,
    row: &DraftRow,
    (touched, keys): (&BTreeSet<String>, &mut BTreeMap<AccountNo, Option<PersonKey>>),
) -> Result<bool, Failure> {
    if let Entry::Vacant(room) = keys.entry(row.account) {
        let account = desk.read.account_by_no(row.account).await?;
        room.insert(match account {
            Some(account) => account_key(desk, &account).await.ok(),
            None => None,
        });
    }
    let Some(Some(key)) = keys.get(&row.account) else { return Ok(false) };
    let form: Form = desk.vault.open(key, draft_place(&row.draft), &row.sealed)?;
    Ok(form.capabilities.iter().any(|id| touched.contains(id)))
}
