//! `/wxa/business/getuserencryptkey`. Its parameters stand in the query; some clients post no body at all.

use bytes::Bytes;
use vermilion_service::wechat::read_user_keys;
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::json::Object;
use vermilion_wire::reply;

use super::check_session::signed;
use super::gate::Incoming;
use super::refuse::Refused;
use crate::App;

pub(super) async fn list(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let signed = signed(app, incoming, ErrCode::OPENID_MISSING).await?;
    let now = signed.caller.now;
    let keys = read_user_keys(&app.desk, signed.proof, now);
    let told = keys.iter().map(|key| {
        Object::new()
            .text("encrypt_key", &key.expose())
            .int("version", i64::from(key.version))
            .int("expire_in", key.left(now).as_secs())
            .text("iv", &key.start_value())
            .int("create_time", key.created_at.secs())
    });
    Ok(reply::ok().objects("key_info_list", told).finish().into())
}
