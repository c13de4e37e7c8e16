//! The calls that AppID and AppSecret make, and counting them: no token, so no decision counts them.

use vermilion_decide::{AccountState, Ask, Reason};
use vermilion_model::{CallNo, Catalogue, Time};

use crate::Desk;

/// Their places in the catalogue, and that of the call whose code alone tells its user.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SecretCalls {
    pub(crate) token: Option<CallNo>,
    pub(crate) stable_token: Option<CallNo>,
    pub(crate) login: Option<CallNo>,
    pub(crate) phone: Option<CallNo>,
}

impl SecretCalls {
    pub(crate) fn of(catalogue: &Catalogue) -> SecretCalls {
        let no = |name: &str| catalogue.call_by_name(name).map(|call| call.no);
        SecretCalls {
            token: no("GET:/cgi-bin/token"),
            stable_token: no("POST:/cgi-bin/stable_token"),
            login: no("GET:/sns/jscode2session"),
            phone: no("POST:/wxa/business/getuserphonenumber"),
        }
    }
}

/// Counts one against its limits.
pub(super) fn count(
    desk: &Desk,
    account: &AccountState,
    call: Option<CallNo>,
    now: Time,
) -> Result<(), Reason> {
    let Some(call) = call else { return Ok(()) };
    let ask = Ask { day: desk.day(now), ..Ask::own(account.no, call) };
    desk.in_force.count_secret_call(account, &ask, now)
}
