//! Explains a call that one account would make on behalf of another, through a delegation.

use vermilion_decide::{Ask, explain};
use vermilion_model::{AccountNo, AppId};
use vermilion_store::PAGE;

use super::explain_call::{Told, call_named, user_named};
use crate::may::See;
use crate::{Desk, Failure, May};

/// Explains a call on behalf of a giver. Who gave this account nothing is not known to it.
pub async fn explain_on_behalf(
    desk: &Desk,
    may: &May<See>,
    (named, open_id): (&str, Option<&str>),
    giver: &str,
) -> Result<Told, Failure> {
    let call = call_named(desk, named)?;
    let giver = giver_of(desk, may, giver).await?;
    let user = user_named(desk, giver, open_id)?;
    let now = desk.now();
    let own = Ask::own(may.account(), call.no);
    let ask = Ask { on_behalf_of: Some(giver), user, uptime: desk.uptime(), day: desk.day(now), ..own };
    Ok(Told { call: call.name(), explanation: explain(&desk.in_force, &ask, now) })
}

/// The account of this AppID, if it gave this one anything, ever.
pub(super) async fn giver_of(desk: &Desk, may: &May<See>, typed: &str) -> Result<AccountNo, Failure> {
    let unknown = || Failure::field("/on_behalf_of", "unknown");
    let app_id: AppId = typed.trim().parse().map_err(|_| unknown())?;
    let giver = desk.in_force.account_by_app_id(&app_id).map_err(|_| unknown())?.no;
    let mut after = None;
    loop {
        let rows = desk.read.delegations_received(may.account(), after, PAGE).await?;
        if rows.iter().any(|row| row.authorization.giver.number() == giver.0) {
            return Ok(giver);
        }
        let full = i64::try_from(rows.len()).unwrap_or(PAGE) >= PAGE;
        after = rows.last().map(|row| row.authorization.id);
        if !full {
            return Err(unknown());
        }
    }
}
