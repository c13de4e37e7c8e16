//! Explains one call step by step: what `decide` would answer, and what each step found.

use vermilion_decide::{Ask, Explanation, explain};
use vermilion_model::{AccountNo, Call, Ordinal, Time};

use crate::may::See;
use crate::wechat::user_of_open_id;
use crate::{Desk, Failure, Kind, May};

/// An explanation, and which call it is about.
#[derive(Debug)]
pub struct Told {
    /// The call's name, `METHOD:/path`.
    pub call: String,
    /// What was found.
    pub explanation: Explanation,
}

/// Explains a call, named `METHOD:/path` or by its path alone, for a user where one is named.
pub fn explain_call(
    desk: &Desk,
    may: &May<See>,
    named: &str,
    open_id: Option<&str>,
) -> Result<Told, Failure> {
    let call = call_named(desk, named)?;
    let user = user_named(desk, may.account(), open_id)?;
    Ok(Told { call: call.name(), explanation: asked(desk, (may.account(), call), user, desk.now()) })
}

/// The user of an OpenID that the account knows, where one is named.
pub(super) fn user_named(
    desk: &Desk,
    account: AccountNo,
    open_id: Option<&str>,
) -> Result<Option<Ordinal>, Failure> {
    let Some(typed) = open_id.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    let user = user_of_open_id(desk, account, typed);
    user.map(Some).map_err(|_| Failure::field("/openid", "unknown"))
}

pub(super) fn call_named<'a>(desk: &'a Desk, named: &str) -> Result<&'a Call, Failure> {
    let named = named.trim();
    let found = desk.catalogue.call_by_name(named).or_else(|| desk.catalogue.call_by_path(named));
    found.ok_or(Failure::Missing(Kind::Call))
}

/// Asks the one question; counts nothing.
pub(super) fn asked(
    desk: &Desk,
    (account, call): (AccountNo, &Call),
    user: Option<Ordinal>,
    now: Time,
) -> Explanation {
    let own = Ask::own(account, call.no);
    let ask = Ask { user, uptime: desk.uptime(), day: desk.day(now), ..own };
    explain(&desk.in_force, &ask, now)
}
