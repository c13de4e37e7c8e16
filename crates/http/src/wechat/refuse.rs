//! Refusals: which of WeChat's codes each obstacle has, in one table, and their bytes.

use std::borrow::Cow;

use axum::response::Response;
use vermilion_model::fact::traffic::RefusalRow;
use vermilion_model::{AccountNo, Call, Time};
use vermilion_service::wechat::Obstacle;
use vermilion_wire::errcode::{self, Detail, ErrCode, Style};

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
}

impl Refused {
    pub(crate) const fn code(code: ErrCode, reason: &'static str) -> Refused {
        Refused { code, reason: Cow::Borrowed(reason), account: None }
    }

    pub(crate) fn by(self, account: AccountNo) -> Refused {
        Refused { account: Some(account), ..self }
    }
}

impl From<Obstacle> for Refused {
    fn from(obstacle: Obstacle) -> Refused {
        if let Obstacle::Broken(fault) = &obstacle {
            tracing::error!(%fault, "a call could not be answered");
        }
        Refused { code: codes::of(&obstacle), reason: Cow::Owned(obstacle.code()), account: None }
    }
}

/// The answer, and the row by which its `rid` is looked up.
pub(crate) fn render(app: &App, call: &Call, refused: &Refused, now: Time) -> Response {
    let style = if call.sns { Style::Sns } else { Style::CgiBin };
    refuse(app, call.name(), style, refused, now)
}

/// A path that is no call.
pub(crate) fn unknown_path(app: &App, path: &str, now: Time) -> Response {
    let refused = Refused::code(ErrCode::INVALID_URL, "call_unknown");
    refuse(app, path.chars().take(200).collect(), Style::of_path(path), &refused, now)
}

fn refuse(app: &App, call: String, style: Style, refused: &Refused, now: Time) -> Response {
    let rid = rid::draw(&app.desk, now);
    app.desk.refusals.keep(RefusalRow {
        rid: rid.groups(),
        at: now,
        account: refused.account,
        call,
        code: refused.code.0,
        reason: refused.reason.clone().into_owned(),
    });
    json(errcode::refusal(refused.code, style, Detail::None, rid).into())
}
