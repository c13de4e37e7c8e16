//! What memory hears of commits by: the honest sink behind one that changes facts, drops them or tells them late.

use std::collections::BTreeSet;
use std::sync::Arc;

use parking_lot::Mutex;
use vermilion_model::fact::traffic::Mark;
use vermilion_model::fact::{Act, Actor, CaseApproved, ClockAccepted, Fact};
use vermilion_model::fact::{CapabilitiesGivenUp, RevisionSubmitted};
use vermilion_model::{Capabilities, CapabilityNo, Effect, ReviewClass, Seq, Time};
use vermilion_store::{Entry, Happened, LoginRow, Sink, Told};

use crate::cover;
use crate::fault::Fault;

/// Kinds of facts that were told, by their names.
pub(crate) type Heard = Arc<Mutex<BTreeSet<String>>>;

pub(crate) struct Tampering {
    pub(crate) honest: Arc<dyn Sink>,
    pub(crate) fault: Option<Fault>,
    pub(crate) heard: Heard,
    /// What is told late.
    pub(crate) held: Mutex<Option<Entry>>,
}

/// Something at a number at which memory is to hear of nothing: a missing number would be noticed by the
/// order alone.
fn nothing() -> Act {
    ClockAccepted { clock: Time::ZERO }.into()
}

/// Whether an entry of another node takes something away.
fn takes_away(entry: &Entry) -> bool {
    let kinds =
        ["authorization_revoked", "account_suspended", "consent_withdrawn", "authorization_suspended"];
    kinds.contains(&entry.kind.as_str())
}

impl Tampering {
    fn tell(&self, seq: Seq, act: Act) {
        let fact = Fact { at: Time::ZERO, actor: Actor::Platform, act };
        self.honest.governance(seq, Told::Own(&Arc::new(Happened::Governance(fact))));
    }

    /// An own fact, changed.
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
                Some(CaseApproved { effect, ..approved.clone() }.into())
            }
            (Fault::PendingInForce, Act::RevisionSubmitted(submitted)) => {
                let review = ReviewClass::None;
                Some(RevisionSubmitted { review, ..submitted.clone() }.into())
            }
            (Fault::KeepsWhatWasGivenUp, Act::CapabilitiesGivenUp(given)) => {
                let given_up = Capabilities::NONE;
                Some(CapabilitiesGivenUp { given_up, ..given.clone() }.into())
            }
            (Fault::MissesRevocations, Act::AuthorizationRevoked(_)) => Some(nothing()),
            _ => None,
        }
    }

    /// An entry of the feed, dropped or told late; true when that is all.
    fn misread(&self, seq: Seq, entry: &Entry) -> bool {
        match self.fault {
            Some(Fault::DropsFromTheFeed) if takes_away(entry) => {
                self.tell(seq, nothing());
                true
            }
            Some(Fault::ReordersTheFeed) => {
                let mut held = self.held.lock();
                match held.take() {
                    // Each at the other's number: the later one first.
                    Some(late) => {
                        self.honest.governance(late.seq, Told::Read(entry));
                        self.honest.governance(seq, Told::Read(&late));
                        true
                    }
                    None if takes_away(entry) => {
                        *held = Some(entry.clone());
                        true
                    }
                    None => false,
                }
            }
            _ => false,
        }
    }
}

impl Sink for Tampering {
    fn governance(&self, seq: Seq, told: Told<'_>) {
        match told {
            Told::Own(happened) => {
                let Happened::Governance(fact) = &**happened else { return };
                self.heard.lock().insert(fact.act.kind().to_owned());
                if let Some(act) = self.changed(&fact.act) {
                    let changed = Fact { at: fact.at, actor: fact.actor, act };
                    return self.honest.governance(seq, Told::Own(&Arc::new(Happened::Governance(changed))));
                }
            }
            Told::Read(entry) => {
                if self.misread(seq, entry) {
                    return;
                }
            }
        }
        self.honest.governance(seq, told);
    }
    fn traffic(&self, fact: &Arc<Happened>) {
        if let Happened::Traffic(traffic) = &**fact {
            self.heard.lock().insert(cover::name_of(traffic));
        }
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
