//! The phone-number button: the user's own act, for which the account's server gets the number once.

use vermilion_model::{CodeKind, Id, Refusal, Scope, User};

use super::issue_code::{Draw, Issued, issue_code};
use super::pair::pair;
use super::{HostCaller, give_consent, read_user};
use crate::{Desk, Failure};

/// Draws a phone code. Pressing the button is the consent; it is recorded where none stands.
pub async fn issue_phone_code(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    app_id: &str,
    notice: u32,
) -> Result<Issued, Failure> {
    let account = by.mini_program(desk, app_id)?.no;
    let row = by.living_user(desk, user).await?;
    let person = read_user::person(desk, user, &row.sealed).await?.ok_or(Refusal::UserGone)?;
    if person.phone.is_none() {
        return Err(Refusal::NoPhone.into());
    }
    let now = desk.now();
    let pair = pair(desk, user, account, now).await?;
    give_consent::once(desk, (by, user, pair), (Scope::PhoneNumber, notice), now).await?;
    issue_code(desk, Draw::plain(CodeKind::Phone), pair, now).await
}
