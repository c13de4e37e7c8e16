//! `/wxa/getpaidunionid`.

use bytes::Bytes;
use vermilion_service::wechat::{admit, refuse_paid_union_id, user_of_open_id};
use vermilion_wire::errcode::ErrCode;

use super::gate::Incoming;
use super::method;
use super::refuse::Refused;
use super::tokens::short;
use crate::App;

pub(super) fn read(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    admit(&app.desk, &caller, incoming.call.no, None).map_err(|o| by(o.into()))?;
    let open_id = short(incoming, "openid").map_err(by)?;
    if open_id.is_empty() {
        return Err(by(Refused::code(ErrCode::OPENID_MISSING, "bad_openid")));
    }
    user_of_open_id(&app.desk, caller.account, &open_id).map_err(|o| by(o.into()))?;
    Err(by(refuse_paid_union_id(&app.desk, &caller).into()))
}
