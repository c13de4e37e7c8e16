//! Roots: what a fact writes, named coarsely enough that a fact's own ids tell it.
//!
//! A group archives a root *whole*: everything that hangs on it is wiped and put back, so rows that a
//! fact deleted go too, and no fact's statements need a second description. The match is exhaustive:
//! a new fact must name its roots.

use serde::{Deserialize, Serialize};
use vermilion_model::fact::{
    AccountOpened, Act, CaseAppealed, CaseRejected, EvidenceDeleted, EvidenceScanned, EvidenceStored,
    EvidenceViewed, PolicyDisabled, PolicyEnabled, PolicySaved,
};
use vermilion_model::{AccountNo, Effect, Id};

use super::images::{self, Image};
use crate::Value;

/// Something that facts are about, with every row that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Root {
    /// The ring of keys, the gaps, the agreements, the protected words, what operators edited for the desk,
    /// and the catalogues they applied.
    Installation,
    /// A member, their platform roles, second factors, choices and binding.
    Member(#[serde(with = "hex::serde")] [u8; 16]),
    /// An account, its members, secrets, epochs, stable tokens, names, register, petitions, binding and
    /// profile policy.
    Account(u32),
    /// A host app, its keys and listings.
    HostApp(#[serde(with = "hex::serde")] [u8; 16]),
    /// A user, their pairs and consents.
    User(#[serde(with = "hex::serde")] [u8; 16]),
    /// An authorization, what is in force of it, and its revisions.
    Authorization(#[serde(with = "hex::serde")] [u8; 16]),
    /// A file.
    Evidence(#[serde(with = "hex::serde")] [u8; 16]),
    /// One of the platform's own rules, and its versions.
    Policy(String),
    /// A review case, with what was said about it.
    Case(#[serde(with = "hex::serde")] [u8; 16]),
}

impl Root {
    /// The rows that hang on it.
    pub(crate) fn images(&self) -> &'static [Image] {
        match self {
            Root::Installation => &images::INSTALLATION,
            Root::Member(_) => &images::MEMBER,
            Root::Account(_) => &images::ACCOUNT,
            Root::HostApp(_) => &images::HOST_APP,
            Root::User(_) => &images::USER,
            Root::Authorization(_) => &images::AUTHORIZATION,
            Root::Evidence(_) => &images::EVIDENCE,
            Root::Policy(_) => &images::POLICY,
            Root::Case(_) => &images::CASE,
        }
    }

    /// Its key, as every statement of its images takes it.
    pub(crate) fn key(&self) -> Vec<Value> {
        match self {
            Root::Installation => Vec::new(),
            Root::Account(no) => vec![Value::from(*no)],
            Root::Policy(id) => vec![Value::from(id.as_str())],
            Root::Member(id)
            | Root::HostApp(id)
            | Root::User(id)
            | Root::Authorization(id)
            | Root::Evidence(id)
            | Root::Case(id) => vec![Value::from(*id)],
        }
    }

    /// Whether the fact may have made or destroyed a person's key: the mirror follows.
    pub(crate) fn has_key(&self) -> bool {
        matches!(self, Root::Member(_) | Root::Account(_) | Root::User(_))
    }
}

fn member<T>(id: Id<T>) -> Root {
    Root::Member(*id.bytes())
}

fn authorization<T>(id: Id<T>) -> Root {
    Root::Authorization(*id.bytes())
}

fn case<T>(id: Id<T>) -> Root {
    Root::Case(*id.bytes())
}

fn user<T>(id: Id<T>) -> Root {
    Root::User(*id.bytes())
}

fn host_app<T>(id: Id<T>) -> Root {
    Root::HostApp(*id.bytes())
}

fn account(no: AccountNo) -> Root {
    Root::Account(no.0)
}

fn decided<T>(decided: Id<T>, effect: &Effect) -> Vec<Root> {
    match effect {
        Effect::Revision { authorization: id, .. } => vec![case(decided), authorization(*id)],
        Effect::Register { account: no, .. }
        | Effect::Verification { account: no, .. }
        | Effect::Registration { account: no, .. } => {
            vec![case(decided), account(*no)]
        }
    }
}

/// What is said stands with its case, and what it names with the files.
fn said<T, F>(about: Id<T>, files: &[Id<F>]) -> Vec<Root> {
    std::iter::once(case(about)).chain(files.iter().map(file)).collect()
}

fn file<F>(id: &Id<F>) -> Root {
    Root::Evidence(*id.bytes())
}

/// An account, and the case of whether it may act.
fn opened(act: &AccountOpened) -> Vec<Root> {
    let waits = act.admission.as_ref().and_then(|asked| asked.case).map(case);
    std::iter::once(account(act.account)).chain(waits).collect()
}

fn rejected(act: &CaseRejected) -> Vec<Root> {
    let sent = act.attached.iter().flat_map(|sent| &sent.files).map(file);
    decided(act.case, &act.effect).into_iter().chain(sent).collect()
}

/// The rejected case, the new one, and the files that go from one to the other.
fn appealed(act: &CaseAppealed) -> Vec<Root> {
    let mut roots = decided(act.case, &act.effect);
    roots.push(case(act.appeal));
    roots.extend(act.files.iter().map(file));
    roots
}

/// What a fact wrote. Drafts are traffic: one that a submission consumed stands as the base has it.
pub(crate) fn roots(act: &Act) -> Vec<Root> {
    match act {
        Act::MemberRegistered(act) => {
            std::iter::once(member(act.member)).chain(opened(&act.account)).collect()
        }
        Act::AccountOpened(act) => opened(act),
        #[rustfmt::skip] // a list, not steps
        Act::InvitationAccepted(_) | Act::PlatformRoleGiven(_) | Act::PlatformRoleTaken(_)
        | Act::PasswordChanged(_) | Act::PasswordReset(_) | Act::AgreementAccepted(_)
        | Act::FactorAdded(_) | Act::FactorRemoved(_) | Act::FactorRenamed(_) | Act::RecoveryCodesMade(_)
        | Act::RecoveryCodeSpent(_) | Act::HostUserBound(_) | Act::HostUserUnbound(_)
        | Act::MemberErased(_) => of_member(act).into_iter().collect(),
        Act::MembershipBegun(act) => vec![member(act.member), account(act.account)],
        #[rustfmt::skip] // a list, not steps
        Act::MembershipRoleChanged(_) | Act::MembershipEnded(_) | Act::AccountSuspended(_)
        | Act::AccountRestored(_) | Act::AccountClosed(_) | Act::AccountFrozen(_) | Act::AccountUnfrozen(_)
        | Act::AccountClosing(_) | Act::AccountKept(_) | Act::AccountErased(_) | Act::AccountUnbound(_)
        | Act::ProfilePolicySet(_) | Act::SecretIssued(_) | Act::SecretReset(_) | Act::SecretRetired(_)
        | Act::SecretsFrozen(_) | Act::SecretsUnfrozen(_) | Act::TokensEnded(_) | Act::LimitsSwitched(_)
        | Act::AllowListSet(_) | Act::ServerDomainsSet(_) | Act::MessagePushSet(_) | Act::SecretRetirementPlanned(_)
        | Act::SecretReplaced(_) => of_account(act).into_iter().collect(),
        Act::AccountBound(act) => vec![account(act.account), account(act.open)],
        Act::RevisionSubmitted(act) => vec![authorization(act.authorization), case(act.case)],
        Act::SubmissionWithdrawn(act) => vec![authorization(act.authorization), case(act.case)],
        Act::CapabilitiesGivenUp(act) => vec![authorization(act.authorization)],
        Act::AuthorizationRevoked(act) => {
            let case = act.case.map(case);
            std::iter::once(authorization(act.authorization)).chain(case).collect()
        }
        Act::PetitionSubmitted(act) => {
            let opened = act.case.map(case);
            std::iter::once(account(act.effect.account())).chain(opened).collect()
        }
        Act::PetitionWithdrawn(act) => vec![account(act.account), case(act.case)],
        Act::DelegationOffered(act) => vec![authorization(act.authorization)],
        Act::DelegationAccepted(act) => {
            let case = act.case.map(case);
            [account(act.giver), authorization(act.authorization)].into_iter().chain(case).collect()
        }
        Act::OfferEnded(act) => vec![authorization(act.authorization)],
        Act::AuthorizationSuspended(act) => vec![authorization(act.authorization)],
        Act::AuthorizationRestored(act) => vec![authorization(act.authorization)],
        Act::EvidenceStored(EvidenceStored { evidence, .. })
        | Act::EvidenceScanned(EvidenceScanned { evidence, .. })
        | Act::EvidenceViewed(EvidenceViewed { evidence, .. })
        | Act::EvidenceDeleted(EvidenceDeleted { evidence, .. }) => vec![Root::Evidence(*evidence.bytes())],
        Act::PolicySaved(PolicySaved { policy, .. })
        | Act::PolicyEnabled(PolicyEnabled { policy, .. })
        | Act::PolicyDisabled(PolicyDisabled { policy }) => vec![Root::Policy(policy.clone())],
        Act::CaseSeconded(act) => vec![case(act.case)],
        Act::CaseApproved(act) => decided(act.case, &act.effect),
        Act::CaseRejected(act) => rejected(act),
        Act::CaseAsked(act) => said(act.case, &act.files),
        Act::CaseAnswered(act) => said(act.case, &act.files),
        Act::CaseMessageWritten(act) => said(act.case, &act.files),
        // What was submitted stands with its revision, from which a change begins anyway.
        Act::CaseLapsed(act) => decided(act.case, &act.effect),
        Act::CaseEscalated(act) => vec![case(act.case)],
        Act::CaseAppealed(act) => appealed(act),
        #[rustfmt::skip] // a list, not steps
        Act::ConsentGiven(_) | Act::ConsentWithdrawn(_) | Act::UserClosed(_)
        | Act::UserErased(_) | Act::HostAppMade(_) | Act::HostKeyIssued(_)
        | Act::HostKeyRevoked(_) | Act::AccountListed(_) | Act::AccountUnlisted(_) => of_user_or_host(act).into_iter().collect(),
        #[rustfmt::skip] // a list, not steps
        Act::ReviewReasonSet(_) | Act::ReviewReasonRetired(_) | Act::CalendarYearSet(_)
        | Act::WordProtected(_) | Act::WordFreed(_) | Act::GapAccepted(_)
        | Act::KeysRotated(_) | Act::AgreementPublished(_)
        | Act::CatalogueApplied(_) => vec![Root::Installation],
        // Nothing but the entry, what is not archived, and what stands in every part's first line.
        #[rustfmt::skip] // a list, not steps
        Act::ClockAccepted(_) | Act::AuditExported(_) | Act::IncarnationRaised(_) | Act::MemberInvited(_)
        | Act::MembershipOffered(_) | Act::MembershipOfferWithdrawn(_) | Act::RegistrationInvited(_)
        | Act::RegistrationInvitationWithdrawn(_) | Act::QuotaCleared(_) => Vec::new(),
    }
}

/// What changes an account's rows alone.
fn of_account(act: &Act) -> Option<Root> {
    Some(match act {
        Act::MembershipRoleChanged(act) => account(act.account),
        Act::MembershipEnded(act) => account(act.account),
        Act::AccountSuspended(act) => account(act.account),
        Act::AccountRestored(act) => account(act.account),
        Act::AccountClosed(act) => account(act.account),
        Act::AccountFrozen(act) => account(act.account),
        Act::AccountUnfrozen(act) => account(act.account),
        Act::AccountClosing(act) => account(act.account),
        Act::AccountKept(act) => account(act.account),
        Act::AccountErased(act) => account(act.account),
        Act::AccountUnbound(act) => account(act.account),
        Act::ProfilePolicySet(act) => account(act.account),
        Act::SecretIssued(act) => account(act.account),
        Act::SecretReset(act) => account(act.account),
        Act::SecretRetired(act) => account(act.account),
        Act::SecretsFrozen(act) => account(act.account),
        Act::SecretsUnfrozen(act) => account(act.account),
        Act::TokensEnded(act) => account(act.account),
        Act::LimitsSwitched(act) => account(act.account),
        Act::AllowListSet(act) => account(act.account),
        Act::ServerDomainsSet(act) => account(act.account),
        Act::MessagePushSet(act) => account(act.account),
        Act::SecretRetirementPlanned(act) => account(act.account),
        Act::SecretReplaced(act) => account(act.account),
        _ => return None,
    })
}

/// A member's acts change the member's rows alone.
fn of_member(act: &Act) -> Option<Root> {
    match act {
        Act::InvitationAccepted(act) => Some(member(act.member)),
        Act::PlatformRoleGiven(act) => Some(member(act.member)),
        Act::PlatformRoleTaken(act) => Some(member(act.member)),
        Act::PasswordChanged(act) => Some(member(act.member)),
        Act::PasswordReset(act) => Some(member(act.member)),
        Act::AgreementAccepted(act) => Some(member(act.member)),
        Act::FactorAdded(act) => Some(member(act.member)),
        Act::FactorRemoved(act) => Some(member(act.member)),
        Act::FactorRenamed(act) => Some(member(act.member)),
        Act::RecoveryCodesMade(act) => Some(member(act.member)),
        Act::RecoveryCodeSpent(act) => Some(member(act.member)),
        Act::HostUserBound(act) => Some(member(act.member)),
        Act::HostUserUnbound(act) => Some(member(act.member)),
        Act::MemberErased(act) => Some(member(act.member)),
        _ => None,
    }
}

fn of_user_or_host(act: &Act) -> Option<Root> {
    match act {
        Act::ConsentGiven(act) => Some(user(act.user)),
        Act::ConsentWithdrawn(act) => Some(user(act.user)),
        Act::UserClosed(act) => Some(user(act.user)),
        Act::UserErased(act) => Some(user(act.user)),
        Act::HostAppMade(act) => Some(host_app(act.host_app)),
        Act::HostKeyIssued(act) => Some(host_app(act.host_app)),
        Act::HostKeyRevoked(act) => Some(host_app(act.host_app)),
        Act::AccountListed(act) => Some(host_app(act.host_app)),
        Act::AccountUnlisted(act) => Some(host_app(act.host_app)),
        _ => None,
    }
}
