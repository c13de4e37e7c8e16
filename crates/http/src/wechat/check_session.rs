//! `/wxa/checksession`.

use bytes::Bytes;
use vermilion_service::wechat::{admit, check_session, user_of_open_id};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::reply;
use vermilion_wire::user_data::{SessionKey, login_signature_is};

use super::gate::Incoming;
use super::method;
use super::refuse::Refused;
use super::tokens::short;
use crate::App;

pub(super) async fn check(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    let open_id = short(incoming, "openid").map_err(by)?;
    if open_id.is_empty() {
        return Err(by(Refused::code(ErrCode::OPENID_MISSING, "bad_openid")));
    }
    let user = user_of_open_id(&app.desk, caller.account, &open_id).map_err(|o| by(o.into()))?;
    admit(&app.desk, &caller, incoming.call.no, Some(user)).map_err(|o| by(o.into()))?;
    if short(incoming, "sig_method").map_err(by)? != "hmac_sha256" {
        return Err(by(Refused::code(ErrCode::INVALID_SIG_METHOD, "bad_argument")));
    }
    // Any bytes are a signature; those that are no text are a wrong one.
    let given = incoming.query().map_err(by)?.bytes("signature").unwrap_or_default();
    let verify = |key: &str| key.parse::<SessionKey>().is_ok_and(|key| login_signature_is(&given, &key, b""));
    check_session(&app.desk, &caller, &open_id, verify).await.map_err(|o| by(o.into()))?;
    Ok(Bytes::from_static(reply::OK))
}
