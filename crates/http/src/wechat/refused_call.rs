//! `/cgi-bin/openapi/rid/get`: what is kept of a refused call.

use std::net::IpAddr;

use axum::body::Body;
use bytes::Bytes;
use serde::Deserialize;
use vermilion_model::{Span, Time};
use vermilion_service::calls::{RefusalView, refusal_of_account};
use vermilion_service::wechat::{Obstacle, admit};
use vermilion_wire::Rid;
use vermilion_wire::errcode::{self, ErrCode, Style};
use vermilion_wire::json::Object;
use vermilion_wire::{json, reply};

use super::gate::{Incoming, body_fault};
use super::refuse::{Refused, detail};
use super::{method, read};
use crate::App;

/// How long refusals are kept, and how far a caller's clock may be ahead.
const KEPT: Span = Span::days(7);
const AHEAD: Span = Span::mins(1);

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked<'a> {
    #[serde(borrow)]
    rid: json::Text<'a>,
}

pub(super) async fn get(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    let body = read(body).await.map_err(by)?;
    let asked: Asked<'_> = json::read(&body, json::MAX_BODY).map_err(|fault| by(body_fault(fault)))?;
    admit(&app.desk, &caller, incoming.call.no, None).map_err(|o| by(o.into()))?;
    let malformed = || by(Refused::code(ErrCode::RID_MALFORMED, "rid_malformed"));
    let rid: Rid = asked.rid.as_str().trim().parse().map_err(|_| malformed())?;
    within(rid, incoming.now).map_err(by)?;
    let found = refusal_of_account(&app.desk, rid.groups()).await;
    let found = found.map_err(|failure| by(Obstacle::from(failure).into()))?;
    match found {
        None => Err(by(Refused::code(ErrCode::RID_UNKNOWN, "rid_unknown"))),
        Some((Some(account), view)) if account == caller.account => Ok(answer(rid, &view).into()),
        Some(_) => Err(by(Refused::code(ErrCode::RID_FORBIDDEN, "rid_foreign"))),
    }
}

fn within(rid: Rid, now: Time) -> Result<(), Refused> {
    let kept = rid.at() <= now.plus(AHEAD) && now.since(rid.at()) <= KEPT;
    if kept { Ok(()) } else { Err(Refused::code(ErrCode::RID_TIME, "rid_old")) }
}

/// The query's values and the body may be secrets or persons' and are not kept: only names are shown.
fn answer(rid: Rid, view: &RefusalView) -> Vec<u8> {
    let path = view.call.split_once(':').map_or(view.call.as_str(), |(_, path)| path);
    let query: Vec<String> =
        view.query.split('&').filter(|name| !name.is_empty()).map(|name| format!("{name}=***")).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let client = view.client.as_deref().unwrap_or_default();
    let (code, style) = (ErrCode(view.code), Style::of_path(path));
    let said = errcode::refusal(code, style, detail(code, client.parse::<IpAddr>().ok()), rid);
    let request = Object::with_capacity(512)
        .int("invoke_time", view.at.secs())
        .int("cost_in_ms", view.cost.as_millis())
        .text("request_url", &format!("https://api.weixin.qq.com{path}{mark}{}", query.join("&")))
        .text("request_body", "")
        .text("response_body", &String::from_utf8_lossy(&said))
        .text("client_ip", client);
    reply::ok().object("request", request).finish()
}
