//! Step 7 of the main job: a user signs in.

use serde_json::json;
use vermilion_wire::ErrCode;
use vermilion_wire::user_data::{SessionKey, login_signature};

use super::account::Account;
use super::phone::{self, Place};
use crate::answer::Answer;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// A user's login as the app's server knows it.
pub(super) struct Session {
    pub(super) openid: String,
    /// The login-state signature 用户登录态签名 over nothing.
    pub(super) signature: String,
}

pub(super) fn check(token: &str, session: &Session, signature: &str) -> Ask {
    Ask::get(Actor::AppServer, "/wxa/checksession")
        .query("access_token", token)
        .query("openid", &session.openid)
        .query("signature", signature)
        .query("sig_method", "hmac_sha256")
}

pub(super) fn sign_in(
    tour: &mut Tour<'_>,
    account: &Account,
    place: &Place,
    token: &str,
) -> Result<Session, Halt> {
    tour.chapter("A user signs in")?;
    let path = format!("/host/v1/users/{}/login-codes", place.user);
    let ask = Ask::post(Actor::HostApp, path, json!({"app_id": place.app_id}));
    let step = Step::new("wx.login gives a code", "201 and a single-use code", ask);
    let code = tour.take(&step.status(201).word("/code"))?.word("/code");
    let exchange = Ask::get(Actor::AppServer, "/sns/jscode2session")
        .query("appid", &account.app_id)
        .query("secret", &account.secret)
        .query("js_code", &code)
        .query("grant_type", "authorization_code");
    let step = Step::new("the code becomes a session", "an OpenID and a session key", exchange.clone())
        .ok()
        .holds("the OpenID has 28 characters", |answer| answer.word("/openid").len() == 28)
        .holds("the session key is one", |answer| signature(answer).is_some());
    let answer = tour.take(&step)?;
    let session =
        Session { openid: answer.word("/openid"), signature: signature(&answer).unwrap_or_default() };
    let step = Step::new("a login code works once", "40163 (I6)", exchange);
    tour.take(&step.refused(&[ErrCode::CODE_BEEN_USED]).nothing("/openid"))?;
    checked(tour, place, token, &session)?;
    Ok(session)
}

fn signature(answer: &Answer) -> Option<String> {
    let key: SessionKey = answer.at("/session_key").as_str()?.parse().ok()?;
    Some(login_signature(&key, b""))
}

fn checked(tour: &mut Tour<'_>, place: &Place, token: &str, session: &Session) -> Result<(), Halt> {
    let ask = check(token, session, &session.signature);
    tour.take(&Step::new("the session holds", "0", ask).ok())?;
    let ask = check(token, session, &"0".repeat(64));
    let step = Step::new("a wrong signature is told", "87009", ask);
    tour.take(&step.refused(&[ErrCode::INVALID_SIGNATURE]))?;
    let ask = phone::explain(&place.app_id, phone::CALL).query("openid", &session.openid);
    let step = Step::new("explain answers for this user", "allowed, step by step", ask);
    let step = step.status(200).is("/allowed", true);
    let step = step.holds("it shows its steps", |answer| {
        answer.at("/steps").as_array().is_some_and(|steps| !steps.is_empty())
    });
    tour.take(&step).map(drop)
}
