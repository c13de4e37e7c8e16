//! Who acts in an account: inviting, accepting, roles, leaving.

mod accept_offer;
mod change_role;
mod leave_account;
mod list_colleagues;
mod list_offers;
mod offer_membership;
mod read_offer;
mod withdraw_offer;

pub use accept_offer::{NewColleague, accept_as_member, accept_as_new};
pub use change_role::change_role;
pub use leave_account::{leave_account, remove_colleague};
pub use list_colleagues::{Colleague, list_colleagues};
pub use list_offers::{Offer, list_offers};
pub use offer_membership::offer_membership;
pub use read_offer::{ReadOffer, read_offer};
pub use withdraw_offer::withdraw_offer;

use vermilion_model::{FieldFault, Id, Member, Refusal, Role};

use crate::faults::given;
use crate::{Desk, Failure, Kind};

/// A role by its word.
fn read_role(word: &str) -> Result<Role, FieldFault> {
    given(word, "/role")?;
    Role::from_word(word).ok_or_else(|| FieldFault::new("/role", "unknown"))
}

/// Somebody who acts in the account; nobody else is there.
async fn colleague(
    desk: &Desk,
    account: vermilion_model::AccountNo,
    member: &str,
) -> Result<(Id<Member>, Role), Failure> {
    let missing = || Failure::Missing(Kind::Member);
    let member: Id<Member> = member.parse().map_err(|_| missing())?;
    let role = desk.read.role_in_account(account, member).await?.ok_or_else(missing)?;
    Ok((member, role))
}

/// Why a change of an administrator was refused: they are the last, unless it was made meanwhile.
async fn why_not(desk: &Desk, account: vermilion_model::AccountNo, member: Id<Member>) -> Failure {
    match desk.read.role_in_account(account, member).await {
        Ok(Some(Role::Administrator)) => Refusal::LastAdministrator.into(),
        Ok(Some(_)) => Failure::Stale,
        Ok(None) => Failure::Missing(Kind::Member),
        Err(fault) => fault.into(),
    }
}
