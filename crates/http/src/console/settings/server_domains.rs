//! `GET` and `PUT /accounts/{app_id}/settings/server-domains`: which hosts a mini program may talk to.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::ServerDomains;
use vermilion_service::may::ManageSettings;
use vermilion_service::settings::{Versioned, read_server_domains, set_server_domains};

use super::saved;
use crate::App;
use crate::body::Body;
use crate::may::Proven;
use crate::problem::{Document, Problem};
use crate::version::{IfMatch, Tagged};
use crate::when::rfc3339;

/// The lists.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServerDomainsBody {
    request: Vec<String>,
    socket: Vec<String>,
    upload: Vec<String>,
    download: Vec<String>,
    udp: Vec<String>,
    tcp: Vec<String>,
    /// Nothing where they were never set.
    saved_at: Option<String>,
}

impl From<Versioned<ServerDomains>> for ServerDomainsBody {
    fn from(held: Versioned<ServerDomains>) -> ServerDomainsBody {
        let ServerDomains { request, socket, upload, download, udp, tcp } = held.value;
        let saved_at = held.saved_at.map(rfc3339);
        ServerDomainsBody { request, socket, upload, download, udp, tcp, saved_at }
    }
}

/// The lists as typed, each of at most 200 hosts, with or without their scheme.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SetServerDomains {
    /// `https`
    request: Vec<String>,
    /// `wss`
    socket: Vec<String>,
    /// `https`
    upload: Vec<String>,
    /// `https`
    download: Vec<String>,
    /// `udp`
    udp: Vec<String>,
    /// `tcp`
    tcp: Vec<String>,
}

#[utoipa::path(get, path = "/accounts/{app_id}/settings/server-domains", tag = "settings",
    operation_id = "see_server_domains",
    params(("app_id" = String, Path, description = "The account's AppID")),
    responses((status = 200, body = ServerDomainsBody), (status = 401, body = Document),
        (status = 403, body = Document), (status = 404, body = Document)))]
pub(crate) async fn see(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
) -> Result<Tagged<ServerDomainsBody>, Problem> {
    let held = read_server_domains(&app.desk, &may).await?;
    Ok(Tagged { status: StatusCode::OK, version: held.version, body: held.into() })
}

#[utoipa::path(put, path = "/accounts/{app_id}/settings/server-domains", tag = "settings",
    operation_id = "set_server_domains",
    params(("app_id" = String, Path, description = "The account's AppID"),
        ("If-Match" = String, Header, description = "The version that was on the screen, quoted")),
    request_body = SetServerDomains,
    responses((status = 200, body = ServerDomainsBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 409, body = Document), (status = 412, body = Document), (status = 422, body = Document)))]
pub(crate) async fn set(
    State(app): State<App>,
    Proven(may): Proven<ManageSettings>,
    IfMatch(version): IfMatch,
    Body(typed): Body<SetServerDomains>,
) -> Result<Response, Problem> {
    let SetServerDomains { request, socket, upload, download, udp, tcp } = typed;
    let typed = ServerDomains { request, socket, upload, download, udp, tcp };
    let (seq, held) = set_server_domains(&app.desk, &may, version, typed).await?;
    Ok(saved(seq, held.version, ServerDomainsBody::from(held)))
}
