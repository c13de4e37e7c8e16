//! Extractors that return the service's witnesses. Console calls use a cookie and nothing else.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, USER_AGENT};
use axum::http::request::Parts;
use vermilion_service::may::{Needs, NeedsPlatform};
use vermilion_service::members::Origin;
use vermilion_service::{Failure, Kind, May, PlatformMay, SignedIn};

use crate::App;
use crate::client;
use crate::problem::Problem;

/// The session cookie's name.
pub(crate) const COOKIE_NAME: &str = "vermilion_session";

/// A member with a living session.
#[derive(Debug)]
pub(crate) struct Signed(pub(crate) SignedIn);

impl FromRequestParts<App> for Signed {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Signed, Problem> {
        Ok(Signed(signed_in(parts, app).await?))
    }
}

/// Proof of a right in the account of the path's `{app_id}`.
#[derive(Debug)]
pub(crate) struct Proven<R>(pub(crate) May<R>);

impl<R: Needs> FromRequestParts<App> for Proven<R> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Proven<R>, Problem> {
        let by = signed_in(parts, app).await?;
        let params = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(|_| Problem::Failed(Failure::Missing(Kind::Account)))?;
        let app_id = params.iter().find(|(name, _)| *name == "app_id").map_or("", |(_, value)| value);
        Ok(Proven(app.desk.may(by, app_id).await?))
    }
}

/// Proof of a right on the platform.
#[derive(Debug)]
pub(crate) struct ProvenPlatform<R>(pub(crate) PlatformMay<R>);

impl<R: NeedsPlatform> FromRequestParts<App> for ProvenPlatform<R> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<ProvenPlatform<R>, Problem> {
        let by = signed_in(parts, app).await?;
        Ok(ProvenPlatform(app.desk.may_platform(by).await?))
    }
}

async fn signed_in(parts: &Parts, app: &App) -> Result<SignedIn, Failure> {
    let cookie = cookie_named(&parts.headers, COOKIE_NAME).ok_or(Failure::SignedOut)?;
    app.desk.signed_in(cookie, &origin(parts, app)).await
}

/// From where a session is used.
fn origin(parts: &Parts, app: &App) -> Origin {
    let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    let trusted = &app.desk.settings.trusted_proxies;
    Origin::new(user_agent, client::address(client::peer_of(&parts.extensions), &parts.headers, trusted))
}

/// The value of a cookie that the browser shows.
pub(crate) fn cookie_named<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
