//! Facts about authorizations: what is effective, and nothing that only waits (I2).

use vermilion_model::fact::Act;
use vermilion_model::{AccountNo, Authorization, Capabilities, Effect, Giver, Id, ReviewClass, Time};

use crate::in_force::{Grant, Grants, InForce, Misfit};

/// Whether it is in force with its submission: nobody reviews it.
const fn at_once(review: ReviewClass) -> bool {
    match review {
        ReviewClass::None | ReviewClass::Automatic => true,
        // not in force: on the reviewers' desk (I2)
        ReviewClass::OnePerson | ReviewClass::TwoPersons => false,
    }
}

impl InForce {
    pub(super) fn authorizations_changed(&self, act: &Act) -> Result<(), Misfit> {
        match act {
            Act::RevisionSubmitted(act) if at_once(act.review) => {
                self.effective(act.authorization, (act.account, act.giver), act.capabilities, act.until)
            }
            Act::DelegationAccepted(act) if at_once(act.review) => {
                let parties = (act.account, Giver::Account(act.giver));
                self.effective(act.authorization, parties, act.capabilities, act.until)
            }
            Act::CaseApproved(act) => match &act.effect {
                Effect::Revision { authorization, account, giver, capabilities, until, .. } => {
                    self.effective(*authorization, (*account, *giver), *capabilities, *until)
                }
                // not in force: names, pictures and subjects open no call
                Effect::Register { .. } | Effect::Verification { .. } => Ok(()),
                Effect::Registration { account, .. } => self.account_admitted(*account),
            },
            Act::CapabilitiesGivenUp(act) => {
                // I3, and `left` is what somebody saw: an approval may have come between.
                let take = |grants: &mut Grants| grants.give_up(act.authorization, act.given_up);
                self.change_grants(act.account, act.giver, take)
            }
            Act::AuthorizationRevoked(act) => {
                self.change_grants(act.account, act.giver, |grants| grants.remove(act.authorization))
            }
            Act::AuthorizationSuspended(act) => {
                self.change_grants(act.account, act.giver, |grants| grants.suspend(act.authorization))
            }
            Act::AuthorizationRestored(act) => {
                self.change_grants(act.account, act.giver, |grants| grants.restore(act.authorization))
            }
            // The others change no authorization.
            _ => Ok(()),
        }
    }

    /// I2: the revision replaces the one before it in one step.
    fn effective(
        &self,
        id: Id<Authorization>,
        (account, giver): (AccountNo, Giver),
        capabilities: Capabilities,
        until: Option<Time>,
    ) -> Result<(), Misfit> {
        self.change_grants(account, giver, |grants| {
            grants.replace(Grant { id, capabilities, until, suspended: false });
        })
    }
}
