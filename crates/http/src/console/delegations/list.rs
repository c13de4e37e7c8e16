//! `GET /accounts/{app_id}/delegations`: 第三方授权管理, what was given to others, or received from them.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vermilion_service::delegations::{Side, read_delegations};
use vermilion_service::may::See;

use super::DelegationBody;
use crate::App;
use crate::language::Lang;
use crate::may::Proven;
use crate::page::{List, Page, PageQuery};
use crate::problem::{Document, Problem};

/// Which side.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfSide {
    /// `given`, or `received`; `given` where it is not said.
    side: Option<String>,
}

#[utoipa::path(get, path = "/accounts/{app_id}/delegations", tag = "delegations", operation_id = "list_delegations",
    params(("app_id" = String, Path, description = "The account's AppID"), OfSide, PageQuery),
    responses((status = 200, body = List<DelegationBody>),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<See>,
    (page, Lang(lang)): (Page, Lang),
    query: Result<Query<OfSide>, QueryRejection>,
) -> Result<Json<List<DelegationBody>>, Problem> {
    let malformed = || Problem::Malformed("/side".to_owned());
    let Query(query) = query.map_err(|_| malformed())?;
    let side = query.side.as_deref().unwrap_or(Side::Given.word());
    let side = Side::from_word(side).ok_or_else(malformed)?;
    let after = page.after(|text| text.parse().ok())?;
    let views = read_delegations(&app.desk, &may, (side, after), page.limit).await?;
    Ok(Json(page.of(views, |last| last.id.to_string(), |view| DelegationBody::short(view, lang))))
}
