//! `POST /notices/{id}/read`: it was read, alone or with every older one.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::notices::{Upto, mark_read};

use crate::App;
use crate::body::Body;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// How many.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MarkRead {
    /// Every older one, too.
    all_before: bool,
}

#[utoipa::path(post, path = "/notices/{id}/read", tag = "notices", operation_id = "mark_notice_read",
    params(("id" = String, Path)), request_body = MarkRead,
    responses((status = 204), (status = 400, body = Document), (status = 401, body = Document),
        (status = 404, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Path(id): Path<String>,
    Body(form): Body<MarkRead>,
) -> Result<StatusCode, Problem> {
    let upto = if form.all_before { Upto::AllBefore } else { Upto::ThisOne };
    mark_read(&app.desk, by, &id, upto).await?;
    Ok(StatusCode::NO_CONTENT)
}
