//! Each fact as statements: guards that write, then writes that cannot be refused.

mod account;
mod activity;
mod admission;
mod authorization;
mod binding;
mod consent;
mod delegation;
mod evidence;
mod fetches;
mod hands;
mod host;
mod keyed_request;
mod mail;
mod member;
mod membership;
mod nodes;
mod petition;
mod platform;
mod policy;
mod quota;
mod review;
mod review_data;
pub(crate) mod settings;
mod signing_in;
mod standing;
mod steps;
mod traffic;
mod user_traffic;
mod word;

use vermilion_model::Time;
use vermilion_model::fact::{Act, Fact};

use crate::{EntryDraft, GuardKey, Lowered, Stmt};

pub use binding::BOUND_MAX;
pub(crate) use traffic::lower_traffic;

/// `stmt!(SQL, a, b, c)`: a statement with its parameters in order.
macro_rules! stmt {
    ($sql:expr $(, $param:expr)* $(,)?) => {
        $crate::Stmt::new(&$sql, vec![$($crate::Value::from($param)),*])
    };
}
pub(crate) use stmt;

/// The order in which every node takes its locks: by table, then by key.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub(crate) enum Table {
    Verification = 1,
    Invitation,
    RegistrationInvitation,
    Member,
    Account,
    HeldName,
    Stable,
    HostApp,
    Usr,
    Pair,
    Draft,
    ReviewCase,
    Authorization,
    Login,
    Installation,
    Session,
    Mail,
    Notice,
    Factor,
    Ceremony,
    Scan,
    Quota,
    Evidence,
    KeyedRequest,
}

pub(crate) fn key(table: Table, bytes: impl Into<Vec<u8>>) -> GuardKey {
    GuardKey { table: table as u8, key: bytes.into() }
}

/// What a fact's aggregate says of it; the entry is added by [`lower`].
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) keys: Vec<GuardKey>,
    pub(crate) guards: Vec<Stmt>,
    pub(crate) writes: Vec<Stmt>,
    pub(crate) subjects: String,
}

/// A governance fact as statements and the draft of its audit entry.
pub(crate) fn lower(fact: &Fact) -> Lowered {
    let parts = parts(&fact.act, fact.at);
    Lowered {
        keys: parts.keys,
        guards: parts.guards,
        writes: parts.writes,
        entry: Some(EntryDraft {
            at: fact.at,
            actor: fact.actor.to_string(),
            kind: fact.act.kind(),
            version: Act::VERSION,
            subjects: parts.subjects,
            body: fact.act.body(),
        }),
    }
}

