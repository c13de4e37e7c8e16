//! Who acts in an account.

use vermilion_model::{Id, Member, Role, Time};

use crate::may::See;
use crate::members::MemberView;
use crate::{Desk, Failure, May};

/// Somebody who acts in an account.
pub struct Colleague {
    /// Who.
    pub member: Id<Member>,
    /// What they are called; nothing where they never said.
    pub name: Option<String>,
    /// Their address; nothing once they were erased.
    pub email: Option<String>,
    /// With which role.
    pub role: Role,
    /// Since when.
    pub since: Time,
}

/// Personal: it does not print.
impl std::fmt::Debug for Colleague {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Colleague({})", self.member)
    }
}

/// A page of them, in the order of their ids.
pub async fn list_colleagues(
    desk: &Desk,
    may: &May<See>,
    after: Option<Id<Member>>,
    limit: i64,
) -> Result<Vec<Colleague>, Failure> {
    let rows = desk.read.members_of_account(may.account(), after, limit).await?;
    let mut colleagues = Vec::with_capacity(rows.len());
    for row in rows {
        let person = match MemberView::by_id(desk, row.member).await {
            Ok((_, view)) => Some(view.person),
            Err(Failure::SignedOut) => None,
            Err(failure) => return Err(failure),
        };
        let (name, email) = person.map_or((None, None), |person| (person.name, Some(person.email)));
        colleagues.push(Colleague { member: row.member, name, email, role: row.role, since: row.since });
    }
    Ok(colleagues)
}
