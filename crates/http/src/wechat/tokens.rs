//! `/cgi-bin/token` and `/cgi-bin/stable_token`.

use axum::body::Body;
use bytes::Bytes;
use serde::Deserialize;
use vermilion_decide::Reason;
use vermilion_model::{AppId, Span};
use vermilion_service::wechat::{Credential, Fetched, Obstacle, Refresh, fetch_stable_token, fetch_token};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::{json, reply};

use super::gate::{Incoming, body_fault};
use super::refuse::Refused;
use super::{method, read};
use crate::App;

/// Longest text that is looked at as an AppID, a secret or a grant type.
pub(super) const SHORT: usize = 128;

/// The order of checks that was seen on the wire: AppID, grant type, secret.
pub(super) fn ordered(app: &App, app_id: &str, grant: (&str, &str), secret: &str) -> Result<(), Refused> {
    known(app, app_id)?;
    if grant.0 != grant.1 {
        return Err(Refused::code(ErrCode::INVALID_GRANT_TYPE, "bad_argument"));
    }
    if secret.is_empty() {
        return Err(Refused::code(ErrCode::APPSECRET_MISSING, "secret_missing"));
    }
    Ok(())
}

/// Whether the order need not be looked at: nothing is missing, and whether there is such an account is found
/// out with its secret.
pub(super) fn complete<const N: usize>(grant: (&str, &str), texts: [&str; N]) -> bool {
    grant.0 == grant.1 && texts.iter().all(|text| !text.is_empty())
}

/// An AppID that was given and is an account's.
pub(super) fn known(app: &App, app_id: &str) -> Result<AppId, Refused> {
    if app_id.is_empty() {
        return Err(Refused::code(ErrCode::APPID_MISSING, "bad_argument"));
    }
    let known = app_id.parse::<AppId>().ok().filter(|id| app.desk.in_force.knows(id));
    known.ok_or_else(|| Obstacle::from(Reason::AppUnknown).into())
}

/// A text parameter of the query; one that is too long is as wrong as any other wrong one.
pub(super) fn short<'a>(
    incoming: &Incoming<'a>,
    name: &'static str,
) -> Result<std::borrow::Cow<'a, str>, Refused> {
    Ok(incoming.query()?.optional(name, SHORT).unwrap_or(std::borrow::Cow::Borrowed("?")))
}

pub(super) fn token(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    method(incoming, incoming.call)?;
    let (app_id, secret) = (short(incoming, "appid")?, short(incoming, "secret")?);
    let grant = short(incoming, "grant_type")?;
    let grant = (&*grant, "client_credential");
    if !complete(grant, [&app_id, &secret]) {
        ordered(app, &app_id, grant, &secret)?;
    }
    let shown = Credential { app_id: &app_id, secret: &secret };
    let fetched = fetch_token(&app.desk, shown, incoming.asking(app));
    let fetched = fetched.map_err(|obstacle| claimed(app, &app_id, obstacle))?;
    incoming.is_of(fetched.account);
    Ok(rendered(&fetched))
}

/// `null` stands for an absent text, as everywhere on this face.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked<'a> {
    #[serde(borrow)]
    grant_type: json::Text<'a>,
    #[serde(borrow)]
    appid: json::Text<'a>,
    #[serde(borrow)]
    secret: json::Text<'a>,
    force_refresh: json::Flag,
}

pub(super) async fn stable(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    method(incoming, incoming.call)?;
    let body = read(body).await?;
    let asked: Asked<'_> = json::read(&body, json::MAX_BODY).map_err(body_fault)?;
    let (app_id, secret) = (asked.appid.as_str(), asked.secret.as_str());
    let grant = (asked.grant_type.as_str(), "client_credential");
    if !complete(grant, [app_id, secret]) {
        ordered(app, app_id, grant, secret)?;
    }
    let refresh = if asked.force_refresh.0 { Refresh::Force } else { Refresh::Normal };
    let shown = Credential { app_id, secret };
    let fetched = fetch_stable_token(&app.desk, shown, refresh, incoming.asking(app)).await;
    let fetched = fetched.map_err(|obstacle| claimed(app, app_id, obstacle))?;
    incoming.is_of(fetched.account);
    Ok(rendered(&fetched))
}

/// A refusal with the account that the caller claims to be: its owner looks such refusals up, too.
pub(super) fn claimed(app: &App, app_id: &str, obstacle: Obstacle) -> Refused {
    let refused = Refused::from(obstacle);
    let account = app_id.parse::<AppId>().ok().and_then(|id| app.desk.in_force.account_by_app_id(&id).ok());
    match account {
        Some(account) => refused.by(account.no),
        None => refused,
    }
}

fn rendered(fetched: &Fetched) -> Bytes {
    reply::access_token(fetched.token.expose(), Span::secs(fetched.expires_in)).into()
}
