//! The checks that every call with a token passes, in the contract's order.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::Body;
use axum::http::{HeaderMap, Method};
use bytes::Bytes;
use vermilion_decide::Reason;
use vermilion_model::{Accepts, AccountNo, Body as CallBody, Call, Time};
use vermilion_service::wechat::{Asking, Caller, Obstacle, admit, token_shown};
use vermilion_wire::errcode::ErrCode;
use vermilion_wire::query::Query;
use vermilion_wire::{json, reply};

use super::refuse::Refused;
use super::{method, read};
use crate::{App, client};

/// Longest text that is looked at as a token.
pub(super) const TOKEN_MAX: usize = 512;

/// One call as it came in.
#[derive(Debug)]
pub(crate) struct Incoming<'a> {
    pub(crate) call: &'a Call,
    pub(crate) method: &'a Method,
    pub(crate) query: &'a str,
    pub(crate) now: Time,
    /// The other end of the connection.
    pub(crate) peer: IpAddr,
    pub(crate) headers: &'a HeaderMap,
    /// Whose call it is, once that is known; no account has number nought.
    pub(crate) seen: AtomicU32,
}

impl<'a> Incoming<'a> {
    /// The query, within its limits.
    pub(crate) fn query(&self) -> Result<Query<'a>, Refused> {
        Query::new(self.query).map_err(|_| Refused::code(ErrCode::INVALID_ARGS, "bad_argument"))
    }

    /// Who calls: the first check. Two tokens may arrive at once; the component's is not ours to take here.
    pub(crate) fn caller(&self, app: &App) -> Result<Caller, Refused> {
        let query = self.query()?;
        let token =
            query.optional("access_token", TOKEN_MAX).map_err(|_| Refused::from(Obstacle::TokenUnknown))?;
        if token.is_empty() {
            return Err(Refused::code(ErrCode::ACCESS_TOKEN_MISSING, "token_missing"));
        }
        let caller = Caller::of_token(&app.desk, &token, self.now).map_err(|obstacle| {
            let refused = Refused::from(obstacle);
            // Whose it was is known even when it is dead, and its owner wants to know why.
            match token_shown(&app.desk, &token) {
                Some(shown) => Refused { token: Some(shown), ..refused.by(shown.account) },
                None => refused,
            }
        })?;
        self.is_of(caller.account);
        Ok(caller)
    }

    /// Notes whose call it is, for the counts.
    pub(crate) fn is_of(&self, account: AccountNo) {
        self.seen.store(account.0, Ordering::Relaxed);
    }

    /// Whose call it is, if that came to be known.
    pub(crate) fn account(&self) -> Option<AccountNo> {
        Some(self.seen.load(Ordering::Relaxed)).filter(|no| *no != 0).map(AccountNo)
    }

    /// When and from where a secret is shown.
    pub(crate) fn asking(&self, app: &App) -> Asking {
        Asking { now: self.now, client: self.client(app) }
    }

    /// Where the call comes from.
    pub(crate) fn client(&self, app: &App) -> IpAddr {
        client::address(self.peer, self.headers, &app.desk.settings.trusted_proxies)
    }
}

/// `get_api_domain_ip` and `getcallbackip`.
pub(crate) fn server_addresses(app: &App, incoming: &Incoming<'_>) -> Result<Bytes, Refused> {
    let caller = incoming.caller(app)?;
    method(incoming, incoming.call).map_err(|refused| refused.by(caller.account))?;
    admit(&app.desk, &caller, incoming.call.no, None)
        .map_err(|obstacle| Refused::from(obstacle).by(caller.account))?;
    Ok(reply::ip_list(app.desk.settings.server_addresses.iter().map(String::as_str)).into())
}

/// A call of the contract that this build does not answer: the same checks, then WeChat's refusal.
pub(crate) async fn not_served(app: &App, incoming: &Incoming<'_>, body: Body) -> Result<Bytes, Refused> {
    let call = incoming.call;
    if !call.accepts.iter().any(|accepts| matches!(accepts, Accepts::Account | Accepts::Authorizer)) {
        return Err(component_or_secret(incoming)?);
    }
    let caller = incoming.caller(app)?;
    let by = |refused: Refused| refused.by(caller.account);
    method(incoming, call).map_err(by)?;
    if call.body == CallBody::Json {
        let body = read(body).await.map_err(by)?;
        well_formed(&body).map_err(by)?;
    }
    let refused = match admit(&app.desk, &caller, call.no, None) {
        Err(obstacle) => Refused::from(obstacle),
        // `decide` allows only what is served; an allowed call that nobody answers is our fault.
        Ok(()) => Refused::from(Obstacle::from(Reason::CallNotServed)),
    };
    Err(by(refused))
}

/// Calls by which third-party platforms and secrets speak; none of them is answered yet.
fn component_or_secret(incoming: &Incoming<'_>) -> Result<Refused, Refused> {
    if incoming.call.accepts.contains(&Accepts::Component) {
        let query = incoming.query()?;
        let shown = |name| query.optional(name, TOKEN_MAX).is_ok_and(|token| token.is_empty());
        if shown("component_access_token") && shown("access_token") {
            return Err(Refused::code(ErrCode::ACCESS_TOKEN_MISSING, "token_missing"));
        }
        return Ok(Refused::from(Obstacle::TokenUnknown));
    }
    method(incoming, incoming.call)?;
    Ok(Refused::from(Obstacle::from(Reason::CallNotServed)))
}

fn well_formed(body: &[u8]) -> Result<(), Refused> {
    match json::read::<serde::de::IgnoredAny>(body, json::MAX_BODY) {
        Ok(_) => Ok(()),
        Err(fault) => Err(body_fault(fault)),
    }
}

/// WeChat's code of a body that cannot be read.
pub(crate) fn body_fault(fault: json::BodyFault) -> Refused {
    match fault {
        json::BodyFault::Empty => Refused::code(ErrCode::EMPTY_POST_DATA, "body_missing"),
        json::BodyFault::TooLarge(_) => Refused::code(ErrCode::DATA_FORMAT, "body_too_big"),
        json::BodyFault::Malformed => Refused::code(ErrCode::DATA_FORMAT, "bad_json"),
    }
}
