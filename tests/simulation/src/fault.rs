//! Faults, one for each invariant, made on values.

use std::sync::Arc;

use vermilion_model::fact::traffic::Mark;
use vermilion_model::fact::{Act, ClockAccepted, Fact};
use vermilion_model::{Capabilities, CapabilityNo, Effect, ReviewClass, Seq};
use vermilion_store::{Happened, LoginRow, Sink, Told};

/// What goes wrong in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// I1: memory holds a capability that was not approved.
    GrantsMore,
    /// I2: a pending revision is in force.
    PendingInForce,
    /// I3: giving up changes nothing.
    KeepsWhatWasGivenUp,
    /// I4: memory does not hear of a revocation.
    MissesRevocations,
    /// I5: the store forgets a suspension.
    ForgetsSuspensions,
    /// I6: a code is spent without its guard.
    SpendsUnguarded,
    /// I7: a reviewer's own roles are not looked at.
    IgnoresOwnRoles,
    /// I7: who rejected is not looked at when they decide the appeal.
    ForgetsWhoRejected,
    /// I8: an entry of the audit log is edited.
    EditsTheLog,
    /// I9: a secret is stored as it is.
    StoresASecret,
    /// I10: an erased person's key comes back.
    KeepsAPersonKey,
}

impl Fault {
    /// Each with its invariant.
    pub const ALL: [(u8, Fault); 11] = [
        (1, Fault::GrantsMore),
        (2, Fault::PendingInForce),
        (3, Fault::KeepsWhatWasGivenUp),
        (4, Fault::MissesRevocations),
        (5, Fault::ForgetsSuspensions),
        (6, Fault::SpendsUnguarded),
        (7, Fault::IgnoresOwnRoles),
        (7, Fault::ForgetsWhoRejected),
        (8, Fault::EditsTheLog),
        (9, Fault::StoresASecret),
        (10, Fault::KeepsAPersonKey),
    ];
}

/// What memory hears of commits by, with the fault.
pub(crate) struct Tampering {
    pub(crate) honest: Arc<dyn Sink>,
    pub(crate) fault: Option<Fault>,
}

impl Tampering {
    fn changed(&self, act: &Act) -> Option<Act> {
        match (self.fault?, act) {
            (Fault::GrantsMore, Act::CaseApproved(approved)) => {
                let Effect::Revision { authorization, revision, account, giver, capabilities, until } =
                    approved.effect.clone()
                else {
                    return None;
                };
                let more = (1..=42).map(CapabilityNo).collect();
                let capabilities = capabilities.and(more);
                let effect =
                    Effect::Revision { authorization, revision, account, giver, capabilities, until };
                Some(vermilion_model::fact::CaseApproved { effect, ..approved.clone() }.into())
            }
            (Fault::PendingInForce, Act::RevisionSubmitted(submitted)) => {
                let review = ReviewClass::None;
                Some(vermilion_model::fact::RevisionSubmitted { review, ..submitted.clone() }.into())
            }
            (Fault::KeepsWhatWasGivenUp, Act::CapabilitiesGivenUp(given)) => {
                let given_up = Capabilities::NONE;
                Some(vermilion_model::fact::CapabilitiesGivenUp { given_up, ..given.clone() }.into())
            }
            // Something else at the same number: a missing number would be noticed by the order alone.
            (Fault::MissesRevocations, Act::AuthorizationRevoked(_)) => {
                Some(ClockAccepted { clock: vermilion_model::Time::ZERO }.into())
            }
            _ => None,
        }
    }
}

impl Sink for Tampering {
    fn governance(&self, seq: Seq, told: Told<'_>) {
        if let Told::Own(happened) = told
            && let Happened::Governance(fact) = &**happened
            && let Some(act) = self.changed(&fact.act)
        {
            let changed = Fact { at: fact.at, actor: fact.actor, act };
            return self.honest.governance(seq, Told::Own(&Arc::new(Happened::Governance(changed))));
        }
        self.honest.governance(seq, told);
    }
    fn traffic(&self, fact: &Arc<Happened>) {
        self.honest.traffic(fact);
    }
    fn marks(&self, marks: &[Mark]) {
        self.honest.marks(marks);
    }
    fn spent(&self, row: &LoginRow) {
        self.honest.spent(row);
    }
    fn fresh_until(&self, boot: std::time::Duration) {
        self.honest.fresh_until(boot);
    }
    fn halted(&self, why: &str) {
        self.honest.halted(why);
    }
}
