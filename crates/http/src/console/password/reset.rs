//! `POST /password/reset`: another password, by the link that was mailed; every session ends.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::members;

use crate::App;
use crate::body::Body;
use crate::changed::Done;
use crate::language::Lang;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ResetPassword {
    /// The link's secret: what stands behind its `#`.
    token: String,
    /// The new one.
    #[schema(format = Password)]
    password: String,
}

#[utoipa::path(post, path = "/password/reset", tag = "sessions", operation_id = "reset_password",
    request_body = ResetPassword,
    responses((status = 204), (status = 400, body = Document), (status = 404, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Lang(language): Lang,
    Body(form): Body<ResetPassword>,
) -> Result<Done, Problem> {
    let (token, new) = (form.token.into(), form.password.into());
    Ok(Done(members::reset_password(&app.desk, &token, new, language).await?))
}
