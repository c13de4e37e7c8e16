//! Extractors of this face: which host app calls, and whom of its users the path names.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use vermilion_decide::Reason;
use vermilion_model::{Id, User};
use vermilion_service::hosts::HostCaller;
use vermilion_service::{Failure, Kind};

use crate::App;
use crate::problem::Problem;

/// A host app that showed a living key.
#[derive(Debug)]
pub(crate) struct Host(pub(crate) HostCaller);

impl FromRequestParts<App> for Host {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Host, Problem> {
        let shown = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = shown.and_then(bearer).ok_or(Failure::Denied(Reason::HostKeyUnknown))?;
        Ok(Host(app.desk.host_caller(key)?))
    }
}

/// The key, whatever case its scheme is written in.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// A host app about one of its users: the path's `{id}`. The key is looked at first.
#[derive(Debug)]
pub(crate) struct AboutUser(pub(crate) HostCaller, pub(crate) Id<User>);

impl FromRequestParts<App> for AboutUser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<AboutUser, Problem> {
        let Host(caller) = Host::from_request_parts(parts, app).await?;
        let missing = || Problem::Failed(Failure::Missing(Kind::User));
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| missing())?;
        let id = params.iter().find(|(name, _)| *name == "id").map_or("", |(_, value)| value);
        Ok(AboutUser(caller, id.parse().map_err(|_| missing())?))
    }
}
