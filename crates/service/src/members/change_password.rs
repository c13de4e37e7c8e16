//! Another password; every session ends, this one too.

use vermilion_model::Seq;
use vermilion_model::fact::{Actor, PasswordChanged};
use vermilion_seal::SecretText;

use super::strong_password::strong_password;
use crate::members::reprove_password;
use crate::{Desk, Failure, SignedIn};

/// Changes the password of who is signed in and knows the current one.
pub async fn change_password(
    desk: &Desk,
    by: SignedIn,
    current: SecretText,
    new: SecretText,
) -> Result<Seq, Failure> {
    let view = reprove_password(desk, by, current, "/current").await?;
    let new = strong_password(new, &view.person.email, "/password")?;
    let password = desk.hasher.hash(new).await?;
    let changed = PasswordChanged { member: by.member, password };
    desk.record(desk.now(), Actor::Member(by.member), changed).await
}
