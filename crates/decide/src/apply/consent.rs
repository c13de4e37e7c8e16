//! Facts about users and what they allowed.

use vermilion_model::fact::{Act, ConsentGiven, ConsentWithdrawn, Pair};
use vermilion_model::{Scope, Time};

use crate::in_force::{InForce, Misfit};

impl InForce {
    /// The one door to consents: what a start replays on a saved copy passes it too, so no fact can
    /// change a consent when it is applied and not when it is replayed.
    pub(crate) fn consents_changed(&self, act: &Act, at: Time) -> Result<(), Misfit> {
        match act {
            Act::ConsentGiven(act) => self.consent_given(act),
            Act::ConsentWithdrawn(act) => self.consent_withdrawn(act, at),
            Act::UserClosed(act) => self.users_gone(&act.pairs),
            Act::UserErased(act) => self.users_gone(&act.pairs),
            // The others change no consent.
            _ => Ok(()),
        }
    }

    fn consent_given(&self, act: &ConsentGiven) -> Result<(), Misfit> {
        let pair = Pair { account: act.account, ordinal: act.ordinal };
        self.withdrawals.lift(pair, act.scope);
        // Scopes without a bit open no server call: their rows suffice.
        let Some(bit) = act.scope.bit() else { return Ok(()) };
        self.consent(pair, |consents, user| consents.set(user, bit))
    }

    fn consent_withdrawn(&self, act: &ConsentWithdrawn, at: Time) -> Result<(), Misfit> {
        let pair = Pair { account: act.account, ordinal: act.ordinal };
        self.withdrawals.note(pair, act.scope, at);
        let Some(bit) = act.scope.bit() else { return Ok(()) };
        self.consent(pair, |consents, user| consents.clear(user, bit))
    }

    /// Nothing they allowed holds any more, in any account.
    fn users_gone(&self, pairs: &[Pair]) -> Result<(), Misfit> {
        for pair in pairs {
            self.consent(*pair, |consents, user| consents.put(user, Scope::GONE))?;
            self.withdrawals.drop_pair(*pair);
        }
        Ok(())
    }
}
