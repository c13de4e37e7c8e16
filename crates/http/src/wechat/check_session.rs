//! `/wxa/checksession` and `/wxa/resetusersessionkey`: calls that a login-state signature stands behind.

use bytes::Bytes;
use vermilion_service::wechat::{Caller, SessionProof, admit, check_session, reset_session, user_of_open_id};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::reply;
use vermilion_wire::user_data::{SessionKey, login_signature_is};

use super::gate::Incoming;
use super::method;
use super::refuse::Refused;
use super::tokens::short;
use crate::App;

/// A call whose signature was made with the user's present session key.
pub(super) struct Signed<'a> {
    pub(super) caller: Caller,
    pub(super) open_id: std::borrow::Cow<'a, str>,
    pub(super) proof: SessionProof,
}

/// Token, method, decide, then the three parameters. `no_user` is the code of a call that names no user.
pub(super) async fn signed<'a>(
    app: &App,
    incoming: &Incoming<'a>,
    no_user: ErrCode,
) -> Result<Signed<'a>, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    let open_id = short(incoming, "openid").map_err(by)?;
    if open_id.is_empty() {
        return Err(by(Refused::code(no_user, "bad_openid")));
    }
    let user = user_of_open_id(&app.desk, caller.account, &open_id).map_err(|o| by(o.into()))?;
    admit(&app.desk, &caller, incoming.call.no, Some(user)).map_err(|o| by(o.into()))?;
    let query = incoming.query().map_err(by)?;
    // Any bytes are a signature; those that are no text are a wrong one.
    let Some(given) = query.bytes("signature").filter(|given| !given.is_empty()) else {
        return Err(by(Refused::code(ErrCode::INVALID_ARGS, "bad_argument")));
    };
    if short(incoming, "sig_method").map_err(by)? != "hmac_sha256" {
        return Err(by(Refused::code(ErrCode::INVALID_SIG_METHOD, "bad_argument")));
    }
    let verify = |key: &str| key.parse::<SessionKey>().is_ok_and(|key| login_signature_is(&given, &key, b""));
    let proof = check_session(&app.desk, &caller, &open_id, verify).await.map_err(|o| by(o.into()))?;
    Ok(Signed { caller, open_id, proof })
}

pub(super) async fn check(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    signed(app, incoming, ErrCode::OPENID_MISSING).await?;
    Ok(Bytes::from_static(reply::OK))
}

pub(super) async fn reset(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let signed = signed(app, incoming, ErrCode::INVALID_ARGS).await?;
    let key = reset_session(&app.desk, &signed.caller, signed.proof).await;
    let key = key.map_err(|obstacle| Refused::from(obstacle).by(signed.caller.account))?;
    Ok(reply::reset_session(&signed.open_id, key.expose()).into())
}
