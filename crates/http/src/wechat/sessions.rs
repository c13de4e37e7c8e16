//! `/sns/jscode2session`.

use bytes::Bytes;
use vermilion_service::wechat::{Credential, exchange_code};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::reply;

use super::gate::Incoming;
use super::method;
use super::refuse::Refused;
use super::tokens::{claimed, complete, ordered, short};
use crate::App;

pub(super) async fn exchange(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    method(incoming, incoming.call)?;
    let (app_id, secret) = (short(incoming, "appid")?, short(incoming, "secret")?);
    let (code, grant) = (short(incoming, "js_code")?, short(incoming, "grant_type")?);
    let grant = (&*grant, "authorization_code");
    if !complete(grant, [&app_id, &secret, &code]) {
        ordered(app, &app_id, grant, &secret)?;
        return Err(Refused::code(ErrCode::CODE_MISSING, "code_missing"));
    }
    let shown = Credential { app_id: &app_id, secret: &secret };
    let session = exchange_code(&app.desk, shown, &code, incoming.now)
        .await
        .map_err(|obstacle| claimed(app, &app_id, obstacle))?;
    incoming.is_of(session.account);
    let union_id = session.union_id();
    Ok(reply::session(session.open_id.as_str(), session.session_key.expose(), union_id).into())
}
