//! The `sns` chain: `/sns/oauth2/access_token`, `/sns/oauth2/refresh_token`, `/sns/auth`, `/sns/userinfo`.

use std::borrow::Cow;

use bytes::Bytes;
use vermilion_model::AppId;
use vermilion_service::wechat::oauth::{
    OAuthCaller, OAuthTokens, check_oauth_token, exchange_oauth_code, read_oauth_profile, refresh_oauth_token,
};
use vermilion_service::wechat::{Credential, Obstacle};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::json::Object;
use vermilion_wire::reply;

use super::gate::{Incoming, TOKEN_MAX};
use super::method;
use super::refuse::Refused;
use super::tokens::{known, ordered, short};
use crate::App;
use crate::host::sealed::UNNAMED;

pub(super) async fn exchange(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    method(incoming, incoming.call)?;
    let (app_id, secret) = (short(incoming, "appid")?, short(incoming, "secret")?);
    let (code, grant) = (short(incoming, "code")?, short(incoming, "grant_type")?);
    ordered(app, &app_id, (&grant, "authorization_code"), &secret)?;
    if code.is_empty() {
        return Err(Refused::code(ErrCode::CODE_MISSING, "code_missing"));
    }
    let shown = Credential { app_id: &app_id, secret: &secret };
    let tokens = exchange_oauth_code(&app.desk, shown, incoming.call.no, &code, incoming.now).await;
    Ok(rendered(&tokens.map_err(expired_has_its_code)?))
}

/// Here, unlike at a login, an expired code has a code of its own.
fn expired_has_its_code(obstacle: Obstacle) -> Refused {
    let expired = matches!(obstacle, Obstacle::CodeExpired);
    let refused = Refused::from(obstacle);
    if expired { Refused { code: ErrCode::CODE_EXPIRED, ..refused } } else { refused }
}

pub(super) async fn refresh(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    method(incoming, incoming.call)?;
    let app_id: AppId = known(app, &short(incoming, "appid")?)?;
    if short(incoming, "grant_type")? != "refresh_token" {
        return Err(Refused::code(ErrCode::INVALID_GRANT_TYPE, "bad_argument"));
    }
    let text = long(incoming, "refresh_token")?;
    if text.is_empty() {
        return Err(Refused::code(ErrCode::REFRESH_TOKEN_MISSING, "refresh_missing"));
    }
    let tokens = refresh_oauth_token(&app.desk, &app_id, incoming.call.no, &text, incoming.now).await?;
    Ok(rendered(&OAuthTokens { union_id: None, ..tokens }))
}

/// A token of the query; one that is too long or no text is as unknown as any other wrong one.
fn long<'a>(incoming: &Incoming<'a>, name: &'static str) -> Result<Cow<'a, str>, Refused> {
    Ok(incoming.query()?.optional(name, TOKEN_MAX).unwrap_or(Cow::Borrowed("?")))
}

fn rendered(tokens: &OAuthTokens) -> Bytes {
    let object = Object::with_capacity(384)
        .text("access_token", tokens.access_token.expose())
        .int("expires_in", tokens.expires_in)
        .text("refresh_token", tokens.refresh_token.expose())
        .text("openid", tokens.open_id.as_str())
        .text("scope", tokens.scope.name())
        .maybe("unionid", tokens.union_id());
    object.finish().into()
}

/// Token, method, and whom the call names.
async fn asked<'a>(app: &App, incoming: &Incoming<'a>) -> Result<(OAuthCaller, Cow<'a, str>), Refused> {
    let text = long(incoming, "access_token")?;
    if text.is_empty() {
        return Err(Refused::code(ErrCode::ACCESS_TOKEN_MISSING, "token_missing"));
    }
    let by = OAuthCaller::of_token(&app.desk, &text, incoming.now).await?;
    let account = by.caller.account;
    method(incoming, incoming.call).map_err(|refused| refused.by(account))?;
    let open_id = short(incoming, "openid").map_err(|refused| refused.by(account))?;
    if open_id.is_empty() {
        return Err(Refused::code(ErrCode::OPENID_MISSING, "bad_openid").by(account));
    }
    Ok((by, open_id))
}

pub(super) async fn check(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let (by, open_id) = asked(app, incoming).await?;
    check_oauth_token(&app.desk, &by, incoming.call.no, &open_id)
        .map_err(|obstacle| Refused::from(obstacle).by(by.caller.account))?;
    Ok(Bytes::from_static(reply::OK))
}

/// WeChat's fields in WeChat's order. Gender and place are empty, as they are at WeChat by now.
pub(super) async fn profile(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let (by, open_id) = asked(app, incoming).await?;
    let profile = read_oauth_profile(&app.desk, &by, incoming.call.no, &open_id).await;
    let profile = profile.map_err(|obstacle| Refused::from(obstacle).by(by.caller.account))?;
    let object = Object::with_capacity(384)
        .text("openid", &open_id)
        .text("nickname", profile.nickname.as_deref().unwrap_or(UNNAMED))
        .int("sex", 0)
        .text("city", "")
        .text("province", "")
        .text("country", "")
        .text("headimgurl", profile.avatar_url.as_deref().unwrap_or(""))
        .texts("privilege", [])
        .maybe("unionid", profile.union_id());
    Ok(object.finish().into())
}
