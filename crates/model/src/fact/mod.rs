//! Facts: what happened, as values. One fact has four readers: the store writes it, `InForce`
//! applies it, the audit log chains it, push makes events of it. Nothing else changes state.
//!
//! Governance facts (I8) are numbered and chained; their JSON is canonical (fields in order of
//! declaration) and holds ids, codes and keyed digests only. What is personal stands in fields
//! that are skipped here and written to sealed rows (I10).

mod account;
mod activity;
mod admission;
mod audit;
mod authorization;
mod call_traffic;
mod consent;
mod evidence;
mod host;
mod membership;
mod nodes;
mod people_traffic;
mod petition;
mod platform;
mod policy;
mod quota;
mod request_traffic;
mod review;
mod settings;
mod signing_in;
pub mod traffic;
mod user_traffic;
mod word;

pub use account::*;
pub use admission::*;
pub use audit::*;
pub use authorization::*;
pub use consent::*;
pub use evidence::*;
pub use host::*;
pub use membership::*;
pub use petition::*;
pub use platform::*;
pub use policy::*;
pub use quota::*;
pub use review::*;
pub use settings::*;
pub use signing_in::*;
pub use word::*;

use serde::{Deserialize, Serialize};

use crate::{AccountNo, HostApp, Id, Member, Time};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A person in the console.
    Member(Id<Member>),
    /// A host app through its key.
    HostApp(Id<HostApp>),
    /// An account's server through the WeChat API.
    Account(AccountNo),
    /// The operator at the command line.
    CommandLine,
    /// The platform itself, by a clock or a rule.
    Platform,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Actor::Member(id) => write!(f, "member:{id}"),
            Actor::HostApp(id) => write!(f, "host_app:{id}"),
            Actor::Account(no) => write!(f, "account:{}", no.0),
            Actor::CommandLine => f.write_str("command_line"),
            Actor::Platform => f.write_str("platform"),
        }
    }
}

/// A governance fact: who, when, what.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// max(clock, last time of its root).
    pub at: Time,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub act: Act,
}

/// The entry's kind or version is not known to this binary, or its body is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown fact {kind} version {version}")]
pub struct UnknownFact {
    /// The entry's kind.
    pub kind: String,
    /// The entry's version.
    pub version: u16,
}

macro_rules! acts {
    ($($name:ident $kind:literal),+ $(,)?) => {
        /// What was done, one variant a kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Act {
            $(#[doc = concat!("`", $kind, "`, see [`", stringify!($name), "`].")] $name($name),)+
        }

        impl Act {
            /// Every kind's name.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The kind's name in the audit log.
            pub const fn kind(&self) -> &'static str {
                match self { $(Act::$name(_) => $kind,)+ }
            }

            /// Canonical JSON for the audit log and the feed.
            pub fn body(&self) -> String {
                match self { $(Act::$name(act) => serde_json::to_string(act),)+ }.unwrap_or_default()
            }

            /// From an entry of the feed. Personal parts are absent from it and come back empty.
            pub fn parse(kind: &str, version: u16, body: &str) -> Result<Act, UnknownFact> {
                let unknown = || UnknownFact { kind: kind.to_owned(), version };
                if version != Act::VERSION {
                    return Err(unknown());
                }
                match kind {
                    $($kind => serde_json::from_str(body).map(Act::$name).map_err(|_| unknown()),)+
                    _ => Err(unknown()),
                }
            }
        }

        $(impl From<$name> for Act {
            fn from(act: $name) -> Act {
                Act::$name(act)
            }
        })+
    };
}

impl Act {
    /// The version of every kind's JSON so far.
    pub const VERSION: u16 = 1;
}

