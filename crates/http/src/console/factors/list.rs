//! `GET /factors`: how one can prove who one is, beside the password.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::factors::{FactorView, list_factors};

use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// All of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactorList {
    items: Vec<FactorItem>,
    /// How many recovery codes are left.
    recovery_codes: usize,
}

/// A generator or a passkey.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactorItem {
    id: String,
    /// `totp` or `passkey`.
    kind: &'static str,
    name: String,
    added_at: String,
    used_at: Option<String>,
}

impl From<FactorView> for FactorItem {
    fn from(view: FactorView) -> FactorItem {
        FactorItem {
            id: view.factor.to_string(),
            kind: view.kind.word(),
            name: view.name,
            added_at: rfc3339(view.added_at),
            used_at: view.used_at.map(rfc3339),
        }
    }
}

#[utoipa::path(get, path = "/factors", tag = "factors", operation_id = "list_factors",
    responses((status = 200, body = FactorList), (status = 401, body = Document)))]
pub(crate) async fn handler(State(app): State<App>, Signed(by): Signed) -> Result<Json<FactorList>, Problem> {
    let found = list_factors(&app.desk, by).await?;
    let items = found.factors.into_iter().map(FactorItem::from).collect();
    Ok(Json(FactorList { items, recovery_codes: found.recovery_codes }))
}
