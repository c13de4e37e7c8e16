//! Which facts have an operation here, and why the others have none.

use vermilion_model::fact::traffic::Traffic;

/// Kinds of governance facts that no operation makes, and why. A kind that is neither here nor made by the honest
/// runs fails a test.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("member_registered", "its account is opened by itself here; its codes are the store suite's"),
    ("server_domains_set", "not in memory: told to host apps, opens no call"),
    ("message_push_set", "not in memory: kept for what is sent"),
    ("profile_policy_set", "not in memory: read when a profile is asked for"),
    ("account_bound", "needs verified subjects, opens no call; the store suite has its guard"),
    ("account_unbound", "likewise"),
    ("petition_submitted", "the register opens no call"),
    ("petition_withdrawn", "likewise"),
    ("word_protected", "likewise"),
    ("word_freed", "likewise"),
    ("evidence_stored", "files stand beside the store and open no call"),
    ("evidence_scanned", "likewise"),
    ("evidence_viewed", "likewise"),
    ("evidence_deleted", "likewise"),
    ("review_reason_set", "words of the desk, read from the store"),
    ("review_reason_retired", "likewise"),
    ("calendar_year_set", "moves due times alone"),
    ("policy_saved", "rules are asked before a case is opened, and open no call"),
    ("policy_enabled", "likewise"),
    ("policy_disabled", "likewise"),
    ("catalogue_applied", "in force from each node's next start; the binary's tests have it"),
    ("platform_role_given", "members act through the console, which reads the store at every call"),
    ("platform_role_taken", "likewise"),
    ("member_invited", "likewise"),
    ("invitation_accepted", "likewise"),
    ("password_changed", "likewise"),
    ("password_reset", "likewise"),
    ("membership_offered", "likewise"),
    ("membership_offer_withdrawn", "likewise"),
    ("membership_begun", "likewise"),
    ("membership_role_changed", "likewise"),
    ("membership_ended", "likewise"),
    ("registration_invited", "likewise"),
    ("registration_invitation_withdrawn", "likewise"),
    ("agreement_published", "likewise"),
    ("agreement_accepted", "likewise"),
    ("factor_added", "likewise"),
    ("factor_removed", "likewise"),
    ("factor_renamed", "likewise"),
    ("recovery_codes_made", "likewise"),
    ("recovery_code_spent", "likewise"),
    ("host_user_bound", "likewise"),
    ("host_user_unbound", "likewise"),
    ("member_erased", "likewise"),
    ("clock_accepted", "the run moves the clock, so nodes are told to take any"),
    ("incarnation_raised", "restores are the store suite's"),
    ("gap_accepted", "likewise"),
    ("audit_exported", "somebody read"),
    ("keys_rotated", "the key ring is the service's tests'"),
];

/// Traffic that operations make.
pub const PLAYED: &[&str] =
    &["UserMade", "PairMade", "PhoneSpent", "StableRenewed", "MarksNoted", "OAuthSpent", "QuotaLeased"];

/// Why a traffic fact has no operation here, where it has none: a new one is to be thought of here.
pub const fn left_out(traffic: &Traffic) -> Option<&'static str> {
    match traffic {
        Traffic::UserMade(_)
        | Traffic::PairMade(_)
        | Traffic::PhoneSpent(_)
        | Traffic::StableRenewed(_)
        | Traffic::MarksNoted(_)
        | Traffic::OAuthSpent(_)
        | Traffic::QuotaLeased(_) => None,
        Traffic::SessionOpened(_)
        | Traffic::SessionEnded { .. }
        | Traffic::SessionSeen { .. }
        | Traffic::SessionProven { .. }
        | Traffic::PasswordTried { .. }
        | Traffic::PasswordRight { .. }
        | Traffic::VerificationSent(_)
        | Traffic::VerificationTried(_)
        | Traffic::VerificationKept(_)
        | Traffic::DeviceKnown { .. }
        | Traffic::CeremonyBegun(_)
        | Traffic::CeremonyTried(_)
        | Traffic::CeremonySpent { .. }
        | Traffic::FactorUsed { .. }
        | Traffic::ScanAsked(_)
        | Traffic::ScanShown { .. }
        | Traffic::ScanAnswered { .. }
        | Traffic::ScanSpent { .. } => Some("members sign in through the console, which reads the store"),
        Traffic::DraftSaved(_)
        | Traffic::DraftDropped(_)
        | Traffic::CaseTaken { .. }
        | Traffic::CaseGivenBack { .. }
        | Traffic::CaseHandedOver { .. }
        | Traffic::CaseChecked { .. } => Some("what is typed or held before a fact comes of it"),
        Traffic::ToldOnce { .. }
        | Traffic::LanguageChosen { .. }
        | Traffic::MailQueued(_)
        | Traffic::MailTaken { .. }
        | Traffic::MailPutOff { .. }
        | Traffic::MailSent { .. }
        | Traffic::MailGivenUp { .. }
        | Traffic::Noticed { .. }
        | Traffic::NoticesRead { .. }
        | Traffic::NoticeChoiceSaved { .. } => Some("messages are sent beside what happens"),
        Traffic::RequestBegun(_) | Traffic::RequestAnswered(_) | Traffic::RequestReleased(_) => {
            Some("answers that the faces keep of requests with a key")
        }
        Traffic::NodeSeen(_) | Traffic::NodeLeft { .. } => {
            Some("what nodes say of themselves decides nothing")
        }
        Traffic::DataSealed(_) | Traffic::UserChanged(_) | Traffic::OAuthRenewed(_) => {
            Some("no invariant rests on it that another operation does not look at")
        }
        Traffic::RefusalsKept(_)
        | Traffic::CallsCounted(_)
        | Traffic::RefusalsCounted(_)
        | Traffic::UsersSeen(_)
        | Traffic::TokensFetched(_)
        | Traffic::SecretsUsed(_)
        | Traffic::StrangersSeen(_)
        | Traffic::QuotaGivenBack(_) => Some("housekeeping writes it, which no run has"),
    }
}

/// A traffic fact's name: what stands before its parts.
pub(crate) fn name_of(traffic: &Traffic) -> String {
    let whole = format!("{traffic:?}");
    let end = whole.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(whole.len());
    let mut name = whole;
    name.truncate(end);
    if left_out(traffic).is_some() { format!("{name} (left out)") } else { name }
}
