//! Facts about users and what they allowed.

use vermilion_model::fact::{ConsentGiven, ConsentWithdrawn, Pair};
use vermilion_model::{Scope, Time};

use crate::in_force::{InForce, Misfit};

impl InForce {
    pub(super) fn consent_given(&self, act: &ConsentGiven) -> Result<(), Misfit> {
        let pair = Pair { account: act.account, ordinal: act.ordinal };
        self.withdrawals.lift(pair, act.scope);
        // Scopes without a bit open no server call: their rows suffice.
        let Some(bit) = act.scope.bit() else { return Ok(()) };
        self.consent(pair, |consents, user| consents.set(user, bit))
    }

    pub(super) fn consent_withdrawn(&self, act: &ConsentWithdrawn, at: Time) -> Result<(), Misfit> {
        let pair = Pair { account: act.account, ordinal: act.ordinal };
        self.withdrawals.note(pair, act.scope, at);
        let Some(bit) = act.scope.bit() else { return Ok(()) };
        self.consent(pair, |consents, user| consents.clear(user, bit))
    }

    /// Nothing they allowed holds any more, in any account.
    pub(super) fn users_gone(&self, pairs: &[Pair]) -> Result<(), Misfit> {
        for pair in pairs {
            self.consent(*pair, |consents, user| consents.put(user, Scope::GONE))?;
            self.withdrawals.drop_pair(*pair);
        }
        Ok(())
    }
}
