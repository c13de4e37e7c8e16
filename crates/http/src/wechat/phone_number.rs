//! `/wxa/business/getuserphonenumber`.

use axum::body::Body;
use bytes::Bytes;
use serde::Deserialize;
use vermilion_service::wechat::{Obstacle, admit, hand_phone_number, user_of_open_id};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::json;
use vermilion_wire::reply::{self, PhoneInfo, full_phone_number};

use super::gate::{Incoming, body_fault};
use super::refuse::Refused;
use super::tokens::SHORT;
use super::{method, read};
use crate::App;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked<'a> {
    #[serde(borrow)]
    code: json::Text<'a>,
    #[serde(borrow)]
    openid: json::Text<'a>,
}

pub(super) async fn hand(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    let body = read(body).await.map_err(by)?;
    let asked: Asked<'_> = json::read(&body, json::MAX_BODY).map_err(|fault| by(body_fault(fault)))?;
    admit(&app.desk, &caller, incoming.call.no, None).map_err(|o| by(o.into()))?;
    let code = asked.code.required("code", SHORT);
    let code = code.map_err(|_| by(code_fault(asked.code.as_str())))?;
    let user = match asked.openid.as_str() {
        "" => None,
        open_id => Some(user_of_open_id(&app.desk, caller.account, open_id).map_err(|o| by(o.into()))?),
    };
    let handed = hand_phone_number(&app.desk, &caller, code, user).await;
    let phone = handed.map_err(|obstacle| by(spent_is_unknown(obstacle)))?;
    let full = full_phone_number(&phone.country_code, &phone.number);
    let info = PhoneInfo {
        phone_number: &full,
        pure_phone_number: &phone.number,
        country_code: &phone.country_code,
        appid: phone.app_id,
        at: incoming.now,
    };
    Ok(reply::phone_info(&info).into())
}

fn code_fault(code: &str) -> Refused {
    if code.is_empty() {
        Refused::code(ErrCode::CODE_MISSING, "code_missing")
    } else {
        Obstacle::CodeUnknown.into()
    }
}

/// Here a code that was used is as invalid as one that never was.
fn spent_is_unknown(obstacle: Obstacle) -> Refused {
    let spent = matches!(obstacle, Obstacle::CodeSpent);
    let refused = Refused::from(obstacle);
    if spent { Refused { code: ErrCode::INVALID_CODE, ..refused } } else { refused }
}
