//! One fact changes what is in force, at once and as a whole.

mod account;
mod authorization;
mod consent;

use vermilion_model::fact::{Act, Fact};
use vermilion_model::{AccountNo, Seq};

use crate::in_force::{InForce, Misfit};

impl InForce {
    /// Applies one governance fact; facts of a lane come strictly in order, and one that was
    /// applied already is skipped.
    ///
    /// # Errors
    /// The fact does not fit what is held: from then on nothing is allowed.
    pub fn apply(&self, seq: Seq, fact: &Fact) -> Result<(), Misfit> {
        let mut applied = self.applied.lock();
        let held = applied.entry(seq.lane).or_insert(0);
        if seq.number <= *held {
            return Ok(());
        }
        self.take_in(fact).map_err(|misfit| self.halt_on(misfit))?;
        *held = seq.number;
        Ok(())
    }

    /// A fact that this binary cannot read changed these accounts: what is held of them may be wrong, so nothing
    /// is allowed for them any more (I4).
    ///
    /// # Errors
    /// One of them is not held: from then on nothing is allowed to anybody.
    pub fn unread(&self, seq: Seq, accounts: &[AccountNo]) -> Result<(), Misfit> {
        let mut applied = self.applied.lock();
        let held = applied.entry(seq.lane).or_insert(0);
        if seq.number <= *held {
            return Ok(());
        }
        for account in accounts {
            self.doubt(*account).map_err(|misfit| self.halt_on(misfit))?;
        }
        *held = seq.number;
        Ok(())
    }

    /// Applies a fact to a memory that holds some accounts only, for a look at the past: no number is kept, and a
    /// fact about an account that is not held changes nothing.
    ///
    /// # Errors
    /// It names an account that is not held.
    pub fn replay(&self, fact: &Fact) -> Result<(), Misfit> {
        self.take_in(fact)
    }

    /// The rows that stood up hold everything up to here.
    pub fn begin_at(&self, seq: Seq) {
        self.applied.lock().insert(seq.lane, seq.number);
    }

    /// The last fact applied in this lane.
    pub fn applied(&self, lane: u16) -> Seq {
        Seq { lane, number: self.applied.lock().get(&lane).copied().unwrap_or(0) }
    }

