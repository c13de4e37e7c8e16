//! Facts about accounts, their secrets and tokens.

use vermilion_model::fact::{
    AccountBound, AccountClosed, AccountClosing, AccountFrozen, AccountKept, AccountOpened, AccountRestored,
    AccountSuspended, AccountUnbound, AccountUnfrozen, SecretIssued, SecretReplaced, SecretReset,
    SecretRetired, SecretsFrozen, SecretsUnfrozen, TokensEnded,
};
use vermilion_model::{
    AccountGround, AccountNo, HostApp, Id, ItsTokens, SecretNo, SecretsState, Stops, Time,
};

use crate::in_force::{AccountState, InForce, LivingSecret, Misfit, StableToken};

impl InForce {
    pub(super) fn account_opened(&self, act: &AccountOpened) -> Result<(), Misfit> {
        self.stand_account(&AccountGround {
            account: act.account,
            app_id: act.app_id,
            account_type: act.account_type,
            stops: if act.admission.is_some() { Stops::PENDING } else { Stops::NONE },
            secrets: SecretsState::Usable,
            last_secret: SecretNo(0),
        })
    }

    pub(super) fn account_admitted(&self, account: AccountNo) -> Result<(), Misfit> {
        self.change(account, |account| account.release(Stops::PENDING))
    }

    pub(super) fn secret_issued(&self, act: &SecretIssued) -> Result<(), Misfit> {
        let new = LivingSecret { secret: act.secret, digest: act.digest, retires_at: None };
        self.change(act.account, |account| account.add_secret(new))
    }

    pub(super) fn secret_reset(&self, act: &SecretReset) -> Result<(), Misfit> {
        let new = LivingSecret { secret: act.secret, digest: act.digest, retires_at: None };
        self.change(act.account, |account| {
            account.living.retain(|living| living.secret >= act.secret);
            if act.tokens == ItsTokens::EndToo {
                // Also of those retired before whose tokens were to live on.
                (1..act.secret.0).for_each(|no| account.lines.end(SecretNo(no)));
            }
            account.add_secret(new);
        })
    }

    pub(super) fn secret_retired(&self, act: &SecretRetired) -> Result<(), Misfit> {
        self.change(act.account, |account| {
            account.living.retain(|living| living.secret != act.secret);
            if act.tokens == ItsTokens::EndToo {
                account.lines.end(act.secret);
            }
        })
    }

    pub(super) fn secret_replaced(&self, act: &SecretReplaced) -> Result<(), Misfit> {
        let new = LivingSecret { secret: act.secret, digest: act.digest, retires_at: None };
        self.change(act.account, |account| {
            account.living.retain(|living| living.secret != act.leaked);
            account.lines.end(act.leaked);
            account.add_secret(new);
        })
    }

    pub(super) fn secrets_frozen(&self, act: &SecretsFrozen) -> Result<(), Misfit> {
        self.change(act.account, |account| account.secrets = SecretsState::Frozen)
    }

    pub(super) fn secrets_unfrozen(&self, act: &SecretsUnfrozen) -> Result<(), Misfit> {
        self.change(act.account, |account| account.secrets = SecretsState::Usable)
    }

    pub(super) fn tokens_ended(&self, act: &TokensEnded) -> Result<(), Misfit> {
        self.change(act.account, |account| {
            account.lines.raise(act.secret, act.kind, act.epoch);
            if let Some(row) = act.stable {
                let row = StableToken { epoch: act.epoch, issued: row.issued, key: row.key };
                account.lines.renew(act.secret, row);
            }
        })
    }

    pub(super) fn account_suspended(&self, act: &AccountSuspended) -> Result<(), Misfit> {
        self.change(act.account, |account| account.stop(Stops::SUSPENDED))
    }

    pub(super) fn account_restored(&self, act: &AccountRestored) -> Result<(), Misfit> {
        self.change(act.account, |account| account.release(Stops::SUSPENDED))
    }

    pub(super) fn account_closed(&self, act: &AccountClosed) -> Result<(), Misfit> {
        self.change(act.account, |account| {
            account.stop(Stops::CLOSED);
            account.bound_to = None;
        })
    }

    pub(super) fn account_frozen(&self, act: &AccountFrozen) -> Result<(), Misfit> {
        self.change(act.account, |account| account.stop(Stops::FROZEN))
    }

    pub(super) fn account_unfrozen(&self, act: &AccountUnfrozen) -> Result<(), Misfit> {
        self.change(act.account, |account| account.release(Stops::FROZEN))
    }

    pub(super) fn account_closing(&self, act: &AccountClosing) -> Result<(), Misfit> {
        self.change(act.account, |account| account.stop(Stops::CLOSING))
    }

    pub(super) fn account_kept(&self, act: &AccountKept) -> Result<(), Misfit> {
        self.change(act.account, |account| account.release(Stops::CLOSING))
    }

    pub(super) fn account_bound(&self, act: &AccountBound) -> Result<(), Misfit> {
        self.change(act.account, |account| account.bound_to = Some(act.open))
    }

    pub(super) fn account_unbound(&self, act: &AccountUnbound) -> Result<(), Misfit> {
        self.change(act.account, |account| account.bound_to = None)
    }
}

impl AccountState {
    pub(crate) fn add_secret(&mut self, new: LivingSecret) {
        self.last_secret = self.last_secret.max(new.secret);
        self.living.push(new);
        self.living.sort_by_key(|living| living.secret);
    }

    /// A living secret's end is planned, or no longer.
    pub(crate) fn plan(&mut self, secret: SecretNo, at: Option<Time>) {
        for living in self.living.iter_mut().filter(|living| living.secret == secret) {
            living.retires_at = at;
        }
    }

    pub(crate) fn list(&mut self, host_app: Id<HostApp>) {
        if let Err(at) = self.host_apps.binary_search(&host_app) {
            self.host_apps.insert(at, host_app);
        }
    }

    pub(crate) fn unlist(&mut self, host_app: Id<HostApp>) {
        self.host_apps.retain(|app| *app != host_app);
    }

    fn stop(&mut self, why: Stops) {
        self.stops = self.stops.and(why);
        self.standing = self.stops.standing();
    }

    /// What was lifted; something else may still stop it.
    fn release(&mut self, why: Stops) {
        self.stops = self.stops.without(why);
        self.standing = self.stops.standing();
    }
}
