//! `GET /platform`: what kind of installation this is, so that a simulation says so on every page.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;

/// This installation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Platform {
    /// Run by `vermilion dev`: people, accounts and secrets are made up, and nothing is really sent.
    simulated: bool,
}

#[utoipa::path(get, path = "/platform", tag = "platform", operation_id = "platform",
    responses((status = 200, body = Platform)))]
pub(crate) async fn handler(State(app): State<App>) -> Json<Platform> {
    Json(Platform { simulated: app.dev.is_some() })
}