acts! {
    MemberRegistered "member_registered",
    AccountOpened "account_opened",
    SecretIssued "secret_issued",
    SecretReset "secret_reset",
    SecretRetired "secret_retired",
    SecretsFrozen "secrets_frozen",
    SecretsUnfrozen "secrets_unfrozen",
    TokensEnded "tokens_ended",
    AccountSuspended "account_suspended",
    AccountRestored "account_restored",
    AccountClosed "account_closed",
    AccountFrozen "account_frozen",
    AccountUnfrozen "account_unfrozen",
    AccountClosing "account_closing",
    AccountKept "account_kept",
    AccountErased "account_erased",
    AccountBound "account_bound",
    AccountUnbound "account_unbound",
    ProfilePolicySet "profile_policy_set",
    RevisionSubmitted "revision_submitted",
    SubmissionWithdrawn "submission_withdrawn",
    CapabilitiesGivenUp "capabilities_given_up",
    AuthorizationRevoked "authorization_revoked",
    PetitionSubmitted "petition_submitted",
    PetitionWithdrawn "petition_withdrawn",
    DelegationOffered "delegation_offered",
    DelegationAccepted "delegation_accepted",
    OfferEnded "offer_ended",
    AuthorizationSuspended "authorization_suspended",
    AuthorizationRestored "authorization_restored",
    EvidenceStored "evidence_stored",
    EvidenceScanned "evidence_scanned",
    EvidenceViewed "evidence_viewed",
    EvidenceDeleted "evidence_deleted",
    CaseSeconded "case_seconded",
    CaseApproved "case_approved",
    CaseRejected "case_rejected",
    CaseAsked "case_asked",
    CaseAnswered "case_answered",
    CaseMessageWritten "case_message_written",
    CaseLapsed "case_lapsed",
    CaseEscalated "case_escalated",
    CaseAppealed "case_appealed",
    ReviewReasonSet "review_reason_set",
    ReviewReasonRetired "review_reason_retired",
    CalendarYearSet "calendar_year_set",
    PolicySaved "policy_saved",
    PolicyEnabled "policy_enabled",
    PolicyDisabled "policy_disabled",
    CatalogueApplied "catalogue_applied",
    ConsentGiven "consent_given",
    ConsentWithdrawn "consent_withdrawn",
    UserClosed "user_closed",
    UserErased "user_erased",
    HostAppMade "host_app_made",
    HostKeyIssued "host_key_issued",
    HostKeyRevoked "host_key_revoked",
    AccountListed "account_listed",
    AccountUnlisted "account_unlisted",
    WordProtected "word_protected",
    WordFreed "word_freed",
    PlatformRoleGiven "platform_role_given",
    PlatformRoleTaken "platform_role_taken",
    MemberInvited "member_invited",
    InvitationAccepted "invitation_accepted",
    PasswordChanged "password_changed",
    PasswordReset "password_reset",
    MembershipOffered "membership_offered",
    MembershipOfferWithdrawn "membership_offer_withdrawn",
    MembershipBegun "membership_begun",
    MembershipRoleChanged "membership_role_changed",
    MembershipEnded "membership_ended",
    RegistrationInvited "registration_invited",
    RegistrationInvitationWithdrawn "registration_invitation_withdrawn",
    AgreementPublished "agreement_published",
    AgreementAccepted "agreement_accepted",
    FactorAdded "factor_added",
    FactorRemoved "factor_removed",
    FactorRenamed "factor_renamed",
    RecoveryCodesMade "recovery_codes_made",
    RecoveryCodeSpent "recovery_code_spent",
    HostUserBound "host_user_bound",
    HostUserUnbound "host_user_unbound",
    MemberErased "member_erased",
    ClockAccepted "clock_accepted",
    IncarnationRaised "incarnation_raised",
    GapAccepted "gap_accepted",
    AuditExported "audit_exported",
    KeysRotated "keys_rotated",
    QuotaCleared "quota_cleared",
    LimitsSwitched "limits_switched",
    AllowListSet "allow_list_set",
    ServerDomainsSet "server_domains_set",
    MessagePushSet "message_push_set",
    SecretRetirementPlanned "secret_retirement_planned",
    SecretReplaced "secret_replaced",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_unique_and_read_back() {
        let mut kinds = Act::KINDS.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), Act::KINDS.len());

        let act = Act::from(AccountSuspended { account: AccountNo(7), reason: "rules".into() });
        assert_eq!(act.body(), r#"{"account":7,"reason":"rules"}"#);
        assert_eq!(Act::parse(act.kind(), 1, &act.body()), Ok(act));
    }

    #[test]
    fn an_unknown_kind_or_version_is_said_aloud() {
        assert!(Act::parse("from_the_future", 1, "{}").is_err());
        assert!(Act::parse("account_suspended", 2, r#"{"account":7,"reason":"x"}"#).is_err());
        assert!(Act::parse("account_suspended", 1, "{").is_err());
    }

    #[test]
    fn what_is_personal_never_reaches_the_chain() {
        let act = Act::from(PasswordChanged {
            member: Id::new(Time::from_secs(1), [1; 10]),
            password: "phc-text".into(),
        });
        assert!(!act.body().contains("phc-text"));
    }
}
