//! `POST /accounts/{app_id}/evidence`: hands a file in, its bytes as the body.

use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vermilion_service::Failure;
use vermilion_service::evidence::store_evidence;
use vermilion_service::may::ManageAuthorizations;

use super::EvidenceFileBody;
use crate::App;
use crate::changed::Changed;
use crate::may::Proven;
use crate::problem::{Document, Problem};

/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_mins(2);

/// What it is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Named {
    /// At most 100 characters; what the file is, its content says.
    name: Option<String>,
}

#[utoipa::path(post, path = "/accounts/{app_id}/evidence", tag = "evidence", operation_id = "upload_evidence",
    params(("app_id" = String, Path, description = "The account's AppID"), Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "A PDF, PNG, JPEG or WebP file; its content says which"),
    responses((status = 201, body = EvidenceFileBody),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 403, body = Document),
        (status = 404, body = Document),
        (status = 409, body = Document),
        (status = 413, body = Document),
        (status = 422, body = Document),
        (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Proven(may): Proven<ManageAuthorizations>,
    query: Result<Query<Named>, QueryRejection>,
    body: Body,
) -> Result<Changed<EvidenceFileBody>, Problem> {
    let Query(named) = query.map_err(|_| Problem::Malformed("/name".to_owned()))?;
    let name = named.name.unwrap_or_default();
    let (seq, view) = store_evidence(&app.desk, &may, &name, |longest| read(body, longest)).await?;
    Ok(Changed::created(seq, view.into()))
}

/// The body, as soon as it is longer not at all.
pub(crate) async fn read(body: Body, longest: usize) -> Result<Vec<u8>, Failure> {
    match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, longest)).await {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(_)) => Err(Failure::TooLarge),
        Err(_) => Err(Failure::Busy),
    }
}
