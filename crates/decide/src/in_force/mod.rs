//! What is in force now.
//!
//! Entries about accounts and authorizations are whole and immutable: applying a fact replaces
//! them, so a reader sees the old or the new one and never a mixture (I2). Consents, marks, newest
//! sessions and quota blocks are atomics that outlive the entries which point at them.

mod account;
mod consents;
mod dense;
mod gate;
mod grants;
mod hosts;
mod lines;
mod marks;
mod minutes;
mod parties;
mod quota;
mod rows;
mod rules;
mod sessions;
mod shards;
mod stand;
mod unsaved;
mod withdrawals;

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use vermilion_model::{AccountNo, AppId, Authorization, CallNo, Catalogue, Id};

pub use account::{AccountState, LivingSecret};
pub use grants::Grant;
pub(crate) use grants::Grants;
pub use lines::StableToken;
pub(crate) use marks::{FIVE_MINUTES, Marks};
pub use quota::{Block, block_size};
pub(crate) use rules::Rule;
pub use rules::ServedCall;
pub use unsaved::{Chunk, PAIRS_A_CHUNK};
pub use withdrawals::WITHDRAWALS_KEPT;

use crate::Reason;

/// A fact or a row that does not fit what is held. The node then allows nothing: what it holds may
/// be wrong, and a start from the store mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It names an account that is not there.
    #[error("account {0:?} is not in force")]
    UnknownAccount(AccountNo),
    /// An account or an AppID is given twice.
    #[error("account {0:?} is there already")]
    AccountTwice(AccountNo),
}

/// Everything that a decision needs.
#[derive(Debug)]
pub struct InForce {
    rules: rules::Rules,
    gate: gate::Gate,
    accounts: shards::Shards<AccountNo, Arc<AccountState>>,
    by_app_id: shards::Shards<AppId, AccountNo>,
    delegations: shards::Shards<(AccountNo, AccountNo), Arc<grants::Grants>>,
    hosts: hosts::Hosts,
    pub(crate) withdrawals: withdrawals::Withdrawals,
    pub(crate) unflushed: marks::Unflushed,
    pub(crate) unsaved: unsaved::Unsaved,
    quota: quota::Quotas,
    minutes: minutes::Minutes,
    pub(crate) applied: Mutex<BTreeMap<u16, i64>>,
    /// One writer at a time: entries are read, changed and put back.
    writing: Mutex<()>,
}

impl InForce {
    /// Nothing in force yet; allows nothing until [`InForce::allow_until`] says so.
    pub fn new(catalogue: &Catalogue, served: &[ServedCall]) -> InForce {
        InForce {
            rules: rules::Rules::new(catalogue, served),
            gate: gate::Gate::new(),
            accounts: shards::Shards::new(),
            by_app_id: shards::Shards::new(),
            delegations: shards::Shards::new(),
            hosts: hosts::Hosts::default(),
            withdrawals: withdrawals::Withdrawals::default(),
            unflushed: marks::Unflushed::default(),
            unsaved: unsaved::Unsaved::default(),
            quota: quota::Quotas::new(),
            minutes: minutes::Minutes::new(),
            applied: Mutex::default(),
            writing: Mutex::new(()),
        }
    }

    /// One account, as it stands now.
    #[inline]
    pub fn account(&self, no: AccountNo) -> Result<Arc<AccountState>, Reason> {
        self.accounts.get(&no).ok_or(Reason::AccountUnknown { account: no })
    }

    /// Every account, in no order: for what looks at all of them, not for requests.
    pub fn accounts(&self) -> Vec<Arc<AccountState>> {
        self.accounts.all().into_iter().map(|(_, account)| account).collect()
    }

    /// One account by its AppID.
    pub fn account_by_app_id(&self, app_id: &AppId) -> Result<Arc<AccountState>, Reason> {
        let no = self.by_app_id.get(app_id).ok_or(Reason::AppUnknown)?;
        self.account(no).map_err(|_| Reason::AppUnknown)
    }

    /// Whether any account has this AppID.
    pub fn knows(&self, app_id: &AppId) -> bool {
        self.by_app_id.get(app_id).is_some()
    }

    #[inline]
    pub(crate) fn rule(&self, call: CallNo) -> Result<&Rule, Reason> {
        self.rules.of(call).ok_or(Reason::CallUnknown)
    }

    /// A new account, with nothing but itself.
    pub(crate) fn open(&self, fresh: AccountState) -> Result<(), Misfit> {
        let _one = self.writing.lock();
        let (no, app_id) = (fresh.no, fresh.app_id);
        if self.accounts.get(&no).is_some() || self.by_app_id.get(&app_id).is_some() {
            return Err(Misfit::AccountTwice(no));
        }
        self.accounts.put(no, Arc::new(fresh));
        self.by_app_id.put(app_id, no);
        Ok(())
    }

    /// Replaces one account's entry by a changed one.
    pub(crate) fn change(&self, no: AccountNo, change: impl FnOnce(&mut AccountState)) -> Result<(), Misfit> {
        let _one = self.writing.lock();
        let old = self.accounts.get(&no).ok_or(Misfit::UnknownAccount(no))?;
        let mut new = AccountState::clone(&old);
        change(&mut new);
        self.accounts.put(no, Arc::new(new));
        Ok(())
    }

    /// Who received an authorization of which anything is held, from the platform or from another account.
    pub fn receiver_of(&self, id: Id<Authorization>) -> Option<AccountNo> {
        let has = |grants: &Grants| grants.list().iter().any(|grant| grant.id == id);
        let granted =
            self.accounts().into_iter().find(|account| has(&account.grants)).map(|account| account.no);
        let delegated = || self.delegations.all().into_iter().find(|(_, grants)| has(grants));
        granted.or_else(|| delegated().map(|((receiver, _), _)| receiver))
    }

    /// Stops allowing for one account: the background check found it to differ from the store.
    pub fn doubt(&self, no: AccountNo) -> Result<(), Misfit> {
        self.change(no, |account| account.in_doubt = true)
    }
}
