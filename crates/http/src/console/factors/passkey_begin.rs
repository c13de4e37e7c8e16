//! `POST /factors/passkey/begin`: a challenge for a new passkey.

use axum::Json;
use axum::extract::State;
use vermilion_service::factors::begin_passkey;

use super::PasskeyChallenge;
use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/factors/passkey/begin", tag = "factors", operation_id = "begin_passkey",
    responses((status = 200, body = PasskeyChallenge), (status = 401, body = Document),
        (status = 403, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
) -> Result<Json<PasskeyChallenge>, Problem> {
    Ok(Json(begin_passkey(&app.desk, by).await?.into()))
}
