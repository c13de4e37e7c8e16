//! A member opens another account, whose administrator they are.

use vermilion_model::fact::Actor;
use vermilion_model::{Refusal, Role, Seq};

use super::draw_account::{Opening, check_wanted, draw_account, free_name};
use crate::accounts::AccountView;
use crate::admission::statement;
use crate::faults::Faults;
use crate::{Desk, Failure, SignedIn, notices};

/// How often numbers that were taken are drawn again.
const DRAWS: usize = 3;

/// Opens it; `said` is what it is for, asked for where reviewers admit each new account.
///
/// # Errors
/// Faults at `/account_type`, `/account_name` and `/statement`, all at once; `TooManyAccounts`.
pub async fn open_account(
    desk: &Desk,
    by: SignedIn,
    (account_type, name): (&str, &str),
    said: &str,
) -> Result<(Seq, AccountView), Failure> {
    let mut faults = Faults::default();
    let wanted = check_wanted(desk, account_type, name, &mut faults).await?;
    let said = faults.take(statement(desk, said)).flatten();
    faults.done()?;
    let wanted = wanted.ok_or_else(|| Failure::broken("a form without fault lacks a field"))?;
    // A policy and no invariant: two opened at once may pass it by one.
    let held = desk.read.roles_of_member(by.member).await?;
    let administered = held.iter().filter(|(_, role)| *role == Role::Administrator).count();
    if administered >= usize::try_from(desk.settings.accounts_per_member).unwrap_or(usize::MAX) {
        return Err(Refusal::TooManyAccounts.into());
    }
    let now = desk.now();
    let opening = Opening { administrator: by.member, wanted: &wanted, statement: said.as_deref() };
    for _ in 0..DRAWS {
        let act = draw_account(desk, now, &opening)?;
        let (no, case) = (act.account, act.admission.as_ref().and_then(|asked| asked.case));
        match desk.record(now, Actor::Member(by.member), act).await {
            Ok(seq) => {
                if let Some(case) = case {
                    notices::case_waits(desk, case, by.member).await;
                }
                return Ok((seq, AccountView::by_no(desk, no).await?));
            }
            Err(Failure::Stale) => free_name(desk, &wanted.name).await??,
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::Stale)
}
