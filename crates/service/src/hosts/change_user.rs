//! A host app says something new of a user: another number, nickname or avatar.

use vermilion_model::fact::traffic::{Traffic, UserChanged};
use vermilion_model::{Id, Refusal, User};
use vermilion_seal::Place;

use super::HostCaller;
use super::make_user::faults;
use crate::people::{PhoneNumber, UserBox};
use crate::{Desk, Failure};

/// Other requests may change the same user; whoever loses begins again from what the winner wrote.
const TRIES: usize = 4;

/// What is new; a part that is not named stays as it is, and one that is named without a value goes.
#[derive(Clone, Default)]
pub struct UserChange {
    /// The phone number.
    pub phone: Option<Option<PhoneNumber>>,
    /// The nickname.
    pub nickname: Option<Option<String>>,
    /// Where the avatar is.
    pub avatar_url: Option<Option<String>>,
}

impl std::fmt::Debug for UserChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UserChange(..)")
    }
}

impl UserChange {
    fn apply(&self, person: UserBox) -> UserBox {
        UserBox {
            external_id: person.external_id,
            phone: self.phone.clone().unwrap_or(person.phone),
            nickname: self.nickname.clone().unwrap_or(person.nickname),
            avatar_url: self.avatar_url.clone().unwrap_or(person.avatar_url),
        }
    }
}

/// Changes a user who is not closed.
pub async fn change_user(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    change: &UserChange,
) -> Result<(), Failure> {
    for _ in 0..TRIES {
        let row = by.living_user(desk, user).await?;
        let key = desk.vault.key(user.bytes()).await?.ok_or(Refusal::UserGone)?;
        let place = Place { table: "usr", row: user.bytes() };
        let person = change.apply(desk.vault.open(&key, place, &row.sealed)?);
        Failure::fields(faults(&person))?;
        let place = Place { table: "usr", row: user.bytes() };
        let sealed = desk.vault.seal(&key, place, &person)?;
        match desk.note(Traffic::UserChanged(UserChanged { user, before: row.sealed, sealed })).await {
            // Changed or closed meanwhile: the row tells.
            Err(Failure::Stale) => {}
            other => return other,
        }
    }
    Err(Failure::Busy)
}
