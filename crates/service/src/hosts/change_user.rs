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

/// What happens to one part of what the host app said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part<T> {
    /// Nothing.
    #[default]
    Stays,
    /// It is taken away.
    Goes,
    /// It is this from now on.
    Becomes(T),
}

impl<T> Part<T> {
    /// The same of another type.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Part<U> {
        match self {
            Part::Stays => Part::Stays,
            Part::Goes => Part::Goes,
            Part::Becomes(new) => Part::Becomes(of(new)),
        }
    }
}

impl<T: Clone> Part<T> {
    fn over(&self, held: Option<T>) -> Option<T> {
        match self {
            Part::Stays => held,
            Part::Goes => None,
            Part::Becomes(new) => Some(new.clone()),
        }
    }
}

/// What is new.
#[derive(Clone, Default)]
pub struct UserChange {
    /// The phone number.
    pub phone: Part<PhoneNumber>,
    /// The nickname.
    pub nickname: Part<String>,
    /// Where the avatar is.
    pub avatar_url: Part<String>,
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
            phone: self.phone.over(person.phone),
            nickname: self.nickname.over(person.nickname),
            avatar_url: self.avatar_url.over(person.avatar_url),
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
