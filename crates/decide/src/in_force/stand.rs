//! A start: what is in force, from the store's rows.

use std::sync::Arc;

use vermilion_model::fact::Pair;
use vermilion_model::{AccountGround, AccountNo, Giver, Ground, LimitsState, Ordinal, Scope};

use super::consents::Consents;
use super::grants::Grants;
use super::{AccountState, Grant, InForce, LivingSecret, Misfit, StableToken};

impl InForce {
    /// Takes one row. Accounts come before what is about them; beyond that the order is free.
    ///
    /// # Errors
    /// The row names an account that did not come: then nothing is allowed.
    pub fn stand(&self, row: Ground) -> Result<(), Misfit> {
        self.take(row).map_err(|misfit| self.halt_on(misfit))
    }

    fn take(&self, row: Ground) -> Result<(), Misfit> {
        match row {
            Ground::Account(row) => self.stand_account(&row),
            Ground::Secret { account, secret, digest } => self.change(account, |account| {
                account.add_secret(LivingSecret { secret, digest, retires_at: None });
            }),
            Ground::Epoch { account, kind, secret, epoch } => {
                self.change(account, |account| account.lines.raise(secret, kind, epoch))
            }
            Ground::Stable { account, secret, epoch, issued, key } => {
                self.renew_stable(account, secret, StableToken { epoch, issued, key })
            }
            Ground::Mark(mark) => self.note_mark(&mark),
            Ground::Authorization { id, account, giver, capabilities, until, suspended } => {
                let grant = Grant { id, capabilities, until, suspended };
                self.change_grants(account, giver, |grants| grants.put(grant))
            }
            Ground::Consent { pair, bits } => self.consent(pair, |consents, user| consents.set(user, bits)),
            Ground::ConsentChunk { account, first, bits } => self.stand_chunk(account, first, &bits),
            Ground::Later { at, act } => self.consents_changed(&act, at),
            Ground::Withdrawal { pair, scope: Some(scope), at } => {
                self.withdrawals.note(pair, scope, at);
                Ok(())
            }
            Ground::Withdrawal { pair, scope: None, .. } => {
                self.consent(pair, |consents, user| consents.put(user, Scope::GONE))
            }
            Ground::HostKey { host_app, number, digest } => {
                self.add_host_key(host_app, number, digest);
                Ok(())
            }
            Ground::Binding { account, open } => {
                self.change(account, |account| account.bound_to = Some(open))
            }
            Ground::AllowList { account, list } => {
                self.change(account, |account| account.allow = Arc::new(list))
            }
            Ground::SecretPlan { account, secret, at } => {
                self.change(account, |account| account.plan(secret, Some(at)))
            }
            Ground::LimitsOff { account } => {
                self.change(account, |account| account.limits = LimitsState::Off)
            }
            Ground::Listing { host_app, account } => self.change(account, |account| account.list(host_app)),
        }
    }

    pub(crate) fn stand_account(&self, row: &AccountGround) -> Result<(), Misfit> {
        self.open(AccountState::new(row, self.rules.born_with(row.account_type)))
    }

    /// Changes what one account received, from the platform or from another account.
    pub(crate) fn change_grants(
        &self,
        account: AccountNo,
        giver: Giver,
        change: impl FnOnce(&mut Grants),
    ) -> Result<(), Misfit> {
        match giver {
            Giver::Platform => self.change(account, |account| change(&mut account.grants)),
            Giver::Account(giver) => self.change_delegation(account, giver, change),
        }
    }

    /// Consents are atomics of their own: no entry is replaced.
    pub(crate) fn consent(&self, pair: Pair, change: impl FnOnce(&Consents, Ordinal)) -> Result<(), Misfit> {
        let account = self.account(pair.account).map_err(|_| Misfit::UnknownAccount(pair.account))?;
        change(&account.consents, pair.ordinal);
        self.unsaved.note(pair);
        Ok(())
    }
}
