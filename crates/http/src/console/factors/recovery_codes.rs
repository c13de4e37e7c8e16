//! `POST /factors/recovery-codes`: new ones; those before work no more.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::factors::renew_recovery_codes;

use crate::App;
use crate::changed::Changed;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// Ten that work once each; shown now and never again.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

#[utoipa::path(post, path = "/factors/recovery-codes", tag = "factors", operation_id = "renew_recovery_codes",
    responses((status = 201, body = RecoveryCodes), (status = 401, body = Document),
        (status = 403, body = Document), (status = 409, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
) -> Result<Changed<RecoveryCodes>, Problem> {
    let (seq, codes) = renew_recovery_codes(&app.desk, by).await?;
    let recovery_codes = codes.iter().map(|code| code.expose().to_owned()).collect();
    Ok(Changed::created(seq, RecoveryCodes { recovery_codes }))
}
