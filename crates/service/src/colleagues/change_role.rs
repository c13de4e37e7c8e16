//! Another role for somebody who acts in the account.

use vermilion_model::Seq;
use vermilion_model::fact::{Actor, MembershipRoleChanged};

use super::{colleague, read_role, why_not};
use crate::may::ManageMembers;
use crate::{Desk, Failure, May};

/// Changes it; nothing is committed when it is that role already.
///
/// # Errors
/// A fault at `/role`; `Missing`; `LastAdministrator`.
pub async fn change_role(
    desk: &Desk,
    may: &May<ManageMembers>,
    member: &str,
    role: &str,
) -> Result<Option<Seq>, Failure> {
    let role = read_role(role)?;
    let (member, held) = colleague(desk, may.account(), member).await?;
    if held == role {
        return Ok(None);
    }
    let act = MembershipRoleChanged { account: may.account(), member, role };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Ok(seq) => Ok(Some(seq)),
        Err(Failure::Stale) => Err(why_not(desk, may.account(), member).await),
        Err(failure) => Err(failure),
    }
}
