//! Verification 认证 of an account's subject.

pub(super) mod form;
pub(super) mod preflight;
pub(super) mod see;
pub(super) mod subject_types;
pub(super) mod submit;
pub(super) mod withdraw;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::text::Language;
use vermilion_service::verification::{VerificationForm, VerificationView};

use crate::console::authorizations::GivenReasonBody;
use crate::when::rfc3339;

/// Who stands behind the account, as typed.
#[derive(Serialize, Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
#[schema(as = VerificationForm)]
pub(crate) struct VerificationFormBody {
    /// One of `GET /subject-types`.
    subject_type: String,
    /// What that type asks for, by id.
    fields: BTreeMap<String, String>,
    /// What each document says, or where it is found, by kind.
    documents: BTreeMap<String, String>,
    /// Its file, by kind: the id of evidence of this account.
    files: BTreeMap<String, String>,
}

impl std::fmt::Debug for VerificationFormBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VerificationFormBody(..)")
    }
}

impl From<VerificationFormBody> for VerificationForm {
    fn from(body: VerificationFormBody) -> VerificationForm {
        let VerificationFormBody { subject_type, fields, documents, files } = body;
        VerificationForm { subject_type, fields, documents, files }
    }
}

impl From<VerificationForm> for VerificationFormBody {
    fn from(form: VerificationForm) -> VerificationFormBody {
        let VerificationForm { subject_type, fields, documents, files } = form;
        VerificationFormBody { subject_type, fields, documents, files }
    }
}

/// How an account's verification stands.
#[derive(Serialize, ToSchema)]
#[schema(as = Verification)]
pub(crate) struct VerificationBody {
    /// `none`, `pending`, `verified`, `renewing` or `expired`.
    state: &'static str,
    subject_type: Option<&'static str>,
    subject_name: Option<String>,
    verified_at: Option<String>,
    /// Until when it holds; it is asked for again before that.
    verified_until: Option<String>,
    pending: Option<PendingVerification>,
    last_outcome: Option<VerificationOutcome>,
}

/// What waits for a reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PendingVerification {
    case: String,
    submitted_at: String,
    due_at: String,
}

/// How the newest decided one ended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationOutcome {
    /// Its case, with what was said about it.
    case: Option<String>,
    /// `approved`, `rejected` or `withdrawn`.
    outcome: String,
    decided_at: Option<String>,
    reasons: Vec<GivenReasonBody>,
}

impl std::fmt::Debug for VerificationBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VerificationBody({})", self.state)
    }
}

impl VerificationBody {
    pub(crate) fn of(view: VerificationView, lang: Language) -> VerificationBody {
        VerificationBody {
            state: view.state.word(),
            subject_type: view.subject_type.map(vermilion_model::SubjectType::word),
            subject_name: view.subject_name,
            verified_at: view.verified_at.map(rfc3339),
            verified_until: view.verified_until.map(rfc3339),
            pending: view.pending.map(|(case, submitted_at, due_at)| PendingVerification {
                case: case.to_string(),
                submitted_at: rfc3339(submitted_at),
                due_at: rfc3339(due_at),
            }),
            last_outcome: view.last.map(|last| VerificationOutcome {
                case: last.case.map(|case| case.to_string()),
                outcome: last.outcome,
                decided_at: last.decided_at.map(rfc3339),
                reasons: GivenReasonBody::all(last.reasons, lang),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
