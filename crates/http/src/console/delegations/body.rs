//! How a delegation is written.

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::Language;
use vermilion_service::delegations::{DelegationView, Party, WaitingView};

use crate::console::authorizations::{OutcomeBody, RevisionBody};
use crate::console::form::FormBody;
use crate::when::rfc3339;

/// A delegation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DelegationBody {
    id: String,
    /// On which side the asking account stands: `given` or `received`.
    side: &'static str,
    giver: PartyBody,
    receiver: PartyBody,
    /// `offered`, `pending`, `effective`, `effective_pending`, `suspended`, `rejected`, `refused`,
    /// `withdrawn`, `expired` or `revoked`.
    state: &'static str,
    /// What is handed over.
    capabilities: Vec<String>,
    /// Of those, what the giver itself does not hold now: nobody can act by it until it does again.
    resting: Vec<String>,
    waiting: Option<OfferWaitingBody>,
    effective_since: Option<String>,
    until: Option<String>,
    suspended_at: Option<String>,
    revoked_at: Option<String>,
    /// How the newest settled revision ended.
    last_outcome: Option<OutcomeBody>,
    version: i64,
    /// Every revision, the newest first; only where one delegation is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    revisions: Option<Vec<RevisionBody>>,
}

/// One side.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartyBody {
    app_id: String,
    name: String,
    account_type: &'static str,
}

/// What waits for an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfferWaitingBody {
    /// Whose turn it is: `receiver` or `reviewer`.
    turn: &'static str,
    capabilities: Vec<String>,
    until: Option<String>,
    since: String,
    /// When a reviewer must have decided.
    due_at: Option<String>,
    document: FormBody,
}

impl From<Party> for PartyBody {
    fn from(party: Party) -> PartyBody {
        PartyBody {
            app_id: party.app_id.to_string(),
            name: party.name,
            account_type: party.account_type.word(),
        }
    }
}

impl From<WaitingView> for OfferWaitingBody {
    fn from(view: WaitingView) -> OfferWaitingBody {
        OfferWaitingBody {
            turn: view.turn,
            capabilities: view.capabilities,
            until: view.until.map(rfc3339),
            since: rfc3339(view.since),
            due_at: view.due_at.map(rfc3339),
            document: view.document.into(),
        }
    }
}

impl DelegationBody {
    /// Without its revisions.
    pub(crate) fn short(view: DelegationView, lang: Language) -> DelegationBody {
        DelegationBody {
            id: view.id.to_string(),
            side: view.side.word(),
            giver: view.giver.into(),
            receiver: view.receiver.into(),
            state: view.state.word(),
            capabilities: view.capabilities,
            resting: view.resting,
            waiting: view.waiting.map(OfferWaitingBody::from),
            effective_since: view.effective_since.map(rfc3339),
            until: view.until.map(rfc3339),
            suspended_at: view.suspended_at.map(rfc3339),
            revoked_at: view.revoked_at.map(rfc3339),
            last_outcome: view.last_outcome.map(|outcome| OutcomeBody::of(outcome, lang)),
            version: view.version,
            revisions: None,
        }
    }

    /// With every revision.
    pub(crate) fn whole(mut view: DelegationView, lang: Language) -> DelegationBody {
        let revisions = std::mem::take(&mut view.revisions);
        let revisions = revisions.into_iter().map(|revision| RevisionBody::of(revision, lang));
        DelegationBody { revisions: Some(revisions.collect()), ..DelegationBody::short(view, lang) }
    }
}
