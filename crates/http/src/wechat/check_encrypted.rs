//! `/wxa/business/checkencryptedmsg`.

use axum::body::Body;
use bytes::Bytes;
use serde::Deserialize;
use vermilion_service::wechat::{admit, check_encrypted};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::{json, reply};

use super::gate::{Incoming, body_fault};
use super::refuse::Refused;
use super::{method, read};
use crate::App;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked<'a> {
    #[serde(borrow)]
    encrypted_msg_hash: json::Text<'a>,
}

pub(super) async fn check(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    let body = read(body).await.map_err(by)?;
    let asked: Asked<'_> = json::read(&body, json::MAX_BODY).map_err(|fault| by(body_fault(fault)))?;
    admit(&app.desk, &caller, incoming.call.no, None).map_err(|o| by(o.into()))?;
    let mut hash = [0; 32];
    hex::decode_to_slice(asked.encrypted_msg_hash.as_str(), &mut hash)
        .map_err(|_| by(Refused::code(ErrCode::INVALID_ARGS, "bad_argument")))?;
    let at = check_encrypted(&app.desk, &caller, &hash).await.map_err(|o| by(o.into()))?;
    // The spelling is the contract's.
    Ok(reply::ok().flag("vaild", true).int("create_time", at.secs()).finish().into())
}
