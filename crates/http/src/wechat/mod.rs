//! The WeChat face: HTTP 200 always, WeChat's own codes, a `rid` in every refusal.
//!
//! Order of checks: token, method, JSON, decide. Hot handlers are functions over borrowed parts.

mod callback_check;
mod calls;
mod check_encrypted;
mod check_session;
mod codes;
mod component_quota;
mod endpoints;
mod gate;
mod oauth;
mod paid_union_id;
mod phone_number;
mod quota;
mod refuse;
mod refused_call;
mod sessions;
mod ticket;
mod tokens;
mod user_keys;

use std::net::IpAddr;
use std::sync::atomic::AtomicU32;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use vermilion_model::Call;
use vermilion_service::Failure;
use vermilion_service::quotas::lease_quota;
use vermilion_service::wechat::Obstacle;
use vermilion_wire::errcode::ErrCode;

use crate::{App, client, order};
pub use calls::{Calls, Taken};
pub(crate) use codes::of_reason;
pub use endpoints::served_calls;
pub(crate) use endpoints::{Endpoint, Endpoints};
use gate::Incoming;
use refuse::Refused;

/// Answers whatever is not under another face.
pub(crate) async fn answer(State(app): State<App>, request: Request) -> Response {
    let peer = client::peer(&request);
    match app.endpoints.of(&app.desk.catalogue, request.uri().path()) {
        Some((call, endpoint)) => reply(&app, (call, endpoint), (request, peer)).await,
        None => refuse::unknown_path(&app, request.uri().path(), app.desk.now()),
    }
}

async fn reply(
    app: &App,
    (call, endpoint): (&Call, Endpoint),
    (request, peer): (Request, IpAddr),
) -> Response {
    let now = app.desk.now();
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().unwrap_or("");
    let incoming = Incoming {
        call,
        method: &parts.method,
        query,
        now,
        peer,
        headers: &parts.headers,
        seen: AtomicU32::new(0),
    };
    let answered = if let Err(failure) = order::come_to(app, &parts.headers).await {
        Err(unreached(failure))
    } else if app.counted.contains(&call.no) {
        counted(app, endpoint, &incoming, body).await
    } else {
        dispatch(app, endpoint, &incoming, body).await
    };
    match answered {
        Ok(bytes) => {
            if let Some(account) = incoming.account() {
                app.desk.count_call(account, call.no, true);
            }
            json(bytes)
        }
        Err(refused) => {
            if let Some(account) = refused.account {
                app.desk.count_call(account, call.no, false);
            }
            refuse::render(app, &incoming, &refused)
        }
    }
}

/// A place that nobody knows is an argument that is none.
fn unreached(failure: Failure) -> Refused {
    match failure {
        Failure::Refused(_) => Refused::code(ErrCode::INVALID_ARGS, "bad_argument"),
        other => Obstacle::from(other).into(),
    }
}

/// How often a call is tried when others use up the block leased for it.
const TRIES: usize = 8;

/// A call with a daily limit: when this node has no block of it, one is leased and the call is made again.
/// Nothing was done by the first try, since the quota is the last thing that is asked.
async fn counted(
    app: &App,
    endpoint: Endpoint,
    incoming: &Incoming<'_>,
    body: Body,
) -> Result<Bytes, Refused> {
    let mut body = Some(body);
    let mut whole = Bytes::new();
    for _ in 0..TRIES {
        let body = match body.take() {
            Some(body) if body.is_end_stream() => Body::empty(),
            Some(body) => {
                whole = read(body).await?;
                Body::from(whole.clone())
            }
            None => Body::from(whole.clone()),
        };
        match dispatch(app, endpoint, incoming, body).await {
            Err(Refused { wants_block: true, account: Some(account), .. }) => {
                lease_quota(&app.desk, account, incoming.call.no, incoming.now)
                    .await
                    .map_err(|failure| Refused::from(Obstacle::from(failure)).by(account))?;
            }
            answered => return answered,
        }
    }
    Err(Obstacle::Busy.into())
}

async fn dispatch(
    app: &App,
    endpoint: Endpoint,
    incoming: &Incoming<'_>,
    body: Body,
) -> Result<Bytes, Refused> {
    match endpoint {
        Endpoint::Token => tokens::token(app, incoming),
        Endpoint::StableToken => tokens::stable(app, incoming, body).await,
        Endpoint::ExchangeCode => sessions::exchange(app, incoming).await,
        Endpoint::CheckSession => check_session::check(app, incoming).await,
        Endpoint::ResetSession => check_session::reset(app, incoming).await,
        Endpoint::CheckEncrypted => check_encrypted::check(app, incoming, body).await,
        Endpoint::UserKeys => user_keys::list(app, incoming).await,
        Endpoint::OAuthExchange => oauth::exchange(app, incoming).await,
        Endpoint::OAuthRefresh => oauth::refresh(app, incoming).await,
        Endpoint::OAuthCheck => oauth::check(app, incoming).await,
        Endpoint::OAuthProfile => oauth::profile(app, incoming).await,
        Endpoint::ServerAddresses => gate::server_addresses(app, incoming),
        Endpoint::PaidUnionId => paid_union_id::read(app, incoming),
        Endpoint::PhoneNumber => phone_number::hand(app, incoming, body).await,
        Endpoint::ClearQuota => quota::clear(app, incoming, body).await,
        Endpoint::ClearQuotaBySecret => quota::clear_by_secret(app, incoming, body).await,
        Endpoint::ClearQuotaOfComponent => component_quota::clear(app, incoming, body).await,
        Endpoint::QuotaOfCall => quota::of_call(app, incoming, body).await,
        Endpoint::ClearQuotaOfCall => quota::clear_of_call(app, incoming, body).await,
        Endpoint::RefusedCall => refused_call::get(app, incoming, body).await,
        Endpoint::CallbackCheck => callback_check::check(app, incoming, body).await,
        Endpoint::Ticket => ticket::fetch(app, incoming),
        Endpoint::NotServed => gate::not_served(app, incoming, body).await,
    }
}

pub(crate) fn json(bytes: Bytes) -> Response {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Reads a body of at most the calls' limit.
async fn read(body: Body) -> Result<Bytes, Refused> {
    axum::body::to_bytes(body, vermilion_wire::json::MAX_BODY)
        .await
        .map_err(|_| Refused::code(ErrCode::DATA_FORMAT, "body_too_big"))
}

/// The method that a call wants, or WeChat's word for the other one.
fn method(incoming: &Incoming<'_>, call: &Call) -> Result<(), Refused> {
    if incoming.method.as_str() == call.method {
        return Ok(());
    }
    let code = if call.method == "GET" { ErrCode::REQUIRE_GET } else { ErrCode::REQUIRE_POST };
    Err(Refused::code(code, "wrong_method"))
}
