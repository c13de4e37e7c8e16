//! `clear_quota`, `clear_quota/v2`, `openapi/quota/get` and `openapi/quota/clear`.

use axum::body::Body;
use bytes::Bytes;
use serde::Deserialize;
use vermilion_model::{Accepts, Call, Refusal};
use vermilion_service::Failure;
use vermilion_service::quotas::{QuotaView, clear_for_account, quota_of_call};
use vermilion_service::wechat::{Caller, Credential, Obstacle, admit};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::json::Object;
use vermilion_wire::{json, reply};

use super::gate::{Incoming, body_fault};
use super::refuse::Refused;
use super::tokens::{SHORT, claimed, short};
use super::{method, read};
use crate::App;

/// What `quota/get` names as the limit of a call that has none: the greatest number that every client reads.
const UNLIMITED: i64 = i32::MAX as i64;
/// How long the window of a rate limit is, in seconds.
const WINDOW: i64 = 60;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked<'a> {
    #[serde(borrow)]
    appid: json::Text<'a>,
    #[serde(borrow)]
    appsecret: json::Text<'a>,
    #[serde(borrow)]
    cgi_path: json::Text<'a>,
}

/// The checks before the body is looked at.
async fn admitted(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<(Caller, Bytes), Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    let body = read(body).await.map_err(by)?;
    json::read::<Asked<'_>>(&body, json::MAX_BODY).map_err(|fault| by(body_fault(fault)))?;
    admit(&app.desk, &caller, incoming.call.no, None).map_err(|o| by(o.into()))?;
    Ok((caller, body))
}

fn asked(body: &[u8]) -> Result<Asked<'_>, Refused> {
    json::read(body, json::MAX_BODY).map_err(body_fault)
}

pub(super) async fn clear(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let (caller, body) = admitted(app, incoming, body).await?;
    let by = |refused: Refused| refused.by(caller.account);
    let asked = asked(&body).map_err(by)?;
    let own =
        app.desk.in_force.account(caller.account).map_err(|reason| by(Obstacle::from(reason).into()))?;
    if asked.appid.as_str() != own.app_id.as_str() {
        return Err(by(Refused::code(ErrCode::INVALID_APPID, "bad_argument")));
    }
    let cleared = clear_for_account(&app.desk, caller.account, None).await;
    cleared.map_err(|failure| by(spent(failure, ErrCode::CLEAR_QUOTA_LIMIT)))?;
    Ok(Bytes::from_static(reply::OK))
}

/// With AppID and AppSecret, which may stand in the query or in the body.
pub(super) async fn clear_by_secret(
    app: &App,
    incoming: &Incoming<'_>,
    body: Body,
) -> Result<Bytes, Refused> {
    method(incoming, incoming.call)?;
    let body = read(body).await?;
    let asked = if body.is_empty() { Asked::default() } else { asked(&body)? };
    let (app_id, secret) = (short(incoming, "appid")?, short(incoming, "appsecret")?);
    let app_id = if app_id.is_empty() { asked.appid.as_str() } else { &app_id };
    let secret = if secret.is_empty() { asked.appsecret.as_str() } else { &secret };
    if app_id.is_empty() {
        return Err(Refused::code(ErrCode::APPID_MISSING, "bad_argument"));
    }
    if secret.is_empty() {
        return Err(Refused::code(ErrCode::APPSECRET_MISSING, "secret_missing"));
    }
    let of = |obstacle: Obstacle| claimed(app, app_id, obstacle);
    let (_, shown) = Credential { app_id, secret }.check(&app.desk, incoming.now).map_err(of)?;
    let cleared = clear_for_account(&app.desk, shown.account, None).await;
    cleared.map_err(|failure| spent(failure, ErrCode::CLEAR_QUOTA_LIMIT).by(shown.account))?;
    Ok(Bytes::from_static(reply::OK))
}

pub(super) async fn of_call(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let (caller, body) = admitted(app, incoming, body).await?;
    let by = |refused: Refused| refused.by(caller.account);
    let call = asked(&body).and_then(|asked| named(app, asked.cgi_path.as_str())).map_err(by)?;
    let view = quota_of_call(&app.desk, caller.account, call, incoming.now).await;
    Ok(answer(&view.map_err(|failure| by(Obstacle::from(failure).into()))?).into())
}

pub(super) async fn clear_of_call(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let (caller, body) = admitted(app, incoming, body).await?;
    let by = |refused: Refused| refused.by(caller.account);
    let call = asked(&body).and_then(|asked| named(app, asked.cgi_path.as_str())).map_err(by)?;
    let cleared = clear_for_account(&app.desk, caller.account, Some(call.name())).await;
    cleared.map_err(|failure| by(spent(failure, ErrCode::DAILY_QUOTA)))?;
    Ok(Bytes::from_static(reply::OK))
}

/// The call of a path, if an account may ask for its quota.
fn named<'a>(app: &'a App, path: &str) -> Result<&'a Call, Refused> {
    if !path.starts_with('/') || path.len() > SHORT {
        return Err(Refused::code(ErrCode::RID_FORBIDDEN, "cgi_path_unknown"));
    }
    if path.starts_with("/sns/") {
        return Err(Refused::code(ErrCode::CGI_PATH_FORBIDDEN, "cgi_path_closed"));
    }
    let unknown = || Refused::code(ErrCode::CGI_PATH_UNKNOWN, "cgi_path_unknown");
    let catalogue = &app.desk.catalogue;
    let call = catalogue.call_by_path(path).ok_or_else(unknown)?;
    let theirs = call.accepts.iter().any(|accepts| matches!(accepts, Accepts::Account | Accepts::Authorizer))
        || catalogue.secret_calls().contains(&call.no);
    if theirs { Ok(call) } else { Err(Refused::code(ErrCode::CGI_PATH_FORBIDDEN, "cgi_path_closed")) }
}

fn answer(view: &QuotaView) -> Vec<u8> {
    let limit = view.limit.daily.map_or(UNLIMITED, i64::from);
    let used = i64::from(view.used);
    let quota =
        Object::new().int("daily_limit", limit).int("used", used).int("remain", (limit - used).max(0));
    let rate = || {
        let per_minute = view.limit.minute.map_or(0, i64::from);
        let window = view.limit.minute.map_or(0, |_| WINDOW);
        Object::new().int("call_count", per_minute).int("refresh_second", window)
    };
    reply::ok()
        .object("quota", quota)
        .object("rate_limit", rate())
        .object("component_rate_limit", rate())
        .finish()
}

/// WeChat's code of a clearing that was not done.
fn spent(failure: Failure, code: ErrCode) -> Refused {
    match failure {
        Failure::Refused(Refusal::ClearsSpent) => Refused::code(code, "clears_spent"),
        other => Obstacle::from(other).into(),
    }
}
