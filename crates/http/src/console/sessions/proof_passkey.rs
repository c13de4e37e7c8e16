//! `POST /sessions/current/proof/passkey`: a challenge to one's own passkeys, to prove again who one is.

use axum::Json;
use axum::extract::State;
use vermilion_service::factors::begin_passkey_proof;

use crate::App;
use crate::console::factors::PasskeyChallenge;
use crate::may::Signed;
use crate::problem::{Document, Problem};

#[utoipa::path(post, path = "/sessions/current/proof/passkey", tag = "sessions",
    operation_id = "begin_passkey_proof",
    responses((status = 200, body = PasskeyChallenge), (status = 401, body = Document),
        (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
) -> Result<Json<PasskeyChallenge>, Problem> {
    Ok(Json(begin_passkey_proof(&app.desk, by).await?.into()))
}
