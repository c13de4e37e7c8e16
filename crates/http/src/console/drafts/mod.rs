//! Drafts: forms kept as typed.

pub(super) mod begin;
pub(super) mod drop;
pub(super) mod list;
pub(super) mod preflight;
pub(super) mod save;
pub(super) mod see;
pub(super) mod submit;

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::authorizations::DraftView;

use super::form::FormBody;
use crate::version::Tagged;
use crate::when::rfc3339;

/// A draft.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DraftBody {
    /// Its id.
    id: String,
    /// The authorization that it would modify.
    authorization: Option<String>,
    /// Raised by every save; also in `ETag`.
    version: i64,
    /// When it was saved.
    saved_at: String,
    /// What was typed.
    form: FormBody,
}

impl From<DraftView> for DraftBody {
    fn from(view: DraftView) -> DraftBody {
        DraftBody {
            id: view.draft.to_string(),
            authorization: view.authorization.map(|id| id.to_string()),
            version: view.version,
            saved_at: rfc3339(view.saved_at),
            form: view.form.into(),
        }
    }
}

fn tagged(status: StatusCode, view: DraftView) -> Tagged<DraftBody> {
    Tagged { status, version: view.version, body: view.into() }
}