fn parts(act: &Act, at: Time) -> Parts {
    match act {
        Act::MemberRegistered(act) => member::registered(act, at),
        Act::MemberInvited(act) => member::invited(act, at),
        Act::InvitationAccepted(act) => member::accepted(act, at),
        Act::PlatformRoleGiven(act) => member::role_given(act, at),
        Act::PlatformRoleTaken(act) => member::role_taken(act),
        Act::PasswordChanged(act) => member::password_changed(act, at),
        Act::PasswordReset(act) => member::password_reset(act, at),
        Act::MembershipOffered(act) => membership::offered(act, at),
        Act::MembershipOfferWithdrawn(act) => membership::offer_withdrawn(act, at),
        Act::MembershipBegun(act) => membership::begun(act, at),
        Act::MembershipRoleChanged(act) => membership::role_changed(act),
        Act::MembershipEnded(act) => membership::ended(act),
        Act::RegistrationInvited(act) => admission::invited(act, at),
        Act::RegistrationInvitationWithdrawn(act) => admission::withdrawn(act, at),
        #[rustfmt::skip] // a list, not steps
        Act::AgreementPublished(_) | Act::AgreementAccepted(_) | Act::FactorAdded(_)
        | Act::FactorRemoved(_) | Act::FactorRenamed(_) | Act::RecoveryCodesMade(_)
        | Act::RecoveryCodeSpent(_) | Act::HostUserBound(_) | Act::HostUserUnbound(_)
        | Act::MemberErased(_) => of_signing_in(act, at),
        #[rustfmt::skip] // a list, not steps
        Act::AccountOpened(_) | Act::AccountSuspended(_) | Act::AccountRestored(_) | Act::AccountClosed(_)
        | Act::AccountFrozen(_) | Act::AccountUnfrozen(_) | Act::AccountClosing(_) | Act::AccountKept(_)
        | Act::AccountErased(_) | Act::AccountBound(_) | Act::AccountUnbound(_) | Act::ProfilePolicySet(_)
        | Act::SecretIssued(_) | Act::SecretReset(_) | Act::SecretRetired(_) | Act::SecretsFrozen(_)
        | Act::SecretsUnfrozen(_) | Act::TokensEnded(_) => of_an_account(act, at),
        Act::RevisionSubmitted(act) => authorization::submitted(act, at),
        Act::SubmissionWithdrawn(act) => authorization::withdrawn(act, at),
        Act::CapabilitiesGivenUp(act) => authorization::given_up(act),
        Act::AuthorizationRevoked(act) => authorization::revoked(act, at),
        Act::PetitionSubmitted(act) => petition::submitted(act, at),
        Act::PetitionWithdrawn(act) => petition::withdrawn(act, at),
        Act::DelegationOffered(act) => delegation::offered(act, at),
        Act::DelegationAccepted(act) => delegation::accepted(act, at),
        Act::OfferEnded(act) => delegation::ended(act, at),
        Act::AuthorizationSuspended(act) => authorization::suspended(act, at),
        Act::AuthorizationRestored(act) => authorization::restored(act),
        Act::CaseSeconded(act) => review::seconded(act),
        Act::CaseApproved(act) => review::approved(act, at),
        Act::CaseRejected(act) => review::rejected(act, at),
        Act::CaseAsked(act) => review::asked(act, at),
        Act::CaseAnswered(act) => review::answered(act, at),
        Act::CaseMessageWritten(act) => review::message_written(act, at),
        Act::CaseLapsed(act) => review::lapsed(act, at),
        Act::CaseEscalated(act) => review::escalated(act, at),
        Act::CaseAppealed(act) => review::appealed(act, at),
        #[rustfmt::skip] // a list, not steps
        Act::ReviewReasonSet(_) | Act::ReviewReasonRetired(_) | Act::CalendarYearSet(_)
        | Act::PolicySaved(_) | Act::PolicyEnabled(_) | Act::PolicyDisabled(_) | Act::EvidenceStored(_)
        | Act::EvidenceScanned(_) | Act::EvidenceViewed(_) | Act::EvidenceDeleted(_)
        | Act::CatalogueApplied(_) => of_the_desk(act, at),
        Act::ConsentGiven(act) => consent::given(act, at),
        Act::ConsentWithdrawn(act) => consent::withdrawn(act, at),
        Act::UserClosed(act) => consent::closed(act, at),
        Act::UserErased(act) => consent::erased(act, at),
        Act::HostAppMade(act) => host::made(act, at),
        Act::HostKeyIssued(act) => host::key_issued(act, at),
        Act::HostKeyRevoked(act) => host::key_revoked(act, at),
        Act::AccountListed(act) => host::listed(act, at),
        Act::AccountUnlisted(act) => host::unlisted(act),
        Act::WordProtected(act) => word::protected(act, at),
        Act::WordFreed(act) => word::freed(act, at),
        Act::ClockAccepted(_) => installation(act),
        Act::AuditExported(act) => platform::audit_exported(act),
        Act::GapAccepted(act) => platform::gap_accepted(act, at),
        Act::KeysRotated(act) => platform::keys_rotated(act, at),
        Act::AllowListSet(act) => settings::allow_list(act, at),
        Act::ServerDomainsSet(act) => settings::server_domains(act, at),
        Act::MessagePushSet(act) => settings::message_push(act, at),
        Act::SecretRetirementPlanned(act) => settings::retirement_planned(act),
        Act::SecretReplaced(act) => settings::replaced(act, at),
        Act::QuotaCleared(act) => quota::cleared(act),
        Act::LimitsSwitched(act) => quota::switched(act, at),
        Act::IncarnationRaised(act) => platform::incarnation_raised(act),
    }
}

