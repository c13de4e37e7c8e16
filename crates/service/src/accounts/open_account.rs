//! A member opens another account, whose administrator they are.

use vermilion_model::Seq;
use vermilion_model::fact::Actor;

use super::draw_account::{Opening, check_wanted, draw_account, free_name};
use crate::accounts::AccountView;
use crate::faults::Faults;
use crate::{Desk, Failure, SignedIn};

/// How often numbers that were taken are drawn again.
const DRAWS: usize = 3;

/// Opens it.
///
/// # Errors
/// Faults at `/account_type` and `/account_name`, all at once.
pub async fn open_account(
    desk: &Desk,
    by: SignedIn,
    account_type: &str,
    name: &str,
) -> Result<(Seq, AccountView), Failure> {
    let mut faults = Faults::default();
    let wanted = check_wanted(desk, account_type, name, &mut faults).await?;
    faults.done()?;
    let wanted = wanted.ok_or_else(|| Failure::broken("a form without fault lacks a field"))?;
    let now = desk.now();
    let opening = Opening { administrator: by.member, wanted: &wanted };
    for _ in 0..DRAWS {
        let act = draw_account(desk, now, &opening)?;
        let no = act.account;
        match desk.record(now, Actor::Member(by.member), act).await {
            Ok(seq) => return Ok((seq, AccountView::by_no(desk, no).await?)),
            Err(Failure::Stale) => free_name(desk, &wanted.name).await??,
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::Stale)
}
