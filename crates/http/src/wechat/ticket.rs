//! `/cgi-bin/ticket/getticket`.

use bytes::Bytes;
use vermilion_service::wechat::{TicketFor, admit, fetch_ticket};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::reply;

use super::gate::Incoming;
use super::method;
use super::refuse::Refused;
use super::tokens::short;
use crate::App;

pub(super) fn fetch(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, incoming.call).map_err(by)?;
    admit(&app.desk, &caller, incoming.call.no, None).map_err(|o| by(o.into()))?;
    let of = TicketFor::from_word(&short(incoming, "type").map_err(by)?);
    let of = of.ok_or_else(|| by(Refused::code(ErrCode::INVALID_ARGS, "bad_argument")))?;
    let ticket = fetch_ticket(&app.desk, &caller, of).map_err(|o| by(o.into()))?;
    let answer = reply::ok().text("ticket", ticket.text.expose()).int("expires_in", ticket.left.as_secs());
    Ok(answer.finish().into())
}
