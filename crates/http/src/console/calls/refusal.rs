//! `GET /accounts/{app_id}/refusals/{rid}`: why a call was refused, up to seven days later.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::accounts::{EndedBy, ended_by, secret_names};
use vermilion_service::calls::read_refusal;
use vermilion_service::may::See;
use vermilion_service::{Failure, Kind};
use vermilion_wire::Rid;

use super::body::WhyNot;
use crate::App;
use crate::console::secrets::fetches::{FetchBody, name_of};
use crate::language::Lang;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// A refused call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusalBody {
    rid: String,
    at: String,
    /// Method and path.
    call: String,
    /// The error code answered.
    code: i32,
    #[serde(flatten)]
    why_not: WhyNot,
    /// What ended the token that was shown, where that is why it was refused and a record is left.
    ended_by: Option<EndedByBody>,
}

/// What ended a token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EndedByBody {
    /// `fetch`: a newer token displaced it, or ended it by force. `secret_ended`: its secret was retired, reset
    /// or replaced.
    kind: &'static str,
    /// The fetch.
    fetch: Option<FetchBody>,
    /// The secret's number.
    secret: u16,
    /// When.
    at: String,
}

#[utoipa::path(get, path = "/accounts/{app_id}/refusals/{rid}", tag = "calls", operation_id = "see_refusal",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("rid" = String, Path, description = "As the refused caller was told")),
    responses((status = 200, body = RefusalBody), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    Path((_, rid)): Path<(String, String)>,
    Lang(lang): Lang,
) -> Result<Json<RefusalBody>, Problem> {
    let rid: Rid = rid.trim().parse().map_err(|_| Failure::Missing(Kind::Refusal))?;
    let refused = read_refusal(&app.desk, &may, rid.groups()).await?;
    let ended_by = match ended_by(&app.desk, &may, &refused).await? {
        Some(EndedBy::Fetch(row)) => {
            let names = secret_names(&app.desk, &may).await?;
            let name = name_of(&names, row.secret).to_owned();
            let (secret, at) = (row.secret.0, rfc3339(row.first_at));
            Some(EndedByBody { kind: "fetch", fetch: Some(FetchBody::of(row, &name)), secret, at })
        }
        Some(EndedBy::SecretEnded { secret, at }) => {
            Some(EndedByBody { kind: "secret_ended", fetch: None, secret: secret.0, at: rfc3339(at) })
        }
        None => None,
    };
    Ok(Json(RefusalBody {
        rid: rid.to_string(),
        at: rfc3339(refused.at),
        call: refused.call,
        code: refused.code,
        why_not: WhyNot::coded(refused.reason, lang),
        ended_by,
    }))
}