    #[expect(clippy::match_same_arms, reason = "each kind that changes nothing says why")]
    fn take_in(&self, fact: &Fact) -> Result<(), Misfit> {
        let at = fact.at;
        match &fact.act {
            Act::MemberRegistered(act) => self.account_opened(&act.account),
            Act::AccountOpened(act) => self.account_opened(act),
            Act::SecretIssued(act) => self.secret_issued(act),
            Act::SecretReset(act) => self.secret_reset(act),
            Act::SecretRetired(act) => self.secret_retired(act),
            Act::SecretsFrozen(act) => self.secrets_frozen(act),
            Act::SecretsUnfrozen(act) => self.secrets_unfrozen(act),
            Act::TokensEnded(act) => self.tokens_ended(act),
            #[rustfmt::skip] // a list, not steps
            Act::AccountSuspended(_) | Act::AccountRestored(_) | Act::AccountClosed(_)
            | Act::AccountFrozen(_) | Act::AccountUnfrozen(_) | Act::AccountClosing(_)
            | Act::AccountKept(_) | Act::AccountBound(_) | Act::AccountUnbound(_) => self.standing_changed(&fact.act),
            // not in force: what was closed before it was erased stays closed
            Act::AccountErased(_) => Ok(()),
            Act::RevisionSubmitted(_)
            | Act::CaseApproved(_)
            | Act::CapabilitiesGivenUp(_)
            | Act::AuthorizationRevoked(_)
            | Act::DelegationAccepted(_)
            | Act::AuthorizationSuspended(_)
            | Act::AuthorizationRestored(_) => self.authorizations_changed(&fact.act),
            // not in force: offered, or not taken (I2)
            Act::DelegationOffered(_) | Act::OfferEnded(_) => Ok(()),
            Act::ConsentGiven(_) | Act::ConsentWithdrawn(_) | Act::UserClosed(_) | Act::UserErased(_) => {
                self.consents_changed(&fact.act, at)
            }
            // not in force: names, pictures and subjects open no call
            #[rustfmt::skip] // a list, not steps
            Act::PetitionSubmitted(_) | Act::PetitionWithdrawn(_)
            | Act::WordProtected(_) | Act::WordFreed(_) => Ok(()),
            #[rustfmt::skip] // a list, not steps
            Act::HostKeyIssued(_) | Act::HostKeyRevoked(_) | Act::AccountListed(_)
            | Act::AccountUnlisted(_) | Act::AllowListSet(_) | Act::SecretRetirementPlanned(_)
            | Act::LimitsSwitched(_) | Act::QuotaCleared(_) => self.settings_changed(&fact.act),
            Act::SecretReplaced(act) => self.secret_replaced(act),
            // not in force: what a mini program's own code may reach, and where messages go
            Act::ServerDomainsSet(_) | Act::MessagePushSet(_) => Ok(()),
            // not in force: a review in progress changes nothing (I2)
            Act::SubmissionWithdrawn(_) | Act::CaseSeconded(_) | Act::CaseRejected(_) => Ok(()),
            // not in force: whose turn a case is, and that it lapsed or is late, decides nothing
            #[rustfmt::skip] // a list, not steps
            Act::CaseAsked(_) | Act::CaseAnswered(_) | Act::CaseMessageWritten(_)
            | Act::CaseLapsed(_) | Act::CaseEscalated(_) | Act::CaseAppealed(_) => Ok(()),
            // not in force: the desk's own data and files, rules about applications, and the catalogue, which
            // each node has from its next start
            #[rustfmt::skip] // a list, not steps
            Act::ReviewReasonSet(_) | Act::ReviewReasonRetired(_) | Act::CalendarYearSet(_)
            | Act::PolicySaved(_) | Act::PolicyEnabled(_) | Act::PolicyDisabled(_) | Act::CatalogueApplied(_)
            | Act::EvidenceStored(_) | Act::EvidenceScanned(_) | Act::EvidenceViewed(_)
            | Act::EvidenceDeleted(_) => Ok(()),
            // not in force: members act through the console, which reads the store at every call
            #[rustfmt::skip] // a list, not steps
            Act::PlatformRoleGiven(_) | Act::PlatformRoleTaken(_) | Act::MemberInvited(_) | Act::InvitationAccepted(_)
            | Act::PasswordChanged(_) | Act::PasswordReset(_) | Act::MembershipOffered(_) | Act::MembershipOfferWithdrawn(_)
            | Act::MembershipBegun(_) | Act::MembershipRoleChanged(_) | Act::MembershipEnded(_) | Act::AgreementPublished(_)
            | Act::AgreementAccepted(_) | Act::FactorAdded(_) | Act::FactorRemoved(_) | Act::FactorRenamed(_) | Act::RecoveryCodesMade(_)
            | Act::RecoveryCodeSpent(_) | Act::HostUserBound(_) | Act::HostUserUnbound(_) | Act::MemberErased(_)
            | Act::RegistrationInvited(_) | Act::RegistrationInvitationWithdrawn(_) => Ok(()),
            // not in force: read when a profile is asked for
            Act::ProfilePolicySet(_) => Ok(()),
            // not in force: a host app without a key can do nothing
            Act::HostAppMade(_) => Ok(()),
            // not in force: who accepts a clock or a gap lifts a halt by a new start
            Act::ClockAccepted(_) | Act::GapAccepted(_) => Ok(()),
            // not in force: somebody read
            Act::AuditExported(_) => Ok(()),
            // not in force: incarnation and keys belong to the key ring, which checks them first
            Act::IncarnationRaised(_) | Act::KeysRotated(_) => Ok(()),
        }
    }

    /// Whether an account may act, and to which open-platform account it is bound.
    fn standing_changed(&self, act: &Act) -> Result<(), Misfit> {
        match act {
            Act::AccountSuspended(act) => self.account_suspended(act),
            Act::AccountRestored(act) => self.account_restored(act),
            Act::AccountClosed(act) => self.account_closed(act),
            Act::AccountFrozen(act) => self.account_frozen(act),
            Act::AccountUnfrozen(act) => self.account_unfrozen(act),
            Act::AccountClosing(act) => self.account_closing(act),
            Act::AccountKept(act) => self.account_kept(act),
            Act::AccountBound(act) => self.account_bound(act),
            Act::AccountUnbound(act) => self.account_unbound(act),
            _ => Ok(()),
        }
    }

    /// Who may log in where, and what holds an account's calls.
    fn settings_changed(&self, act: &Act) -> Result<(), Misfit> {
        match act {
            Act::HostKeyIssued(act) => self.add_host_key(act.host_app, act.number, act.digest),
            Act::HostKeyRevoked(act) => self.drop_host_key(act.host_app, act.number),
            Act::AccountListed(act) => {
                return self.change(act.account, |account| account.list(act.host_app));
            }
            Act::AccountUnlisted(act) => {
                return self.change(act.account, |account| account.unlist(act.host_app));
            }
            Act::AllowListSet(act) => {
                return self
                    .change(act.account, |account| account.allow = std::sync::Arc::new(act.list.clone()));
            }
            Act::SecretRetirementPlanned(act) => {
                return self.change(act.account, |account| account.plan(act.secret, act.at));
            }
            Act::LimitsSwitched(act) => {
                return self.change(act.account, |account| account.limits = act.state);
            }
            Act::QuotaCleared(act) => self.clear_quota(act.account, act.call.as_deref()),
            _ => {}
        }
        Ok(())
    }
}
