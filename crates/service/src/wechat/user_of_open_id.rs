//! Whose OpenID it is.

use vermilion_decide::Reason;
use vermilion_model::{AccountNo, Ordinal};
use vermilion_seal::{Holder, UserIdKind};

use super::Obstacle;
use crate::Desk;

/// The user's number in this account; an OpenID of another account, or made up, is refused (40003).
pub fn user_of_open_id(desk: &Desk, account: AccountNo, text: &str) -> Result<Ordinal, Obstacle> {
    let state = desk.in_force.account(account).map_err(|_| Reason::AccountUnknown { account })?;
    let holder = Holder::new(&state.app_id, account);
    let user = desk
        .ring
        .load()
        .open_ids
        .decode(UserIdKind::OpenId, holder, text)
        .map_err(|_| Obstacle::OpenIdUnknown)?;
    // An OpenID of an incarnation that never gave it would be one person's in the hands of another.
    if desk.lives.gave(account, user) { Ok(user.ordinal) } else { Err(Obstacle::OpenIdUnknown) }
}
