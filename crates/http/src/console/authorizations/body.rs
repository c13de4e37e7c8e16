//! How an authorization is written.

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::Language;
use vermilion_service::authorizations::{
    AuthorizationView, GivenReason, OutcomeView, PendingView, RevisionView,
};

use crate::console::form::FormBody;
use crate::when::rfc3339;

/// An authorization.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuthorizationBody {
    id: String,
    /// Who receives: an AppID.
    account: String,
    /// Who gives: `platform`, or an AppID.
    giver: String,
    /// `pending`, `effective`, `effective_pending`, `suspended`, `rejected`, `withdrawn`, `lapsed`, `expired` or
    /// `revoked`.
    state: &'static str,
    /// What is in force of it.
    capabilities: Vec<String>,
    pending: Option<PendingBody>,
    effective_since: Option<String>,
    until: Option<String>,
    /// When the platform stopped it.
    suspended_at: Option<String>,
    revoked_at: Option<String>,
    /// How the newest decided submission ended.
    last_outcome: Option<OutcomeBody>,
    version: i64,
    /// Every submission, the newest first; only where one authorization is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    revisions: Option<Vec<RevisionBody>>,
}

/// What waits for a reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PendingBody {
    revision: String,
    case: String,
    capabilities: Vec<String>,
    submitted_at: String,
    due_at: String,
    /// The calendar lacks a year on the way: the due time was counted in plain weeks.
    due_assumed: bool,
    /// Whose turn it is: `reviewer` or `applicant`.
    turn: &'static str,
    /// Since when it waits for the applicant's answer.
    asked_at: Option<String>,
    document: FormBody,
}

/// How a submission ended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeBody {
    /// `approved`, `rejected`, `withdrawn`, `lapsed` or, of a delegation, `refused`.
    outcome: String,
    decided_at: Option<String>,
    reasons: Vec<GivenReasonBody>,
}

/// A reason bound to a field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GivenReasonBody {
    code: String,
    /// JSON pointer into the document; empty means the whole.
    pointer: String,
    /// What the reviewer added.
    text: Option<String>,
    /// What the code means.
    detail: String,
    /// What to do.
    next: String,
}

/// One submission.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionBody {
    id: String,
    number: u32,
    capabilities: Vec<String>,
    until: Option<String>,
    document: FormBody,
    submitted_at: String,
    /// `approved`, `rejected`, `withdrawn` or `lapsed`; nothing while it waits.
    outcome: Option<String>,
    decided_at: Option<String>,
    reasons: Vec<GivenReasonBody>,
}

impl AuthorizationBody {
    /// Without its submissions.
    pub(crate) fn short(view: AuthorizationView, lang: Language) -> AuthorizationBody {
        AuthorizationBody {
            id: view.id.to_string(),
            account: view.app_id.to_string(),
            giver: view.giver.map_or_else(|| "platform".to_owned(), |app_id| app_id.to_string()),
            state: view.state.word(),
            capabilities: view.capabilities,
            pending: view.pending.map(PendingBody::from),
            effective_since: view.effective_since.map(rfc3339),
            until: view.until.map(rfc3339),
            suspended_at: view.suspended_at.map(rfc3339),
            revoked_at: view.revoked_at.map(rfc3339),
            last_outcome: view.last_outcome.map(|outcome| OutcomeBody::of(outcome, lang)),
            version: view.version,
            revisions: None,
        }
    }

    /// With every submission.
    pub(crate) fn whole(mut view: AuthorizationView, lang: Language) -> AuthorizationBody {
        let revisions = std::mem::take(&mut view.revisions);
        let revisions = revisions.into_iter().map(|revision| RevisionBody::of(revision, lang));
        AuthorizationBody { revisions: Some(revisions.collect()), ..AuthorizationBody::short(view, lang) }
    }
}

impl From<PendingView> for PendingBody {
    fn from(view: PendingView) -> PendingBody {
        PendingBody {
            revision: view.revision.to_string(),
            case: view.case.to_string(),
            capabilities: view.capabilities,
            submitted_at: rfc3339(view.submitted_at),
            due_at: rfc3339(view.due_at),
            due_assumed: view.due_assumed,
            turn: view.turn.word(),
            asked_at: view.asked_at.map(rfc3339),
            document: view.document.into(),
        }
    }
}

impl OutcomeBody {
    pub(crate) fn of(view: OutcomeView, lang: Language) -> OutcomeBody {
        OutcomeBody {
            outcome: view.outcome,
            decided_at: view.decided_at.map(rfc3339),
            reasons: GivenReasonBody::all(view.reasons, lang),
        }
    }
}

impl RevisionBody {
    pub(crate) fn of(view: RevisionView, lang: Language) -> RevisionBody {
        let ended = view.outcome.map(|outcome| OutcomeBody::of(outcome, lang));
        let (outcome, decided_at, reasons) = match ended {
            Some(ended) => (Some(ended.outcome), ended.decided_at, ended.reasons),
            None => (None, None, Vec::new()),
        };
        RevisionBody {
            id: view.id.to_string(),
            number: view.number,
            capabilities: view.capabilities,
            until: view.until.map(rfc3339),
            document: view.document.into(),
            submitted_at: rfc3339(view.submitted_at),
            outcome,
            decided_at,
            reasons,
        }
    }
}

impl GivenReasonBody {
    pub(crate) fn all(given: Vec<GivenReason>, lang: Language) -> Vec<GivenReasonBody> {
        given.into_iter().map(|reason| GivenReasonBody::of(reason, lang)).collect()
    }

    fn of(reason: GivenReason, lang: Language) -> GivenReasonBody {
        let said = reason.sentences.of(lang);
        let (detail, next) = (said.detail.clone(), said.next.clone());
        GivenReasonBody { code: reason.code, pointer: reason.pointer, text: reason.text, detail, next }
    }
}
