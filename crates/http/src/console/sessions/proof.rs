//! `POST /sessions/current/proof`: proving again who one is, which holds for ten minutes in this session.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use vermilion_service::factors::{Proof, prove_again};

use super::second_step::one_of;
use crate::App;
use crate::body::Body;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// The password, or a second factor.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ProveAgain {
    #[schema(format = Password)]
    password: Option<String>,
    /// What a generator shows.
    totp: Option<String>,
    /// A recovery code.
    recovery: Option<String>,
    /// With a passkey: from its challenge.
    ceremony: Option<String>,
    /// What `navigator.credentials.get` came to, as JSON.
    #[schema(value_type = Option<Object>)]
    passkey: Option<Value>,
}

#[utoipa::path(post, path = "/sessions/current/proof", tag = "sessions", operation_id = "prove_again",
    request_body = ProveAgain,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document), (status = 422, body = Document), (status = 429, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Body(form): Body<ProveAgain>,
) -> Result<StatusCode, Problem> {
    let proof = match form.password {
        Some(password) => Proof::Password(password.into()),
        None => Proof::Factor(one_of(form.totp, form.recovery, form.passkey)?, form.ceremony.map(Into::into)),
    };
    prove_again(&app.desk, by, proof).await?;
    Ok(StatusCode::NO_CONTENT)
}
