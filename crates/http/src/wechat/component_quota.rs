//! `/cgi-bin/component/clear_quota/v2`: there are no third-party platforms' authorizers yet, so what is
//! asked is checked and refused as WeChat refuses it.

use axum::body::Body;
use bytes::Bytes;
use serde::Deserialize;
use vermilion_model::{AccountType, AppId};
use vermilion_service::wechat::Credential;
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::json;

use super::gate::{Incoming, body_fault};
use super::refuse::Refused;
use super::tokens::{claimed, short};
use super::{method, read};
use crate::App;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked<'a> {
    #[serde(borrow)]
    component_appid: json::Text<'a>,
    #[serde(borrow)]
    appid: json::Text<'a>,
    #[serde(borrow)]
    appsecret: json::Text<'a>,
}

pub(super) async fn clear(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    method(incoming, incoming.call)?;
    let body = read(body).await?;
    let asked: Asked<'_> = if body.is_empty() {
        Asked::default()
    } else {
        json::read(&body, json::MAX_BODY).map_err(body_fault)?
    };
    let given = |name, held: &json::Text<'_>| -> Result<String, Refused> {
        let shown = short(incoming, name)?;
        Ok(if shown.is_empty() { held.as_str().to_owned() } else { shown.into_owned() })
    };
    let component = given("component_appid", &asked.component_appid)?;
    let app_id = given("appid", &asked.appid)?;
    let secret = given("appsecret", &asked.appsecret)?;
    if component.is_empty() || app_id.is_empty() {
        return Err(Refused::code(ErrCode::APPID_MISSING, "bad_argument"));
    }
    if secret.is_empty() {
        return Err(Refused::code(ErrCode::APPSECRET_MISSING, "secret_missing"));
    }
    let unknown = || Refused::code(ErrCode::INVALID_APPID, "app_unknown");
    let known = component.parse::<AppId>().ok().and_then(|id| app.desk.in_force.account_by_app_id(&id).ok());
    let platform = known.filter(|account| account.account_type == AccountType::ThirdPartyPlatform);
    let platform = platform.ok_or_else(unknown)?;
    let shown = Credential { app_id: &component, secret: &secret };
    shown.check(&app.desk, incoming.now).map_err(|obstacle| claimed(app, &component, obstacle))?;
    // No account has authorized any platform, so none is this one's to clear.
    Err(unknown().by(platform.no))
}
