//! An account's register 基本信息.

pub(super) mod avatar;
pub(super) mod categories;
pub(super) mod change;
pub(super) mod history;
pub(super) mod see;
pub(super) mod withdraw;

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::Language;
use vermilion_service::register::{FieldView, PendingChange, RegisterView, ReviewedChange};

use crate::console::authorizations::GivenReasonBody;
use crate::when::rfc3339;

/// The register, and what a change of each field needs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Register)]
pub(crate) struct RegisterBody {
    app_id: String,
    account_type: &'static str,
    fields: Vec<RegisterFieldBody>,
}

/// One field.
#[derive(Serialize, ToSchema)]
#[schema(as = RegisterField)]
pub(crate) struct RegisterFieldBody {
    /// `name`, `avatar`, `introduction` or `category`.
    field: &'static str,
    /// What it says; of a picture a `data:` address, of a category its word.
    value: Option<String>,
    /// `none`: a change holds at once; `automatic`: unless the machine finds something; `one_person` or
    /// `two_persons`: when reviewers agree. A category may need more.
    review: &'static str,
    /// How many changes a period has, and how many are left of this one.
    changes: u32,
    changes_left: u32,
    /// `year` or `month`.
    per: &'static str,
    /// When the next period begins.
    resets_at: String,
    /// What waits for reviewers.
    pending: Option<PendingChangeBody>,
    /// How the newest reviewed change ended.
    last_outcome: Option<ReviewedChangeBody>,
}

/// A change that waits.
#[derive(Serialize, ToSchema)]
#[schema(as = PendingChange)]
pub(crate) struct PendingChangeBody {
    case: String,
    value: String,
    submitted_at: String,
    due_at: String,
}

/// A change that was decided or taken back.
#[derive(Serialize, ToSchema)]
#[schema(as = ReviewedChange)]
pub(crate) struct ReviewedChangeBody {
    /// Its case, with what was said about it.
    case: Option<String>,
    value: String,
    /// `approved`, `rejected` or `withdrawn`.
    outcome: String,
    decided_at: Option<String>,
    reasons: Vec<GivenReasonBody>,
}

macro_rules! hidden {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
hidden!(RegisterFieldBody, PendingChangeBody, ReviewedChangeBody);

impl RegisterBody {
    pub(crate) fn of(view: RegisterView, lang: Language) -> RegisterBody {
        RegisterBody {
            app_id: view.app_id.to_string(),
            account_type: view.account_type.word(),
            fields: view.fields.into_iter().map(|field| RegisterFieldBody::of(field, lang)).collect(),
        }
    }
}

impl RegisterFieldBody {
    fn of(view: FieldView, lang: Language) -> RegisterFieldBody {
        RegisterFieldBody {
            field: view.field.word(),
            value: view.value,
            review: view.review.word(),
            changes: view.changes,
            changes_left: view.left,
            per: view.per.word(),
            resets_at: rfc3339(view.resets_at),
            pending: view.pending.map(PendingChangeBody::from),
            last_outcome: view.last.map(|last| ReviewedChangeBody::of(last, lang)),
        }
    }
}

impl From<PendingChange> for PendingChangeBody {
    fn from(pending: PendingChange) -> PendingChangeBody {
        PendingChangeBody {
            case: pending.case.to_string(),
            value: pending.value,
            submitted_at: rfc3339(pending.submitted_at),
            due_at: rfc3339(pending.due_at),
        }
    }
}

impl ReviewedChangeBody {
    fn of(last: ReviewedChange, lang: Language) -> ReviewedChangeBody {
        ReviewedChangeBody {
            case: last.case.map(|case| case.to_string()),
            value: last.value,
            outcome: last.outcome,
            decided_at: last.decided_at.map(rfc3339),
            reasons: GivenReasonBody::all(last.reasons, lang),
        }
    }
}

#[cfg(test)]
mod tests;
