//! `POST /factors/totp`: keeping a generator, once a code of it was typed.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::factors::finish_totp;

use super::FactorAdded;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AddTotp {
    ceremony: String,
    /// What the generator shows.
    code: String,
    /// What one calls it.
    name: String,
}

#[utoipa::path(post, path = "/factors/totp", tag = "factors", operation_id = "add_totp", request_body = AddTotp,
    responses((status = 201, body = FactorAdded), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Body(form): Body<AddTotp>,
) -> Result<Changed<FactorAdded>, Problem> {
    let (ceremony, code) = (form.ceremony.into(), form.code.into());
    let added = finish_totp(&app.desk, by, &ceremony, (&code, &form.name)).await?;
    Ok(Changed::created(added.seq, added.into()))
}
