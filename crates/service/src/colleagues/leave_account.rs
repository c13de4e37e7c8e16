//! Leaving an account, or being removed from it. The last administrator stays.

use vermilion_model::fact::{Actor, MembershipEnded};
use vermilion_model::{AccountNo, Id, Member, Seq};

use super::{colleague, why_not};
use crate::may::{ManageMembers, See};
use crate::{Desk, Failure, May, SignedIn};

/// Removes somebody.
///
/// # Errors
/// `Missing`; `LastAdministrator`.
pub async fn remove_colleague(desk: &Desk, may: &May<ManageMembers>, member: &str) -> Result<Seq, Failure> {
    let (member, _) = colleague(desk, may.account(), member).await?;
    end(desk, may.by, may.account(), member).await
}

/// Leaves.
///
/// # Errors
/// `LastAdministrator`.
pub async fn leave_account(desk: &Desk, may: &May<See>) -> Result<Seq, Failure> {
    end(desk, may.by, may.account(), may.by.member).await
}

async fn end(desk: &Desk, by: SignedIn, account: AccountNo, member: Id<Member>) -> Result<Seq, Failure> {
    match desk.record(desk.now(), Actor::Member(by.member), MembershipEnded { account, member }).await {
        Err(Failure::Stale) => Err(why_not(desk, account, member).await),
        other => other,
    }
}
