//! Refusals: which of WeChat's codes each obstacle has, in one table, and their bytes.

#![deny(clippy::wildcard_enum_match_arm)]

use std::borrow::Cow;
use std::net::IpAddr;

use axum::response::Response;
use vermilion_decide::{Reason, TokenView};
use vermilion_model::fact::traffic::{RefusalRow, ShownToken};
use vermilion_model::{AccountNo, Span, Time};
use vermilion_service::wechat::Obstacle;
use vermilion_wire::errcode::{self, Detail, ErrCode, Style};

use super::gate::Incoming;
use super::{codes, json};
use crate::{App, rid};

/// Why a call is not answered as asked.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) code: ErrCode,
    /// `reason.<this>` in the language files.
    pub(crate) reason: Cow<'static, str>,
    /// Who called, where that is known.
    pub(crate) account: Option<AccountNo>,
    /// The token shown, where we made it.
    pub(crate) token: Option<TokenView>,
    /// A block of quota must be leased; then the call can be made again.
    pub(crate) wants_block: bool,
    /// What broke, if it is ours to mend: said in the log under the answer's `rid`, and nowhere else.
    pub(crate) fault: Option<String>,
}

impl Refused {
    pub(crate) const fn code(code: ErrCode, reason: &'static str) -> Refused {
        let (account, token, fault) = (None, None, None);
        Refused { code, reason: Cow::Borrowed(reason), account, token, wants_block: false, fault }
    }

    pub(crate) fn by(self, account: AccountNo) -> Refused {
        Refused { account: Some(account), ..self }
    }
}

impl From<Obstacle> for Refused {
    fn from(obstacle: Obstacle) -> Refused {
        let fault = if let Obstacle::Broken(fault) = &obstacle { Some(fault.to_string()) } else { None };
        Refused {
            code: codes::of(&obstacle),
            reason: Cow::Owned(obstacle.code()),
            account: None,
            token: None,
            wants_block: matches!(obstacle, Obstacle::Denied(Reason::QuotaBlockNeeded)),
            fault,
        }
    }
}

/// The answer, and the row by which its `rid` is looked up.
pub(crate) fn render(app: &App, incoming: &Incoming<'_>, refused: &Refused) -> Response {
    let call = incoming.call;
    let style = if call.sns { Style::Sns } else { Style::CgiBin };
    let asked = Asked {
        client: Some(incoming.client(app)),
        query: shown_names(incoming.query),
        cost: app.desk.now().since(incoming.now),
        at: incoming.now,
    };
    refuse(app, (call.name(), style), refused, asked)
}

/// A path that is no call.
pub(crate) fn unknown_path(app: &App, path: &str, now: Time) -> Response {
    let refused = Refused::code(ErrCode::INVALID_URL, "call_unknown");
    let asked = Asked { client: None, query: String::new(), cost: Span::ZERO, at: now };
    refuse(app, (path.chars().take(200).collect(), Style::of_path(path)), &refused, asked)
}

/// What is kept of a request beside its call.
struct Asked {
    client: Option<IpAddr>,
    query: String,
    cost: Span,
    at: Time,
}

/// Longest name of a parameter that is kept, and how many of them.
const NAME: usize = 40;
const NAMES: usize = 8;

/// The names of a query's parameters, joined by `&`; never their values, which may be secrets or persons'.
fn shown_names(query: &str) -> String {
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let plain = |name: &String| {
        let sound = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        !name.is_empty() && name.len() <= NAME && name.bytes().all(sound)
    };
    query.split('&').map(name).filter(plain).take(NAMES).collect::<Vec<_>>().join("&")
}

fn refuse(app: &App, (call, style): (String, Style), refused: &Refused, asked: Asked) -> Response {
    let rid = rid::draw(&app.desk, asked.at);
    if let Some(fault) = &refused.fault {
        tracing::error!(fault, %rid, call, "a call could not be answered");
    }
    let detail = detail(refused.code, asked.client);
    app.desk.refusals.keep(
        &app.desk,
        RefusalRow {
            rid: rid.groups(),
            at: asked.at,
            account: refused.account,
            call,
            code: refused.code.0,
            reason: refused.reason.clone().into_owned(),
            client: asked.client.map(|address| address.to_string()),
            query: asked.query,
            cost: asked.cost,
            token: refused.token.map(|token| ShownToken {
                kind: token.kind,
                secret: token.secret,
                issued: token.issued,
            }),
        },
    );
    json(errcode::refusal(refused.code, style, detail, rid).into())
}

/// What a code's text says beyond itself.
pub(crate) fn detail(code: ErrCode, client: Option<IpAddr>) -> Detail<'static> {
    match client {
        Some(client) if code == ErrCode::INVALID_IP => Detail::Address(client),
        _ => Detail::None,
    }
}