// What members agreed to, how they prove who they are, and that they are gone.
fn of_signing_in(act: &Act, at: Time) -> Parts {
    match act {
        Act::AgreementPublished(act) => signing_in::agreement_published(act, at),
        Act::AgreementAccepted(act) => signing_in::agreement_accepted(act, at),
        Act::FactorAdded(act) => signing_in::factor_added(act, at),
        Act::FactorRemoved(act) => signing_in::factor_removed(act),
        Act::FactorRenamed(act) => signing_in::factor_renamed(act),
        Act::RecoveryCodesMade(act) => signing_in::recovery_codes_made(act, at),
        Act::RecoveryCodeSpent(act) => signing_in::recovery_code_spent(act),
        Act::HostUserBound(act) => signing_in::host_user_bound(act, at),
        Act::HostUserUnbound(act) => signing_in::host_user_unbound(act),
        Act::MemberErased(act) => signing_in::member_erased(act, at),
        other => installation(other),
    }
}

// An account's standing and its secrets.
fn of_an_account(act: &Act, at: Time) -> Parts {
    match act {
        Act::AccountOpened(act) => account::opened(act, at),
        Act::AccountSuspended(act) => account::suspended(act, at),
        Act::AccountRestored(act) => account::restored(act),
        Act::AccountClosed(act) => account::closed(act, at),
        Act::AccountFrozen(act) => standing::frozen(act, at),
        Act::AccountUnfrozen(act) => standing::unfrozen(act),
        Act::AccountClosing(act) => standing::closing(act, at),
        Act::AccountKept(act) => standing::kept(act),
        Act::AccountErased(act) => standing::erased(act, at),
        Act::AccountBound(act) => binding::bound(act, at),
        Act::AccountUnbound(act) => binding::unbound(act),
        Act::ProfilePolicySet(act) => account::profile_policy_set(act, at),
        Act::SecretIssued(act) => account::secret_issued(act, at),
        Act::SecretReset(act) => account::secret_reset(act, at),
        Act::SecretRetired(act) => account::secret_retired(act, at),
        Act::SecretsFrozen(act) => account::frozen(act, at),
        Act::SecretsUnfrozen(act) => account::unfrozen(act),
        Act::TokensEnded(act) => account::tokens_ended(act),
        other => installation(other),
    }
}

// What the desk goes by, and the files that it looks at.
fn of_the_desk(act: &Act, at: Time) -> Parts {
    match act {
        Act::ReviewReasonSet(act) => review_data::reason_set(act, at),
        Act::ReviewReasonRetired(act) => review_data::reason_retired(act, at),
        Act::CalendarYearSet(act) => review_data::year_set(act, at),
        Act::PolicySaved(act) => policy::saved(act, at),
        Act::PolicyEnabled(act) => policy::enabled(act, at),
        Act::PolicyDisabled(act) => policy::disabled(act, at),
        Act::CatalogueApplied(act) => policy::catalogue_applied(act, at),
        Act::EvidenceStored(act) => evidence::stored(act, at),
        Act::EvidenceScanned(act) => evidence::scanned(act, at),
        Act::EvidenceViewed(act) => evidence::viewed(act),
        Act::EvidenceDeleted(act) => evidence::deleted(act, at),
        other => installation(other),
    }
}

// Facts about the installation that the audit log alone keeps.
fn installation(act: &Act) -> Parts {
    Parts {
        keys: vec![key(Table::Installation, act.kind().as_bytes())],
        subjects: "installation".to_owned(),
        ..Parts::default()
    }
}
