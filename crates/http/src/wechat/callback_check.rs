//! `/cgi-bin/callback/check`.

use axum::body::Body;
use bytes::Bytes;
use serde::Deserialize;
use vermilion_service::wechat::{Reached, admit, check_callback};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::json;
use vermilion_wire::json::Object;

use super::gate::{Incoming, body_fault};
use super::refuse::Refused;
use super::{method, read};
use crate::App;

/// The carriers that may be named. There is one way out of this platform, whichever is.
const OPERATORS: [&str; 4] = ["CHINANET", "UNICOM", "CAP", "DEFAULT"];

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked<'a> {
    #[serde(borrow)]
    action: json::Text<'a>,
    #[serde(borrow)]
    check_operator: json::Text<'a>,
}

pub(super) async fn check(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    let body = read(body).await.map_err(by)?;
    let asked: Asked<'_> = json::read(&body, json::MAX_BODY).map_err(|fault| by(body_fault(fault)))?;
    admit(&app.desk, &caller, incoming.call.no, None).map_err(|o| by(o.into()))?;
    let (names, connects) = match asked.action.as_str() {
        "dns" => (true, false),
        "ping" => (false, true),
        "all" => (true, true),
        _ => return Err(by(Refused::code(ErrCode::CHECK_ACTION, "bad_argument"))),
    };
    let operator = asked.check_operator.as_str();
    if !OPERATORS.contains(&operator) {
        return Err(by(Refused::code(ErrCode::CHECK_OPERATOR, "bad_argument")));
    }
    let reached = check_callback(&app.desk, &caller, connects).await.map_err(|o| by(o.into()))?;
    if reached.is_empty() {
        return Err(by(Refused::code(ErrCode::CHECK_URL, "no_callback")));
    }
    let dns = names.then_some(&reached).into_iter().flatten();
    let ping = connects.then_some(&reached).into_iter().flatten();
    let answer = Object::with_capacity(256)
        .objects(
            "dns",
            dns.map(|at| Object::new().text("ip", &at.ip.to_string()).text("real_operator", "DEFAULT")),
        )
        .objects("ping", ping.map(|at| tried(at, operator)));
    Ok(answer.finish().into())
}

fn tried(at: &Reached, operator: &str) -> Object {
    let (loss, time) = match at.took {
        Some(took) => ("0%", format!("{}.000ms", took.as_millis())),
        None => ("100%", String::new()),
    };
    Object::new()
        .text("ip", &at.ip.to_string())
        .text("from_operator", operator)
        .text("package_loss", loss)
        .text("time", &time)
}
