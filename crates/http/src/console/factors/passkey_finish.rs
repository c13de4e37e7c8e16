//! `POST /factors/passkey`: keeping a new passkey.

use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use vermilion_service::factors::finish_passkey;

use super::FactorAdded;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AddPasskey {
    ceremony: String,
    /// What `navigator.credentials.create` came to, as JSON.
    #[schema(value_type = Object)]
    credential: Value,
    /// What one calls it.
    name: String,
}

#[utoipa::path(post, path = "/factors/passkey", tag = "factors", operation_id = "add_passkey",
    request_body = AddPasskey,
    responses((status = 201, body = FactorAdded), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Body(form): Body<AddPasskey>,
) -> Result<Changed<FactorAdded>, Problem> {
    let ceremony = form.ceremony.into();
    let added = finish_passkey(&app.desk, by, &ceremony, (form.credential, &form.name)).await?;
    Ok(Changed::created(added.seq, added.into()))
}
