//! Who shows a secret.

use std::sync::Arc;

use vermilion_model::{AccountNo, AppId, Digest, SecretNo, SecretsState, Span, Time};

use crate::{AccountState, InForce, LivingSecret, Reason};

/// An account that proved itself by a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetcher {
    /// Which account.
    pub account: AccountNo,
    /// By which of its secrets; what it fetches carries this number.
    pub secret: SecretNo,
}

impl InForce {
    /// Whether the secret shown is a living one of this account, and the account may use it.
    ///
    /// `matches` compares a stored digest with what was shown, in constant time; it is asked about
    /// every living secret, so that the time tells nothing about which one it was. State is told
    /// only to whoever shows the right secret.
    pub fn check_secret(
        &self,
        app_id: &AppId,
        (uptime, now): (Span, Time),
        matches: impl Fn(&Digest) -> bool,
    ) -> Result<Fetcher, Reason> {
        self.prove_secret(app_id, (uptime, now), matches).map(|(fetcher, _)| fetcher)
    }

    /// The same, and the account as it stood then: who goes on with it need not look it up again.
    pub fn prove_secret(
        &self,
        app_id: &AppId,
        (uptime, now): (Span, Time),
        matches: impl Fn(&Digest) -> bool,
    ) -> Result<(Fetcher, Arc<AccountState>), Reason> {
        self.fresh(uptime)?;
        let account = self.account_by_app_id(app_id)?;
        // One whose planned end has come is asked about like the others, and is none of them.
        let works = |living: &LivingSecret| living.retires_at.is_none_or(|at| now < at);
        let living = account.living_secrets().iter();
        let shown = living.fold(None, |found, living| {
            if matches(&living.digest) && works(living) { Some(living.secret) } else { found }
        });
        let secret = shown.ok_or(Reason::SecretWrong)?;
        account.stands()?;
        match account.secrets {
            SecretsState::Frozen => Err(Reason::SecretsFrozen),
            SecretsState::Usable => Ok((Fetcher { account: account.no, secret }, account)),
        }
    }
}
